// What is offered while one writes: variables, prefixes, classes and properties of the release by name or label, and
// things by what they are called. Nothing is asked of any other server.
import type { Code, Hint, Hints, Place } from "./code";
import { make } from "./making";
import { plain, type Say, type Settings } from "./settings";

export interface Used {
  iri: string;
  short: string;
  labels: Record<string, string>;
  count: number;
}

export interface Terms {
  prefixes: Record<string, string>;
  classes: Used[];
  properties: Used[];
}

interface Found {
  results: { iri: string; matched: string; labels: Record<string, string> }[];
}

const MOST = 12; // of each kind
const WORDS = 5; // of a label
const PAUSE = 150; // milliseconds without a key before the server is asked for things
const LABEL = new RegExp(String.raw`(?<![\p{L}\p{N}:?$_-])(?:[\p{L}\p{N}]+ ){0,${WORDS - 1}}[\p{L}\p{N}]+$`, "u");
const NAME = /[\p{L}\p{N}_-]*:[\p{L}\p{N}_.-]*$/u;
const KEYWORDS = /^(?:select|distinct|where|filter|optional|graph|union|bind|values|order|group|by|limit|construct|ask|describe|prefix|as|a)$/i;

/** Offers names when asked to, and while one writes a name. */
export function complete(code: Code, terms: Terms, settings: Settings, say: Say): void {
  const hint = () => hints(code, terms, settings, say);
  code.showHint({ hint, completeSingle: false, closeOnUnfocus: true, closeCharacters: /[\s()[\]{};>,]/ });
}

/** What could stand at the cursor; things come from the server, and only where some letters are there to look for. */
async function hints(code: Code, terms: Terms, settings: Settings, say: Say): Promise<Hints> {
  const cursor = code.getCursor();
  const line = (code.getLine(cursor.line) ?? "").slice(0, cursor.ch);
  const at = (length: number): Place => ({ line: cursor.line, ch: cursor.ch - length });
  const nothing = { list: [], from: cursor, to: cursor };
  if (/^(?:comment|string)/.test(code.getTokenTypeAt(cursor) ?? "")) return nothing;
  const variable = /[?$]\w*$/.exec(line)?.[0];
  if (variable) return { list: variables(code, variable, cursor.line, say), from: at(variable.length), to: cursor };
  const declared = /\bprefix\s+([\w-]*)$/i.exec(line)?.[1];
  if (declared !== undefined) {
    return { list: declarations(terms, declared, say), from: at(declared.length), to: cursor };
  }
  const classesFirst = /(?:\ba|rdf:type)\s+[^\s;,.]*(?: [^\s;,.]*){0,4}$/.test(line);
  const name = NAME.exec(line)?.[0];
  if (name !== undefined) {
    const list = named(terms, name, classesFirst, say);
    return { list: list.map((each) => picked(code, terms, each, at(name.length), cursor)), from: at(name.length), to: cursor };
  }
  for (const [place, text] of labels(line).entries()) {
    const list = labelled(terms, text, classesFirst, say);
    const things = place > 0 || classesFirst ? [] : await entities(code, text, settings, say);
    const all = [...list, ...things].map((each) => picked(code, terms, each, at(text.length), cursor));
    if (all.length > 0) return { list: all, from: at(text.length), to: cursor };
  }
  return nothing;
}

/** Declares every known prefix that the query mentions and does not declare. */
export function declareAll(code: Code, { prefixes }: Terms): void {
  const declared = code.getPrefixesFromQuery();
  const text = code.getValue().replace(/<[^>\s]*>|"(?:[^"\\]|\\.)*"|#.*/g, " ");
  const missing = Object.entries(prefixes).filter(
    ([prefix]) => !(prefix in declared) && new RegExp(`(?<![\\w:-])${prefix}:`).test(text),
  );
  if (missing.length > 0) code.addPrefixes(Object.fromEntries(missing));
}

