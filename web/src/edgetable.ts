import { key, type Statement, type Surroundings } from "./surroundings";
import { csv } from "./takeaway";

/** Keeps the table of statements in step with the picture: rows of new statements are added, others are hidden. */
export function tabulate(table: HTMLTableElement, around: Surroundings): void {
  const body = table.tBodies[0];
  if (!body) return;
  const shown = around.shown();
  body.replaceChildren(...shown.map((each) => row(each, around)));
}

/** The statements that are shown, with the columns of the file of the server. */
export function tableFile(around: Surroundings): Blob {
  const header = ["subject", "subject_label", "property", "property_label", "object", "object_label", "graphs"];
  const rows = around.shown().map((each) => [
    each.source, around.name(each.source), each.property, each.label, each.target, around.name(each.target),
    each.graphs.map((graph) => graph.iri).join(" "),
  ]);
  return csv([header, ...rows]);
}

function row(each: Statement, around: Surroundings): HTMLTableRowElement {
  const made = document.createElement("tr");
  made.dataset.key = key(each);
  const cells = [
    link(around.name(each.source), around.things.get(each.source)?.page),
    link(each.label, each.href),
    link(around.name(each.target), around.things.get(each.target)?.page),
    grounds(each),
    ...[each.graphs.flatMap((graph, place) => [...(place ? [", "] : []), link(graph.name, graph.page)])],
  ];
  for (const content of cells) {
    const cell = document.createElement("td");
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
