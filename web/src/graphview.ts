import cytoscape, { type Core, type NodeSingular } from "cytoscape";
import type { Picture } from "./graphfile";
import { shapeOf } from "./kinds";
import type { Statement, Surroundings } from "./surroundings";

const FEW = 8; // lines; where there are more, only those of the thing that is chosen have their names
const ROOMY = 12; // things; where there are no more, names and lines have room
/** How far the neighbours of the first thing lie from it, and from one another; the letters of a name, and its width. */
const SPACES = {
  crowd: { reach: 120, slot: 27, letters: 44, name: "crowd" },
  roomy: { reach: 210, slot: 76, letters: 90, name: "roomy" },
  narrow: { reach: 60, slot: 58, letters: 64, name: "narrow" },
} as const;
const COLUMN = 360; // how much further away the next ones are
const NARROW = 600; // pixels; where there are fewer, all stand on the right side
const LOW = 6; // rows that half of the frame holds

/** The picture of the things around one, that can be moved. */
export class GraphView {
  readonly #graph: Core;
  readonly #around: Surroundings;
  /** Called with the IRI of a thing that is chosen, or opened by a second click. */
  onchoose: (iri: string) => void = () => {};
  onopen: (iri: string) => void = () => {};

  constructor(place: HTMLElement, around: Surroundings) {
    this.#around = around;
    this.#graph = cytoscape({ container: place, style: style(), maxZoom: 3, minZoom: 0.1, boxSelectionEnabled: false });
    this.#graph.on("tap", "node", (event) => {
      const node = event.target as NodeSingular;
      const again = node.selected();
      this.onchoose(node.id());
      if (again) this.onopen(node.id());
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#graph.style(style()));
  }

