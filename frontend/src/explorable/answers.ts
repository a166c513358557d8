// What the evaluator says of a game, in numbers of the program. As `gmcr/evaluator/answers.py`.

/** A want at its place. *want*, *couldBe*: its words now, and what it could be (-1: nothing), in the section `wants`; *against*,
 * *againstOtherwise*: whether what it says, and what it says otherwise, is negated; *branch*: what is in force at the start, 0
 * the want, 1 otherwise; *met*: whether it is met there, 1 or 0; both -1 where the start is not feasible. */
export interface WantState {
  line: number; want: number; couldBe: number; dropped: boolean; against: boolean; againstOtherwise: boolean; branch: number; met: number;
}

/** A game. *start*: the bits of the options that are on; *wants*: of each actor, in its order, dropped ones too. */
export interface GameState { start: number; feasible: boolean; drivers: number[]; wants: WantState[][] }

/** A want that decides once those before are left out. *sign*: 1 for the act, -1 against it; *here*, *there*: its branch at the
 * start and at the target. */
export interface Link { line: number; sign: number; here: number; there: number }

/** The start and a target to an actor. *now*, *then*: the rank of each among *ranks*, 1 being the best; *links*: the wants that
 * decide, one after another; *end*: what it comes to without them, 1 it pays, -1 it does not, 0 nothing decides. */
export interface Comparison { now: number; then: number; ranks: number; end: number; links: Link[] }

export interface Countermove { actor: number; state: number }

/** An act that is open at the start. *kind*: 1 it is better, 0 indifferent, -1 worse, -2 not ready, since what it needs does not
 * hold, so that nothing is compared; *countermoves*: what deters one that is better. */
export interface ActOut {
  actor: number; bit: number; on: boolean; kind: number; target: number; comparison: Comparison | null; countermoves: Countermove[];
}

/** The best move of an actor that leaves the start, but by no single act. */
export interface MoveOut { actor: number; target: number; comparison: Comparison }

/** A step from a state. *rank*: of where it leads to its actor, the best being the highest. */
export interface StepOn { actor: number; state: number; rank: number }

/** A state, whether each of the terms that were asked holds there, and the steps from it. */
export interface StateAfter { state: number; terms: boolean[]; steps: StepOn[] }

/** The ways out of the start of a game. *stable*: whether nobody has a step from it; *together*: moves of several acts; *states*:
 * all that steps lead to from the start and from where these lead, the start first. */
export interface WaysOut { stable: boolean; acts: ActOut[]; together: MoveOut[]; states: StateAfter[] }

/** A deal that is told. *participants*: actors; *fate*: 0 kept, 1 overtaken, 2 broken, 3 goes round; *breach*: the step that breaks
 * it, if it is broken. */
export interface DealOut {
  state: number; target: number; participants: number[]; fate: number; breach: { actor: number; before: number; after: number } | null;
}

const NOT_READY = -2, BROKEN = 2;

export function gameOf(numbers: BigInt64Array, size: { actors: number; drivers: number; scale: number }): GameState {
  const sheet = new Sheet(numbers), start = sheet.one(), feasible = sheet.one() === 1, whole = sheet.one() * size.scale;
  const drivers = sheet.several(size.drivers, () => sheet.one() / whole);
  return { start, feasible, drivers, wants: sheet.several(size.actors, () => sheet.list(() => wantOf(sheet))) };
}

/** *terms*: how many were asked. */
export function waysOf(numbers: BigInt64Array, terms: number): WaysOut {
  const sheet = new Sheet(numbers), stable = sheet.one() === 1;
  const acts = sheet.list(() => actOf(sheet));
  const together = sheet.list(() => ({ actor: sheet.one(), target: sheet.one(), comparison: comparisonOf(sheet) }));
  return { stable, acts, together, states: sheet.list(() => stateOf(sheet, terms)) };
}

/** The told deals of each resting state: first by how many take part, then by who, and by how many options they switch. */
export function dealsOf(numbers: BigInt64Array): DealOut[][] {
  const sheet = new Sheet(numbers);
  return sheet.list(() => {
    sheet.one(); // the resting state, which each deal names
    const key = ({ state, target, participants }: DealOut): number[] => [participants.length, ...participants, ones(state ^ target), target];
    return sheet.list(() => dealOf(sheet)).sort((a, b) => compared(key(a), key(b)));
  });
}

/** Which of two lists of numbers comes first. */
export const compared = (a: number[], b: number[]): number => {
  for (let k = 0; k < Math.max(a.length, b.length); k++) if (a[k] !== b[k]) return (a[k] ?? -1) - (b[k] ?? -1);
  return 0;
};

const ones = (bits: number): number => bits.toString(2).replaceAll("0", "").length;
const placesOf = (bits: number): number[] => [...bits.toString(2)].reverse().flatMap((bit, place) => (bit === "1" ? [place] : []));

/** Numbers, read one after another. */
class Sheet {
  private at = 0;
  constructor(private readonly numbers: BigInt64Array) {}
  big(): bigint { return this.numbers[this.at++]!; }
  one(): number { return Number(this.big()); }
  several<T>(count: number, item: () => T): T[] { return Array.from({ length: count }, item); }
  list<T>(item: () => T): T[] { return this.several(this.one(), item); }
}

const wantOf = (sheet: Sheet): WantState => ({
  line: sheet.one(), want: sheet.one(), couldBe: sheet.one(), dropped: sheet.one() === 1,
  against: sheet.one() === 1, againstOtherwise: sheet.one() === 1, branch: sheet.one(), met: sheet.one(),
});

const comparisonOf = (sheet: Sheet): Comparison => ({
  now: sheet.one(), then: sheet.one(), ranks: sheet.one(), end: sheet.one(),
  links: sheet.list(() => ({ line: sheet.one(), sign: sheet.one(), here: sheet.one(), there: sheet.one() })),
});

function actOf(sheet: Sheet): ActOut {
  const [actor, bit, on, kind, target] = [sheet.one(), sheet.one(), sheet.one() === 1, sheet.one(), sheet.one()];
  const comparison = kind === NOT_READY ? null : comparisonOf(sheet);
  return { actor, bit, on, kind, target, comparison, countermoves: sheet.list(() => ({ actor: sheet.one(), state: sheet.one() })) };
}

function dealOf(sheet: Sheet): DealOut {
  const [state, target, who, fate] = [sheet.one(), sheet.one(), sheet.one(), sheet.one()];
  sheet.several(2, () => sheet.one()); // what is switched again, and whose part is answered
  const breach = fate === BROKEN ? { actor: sheet.one(), before: sheet.one(), after: sheet.one() } : null;
  return { state, target, participants: placesOf(who), fate, breach };
}

function stateOf(sheet: Sheet, terms: number): StateAfter {
  const state = sheet.one(), mask = sheet.big();
  return {
    state, terms: Array.from({ length: terms }, (_, term) => ((mask >> BigInt(term)) & 1n) === 1n),
    steps: sheet.list(() => ({ actor: sheet.one(), state: sheet.one(), rank: sheet.one() })),
  };
}
