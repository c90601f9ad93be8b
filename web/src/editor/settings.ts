import type { Names } from "./names";

/** What the page tells its script: where things are, and the words in the language of the page. */
export interface Settings {
  base: string;
  release: string;
  addresses: Record<"endpoint" | "terms" | "names" | "examples" | "search" | "places" | "cite" | "root", string>;
  formats: Record<"rows" | "graph", [extension: string, label: string][]>;
  words: Record<string, string>;
}

export function settingsOf(page: Document): Settings {
  return JSON.parse(page.getElementById("editor-settings")?.textContent ?? "") as Settings;
}

/** Says something in the language of the page, with values in the place of their names. */
export type Say = (word: string, values?: Record<string, string | number>) => string;

export function speaker(words: Record<string, string>): Say {
  return (word, values = {}) =>
    (words[word] ?? word).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? number(value) : value;
    });
}

/** A number as the language of the page writes it. */
export function number(value: number): string {
  return value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 20 });
}

/** What is needed to show an answer. */
export interface Shower {
  settings: Settings;
  prefixes: Record<string, string>;
  names: Names;
  say: Say;
}

/** Text without marks and in lower case, so that "ben tre" finds "Bến Tre". */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
}
