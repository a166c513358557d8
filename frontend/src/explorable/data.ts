// What a page that argues back carries, and what follows of it in a setting. See `plugins/serve/explorable/pack.py`.

import { told, type Shown } from "../shown";
import type { GameState } from "./answers";
import { dealLine } from "./dealing";
import { Sentences, type Templates } from "./english";
import { Engine, Refused, stepsOf, UNDEFINED, UNKNOWN, type Evaluated, type Filed } from "./engine";
import { Lanes, type Moment } from "./lanes";
import { inflated } from "./packed";
import type { Layout } from "./program";
import type { Setting } from "./setting";
import { answerText, claimText, type Labels, type Look, type Words } from "./verdicts";
import { ActWords, GameWords, type Rewriting, type Wanted, type WordsHead } from "./words";

export interface Driver { id: Shown; means: Shown; low: number; high: number; step: string; now: number }

/** The drivers that an answer sets. */
type Sets = number[];

interface Head {
  /** As a word of a command. */
  case: Shown;
  /** What is coded otherwise than the file has it, as in an address. */
  coding: string[];
  concepts: string[];
  open: [string, string[]][];
  scenarios: string[];
  views: string[];
  sets: Sets[][];
  drivers: Driver[];
  questions: Shown[];
  /** Id, name, letter and hue of each. */
  actors: [Shown, Shown, Shown, number][];
  answered: Shown[];
  marks: string[];
  verdicts: Shown[];
  /** Id, words, and whose: the author's, others', probes. */
  claims: [Shown, Shown, number][];
  /** Of each claim what else is said of it, by its verdict. */
  about: Shown[][];
  cells: Shown[];
  /** Said of what is beyond what the evaluator holds, and of what is not worked out in a page. */
  beyond: Shown;
  leftOut: Shown;
  filed: Filed;
  tips: Shown[];
  /** Of the file as it is: the answers, what they are said on, and notes on claims. */
  said: Shown[];
  basis: Shown[];
  notes: Shown[];
  templates: Templates;
  labels: Words;
  words: WordsHead;
  layout: Layout & { terms: number[] };
  arrays: Record<string, [string, number, number]>;
}

/** Which cells are looked at: the rows of readings with the answers that are selected, and the columns of concepts. */
export interface Looked { rows: readonly number[]; columns: readonly number[] }

/** The first of the readings that are looked at. */
export const base = ({ rows, columns }: Looked): Looked => ({ rows: rows.slice(0, 1), columns });

/** Values of one question or claim: a row a reading, a column a concept; 3 where nothing settles, 4 where it is undefined, 5 where
 * it is not known. */
export class Table {
  constructor(private readonly values: Uint8Array, private readonly columns: number) {}

  cell(row: number, column: number): number { return this.values[row * this.columns + column]!; }

  /** Whether what is looked at is known. */
  known(here: Looked): boolean { return !this.cells(here).includes(UNKNOWN); }

  cells({ rows, columns }: Looked): number[] { return rows.flatMap((row) => columns.map((column) => this.cell(row, column))); }
}

/** The number of an answer's word, by the rule of the program: what all defined cells say, or that it depends. */
export function answered(cells: Iterable<number>): number {
  const given = new Set([...cells].filter((cell) => cell !== UNDEFINED));
  if (!given.size) return 6;
  if (given.size > 1 || given.has(2)) return 4;
  return given.has(3) ? 5 : [...given][0]!;
}

export class Data {
  readonly sentences: Sentences;
  readonly acts: ActWords;
  readonly labels: Labels;

  private constructor(readonly head: Head, readonly engine: Engine) {
    this.sentences = new Sentences(head.templates);
    this.acts = new ActWords(head.words);
    this.labels = { ...head.labels, sentences: this.sentences };
  }

