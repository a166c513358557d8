// What decides whether anybody moves, brought to a setting: numbers on tracks, wants behind them, and what each change of a want
// would bring. The report that argues back and the page of a server have the same rows (`templates/reading.html.j2`), told by this.
import type { Address } from "../address";
import { all, made as element, one } from "../dom";
import { onPage, told, type Shown } from "../shown";
import type { Data, Place } from "./data";
import { Refused } from "./engine";
import { listed, number as numberWord } from "./english";
import { Later } from "./later";
import { struck, text } from "./rows";
import { tickLabels } from "./ticks";
import { stopsOf, stretches, type Stretch } from "./tracks";
import { driverText, numberText, type Wanted } from "./words";

/** What an SVG is drawn by. */
const SVG = "http://www.w3.org/2000/svg";
/** The most numbers that one label lists. */
const LISTED = 4;
/** The most tracks that are remembered. */
const KNOWN = 64;

/** All that is selected and pushed but one number. */
function signature({ setting }: Place, but = -1): string {
  const { numbers, ...others } = setting;
  return JSON.stringify([others, [...numbers].filter(([number]) => number !== but)]);
}

export class Deciding {
  /** Of each row the setting that its drawing is of, and the parts of its track; none where somebody else wrote it. */
  private drawn = new WeakMap<HTMLElement, { signed: string; parts: readonly Stretch[] }>();
  private readonly known = new Map<string, readonly Stretch[]>();
  private before: Place | null = null;

  constructor(private readonly root: HTMLElement, private readonly data: Data, private readonly later: Later) {}

  /** The rows are somebody else's now. *place*: where they are of, if that is known. */
  written(place = this.before): void {
    this.later.abandon();
    this.drawn = new WeakMap();
    this.before = place;
  }

  /** What decides, there; *bare*: the same where nothing is pushed. A number that moves changes what the others do, which is told a
   * moment later, row by row; what it does itself stays. */
  show(place: Place, bare: Place, address: Address): void {
    const wants = place.wants(), were = bare.wants(), steps = new Set(address.get("do").split(",")), waiting: (() => void)[] = [];
    const { before } = this, moved = before === null || signature(before) !== signature(place);
    if (moved) this.later.abandon();
    this.before = place;
    for (const row of all("[data-decides]", this.root)) {
      const input = one<HTMLInputElement>("input[data-set]", row), number = this.numberOf(input), signed = signature(place, number);
      const draw = (): void => this.draw(row, input, place, signed);
      if (input) this.number(row, input, place, bare);
      if (moved && this.drawn.get(row)?.signed !== signed) {
        const own = before !== null && signature(before, number) === signed;
        if (own) draw();
        else waiting.push(draw);
        row.classList.toggle("waits", !own && before !== null);
      } else if (moved) row.classList.remove("waits");
      if (input) this.here(row, input);
      for (const own of all("[data-behind]", row)) this.behind(own, wants, were);
      for (const button of all("[data-do]", row)) button.setAttribute("aria-pressed", String(steps.has(button.dataset["do"]!)));
      row.classList.toggle("touched", touched(row, address));
    }
    if (waiting.length) this.later.begin(done(waiting), () => undefined);
  }

  private numberOf(input: HTMLInputElement | null): number {
    return input ? this.data.head.drivers.findIndex((own) => own.id === input.dataset["set"]) : -1;
  }

  /** Where a number is, and where the file has it. */
  private number(row: HTMLElement, input: HTMLInputElement, place: Place, bare: Place): void {
    const number = this.numberOf(input), { low, high } = this.data.driver(number), now = place.value(number), locked = place.locked(number);
    const share = (value: number): string => `${((100 * (value - low)) / (high - low || 1)).toFixed(3)}%`;
    input.dataset["driver"] = String(number);
    if (Number(input.value) !== now) input.value = String(now);
    input.disabled = locked;
    row.classList.toggle("locked", locked);
    one("[data-ring]", row)!.setAttribute("cx", share(now));
    one("[data-was]", row)!.setAttribute("cx", share(bare.value(number)));
  }

  private draw(row: HTMLElement, input: HTMLInputElement | null, place: Place, signed: string): void {
    const parts = input ? this.parts(place, this.numberOf(input), signed) : [];
    const made = new Set(place.setting.steps.map(({ kind, line }) => `${kind}:${this.data.head.layout.wants[line]}`));
    if (input) this.track(row, input, parts);
    for (const button of all("[data-instead-of]", row)) this.instead(button, place, made);
    this.drawn.set(row, { signed, parts });
    if (input) this.here(row, input);
    row.classList.remove("waits");
  }

