/** Parts of the page of the map that a choice changes. */
const PARTS = ["header nav ul", "h1", ".lead", ".divisions ul", "#still-map", "figcaption", ".facts"];
const PAUSE = 2500; // milliseconds for which a division of the country is shown

let asking: AbortController | undefined;

/** Lets the choices on the page of the map change it in place; the address always says what is shown. */
export function turning(changed: () => void): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-day], a[data-sort]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    void turn(link.href, changed, "push");
  });
  document.querySelector<HTMLFormElement>("form.choices")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    void turn(`${form.action}?${fields}`, changed, "push");
  });
  window.addEventListener("popstate", () => void turn(location.href, changed));
  play(changed);
}

/** Shows what another address of this page holds. */
async function turn(address: string, changed: () => void, history?: "push" | "replace"): Promise<void> {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const response = await fetch(address, { signal, headers: { Accept: "text/html" } });
    if (!response.ok) return void location.assign(address); // the page that says what is wrong
    const other = new DOMParser().parseFromString(await response.text(), "text/html");
    replace(other);
    if (history === "push") window.history.pushState(null, "", address);
    if (history === "replace") window.history.replaceState(null, "", address);
    changed();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function replace(other: Document): void {
  const links = () => [...document.querySelectorAll<HTMLElement>("#map-page a")];
  const focused = links().indexOf(document.activeElement as HTMLElement);
  const hidden = document.querySelector("#still-map")?.hasAttribute("hidden") ?? false;
  for (const part of PARTS) {
    const [old, fresh] = [document.querySelector(part), other.querySelector(part)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  document.querySelector("#still-map")?.toggleAttribute("hidden", hidden);
  document.title = other.title;
  for (const name of ["date", "show"]) {
    const [old, fresh] = [document, other].map((each) => each.querySelector<HTMLInputElement>(`#${name}`));
    if (old && fresh) old.value = fresh.value;
  }
  if (focused >= 0) links()[focused]?.focus({ preventScroll: true });
}

/** Goes through the divisions of the country, one after the other, until it is stopped. */
function play(changed: () => void): void {
  const button = document.querySelector<HTMLButtonElement>("#play");
  button?.parentElement?.removeAttribute("hidden");
  const words = button?.textContent ?? "";
  let waiting: ReturnType<typeof setInterval> | undefined;
  const step = () => {
    const days = [...document.querySelectorAll<HTMLAnchorElement>("a[data-day]")];
    const current = days.findIndex((each) => each.hasAttribute("aria-current"));
    const next = days[(current + 1) % days.length];
    if (next) void turn(next.href, changed, "replace");
  };
  button?.addEventListener("click", () => {
    clearInterval(waiting);
    const playing = waiting === undefined;
    waiting = playing ? setInterval(step, PAUSE) : undefined;
    button.textContent = playing ? (button.dataset.stop ?? words) : words;
    if (playing) step();
  });
}
