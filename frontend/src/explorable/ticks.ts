// The words below a line that is cut at several places: one label for those that are too near to each other for two, as
// `countermove/presentation/tick_labels.py` has it.
import type { Shown } from "../shown";

export interface TickLabel { at: number; told: Shown; anchor: "start" | "middle" | "end" }

/** Pixels of the narrowest line, of a letter, and between two labels. */
const NARROWEST = 300, LETTER = 6, APART = 8;

const wide = (told: Shown): number => (LETTER * [...told].length) / NARROWEST;

function span({ at, told, anchor }: TickLabel): [number, number] {
  const begin = at - { start: 0, middle: wide(told) / 2, end: wide(told) }[anchor];
  return [begin, begin + wide(told)];
}

/** A label below the middle of its places, or where it stays on the line. */
function label(first: number, last: number, told: Shown): TickLabel {
  const middle = (first + last) / 2, tries: TickLabel[] = [{ at: middle, told, anchor: "middle" }];
  if (middle < 0.5) tries.push({ at: Math.max(0, Math.min(first, 1 - wide(told))), told, anchor: "start" });
  const end: TickLabel = { at: Math.min(1, Math.max(last, wide(told))), told, anchor: "end" };
  return tries.find((own) => span(own)[0] >= 0 && span(own)[1] <= 1) ?? end;
}

/** The labels of places in ascending order, shares of the line. *told*: the words for those from one to before another. */
export function tickLabels(places: readonly number[], told: (from: number, to: number) => Shown): TickLabel[] {
  const groups = places.map((_, place): [number, number] => [place, place + 1]);
  for (;;) {
    const labels = groups.map(([from, to]) => label(places[from]!, places[to - 1]!, told(from, to)));
    const close = labels.findIndex((own, k) => k + 1 < labels.length && span(own)[1] + APART / NARROWEST > span(labels[k + 1]!)[0]);
    if (close < 0) return labels;
    groups.splice(close, 2, [groups[close]![0], groups[close + 1]![1]]);
  }
}
