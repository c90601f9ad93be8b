/** A rectangle, in pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A circle that is to have a label of some size beside it. */
export interface Circle {
  x: number;
  y: number;
  radius: number;
  width: number;
  height: number;
}

/** Where a label stands: its upper left corner, and the end of a line from its circle where it stands apart. */
export interface Place {
  left: number;
  top: number;
  lead?: [x: number, y: number];
}

const GAP = 4; // pixels between a circle and its label
const REACH = [0, 24, 48, 84, 120]; // how far a label may stand from its circle
const FEW = 20; // labels; where there are more, lines that lead far would cross one another
const STEPS = [0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6, -7, 7, -8, 8];

/**
 * A place for the label of each circle, as on the drawing of the server: over no other label and no circle.
 *
 * @param circles - the first has the first choice.
 * @param paper - which no label may leave.
 * @param others - what no label may cover.
 */
export function placed(circles: readonly Circle[], paper: Box, others: readonly Box[]): (Place | undefined)[] {
  const taken = [...others];
  const [reach, steps] = circles.length > FEW ? [REACH.slice(0, 2), STEPS.slice(0, 9)] : [REACH, STEPS];
  return circles.map((circle) => {
    for (const [place, box] of choices(circle, reach, steps)) {
      if (!within(box, paper) || taken.some((each) => meets(box, each))) continue;
      taken.push(box);
      return place;
    }
    return undefined;
  });
}

function* choices({ x, y, radius, width, height }: Circle, reach: readonly number[], steps: readonly number[]): Generator<[Place, Box]> {
  for (const far of reach) {
    for (const step of far ? steps : [0]) {
      for (const side of [1, -1]) {
        const near = x + side * (radius + GAP + far);
        const middle = y + step * 16;
        const [left, top] = [side > 0 ? near : near - width, middle - height / 2];
        const lead: Pick<Place, "lead"> = far ? { lead: [near - side * 2, middle] } : {};
        yield [{ left, top, ...lead }, { left, top, right: left + width, bottom: top + height }];
      }
    }
  }
}

function within(box: Box, paper: Box): boolean {
  return box.left >= paper.left && box.right <= paper.right && box.top >= paper.top && box.bottom <= paper.bottom;
}

function meets(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
