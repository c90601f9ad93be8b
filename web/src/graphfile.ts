// The graph as a file: what it shows, how to read it and where it is from stand in it, and every name in full.
const LETTER = 7; // units of a letter of a name
const MARGIN = 20;

export interface Picture {
  things: readonly { x: number; y: number; side: -1 | 0 | 1; name: string; shape: string; centre: boolean }[];
  lines: readonly { from: { x: number; y: number }; to: { x: number; y: number }; label: string }[];
}

/** An SVG document of a picture as it stands, between a title and notes. */
export function drawn({ things, lines }: Picture, title: string, notes: readonly string[]): string {
  const lefts = things.map(({ x, side, name }) => x - (side < 0 ? 14 + name.length * LETTER : side ? 14 : (name.length * LETTER) / 2));
  const rights = things.map(({ x, side, name }) => x + (side > 0 ? 14 + name.length * LETTER : side ? 14 : (name.length * LETTER) / 2));
  const [left, right] = [Math.min(...lefts) - MARGIN, Math.max(...rights) + MARGIN];
  const width = Math.max(right - left, 480);
  const heads = wrapped(title, width / 11);
  const feet = notes.flatMap((each) => wrapped(each, width / 6.6));
  const top = Math.min(...things.map((each) => each.y)) - 2 * MARGIN - heads.length * 24;
  const floor = Math.max(...things.map((each) => each.y)) + 2 * MARGIN;
  const height = floor - top + feet.length * 17 + MARGIN;
  const names = lines.length <= 30 ? lines.map(label) : [];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box(left, top, width, height)}" width="${Math.ceil(width)}" height="${Math.ceil(height)}" font-family="system-ui, 'Noto Sans', sans-serif" font-size="12.5">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" fill="#fffdf8"/>`,
    ...heads.map((each, row) => text(left + MARGIN, top + 28 + row * 24, each, 'font-size="18" font-weight="bold"')),
    ...lines.map(({ from, to }) => `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" stroke="#c9a9a0"/>`),
    ...names,
    ...things.map(thing),
    ...feet.map((each, row) => text(left + MARGIN, floor + 12 + row * 17, each, 'font-size="11.5"', "#5a5548")),
    "</svg>\n",
  ].join("\n");
}

function thing({ x, y, side, name, centre }: Picture["things"][number]): string {
  const [at, down] = [x + side * 13, side ? y + 4 : y + 24];
  const anchor = `text-anchor="${side > 0 ? "start" : side < 0 ? "end" : "middle"}"${centre ? ' font-weight="bold"' : ""}`;
  return `<g><circle cx="${round(x)}" cy="${round(y)}" r="${centre ? 10 : 6}" fill="#8a1c1c"/>${text(at, down, name, anchor)}</g>`;
}

function label({ from, to, label: words }: Picture["lines"][number]): string {
  return text((from.x + to.x) / 2, (from.y + to.y) / 2, words, 'text-anchor="middle" font-size="10" stroke="#fffdf8" stroke-width="3" paint-order="stroke"', "#5a5548");
}

function text(x: number, y: number, words: string, more: string, fill = "#1b1b1b"): string {
  return `<text x="${round(x)}" y="${round(y)}" ${more} fill="${fill}">${escaped(words)}</text>`;
}

function wrapped(words: string, letters: number): string[] {
  const found: string[] = [];
  for (const word of words.split(" ")) {
    const last = found.at(-1);
    if (last !== undefined && last.length + word.length < letters) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  return found;
}

function box(...numbers: number[]): string {
  return numbers.map(round).join(" ");
}

function round(number: number): string {
  return number.toFixed(1);
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
