// The map of provinces: the same page, with a map that moves, and without waiting for a whole page at every choice.
import "leaflet/dist/leaflet.css";
import type { LiveMap } from "../livemap";
import { turning } from "../turning";
import { offerPng } from "../takeaway";

const place = document.querySelector<HTMLElement>("#live-map");
let map: LiveMap | undefined;

function offer(): void {
  const button = document.querySelector<HTMLButtonElement>("#png");
  if (button) offerPng(button);
}

function draw(): void {
  map?.show(document.querySelectorAll<HTMLTableRowElement>("#map-table tbody tr"));
}

if (place) {
  offer();
  turning(() => {
    offer(); // the button is a new one
    draw();
  });
  // The library comes when the map is looked at; until then, and without it, the drawing of the server stands there.
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    void import("../livemap").then(({ LiveMap }) => {
      document.querySelector("#still-map")?.setAttribute("hidden", "");
      place.hidden = false;
      map = new LiveMap(place);
      draw();
    });
  }).observe(place.parentElement ?? place);
}
