import { RECIPES } from "./copying";
import { button, make } from "./making";
import type { Say } from "./settings";

/** The query as programs, written anew whenever they are looked at. */
export function programs(endpoint: string, query: () => string, say: Say): HTMLElement & { renew: () => void } {
  const said = make("p", { role: "status" });
  const texts = RECIPES.map(({ name, write }) => ({ name, write, text: make("code") }));
  const blocks = texts.map(({ name, text }) => {
    const copy = button(`${say("copy")}: ${name}`, () => void copied(text, say).then((words) => (said.textContent = words)));
    return make("section", { "data-program": name }, make("h3", {}, name), make("pre", { tabindex: "0" }, text), make("p", {}, copy));
  });
  const details = make("details", { class: "programs" }, make("summary", {}, say("code")), ...blocks, said);
  const renew = () => {
    if (!details.open) return;
    const address = new URL(endpoint, document.baseURI).href;
    for (const { write, text } of texts) text.textContent = write(address, query());
  };
  details.addEventListener("toggle", renew);
  return Object.assign(details, { renew });
}

/** Copies a text; where the browser does not let scripts do so, as without https, it is selected for the reader. */
async function copied(text: HTMLElement, say: Say): Promise<string> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text.textContent ?? "");
    return say("copied");
  }
  getSelection()?.selectAllChildren(text);
  return say("select");
}
