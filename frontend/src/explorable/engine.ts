// What follows, whatever a reader selects, sets and changes: everything is computed where it is asked, by the evaluator.
import { shown, told, type Shown } from "../shown";
import { dealsOf, gameOf, waysOf, type DealOut, type GameState, type WaysOut } from "./answers";
import { scaled } from "./decimals";
import { Machine, type Lack } from "./machine";
import { checksOf, LEFT_OUT, rowsOf, Sections, selected, type Layout, type Selection } from "./program";
import { Refused, taken, type Step, type Taken } from "./steps";

export { Refused, stepsOf, type Step } from "./steps";

const SET = 3, CONCEPTS = 5, SCALE = 10 ** 6;
/** The kind of checks that are about responsibility. They try thousands of sets of changes in every reading, and take up to two
 * seconds where all others together take ten milliseconds. How long one takes hangs on the concept, but also on what is wanted, so
 * that nothing short of judging it tells: claims that ask it are told a moment later, whatever the concept. An answer that asks it
 * is not, since it is what a reader looks at first. */
const MORE_RESPONSIBLE = 12;
/** Formulas that are asked about in states at once. */
const TERMS = 62;
/** Settings whose results are kept. */
const KEPT = 64;

/** Of a cell: no or false, yes or true, either way, nothing settles, undefined, not known. */
export const NO = 0, YES = 1, EITHER = 2, UNSETTLED = 3, UNDEFINED = 4, UNKNOWN = 5;
/** What the evaluator says besides true and false; all else is undefined: nothing to look at, or a start that cannot be. */
const INFEASIBLE = -3, RESTLESS = -4, BEYOND = -5;

/** The cells, as the file has them, of claims and key questions that are left out; null for all others. */
export interface Filed { readonly claims: readonly (readonly number[] | null)[]; readonly answers: readonly (readonly number[] | null)[] }

