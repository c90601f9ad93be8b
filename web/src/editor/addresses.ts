// The address of a query, which works without scripts as well.
const LONGEST = 60_000; // characters of an address; somewhat more are read by the server
const FURTHER = ["default-graph-uri", "named-graph-uri", "timeout"];

/** The parameters of the protocol with which the page was opened, beside the query: they go with each one from here. */
export function further(): [string, string][] {
  return [...new URLSearchParams(location.search)].filter(([name]) => FURTHER.includes(name));
}

/** The language with which the page was opened, as a parameter: it goes with every address of a page from here. */
export function chosen(): [string, string][] {
  return [...new URLSearchParams(location.search)].filter(([name]) => name === "lang");
}

/** Where a query is answered as a page in the language that was chosen; nothing where that would be too long. */
export function pageOf(endpoint: string, query: string): string | undefined {
  return address(endpoint, query, chosen());
}

/** Where a query is answered in a format. */
export function fileOf(endpoint: string, query: string, extension: string): string | undefined {
  return address(endpoint, query, [["format", extension]]);
}

function address(endpoint: string, query: string, more: [string, string][]): string | undefined {
  const found = `${endpoint}?${new URLSearchParams([["query", query], ...further(), ...more])}`;
  return found.length <= LONGEST ? found : undefined;
}
