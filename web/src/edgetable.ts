import { key, type Statement, type Surroundings } from "./surroundings";
import { csv } from "./takeaway";

/** Keeps the table of statements in step with the picture: rows of new statements are added, others are hidden. */
export function tabulate(table: HTMLTableElement, around: Surroundings): void {
  const body = table.tBodies[0];
  if (!body) return;
  const heads = [...table.querySelectorAll("thead th")].map((each) => each.textContent ?? "");
  body.replaceChildren(...around.shown().map((each) => row(each, around, heads)));
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

function row(each: Statement, around: Surroundings, heads: string[]): HTMLTableRowElement {
  const made = document.createElement("tr");
  made.setAttribute("role", "row");
  made.dataset.key = key(each);
  const cells = [
    link(around.name(each.source), around.things.get(each.source)?.page),
    link(each.label, each.href),
    link(around.name(each.target), around.things.get(each.target)?.page),
    grounds(each),
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

function grounds(each: Statement): (Node | string)[] {
  const why = document.createElement("small");
  why.textContent = each.why;
  if (!each.quote) return [why];
  const words = document.createElement("q");
  words.lang = "vi";
  words.textContent = each.quote;
  if (!each.read) return [words, " ", why];
  const passage = document.createElement("a");
  passage.href = each.read;
  passage.append(words);
  return [passage, " ", why];
}
