import * as L from "leaflet";

const LARGEST = 16; // pixels, the radius of the largest circle
const FEW = 20; // circles; where there are more, all are drawn smaller
const STEP = 4; // degrees between the lines of the grid
const SIDES: L.LatLngBoundsLiteral = [[8, 101.6], [23.8, 117]];
const LINE = 22; // letters of a name and its value that stand on one line
/** Names set in the sea where the archipelagos lie, as on the drawing of the server. */
const ISLANDS: [string, number, number][] = [["Quần đảo Hoàng Sa", 16.5, 112], ["Quần đảo Trường Sa", 9.6, 113.6]];

/** The provinces of the table on a map that can be moved; no tiles, no outlines. */
export class LiveMap {
  readonly #map: L.Map;
  readonly #shown = L.layerGroup();
  #labels: { text: L.Marker; circle: L.CircleMarker; gap: string }[] = [];

  constructor(place: HTMLElement) {
    this.#map = L.map(place, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 4, maxZoom: 11 });
    L.control.zoom({ zoomInTitle: place.dataset.in, zoomOutTitle: place.dataset.out }).addTo(this.#map);
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", place.dataset.label ?? "");
    this.#map.fitBounds(SIDES);
    this.#map.setMaxBounds(L.latLngBounds(SIDES).pad(0.6));
    for (let longitude = 100; longitude <= 120; longitude += STEP) this.#line([[0, longitude], [30, longitude]]);
    for (let latitude = 6; latitude <= 26; latitude += STEP) this.#line([[latitude, 90], [latitude, 130]]);
    for (const [name, latitude, longitude] of ISLANDS) this.#text(name, [latitude, longitude], "map-sea").addTo(this.#map);
    this.#shown.addTo(this.#map);
    this.#map.on("zoomend", () => this.#part());
  }

  /** Shows the rows of the table that have a point. */
  show(rows: Iterable<HTMLTableRowElement>): void {
    this.#shown.clearLayers();
    this.#labels = [];
    const placed = [...rows].filter((row) => row.dataset.longitude);
    const most = Math.max(0, ...placed.map((row) => Number(row.dataset.size)));
    placed.sort((one, other) => Number(other.dataset.size) - Number(one.dataset.size));
    const scale = placed.filter((row) => Number(row.dataset.size) > 0).length > FEW ? 0.6 : 1;
    for (const row of placed) this.#add(row, most, LARGEST * scale);
    this.#part();
  }

  #add(row: HTMLTableRowElement, most: number, largest: number): void {
    const { latitude, longitude, size, title = "", name = "", label = "" } = row.dataset;
    const weight = Number(size);
    const radius = weight > 0 ? Math.max(3.5, largest * Math.sqrt(weight / most)) : 2.5;
    const at = L.latLng(Number(latitude), Number(longitude));
    const circle = L.circleMarker(at, { radius, className: label ? "map-valued" : "map-plain" });
    circle.bindTooltip(document.createTextNode(title) as unknown as HTMLElement);
    circle.on("click", () => this.#lead(row));
    circle.addTo(this.#shown);
    if (!label) return;
    const words = name.length + label.length < LINE ? `${name}: ${label}` : `${name}\n${label}`;
    const text = this.#text(words, at, "map-label").addTo(this.#shown);
    this.#labels.push({ text, circle, gap: `${radius + 4}px` });
    const element = circle.getElement();
    element?.setAttribute("tabindex", "0");
    element?.setAttribute("role", "button");
    element?.setAttribute("aria-label", title);
    element?.addEventListener("focus", () => circle.openTooltip());
    element?.addEventListener("blur", () => circle.closeTooltip());
    element?.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Enter") this.#lead(row);
    });
  }

  /** Leads from a circle to its row. */
  #lead(row: HTMLTableRowElement): void {
    row.scrollIntoView({ block: "nearest" });
    row.querySelector("a")?.focus({ preventScroll: true });
  }

  #text(text: string, at: L.LatLngExpression, className: string): L.Marker {
    const words = document.createElement("span");
    words.textContent = text;
    const icon = L.divIcon({ className, html: words, iconSize: undefined });
    return L.marker(at, { icon, interactive: false, keyboard: false });
  }

  #line(ends: L.LatLngExpression[]): void {
    L.polyline(ends, { className: "map-grid", interactive: false, weight: 1 }).addTo(this.#map);
  }

  /** Puts each label beside its circle, over no other label or circle; there is none where there is no room. */
  #part(): void {
    const taken = new Map<unknown, DOMRect>();
    for (const { circle } of this.#labels) taken.set(circle, (circle.getElement() as Element).getBoundingClientRect());
    const paper = this.#map.getContainer().getBoundingClientRect();
    const free = (box: DOMRect, own: unknown) => box.left >= paper.left && box.right <= paper.right && [...taken].every(([of, each]) => of === own || each.left >= box.right || box.left >= each.right || each.top >= box.bottom || box.top >= each.bottom);
    for (const { text, circle, gap } of this.#labels) {
      const element = text.getElement();
      const words = element?.firstElementChild;
      if (!element || !(words instanceof HTMLElement)) continue;
      const sides = [{ left: gap, right: "auto" }, { left: "auto", right: gap }];
      const fits = sides.some((side) => {
        Object.assign(words.style, side);
        return free(words.getBoundingClientRect(), circle);
      });
      element.classList.toggle("map-crowded", !fits);
      if (fits) taken.set(text, words.getBoundingClientRect());
    }
  }
}
