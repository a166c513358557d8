// The page brought to a setting: texts and marks put into rows that are kept, so that what is held or focused stays what it is.
import type { Address } from "../address";
import { all, one } from "../dom";
import { answered, type Data, type Driver, type Looked, type Place, type Table } from "./data";
import { scaled } from "./decimals";
import { dialsOf, type Dial } from "./dials";
import { Refused, UNDEFINED, YES } from "./engine";
import type { Lane } from "./lanes";
import { fit, joined, onPage, shellWord, shown, told as said, type Shown } from "../shown";
import type { Outside, Setting } from "./setting";
import { boardTitle, groupHeading, verdictOf } from "./verdicts";
import { driverText, numberText, type Wanted } from "./words";

const CELL = 4;

export class Page {
  /** While a slider is dragged rows keep their order: a row that is moved lets go of the pointer. */
  dragging = false;

  constructor(private readonly root: HTMLElement, private readonly data: Data) {
    for (const button of all<HTMLButtonElement>("[data-place]", root)) cite(button, button.dataset["place"]!);
  }

  /** What follows in a setting; where that is not what was asked for, why, and with what command it is computed. *bare*: the same
   * where nothing is pushed. */
  show(place: Place, bare: Place, address: Address, outside: Outside | null): void {
    const told = one("[data-outside]", this.root)!;
    told.hidden = !outside;
    for (const part of all("[data-why]", told)) part.hidden = part.dataset["why"] !== (outside instanceof Refused ? "refused" : outside);
    text(told, "refused", outside instanceof Refused ? outside.says : said``);
    one("[data-command]", told)!.textContent = outside ? this.command(address) : "";
    this.switches(address);
    this.wants(address, place, bare);
    this.answers(place);
    this.lanes(place, bare);
    this.claims(place);
    this.numbers(place);
    this.pushes(bare, address);
    if (outside) this.say(onPage(told.innerText));
    else this.changed(place, bare);
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
      button.closest("[data-want]")?.classList.toggle("touched", false);
    }
    for (const step of steps) {
      const row = one(`[data-want="${CSS.escape(step.split(":")[1] ?? "")}"]`, this.root);
      row?.classList.add("touched");
    }
    const wants = place.wants(), before = bare.wants();
    for (const row of all("[data-want]", this.root)) {
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
      const own = all("[data-want]", actor).flatMap((row) => wants.get(this.line(row)) ?? []).filter(({ dropped }) => !dropped);
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

  private answers(place: Place): void {
    const { head } = this.data, here = place.looked, words: Shown[] = [], plain = isPlain(place.setting);
    head.questions.forEach((id, question) => {
      const row = one(`[data-answer="${CSS.escape(id)}"]`, this.root)!;
      const { said: told, table } = place.answer(question);
      const whole = answered(table.cells(here)), first = answered(table.cells(base(here)));
      text(row, "said", plain ? head.said[question]! : told);
      const own = one("[data-t=here]", row)!;
      own.hidden = place.reading === 0 || first === whole || !table.known(here);
      text(row, "word", own.hidden ? said`` : head.answered[first]!);
      text(row, "basis", plain ? head.basis[question]! : said``);
      words.push(told);
    });
    text(this.root, "moved", place.moment()?.moved ?? said``);
    this.say(joined(words, " "));
  }

  // -- ways out

  private lanes(place: Place, bare: Place): void {
    const list = one("[data-lanes]", this.root)!, moment = place.moment();
    text(this.root, "lanes-title", moment?.title ?? said``);
    text(this.root, "lanes-more", moment?.more ?? said``);
    one("[data-impossible]", this.root)!.hidden = moment !== null;
    const filed = isPushed(place.setting) ? bare.moment()?.lanes ?? [] : [], wants = place.wants(), were = bare.wants();
    this.rows(list, "lane", moment?.lanes ?? [], (lane) => lane.key, (row, lane) => {
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
    this.rows(one("[data-dials]", row)!, "dial", dialsOf(this.data, place, lane.line), (dial) => String(dial.driver),
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

  private claims(place: Place): void {
    const { head } = this.data, here = place.looked, plain = isPlain(place.setting);
    const every = head.claims.map(([id, says, group], number) => {
      const claim = place.claim(number), values = claim.table.cells(here), word = verdictOf(values);
      const holds = values.filter((cell) => cell === YES).length, defined = values.filter((cell) => cell !== UNDEFINED).length;
      const cells = fit(head.cells[defined ? Number(defined < values.length) : 2]!, holds, defined, values.length - defined);
      const notes = plain ? head.notes[number]! : joined([claim.turning, head.about[number]![word]!], " · ");
      return { id, says, group, word, ...claim, cells, notes, share: defined ? holds / defined : 0 };
    });
    const found = every.filter(({ table }) => table.known(here)), beyond = every.filter(({ table }) => !table.known(here));
    const own = found.filter(({ group }) => group === 0), author = own.length ? own : found;
    const counts = head.verdicts.map((_, word) => author.filter((claim) => claim.word === word).length);
    const title = boardTitle(this.data.sentences, counts, own.length > 0);
    text(this.root, "claims-title", beyond.length ? said`${title}. ${joined(beyond.map(({ id, says }) => said`“${says}” (${id})`), "; ")}: ${head.beyond}` : title);
    const groups = head.verdicts.map((_, word) => {
      const own = found.filter((claim) => claim.group === 0 && claim.word === word).sort((a, b) => b.share - a.share);
      const turns = own.reduce((all, claim) => all | claim.turns, 0);
      return { key: `v${word}`, heading: groupHeading(this.data.sentences, word, own.length, turns), own };
    });
    for (const [kind, name] of [[1, "others"], [2, "probes"]] as const) {
      const own = found.filter((claim) => claim.group === kind).sort((a, b) => a.word - b.word);
      groups.push({ key: `g${kind}`, heading: groupHeading(this.data.sentences, name, own.length), own });
    }
    this.rows(one("[data-groups]", this.root)!, "group", groups.filter(({ own }) => own.length), ({ key }) => key, (part, group) => {
      text(part, "heading", group.heading);
      this.rows(one("[data-claims]", part)!, "claim", group.own, ({ id }) => id, (row, claim) => {
        one("use", row)!.setAttribute("href", `#m-${head.marks[claim.word]!.replaceAll(" ", "-")}`);
        text(row, "verdict", head.verdicts[claim.word]!);
        text(row, "says", claim.says);
        text(row, "id", claim.id);
        one<HTMLAnchorElement>("[data-t=id]", row)!.href = `#claim-${claim.id}`;
        cite(one<HTMLButtonElement>("[data-place]", row)!, `claim-${claim.id}`);
        text(row, "notes", claim.notes);
        text(row, "cells", claim.cells);
        grid(one("svg.grid", row)!, claim.table, here, claim.cells);
      });
    });
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
    this.rows(one("[data-pushes]", this.root)!, "push", [...numbers, ...steps], ({ key }) => key, (row, push) => {
      text(row, "told", push.told);
      one("[data-undo]", row)!.dataset["undo"] = push.key;
    });
    const pushed = numbers.length + steps.length > 0;
    one("[data-changed]", this.root)!.hidden = !pushed;
    const refuted = one("[data-refuted]", this.root); // what happened refutes the file, not what it is pushed to
    if (refuted !== null) refuted.hidden = pushed;
    one("[data-differences]", this.root)!.replaceChildren();
    one("[data-difference]", this.root)!.hidden = true;
  }

  /** What a step does, as its button says. */
  private stepText(step: string): Shown {
    const button = all("[data-do]", this.root).find((own) => own.dataset["do"] === step);
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
    head.claims.forEach(([id, says], claim) => {
      const word = (table: Table, own: Looked): Shown => head.verdicts[verdictOf(table.cells(own))]!;
      compare("claim", id, says, bare.claim(claim).table, place.claim(claim).table, word);
    });
    const partly = (item: { kind: string }): number => Number(item.kind.startsWith("cell"));
    const ordered = [...found].sort((a, b) => partly(a) - partly(b));
    const list = one("[data-differences]", this.root)!;
    for (const item of ordered) {
      const row = this.template(item.kind);
      row.dataset["row"] = item.key;
      fill(row, { says: item.says, id: item.id, before: item.before, after: item.after, cells: said`${item.cells}` });
      list.append(row);
    }
    // One line: the first, and how many more there are; the others where somebody asks.
    const first = one("[data-first]", this.root)!;
    first.replaceChildren(...[...(list.firstElementChild?.cloneNode(true).childNodes ?? [])]);
    if (ordered.length > 1) {
      const more = this.template("more");
      fill(more, { cells: said`${ordered.length - 1}` });
      first.append(more);
    }
    const some = ordered.length > 0;
    one("[data-difference]", this.root)!.hidden = false;
    one("[data-some]", this.root)!.hidden = !some;
    one("[data-none]", this.root)!.hidden = some;
  }

  // -- rows that are kept

  private template(name: string): HTMLElement {
    const found = one<HTMLTemplateElement>(`template[data-row-of="${name}"]`, this.root)!;
    return found.content.firstElementChild!.cloneNode(true) as HTMLElement;
  }

  private rows<T>(list: HTMLElement, name: string, items: T[], key: (item: T) => string, put: (row: HTMLElement, item: T) => void): void {
    const known = new Map([...list.children].map((row) => [(row as HTMLElement).dataset["row"], row as HTMLElement]));
    const shown = items.map((item) => {
      const row = known.get(key(item)) ?? this.template(name);
      row.dataset["row"] = key(item);
      if (!row.parentElement) list.append(row);
      put(row, item);
      return row;
    });
    for (const row of known.values()) if (!shown.includes(row)) row.remove();
    if (this.dragging) return;
    shown.forEach((row, place) => {
      if (list.children[place] !== row) {
        const focused = row.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
        list.insertBefore(row, list.children[place] ?? null);
        focused?.focus();
      }
    });
  }
}

/** Where a number stands on a line that is 84 wide: the middle of its thumb goes from 8 to 76. */
const along = ({ low, high }: Driver, value: number): string => (8 + (68 * (value - low)) / (high - low || 1)).toFixed(2);

/** A text where a row has a place for it; an empty place is not shown. */
function text(within: HTMLElement, name: string, said: Shown): void {
  for (const place of all(`[data-t="${name}"]`, within)) {
    if (place.textContent !== said) place.textContent = said;
    place.toggleAttribute("data-empty", said === "");
  }
}

const isTurned = (was: Wanted, now: Wanted): boolean => was.says !== now.says || was.told !== now.told;

/** What is no longer said in a row, and the numbers that did it; "" for neither. */
function struck(row: HTMLElement, was: Shown, by: Shown): void {
  one("[data-struck]", row)!.hidden = was === "";
  text(row, "was", was);
  text(row, "by", by);
}

const isPushed = ({ numbers, steps }: Setting): boolean => numbers.size + steps.length > 0;

/** A button that opens what the page says of where a row is from; none where nothing is said. */
function cite(button: HTMLButtonElement, row: string): void {
  const words = document.getElementById(`place-${row}`), short = onPage(words?.dataset["short"]);
  button.hidden = words === null;
  button.textContent = short;
  button.setAttribute("aria-label", said`${short}: where this is from`);
  button.setAttribute("popovertarget", `place-${row}`);
}

/** Whether it is the file as it is. */
const isPlain = (setting: Setting): boolean =>
  !isPushed(setting) && [setting.scenario, setting.view, setting.way, ...setting.answers].every((own) => own === 0);

/** Texts in the places of ⟦their names⟧. */
function fill(row: HTMLElement, values: Record<string, Shown>): void {
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    node.nodeValue = (node.nodeValue ?? "").replace(/⟦(\w+)⟧/g, (_, name: string) => values[name] ?? "");
}

/** The cells of the first of the readings that are looked at. */
const base = ({ rows, columns }: Looked): Looked => ({ rows: rows.slice(0, 1), columns });

/** Every reading that is looked at across, every concept down; the first reading has a tick above. */
function grid(svg: Element, table: Table, { rows, columns }: Looked, told: Shown): void {
  const wide = rows.length * CELL - 1, high = columns.length * CELL - 1;
  svg.setAttribute("viewBox", `0 -5 ${wide} ${high + 5}`);
  svg.setAttribute("width", String(wide));
  svg.setAttribute("height", String(high + 5));
  svg.setAttribute("aria-label", told);
  const paths = ["", "", "", "", ""];
  columns.forEach((column, line) => {
    rows.forEach((row, place) => (paths[table.cell(row, column)] += `M${place * CELL} ${line * CELL + 1.5}h3`));
  });
  one(".fails", svg as unknown as ParentNode)!.setAttribute("d", paths[0]!);
  one(".holds", svg as unknown as ParentNode)!.setAttribute("d", paths[1]!);
  one(".undefined", svg as unknown as ParentNode)!.setAttribute("d", paths[4]!);
  one(".here", svg as unknown as ParentNode)!.setAttribute("d", "M1.5 -5v3.5");
}
