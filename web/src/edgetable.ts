import { key, type Statement, type Surroundings } from "./surroundings";
import { csv } from "./takeaway";

/** Keeps the table of statements in step with the picture: rows of new statements are added, others are hidden. */
export function tabulate(table: HTMLTableElement, around: Surroundings): void {
  const body = table.tBodies[0];
  if (!body) return;
  const heads = [...table.querySelectorAll("thead th")].map((each) => each.textContent ?? "");
  body.replaceChildren(...around.shown().map((each) => row(each, around, heads, table.dataset)));
}

/** The statements that are shown, with the columns of the file of the server. */
export function tableFile(around: Surroundings, table: HTMLTableElement): Blob {
  const source = (table.dataset.source ?? "").split(" ");
  const header = [
    "subject", "subject_label", "property", "property_label", "object", "object_label", "graphs", "graph_labels",
    "words", "words_start", "words_end", "evidence", "release", "licence",
  ];
  const rows = around.shown().map((each) => [
    each.source, around.name(each.source), each.property, each.label, each.target, around.name(each.target),
    each.graphs.map((graph) => graph.iri).join(" "), each.graphs.map((graph) => graph.name).join("; "),
    each.quote ?? "", String(each.evidence?.start ?? ""), String(each.evidence?.end ?? ""), each.evidence?.iri ?? "",
    ...source,
  ]);
  return csv([header, ...rows]);
}

function row(each: Statement, around: Surroundings, heads: string[], words: DOMStringMap): HTMLTableRowElement {
  const made = document.createElement("tr");
  made.setAttribute("role", "row");
  made.dataset.key = key(each);
  const cells = [
    link(around.name(each.source), around.things.get(each.source)?.page),
    link(each.label, each.href),
    link(around.name(each.target), around.things.get(each.target)?.page),
    quoted(each, words),
    ...[each.graphs.flatMap((graph, place) => [...(place ? [", "] : []), link(graph.name, graph.page)])],
  ];
  for (const [place, content] of cells.entries()) {
    const cell = document.createElement("td");
    cell.setAttribute("role", "cell");
    cell.dataset.label = heads[place];
    cell.append(...(Array.isArray(content) ? content : [content]));
    made.append(cell);
  }
  return made;
}

function link(text: string, address: string | null | undefined): Node | string {
  if (!address) return text;
  const made = document.createElement("a");
  made.href = address;
  made.textContent = text;
  return made;
}

/** The words of a statement and where they stand, or why there are none. */
function quoted({ quote, evidence }: Statement, { known = "", characters = "" }: DOMStringMap): Node {
  if (!quote) return small(known);
  const words = document.createElement("q");
  words.lang = "vi";
  words.textContent = quote;
  const [start, end] = [evidence?.start, evidence?.end].map((each) => (each ?? 0).toLocaleString(document.documentElement.lang, { useGrouping: false }));
  const place = small(characters.replace("{start}", start ?? "").replace("{end}", end ?? ""));
  const made = document.createElement(evidence?.page ? "a" : "span");
  if (made instanceof HTMLAnchorElement && evidence?.page) made.href = evidence.page;
  made.append(words, " ", place);
  return made;
}

function small(text: string): HTMLElement {
  const made = document.createElement("small");
  made.textContent = text;
  return made;
}
