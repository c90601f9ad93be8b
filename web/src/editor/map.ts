// Loaded when a map is asked for: Leaflet, without tiles. The only ground is what this server knows of places.
import "leaflet/dist/leaflet.css";
import { circleMarker, featureGroup, map as leaflet, svg } from "leaflet";
import type { FeatureCollection, Point } from "geojson";
import type { Row, Rows } from "./answers";
import { MapLabels } from "../maplabels";
import { make } from "./making";
import type { Say, Settings } from "./settings";
import { addressOf, naming, positions, textOf, type Calling } from "./terms";

const MOST = 2000; // points
const LONGEST = 40; // letters of a label

/** The rows as points; a point tells its row. */
export function map(answer: Rows, settings: Settings, calling: Calling, say: Say): HTMLElement {
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
    const circles = placed.slice(0, MOST).map(({ row, found: [longitude, latitude] }) =>
      circleMarker([latitude, longitude], { radius: 7, className: "point" })
        .bindTooltip(make("span", {}, called(row, answer, calling, settings)))
        .bindPopup(() => told(row, answer, calling, settings), { maxHeight: 240 }),
    );
    const points = featureGroup(circles);
    drawn.fitBounds(points.getBounds().pad(0.1), { maxZoom: 9 });
    void orientation(settings).then((places) => {
      places.addTo(drawn);
      points.addTo(drawn);
      const labels = new MapLabels(drawn);
      circles.forEach((circle, place) => labels.add(circle, shortened(placed[place] ? called(placed[place].row, answer, calling, settings) : "")));
      labels.part();
    });
  });
  return make("div", {}, ...notes, ground, make("p", {}, make("small", {}, say("map_note"))));
}

function called(row: Row, answer: Rows, calling: Calling, settings: Settings): string {
  const term = row[naming(answer) ?? 0];
  return term ? textOf(term, calling, settings.base) : "";
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text;
}

function told(row: Row, answer: Rows, calling: Calling, settings: Settings): HTMLElement {
  const list = make("dl");
  row.forEach((term, column) => {
    if (term === undefined) return;
    const text = textOf(term, calling, settings.base);
    const address = term.type === "uri" ? addressOf(term.value, settings) : undefined;
    const value = address ? make("a", { href: address }, text) : text;
    list.append(make("dt", {}, answer.variables[column] ?? ""), make("dd", {}, value));
  });
  return list;
}

async function orientation(settings: Settings) {
  const response = await fetch(settings.addresses.places);
  const places = response.ok ? ((await response.json()) as FeatureCollection<Point>).features : [];
  const dots = places.filter((each) => each.geometry?.type === "Point");
  return featureGroup(
    dots.map(({ geometry: { coordinates } }) =>
      circleMarker([coordinates[1] ?? 0, coordinates[0] ?? 0], { radius: 3, className: "place", interactive: false }),
    ),
  );
}
