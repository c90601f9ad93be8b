// Loaded when a map is asked for: Leaflet, without tiles. The only ground is what this server knows of places.
import "leaflet/dist/leaflet.css";
import { circleMarker, featureGroup, map as leaflet, svg } from "leaflet";
import type { FeatureCollection, Point } from "geojson";
import type { Row, Rows } from "./answers";
import { make } from "./making";
import type { Settings, Shower } from "./settings";
import { addressOf, naming, positions, textOf } from "./terms";

const MOST = 2000; // points

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
