// Small words, and templates filled: as `presentation/words.py` and `presentation/sentences.py`, whose templates the page carries.
import type { Shown } from "../shown";

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"] as Shown[];

/** A whole number in figures, with thousands separators. */
export const figures = (value: number): Shown => value.toLocaleString("en-US") as Shown;

/** A whole number: in words up to twelve, in figures above. */
export const number = (value: number): Shown => NUMBERS[value] ?? figures(value);

/** The noun in the number that goes with a value. */
export const plural = (value: number, one: string, many = `${one}s`): Shown => (value === 1 ? one : many) as Shown;

/** A number with its noun: "one state", "32 readings". */
export const count = (value: number, one: string, many?: string): Shown => `${number(value)} ${plural(value, one, many)}` as Shown;

/** All of a group: "both readings", "all 32 readings". */
export const allOf = (value: number, one: string): Shown => (value === 2 ? `both ${plural(2, one)}` : `all ${count(value, one)}`) as Shown;

/** Items separated by commas, with a word before the last. */
export const listed = (items: Shown[], last = "and"): Shown =>
  (items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`) as Shown;

/** The text with its first letter in upper case. */
export function capital(text: Shown): Shown {
  const [first = "", ...rest] = text;
  return `${first.toUpperCase()}${rest.join("")}` as Shown;
}

/** A place in an order: "1st", "22nd". */
export function ordinal(place: number): Shown {
  const tail = [11, 12, 13].includes(place % 100) ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `${figures(place)}${tail}` as Shown;
}

/** Label → template; slots are in braces. */
export type Templates = Record<string, Shown>;

/** Fills the templates of the program with phrases of the game in which something was computed. */
export class Sentences {
  constructor(private readonly templates: Templates) {}

  said(label: string, slots: Record<string, Shown> = {}): Shown {
    const template = this.templates[label];
    if (template === undefined) throw new Error(`no template ${label}`);
    return template.replace(/\{(\w+)\}/g, (_, name: string) => slots[name]!) as Shown;
  }
}