  /** What is packed in a page. Raises MachineError where the evaluator cannot be run. */
  static async of(text: string): Promise<Data> {
    const whole = await inflated(text), size = new DataView(whole).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 4, size))) as Head;
    const part = (name: string): [number, number] => {
      const [, at, count] = head.arrays[name]!;
      return [4 + size + at, count];
    };
    const engine = await Engine.of(new Uint8Array(whole, ...part("evaluator")), new BigInt64Array(whole, ...part("program")), head.layout, head.filed);
    return new Data(head, engine);
  }

  driver(number: number): Driver { return this.head.drivers[number]!; }

  /** What follows in a setting. Refused where a step cannot be taken, or a number is none that can be set. */
  at(setting: Setting): Place | Refused {
    const evaluated = this.engine.at({ ...setting, concept: setting.way });
    return evaluated instanceof Refused ? evaluated : new Place(this, setting, evaluated);
  }

  /** What follows after one more step. */
  after({ setting }: Place, step: string): Place | Refused {
    const own = stepsOf([step], this.head.layout.wants);
    return own instanceof Refused ? own : this.at({ ...setting, steps: [...setting.steps, ...own] });
  }

  /** The place of the reading that answers are, the others as the base has them. */
  reading(answers: readonly number[]): number {
    return this.head.open.reduce((place, [, own], question) => place * own.length + answers[question]!, 0);
  }
}

/** What happens first: the steps from the start, "" where nobody moves, and the first of them in words. */
export interface Beginning { steps: string; words: Shown }

/** What follows in one setting, and in which words. */
export class Place {
  readonly reading: number;
  readonly looked: Looked;
  private readonly wording: readonly number[];
  private readonly kept = new Map<string, unknown>();

  constructor(private readonly data: Data, readonly setting: Setting, private readonly evaluated: Evaluated) {
    const { head } = data, { answers, way } = setting;
    this.reading = data.reading(answers);
    this.looked = { rows: evaluated.rows, columns: way ? [way - 1] : head.concepts.map((_, column) => column) };
    this.wording = this.worded();
  }

  private get look(): Look {
    const left = this.data.head.open.map(([, own], question) => {
      const answer = this.setting.answers[question]!;
      return answer ? [answer] : own.map((_, place) => place);
    });
    return { left, columns: this.looked.columns };
  }

  answer(question: number): { said: Shown; table: Table } { return this.once(`answer ${question}`, () => this.answered(question)); }

  private answered(question: number): { said: Shown; table: Table } {
    const table = this.table(this.evaluated.answer(question)), { labels, head, sentences } = this.data;
    if (!table.known(this.looked)) return { said: this.leavesOutAnswer(question) ? head.leftOut : head.beyond, table };
    if (this.evaluated.answeredTwice(question)) return { said: sentences.said("answers.twice"), table };
    const infeasible = this.evaluated.infeasible(question);
    return { said: answerText(labels, question, table.cells(this.looked), this.look, infeasible), table };
  }

  claim(claim: number): { turning: Shown; turns: number; table: Table } {
    return this.once(`claim ${claim}`, () => {
      const table = this.table(this.evaluated.claim(claim));
      const words = table.known(this.looked) ? claimText(this.data.labels, table.cells(this.looked), this.look) : { turning: told``, turns: 0 };
      return { ...words, table };
    });
  }

  /** The cells of a claim in some readings. */
  claimIn(claim: number, here: Looked): number[] { return this.table(this.evaluated.claim(claim, here.rows)).cells(here); }

  /** Whether a claim, or a key question, is about what comes first as drivers drift. */
  leavesOut(claim: number): boolean { return this.evaluated.leavesOut(claim); }

  leavesOutAnswer(question: number): boolean { return this.evaluated.leavesOutAnswer(question); }

  /** Whether a claim can be told at once. */
  isCounted(claim: number, { rows } = this.looked): boolean { return this.evaluated.isCounted(claim, rows); }

  /** Whether all of them can. */
  get isWhole(): boolean { return [...this.data.head.claims.keys()].every((claim) => this.isCounted(claim)); }

  /** Judge those that cannot, piece by piece. */
  *counting({ rows } = this.looked): Generator<void> {
    for (const claim of this.data.head.claims.keys()) yield* this.evaluated.counting(claim, rows);
  }

  private table(values: Uint8Array): Table { return new Table(values, this.data.head.concepts.length); }

  /** The ways out of the start, and where it goes; null where the start cannot be, or it is not known. */
  moment(): Moment | null { return this.once("moment", () => this.told()); }

