// The query as a program that asks it: for a shell, for Python with nothing to install, and for R with httr2.
// The text of a query can hold quotes, line ends and backslashes; each language has its own way to say them.

export interface Recipe {
  name: string;
  write: (endpoint: string, query: string) => string;
}

export const RECIPES: Recipe[] = [
  { name: "curl", write: curl },
  { name: "Python", write: python },
  { name: "R", write: r },
];

/** Within single quotes of a POSIX shell only the single quote itself is special. */
function curl(endpoint: string, query: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return [
    `curl --fail-with-body --silent ${quoted(endpoint)} \\`,
    `  --header ${quoted(`Accept: ${accept(query)}`)} \\`,
    `  --data-urlencode ${quoted(`query=${query}`)}`,
    "",
  ].join("\n");
}

/** A long string of Python, whose escapes are those of backslash, of three quotes, and of what no source may hold. */
function python(endpoint: string, query: string): string {
  const text = query
    .replaceAll("\\", String.raw`\\`)
    .replaceAll('"""', String.raw`\"\"\"`)
    .replace(/"$/, String.raw`\"`)
    .replace(/[\0-\x08\x0b-\x1f\x7f]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return `${[
    ...(isTable(query) ? ["import csv", "import io"] : []),
    "from urllib.parse import urlencode",
    "from urllib.request import Request, urlopen",
    "",
    `query = """${text}"""`,
    `request = Request(${JSON.stringify(endpoint)}, urlencode({"query": query}).encode(), {"Accept": "${accept(query)}"})`,
    "with urlopen(request) as response:",
    "    answer = response.read().decode()",
    ...(isTable(query) ? ['for row in csv.DictReader(io.StringIO(answer, newline="")):', "    print(row)"] : ["print(answer)"]),
  ].join("\n")}\n`;
}

/** A raw string of R (4.0 or later), with as many dashes as the text leaves free. */
function r(endpoint: string, query: string): string {
  let dashes = "";
  while (query.includes(`)${dashes}"`)) dashes += "-";
  return `${[
    "library(httr2)",
    "",
    `query <- r"${dashes}(${query})${dashes}"`,
    `answer <- request(${JSON.stringify(endpoint)}) |>`,
    `  req_headers(Accept = "${accept(query)}") |>`,
    "  req_body_form(query = query) |>",
    "  req_perform()",
    ...(isTable(query)
      ? ['rows <- read.csv(text = resp_body_string(answer), encoding = "UTF-8")', "print(rows)"]
      : ["cat(resp_body_string(answer))"]),
  ].join("\n")}\n`;
}

/** Whether the query is one of rows; comments, IRIs and strings before the form of the query do not count. */
function isTable(query: string): boolean {
  const bare = query.replace(/<[^>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*/g, " ");
  return /\b(select|construct|ask|describe)\b/i.exec(bare)?.[1]?.toLowerCase() === "select";
}

function accept(query: string): string {
  return isTable(query) ? "text/csv" : "text/turtle, application/sparql-results+json";
}
