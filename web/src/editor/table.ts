import type { Rows, Term } from "./answers";
import { make } from "./making";
import type { Shower } from "./settings";
import { addressOf, numberOf, shortOf, textOf } from "./terms";

export const SHOWN = 1000; // rows that the table shows, as many as the page without scripts

/** The rows as a table; what lies beyond the first ones is in the formats to download. */
export function table(answer: Rows, shower: Shower): HTMLElement {
  const { say } = shower;
  const body = make("tbody", { role: "rowgroup" });
  for (const row of answer.rows.slice(0, SHOWN)) {
    const cells = row.map((term, column) => cell(term, shower, answer.variables[column] ?? ""));
    body.append(make("tr", { role: "row" }, ...cells));
  }
  const heads = answer.variables.map((name) => make("th", { role: "columnheader", scope: "col" }, name));
  return make(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": say("result") },
    make(
      "table",
      { class: "stack", role: "table" },
      make("caption", {}, say("result")),
      make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads)),
      body,
    ),
  );
}

function cell(term: Term | undefined, shower: Shower, variable: string): HTMLElement {
  const own = { role: "cell", "data-label": variable };
  if (term === undefined) return make("td", own);
  const text = textOf(term, shower);
  if (term.type === "uri") {
    const address = addressOf(term.value, shower.settings);
    const [name, short] = [shower.names.of(term.value), shortOf(term, shower)];
    const beneath = name ? [" ", make("small", { class: "beneath" }, short)] : [];
    const foreign = name && name.language !== document.documentElement.lang;
    const of = foreign ? { ...own, lang: name.language } : own;
    return make("td", of, address ? make("a", { href: address, title: term.value }, text) : text, ...beneath);
  }
  // As it was said: a year is no quantity, and no digit is lost.
  if (numberOf(term) !== undefined) return make("td", { ...own, class: "number" }, term.value);
  return make("td", term["xml:lang"] ? { ...own, lang: term["xml:lang"] } : own, text);
}
