// Loaded when a map is asked for: Leaflet, without tiles. The only ground is what this server knows of places.
import "leaflet/dist/leaflet.css";
import { type CircleMarker, circleMarker, divIcon, featureGroup, type Map as Drawn, map as leaflet, marker, type Marker, svg } from "leaflet";
import type { FeatureCollection, Point } from "geojson";
import type { Row, Rows } from "./answers";
import { make, shape } from "./making";
import type { Settings, Shower } from "./settings";
import { addressOf, naming, positions, textOf } from "./terms";

const MOST = 2000; // points
const NAMED = 200; // points; of more, few names would find room

/** The rows as points; a point tells its row. */
export function map(answer: Rows, shower: Shower): HTMLElement {
  const { say, settings } = shower;
  const position = positions(answer);
  const placed = answer.rows.flatMap((row) => {
    const found = position?.(row);
    return found ? [{ row, found }] : [];
  });
  const ground = make("div", { class: "map", role: "region", "aria-label": say("map_label", { count: placed.length }) });
  const notes = placed.length > MOST ? [make("p", {}, say("shown", { shown: MOST, count: placed.length }))] : [];
  // Leaflet measures the element, which has no size before it stands in the page.
  requestAnimationFrame(() => {
    const drawn = leaflet(ground, { renderer: svg(), attributionControl: false, zoomSnap: 0.25, minZoom: 3 });
    const points = featureGroup(
      placed.slice(0, MOST).map(({ row, found: [longitude, latitude] }) =>
        circleMarker([latitude, longitude], { radius: 7, className: "point" })
          .bindTooltip(nameOf(row, answer, shower))
          .bindPopup(() => told(row, answer, shower), { maxHeight: 240 }),
      ),
    );
    drawn.fitBounds(points.getBounds().pad(0.1), { maxZoom: 9 });
    void orientation(settings).then((places) => {
      places.addTo(drawn);
      points.addTo(drawn);
      label(drawn, points.getLayers() as CircleMarker[]);
    });
  });
  return make("div", {}, ...notes, ground, make("p", {}, make("small", {}, say("map_note"))));
}

function nameOf(row: Row, answer: Rows, shower: Shower): HTMLElement {
  const term = row[naming(answer) ?? 0];
  return make("span", {}, term ? textOf(term, shower) : "");
}

function told(row: Row, answer: Rows, shower: Shower): HTMLElement {
  const list = make("dl");
  row.forEach((term, column) => {
    if (term === undefined) return;
    const text = textOf(term, shower);
    const address = term.type === "uri" ? addressOf(term.value, shower.settings) : undefined;
    const value = address ? make("a", { href: address }, text) : text;
    list.append(make("dt", {}, answer.variables[column] ?? ""), make("dd", {}, value));
  });
  return list;
}

/** Names the points for those who hear the page, and writes the names beside them, each where it covers no other name or point; all are said on pointing. */
function label(drawn: Drawn, points: CircleMarker[]): void {
  const nameOf = (point: CircleMarker) => (point.getTooltip()?.getContent() as HTMLElement).textContent ?? "";
  for (const point of points) {
    const stop = { tabindex: "0", role: "button", "aria-label": nameOf(point) };
    for (const [key, value] of Object.entries(stop)) point.getElement()?.setAttribute(key, value);
  }
  const labels = points.slice(0, NAMED).map((point) => {
    const html = make("span", {}, nameOf(point));
    const icon = divIcon({ className: "name", html, iconSize: undefined });
    return [point, marker(point.getLatLng(), { icon, interactive: false, keyboard: false }).addTo(drawn)] as const;
  });
  const part = () => parted(drawn, labels, points);
  drawn.on("zoomend", part);
  part();
}

function parted(drawn: Drawn, labels: (readonly [CircleMarker, Marker])[], points: CircleMarker[]): void {
  const box = (each: CircleMarker) => (each.getElement() as Element).getBoundingClientRect();
  const taken = new Map<unknown, DOMRect>(points.map((each) => [each, box(each)]));
  const paper = drawn.getContainer().getBoundingClientRect();
  for (const [point, label] of labels) {
    const element = label.getElement();
    const words = element?.firstElementChild;
    if (!element || !(words instanceof HTMLElement)) continue;
    const free = ["right", "left"].some((side) => {
      element.dataset.side = side;
      const own = words.getBoundingClientRect();
      const apart = (each: DOMRect) =>
        each.left >= own.right || own.left >= each.right || each.top >= own.bottom || own.top >= each.bottom;
      const within = own.left >= paper.left && own.right <= paper.right;
      return within && [...taken].every(([of, each]) => of === point || apart(each));
    });
    element.classList.toggle("crowded", !free);
    if (free) taken.set(label, words.getBoundingClientRect());
  }
}

async function orientation(settings: Settings) {
  const response = await fetch(settings.addresses.places);
  const places = response.ok ? ((await response.json()) as FeatureCollection<Point>).features : [];
  const dots = places.filter((each) => each.geometry?.type === "Point");
  const name = `name_${document.documentElement.lang}`;
  return featureGroup(
    dots.map(({ geometry: { coordinates }, properties }) => {
      const dot = circleMarker([coordinates[1] ?? 0, coordinates[0] ?? 0], { radius: 3, className: "place" });
      // A tooltip of Leaflet would make a stop for the keyboard of each.
      return dot.on("add", () => dot.getElement()?.append(shape("title", {}, String(properties?.[name] ?? ""))));
    }),
  );
}
