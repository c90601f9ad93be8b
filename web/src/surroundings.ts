/** A thing, as /explore/....json has it. */
export interface Thing {
  iri: string;
  name: string;
  kind: string;
  page: string;
  explore: string;
}

/** A statement between two things. */
export interface Statement {
  source: string;
  target: string;
  property: string;
  label: string;
  href: string | null;
  quote: string | null;
  /** Where the words are read. */
  read: string | null;
  /** What is to be known about the words, or why there are none. */
  why: string;
  evidence: { iri: string; start: number; end: number } | null;
  graphs: { iri: string; name: string; page: string | null }[];
}

interface Answer {
  centre: string;
  neighbours: number;
  shown: number;
  nodes: Thing[];
  edges: Statement[];
}

const MOST = 300; // things that are held at once

/** What is known so far of the things around one, and which of it is shown. */
export class Surroundings {
  readonly things = new Map<string, Thing>();
  readonly statements = new Map<string, Statement>();
  /** The names of properties that are not to be shown. */
  readonly left = new Set<string>();
  centre = "";

  /** Adds what is around a thing. Returns how many things are new, and whether some were left out. */
  async add(address: string): Promise<{ fresh: number; cut: boolean }> {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`what is around could not be fetched: ${response.status}`);
    const answer = (await response.json()) as Answer;
    this.centre ||= answer.centre;
    const before = this.things.size;
    for (const each of answer.nodes) {
      if (this.things.size < MOST && !this.things.has(each.iri)) this.things.set(each.iri, each);
    }
    for (const each of answer.edges) {
      if (this.things.has(each.source) && this.things.has(each.target)) this.statements.set(key(each), each);
    }
    const cut = answer.shown < answer.neighbours || answer.nodes.some((each) => !this.things.has(each.iri));
    return { fresh: this.things.size - before, cut };
  }

  /** The names of the properties of all statements; two properties may have one name. */
  properties(): string[] {
    const found = new Set([...this.statements.values()].map((each) => each.label));
    return [...found].sort((one, other) => one.localeCompare(other, document.documentElement.lang));
  }

  /** The statements that are shown. */
  shown(): Statement[] {
    return [...this.statements.values()].filter((each) => !this.left.has(each.label));
  }

  /** The things that are shown: those of the statements that are, and the first. */
  visible(): Thing[] {
    const joined = new Set(this.shown().flatMap((each) => [each.source, each.target]));
    return [...this.things.values()].filter((each) => each.iri === this.centre || joined.has(each.iri));
  }

  name(iri: string): string {
    return this.things.get(iri)?.name ?? iri;
  }
}

/** What tells a statement from others. */
export function key(each: Statement): string {
  return `${each.source} ${each.property} ${each.target}`;
}
