// Loaded when a graph is asked for: Cytoscape.
import cytoscape, { type Core, type ElementDefinition, type LayoutOptions, type Position } from "cytoscape";
import type { Rows, Term } from "./answers";
import { make } from "./making";
import type { Shower } from "./settings";
import { addressOf, textOf } from "./terms";

const MOST = 300; // statements; beyond that nobody can read the picture
const LONGEST = 40; // characters of a value
const WORD = 22; // of a text that no line can be broken in
const NAMED = 16; // edges; where there are more, an edge says its property when it is pointed at, or one of its ends
const LINE = 34; // pixels from a thing to the next below it
const NARROW = 600; // pixels of a place where names stand above one another, so that a thing needs more
const TALLEST = 2400; // pixels
const NAMES = /(?:#|\/)(?:prefLabel|label|title|name)$/;

/** The statements as a graph: things are round, values are boxes, an edge is named by its property. */
export function graph(answer: Rows, shower: Shower): HTMLElement {
  const { say } = shower;
  const shown = answer.rows.slice(0, MOST);
  const label = say("graph_label", { count: shown.length });
  const canvas = make("div", { class: "graph", role: "img", "aria-label": label });
  const count = answer.rows.length;
  const notes = count > MOST ? [make("p", {}, say("shown", { shown: MOST, count }))] : [];
  const parts = elements(shown, shower);
  requestAnimationFrame(() => draw(canvas, parts));
  return make("div", {}, ...notes, canvas, make("p", {}, make("small", {}, say(centred(parts) ? "graph_note" : "spread_note"))));
}

function elements(rows: Rows["rows"], shower: Shower): ElementDefinition[] {
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
    const text = names.get(term.value) ?? textOf(term, shower);
    const address = term.type === "uri" ? addressOf(term.value, shower.settings) : undefined;
    const short = shortened(text, term);
    const size = { width: Math.min(short.length, 22) * 8.5 + 14, height: Math.ceil(short.length / 21) * 19 + 10 };
    nodes.set(id, { data: { id, label: short, address, ...size }, classes: term.type });
    return id;
  };
  const edges = rows.flatMap(([subject, property, value], place) => {
    if (!subject || !property || !value) return [];
    const source = add(subject, "");
    const target = add(value, `${source} ${property.value}`);
    return [{ data: { id: `edge ${place}`, source, target, label: textOf(property, shower) } }];
  });
  return [...nodes.values(), ...edges];
}

/** Of an IRI its end, which tells it from others. */
function shortened(text: string, term: Term): string {
  if (term.type === "uri" && !/\s/.test(text)) return text.length > WORD ? `…${text.slice(1 - WORD)}` : text;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
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
      { selector: "edge", style: { ...words, "font-size": 12, width: 1, "line-color": rule, "target-arrow-color": rule, "target-arrow-shape": "triangle", "curve-style": "bezier", "text-rotation": "autorotate", "text-background-color": paper, "text-background-opacity": 0.85 } },
      { selector: "edge.quiet", style: { label: "" } },
    ],
    layout: arranged(elements, container),
  });
  if (!centred(elements)) spread(drawn, container);
  const edges = drawn.edges();
  if (edges.length > NAMED) {
    edges.addClass("quiet");
    drawn.on("mouseover tapstart", "node", ({ target }) => void target.connectedEdges().removeClass("quiet"));
    drawn.on("mouseout tapend", "node", ({ target }) => void target.connectedEdges().addClass("quiet"));
    drawn.on("mouseover tapstart", "edge", ({ target }) => void target.removeClass("quiet"));
    drawn.on("mouseout tapend", "edge", ({ target }) => void target.addClass("quiet"));
  }
  drawn.on("tap", "node", ({ target }) => {
    const address = target.data("address") as string | undefined;
    if (address) window.open(address, "_blank", "noopener");
  });
}

/**
 * Spreads what forces have arranged evenly over the place, at the size at which its words can be read: each thing keeps
 * its order from left to right and from top to bottom. The place grows with the number of things.
 */
function spread(drawn: Core, container: HTMLElement): void {
  const nodes = drawn.nodes();
  const height = Math.min(Math.max(container.clientHeight, nodes.length * (container.clientWidth < NARROW ? 1.5 : 1) * LINE), TALLEST);
  container.style.height = `${height}px`;
  drawn.resize();
  const margin = Math.min(100, container.clientWidth / 4); // half of the widest name
  const rank = (axis: "x" | "y", from: number, to: number) => {
    const sorted = nodes.toArray().sort((one, other) => one.position(axis) - other.position(axis));
    const step = (to - from) / Math.max(sorted.length - 1, 1);
    return new Map(sorted.map((node, place) => [node.id(), from + place * step]));
  };
  const [x, y] = [rank("x", margin, container.clientWidth - margin), rank("y", 24, height - 48)];
  nodes.positions((node) => ({ x: x.get(node.id()) ?? 0, y: y.get(node.id()) ?? 0 }));
  drawn.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
  drawn.userZoomingEnabled(false); // all is read as it stands, and the wheel moves the page
}

/** The one thing that all statements are about, where there is one and what it is said of has room around it. */
function centred(elements: ElementDefinition[]): ElementDefinition | undefined {
  const [nodes, edges] = [elements.filter(({ data }) => !data.source), elements.filter(({ data }) => data.source)];
  if (nodes.length > 40) return undefined;
  return nodes.find(({ data }) => edges.every((each) => [each.data.source, each.data.target].includes(data.id)));
}

/** Around the one thing that all statements are about, as wide as the page; without such a thing by forces. */
function arranged(elements: ElementDefinition[], { clientWidth, clientHeight }: HTMLElement): LayoutOptions {
  const centre = centred(elements);
  if (centre === undefined) return { name: "cose", animate: false, nodeDimensionsIncludeLabels: true, fit: false };
  const nodes = elements.filter(({ data }) => !data.source);
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

/** Cytoscape puts a style element into the page, which the policy forbids, unless there is one; ours is in the sheet. */
function allowed(): void {
  const id = "__________cytoscape_stylesheet";
  if (!document.getElementById(id)) document.head.append(make("meta", { id, name: "cytoscape", content: "" }));
}
