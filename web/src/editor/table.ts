import type { Rows, Term } from "./answers";
import { make } from "./making";
import type { Say, Settings } from "./settings";
import { addressOf, numberOf, shortOf, textOf, type Calling } from "./terms";

export const SHOWN = 1000; // rows that the table shows, as many as the page without scripts

/** The rows as a table; what lies beyond the first ones is in the formats to download. */
export function table(answer: Rows, settings: Settings, calling: Calling, say: Say): HTMLElement {
  const body = make("tbody", { role: "rowgroup" });
  for (const row of answer.rows.slice(0, SHOWN)) {
    const cells = row.map((term, column) => cell(term, settings, calling, answer.variables[column] ?? ""));
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

function cell(term: Term | undefined, settings: Settings, calling: Calling, variable: string): HTMLElement {
  const own = { role: "cell", "data-label": variable };
  if (term === undefined) return make("td", own);
  const text = textOf(term, calling, settings.base);
  if (term.type === "uri") {
    const [address, short] = [addressOf(term.value, settings), shortOf(term, calling, settings.base)];
    const iri = short === text ? [] : [make("small", { class: "own" }, short)];
    return make("td", own, address ? make("a", { href: address, title: term.value }, text) : text, ...iri);
  }
  // As it was said: a year is no quantity, and no digit is lost.
  if (numberOf(term) !== undefined) return make("td", { ...own, class: "number" }, term.value);
  return make("td", term["xml:lang"] ? { ...own, lang: term["xml:lang"] } : own, text);
}