const NOTHING: Filed = { claims: [], answers: [] };

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

  /** The checks that take long. */
  private readonly long: ReadonlySet<number>;

  private constructor(private readonly machine: Machine, private readonly base: BigInt64Array, readonly layout: Layout, private readonly filed: Filed) {
    const checks = checksOf(base);
    this.long = new Set(layout.claims.filter((check) => checks[check]?.[0] === MORE_RESPONSIBLE));
    this.forms = new Sections(base).items("forms");
  }

  static async of(wasm: BufferSource, numbers: BigInt64Array, layout: Layout, filed = NOTHING): Promise<Engine> {
    const machine = await Machine.of(wasm);
    machine.load(numbers); // whatever is read in it is there
    return new Engine(machine, numbers, layout, filed);
  }

  /** What follows there. Refused where a step cannot be taken, or a number is none that can be set. */
  at(setting: Setting): Evaluated | Refused {
    const wants = taken(this.layout, setting.steps), set = setOf(this.layout, setting.numbers);
    if (wants instanceof Refused) return wants;
    if (set instanceof Refused) return set;
    const { answers, scenario, view, concept } = setting, own: Pushed = { answers, scenario, view, concept, wants, set };
    const key = JSON.stringify(own), asFiled = !scenario && !view && !wants.edits.length && !set.length;
    const found = this.known.get(key) ?? new Evaluated(() => this.entered(own), this.layout, this.long, own, asFiled ? this.filed : NOTHING);
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
  /** The checks of the first screen: of answers, and whether a deal is open. */
  private readonly first: ReadonlySet<number>;
  /** Of all checks that are judged at once, reading by reading: those of answers, which a reader looks at first, and all others. */
  private asked: Int8Array | null = null;
  private others: Int8Array | null = null;
  /** Of a check that takes long, in each reading in which it is judged. */
  private readonly counted = new Map<string, Int8Array>();

  constructor(private readonly machine: () => Machine, private readonly layout: Layout, private readonly long: ReadonlySet<number>, own: Pushed, private readonly filed: Filed) {
    this.rows = rowsOf(layout, own.answers);
    this.wants = own.wants;
    this.first = new Set([...layout.answers.flat(), layout.deals]);
  }

  /** The cells of a claim: a row a reading, a column a concept of the file; not known in readings with other answers than
   * those that are selected, nor in others than *rows*. One that is not counted yet takes long. */
  claim(claim: number, rows = this.rows): Uint8Array {
    if (this.leavesOut(claim)) return this.asFiled(this.filed.claims[claim], rows);
    return this.once(`claim ${claim} ${rows.join()}`, () => this.cells(this.layout.claims[claim]!, -1, truthOf, rows));
  }

  /** Whether a claim is about what comes first: it is known of the file as it is alone. */
  leavesOut(claim: number): boolean { return this.layout.claims[claim] === LEFT_OUT; }

  /** The same of a key question. */
  leavesOutAnswer(question: number): boolean { return this.layout.answers[question]!.includes(LEFT_OUT); }

  /** Whether the cells of a claim are there at once. */
  isCounted(claim: number, rows = this.rows): boolean {
    const check = this.layout.claims[claim]!;
    return !this.long.has(check) || rows.every((row) => this.counted.has(`${check} ${row}`));
  }

  /** Judge a claim that takes long, a reading at each step; nothing is done twice. */
  *counting(claim: number, rows = this.rows): Generator<void> {
    if (this.isCounted(claim, rows)) return;
    for (const row of rows) {
      this.valuesIn(row, this.layout.claims[claim]!);
      yield;
    }
  }

  /** The cells of a key question, as `claim`. */
  answer(question: number): Uint8Array {
    const [yes, no] = this.layout.answers[question]!;
    if (this.leavesOutAnswer(question)) return this.asFiled(this.filed.answers[question]);
    return this.once(`answer ${question}`, () => this.cells(yes, no, no < 0 ? aloneOf : cellOf));
  }

  /** Whether a key question is answered yes and no at once in some cell, which is then undefined. */
  answeredTwice(question: number): boolean {
    const [yes, no] = this.layout.answers[question]!;
    return no >= 0 && yes >= 0 && this.once(`twice ${question}`, () => this.cells(yes, no, (one, other) => (one === 1 && other === 1 ? YES : NO))).includes(YES);
  }

  /** Whether the start of a key question's game cannot be in some reading that is judged. */
  infeasible(question: number): boolean {
    const [yes] = this.layout.answers[question]!;
    return yes >= 0 && this.rows.some((row) => this.valuesIn(row, yes)[0] === INFEASIBLE);
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

  /** The told deals from each state in which it comes to rest under a concept. */
  deals(reading: number, concept: number): DealOut[][] | Lack {
    return this.once(`deals ${reading} ${concept}`, () => {
      const numbers = this.machine().deals(this.layout.plain, reading, concept);
      return typeof numbers === "string" ? numbers : dealsOf(numbers);
    });
  }

  /** In which of the readings that are judged a deal is open under a concept; null where that is not known. */
  hasDeal(concept: number): boolean[] | null {
    const values = this.rows.map((row) => this.valuesIn(row, this.layout.deals)[concept]!);
    return values.includes(BEYOND) ? null : values.map((value) => value === 1);
  }

  private some(reading: number, concept: number, terms: readonly number[]): WaysOut | Lack {
    const numbers = this.machine().ways(this.layout.plain, reading, concept, terms);
    return typeof numbers === "string" ? numbers : waysOf(numbers, terms.length);
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.kept.has(key)) this.kept.set(key, make());
    return this.kept.get(key) as T;
  }

  /** The cells of what is left out; not known where the file is not as it is. */
  private asFiled(filed: readonly number[] | null | undefined, rows = this.rows): Uint8Array {
    const { open, concepts: { length } } = this.layout, readings = open.reduce((product, own) => product * own.length, 1);
    const found = new Uint8Array(readings * length).fill(UNKNOWN);
    if (filed) for (const row of rows) found.set(filed.slice(row * length, (row + 1) * length), row * length);
    return found;
  }

  private cells(yes: number, no: number, cell: (yes: number, no: number) => number, rows = this.rows): Uint8Array {
    const { open, concepts } = this.layout, readings = open.reduce((product, own) => product * own.length, 1);
    const found = new Uint8Array(readings * concepts.length).fill(UNKNOWN);
    for (const row of rows) {
      const [one, other] = [this.valuesIn(row, yes), no < 0 ? null : this.valuesIn(row, no)];
      concepts.forEach((concept, column) => (found[row * concepts.length + column] = cell(one[concept]!, other?.[concept] ?? 0)));
    }
    return found;
  }

  /** The values of a check in a reading, one for each of the five concepts. */
  private valuesIn(row: number, check: number): Int8Array {
    if (!this.long.has(check)) {
      const at = (check * this.rows.length + this.rows.indexOf(row)) * CONCEPTS;
      const own = this.first.has(check) ? (this.asked ??= this.judged(true)) : (this.others ??= this.judged(false));
      return own.subarray(at, at + CONCEPTS);
    }
    const key = `${check} ${row}`, found = this.counted.get(key) ?? this.machine().values([[check, row]]);
    this.counted.set(key, found);
    return found;
  }

  private judged(first: boolean): Int8Array {
    const checks = 1 + Math.max(...this.layout.claims, ...this.layout.answers.flat(), this.layout.deals), { rows, long } = this;
    const found = new Int8Array(checks * rows.length * CONCEPTS);
    const every = Array.from({ length: checks }, (_, check) => check).filter((check) => !long.has(check) && this.first.has(check) === first);
    const values = this.machine().values(every.flatMap((check) => rows.map((row) => [check, row] as const)));
    const size = rows.length * CONCEPTS;
    every.forEach((check, k) => found.set(values.subarray(k * size, (k + 1) * size), check * size));
    return found;
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
