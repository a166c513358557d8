// The page brought to a setting: texts and marks put into rows that are kept, so that what is held or focused stays what it is.
import type { Address } from "../address";
import { all, made, one } from "../dom";
import { Board, type Row } from "./board";
import { answered, base, type Data, type Driver, type Looked, type Place, type Table } from "./data";
import { scaled } from "./decimals";
import { Deciding } from "./deciding";
import { dialsOf, type Dial } from "./dials";
import { Dots, type Followed } from "./dots";
import { Refused } from "./engine";
import type { Lane } from "./lanes";
import { Later } from "./later";
import { capital, joined, onPage, part, shellWord, shown, told as said, type Shown } from "../shown";
import { isPlain, isPushed, type Outside } from "./setting";
import { fill, Rows, struck, text } from "./rows";
import { COUNTING, countingText, LEFT, verdictOf } from "./verdicts";
import { driverText, numberText, type Wanted } from "./words";

const CELL = 4;
/** The longest answer that stands on one line with its question. */
const BRIEF = 90;
/** The most things that are named where a word of them has changed. */
const NAMED = 8;

export class Page {
  readonly rows: Rows;
  /** What is still to be told of what is shown. */
  private below: (() => void) | null = null;
  private readonly sooner = new Later();
  private readonly later = new Later(this.sooner);
  private readonly board: Board;
  private readonly deciding: Deciding;
  private readonly dots: Dots;

  constructor(private readonly root: HTMLElement, private readonly data: Data) {
    this.board = new Board(data);
    this.rows = new Rows(root);
    this.deciding = new Deciding(root, data, this.sooner);
    this.dots = new Dots(root, data, this.rows);
    for (const button of all<HTMLButtonElement>("[data-place]", root)) cite(button, button.dataset["place"]!);
  }

  /** What follows in a setting; where that is not what was asked for, why, and with what command it is computed. *bare*: the same
   * where nothing is pushed. Claims that take long are told a moment later, unless something else is shown before; while something
   * is dragged all of them are told once the answer is painted. */
  show(place: Place, bare: Place, address: Address, outside: Outside | null): void {
    const told = one("[data-outside]", this.root)!, waiting = (outside ? [place] : [place, bare]).filter((own) => !own.isWhole);
    this.later.abandon();
    told.hidden = !outside;
    for (const part of all("[data-why]", told)) part.hidden = part.dataset["why"] !== (outside instanceof Refused ? "refused" : outside);
    text(told, "refused", outside instanceof Refused ? outside.says : said``);
    one("[data-command]", told)!.textContent = outside ? this.command(address) : "";
    this.switches(address);
    this.wants(address, place, bare);
    this.answers(place, bare);
    this.lanes(place, bare);
    this.numbers(place);
    this.pushes(bare, address);
    this.deciding.show(place, bare, address);
    const coming = one("[data-coming]", this.root); // of the file as it is: no page without a server computes it elsewhere
    if (coming !== null) coming.hidden = outside !== null || !isPlain(place.setting);
    text(this.root, "same", address.query() && !outside ? this.command(address) : said``);
    if (outside) this.say(onPage(told.innerText));
    this.below = () => {
      this.below = null;
      this.claims(place, bare);
      if (!outside) this.changed(place, bare);
      if (waiting.length) this.later.begin(counting(waiting), () => {
        this.claims(place, bare);
        if (!outside) this.changed(place, bare);
      });
    };
    if (!this.rows.dragging) this.below();
    else requestAnimationFrame(() => setTimeout(() => this.below?.()));
  }

  private say(text: Shown): void {
    one("[role=status]", this.root)!.textContent = text;
  }

  // -- what is switched on

  private switches(address: Address): void {
    const read = address.pairs("read");
    for (const select of all<HTMLSelectElement>("select[data-switch]", this.root)) {
      const { switch: name = "", question = "" } = select.dataset;
      const value = name === "read" ? (read.get(question) ?? "") : address.get(name as "if");
      const base = name === "read" && this.data.head.open.find(([own]) => own === question)?.[1][0] === value;
      select.value = base ? "" : value;
      select.closest("label")!.classList.toggle("on", select.value !== "");
    }
    const chosen = all<HTMLSelectElement>("select[data-switch]", this.root).filter((select) => select.value).map((select) => onPage(select.selectedOptions[0]!.text));
    text(this.root, "chosen", joined(chosen, " · ")); // their group may be folded
    const other = all<HTMLSelectElement>("select[data-switch=read]", this.root).filter((select) => select.value);
    const readings = one(".readings", this.root);
    readings?.classList.toggle("on", other.length > 0);
    const told = readings && one("summary b", readings);
    if (told) {
      told.dataset["base"] ??= told.textContent ?? "";
      told.textContent = other.map((select) => `${select.selectedOptions[0]!.text} (${select.dataset["question"]})`).join("; ") || told.dataset["base"];
    }
  }