/** The words before the cursor that may be a label, most of them first, without the keywords before them. */
function labels(line: string): string[] {
  const words = (LABEL.exec(line)?.[0] ?? "").split(" ");
  const from = words.map((word) => KEYWORDS.test(word)).lastIndexOf(true) + 1;
  const found = words.slice(from).map((_, place) => words.slice(from + place).join(" "));
  return found.filter((text) => text.length > 1);
}

function variables(code: Code, typed: string, line: number, say: Say): Hint[] {
  const elsewhere = code.getValue().split("\n").filter((_, place) => place !== line).join("\n");
  const here = (code.getLine(line) ?? "").replaceAll(/[?$]\w*$/g, "");
  const all = new Set(`${elsewhere}\n${here}`.match(/[?$]\w+/g) ?? []);
  return [...all].filter((each) => each.startsWith(typed) && each !== typed).sort().map((text) => row(text, text, "", say("variable")));
}

function declarations(terms: Terms, typed: string, say: Say): Hint[] {
  return Object.entries(terms.prefixes)
    .filter(([prefix]) => prefix.startsWith(typed))
    .map(([prefix, iri]) => row(`${prefix}: <${iri}>`, `${prefix}:`, iri, say("prefix")));
}

function ordered(terms: Terms, classesFirst: boolean, say: Say): { used: Used; kind: string }[] {
  const kinds = [
    ...terms.classes.map((used) => ({ used, kind: say("class"), first: classesFirst })),
    ...terms.properties.map((used) => ({ used, kind: say("property"), first: !classesFirst })),
  ];
  return kinds.sort((one, other) => Number(other.first) - Number(one.first));
}

function named(terms: Terms, typed: string, classesFirst: boolean, say: Say): Hint[] {
  const found = ordered(terms, classesFirst, say).filter(({ used }) => plain(used.short).startsWith(plain(typed)));
  return found.slice(0, 3 * MOST).map(({ used, kind }) => row(used.short, used.short, labelOf(used), kind));
}

function labelled(terms: Terms, typed: string, classesFirst: boolean, say: Say): Hint[] {
  const sought = plain(typed);
  const begins = (text: string) => ` ${plain(text)}`.includes(` ${sought}`);
  const found = ordered(terms, classesFirst, say).filter(
    ({ used }) => Object.values(used.labels).some(begins) || begins(used.short.split(":")[1] ?? ""),
  );
  return found.slice(0, MOST).map(({ used, kind }) => row(used.short, used.short, labelOf(used), kind));
}

async function entities(code: Code, text: string, settings: Settings, say: Say): Promise<Hint[]> {
  const before = code.getValue();
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (code.getValue() !== before) return []; // the editor asks again for what stands there now
  const address = new URL(settings.addresses.search, document.baseURI);
  address.search = String(new URLSearchParams({ q: text, limit: "8" }));
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) return []; // too long a text; the terms are offered all the same
  const { results } = (await response.json()) as Found;
  const path = (iri: string) => (iri.startsWith(settings.base) ? iri.slice(settings.base.length) : iri);
  return results.map((each) => row(`<${each.iri}>`, labelOf(each) || each.matched, path(each.iri), say("thing")));
}

function labelOf({ labels }: { labels: Record<string, string> }): string {
  return labels[document.documentElement.lang] ?? labels.vi ?? Object.values(labels)[0] ?? "";
}

function row(text: string, name: string, label: string, kind: string): Hint {
  const parts = [make("span", { class: "hint-name" }, name), ...(label ? [" ", make("span", {}, label)] : [])];
  return { text, render: (element) => element.append(...parts, " ", make("small", {}, kind)) };
}

/** A hint that also declares its prefix, so that the query can be asked anywhere. */
function picked(code: Code, terms: Terms, hint: Hint, from: Place, to: Place): Hint {
  const prefix = hint.text.startsWith("<") ? undefined : hint.text.split(":")[0];
  const namespace = prefix === undefined ? undefined : terms.prefixes[prefix];
  if (prefix === undefined || namespace === undefined) return hint;
  const declare = () => {
    code.replaceRange(hint.text, from, to);
    if (!(prefix in code.getPrefixesFromQuery())) code.addPrefixes({ [prefix]: namespace });
  };
  return { ...hint, hint: declare };
}
