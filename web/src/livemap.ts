import * as L from "leaflet";
import { placed, type Box } from "./labelling";

const LARGEST = 16; // pixels, the radius of the largest circle
const NARROW = 480; // pixels of a map on which circles are drawn smaller, too
const FEW = 20; // circles; where there are more, all are drawn smaller
const STEP = 4; // degrees between the lines of the grid
const SIDES: L.LatLngBoundsLiteral = [[8, 101.6], [23.8, 117]];
/** Names set in the sea where the archipelagos lie, as on the drawing of the server. */
const ISLANDS: [string, number, number][] = [["Quần đảo Hoàng Sa", 16.5, 112], ["Quần đảo Trường Sa", 9.6, 113.6]];

/** The provinces of the table on a map that can be moved; no tiles, no outlines. */
export class LiveMap {
  readonly #map: L.Map;
  readonly #shown = L.layerGroup();
  readonly #leads = L.layerGroup();
  #labels: { text: L.Marker; circle: L.CircleMarker }[] = [];
  #circles: L.CircleMarker[] = [];
  #names: L.Marker[] = [];

  constructor(place: HTMLElement) {
    this.#map = L.map(place, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 4, maxZoom: 11 });
    L.control.zoom({ zoomInTitle: place.dataset.in, zoomOutTitle: place.dataset.out }).addTo(this.#map);
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", place.dataset.label ?? "");
    this.#map.fitBounds(SIDES);
    this.#map.setMaxBounds(L.latLngBounds(SIDES).pad(0.6));
    for (let longitude = 100; longitude <= 120; longitude += STEP) this.#line([[0, longitude], [30, longitude]]);
    for (let latitude = 6; latitude <= 26; latitude += STEP) this.#line([[latitude, 90], [latitude, 130]]);
    this.#names = ISLANDS.map(([name, ...at]) => this.#text(name, at, "map-sea").addTo(this.#map));
    this.#leads.addTo(this.#map);
    this.#shown.addTo(this.#map);
    this.#map.on("zoomend", () => this.#part());
  }

  /** Shows the rows of the table that have a point. */
  show(rows: Iterable<HTMLTableRowElement>): void {
    this.#shown.clearLayers();
    this.#labels = [];
    this.#circles = [];
    const known = [...rows].filter((row) => row.dataset.longitude);
    const most = Math.max(0, ...known.map((row) => Number(row.dataset.size)));
    known.sort((one, other) => Number(other.dataset.size) - Number(one.dataset.size));
    const crowded = known.filter((row) => Number(row.dataset.size) > 0).length > FEW || this.#map.getSize().x < NARROW;
    const scale = crowded ? 0.6 : 1;
    for (const row of known) this.#add(row, most, LARGEST * scale);
    this.#part();
  }

  #add(row: HTMLTableRowElement, most: number, largest: number): void {
    const { latitude, longitude, size, title = "", label = "" } = row.dataset;
    const weight = Number(size);
    const radius = weight > 0 ? Math.max(3.5, largest * Math.sqrt(weight / most)) : 2.5;
    const at = L.latLng(Number(latitude), Number(longitude));
    const circle = L.circleMarker(at, { radius, className: label ? "map-valued" : "map-plain" });
    circle.bindTooltip(document.createTextNode(title) as unknown as HTMLElement);
    circle.on("click", () => this.#lead(row));
    circle.addTo(this.#shown);
    this.#circles.push(circle);
    const element = circle.getElement();
    // The tooltip listens for focus, by which a browser takes the circle for a stop of the keyboard.
    element?.setAttribute("tabindex", label ? "0" : "-1");
    if (!label) return;
    this.#labels.push({ text: this.#text(label, at, "map-label").addTo(this.#shown), circle });
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
    this.#leads.clearLayers();
    const container = this.#map.getContainer();
    const origin = container.getBoundingClientRect();
    const boxes = [...container.querySelectorAll(".leaflet-bar"), ...this.#names.flatMap((each) => each.getElement()?.firstElementChild ?? [])];
    const dots = this.#circles.map((each) => round(this.#map.latLngToContainerPoint(each.getLatLng()), each.getRadius()));
    const words = this.#labels.map(({ text }) => text.getElement()?.firstElementChild as HTMLElement);
    const circles = this.#labels.map(({ circle }, place) => {
      const { x, y } = this.#map.latLngToContainerPoint(circle.getLatLng());
      const { offsetWidth: width = 0, offsetHeight: height = 0 } = words[place] ?? {};
      return { x, y, radius: circle.getRadius(), width, height };
    });
    const paper = { left: 2, top: 2, right: origin.width - 2, bottom: origin.height - 2 };
    const found = placed(circles, paper, [...boxes.map((each) => moved(each.getBoundingClientRect(), origin)), ...dots]);
    for (const [number, place] of found.entries()) {
      const [label, circle, element] = [this.#labels[number], circles[number], words[number]];
      if (!label || !circle || !element) continue;
      label.text.getElement()?.classList.toggle("map-crowded", !place);
      if (!place) continue;
      Object.assign(element.style, { left: `${place.left - circle.x}px`, top: `${place.top - circle.y}px` });
      if (!place.lead) continue;
      const ends = [label.circle.getLatLng(), this.#map.containerPointToLatLng(place.lead)];
      L.polyline(ends, { className: "map-lead", interactive: false, weight: 1 }).addTo(this.#leads);
    }
  }
}

function round({ x, y }: L.Point, radius: number): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

function moved({ left, top, right, bottom }: Box, origin: Box): Box {
  return { left: left - origin.left, top: top - origin.top, right: right - origin.left, bottom: bottom - origin.top };
}
