// What a table of values turns on: as `verdicts/turning_points.py`, and answers over cells as `verdicts/answers/compute.py`.

/** The values of cells; to a claim what settles nowhere is undefined too. */
export const NO = 0, YES = 1, EITHER = 2, UNSETTLED = 3, UNDEFINED = 4;

/** Stands in the place of an open question for how far actors look. */
export const CONCEPT = -1;

/** What cells can turn on: an open question with the answers that are left, or how far actors look with the concepts; all by number. */
export interface Factor { of: number; choices: readonly number[] }

export interface Equation { of: number; is: number }

/** Equations under which the value is the same throughout; no smaller set of them suffices. */
export interface Condition { equations: Equation[]; holds: boolean }

/** Equations under which the answer is the same throughout. */
export interface Deciding { equations: Equation[]; answer: number }

export type Cells = ArrayLike<number>;

const MOST = 3;

/** While something is dragged most tables stay as they are. */
const KEPT = 4096;
const known = new Map<string, readonly Condition[]>();

/** All minimal conditions that decide a table, fewest equations first, in the order of factors and choices. *cells*: over the product
 * of the choices, the last factor fastest; all but 0 and 1 are undefined. */
export function turningPoints(cells: Cells, factors: readonly Factor[]): readonly Condition[] {
  const key = `${factors.map(({ of, choices }) => `${of}:${choices}`).join(" ")} ${String.fromCharCode(...Array.from(cells))}`;
  let found = known.get(key);
  if (found === undefined) {
    if (known.size >= KEPT) known.clear();
    known.set(key, found = sought(cells, factors));
  }
  return found;
}

function sought(cells: Cells, factors: readonly Factor[]): Condition[] {
  const sizes = factors.map(({ choices }) => choices.length);
  const every = 1 + sizes.reduce((sum, size) => sum + size, 0);
  const firsts = sizes.map((_, place) => 1 + sizes.slice(0, place).reduce((sum, size) => sum + size, 0));
  const decided = new Set<number>(), conditions: Condition[] = [];
  for (let size = 1; size <= MOST; size++)
    for (const axes of combinations(factors.length, size))
      valuesIn(cells, sizes, axes).forEach((value, place) => {
        if (value !== NO && value !== YES) return;
        const picks = digits(place, axes.map((axis) => sizes[axis]!));
        const pairs = picks.map((pick, own) => firsts[axes[own]!]! + pick);
        if (parts(pairs, every).some((part) => decided.has(part))) return;
        decided.add(keyOf(pairs, every));
        const equations = picks.map((pick, own) => ({ of: factors[axes[own]!]!.of, is: factors[axes[own]!]!.choices[pick]! }));
        conditions.push({ equations, holds: value === YES });
      });
  return conditions;
}

/** Of each choice along some axes what its cells are: all 0, all 1, or neither, which includes that none is defined. */
function valuesIn(cells: Cells, sizes: readonly number[], axes: readonly number[]): Uint8Array {
  const own = axes.map((axis) => sizes[axis]!), steps = axes.map((axis) => sizes.slice(axis + 1).reduce((product, size) => product * size, 1));
  const met = new Uint8Array(own.reduce((product, size) => product * size, 1));
  for (let cell = 0; cell < cells.length; cell++) {
    const value = cells[cell]!;
    if (value !== NO && value !== YES) continue;
    let place = 0;
    for (let axis = 0; axis < own.length; axis++) place = place * own[axis]! + (Math.floor(cell / steps[axis]!) % own[axis]!);
    met[place]! |= 1 << value;
  }
  return met.map((bits) => (bits === 1 ? NO : bits === 2 ? YES : UNDEFINED));
}

/** The digits of a place, the last the fastest. */
function digits(place: number, sizes: readonly number[]): number[] {
  const found: number[] = [];
  for (const size of [...sizes].reverse()) { found.unshift(place % size); place = Math.floor(place / size); }
  return found;
}

function combinations(many: number, size: number, first = 0): number[][] {
  if (!size) return [[]];
  return Array.from({ length: Math.max(0, many - first) }, (_, place) => first + place)
    .flatMap((axis) => combinations(many, size - 1, axis + 1).map((others) => [axis, ...others]));
}

const keyOf = (pairs: readonly number[], every: number): number => pairs.reduce((key, pair) => key * every + pair, 0);

/** The keys of all smaller sets of some pairs but the empty one. */
function parts(pairs: readonly number[], every: number): number[] {
  const found: number[] = [];
  for (let mask = 1; mask < (1 << pairs.length) - 1; mask++) found.push(keyOf(pairs.filter((_, place) => mask & (1 << place)), every));
  return found;
}

const given = (cells: Cells): Set<number> => new Set(Array.from(cells).filter((cell) => cell !== UNDEFINED));

/** The minimal conditions under which all defined cells have one answer, fewest equations first; none where all are alike. */
export function deciding(cells: Cells, factors: readonly Factor[]): Deciding[] {
  if (given(cells).size < 2) return [];
  const found = [YES, NO, EITHER, UNSETTLED].flatMap((answer) => {
    const own = Array.from(cells, (cell) => (cell === UNDEFINED ? UNDEFINED : cell === answer ? YES : NO));
    return turningPoints(own, factors).filter(({ holds }) => holds).map(({ equations }) => ({ equations, answer }));
  });
  return found.sort((one, other) => one.equations.length - other.equations.length);
}

export type Word = "yes" | "no" | "it depends" | "it does not settle" | "nothing to say";

/** The answer over some cells. */
export function wordOf(cells: Cells): Word {
  const [first, ...others] = given(cells);
  if (first === undefined) return "nothing to say";
  if (others.length || first === EITHER) return "it depends";
  return first === YES ? "yes" : first === NO ? "no" : "it does not settle";
}
