// What follows, whatever a reader selects, sets and changes: everything is computed where it is asked, by the evaluator.
import { shown, told, type Shown } from "../shown";
import { gameOf, waysOf, type GameState, type WaysOut } from "./answers";
import { scaled } from "./decimals";
import { Machine, type Lack } from "./machine";
import { rowsOf, Sections, selected, type Layout, type Selection } from "./program";
import { Refused, taken, type Step, type Taken } from "./steps";

export { Refused, stepsOf, type Step } from "./steps";

const SET = 3, CONCEPTS = 5, SCALE = 10 ** 6;
/** Formulas that are asked about in states at once. */
const TERMS = 62;
/** Settings whose results are kept. */
const KEPT = 64;

/** Of a cell: no or false, yes or true, either way, nothing settles, undefined, not known. */
export const NO = 0, YES = 1, EITHER = 2, UNSETTLED = 3, UNDEFINED = 4, UNKNOWN = 5;
/** What the evaluator says besides true and false; all else is undefined: nothing to look at, or a start that cannot be. */
const INFEASIBLE = -3, RESTLESS = -4, BEYOND = -5;

/** What a reader asks for: what is selected, drivers by number as decimal text, and steps. */
export interface Setting extends Selection {
  readonly numbers: ReadonlyMap<number, string>;
  readonly steps: readonly Step[];
}

/** What it is for the evaluator. */
interface Pushed extends Selection { readonly wants: Taken; readonly set: readonly number[] }

export class Engine {
  private readonly known = new Map<string, Evaluated>();
  private loaded = "";
  private pushed = "";

  /** Linear forms of all comparisons: a constant, then driver and coefficient. */
  readonly forms: readonly (readonly number[])[];

  private constructor(private readonly machine: Machine, private readonly base: BigInt64Array, readonly layout: Layout) {
    this.forms = new Sections(base).items("forms");
  }

  static async of(wasm: BufferSource, numbers: BigInt64Array, layout: Layout): Promise<Engine> {
    const machine = await Machine.of(wasm);
    machine.load(numbers); // whatever is read in it is there
    return new Engine(machine, numbers, layout);
  }

  /** What follows there. Refused where a step cannot be taken, or a number is none that can be set. */
  at(setting: Setting): Evaluated | Refused {
    const wants = taken(this.layout, setting.steps), set = setOf(this.layout, setting.numbers);
    if (wants instanceof Refused) return wants;
    if (set instanceof Refused) return set;
    const { answers, scenario, view, concept } = setting, own: Pushed = { answers, scenario, view, concept, wants, set };
    const key = JSON.stringify(own);
    const found = this.known.get(key) ?? new Evaluated(() => this.entered(own), this.layout, own);
    this.known.delete(key);
    this.known.set(key, found); // the latest last
    if (this.known.size > KEPT) this.known.delete(this.known.keys().next().value!);
    return found;
  }

  /** The evaluator with the program of what is selected, after the pushes. */
  private entered({ wants, set, ...selection }: Pushed): Machine {
    const program = JSON.stringify(selection), pushes = JSON.stringify([wants.edits, set]);
    if (this.loaded !== program) {
      this.loaded = this.pushed = "";
      this.machine.load(selected(this.base, this.layout, selection));
      this.loaded = program;
    }
    if (this.pushed !== pushes) this.machine.push(wants.edits, set);
    this.pushed = pushes;
    return this.machine;
  }
}

/** What follows in one setting, computed when it is asked for, and kept. */
export class Evaluated {
  /** The readings with the answers that are selected, by their places: those that are judged. */
  readonly rows: readonly number[];
  /** The author's wants after the steps. */
  readonly wants: Taken;
  private readonly kept = new Map<string, unknown>();
  private values: Int8Array | null = null;

  constructor(private readonly machine: () => Machine, private readonly layout: Layout, own: Pushed) {
    this.rows = rowsOf(layout, own.answers);
    this.wants = own.wants;
  }

  /** The cells of a claim: a row a reading, a column a concept of the file; not known in readings with other answers than
   * those that are selected. */
  claim(claim: number): Uint8Array {
    return this.once(`claim ${claim}`, () => this.cells(this.layout.claims[claim]!, -1, truthOf));
  }

  /** The cells of a key question, as `claim`. */
  answer(question: number): Uint8Array {
    const [yes, no] = this.layout.answers[question]!;
    return this.once(`answer ${question}`, () => this.cells(yes, no, no < 0 ? aloneOf : cellOf));
  }

