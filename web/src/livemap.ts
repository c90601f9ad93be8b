import * as L from "leaflet";
import { MapLabels } from "./maplabels";

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
  readonly #labels: MapLabels;

  constructor(place: HTMLElement) {
    this.#map = L.map(place, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 4, maxZoom: 11 });
    L.control.zoom({ zoomInTitle: place.dataset.in, zoomOutTitle: place.dataset.out }).addTo(this.#map);
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", place.dataset.label ?? "");
    this.#map.fitBounds(SIDES);
    this.#map.setMaxBounds(L.latLngBounds(SIDES).pad(0.6));
    for (let longitude = 100; longitude <= 120; longitude += STEP) this.#line([[0, longitude], [30, longitude]]);
    for (let latitude = 6; latitude <= 26; latitude += STEP) this.#line([[latitude, 90], [latitude, 130]]);
    this.#labels = new MapLabels(this.#map);
    for (const [name, ...at] of ISLANDS) this.#labels.name(name, at, "map-sea");
    this.#shown.addTo(this.#map);
  }

  /** Shows the rows of the table that have a point. */
  show(rows: Iterable<HTMLTableRowElement>): void {
    this.#shown.clearLayers();
    this.#labels.clear();
    const known = [...rows].filter((row) => row.dataset.longitude);
    const most = Math.max(0, ...known.map((row) => Number(row.dataset.size)));
    known.sort((one, other) => Number(other.dataset.size) - Number(one.dataset.size));
    const crowded = known.filter((row) => Number(row.dataset.size) > 0).length > FEW || this.#map.getSize().x < NARROW;
    const scale = crowded ? 0.6 : 1;
    for (const row of known) this.#add(row, most, LARGEST * scale);
    this.#labels.part();
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
    this.#labels.add(circle, label);
    const element = circle.getElement();
    // The tooltip listens for focus, by which a browser takes the circle for a stop of the keyboard.
    element?.setAttribute("tabindex", label ? "0" : "-1");
    if (!label) return;
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

  #line(ends: L.LatLngExpression[]): void {
    L.polyline(ends, { className: "map-grid", interactive: false, weight: 1 }).addTo(this.#map);
  }
}
