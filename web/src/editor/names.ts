// What the things of an answer are called, which the answer itself does not say.
import { chosen } from "./addresses";
import type { Answer } from "./answers";

const MOST = 3000; // as many as the server gives at once

/** The names of the things and properties of an answer in the language of the page; those that have none are left out. */
export async function namesOf(answer: Answer, address: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  if (answer.kind !== "rows" && answer.kind !== "graph") return new Map();
  const iris = new Set(answer.rows.flatMap((row) => row.flatMap((term) => (term?.type === "uri" ? [term.value] : []))));
  if (iris.size === 0) return new Map();
  const body = new URLSearchParams([...iris].slice(0, MOST).map((iri) => ["iri", iri]));
  const language = new URLSearchParams(chosen()).toString();
  const response = await fetch(`${address}${language && `?${language}`}`, { method: "POST", body, signal });
  if (!response.ok) return new Map(); // what cannot be named is still told by its IRI
  return new Map(Object.entries(((await response.json()) as { names: Record<string, string> }).names));
}