  /** What happens first; null where the start cannot be, or it is not known. */
  begins(): Beginning | null {
    return this.once("begins", () => {
      const { layout } = this.data.head, { game } = this, { sentences, acts } = this.data;
      if (!game?.feasible) return null;
      const out = this.evaluated.ways(this.reading, layout.concepts[this.looked.columns[0]!]!);
      if (typeof out === "string") return null;
      const [first, ...others] = out.states[0]!.steps;
      const steps = out.states[0]!.steps.map(({ actor, state }) => `${actor}:${state}`).join();
      if (!first) return { steps, words: sentences.said("screen.nobody") };
      const move = acts.move(first.actor, game.start, first.state), more = others.length ? sentences.said("moved.others") : told``;
      return { steps, words: sentences.said("screen.moves", { move, others: more }) };
    });
  }

  /** Whether anybody moves, and where that ends; where nobody does, whether a deal is open. Nothing where the start cannot be. */
  then(): Shown {
    return this.once("then", () => {
      const moment = this.moment(), { sentences } = this.data;
      return moment?.holds ? sentences.said("screen.rests", { deal: this.deal() }) : (moment?.moved ?? told``);
    });
  }

  private deal(): Shown {
    const { acts, labels, sentences, head } = this.data, [column] = this.looked.columns, concept = head.layout.concepts[column!]!;
    const rests = this.evaluated.deals(this.reading, concept);
    if (typeof rests === "string") return sentences.said("screen.deal.unasked");
    return dealLine(acts, labels, rests[0] ?? [], column!, this.evaluated.hasDeal(concept));
  }

  private told(): Moment | null {
    const { layout } = this.data.head, game = this.game;
    if (!game?.feasible) return null;
    const out = this.evaluated.ways(this.reading, layout.concepts[this.looked.columns[0]!]!, layout.terms);
    return typeof out === "string" ? null : new Lanes(this.data.acts, this.gameWords(game), this.data.sentences, game, out).moment();
  }

  /** Every want, by its line. */
  wants(): Map<number, Wanted> {
    const game = this.game, words = game && this.gameWords(game);
    return this.once("wants", () => new Map((game?.wants ?? []).flat().map((want) => [want.line, words!.wanted(want)])));
  }

  /** The condition of a want as a sum, where it has one. */
  dial(line: number): [number, [number, number][], number] | null {
    return this.game && line >= 0 ? this.gameWords(this.game).dial(line) : null;
  }

  /** A driver's value. */
  value(driver: number): number { return this.game?.drivers[driver] ?? this.data.driver(driver).now; }

  /** Whether an answer that is not selected sets it, which counts after what is set by hand. */
  locked(driver: number): boolean {
    const { head } = this.data;
    return head.sets.some((answers, question) => !this.setting.answers[question] && answers[0]!.includes(driver));
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.kept.has(key)) this.kept.set(key, make());
    return this.kept.get(key) as T;
  }

  private get game(): GameState | null {
    const game = this.evaluated.game(this.reading);
    return typeof game === "string" ? null : game;
  }

  private gameWords(game: GameState): GameWords {
    const terms = this.data.head.words.terms.length;
    return new GameWords(this.data.head.words, game, this.wording, (condition) => this.begun[terms + condition] ?? true);
  }

  /** Of each term and condition whether it holds as the file begins, pushed but with nothing selected. */
  private get begun(): boolean[] {
    return this.once("begun", () => {
      const { head, engine } = this.data, { numbers, steps } = this.setting;
      const first = engine.at({ answers: head.open.map(() => 0), scenario: 0, view: 0, concept: 0, numbers, steps });
      const out = first instanceof Refused ? "infeasible" : first.ways(0, head.layout.concepts[0]!, head.layout.terms);
      return typeof out === "string" ? [] : out.states[0]!.terms;
    });
  }

  /** The wording of each line: that of the last that words it, in the order in which a game is made. */
  private worded(): number[] {
    const { rewritten } = this.data.head.words, { answers, scenario, view } = this.setting, own = [...this.evaluated.wants.wording];
    const put = (rewriting: Rewriting): void => { for (const [line, wording] of rewriting) own[line] = wording; };
    answers.forEach((answer, question) => { if (answer) put(rewritten.open[question]![answer]!); });
    if (scenario) put(rewritten.scenarios[scenario - 1]!);
    if (view) put(rewritten.views[view - 1]!);
    answers.forEach((answer, question) => { if (!answer) put(rewritten.open[question]![0]!); });
    return own;
  }
}
