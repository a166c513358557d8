// What was computed beforehand, and where in it what a reader asks for stands. See web/explorable/packed.py.

import type { Shown } from "../shown";

export interface Driver {
  id: Shown; means: Shown; low: number; high: number; stops: string[]; among: [number, number, number, number][]; now: number;
  /** Whether some scenario or answer sets it: then to set it as the file has it is a push too. */
  reset: number;
}

/** The drivers that an overlay sets, with what to. */
type Sets = [number, number][];

interface Head {
  /** As a word of a command. */
  case: Shown;
  concepts: string[];
  open: [string, string[]][];
  scenarios: string[];
  views: string[];
  sets: { open: Sets[][]; scenarios: Sets[]; views: Sets[] };
  drivers: Driver[];
  pairs: [number, number, number][];
  steps: string[];
  questions: Shown[];
  actors: [Shown, Shown, Shown, number][];
  wants: Shown[];
  answered: Shown[];
  verdicts: Shown[];
  marks: string[];
  dials: [number, [number, number][], number][];
  claims: [Shown, number, number][];
  about: number[][];
  cells: Shown[];
  /** Said of what asks who could change what comes of it, where that was not computed for one concept alone. */
  apart: Shown;
  headings: number[][];
  titles: Record<string, number>;
  tips: Shown[];
  words: [number, number, number, number, number[]][];
  said: number[];
  basis: number[];
  notes: number[];
  texts: Shown[];
  arrays: Record<string, [string, number, number]>;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;
const KINDS: Record<string, new (of: ArrayBuffer, at: number, size: number) => Numbers> = {
  uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, float64: Float64Array,
};
const NONE = 0xffff;

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A decimal number as files and commands have it; NaN for all else, such as 0x1. */
export const numberOf = (text: string): number => (DECIMAL.test(text.trim()) ? Number(text) : NaN);

export interface Lane {
  key: Shown; actor: [Shown, Shown, Shown, number]; act: Shown; taken: boolean; deterred: boolean;
  reason: Shown; want: Shown; chain: Shown; follows: Shown;
}

/** A want where a game begins: its words in the file, what is wanted, what it is called by as a reason; `drivers`: behind its condition. */
export interface Wanted { says: Shown; told: Shown; words: Shown; met: boolean; dropped: boolean; drivers: number[] }

export interface Moment { holds: boolean; moved: Shown; title: Shown; lanes: Lane[]; more: Shown }

/** What is selected and set, as far as games are made of it. */
export interface Game { scenario: number; view: number; reading: number; numbers: Map<number, number> }

/** Which cells are looked at: the rows of readings with the answers that are selected, and the columns of concepts. */
export interface Looked { rows: number[]; columns: number[] }

/** Values of one question or claim: a row a reading, a column a concept; 3 where nothing settles, 4 where it is undefined, 5 where it was not computed. To a claim
 * what settles nowhere is undefined like all else that is. */
export class Table {
  /** *first*: the number of its first cell. */
  constructor(private readonly bytes: Numbers, private readonly first: number, private readonly columns: number, private readonly claim: boolean) {}
  cell(row: number, column: number): number {
    const place = this.first + row * this.columns + column;
    const found = (this.bytes[place >> 1]! >> (4 * (place & 1))) & 15;
    return this.claim && found === 3 ? 4 : found;
  }
  /** Whether what is looked at was computed. */
  known(here: Looked): boolean { return ![...this.cells(here)].includes(5); }
  *cells({ rows, columns }: Looked): Generator<number> {
    for (const row of rows) for (const column of columns) yield this.cell(row, column);
  }
}

/** The number of an answer's word, by the rule of the program: what all defined cells say, or that it depends. */
export function answered(cells: Iterable<number>): number {
  const given = new Set([...cells].filter((cell) => cell !== 4));
  if (!given.size) return 6;
  if (given.size > 1 || given.has(2)) return 4;
  return given.has(3) ? 5 : [...given][0]!;
}

/** The number of a verdict: nothing to judge, false throughout, depends, true throughout. */
export function verdict(cells: Iterable<number>): number {
  const given = new Set(cells);
  return given.has(1) ? (given.has(0) ? 2 : 3) : given.has(0) ? 1 : 0;
}

export class Data {
  readonly head: Head;
  private readonly arrays: Record<string, Numbers> = {};
  readonly readings: number;
  private readonly singles: number[] = [];
  private readonly doubles: number[] = [];