  /** Draws what is shown now. Nodes that stay keep their place until the layout moves them. */
  draw(layout: string): void {
    const visible = new Set(this.#around.visible().map((each) => each.iri));
    const shown = joined(this.#around.shown());
    this.#graph.batch(() => {
      this.#graph.elements().filter((each) => !visible.has(each.id()) && !shown.has(each.id())).remove();
      for (const iri of visible) {
        const classes = iri === this.#around.centre ? "centre" : "";
        const kind = this.#around.things.get(iri)?.kind ?? "";
        const data = { id: iri, label: "", shape: shapeOf(kind) };
        if (this.#graph.getElementById(iri).empty()) this.#graph.add({ data, classes });
      }
      for (const [id, data] of shown) {
        const drawn = this.#graph.getElementById(id);
        if (drawn.empty()) this.#graph.add({ data: { id, ...data } });
        else drawn.data("label", data.label);
      }
      const { letters, name } = this.#spaces();
      this.#graph.edges().toggleClass("named", shown.size <= FEW && name !== "narrow");
      this.#graph.nodes().forEach((each) => void each.data("label", short(this.#around.name(each.id()), letters)));
    });
    this.arrange(layout);
  }

  arrange(layout: string): void {
    const { centre } = this.#around;
    const common = { animate: false, fit: true, padding: 16 };
    this.#size(layout);
    this.#graph.nodes().removeClass("left right");
    const of: Record<string, object> = {
      columns: { name: "preset", positions: this.#columns(layout) },
      cose: { name: "cose", nodeRepulsion: () => 60_000, idealEdgeLength: () => 90 },
      breadthfirst: { name: "breadthfirst", roots: [centre], circle: true },
    };
    this.#graph.layout({ ...common, name: layout, ...of[layout] } as cytoscape.LayoutOptions).run();
  }

  /** As high as what stands in columns needs, so that a few things do not float in an empty frame. */
  #size(layout: string): void {
    const place = this.#graph.container();
    if (!place) return;
    const rows = this.#graph.width() < NARROW ? this.#graph.nodes().length : this.#graph.nodes().length / 2;
    this.#graph.nodes().removeClass("crowd roomy narrow").addClass(this.#spaces().name);
    place.classList.toggle("low", layout === "columns" && rows <= LOW);
    this.#graph.resize();
  }

  #spaces(): (typeof SPACES)[keyof typeof SPACES] {
    if (this.#graph.width() < NARROW) return SPACES.narrow;
    return this.#graph.nodes().length <= ROOMY ? SPACES.roomy : SPACES.crowd;
  }

  /** Places as on the drawing of the server: neighbours down either side, and what they led to further out. */
  #columns(layout: string): Record<string, { x: number; y: number }> {
    const places: Record<string, { x: number; y: number }> = { [this.#around.centre]: { x: 0, y: 0 } };
    if (layout !== "columns") return places;
    const near = this.#graph.getElementById(this.#around.centre).neighborhood().nodes();
    const far = this.#graph.nodes().difference(near).filter((each) => each.id() !== this.#around.centre);
    const { reach, slot, name } = this.#spaces();
    const narrow = name === "narrow";
    for (const [nodes, away] of [[near, reach], [far, reach + (narrow ? COLUMN / 2 : COLUMN)]] as const) {
      const half = narrow ? nodes.length : Math.ceil(nodes.length / 2);
      nodes.forEach((node, place) => {
        const [row, rows] = place < half ? [place, half] : [place - half, nodes.length - half];
        const y = rows > 1 ? row - (rows - 1) / 2 : 0;
        const side = place < half ? 1 : -1;
        const bend = (2 * Math.abs(y) / rows) ** 2 * reach * 0.4;
        places[node.id()] = { x: narrow ? away : side * (away - bend), y: y * slot };
        node.addClass(side > 0 ? "right" : "left");
      });
    }
    return places;
  }

  choose(iri: string): void {
    this.#graph.nodes().unselect();
    const node = this.#graph.getElementById(iri);
    node.select();
    this.#graph.edges().removeClass("chosen");
    node.connectedEdges().addClass("chosen");
    const box = node.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > this.#graph.width() || box.y2 > this.#graph.height()) this.#graph.center(node);
  }

  zoom(factor: number): void {
    const middle = { x: this.#graph.width() / 2, y: this.#graph.height() / 2 };
    this.#graph.zoom({ level: this.#graph.zoom() * factor, renderedPosition: middle });
  }

  fit(): void {
    this.#graph.fit(undefined, 30);
  }

  /** What is drawn and where, for a file. */
  picture(): Picture {
    const round = (each: NodeSingular) => {
      const { x, y } = each.position();
      const side = each.hasClass("right") ? 1 : each.hasClass("left") ? -1 : 0;
      return { x, y, side, name: this.#around.name(each.id()), shape: String(each.data("shape")), centre: each.hasClass("centre") } as const;
    };
    return {
      things: this.#graph.nodes().map((each) => round(each)),
      lines: this.#graph.edges().map((each) => ({ from: each.source().position(), to: each.target().position(), label: String(each.data("label")) })),
    };
  }
}

/** A line for all that is stated of one thing and another, under the names of the properties. */
function joined(statements: Statement[]): Map<string, { source: string; target: string; label: string }> {
  const lines = new Map<string, { source: string; target: string; label: string }>();
  for (const { source, target, label } of statements) {
    const id = `${source} ${target}`;
    const known = lines.get(id);
    lines.set(id, { source, target, label: known ? `${known.label} · ${label}` : label });
  }
  return lines;
}

function style(): cytoscape.StylesheetJson {
  const [ink, paper, link, soft] = ["--ink", "--paper", "--link", "--soft"].map(colour);
  return [
    { selector: "node", style: { label: "data(label)", shape: "data(shape)", width: 13, height: 13, "background-color": paper, "border-color": link, "border-width": 2, color: ink, "font-size": 13, "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "wrap", "text-max-width": "140px", "min-zoomed-font-size": 6 } },
    { selector: "node.centre", style: { width: 26, height: 26, "background-color": link, "font-weight": "bold", "text-background-color": paper, "text-background-opacity": 0.9, "z-index": 2 } },
    { selector: "node.right", style: { "text-halign": "right", "text-valign": "center", "text-margin-x": 5, "text-margin-y": 0, "text-max-width": "340px" } },
    { selector: "node.left", style: { "text-halign": "left", "text-valign": "center", "text-margin-x": -5, "text-margin-y": 0, "text-max-width": "340px" } },
    { selector: "node.roomy", style: { "text-max-width": "220px" } },
    { selector: "node.narrow", style: { "text-max-width": "190px" } },
    { selector: "node:selected", style: { "border-width": 5, "background-color": link } },
    { selector: "edge", style: { width: 1, "line-color": soft, "line-opacity": 0.5, "target-arrow-color": soft, "target-arrow-shape": "triangle", "arrow-scale": 0.7, "curve-style": "bezier", color: ink, "font-size": 11, "text-background-color": paper, "text-background-opacity": 0.9, "text-rotation": "autorotate", "min-zoomed-font-size": 7 } },
    { selector: "edge.named, edge.chosen", style: { label: "data(label)" } },
    { selector: "edge.chosen", style: { width: 2, "line-color": link, "target-arrow-color": link, "line-opacity": 1 } },
  ] as cytoscape.StylesheetJson;
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function short(name: string, letters: number): string {
  return name.length <= letters ? name : `${name.slice(0, letters - 1).trimEnd()}…`;
}
