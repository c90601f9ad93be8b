/** What /search answers as JSON, as far as it is used here. */
interface Found {
  results: { matched: string; labels: Record<string, string> }[];
}

const PAUSE = 150; // milliseconds without a key before the server is asked

/** Offers names in a list below a search field, as it is typed into. The list is the browser's own. */
export function suggestions(field: HTMLInputElement): void {
  const list = document.createElement("datalist");
  list.id = `${field.id}-names`;
  field.after(list);
  field.setAttribute("list", list.id);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    asking?.abort();
    const text = field.value.trim();
    if (text.length < 2) {
      list.replaceChildren();
      return;
    }
    asking = new AbortController();
    const { signal } = asking;
    waiting = setTimeout(() => void offer(field, list, text, signal), PAUSE);
  });
}

async function offer(field: HTMLInputElement, list: HTMLElement, text: string, signal: AbortSignal): Promise<void> {
  const address = new URL(field.dataset.suggest ?? "", document.baseURI);
  address.searchParams.set("q", text);
  address.searchParams.set("limit", "8");
  try {
    const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
    if (!response.ok) return; // the form still works; an error belongs on the page that it leads to
    const { results } = (await response.json()) as Found;
    const names = results.map((each) => each.labels[document.documentElement.lang] ?? each.labels.vi ?? each.matched);
    list.replaceChildren(...[...new Set(names)].map((name) => new Option(name, name)));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
