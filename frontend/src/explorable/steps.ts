// What steps make of the author's wants, as `pushed` in `countermove/assessment/rewrite.py`: each applies to the wants as those
// before left them, and what comes of all of them is one change of the author's model.
import { joined, shown, told, type Shown } from "../shown";
import type { Layout } from "./program";

const DROP = 0, REWRITE = 1, MOVE = 2;

const KINDS = ["drop", "turn", "lower", "above", "below"] as const;
type Kind = (typeof KINDS)[number];

/** A change of one want, by its line; *anchor*: the line that it is put above or below, else -1. */
export interface Step { readonly kind: Kind; readonly line: number; readonly anchor: number }

/** Why something cannot be done, in one sentence. */
export class Refused {
  constructor(readonly says: Shown) {}
}

/** The author's wants after steps. *edits*: as an evaluator is pushed with; of each line its *wording* (1: turned) and
 * whether it is *dropped*; *order*: of each actor its lines, dropped ones at their places. */
export interface Taken {
  readonly edits: readonly number[];
  readonly wording: readonly number[];
  readonly dropped: readonly boolean[];
  readonly order: readonly (readonly number[])[];
}

/** The words of steps, as an address has them. */
export function stepsOf(words: readonly string[], wants: readonly string[]): Step[] | Refused {
  const steps: Step[] = [];
  for (const word of words) {
    const [kind, want, ...rest] = word.split(":"), anchor = rest.join(":");
    const known = KINDS.find((own) => own === kind), beside = known === "above" || known === "below";
    if (!known || !want || Boolean(anchor) !== beside)
      return new Refused(told`'${shown(word)}' is not a step: there are drop:W, turn:W, lower:W, above:W:X and below:W:X, where W and X are wants.`);
    for (const name of beside ? [want, anchor] : [want])
      if (!wants.includes(name)) return new Refused(told`'${shown(name)}' is not a want here. There are: ${joined(wants.map(shown), ", ")}.`);
    steps.push({ kind: known, line: wants.indexOf(want), anchor: beside ? wants.indexOf(anchor) : -1 });
  }
  return steps;
}

/** Take steps, one after another. */
export function taken(layout: Layout, steps: readonly Step[]): Taken | Refused {
  const name = (line: number): Shown => shown(layout.wants[line]!);
  const order = layout.lines.map((own) => [...own]);
  const wording = layout.wants.map(() => 0), dropped = layout.wants.map(() => false);
  for (const { kind, line, anchor } of steps) {
    const own = order.find((lines) => lines.includes(line))!, place = own.indexOf(line);
    if (dropped[line]) return new Refused(told`${name(line)} has been dropped: to turn or move it, leave out the step that drops it.`);
    if (kind === "drop") dropped[line] = true;
    else if (kind === "turn") wording[line] = 1 - wording[line]!;
    else if (kind === "lower") {
      const below = own.findIndex((other, at) => at > place && !dropped[other]);
      if (below < 0) return new Refused(told`${name(line)} is the last of its actor's wants: there is none below it.`);
      [own[place], own[below]] = [own[below]!, line];
    } else {
      if (anchor === line || !own.includes(anchor))
        return new Refused(told`${name(line)} can only move beside another want of the same actor, not ${name(anchor)}.`);
      putBeside(own, line, kind === "below", anchor);
    }
  }
  dropped.forEach((gone, line) => { if (gone) wording[line] = 0; }); // what is dropped keeps the words of the file
  return { edits: changesOf(layout, order, wording, dropped), wording, dropped, order };
}

function putBeside(own: number[], line: number, after: boolean, anchor: number): void {
  own.splice(own.indexOf(line), 1);
  own.splice(own.indexOf(anchor) + (after ? 1 : 0), 0, line);
}

/** One change of the author's model: drops, then other words, then moves. */
function changesOf(layout: Layout, order: number[][], wording: number[], dropped: boolean[]): number[] {
  const lines = layout.lines.flat();
  return [
    ...lines.filter((line) => dropped[line]).flatMap((line) => [DROP, line]),
    ...lines.filter((line) => wording[line]).flatMap((line) => [REWRITE, line, ...layout.turned[line]!.slice(2)]),
    ...order.flatMap((after, actor) => moves(layout.lines[actor]!, after)),
  ];
}

/** Moves that bring lines into another order, each right behind the one that it is to follow. */
function moves(before: number[], after: number[]): number[] {
  const own = [...before];
  return after.slice(1).flatMap((line, k) => {
    const above = after[k]!;
    if (own.indexOf(line) === own.indexOf(above) + 1) return [];
    putBeside(own, line, true, above);
    return [MOVE, line, 1, above];
  });
}
