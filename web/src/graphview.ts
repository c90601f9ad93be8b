import cytoscape, { type Core, type NodeSingular } from "cytoscape";
import type { Statement, Surroundings } from "./surroundings";

const LETTERS = 40; // of a name that are drawn
const REACH = 150; // how far the neighbours of the first thing lie from it
const COLUMN = 290; // how much further away the next ones are
const NARROW = 600; // pixels; where there are fewer, all stand on the right side
const REACH_NARROW = 70;
const SLOT = 20; // from one of them to the next

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
        if (this.#graph.getElementById(iri).empty()) this.#graph.add({ data: { id: iri, label: short(this.#around.name(iri)) }, classes });
      }
      for (const [id, data] of shown) {
        const drawn = this.#graph.getElementById(id);
        if (drawn.empty()) this.#graph.add({ data: { id, ...data } });
        else drawn.data("label", data.label);
      }
    });
    this.arrange(layout);
  }

  arrange(layout: string): void {
    const { centre } = this.#around;
    const common = { animate: false, fit: true, padding: 30 };
    this.#graph.nodes().removeClass("left right");
    const of: Record<string, object> = {
      columns: { name: "preset", positions: this.#columns(layout) },
      cose: { name: "cose", nodeRepulsion: () => 60_000, idealEdgeLength: () => 90 },
      breadthfirst: { name: "breadthfirst", roots: [centre], circle: true },
    };
    this.#graph.layout({ ...common, name: layout, ...of[layout] } as cytoscape.LayoutOptions).run();
  }

  /** Places as on the drawing of the server: neighbours down either side, and what they led to further out. */
  #columns(layout: string): Record<string, { x: number; y: number }> {
    const places: Record<string, { x: number; y: number }> = { [this.#around.centre]: { x: 0, y: 0 } };
    if (layout !== "columns") return places;
    const near = this.#graph.getElementById(this.#around.centre).neighborhood().nodes();
    const far = this.#graph.nodes().difference(near).filter((each) => each.id() !== this.#around.centre);
    const narrow = this.#graph.width() < NARROW;
    for (const [nodes, away] of [[near, REACH], [far, REACH + COLUMN]] as const) {
      const half = narrow ? nodes.length : Math.ceil(nodes.length / 2);
      nodes.forEach((node, place) => {
        const [row, rows] = place < half ? [place, half] : [place - half, nodes.length - half];
        const y = rows > 1 ? row - (rows - 1) / 2 : 0;
        const side = place < half ? 1 : -1;
        const bend = (2 * Math.abs(y) / rows) ** 2 * REACH * 0.4;
        places[node.id()] = { x: narrow ? (away * REACH_NARROW) / REACH : side * (away - bend), y: y * SLOT };
        node.addClass(side > 0 ? "right" : "left");
      });
    }
    return places;
  }

  choose(iri: string): void {
    this.#graph.nodes().unselect();
    const node = this.#graph.getElementById(iri);
    node.select();
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

  png(): Promise<Blob> {
    return this.#graph.png({ output: "blob-promise", full: true, scale: 2, bg: colour("--paper") });
  }

  /** The picture as it stands, as a file of its own. */
  svg(): Blob {
    const box = this.#graph.elements().boundingBox();
    const [x, y, width, height] = [box.x1 - 20, box.y1 - 20, box.w + 40, box.h + 40].map(Math.round);
    const lines = this.#graph.edges().map((edge) => {
      const [from, to] = [edge.source().position(), edge.target().position()];
      const at = `x="${round((from.x + to.x) / 2)}" y="${round((from.y + to.y) / 2)}"`;
      return `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" stroke="#c9a9a0"/><text ${at} font-size="8" fill="#6b6558" text-anchor="middle">${escaped(edge.data("label"))}</text>`;
    });
    const dots = this.#graph.nodes().map((node) => {
      const at = node.position();
      const name = escaped(this.#around.name(node.id()));
      return `<g><title>${name}</title><circle cx="${round(at.x)}" cy="${round(at.y)}" r="7" fill="#8a1c1c"/><text x="${round(at.x)}" y="${round(at.y + 19)}" font-size="10" fill="#1b1b1b" text-anchor="middle">${escaped(node.data("label"))}</text></g>`;
    });
    const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, 'Noto Sans', sans-serif">`;
    const paper = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#fffdf8"/>`;
    return new Blob([head, `<title>${escaped(this.#around.name(this.#around.centre))}</title>`, paper, ...lines, ...dots, "</svg>\n"], { type: "image/svg+xml" });
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
    { selector: "node", style: { label: "data(label)", width: 11, height: 11, "background-color": paper, "border-color": link, "border-width": 2, color: ink, "font-size": 10, "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "wrap", "text-max-width": "110px", "min-zoomed-font-size": 6 } },
    { selector: "node.centre", style: { width: 24, height: 24, "background-color": link, "font-weight": "bold" } },
    { selector: "node.right", style: { "text-halign": "right", "text-valign": "center", "text-margin-x": 5, "text-margin-y": 0, "text-max-width": "260px" } },
    { selector: "node.left", style: { "text-halign": "left", "text-valign": "center", "text-margin-x": -5, "text-margin-y": 0, "text-max-width": "260px" } },
    { selector: "node:selected", style: { "border-width": 5, "background-color": link } },
    { selector: "edge", style: { label: "data(label)", width: 1, "line-color": soft, "line-opacity": 0.6, "target-arrow-color": soft, "target-arrow-shape": "triangle", "arrow-scale": 0.7, "curve-style": "bezier", color: soft, "font-size": 8, "text-rotation": "autorotate", "min-zoomed-font-size": 9 } },
  ] as cytoscape.StylesheetJson;
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function short(name: string): string {
  return name.length <= LETTERS ? name : `${name.slice(0, LETTERS - 1).trimEnd()}…`;
}

function round(number: number): string {
  return number.toFixed(1);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