  private wants(address: Address, place: Place, bare: Place): void {
    const steps = address.get("do").split(",").filter(Boolean);
    for (const button of all("[data-do]", this.root)) {
      const on = steps.includes(button.dataset["do"]!);
      button.setAttribute("aria-pressed", String(on));
      button.closest("li.want")?.classList.toggle("touched", false);
    }
    for (const step of steps) {
      const row = one(`li.want[data-want="${CSS.escape(step.split(":")[1] ?? "")}"]`, this.root);
      row?.classList.add("touched");
    }
    const wants = place.wants(), before = bare.wants();
    for (const row of all("li.want[data-want]", this.root)) {
      const line = this.line(row), was = before.get(line), now = wants.get(line);
      if (!was || !now) continue;
      row.classList.toggle("met", now.met);
      row.classList.toggle("dropped", now.dropped);
      one("[data-left]", row)!.hidden = !now.dropped;
      text(row, "wanted", now.says || now.told);
      text(row, "gloss", now.says && now.told);
      const turned = isTurned(was, now);
      struck(row, turned ? (was.says || was.told) : said``, turned ? this.moved(place, bare, now) : said``);
      if (turned) row.classList.add("touched");
    }
    for (const actor of all("details.actor", this.root)) {
      const own = all("li.want[data-want]", actor).flatMap((row) => wants.get(this.line(row)) ?? []).filter(({ dropped }) => !dropped);
      text(actor, "met", said`${own.filter(({ met }) => met).length} of ${own.length} ${own.length === 1 ? said`want` : said`wants`} met`);
    }
  }

  /** The line of a want's row. */
  private line(row: HTMLElement): number { return this.data.head.layout.wants.indexOf(row.dataset["want"]!); }

  /** The numbers behind a want that were moved, from where to where. */
  private moved(place: Place, bare: Place, want: Wanted): Shown {
    const told = want.drivers.map((driver) => {
      const before = bare.value(driver), now = place.value(driver);
      return before === now ? said`` : said`${shown(this.data.driver(driver).id.replaceAll("_", " "))} ${driverText(before)} → ${driverText(now)}`;
    });
    return joined(told, ", ");
  }

  /** What says the same of it, or why not. */
  private command(address: Address): Shown {
    const { head } = this.data;
    if (address.get("do")) return said`countermove serve ${head.case}`;
    const parts = [...address.pairs("set")].map(([name, value]) => said`--set ${shellWord(`${name}=${value}`)}`);
    parts.push(...[...address.pairs("read")].map(([name, answer]) => said`--reading ${shellWord(`${name}=${answer}`)}`));
    for (const [name, flag] of [["if", said`scenario`], ["eyes", said`view`], ["by", said`concept`]] as const)
      if (address.get(name)) parts.push(said`--${flag} ${shellWord(address.get(name))}`);
    return joined([said`countermove assess`, head.case, ...parts], " ");
  }

  // -- answers

  private answers(place: Place, bare: Place): void {
    const { head } = this.data, here = place.looked, words: Shown[] = [], plain = isPlain(place.setting);
    head.questions.forEach((id, question) => {
      const row = one(`[data-answer="${CSS.escape(id)}"]`, this.root)!;
      const { said: told, table } = place.answer(question);
      const whole = answered(table.cells(here)), first = answered(table.cells(base(here)));
      const brief = plain ? head.said[question]! : told, known = table.known(here);
      const marked = known && isPushed(place.setting) && told !== bare.answer(question).said;
      sentence(one("[data-t=said]", row)!, brief, marked);
      const fits = !known || [...brief].length <= BRIEF;
      text(row, "brief", fits ? brief : said`${capital(head.answered[whole]!)}.`);
      row.classList.toggle("brief", fits);
      const own = one("[data-t=here]", row)!;
      own.hidden = place.reading === 0 || first === whole || !known;
      text(row, "word", own.hidden ? said`` : head.answered[first]!);
      text(row, "basis", plain ? head.basis[question]! : said``);
      const basis = one(`[data-basis-of="${CSS.escape(id)}"]`, this.root);
      if (basis) basis.textContent = plain ? head.basis[question]! : said``;
      words.push(told);
    });
    text(this.root, "then", place.then());
    one("[data-t=then]", this.root)!.classList.toggle("changed", isPushed(place.setting) && place.then() !== bare.then());
    this.say(joined(words, " "));
  }

