import type { Rows, Term } from "./answers";
import { make } from "./making";
import type { Say, Settings } from "./settings";
import { addressOf, numberOf, textOf } from "./terms";

export const SHOWN = 1000; // rows that the table shows, as many as the page without scripts

/** The rows as a table; what lies beyond the first ones is in the formats to download. */
export function table(answer: Rows, settings: Settings, prefixes: Record<string, string>, say: Say): HTMLElement {
  const body = make("tbody");
  for (const row of answer.rows.slice(0, SHOWN)) {
    body.append(make("tr", {}, ...row.map((term) => cell(term, settings, prefixes))));
  }
  const heads = answer.variables.map((name) => make("th", { scope: "col" }, name));
  return make(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": say("result") },
    make("table", {}, make("caption", {}, say("result")), make("thead", {}, make("tr", {}, ...heads)), body),
  );
}

function cell(term: Term | undefined, settings: Settings, prefixes: Record<string, string>): HTMLElement {
  if (term === undefined) return make("td");
  const text = textOf(term, prefixes, settings.base);
  if (term.type === "uri") {
    const address = addressOf(term.value, settings);
    return make("td", {}, address ? make("a", { href: address, title: term.value }, text) : text);
  }
  // As it was said: a year is no quantity, and no digit is lost.
  if (numberOf(term) !== undefined) return make("td", { class: "number" }, term.value);
  return make("td", term["xml:lang"] ? { lang: term["xml:lang"] } : {}, text);
}
