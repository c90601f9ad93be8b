// Loaded when a graph is asked for: Cytoscape.
import cytoscape, { type ElementDefinition, type LayoutOptions, type Position } from "cytoscape";
import type { Rows, Term } from "./answers";
import { make } from "./making";
import type { Say, Settings } from "./settings";
import { addressOf, textOf, type Calling } from "./terms";

const MOST = 300; // statements; beyond that nobody can read the picture
const LONGEST = 40; // characters of a value
const CROWD = 16; // things; where there are more, they stand in columns
const COLUMN = 150; // from the middle to a column
const SLOT = 30; // from one thing of a column to the next
const FEW = 12; // edges; where there are more, only those of the thing that is pointed at have their names
const NAMES = /(?:#|\/)(?:prefLabel|label|title|name)$/;

/** The statements as a graph: things are round, values are boxes, an edge is named by its property. */
export function graph(answer: Rows, settings: Settings, calling: Calling, say: Say): HTMLElement {
  const shown = answer.rows.slice(0, MOST);
  const label = say("graph_label", { count: shown.length });
  const canvas = make("div", { class: "graph", role: "img", "aria-label": label });
  const count = answer.rows.length;
  const notes = count > MOST ? [make("p", {}, say("shown", { shown: MOST, count }))] : [];
  requestAnimationFrame(() => draw(canvas, elements(shown, settings, calling)));
  return make("div", {}, ...notes, canvas, make("p", {}, make("small", {}, say("graph_note"))));
}

function elements(rows: Rows["rows"], settings: Settings, calling: Calling): ElementDefinition[] {
  const names = new Map<string, string>();
  for (const [subject, property, value] of rows) {
    const ours = value?.["xml:lang"] === document.documentElement.lang;
    if (subject && property && value?.type === "literal" && NAMES.test(property.value)) {
      if (ours || !names.has(subject.value)) names.set(subject.value, value.value);
    }
  }
  const nodes = new Map<string, ElementDefinition>();
  const add = (term: Term, of: string) => {
    // The same value of two things is two values.
    const id = term.type === "literal" ? `${of} ${term.value}` : `${term.type} ${term.value}`;
    const text = names.get(term.value) ?? textOf(term, calling, settings.base);
    const address = term.type === "uri" ? addressOf(term.value, settings) : undefined;
    const named = names.has(term.value) || calling.names.has(term.value) || term.type === "literal";
    const short = shortened(text, named);
    const size = { width: Math.min(short.length, 22) * 8.5 + 14, height: Math.ceil(short.length / 21) * 19 + 10 };
    nodes.set(id, { data: { id, label: short, address, ...size }, classes: term.type });
    return id;
  };
  const edges = rows.flatMap(([subject, property, value], place) => {
    if (!subject || !property || !value) return [];
    const source = add(subject, "");
    const target = add(value, `${source} ${property.value}`);
    return [{ data: { id: `edge ${place}`, source, target, label: textOf(property, calling, settings.base) } }];
  });
  return [...nodes.values(), ...edges];
}

/** Words are cut at their end, an IRI at its beginning: its end tells it from others. */
function shortened(text: string, words: boolean): string {
  if (text.length <= LONGEST) return text;
  return words ? `${text.slice(0, LONGEST)}…` : `…${text.slice(-LONGEST)}`;
}

function draw(container: HTMLElement, elements: ElementDefinition[]): void {
  allowed();
  const colour = (name: string) => getComputedStyle(container).getPropertyValue(name).trim();
  const [ink, paper, rule, link, shade] = ["--ink", "--paper", "--rule", "--link", "--shade"].map(colour);
  const words = { color: ink, "font-size": 15, label: "data(label)", "text-wrap": "wrap", "text-max-width": "180px" } as const;
  const drawn = cytoscape({
    container,
    elements,
    style: [
      { selector: "node", style: { ...words, "background-color": link, width: 16, height: 16, "text-valign": "bottom", "text-margin-y": 3 } },
      { selector: "node.literal", style: { shape: "round-rectangle", "background-color": shade, "border-width": 1, "border-color": rule, width: "data(width)", height: "data(height)", "text-valign": "center", "text-margin-y": 0 } },
      { selector: "edge", style: { color: ink, "font-size": 13, "text-wrap": "wrap", "text-max-width": "180px", width: 1, "line-color": rule, "target-arrow-color": rule, "target-arrow-shape": "triangle", "curve-style": "bezier", "text-rotation": "autorotate", "text-background-color": paper, "text-background-opacity": 0.85 } },
      { selector: "node.right", style: { "text-halign": "right", "text-valign": "center", "text-margin-x": 5, "text-margin-y": 0, "text-max-width": "360px" } },
      { selector: "node.left", style: { "text-halign": "left", "text-valign": "center", "text-margin-x": -5, "text-margin-y": 0, "text-max-width": "360px" } },
      { selector: "node.literal.right, node.literal.left", style: { width: 12, height: 12 } },
      { selector: "edge.named", style: { label: "data(label)", "line-color": link, "target-arrow-color": link } },
    ],
    layout: arranged(elements, container),
  });
  const many = drawn.edges().length > FEW;
  if (!many) drawn.edges().addClass("named");
  drawn.on("mouseover tapstart", "node", ({ target }) => {
    if (many) drawn.edges().removeClass("named");
    target.connectedEdges().addClass("named");
  });
  if (elements.filter(({ data }) => !data.source).length > CROWD) {
    for (const each of drawn.nodes()) each.addClass(each.position().x > 0 ? "right" : "left");
    container.style.height = `${Math.max(576, drawn.nodes(".left").length * SLOT, drawn.nodes(".right").length * SLOT)}px`;
    drawn.resize();
    drawn.fit(undefined, 12);
  }
  drawn.on("tap", "node", ({ target }) => {
    const address = target.data("address") as string | undefined;
    if (address) window.open(address, "_blank", "noopener");
  });
}

/**
 * Around the one thing that all statements are about, as wide as the page; without such a thing by forces, or, where
 * these would make the names too small, what is spoken of in one column and what is said of it in another.
 */
function arranged(elements: ElementDefinition[], { clientWidth, clientHeight }: HTMLElement): LayoutOptions {
  const [nodes, edges] = [elements.filter(({ data }) => !data.source), elements.filter(({ data }) => data.source)];
  const centre = nodes.find(({ data }) => edges.every((each) => [each.data.source, each.data.target].includes(data.id)));
  if (nodes.length > CROWD) return columns(nodes, edges);
  if (centre === undefined) {
    return { name: "cose", animate: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 160, nodeRepulsion: () => 900_000, nodeOverlap: 40, padding: 12 };
  }
  const positions: Record<string, Position> = { [String(centre.data.id)]: { x: 0, y: 0 } };
  const around = nodes.filter((each) => each !== centre);
  around.forEach(({ data }, place) => {
    const angle = (2 * Math.PI * place) / around.length;
    const ring = around.length > 8 && place % 2 === 1 ? 0.62 : 1; // two rings leave room for the names
    const [x, y] = [Math.cos(angle) * ring * 0.42 * clientWidth, Math.sin(angle) * ring * 0.42 * clientHeight];
    positions[String(data.id)] = { x, y };
  });
  return { name: "preset", positions: (node: { id: () => string }) => positions[node.id()], padding: 12 } as LayoutOptions;
}

/** Two columns, in the order of the answer; the frame is as high as they need. */
function columns(nodes: ElementDefinition[], edges: ElementDefinition[]): LayoutOptions {
  const speaking = new Set(edges.map(({ data }) => data.source as string));
  const positions: Record<string, Position> = {};
  for (const [x, members] of [[-COLUMN, nodes.filter(({ data }) => speaking.has(data.id ?? ""))], [COLUMN, nodes.filter(({ data }) => !speaking.has(data.id ?? ""))]] as const) {
    members.forEach(({ data }, place) => (positions[String(data.id)] = { x, y: (place - (members.length - 1) / 2) * SLOT }));
  }
  return { name: "preset", positions: (node: { id: () => string }) => positions[node.id()], padding: 12 } as LayoutOptions;
}

/** Cytoscape puts a style element into the page, which the policy forbids, unless there is one; ours is in the sheet. */
function allowed(): void {
  const id = "__________cytoscape_stylesheet";
  if (!document.getElementById(id)) document.head.append(make("meta", { id, name: "cytoscape", content: "" }));
}