  constructor(whole: ArrayBuffer) {
    const size = new DataView(whole).getUint32(0, true);
    this.head = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 4, size))) as Head;
    for (const [name, [kind, at, count]] of Object.entries(this.head.arrays))
      this.arrays[name] = new KINDS[kind]!(whole, 4 + size + at, count);
    this.readings = this.head.open.reduce((product, [, answers]) => product * answers.length, 1);
    let next = 1 + this.head.steps.length;
    for (const driver of this.head.drivers) { this.singles.push(next); next += steps(driver); }
    for (const [x, y] of this.head.pairs) {
      this.doubles.push(next);
      next += steps(this.driver(x)) * steps(this.driver(y));
    }
  }

  static async of(text: string): Promise<Data> {
    const bytes = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Data(await new Response(stream).arrayBuffer());
  }

  text(number: number): Shown { return this.head.texts[number]!; }

  driver(number: number): Driver { return this.head.drivers[number]!; }

  private at(name: string, place: number): number { return this.arrays[name]![place]!; }

  // -- where it stands

  reading(answers: Record<string, string>): number {
    return this.head.open.reduce((place, [name, own]) => place * own.length + Math.max(0, own.indexOf(answers[name] ?? own[0]!)), 0);
  }

  /** Of each question the place of its answer in a reading. */
  private answersIn(reading: number): number[] {
    const found: number[] = [];
    for (const [, own] of [...this.head.open].reverse()) { found.unshift(reading % own.length); reading = Math.floor(reading / own.length); }
    return found;
  }

  /** The readings with the answers of one that are not the base's: these are selected. */
  rows(reading: number): number[] {
    const chosen = this.answersIn(reading);
    return Array.from({ length: this.readings }, (_, place) => place).filter((place) => {
      const own = this.answersIn(place);
      return chosen.every((answer, question) => answer === 0 || answer === own[question]);
    });
  }

  /** The stop that stands for a number alone; -1 where none does. */
  stop(driver: number, text: string): number {
    const { stops, among } = this.driver(driver);
    const exact = stops.indexOf(text), value = numberOf(text);
    if (exact >= 0 || Number.isNaN(value)) return exact;
    return among.findIndex(([low, high, from, to]) => (value > low || (from && value === low)) && (value < high || (to && value === high)));
  }

  step(text: string): number { return 1 + this.head.steps.indexOf(text); }

  /** Whether a stop is a push: the number of the file is one where something else may be set before. */
  pushes(driver: number, stop: number): boolean {
    const { now, reset } = this.driver(driver);
    return reset === 1 || stop !== now;
  }

  single(driver: number, stop: number): number {
    return this.pushes(driver, stop) ? this.singles[driver]! + away(stop, this.driver(driver)) : 0;
  }

  /** The push of two drivers at stops that are pushes. */
  double(x: number, a: number, y: number, b: number): number {
    if (x > y) return this.double(y, b, x, a);
    const pair = this.head.pairs.findIndex(([one, other]) => one === x && other === y);
    const across = this.driver(y);
    return this.doubles[pair]! + away(a, this.driver(x)) * steps(across) + away(b, across);
  }

  /** Whether these two were pushed at once: of large cases none were. */
  paired(x: number, y: number): boolean {
    return this.head.pairs.some(([one, other]) => (one === x && other === y) || (one === y && other === x));
  }

  together(x: number, y: number): boolean {
    return this.head.pairs.some(([one, other, both]) => both && ((one === x && other === y) || (one === y && other === x)));
  }

  /** Where what follows stands. Of the questions that are selected those count for which it matters. */
  place(push: number, scenario: number, view: number, reading: number): number {
    const scenarios = this.head.scenarios.length + 1;
    const pushes = this.arrays["mattering"]!.length / scenarios - this.head.views.length;
    const first = (view ? pushes + view - 1 : push) * scenarios + scenario;
    let place = this.at("placeAt", first), bit = 1;
    this.answersIn(reading).forEach((answer, question) => {
      if (!((this.at("mattering", first) >> question) & 1)) return;
      if (answer) place += bit;
      bit *= 2;
    });
    return place;
  }

  // -- what stands there

  /** Of each there are two: as all concepts are looked at, and as each is alone. */
  private table(number: number, way: number, claim: boolean): Table {
    const columns = this.head.concepts.length;
    return new Table(this.arrays["tables"]!, (2 * number + (way ? 1 : 0)) * this.readings * columns, columns, claim);
  }

  private get ways(): number { return this.head.concepts.length > 1 ? this.head.concepts.length + 1 : 1; }

  answer(place: number, question: number, reading: number, way: number): { said: Shown; table: Table } {
    const number = this.at("answers", place * this.head.questions.length + question);
    const said = this.at("answerSaid", (number * this.readings + reading) * this.ways + way);
    return { said: this.text(said), table: this.table(this.at("answerTable", number), way, false) };
  }

  claim(place: number, claim: number, reading: number, way: number): { turning: Shown; turns: number; table: Table } {
    const number = this.at("claimed", place * this.head.claims.length + claim), at = (number * this.readings + reading) * this.ways + way;
    return {
      turning: this.text(this.at("claimTurning", at)), turns: this.at("claimTurns", at),
      table: this.table(this.at("claimTable", number), way, true),
    };
  }

  moment(place: number, reading: number, concept: number): Moment | null {
    const concepts = this.head.concepts.length;
    const number = this.at("rows", (this.at("rowOf", place) * this.readings + reading) * concepts + concept);
    if (number === NONE) return null;
    const list = this.at("listOf", number), found: Lane[] = [];
    for (let at = this.at("listAt", list); at < this.at("listAt", list + 1); at++) found.push(this.lane(this.at("lists", at)));
    return {
      holds: this.at("holds", number) === 1, moved: this.text(this.at("moved", number)), title: this.text(this.at("title", number)),
      lanes: found, more: this.text(this.at("more", number)),
    };
  }

  private lane(number: number): Lane {
    const [key, actor, act, kind, reason, want, chain, follows] = this.arrays["lanes"]!.subarray(8 * number, 8 * number + 8) as unknown as [number, number, number, number, number, number, number, number];
    return {
      key: this.text(key), actor: this.head.actors[actor]!, act: this.text(act), taken: kind === 1, deterred: kind === 2,
      reason: this.text(reason), want: want ? this.head.wants[want - 1]! : this.text(0), chain: this.text(chain), follows: this.text(follows),
    };
  }

  // -- numbers

  /** What is set by hand counts after the answers that are selected, scenario and view, and before all other answers. */
  locked(driver: number, game: Game): boolean {
    return this.answered(driver, game, false) !== undefined;
  }

  value(driver: number, game: Game): number {
    const { scenario, view, numbers } = game, { sets } = this.head;
    return this.answered(driver, game, false) ?? numbers.get(driver)
      ?? (view ? setIn(sets.views[view - 1]!, driver) : undefined)
      ?? (scenario ? setIn(sets.scenarios[scenario - 1]!, driver) : undefined)
      ?? this.answered(driver, game, true) ?? Number(this.driver(driver).stops[this.driver(driver).now]);
  }

  /** What the last of the answers that are selected, or of the others, sets a driver to. */
  private answered(driver: number, { reading }: Game, selected: boolean): number | undefined {
    const own = this.answersIn(reading);
    const found = own.map((answer, question) => ((answer !== 0) === selected ? setIn(this.head.sets.open[question]![answer]!, driver) : undefined));
    return found.filter((value) => value !== undefined).at(-1);
  }

  /** What a want comes to in a place and reading. */
  wanted(place: number, reading: number, want: string): Wanted {
    const wants = this.head.wants;
    const number = this.at("wanted", (this.at("wantedOf", place) * this.readings + reading) * wants.length + wants.findIndex((own) => own === want));
    const [says, told, words, state, drivers] = this.head.words[number]!;
    return { says: this.text(says), told: this.text(told), words: this.text(words), met: state === 1, dropped: state === 2, drivers };
  }

  /** The condition of a want as a sum, where it has one. */
  dial(place: number, reading: number, want: string): [number, [number, number][], number] | null {
    const wants = this.head.wants;
    const row = this.at("dialledOf", place) * this.readings + reading;
    const number = this.at("dialled", row * wants.length + wants.findIndex((own) => own === want));
    return number ? this.head.dials[number - 1]! : null;
  }
}

/** How many stops of a driver are pushes, and the place of one among them. */
const steps = ({ stops, reset }: Driver): number => stops.length - (reset ? 0 : 1);
const away = (stop: number, { now, reset }: Driver): number => (reset || stop < now ? stop : stop - 1);

const setIn = (sets: Sets, driver: number): number | undefined => sets.find(([own]) => own === driver)?.[1];
