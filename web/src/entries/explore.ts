// The graph around a thing: a picture that moves, a list for the keyboard and the table, all of the same statements.
import { tableFile, tabulate } from "../edgetable";
import type { GraphView } from "../graphview";
import { drawn } from "../graphfile";
import { NodeList } from "../nodelist";
import { Surroundings } from "../surroundings";
import { download, png } from "../takeaway";

const at = <Element extends HTMLElement>(selector: string): Element => {
  const found = document.querySelector<Element>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
};

async function start(place: HTMLElement): Promise<void> {
  const around = new Surroundings();
  const [{ GraphView }] = await Promise.all([import("../graphview"), around.add(place.dataset.json ?? "")]);
  at("#still").hidden = true;
  place.hidden = false;
  const view = new GraphView(at("#canvas"), around);
  const list = new NodeList(at("#nodes"));
  const table = at<HTMLTableElement>("#edges");
  const layout = at<HTMLSelectElement>("#layout");
  const changed = () => {
    view.draw(layout.value);
    list.show(around.visible());
    tabulate(table, around);
    filters(at("#properties"), around, changed);
  };
  const choose = (iri: string) => {
    view.choose(iri);
    list.choose(iri);
    tell(around, iri);
  };
  const open = async (iri: string) => {
    const thing = around.things.get(iri);
    if (!thing) return;
    const { fresh, cut } = await around.add(`${thing.explore}.json?lang=${document.documentElement.lang}`);
    changed();
    choose(iri);
    const { fewer = "", new: joined = "" } = place.dataset;
    at("#chosen").append(` ${joined} ${fresh}${cut ? `; ${fewer}` : ""}.`);
  };
  for (const each of [view, list]) {
    each.onchoose = choose;
    each.onopen = (iri) => void open(iri);
  }
  layout.addEventListener("change", () => view.arrange(layout.value));
  files(view, around, table, place.dataset);
  changed();
}

/** A box for each property, to show its statements or not. Those that are there keep their focus. */
function filters(place: HTMLElement, around: Surroundings, changed: () => void): void {
  const there = new Set([...place.querySelectorAll("input")].map((each) => each.value));
  for (const label of around.properties()) {
    if (there.has(label)) continue;
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", value: label, checked: true });
    box.addEventListener("change", () => {
      if (box.checked) around.left.delete(label);
      else around.left.add(label);
      changed();
    });
    const words = document.createElement("label");
    words.append(box, ` ${label}`);
    place.append(words);
  }
}

function tell(around: Surroundings, iri: string): void {
  const thing = around.things.get(iri);
  if (!thing) return;
  const link = document.createElement("a");
  link.href = thing.page;
  link.textContent = thing.name;
  at("#chosen").replaceChildren(link, thing.kind ? ` (${thing.kind})` : "");
}

/** What is taken away is what is shown, and not what the server drew first. */
function files(view: GraphView, around: Surroundings, table: HTMLTableElement, words: DOMStringMap): void {
  const button = at("#png");
  button.parentElement?.removeAttribute("hidden");
  const drawing = () => drawn(view.picture(), words.title ?? "", (words.notes ?? "").split("\n"));
  button.addEventListener("click", () => void png(drawing()).then((blob) => download(blob, button.dataset.name ?? "khen.png")));
  const replaced: [string, () => Blob][] = [
    ["#svg", () => new Blob([drawing()], { type: "image/svg+xml" })],
    ["#csv", () => tableFile(around, table)],
  ];
  for (const [selector, made] of replaced) {
    const link = at<HTMLAnchorElement>(selector);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      download(made(), link.download);
    });
  }
  at("#fit").addEventListener("click", () => view.fit());
  at("#closer").addEventListener("click", () => view.zoom(1.25));
  at("#farther").addEventListener("click", () => view.zoom(0.8));
}

const place = document.querySelector<HTMLElement>("#live");
if (place) {
  // The library comes when the picture is looked at; until then, and without it, the drawing of the server stands there.
  const watched = place.parentElement ?? place;
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    void start(place);
  }).observe(watched);
}
