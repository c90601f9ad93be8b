// What is shown below the query: the answer in the ways that suit it, or what went wrong.
import { chosen, fileOf, pageOf } from "./addresses";
import type { Answer, Problem, Rows } from "./answers";
import { chart, suits } from "./chart";
import { button, make } from "./making";
import { number, type Say, type Shower } from "./settings";
import { SHOWN, table } from "./table";
import { positions } from "./terms";

type View = [name: "table" | "map" | "chart" | "graph", draw: () => HTMLElement | Promise<HTMLElement>];

type Success = Exclude<Answer, Problem>;

/** How much was found and how long it took, for those who hear the page. */
export function summary(answer: Success, milliseconds: number | undefined, say: Say): string {
  const time = milliseconds === undefined ? [] : [say("seconds", { seconds: Math.round(milliseconds / 10) / 100 })];
  return [...(answer.kind === "boolean" ? [] : [counted(answer, say)]), ...time].join(" · ");
}

function counted(answer: Rows, say: Say): string {
  return say(answer.kind === "rows" ? "rows" : "statements", { count: answer.rows.length });
}

/** An answer with everything that can be done with it. */
export function shown(answer: Success, query: string, shower: Shower): HTMLElement[] {
  const { say } = shower;
  const heading = make("h2", {}, say("result"));
  if (answer.kind === "boolean") {
    const truth = make("p", { class: "lead" }, say(answer.value ? "true" : "false"));
    return [heading, truth, ...links(query, "rows", shower)];
  }
  const count = make("p", {}, counted(answer, say));
  const below = answer.rows.length === 0 ? make("p", {}, say("none")) : views(answer, shower);
  return [heading, count, ...links(query, answer.kind, shower), below];
}

function links(query: string, kind: "rows" | "graph", { settings, say }: Shower): HTMLElement[] {
  const { endpoint, cite } = settings.addresses;
  const address = pageOf(endpoint, query);
  if (address === undefined) return [make("p", {}, say("too_long"))];
  const downloads = settings.formats[kind].flatMap(([extension, label], place) => {
    const link = make("a", { href: fileOf(endpoint, query, extension) ?? "", download: `khen-result-${settings.release}.${extension}`, rel: "nofollow" }, label);
    return [place > 0 ? " · " : " ", link];
  });
  const cited = `${cite}?${new URLSearchParams([["query", query], ...chosen()])}`;
  return [
    make("p", { class: "formats" }, `${say("download")}:`, ...downloads),
    make("p", { class: "formats" }, make("a", { href: address }, say("link")), " · ", make("a", { href: cited }, say("cite"))),
  ];
}

/** The ways to see rows, as buttons; the chosen one stands behind the # of the address. */
function views(answer: Rows, shower: Shower): HTMLElement {
  const { say } = shower;
  const place = make("div", { class: "view" });
  const notes = answer.rows.length > SHOWN ? [make("p", {}, say("shown", { shown: SHOWN, count: answer.rows.length }))] : [];
  const known: View[] = [["table", () => make("div", {}, ...notes, table(answer, shower))]];
  if (positions(answer)) known.push(["map", async () => (await import("./map")).map(answer, shower)]);
  if (suits(answer)) known.push(["chart", () => chart(answer, shower)]);
  if (isGraph(answer)) known.push(["graph", async () => (await import("./graph")).graph(answer, shower)]);
  const buttons = known.map(([name, draw]) => {
    const made = button(say(name), () => void choose(name, draw, true));
    made.dataset.view = name;
    return made;
  });
  const choose = async (name: string, draw: View[1], pressed: boolean) => {
    for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.view === name));
    if (pressed) history.replaceState(history.state, "", name === "table" ? location.pathname + location.search : `#${name}`);
    place.replaceChildren(await draw());
  };
  const first = known.find(([name]) => location.hash === `#${name}`) ?? known[0];
  if (first) void choose(...first, false);
  const bar = make("div", { class: "views", role: "group", "aria-label": say("view") }, ...buttons);
  return make("div", {}, ...(known.length > 1 ? [bar] : []), place);
}

/** Whether every row is a statement: of a graph, or of three columns that hold things and a property. */
function isGraph({ kind, variables, rows }: Rows): boolean {
  const statement = variables.length === 3 && rows.every(([s, p]) => s && s.type !== "literal" && p?.type === "uri");
  return kind === "graph" || statement;
}

/** What went wrong, where, and the way out, in the language of the page as far as the server says it in that. */
export function told(problem: Problem, say: Say, goTo: (line: number, column: number) => void): HTMLElement {
  const { line, column = 1 } = problem;
  const parts: Node[] = [make("h2", {}, say("error")), make("p", {}, ...marked(problem.detail, problem))];
  if (problem.remedy) parts.push(make("p", {}, `${say("remedy")}: `, ...marked(problem.remedy, problem)));
  if (line !== undefined) parts.push(make("p", {}, button(say("line", { line: number(line) }), () => goTo(line, column))));
  if (problem.query_id) parts.push(make("p", {}, make("small", {}, say("number", { id: problem.query_id }))));
  return make("section", { role: "alert", class: "problem", id: "problem" }, ...parts);
}

/** A text whose English parts say that they are English. */
function marked(text: string, { english = [] }: Problem): (Node | string)[] {
  const part = english.find((each) => text.includes(each));
  if (part === undefined) return [text];
  const at = text.indexOf(part);
  return [text.slice(0, at), make("span", { lang: "en" }, part), text.slice(at + part.length)];
}