  // -- ways out

  private lanes(place: Place, bare: Place): void {
    const list = one("[data-lanes]", this.root)!, moment = place.moment();
    text(this.root, "lanes-title", moment?.title ?? said``);
    text(this.root, "lanes-more", moment?.more ?? said``);
    one("[data-impossible]", this.root)!.hidden = moment !== null;
    const filed = isPushed(place.setting) ? bare.moment()?.lanes ?? [] : [], wants = place.wants(), were = bare.wants();
    this.rows.put(list, "lane", moment?.lanes ?? [], (lane) => lane.key, (row, lane) => {
      this.lane(row, lane, place);
      // What decided as the file has it is struck through where a push turned that want.
      const before = filed.find(({ key }) => key === lane.key), was = before && were.get(before.line), now = before && wants.get(before.line);
      const turned = was && now && before.reason === was.words && isTurned(was, now);
      struck(row, turned ? before.reason : said``, turned ? this.moved(place, bare, now) : said``);
    });
  }

  private lane(row: HTMLElement, lane: Lane, place: Place): void {
    row.classList.toggle("taken", lane.taken);
    row.classList.toggle("deterred", lane.deterred);
    const ring = one(".ring", row)!, [, name, letter, hue] = this.data.head.actors[lane.actor]!;
    const id = shown(this.data.head.layout.wants[lane.line] ?? "");
    ring.className = `ring hue${hue}`;
    ring.title = name;
    ring.firstElementChild!.textContent = letter;
    for (const [part, told] of [["act", lane.act], ["why", lane.reason], ["want", id], ["chain", lane.chain && said`; ${lane.chain}`], ["follows", lane.follows]] as const)
      text(row, part, told);
    const want = one<HTMLAnchorElement>("[data-t=want]", row)!;
    want.href = `#want-${id}`;
    want.hidden = !id;
    for (const part of all("[data-taken]", row)) part.toggleAttribute("hidden", (part.dataset["taken"] === "1") !== lane.taken);
    this.rows.put(one("[data-dials]", row)!, "dial", dialsOf(this.data, place, lane.line), (dial) => String(dial.driver),
      (own, dial) => this.dial(own, dial, `lane:${lane.key}`));
  }

  private dial(row: HTMLElement, dial: Dial, where: string): void {
    const driver = this.data.driver(dial.driver);
    const at = along(driver, dial.threshold);
    one(".on", row)!.setAttribute("d", dial.above ? `M${at} 12H76` : `M8 12H${at}`);
    one(".tick", row)!.setAttribute("d", `M${at} 7V17`);
    text(row, "told", dial.told);
    this.slider(row, dial.driver, dial.now, dial.told, dial.locked, where);
  }

  private slider(row: HTMLElement, number: number, now: number, told: Shown, locked: boolean, where: string): void {
    const driver = this.data.driver(number), input = one<HTMLInputElement>("input", row)!;
    Object.assign(input.dataset, { set: driver.id, driver: String(number), step: driver.step, key: `${where}:${driver.id}` });
    input.min = String(driver.low);
    input.max = String(driver.high);
    if (Number(input.value) !== now) input.value = String(now);
    input.disabled = locked;
    input.setAttribute("aria-label", driver.means);
    input.setAttribute("aria-valuetext", told);
    row.classList.toggle("locked", locked);
    one(".now", row)!.setAttribute("cx", along(driver, now));
  }

  // -- numbers

  private numbers(place: Place): void {
    this.data.head.drivers.forEach((driver, number) => {
      const row = one(`[data-number="${CSS.escape(driver.id)}"]`, this.root)!;
      const locked = place.locked(number), now = place.value(number), told = numberText(now);
      text(row, "told", told);
      row.classList.toggle("touched", place.setting.numbers.has(number) && !locked);
      this.slider(row, number, now, told, locked, "number");
      one("[data-locked]", row)!.hidden = !locked;
    });
  }

  // -- claims

  private claims(place: Place, bare: Place): void {
    const { title, groups } = this.board.of(place);
    text(this.root, "claims-title", title);
    this.dots.show(this.followed(groups.flatMap(({ own }) => own), place, bare), isPushed(place.setting));
    this.rows.put(one("[data-groups]", this.root)!, "group", groups, ({ key }) => key, (part, group) => {
      text(part, "heading", group.heading);
      this.rows.put(one("[data-claims]", part)!, "claim", group.own, ({ id }) => id, (row, claim) => this.claim(row, claim, place.looked));
    });
  }