  private parts(place: Place, number: number, signed: string): readonly Stretch[] {
    const key = `${number} ${signed}`, parts = this.known.get(key) ?? stretches(this.data, place, number) ?? [];
    this.known.set(key, parts);
    if (this.known.size > KNOWN) this.known.delete(this.known.keys().next().value!);
    return parts;
  }

  /** What happens where. */
  private track(row: HTMLElement, input: HTMLInputElement, parts: readonly Stretch[]): void {
    const { low, high, step } = this.data.driver(this.numberOf(input)), drawing = one("[data-way]", row)!, seen = one(".seen", drawing);
    const share = (value: number): number => (100 * (value - low)) / (high - low || 1), percent = (value: number): string => `${share(value).toFixed(3)}%`;
    for (const old of all<HTMLElement>("rect, text", drawing)) old.remove();
    const add = (name: string, attributes: Record<string, string>, words = told``): void => {
      const drawn = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) drawn.setAttribute(key, value);
      drawn.textContent = words;
      drawing.insertBefore(drawn, seen);
    };
    for (const part of parts)
      add("rect", { class: part.steps ? "moves" : "rests", x: percent(part.low), y: "11", width: `${(share(part.high) - share(part.low)).toFixed(3)}%`, height: "8" });
    const ticks = [...new Set(parts.slice(1).map((part) => part.low))];
    for (const at of ticks) add("rect", { class: "tick", x: percent(at), y: "5", width: "2", height: "20" });
    for (const { at, told: words, anchor } of tickLabels(ticks.map((at) => share(at) / 100), (from, to) => this.tips(ticks.slice(from, to))))
      add("text", { class: "tips", x: `${(100 * at).toFixed(3)}%`, y: "38", "text-anchor": anchor }, words);
    one("[data-zones]", row)!.replaceChildren(...parts.map((part) => element("span", part.steps ? "zone moves" : "zone", part.words)));
    input.dataset["stops"] = stopsOf(parts, low, Number(step));
  }

  /** Where it tips, in words. */
  private tips(ticks: readonly number[]): Shown {
    const { sentences } = this.data, numbers = ticks.map(driverText), [first, last] = [numbers[0]!, numbers.at(-1)!];
    if (numbers.length > LISTED) return sentences.said("screen.tips.many", { many: numberWord(numbers.length), first, last });
    return sentences.said("screen.tips", { number: listed(numbers) });
  }

  /** What happens where the number is. */
  private here(row: HTMLElement, input: HTMLInputElement): void {
    const now = Number(input.value), parts = this.drawn.get(row)?.parts;
    if (!parts) return; // as it was written
    const place = parts.findIndex(({ high, closed }) => now < high || (closed[1] && now === high));
    const labels = [...one("[data-zones]", row)!.children], own = labels[place];
    for (const label of labels) label.classList.toggle("lies", label === own);
    input.setAttribute("aria-valuetext", own ? told`${numberText(now)}: ${onPage(own.textContent)}` : numberText(now));
  }

  /** What would happen after a change of a want, or what happens where it is made. None where it cannot be made now. */
  private instead(button: HTMLElement, place: Place, made: ReadonlySet<string>): void {
    const step = button.dataset["insteadOf"]!, kind = step.split(":")[0]!;
    const there = made.has(step) ? place : this.data.after(place, step), begins = there instanceof Refused ? null : there.begins();
    button.parentElement!.hidden = begins === null;
    if (begins) button.textContent = this.data.sentences.said(`screen.${kind}`, { then: begins.words });
  }

  private behind(row: HTMLElement, wants: ReadonlyMap<number, Wanted>, were: ReadonlyMap<number, Wanted>): void {
    const line = this.data.head.layout.wants.indexOf(row.dataset["behind"]!), was = were.get(line), now = wants.get(line);
    if (!was || !now) return;
    const before: Shown = was.words === now.words ? told`` : was.words;
    struck(row, before, told``);
    text(row, "behind", now.words);
    row.classList.toggle("dropped", now.dropped);
  }
}

/** Whether its number is set, or a want behind it changed. */
function touched(row: HTMLElement, address: Address): boolean {
  const numbers = address.pairs("set"), wants = new Set(address.get("do").split(",").map((step) => step.split(":")[1]));
  const input = one<HTMLInputElement>("input[data-set]", row);
  return (input !== null && numbers.has(input.dataset["set"]!)) || all("[data-behind]", row).some((own) => wants.has(own.dataset["behind"]));
}

function* done(waiting: readonly (() => void)[]): Generator<void> {
  for (const own of waiting) {
    own();
    yield;
  }
}
