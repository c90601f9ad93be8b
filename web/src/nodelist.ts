import { signOf } from "./kinds";
import type { Thing } from "./surroundings";

/** The things of a picture as a list for the keyboard (https://www.w3.org/WAI/ARIA/apg/patterns/listbox/). */
export class NodeList {
  readonly #list: HTMLElement;
  #things: Thing[] = [];
  #current = -1;
  onchoose: (iri: string) => void = () => {};
  onopen: (iri: string) => void = () => {};

  constructor(list: HTMLElement) {
    this.#list = list;
    list.addEventListener("keydown", (event) => this.#press(event));
    list.addEventListener("focus", () => {
      if (this.#current < 0 && this.#things[0]) this.onchoose(this.#things[0].iri);
    });
    list.addEventListener("click", (event) => {
      const place = [...this.#list.children].indexOf((event.target as Element).closest("li") as Element);
      const thing = this.#things[place];
      if (thing) this.onchoose(thing.iri);
    });
    list.addEventListener("dblclick", () => this.#open());
  }

  show(things: Thing[]): void {
    const chosen = this.#things[this.#current]?.iri;
    this.#things = things;
    this.#list.replaceChildren(
      ...things.map((each, place) => {
        const item = document.createElement("li");
        item.id = `node-${place}`;
        item.role = "option";
        const sign = document.createElement("span");
        sign.ariaHidden = "true";
        sign.textContent = `${signOf(each.kind)} `;
        item.append(sign, each.kind ? `${each.name} (${each.kind})` : each.name);
        return item;
      }),
    );
    this.#current = -1;
    if (chosen) this.choose(chosen);
  }

  choose(iri: string): void {
    this.#current = this.#things.findIndex((each) => each.iri === iri);
    for (const [place, item] of [...this.#list.children].entries()) item.setAttribute("aria-selected", String(place === this.#current));
    const item = this.#list.children[this.#current];
    if (!item) return void this.#list.removeAttribute("aria-activedescendant");
    this.#list.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  #press(event: KeyboardEvent): void {
    const last = this.#things.length - 1;
    const goal = { ArrowDown: Math.min(this.#current + 1, last), ArrowUp: Math.max(this.#current - 1, 0), Home: 0, End: last }[event.key];
    if (event.key === "Enter") this.#open();
    else if (goal === undefined) return;
    else if (this.#things[goal]) this.onchoose(this.#things[goal].iri);
    event.preventDefault();
  }

  #open(): void {
    const thing = this.#things[this.#current];
    if (thing) this.onopen(thing.iri);
  }
}
