// Small words, and templates filled: as `presentation/words.py` and `presentation/sentences.py`, whose templates the page carries.
import { filled, joined, shown, told, type Shown } from "../shown";

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"].map(shown);

/** A whole number in figures, with thousands separators. */
export const figures = (value: number): Shown => shown(value.toLocaleString("en-US"));

/** A whole number: in words up to twelve, in figures above. */
export const number = (value: number): Shown => NUMBERS[value] ?? figures(value);

/** The noun in the number that goes with a value. */
export const plural = (value: number, one: string, many = `${one}s`): Shown => shown(value === 1 ? one : many);

/** A number with its noun: "one state", "32 readings". */
export const count = (value: number, one: string, many?: string): Shown => told`${number(value)} ${plural(value, one, many)}`;

/** All of a group: "both readings", "all 32 readings". */
export const allOf = (value: number, one: string): Shown => (value === 2 ? told`both ${plural(2, one)}` : told`all ${count(value, one)}`);

/** A fraction of a group, both in words or both in figures: "two of four readings", "16 of 32 readings". */
export function outOf(value: number, whole: number, one: string): Shown {
  const own = whole < NUMBERS.length ? number : figures;
  return told`${own(value)} of ${own(whole)} ${plural(whole, one)}`;
}

/** Items separated by commas, with a word before the last. */
export function listed(items: Shown[], last = "and"): Shown {
  const end = items.at(-1) ?? told``;
  return items.length < 2 ? end : told`${joined(items.slice(0, -1), ", ")} ${shown(last)} ${end}`;
}

/** A place in an order: "1st", "22nd". */
export function ordinal(place: number): Shown {
  const tail = [11, 12, 13].includes(place % 100) ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return told`${figures(place)}${shown(tail)}`;
}

/** Label → template; slots are in braces. */
export type Templates = Record<string, Shown>;

/** Fills the templates of the program with phrases of the game in which something was computed. */
export class Sentences {
  constructor(private readonly templates: Templates) {}

  said(label: string, slots: Record<string, Shown> = {}): Shown {
    const template = this.templates[label];
    if (template === undefined) throw new Error(`no template ${label}`);
    return filled(template, slots);
  }
}
