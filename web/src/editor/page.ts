// Puts the parts of the editor into the page and lets them know of one another.
import { code, type Code } from "./code";
import { complete, declareAll, type Terms } from "./completion";
import { examples, type Question } from "./examples";
import type { Carried } from "./answers";
import { button, make } from "./making";
import { programs } from "./programs";
import { Running, type Parts } from "./running";
import { speaker, type Say, type Settings } from "./settings";

export function page(settings: Settings): void {
  const say = speaker(settings.words);
  let terms: Terms = { prefixes: {}, classes: [], properties: [] };
  const known = () => terms;
  const form = document.querySelector<HTMLFormElement>("#ask")!;
  const editor = code(form.querySelector("textarea")!, say("query"), say("editor"), {
    "Ctrl-Enter": () => void running.run({ remember: true }),
    "Cmd-Enter": () => void running.run({ remember: true }),
    "Ctrl-Space": () => complete(editor, terms, settings, say),
  });
  const stop = button(say("stop"), () => running.stop());
  const declare = button(say("prefixes"), () => declareAll(editor, terms));
  const parts = { editor, form, stop, result: make("section", { id: "result" }), status: make("span", { role: "status" }) };
  const running = new Running(parts, settings, known, say);
  const asPrograms = programs(settings.addresses.endpoint, () => editor.getValue(), say);
  const bench = laidOut(parts, declare, asPrograms, say);
  wire(parts, running, asPrograms, () => complete(editor, terms, settings, say));
  fault(running);
  const carried = document.querySelector("#carried")?.textContent;
  // A browser may have brought back what was written here before.
  const same = () => !running.begun && editor.getValue() === form.querySelector("textarea")!.defaultValue;
  if (!carried && parts.result.hasChildNodes()) running.partly();
  void read<Terms>(settings.addresses.terms).then((found) => {
    terms = found;
    if (carried && same()) void running.take(JSON.parse(carried) as Carried);
  });
  void read<{ questions: Question[] }>(settings.addresses.examples).then(({ questions }) => {
    bench.append(finder(questions, editor, running, form, say));
  });
}

/** Query and answer below one another, with room for the examples beside; gives what holds them. */
function laidOut({ form, stop, status, result }: Parts, declare: HTMLElement, asPrograms: HTMLElement, say: Say): HTMLElement {
  const submit = form.querySelector<HTMLButtonElement>("button[type=submit]");
  submit?.classList.add("run");
  stop.hidden = true;
  submit?.after(" ", stop, " ", declare, " ", status);
  form.querySelector("div.code")?.after(make("p", { class: "keys" }, make("small", {}, say("keys"))));
  const bench = make("div", { class: "bench" });
  form.before(bench);
  const [problem, answer] = [document.querySelector("#problem"), document.querySelector("#result")];
  bench.append(make("div", {}, ...(problem ? [problem] : []), form, asPrograms), result);
  if (answer) result.replaceChildren(...answer.childNodes);
  answer?.remove();
  return bench;
}

function wire({ editor, form }: Parts, running: Running, asPrograms: { renew: () => void }, offer: () => void): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void running.run({ remember: true });
  });
  addEventListener("popstate", () => {
    const query = new URLSearchParams(location.search).get("query");
    if (query === null || query === editor.getValue()) return;
    editor.setValue(query);
    void running.run({ remember: false });
  });
  editor.on("change", () => {
    asPrograms.renew();
    running.changed();
  });
  editor.on("inputRead", (_, change: { text: string[] }) => {
    if (!editor.state.completionActive && /[\p{L}:?$]$/u.test(change.text.at(-1) ?? "")) offer();
  });
}

/** The fault that the server has found in the query with which the page was opened. */
function fault(running: Running): void {
  const { line, column } = document.querySelector<HTMLElement>("#problem")?.dataset ?? {};
  if (line) running.mark(Number(line), Number(column ?? 1));
}

function finder(questions: Question[], editor: Code, running: Running, form: HTMLElement, say: Say): HTMLElement {
  const plainly = document.querySelector("#examples");
  const all = plainly?.querySelector("a")?.href ?? "";
  plainly?.remove();
  return examples(questions, all, say, ({ query }) => {
    editor.setValue(query);
    void running.run({ remember: true });
    form.scrollIntoView({ block: "nearest" });
  });
}

async function read<Table>(address: string): Promise<Table> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return (await response.json()) as Table;
}
