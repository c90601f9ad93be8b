import * as L from "leaflet";
import { placed, type Box } from "./labelling";

/** Words beside the circles of a map, none over another; there are none where there is no room. */
export class MapLabels {
  readonly #map: L.Map;
  readonly #leads = L.layerGroup();
  readonly #shown = L.layerGroup();
  #labels: { text: L.Marker; circle: L.CircleMarker }[] = [];
  #circles: L.CircleMarker[] = [];
  #names: L.Marker[] = [];

  constructor(map: L.Map) {
    this.#map = map;
    this.#leads.addTo(map);
    this.#shown.addTo(map);
    map.on("zoomend", () => this.part());
  }

  /** Words of the map itself, which no label may cover. */
  name(words: string, at: L.LatLngExpression, className: string): void {
    this.#names.push(text(words, at, className).addTo(this.#map));
  }

  clear(): void {
    this.#shown.clearLayers();
    this.#labels = [];
    this.#circles = [];
  }

  /** A circle that no label may cover, and its own label if it has words; the first one has the first choice. */
  add(circle: L.CircleMarker, words: string): void {
    this.#circles.push(circle);
    if (words) this.#labels.push({ text: text(words, circle.getLatLng(), "map-label").addTo(this.#shown), circle });
  }

  /** Puts each label beside its circle. */
  part(): void {
    this.#leads.clearLayers();
    const container = this.#map.getContainer();
    const origin = container.getBoundingClientRect();
    const own = this.#names.flatMap((each) => each.getElement()?.firstElementChild ?? []);
    const boxes = [...container.querySelectorAll(".leaflet-bar"), ...own].map((each) => moved(each.getBoundingClientRect(), origin));
    const dots = this.#circles.map((each) => round(this.#map.latLngToContainerPoint(each.getLatLng()), each.getRadius()));
    const words = this.#labels.map(({ text: each }) => each.getElement()?.firstElementChild as HTMLElement);
    const circles = this.#labels.map(({ circle }, place) => {
      const { x, y } = this.#map.latLngToContainerPoint(circle.getLatLng());
      const { offsetWidth: width = 0, offsetHeight: height = 0 } = words[place] ?? {};
      return { x, y, radius: circle.getRadius(), width, height };
    });
    const paper = { left: 2, top: 2, right: origin.width - 2, bottom: origin.height - 2 };
    for (const [number, place] of placed(circles, paper, [...boxes, ...dots]).entries()) {
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

function text(words: string, at: L.LatLngExpression, className: string): L.Marker {
  const element = document.createElement("span");
  element.textContent = words;
  const icon = L.divIcon({ className, html: element, iconSize: undefined });
  return L.marker(at, { icon, interactive: false, keyboard: false });
}

function round({ x, y }: L.Point, radius: number): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

function moved({ left, top, right, bottom }: Box, origin: Box): Box {
  return { left: left - origin.left, top: top - origin.top, right: right - origin.left, bottom: bottom - origin.top };
}
