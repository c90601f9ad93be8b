/** A range of characters as RFC 5147 writes it in a fragment: positions lie between characters, from 0. */
export interface Range {
  start: number;
  end: number;
}

const SCHEME = /^char=(\d+)?(,)?(\d+)?(?:;.*)?$/; // integrity checks (section 2.3) are no part of the position

/** The range that a fragment names; none where it is of another form. A single position names what follows it. */
export function positions(fragment: string): Range | undefined {
  const [, start, comma, end] = SCHEME.exec(decoded(fragment.replace(/^#/, ""))) ?? [];
  if (start === undefined && end === undefined) return undefined;
  const first = Number(start ?? 0);
  const last = end !== undefined ? Number(end) : comma ? Infinity : first + 1;
  return first < last ? { start: first, end: last } : undefined;
}

/** The smallest elements that hold some of the range, in the order of the page. */
export function within(root: ParentNode, range: Range): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("[data-char]")].filter((each) => {
    const [start = 0, end = 0] = (each.dataset.char ?? "").split(",").map(Number);
    return start < range.end && end > range.start;
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // no encoding that could be undone, and therefore no position either
  }
}
