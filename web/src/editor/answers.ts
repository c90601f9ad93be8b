// What the endpoint answers: rows, statements, yes or no, or a problem.
import { statements } from "./statements";

export interface Term {
  type: "uri" | "literal" | "bnode";
  value: string;
  "xml:lang"?: string;
  datatype?: string;
}

export type Row = (Term | undefined)[];

export interface Rows {
  kind: "rows" | "graph";
  variables: string[];
  rows: Row[];
}

export interface Truth {
  kind: "boolean";
  value: boolean;
}

/** https://www.rfc-editor.org/rfc/rfc9457, with the members that this server adds. */
export interface Problem {
  kind: "problem";
  status: number;
  title: string;
  detail: string;
  remedy?: string;
  line?: number;
  column?: number;
  query_id?: string;
  english?: string[]; // parts of the texts that are English whatever the language of the page
}

export type Answer = Rows | Truth | Problem;

interface Results {
  boolean?: boolean;
  head: { vars?: string[] };
  results?: { bindings: Record<string, Term>[] };
}

const ROWS = "application/sparql-results+json";
const STATEMENTS = "application/n-triples";

/**
 * Asks the endpoint.
 *
 * @param endpoint - its address.
 * @param query - the text, of any length: it is sent by POST, which also keeps it out of the logs of addresses.
 * @param further - other parameters of the protocol.
 * @param signal - ends the request; the server then stops evaluating.
 * @throws TypeError where the server cannot be reached, and whatever the signal was aborted with.
 */
export async function ask(
  endpoint: string,
  query: string,
  further: [string, string][],
  signal: AbortSignal,
): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: "POST",
    signal,
    headers: { Accept: `${ROWS}, ${STATEMENTS}`, "Accept-Language": document.documentElement.lang },
    body: new URLSearchParams([["query", query], ...further]),
  });
  const type = response.headers.get("Content-Type") ?? "";
  if (!response.ok) return problem(response.status, response.statusText, type, await response.text());
  return read(type, await response.text());
}

/** An answer that a page carries. */
export interface Carried {
  type: string;
  body: string;
}

/** The milliseconds that the answer took which came with the page, where the browser tells. */
export function carriedTime(): number | undefined {
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return page?.serverTiming?.find((each) => each.name === "evaluation")?.duration;
}

/** What an answer of a type says. */
export function read(type: string, body: string): Exclude<Answer, Problem> {
  if (type.startsWith(STATEMENTS)) return { kind: "graph", variables: ["s", "p", "o"], rows: statements(body) };
  const results = JSON.parse(body) as Results;
  if (results.boolean !== undefined) return { kind: "boolean", value: results.boolean };
  const variables = results.head.vars ?? [];
  const rows = (results.results?.bindings ?? []).map((each) => variables.map((name) => each[name]));
  return { kind: "rows", variables, rows };
}

/** A problem document, or what can be told where something between here and the server answered instead. */
function problem(status: number, title: string, type: string, text: string): Problem {
  const told = type.includes("json") ? (JSON.parse(text) as Partial<Problem>) : {};
  return { title, detail: `${status} ${title}`, ...told, kind: "problem", status };
}
