// What the IRIs of an answer are called in the language of the page.
import { chosen } from "./addresses";
import type { Row } from "./answers";
import type { Settings } from "./settings";

export interface Name {
  name: string;
  language: string;
}

const AT_ONCE = 100; // IRIs that the server names in one answer
const MOST = 1000; // IRIs of one answer that are named

/** Names by their IRIs; `undefined` where the server knows none. */
export class Names {
  readonly #known = new Map<string, Name | undefined>();

  constructor(private readonly settings: Settings) {}

  of(iri: string): Name | undefined {
    return this.#known.get(iri);
  }

  /**
   * Asks for the names that the rows need and that are not known yet. An answer is readable without: what cannot be
   * had is asked for next time.
   *
   * @param namespaces - of what this server can name, beside its own things.
   * @param signal - ends the requests.
   * @throws whatever the signal was aborted with.
   */
  async learn(rows: Row[], namespaces: string[], signal: AbortSignal): Promise<void> {
    const ours = [this.settings.base, ...namespaces];
    const wanted = new Set<string>();
    for (const row of rows) {
      for (const term of row) {
        if (term?.type !== "uri" || this.#known.has(term.value) || wanted.size === MOST) continue;
        if (ours.some((each) => term.value.startsWith(each))) wanted.add(term.value);
      }
    }
    const asked = [...wanted];
    const parts = Array.from({ length: Math.ceil(asked.length / AT_ONCE) }, (_, part) =>
      asked.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
    );
    await Promise.all(parts.map((part) => this.#ask(part, signal)));
  }

  async #ask(iris: string[], signal: AbortSignal): Promise<void> {
    const parameters = new URLSearchParams([...iris.map((iri) => ["iri", iri]), ...chosen()]);
    try {
      const response = await fetch(`${this.settings.addresses.names}?${parameters}`, { signal });
      if (!response.ok) return;
      const { names } = (await response.json()) as { names: Record<string, Name> };
      for (const iri of iris) this.#known.set(iri, names[iri]);
    } catch (error) {
      if (signal.aborted || !(error instanceof TypeError)) throw error; // the network alone may fail
    }
  }
}
