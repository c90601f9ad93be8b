/** A shape of the picture with the sign that stands for it in the list. */
const SHAPES = [
  ["ellipse", "●"], ["round-rectangle", "■"], ["triangle", "▲"], ["diamond", "◆"], ["pentagon", "⬟"], ["star", "★"],
  ["vee", "▼"], ["hexagon", "⬢"],
] as const;

const known = new Map<string, number>();

function place(kind: string): number {
  if (!known.has(kind)) known.set(kind, known.size % SHAPES.length);
  return known.get(kind) ?? 0;
}

/** The shape by which a kind of things is told from others; beyond eight kinds they begin again. */
export function shapeOf(kind: string): string {
  return SHAPES[place(kind)]?.[0] ?? "ellipse";
}

/** The same as a sign. */
export function signOf(kind: string): string {
  return SHAPES[place(kind)]?.[1] ?? "●";
}
