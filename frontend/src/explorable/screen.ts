// The reading screen brought to a setting: what decides whether anybody moves, on tracks; what follows, as dots; what the number or
// the want that was touched last stands for. The server draws the same (`templates/reading.html.j2`).
import { all, made, one } from "../dom";
import { onPage, told, type Shown } from "../shown";
import type { Data, Place } from "./data";
import { Refused } from "./engine";
import { Rows, struck, text } from "./rows";
import { stretches, type Stretch } from "./tracks";
import { driverText, numberText, type Wanted } from "./words";

/** A claim, and its word by number: before, where a push changed it. *counting*: the word is that of a moment ago, and null where there was
 * none. */
export interface Followed { id: Shown; says: Shown; word: number | null; before: number | null; turning: Shown; group: number; counting: boolean }

/** Signs of a page of the program that are drawn by their names. */
const SVG = "http://www.w3.org/2000/svg";
/** The most conclusions that are listed under the dots. */
const LISTED = 4;

/** Of each part the nearest numbers to its ends: see `stopBeyond`. */
function stopsOf(parts: readonly Stretch[], step: number): string {
  return parts.map(({ low, high, closed }) => {
    const [from, to] = [closed[0] ? low : low + step, closed[1] ? high : high - step];
    return (from <= to ? [from, to] : [(low + high) / 2, (low + high) / 2]).map((own) => String(Number(own.toFixed(6)))).join(":");
  }).join(" ");
}

/** All that is selected and pushed but one number. */
function signature({ setting }: Place, but = ""): string {
  const { numbers, ...others } = setting;
  return JSON.stringify([others, [...numbers].filter(([number]) => String(number) !== but)]);
}

export class Screen {
  /** Of each row what its drawing was made in, and the parts of its track. */
  private readonly drawn = new Map<HTMLElement, string>();
  private readonly parts = new Map<HTMLElement, Stretch[]>();
  private waiting = 0;

  constructor(private readonly root: HTMLElement, private readonly data: Data, private readonly rows: Rows) {}

  /** What decides, there; *bare*: the same where nothing is pushed. */
  decides(place: Place, bare: Place, numbers: ReadonlySet<string>, steps: ReadonlySet<string>): void {
    const wants = place.wants(), were = bare.wants(), later: (() => void)[] = [];
    clearTimeout(this.waiting);
    for (const row of all("[data-decides]", this.root)) {
      const input = one<HTMLInputElement>("input[data-set]", row), changed = all("[data-do]", row).some((button) => steps.has(button.dataset["do"]!));
      if (input) this.number(row, input, place, bare);
      const signed = signature(place, input?.dataset["driver"]), asked = (): void => {
        if (input) this.zones(row, input, place);
        for (const button of all("[data-instead-of]", row)) this.instead(button, place, steps);
        this.drawn.set(row, signed);
        row.classList.remove("waits");
      };
      // A number that moves changes what the others do, which is told a moment later; what it does itself stays.
      if (this.drawn.get(row) !== signed) later.push(asked);
      row.classList.toggle("waits", this.drawn.has(row) && this.drawn.get(row) !== signed);
      if (input) this.here(row, input);
      for (const own of all("[data-behind]", row)) this.behind(own, wants, were);
      row.classList.toggle("touched", changed || (input !== null && numbers.has(input.dataset["set"]!)));
    }
    const next = (): void => {
      later.shift()?.();
      if (later.length) this.waiting = setTimeout(next);
    };
    if (later.length) this.waiting = setTimeout(next);
  }

  private number(row: HTMLElement, input: HTMLInputElement, place: Place, bare: Place): void {
    const { data } = this, number = data.head.drivers.findIndex((own) => own.id === input.dataset["set"]);
    const driver = data.driver(number), now = place.value(number), was = bare.value(number), locked = place.locked(number);
    const share = (value: number): string => `${((100 * (value - driver.low)) / (driver.high - driver.low || 1)).toFixed(3)}%`;
    input.dataset["driver"] = String(number);
    if (Number(input.value) !== now) input.value = String(now);
    input.disabled = locked;
    row.classList.toggle("locked", locked);
    one("[data-ring]", row)!.setAttribute("cx", share(now));
    one("[data-was]", row)!.setAttribute("cx", share(was));
  }