  /** Whether a key question is answered yes and no at once in some cell, which is then undefined. */
  answeredTwice(question: number): boolean {
    const [yes, no] = this.layout.answers[question]!;
    return no >= 0 && this.once(`twice ${question}`, () => this.cells(yes, no, (one, other) => (one === 1 && other === 1 ? YES : NO))).includes(YES);
  }

  /** Whether the start of a key question's game cannot be in some reading that is judged. */
  infeasible(question: number): boolean {
    const [yes] = this.layout.answers[question]!, values = (this.values ??= this.judged());
    return this.rows.some((_, k) => values[(yes * this.rows.length + k) * CONCEPTS] === INFEASIBLE);
  }

  /** The game of a reading, in which nothing is but what is selected and pushed. */
  game(reading: number): GameState | Lack {
    return this.once(`game ${reading}`, () => {
      const numbers = this.machine().game(this.layout.plain, reading), { lines, drivers } = this.layout;
      return typeof numbers === "string" ? numbers : gameOf(numbers, { actors: lines.length, drivers: drivers.length, scale: SCALE });
    });
  }

  /** The ways out of its start under a concept, by its place among all five. *terms*: numbers of formulas. */
  ways(reading: number, concept: number, terms: readonly number[] = []): WaysOut | Lack {
    return this.once(`ways ${reading} ${concept} ${terms.join()}`, () => {
      const first = this.some(reading, concept, terms.slice(0, TERMS));
      for (let from = TERMS; from < terms.length && typeof first !== "string"; from += TERMS) {
        const more = this.some(reading, concept, terms.slice(from, from + TERMS));
        if (typeof more === "string") return more;
        first.states.forEach((state, place) => state.terms.push(...more.states[place]!.terms));
      }
      return first;
    });
  }

  private some(reading: number, concept: number, terms: readonly number[]): WaysOut | Lack {
    const numbers = this.machine().ways(this.layout.plain, reading, concept, terms);
    return typeof numbers === "string" ? numbers : waysOf(numbers, terms.length);
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.kept.has(key)) this.kept.set(key, make());
    return this.kept.get(key) as T;
  }

  private cells(yes: number, no: number, cell: (yes: number, no: number) => number): Uint8Array {
    const { open, concepts } = this.layout, readings = open.reduce((product, own) => product * own.length, 1);
    const found = new Uint8Array(readings * concepts.length).fill(UNKNOWN), values = (this.values ??= this.judged());
    this.rows.forEach((row, k) => concepts.forEach((concept, column) => {
      const value = (check: number): number => values[(check * this.rows.length + k) * CONCEPTS + concept]!;
      found[row * concepts.length + column] = cell(value(yes), no < 0 ? 0 : value(no));
    }));
    return found;
  }

  /** The values of all checks, reading by reading. */
  private judged(): Int8Array {
    const checks = 1 + Math.max(...this.layout.claims, ...this.layout.answers.flat());
    const every = Array.from({ length: checks }, (_, check) => check);
    return this.machine().values(every.flatMap((check) => this.rows.map((row) => [check, row] as const)));
  }
}

/** To a claim what settles nowhere is undefined like all else that is. */
const truthOf = (value: number): number => (value === 0 || value === 1 ? value : value === BEYOND ? UNKNOWN : UNDEFINED);

const aloneOf = (yes: number): number => (yes === RESTLESS ? UNSETTLED : truthOf(yes));

/** As `cells_of` in `countermove/verdicts/sides.py`. */
function cellOf(yes: number, no: number): number {
  if (yes === 1) return no === 1 ? UNDEFINED : YES;
  if (no === 1) return NO;
  if (yes === BEYOND || no === BEYOND) return UNKNOWN;
  if (yes === RESTLESS || no === RESTLESS) return UNSETTLED;
  return yes === 0 || no === 0 ? EITHER : UNDEFINED;
}

/** Drivers that are set by hand, as edits. */
function setOf(layout: Layout, numbers: ReadonlyMap<number, string>): number[] | Refused {
  const edits: number[] = [];
  for (const [driver, text] of numbers) {
    const [id, low, high] = layout.drivers[driver]!, value = scaled(text);
    if (value === "number") return refused(id, `'${text}'`, told`is not a number.`);
    if (value === "decimals") return refused(id, text, told`has more than six decimals, and this page computes with six.`);
    if (value === "large" || value < low || value > high)
      return refused(id, text, told`is outside its range, ${low / SCALE} to ${high / SCALE}.`);
    edits.push(SET, driver, value);
  }
  return edits;
}

const refused = (id: string, text: string, why: Shown): Refused => new Refused(told`${shown(id)}: ${shown(text)} ${why}`);
