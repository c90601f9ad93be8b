import type { Rows, Term } from "./answers";
import { make } from "./making";
import type { Shower } from "./settings";
import { addressOf, numberOf, shortOf, textOf } from "./terms";

export const SHOWN = 1000; // rows that the table shows, as many as the page without scripts

/** The rows as a table; what lies beyond the first ones is in the formats to download. */
export function table(answer: Rows, shower: Shower): HTMLElement {
  const { say } = shower;
  const body = make("tbody");
  for (const row of answer.rows.slice(0, SHOWN)) {
    body.append(make("tr", {}, ...row.map((term) => cell(term, shower))));
  }
  const heads = answer.variables.map((name) => make("th", { scope: "col" }, name));
  return make(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": say("result") },
    make("table", {}, make("caption", {}, say("result")), make("thead", {}, make("tr", {}, ...heads)), body),
  );
}

function cell(term: Term | undefined, shower: Shower): HTMLElement {
  if (term === undefined) return make("td");
  const text = textOf(term, shower);
  if (term.type === "uri") {
    const address = addressOf(term.value, shower.settings);
    const [name, short] = [shower.names.of(term.value), shortOf(term, shower)];
    const beneath = name ? [" ", make("small", { class: "beneath" }, short)] : [];
    const foreign = name && name.language !== document.documentElement.lang;
    return make("td", foreign ? { lang: name.language } : {}, address ? make("a", { href: address, title: term.value }, text) : text, ...beneath);
  }
  // As it was said: a year is no quantity, and no digit is lost.
  if (numberOf(term) !== undefined) return make("td", { class: "number" }, term.value);
  return make("td", term["xml:lang"] ? { lang: term["xml:lang"] } : {}, text);
}
