// How a term of a result is shown, and where it leads.
import type { Row, Rows, Term } from "./answers";
import { chosen } from "./addresses";
import type { Settings } from "./settings";

const NUMBERS = /#(?:integer|decimal|double|float|(?:non)?(?:positive|negative)Integer|long|int|short|byte|unsigned\w+)$/;
const PLACE = /^\s*(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)/i;
const LATITUDE = /^(?:lat|latitude|vido|vĩđộ)$/i;
const LONGITUDE = /^(?:lng|lon|long|longitude|kinhdo|kinhđộ)$/i;
const PREFERRED = /^(?:.*(?:label|name|title|ten|nhan))$/i;

/** Where to read about an IRI: here for our own, at its own address for http(s), else nowhere. */
export function addressOf(iri: string, settings: Settings): string | undefined {
  if (iri.startsWith(settings.base)) {
    const path = iri.slice(settings.base.length);
    const [place = "", fragment] = (path.startsWith("id/") ? `doc/${path.slice(3)}` : path).split(/(?=#)/);
    const language = new URLSearchParams(chosen()).toString();
    return settings.addresses.root + place + (language && `?${language}`) + (fragment ?? "");
  }
  return /^https?:\/\//.test(iri) ? iri : undefined;
}

/** What terms are called: IRIs by the prefixes of the release, and by their names in the language of the page. */
export interface Calling {
  prefixes: Record<string, string>;
  names: ReadonlyMap<string, string>;
}

/** What a term is called: by its name, if it has one. */
export function textOf(term: Term, calling: Calling, base: string): string {
  return (term.type === "uri" ? calling.names.get(term.value) : undefined) ?? shortOf(term, calling, base);
}

/** The shortest text that says which term it is. */
export function shortOf(term: Term, { prefixes }: Calling, base: string): string {
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.type === "literal") return term.value;
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const local = term.value.slice(namespace.length);
    if (local !== "" && term.value.startsWith(namespace) && !/[/#?]/.test(local)) return `${prefix}:${local}`;
  }
  return term.value.startsWith(base) ? term.value.slice(base.length) : term.value;
}

export function numberOf(term: Term | undefined): number | undefined {
  return term?.type === "literal" && NUMBERS.test(term.datatype ?? "") ? Number(term.value) : undefined;
}

/** The columns that hold numbers other than coordinates, in nearly every row. */
export function measures({ variables, rows }: Rows): number[] {
  return columns(variables).filter(
    (column) =>
      !LATITUDE.test(variables[column] ?? "") &&
      !LONGITUDE.test(variables[column] ?? "") &&
      rows.length > 0 &&
      rows.every((row) => row[column] === undefined || Number.isFinite(numberOf(row[column]))) &&
      rows.some((row) => row[column] !== undefined),
  );
}

/** The column that names a row: a text for choice, an IRI where there is none. */
export function naming({ variables, rows }: Rows): number | undefined {
  const texts = columns(variables).filter((column) => rows.some((row) => isText(row[column])));
  const things = columns(variables).filter((column) => rows.some((row) => row[column]?.type === "uri"));
  return texts.find((column) => PREFERRED.test(variables[column] ?? "")) ?? texts.find((c) => words(rows, c)) ?? texts[0] ?? things[0];
}

/** Longitude and latitude of a row. */
export type Position = (row: Row) => [longitude: number, latitude: number] | undefined;

/** How the rows say where they lie, if they do: as WKT, or in two columns. */
export function positions({ variables, rows }: Rows): Position | undefined {
  const wkt = columns(variables).find((column) => rows.some((row) => point(row[column])));
  if (wkt !== undefined) return (row) => point(row[wkt]);
  const [latitude, longitude] = [LATITUDE, LONGITUDE].map((name) => variables.findIndex((each) => name.test(each)));
  if (latitude === undefined || longitude === undefined || latitude < 0 || longitude < 0) return undefined;
  const found: Position = (row) => {
    const [x, y] = [numberOf(row[longitude]), numberOf(row[latitude])];
    return x === undefined || y === undefined || Math.abs(y) > 90 || Math.abs(x) > 180 ? undefined : [x, y];
  };
  return rows.some(found) ? found : undefined;
}

/** A point in WKT: longitude before latitude, as CRS84 has it. */
function point(term: Term | undefined): [number, number] | undefined {
  const found = term?.type === "literal" ? PLACE.exec(term.value) : null;
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}

function isText(term: Term | undefined): boolean {
  return term?.type === "literal" && numberOf(term) === undefined && !point(term);
}

/** Whether the texts of a column are words rather than codes, whose digits name nothing to a reader. */
function words(rows: Row[], column: number): boolean {
  return rows.some((row) => /\p{L}{2}/u.test(row[column]?.value ?? ""));
}

function columns(variables: string[]): number[] {
  return [...variables.keys()];
}