  /** The claims that are told, and what each was before a push; those that are still counted are as they were told last. */
  private followed(claims: readonly Row[], place: Place, bare: Place): Followed[] {
    const here = place.looked, numbers = new Map(this.data.head.claims.map(([id], number) => [id, number]));
    return claims.map(({ id, says, group, word, table }) => {
      if (word === LEFT) return { id, says, group, word: null, turning: said``, before: null, counting: false };
      const number = numbers.get(id)!, counting = table === null || !bare.isCounted(number);
      const was = counting ? word : verdictOf(bare.claim(number).table.cells(here)), turning = counting ? said`` : place.claim(number).turning;
      return { id, says, group, word: word === COUNTING ? null : word, turning, before: was === word ? null : was, counting };
    });
  }

  private claim(row: HTMLElement, claim: Row, here: Looked): void {
    const { head } = this.data, drawn = one("svg.grid", row)!;
    row.setAttribute("aria-busy", String(claim.table === null));
    text(row, "says", claim.says);
    text(row, "id", claim.id);
    one<HTMLAnchorElement>("[data-t=id]", row)!.href = `#claim-${claim.id}`;
    cite(one<HTMLButtonElement>("[data-place]", row)!, `claim-${claim.id}`);
    text(row, "notes", claim.notes);
    text(row, "cells", claim.cells);
    text(row, "verdict", claim.table ? (head.verdicts[claim.word] ?? said``) : said``);
    drawn.setAttribute("aria-label", claim.cells);
    if (!claim.table) return; // its mark and its cells stay as they were, pale
    one("use", row)!.setAttribute("href", `#m-${(head.marks[claim.word] ?? "undecided").replaceAll(" ", "-")}`);
    grid(drawn, claim.table, here);
  }

  // -- what changes

  private pushes(bare: Place, address: Address): void {
    const { head } = this.data;
    const steps = address.get("do").split(",").filter(Boolean).map((step) => ({ key: `do:${encodeURIComponent(step)}`, told: this.stepText(step) }));
    const numbers = [...address.pairs("set")].map(([name, value]) => {
      const number = head.drivers.findIndex((own) => own.id === name), to = scaled(value);
      const before = number < 0 ? said`` : said`${numberText(bare.value(number))} → `;
      return { key: `set:${encodeURIComponent(name)}`, told: said`${head.drivers[number]?.means ?? shown(name)}: ${before}${typeof to === "number" ? numberText(to / 1e6) : shown(value)}` };
    });
    this.rows.put(one("[data-pushes]", this.root)!, "push", [...numbers, ...steps], ({ key }) => key, (row, push) => {
      text(row, "told", push.told);
      one("[data-undo]", row)!.dataset["undo"] = push.key;
    });
    const pushed = numbers.length + steps.length > 0;
    one("[data-changed]", this.root)!.hidden = !pushed;
    const refuted = one("[data-refuted]", this.root); // what happened refutes the file, not what it is pushed to
    if (refuted !== null) refuted.hidden = pushed;
    if (!this.rows.dragging) one("[data-difference]", this.root)!.hidden = true; // under a hand it stays until it is told anew
  }

  /** What a step does, as its button says. */
  private stepText(step: string): Shown {
    const button = all("[data-do]", this.root).find((own) => own.dataset["do"] === step && own.title);
    return button ? onPage(button.title) : shown(step);
  }