  /** What happens where, drawn anew. */
  private zones(row: HTMLElement, input: HTMLInputElement, place: Place): void {
    const number = Number(input.dataset["driver"]), { low, high, step } = this.data.driver(number);
    const parts = stretches(this.data, place, number) ?? [];
    const share = (value: number): number => (100 * (value - low)) / (high - low || 1), percent = (value: number): string => `${share(value).toFixed(3)}%`;
    const drawing = one("[data-way]", row)!, seen = one(".seen", drawing);
    for (const old of all<HTMLElement>("rect, text", drawing)) old.remove();
    const draw = (name: string, attributes: Record<string, string>, words = told``): void => {
      const element = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = words;
      drawing.insertBefore(element, seen);
    };
    for (const part of parts)
      draw("rect", { class: part.steps ? "moves" : "rests", x: percent(part.low), y: "11", width: `${(share(part.high) - share(part.low)).toFixed(3)}%`, height: "8" });
    for (const at of new Set(parts.slice(1).map((part) => part.low))) {
      const anchor = share(at) < 12 ? "start" : share(at) > 88 ? "end" : "middle";
      draw("rect", { class: "tick", x: percent(at), y: "5", width: "2", height: "20" });
      draw("text", { class: "tips", x: percent(at), y: "38", "text-anchor": anchor }, this.data.sentences.said("screen.tips", { number: driverText(at) }));
    }
    one("[data-zones]", row)!.replaceChildren(...parts.map((part) => made("span", part.steps ? "zone moves" : "zone", part.words)));
    input.dataset["stops"] = stopsOf(parts, Number(step));
    this.parts.set(row, parts);
    this.here(row, input);
  }

  /** What happens where the number is. */
  private here(row: HTMLElement, input: HTMLInputElement): void {
    const now = Number(input.value), parts = this.parts.get(row);
    if (!parts) return; // as it was written
    const place = parts.findIndex(({ high, closed }) => now < high || (closed[1] && now === high));
    const labels = [...one("[data-zones]", row)!.children], own = labels[place];
    for (const label of labels) label.classList.toggle("lies", label === own);
    input.setAttribute("aria-valuetext", own ? told`${numberText(now)}: ${onPage(own.textContent)}` : numberText(now));
  }

  /** What would happen after a change of a want: that button says so, and takes it back. */
  private instead(button: HTMLElement, place: Place, steps: ReadonlySet<string>): void {
    const step = button.dataset["insteadOf"]!, kind = step.split(":")[0]!;
    if (steps.has(step)) return; // it says what it did
    const there = this.data.after(place, step), begins = there instanceof Refused ? null : there.begins();
    if (begins) button.textContent = this.data.sentences.said(`screen.${kind}`, { then: begins.words });
  }

  private behind(row: HTMLElement, wants: ReadonlyMap<number, Wanted>, were: ReadonlyMap<number, Wanted>): void {
    const line = this.data.head.layout.wants.indexOf(row.dataset["behind"]!), was = were.get(line), now = wants.get(line);
    if (!was || !now) return;
    const turned = was.says !== now.says || was.told !== now.told;
    struck(row, turned ? was.words : told``, told``);
    text(row, "behind", now.words);
    row.classList.toggle("dropped", now.dropped);
  }

  // -- what follows

  /** A dot for each of the author's conclusions, by its word; those that changed have a ring, and are listed. */
  follows(claims: readonly Followed[], pushed: boolean): void {
    const { head } = this.data, own = claims.filter(({ group }) => group === 0), author = own.length ? own : [...claims];
    const ordered = [...author].sort((a, b) => (b.word ?? -1) - (a.word ?? -1)), list = one("[data-dots]", this.root)!, news = one("[data-news]", this.root)!;
    this.rows.put(list, "dot", ordered, ({ id }) => id, (row, claim) => {
      const link = one<HTMLAnchorElement>("a", row)!, words = told`${claim.says} (${claim.id}): ${this.wordOf(claim)}`;
      one("use", row)!.setAttribute("href", `#m-${claim.word === null ? "undecided" : head.marks[claim.word]!.replaceAll(" ", "-")}`);
      link.setAttribute("aria-busy", String(claim.counting));
      link.href = `#claim-${claim.id}`;
      link.title = words;
      link.classList.toggle("changed", claim.before !== null);
      text(row, "dot", words);
    });
    const changed = ordered.filter(({ before }) => before !== null), open = ordered.filter(({ word }) => word !== null && word < head.verdicts.length - 1);
    this.rows.put(news, "new", (pushed ? changed : open).slice(0, LISTED), ({ id }) => id, (row, claim) => {
      text(row, "says", claim.says);
      text(row, "id", claim.id);
      one<HTMLAnchorElement>("[data-t=id]", row)!.href = `#claim-${claim.id}`;
      text(row, "before-after", this.wordOf(claim));
      text(row, "turning", claim.turning);
    });
  }

  private wordOf({ word, before, counting }: Followed): Shown {
    if (counting || word === null) return this.data.sentences.said("claims.counting.note");
    const { verdicts } = this.data.head, now = verdicts[word]!;
    return before === null ? now : told`${verdicts[before]!} → ${now}`;
  }
}
