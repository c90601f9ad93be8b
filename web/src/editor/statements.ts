// N-Triples, as this server writes them: https://www.w3.org/TR/n-triples/
import type { Row, Term } from "./answers";

const TERM = String.raw`<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?`;
const LINE = new RegExp(String.raw`^(?:${TERM})\s+(?:${TERM})\s+(?:${TERM})\s*\.$`, "u");
const SIGNS: Record<string, string> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };
const GROUPS = 5; // of a term

/** The statements of a document as rows of subject, predicate and object. */
export function statements(text: string): Row[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const found = LINE.exec(line.trim());
      if (!found) throw new Error(`not a statement of N-Triples: ${line}`);
      return [0, 1, 2].map((place) => term(found.slice(1 + place * GROUPS, 1 + (place + 1) * GROUPS)));
    });
}

function term([iri, node, literal, language, datatype]: (string | undefined)[]): Term {
  if (iri !== undefined) return { type: "uri", value: unescaped(iri) };
  if (node !== undefined) return { type: "bnode", value: node };
  const value: Term = { type: "literal", value: unescaped(literal ?? "") };
  if (language !== undefined) value["xml:lang"] = language;
  if (datatype !== undefined) value.datatype = unescaped(datatype);
  return value;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gu, (_, four?: string, eight?: string, sign = "") =>
    four || eight ? String.fromCodePoint(parseInt(four || eight || "", 16)) : (SIGNS[sign as string] ?? (sign as string)),
  );
}