  private changed(place: Place, bare: Place): void {
    const { head } = this.data, here = place.looked;
    const found: { key: string; kind: string; says: Shown; id: Shown; before: Shown; after: Shown; cells: number }[] = [];
    const compare = (kind: string, id: Shown, says: Shown, old: Table, now: Table, word: (table: Table, own: Looked) => Shown): void => {
      if (!now.known(here)) return;
      const before = [...old.cells(here)], cells = [...now.cells(here)].filter((cell, place) => cell !== before[place]).length;
      if (!cells) return;
      // Where the word for all readings is the same, that of the first, which is the base reading, may be another.
      const own = word(old, here) === word(now, here) ? base(here) : here;
      const [was, is] = [word(old, own), word(now, own)];
      const form = was === is ? (cells === 1 ? "cell" : "cells") : own === here ? "word" : "base";
      found.push({ key: `${kind}:${id}`, kind: form, says, id, before: form === "base" || form === "word" ? was : word(old, here), after: is, cells });
    };
    const told = (table: Table, own: Looked): Shown => head.answered[answered(table.cells(own))]!;
    head.questions.forEach((id, question) => {
      const asked = onPage(one(`[data-answer="${CSS.escape(id)}"] [data-asked]`, this.root)?.textContent);
      compare("answer", id, asked, bare.answer(question).table, place.answer(question).table, told);
    });
    const known = [...head.claims.keys()].filter((claim) => place.isCounted(claim) && bare.isCounted(claim));
    known.forEach((claim) => {
      const [id, says] = head.claims[claim]!;
      const word = (table: Table, own: Looked): Shown => head.verdicts[verdictOf(table.cells(own))]!;
      compare("claim", id, says, bare.claim(claim).table, place.claim(claim).table, word);
    });
    const partly = (item: { kind: string }): number => Number(item.kind.startsWith("cell"));
    const ordered = [...found].sort((a, b) => partly(a) - partly(b));
    const list = one("[data-differences]", this.root)!;
    list.replaceChildren();
    for (const item of ordered) {
      const row = this.rows.template(item.kind);
      row.dataset["row"] = item.key;
      fill(row, { says: item.says, id: item.id, before: item.before, after: item.after, cells: said`${item.cells}` });
      list.append(row);
    }
    // One line: the first, and how many more there are; the others where somebody asks.
    const first = one("[data-first]", this.root)!;
    first.replaceChildren(...[...(list.firstElementChild?.cloneNode(true).childNodes ?? [])]);
    if (ordered.length > 1) {
      const more = this.rows.template("more"), named = ordered.slice(1).filter((item) => !partly(item)).map(({ id }) => id);
      fill(more, { cells: said`${ordered.length - 1}` });
      first.append(more, named.length ? said`: ${joined(named.slice(0, NAMED), ", ")}${named.length > NAMED ? said` …` : said``}` : "");
    }
    const some = ordered.length > 0, waiting = head.claims.length - known.length, strip = one("[data-difference]", this.root)!;
    strip.hidden = false;
    strip.setAttribute("aria-busy", String(waiting > 0));
    const left = [...head.claims.keys()].some((claim) => place.leavesOut(claim)) || [...head.questions.keys()].some((question) => place.leavesOutAnswer(question));
    text(strip, "counting", waiting ? capital(countingText(this.data.sentences, waiting)) : left ? head.leftOut : said``);
    one("[data-some]", this.root)!.hidden = !some;
    one("[data-none]", this.root)!.hidden = some || waiting > 0 || left;
  }
}

/** An answer: its word stands out from what it depends on, and it is marked where a push changed it. */
function sentence(place: HTMLElement, told: Shown, changed: boolean): void {
  const cut = told.startsWith("Only if ") ? 7 : told.replaceAll(":", ",").indexOf(",") + 1 || told.length;
  if (place.textContent !== told) place.replaceChildren(made("b", "", part(told, 0, cut)), part(told, cut));
  place.classList.toggle("changed", changed);
}

/** Where a number stands on a line that is 84 wide: the middle of its thumb goes from 8 to 76. */
const along = ({ low, high }: Driver, value: number): string => (8 + (68 * (value - low)) / (high - low || 1)).toFixed(2);

const isTurned = (was: Wanted, now: Wanted): boolean => was.says !== now.says || was.told !== now.told;

/** What takes long of some places, one after another. */
function* counting(places: readonly Place[]): Generator<void> {
  for (const place of places) yield* place.counting();
}

/** A button that opens what the page says of where a row is from; none where nothing is said. */
function cite(button: HTMLButtonElement, row: string): void {
  const words = document.getElementById(`place-${row}`), short = onPage(words?.dataset["short"]);
  button.hidden = words === null;
  button.textContent = short;
  button.setAttribute("aria-label", said`${short}: where this is from`);
  button.setAttribute("popovertarget", `place-${row}`);
}

/** Every reading that is looked at across, every concept down; the first reading has a tick above. */
function grid(svg: Element, table: Table, { rows, columns }: Looked): void {
  const wide = rows.length * CELL - 1, high = columns.length * CELL - 1;
  svg.setAttribute("viewBox", `0 -5 ${wide} ${high + 5}`);
  svg.setAttribute("width", String(wide));
  svg.setAttribute("height", String(high + 5));
  const paths = ["", "", "", "", ""];
  columns.forEach((column, line) => {
    rows.forEach((row, place) => (paths[table.cell(row, column)] += `M${place * CELL} ${line * CELL + 1.5}h3`));
  });
  one(".fails", svg as unknown as ParentNode)!.setAttribute("d", paths[0]!);
  one(".holds", svg as unknown as ParentNode)!.setAttribute("d", paths[1]!);
  one(".undefined", svg as unknown as ParentNode)!.setAttribute("d", paths[4]!);
  one(".here", svg as unknown as ParentNode)!.setAttribute("d", "M1.5 -5v3.5");
}
