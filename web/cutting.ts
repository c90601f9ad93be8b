import type { Plugin } from "vite";

/** What is cut from the editor of YASGUI: what would ask other servers, and what the policy of the pages forbids. */
const CUTS: [text: string | RegExp, instead: string][] = [
  // Its completers ask lov.linkeddata.es and prefix.cc; without them their table of 3,000 prefixes goes, too.
  [/(?<=, completers = )\[\s*conf\$3,\s*conf\$2,\s*conf\$1,\s*conf\s*\]/, "[]"],
  // A way to read JSON for browsers of 2008.
  ['eval("(" + text + ")")', "JSON.parse(text)"],
  ['endpoint: "https://dbpedia.org/sparql"', 'endpoint: ""'],
];

/** Cuts while building; a new version in which a text is not found must be looked at first. */
export function cutting(): Plugin {
  return {
    name: "khen-cutting",
    transform(code, id) {
      if (!/@zazuko\/yasqe\/build\/yasqe\.esm\.js$/.test(id)) return null;
      for (const [text, instead] of CUTS) {
        if (code.split(text).length !== 2) this.error(`not found once in ${id}: ${String(text)}`);
        code = code.replace(text, instead);
      }
      return { code, map: null };
    },
  };
}
