// Programs, read and written, and the program of what a reader selects. See docs/reference/program.md and
// `countermove/plugins/serve/explorable/program.py`.

const SECTIONS = [
  "sizes", "codes", "movers", "needs", "rows", "forms", "comparisons", "formulas",
  "wants", "order", "values", "overlays", "readings", "settings", "checks",
] as const;
export type Section = (typeof SECTIONS)[number];

/** The magic number, the version and the length, before where each section begins. */
const FIRST = 3;
const LEAD = 6;

/** In place of the number of a check that no page computes: what comes first as drivers drift. */
export const LEFT_OUT = -2;

/** What stands where in the program of the page, with nothing selected: see `PageProgram`. */
export interface Layout {
  /** Each concept of the file, by its place among all five. */
  concepts: number[];
  /** The ids of wants, by line. */
  wants: string[];
  /** Of each actor its lines, the most important first. */
  lines: number[][];
  /** Of each line the numbers of the want and of what it could be, as it is, and when it is turned. */
  turned: [number, number, number, number][];
  /** Of each its id, and the least and the most that it can be, times a million. */
  drivers: [string, number, number][];
  /** Of each question the overlay of each answer. */
  open: number[][];
  scenarios: number[];
  views: number[];
  /** Own scenario and view (-1: the selected one), whether the selected view counts, and further overlays. */
  settings: [number, number, number, number[]][];
  /** The setting that has nothing of its own. */
  plain: number;
  /** The check of each claim; one that is left out is `LEFT_OUT`. */
  claims: number[];
  /** Of each key question the checks of its yes and of its no (-1: none), also left out. */
  answers: [number, number][];
  /** The check whether a deal is open. */
  deals: number;
}

/** What is selected. *answers*: of each question, 0 for the base's, which is not selected; the others: 0 for none, all, or
 * the author's, and else counted from 1. */
export interface Selection {
  readonly answers: readonly number[];
  readonly scenario: number;
  readonly view: number;
  /** Among the concepts of the file. */
  readonly concept: number;
}

export class Sections {
  constructor(readonly numbers: BigInt64Array) {}

  /** The items of a section, but for rows of states, whose numbers are larger than those of scripts. */
  items(name: Exclude<Section, "rows">): number[][] {
    const at = this.begin(name), count = this.number(at), first = at + 2 + count;
    return Array.from({ length: count }, (_, k) =>
      Array.from(this.numbers.subarray(first + this.number(at + 1 + k), first + this.number(at + 2 + k)), Number));
  }

  /** The program with other items in some sections. */
  with(changes: Partial<Record<Section, number[][]>>): BigInt64Array {
    const parts = SECTIONS.map((name) => changes[name] ? written(changes[name]) : this.raw(name));
    const size = parts.reduce((sum, part) => sum + part.length, FIRST + SECTIONS.length), found = new BigInt64Array(size);
    found.set(this.numbers.subarray(0, 2));
    found[2] = BigInt(size);
    let at = FIRST + SECTIONS.length;
    parts.forEach((part, k) => {
      found[FIRST + k] = BigInt(at);
      found.set(part, at);
      at += part.length;
    });
    return found;
  }

  private raw(name: Section): BigInt64Array {
    const at = this.begin(name), count = this.number(at);
    return this.numbers.subarray(at, at + 2 + count + this.number(at + 1 + count));
  }

  private begin(name: Section): number { return this.number(FIRST + SECTIONS.indexOf(name)); }

  private number(at: number): number { return Number(this.numbers[at]); }
}

/** How many there are, where each ends, and the items. */
function written(items: number[][]): BigInt64Array {
  let end = 0;
  const ends = items.map((item) => (end += item.length));
  return BigInt64Array.from([items.length, 0, ...ends, ...items.flat()], BigInt);
}

/** The program of what is selected: the answers, the scenario and the view come before the other answers of a reading; what a
 * setting has of its own comes in their place, and last. */
export function selected(base: BigInt64Array, layout: Layout, selection: Selection): BigInt64Array {
  const sections = new Sections(base), { answers, scenario, view } = selection;
  const chosen = answers.flatMap((answer, question) => (answer ? [layout.open[question]![answer]!] : []));
  const settings = layout.settings.map(([ownScenario, ownView, seen, further]) => {
    const before = [...chosen], after: number[] = [];
    if (ownScenario >= 0) after.push(layout.scenarios[ownScenario]!);
    else if (scenario) before.push(layout.scenarios[scenario - 1]!);
    if (ownView >= 0) after.push(layout.views[ownView]!);
    else if (view && seen) before.push(layout.views[view - 1]!);
    return [before.length, ...before, ...after, ...further];
  });
  const readings = readingsOf(layout).map((own) => own.flatMap((answer, question) => answers[question] ? [] : [layout.open[question]![answer]!]));
  const [sizes] = sections.items("sizes");
  sizes![LEAD] = layout.concepts[selection.concept ? selection.concept - 1 : 0]!;
  return sections.with({ settings, readings, sizes: [sizes!] });
}

/** The checks of a program. */
export const checksOf = (base: BigInt64Array): number[][] => new Sections(base).items("checks");

/** Of each reading the answer to each question, the last question varying fastest. */
export function readingsOf(layout: Layout): number[][] {
  return layout.open.reduce<number[][]>((found, answers) => found.flatMap((own) => answers.map((_, answer) => [...own, answer])), [[]]);
}

/** The readings with the answers that are selected, by their places. */
export function rowsOf(layout: Layout, answers: readonly number[]): number[] {
  return readingsOf(layout).flatMap((own, place) => (answers.every((answer, question) => !answer || answer === own[question]) ? [place] : []));
}
