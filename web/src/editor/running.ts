// A query from the moment it is run to the answer on the page.
import { further, pageOf } from "./addresses";
import { ask, carriedTime, read, type Answer, type Carried } from "./answers";
import { goTo, mark, type Code } from "./code";
import type { Terms } from "./completion";
import { Names } from "./names";
import { shown, summary, told } from "./results";
import { SHOWN } from "./table";
import type { Say, Settings } from "./settings";

/** The parts of the page that show what becomes of a query. */
export interface Parts {
  editor: Code;
  form: HTMLFormElement;
  result: HTMLElement;
  status: HTMLElement;
  stop: HTMLButtonElement;
}

const NOTHING = () => undefined;

export class Running {
  /** Whether a query was run on this page. */
  begun = false;
  private asking: AbortController | undefined;
  private unmark: () => void = NOTHING;
  private readonly names: Names;

  constructor(
    private readonly parts: Parts,
    private readonly settings: Settings,
    private readonly terms: () => Terms,
    private readonly say: Say,
  ) {
    this.names = new Names(settings);
  }

  /** Asks the query that stands in the editor, and ends the one before. */
  async run({ remember }: { remember: boolean }): Promise<void> {
    const { editor, stop, status } = this.parts;
    const { endpoint } = this.settings.addresses;
    this.asking?.abort();
    const now = (this.asking = new AbortController());
    this.begun = true;
    const query = editor.getValue();
    const address = pageOf(endpoint, query);
    if (remember && address && address !== location.pathname + location.search) history.pushState(null, "", address);
    const begun = performance.now();
    this.clear();
    stop.hidden = false;
    status.textContent = this.say("running");
    try {
      const answer = await ask(endpoint, query, further(), now.signal);
      const milliseconds = performance.now() - begun;
      await this.learn(answer, now.signal);
      if (this.asking === now) this.show(answer, query, milliseconds);
    } catch (error) {
      if (this.asking === now) this.ended(error, now.signal, performance.now() - begun);
    } finally {
      if (this.asking === now) {
        this.asking = undefined;
        stop.hidden = true;
      }
    }
  }

  /** Shows the answer that came with the page, with everything that can be done with it. */
  async take({ type, body }: Carried): Promise<void> {
    const answer = read(type, body);
    const query = this.parts.editor.getValue();
    const now = (this.asking = new AbortController());
    try {
      await this.learn(answer, now.signal);
    } catch (error) {
      if (now.signal.aborted) return; // another query was run meanwhile
      throw error;
    }
    this.asking = undefined;
    this.show(answer, query, carriedTime());
  }

  private async learn(answer: Answer, signal: AbortSignal): Promise<void> {
    if (!("rows" in answer)) return;
    await this.names.learn(answer.rows.slice(0, SHOWN), Object.values(this.terms().prefixes), signal);
  }

  /** Says that the answer of the page is the beginning of a larger one. */
  partly(): void {
    this.parts.status.textContent = this.say("beginning");
  }

  /** Ends the query; the server learns it from the closed connection. */
  stop(): void {
    this.asking?.abort();
    this.parts.editor.focus();
  }

  /** The query is another one than that of the answer below it. */
  changed(): void {
    this.unmarked();
    if (!this.asking && this.parts.result.hasChildNodes()) this.parts.status.textContent = this.say("changed");
  }

  mark(line: number, column: number): void {
    this.unmark = mark(this.parts.editor, line, column);
  }

  private ended(error: unknown, signal: AbortSignal, milliseconds: number): void {
    if (signal.aborted) {
      this.parts.status.textContent = this.say("stopped", { seconds: Math.round(milliseconds / 100) / 10 });
      return;
    }
    if (!(error instanceof TypeError)) throw error; // of a program of ours, not of the network
    const [detail, remedy] = [this.say("unreachable"), this.say("again")];
    this.show({ kind: "problem", status: 0, title: "", detail, remedy }, "", milliseconds);
  }

  private show(answer: Answer, query: string, milliseconds: number | undefined): void {
    const { editor, form, result, status } = this.parts;
    if (answer.kind === "problem") {
      status.textContent = "";
      form.before(told(answer, this.say, (line, column) => goTo(editor, line, column)));
      if (answer.line !== undefined) this.mark(answer.line, answer.column ?? 1);
      return;
    }
    status.textContent = summary(answer, milliseconds, this.say);
    const { settings, names, say } = this;
    result.replaceChildren(...shown(answer, query, { settings, prefixes: this.terms().prefixes, names, say }));
  }

  private clear(): void {
    this.unmarked();
    document.querySelector("#problem")?.remove();
    this.parts.result.replaceChildren();
  }

  private unmarked(): void {
    this.unmark();
    this.unmark = NOTHING;
  }
}
