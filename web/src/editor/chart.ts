import type { Rows } from "./answers";
import { make, shape } from "./making";
import { number, type Say } from "./settings";
import { measures, naming, numberOf, textOf, type Calling } from "./terms";

const MOST = 60; // bars
const ROW = 26; // pixels
const BAR = 18;

export function suits(answer: Rows): boolean {
  return answer.kind === "rows" && measures(answer).length > 0 && naming(answer) !== undefined;
}

/** A bar for each row: the name beside it, the number at its end. Drawn again when the width changes. */
export function chart(answer: Rows, calling: Calling, base: string, say: Say): HTMLElement {
  const columns = measures(answer);
  const choice = make("select", { id: "measure" });
  for (const column of columns) choice.append(new Option(answer.variables[column] ?? "", String(column)));
  const picture = make("div", { class: "chart" });
  let width = 0;
  const draw = () => picture.replaceChildren(bars(answer, Number(choice.value), calling, base, say, width));
  choice.addEventListener("change", draw);
  new ResizeObserver(() => {
    const now = Math.floor(picture.clientWidth);
    if (now !== width && now > 0) {
      width = now;
      draw();
    }
  }).observe(picture);
  const chosen = make("p", {}, make("label", { for: "measure" }, say("measure")), " ", choice);
  return make("div", {}, ...(columns.length > 1 ? [chosen] : []), ...cut(answer, say), picture);
}

function cut(answer: Rows, say: Say): HTMLElement[] {
  if (answer.rows.length <= MOST) return [];
  return [make("p", {}, say("shown", { shown: MOST, count: answer.rows.length }))];
}

function bars(
  answer: Rows,
  column: number,
  calling: Calling,
  base: string,
  say: Say,
  width: number,
): Element {
  const named = naming(answer) ?? 0;
  const rows = answer.rows.slice(0, MOST).flatMap((row) => {
    const value = numberOf(row[column]);
    const name = row[named];
    return value === undefined ? [] : [{ value, name: name ? textOf(name, calling, base) : "" }];
  });
  const [least, most] = [Math.min(0, ...rows.map((row) => row.value)), Math.max(0, ...rows.map((row) => row.value))];
  const left = Math.min(width * 0.42, 380);
  const scale = (width - left - 110) / (most - least || 1); // what is left of it holds the longest number
  const zero = left - least * scale;
  const values = { number: answer.variables[column] ?? "", label: answer.variables[named] ?? "" };
  const height = rows.length * ROW + 8;
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const picture = shape("svg", { ...size, role: "img", "aria-label": say("chart_label", values) });
  rows.forEach(({ value, name }, place) => {
    const y = place * ROW + 4;
    const end = zero + Math.max(value, 0) * scale;
    const bar = { x: zero + Math.min(value, 0) * scale, y, width: Math.max(Math.abs(value) * scale, 1), height: BAR };
    picture.append(
      shape("text", { x: left - 8, y: y + 14, "text-anchor": "end" }, shortened(name, left / 7.2), shape("title", {}, name)),
      shape("rect", bar),
      shape("text", { x: end + 6, y: y + 14, class: "value" }, number(value)),
    );
  });
  picture.append(shape("line", { x1: zero, x2: zero, y1: 0, y2: height }));
  return picture;
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, Math.max(most - 1, 1))}…` : text;
}
