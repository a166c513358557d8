// What follows of a push, told before the server has answered: the page has the compiled assessment too, and runs it.
import type { Address } from "./address";
import { all, made, one, root } from "./dom";
import { answered, base, Data, type Place } from "./explorable/data";
import { Deciding } from "./explorable/deciding";
import { Refused } from "./explorable/engine";
import { Later } from "./explorable/later";
import { MachineError } from "./explorable/machine";
import { settingOf } from "./explorable/setting";
import { verdictOf } from "./explorable/verdicts";
import { capital, part, told, type Shown } from "./shown";

/** The page that tells ahead: what it shows, and marks beside claims and answers. A bundle of its own shares no module with it. */
export interface Shell {
  shown(): string;
  digest(): string;
  draft(): string | undefined;
  /** What is switched on. */
  address(): Address;
  /** Keeps what the server has said, in case that it says nothing to what is told ahead of it. */
  keep(): void;
  mark(marks: Readonly<Record<string, string>>): void;
  /** Claims that are told a moment later, and the words that say so. */
  counting(names: readonly string[], words: Shown): void;
  /** Keeps what is held where it is on the screen; what it gives is called after the change. */
  anchored(): () => void;
}

/** The longest answer that stands on one line with its question. */
const LINE = 90;

export class Ahead {
  private data: Data | null = null;
  /** Of the text that it is compiled from, and the coding. */
  private of: string | undefined;
  private asking = false;
  /** The marks of claims, once the answer is painted. */
  private readonly marks = new Later();
  private readonly rows = new Later();
  private readonly later = new Later(this.rows);
  private deciding: Deciding | null = null;
  /** What the rows are of that the server wrote last. */
  private written: Address;

  constructor(private readonly shell: Shell) {
    this.written = shell.address();
    for (const event of ["shown", "restored"]) root.addEventListener(event, () => { this.marks.abandon(); this.later.abandon(); }); // the server was sooner
    root.addEventListener("restored", () => this.deciding?.written());
    root.addEventListener("shown", (event) => {
      if (!["all", "reasons"].includes((event as CustomEvent).detail)) return;
      this.written = shell.address();
      this.deciding?.written(this.at(this.written));
      if ((event as CustomEvent).detail === "reasons") void this.prepare(); // of another text, or coding: the server told all of it first
    });
  }

  /** Get ready for the text as it is saved: where it cannot be compiled, or a browser runs no WebAssembly, the server tells alone. */
  async prepare(): Promise<void> {
    const code = this.shell.address().get("code"), wanted = this.wanted();
    if (this.asking || this.of === wanted) return;
    this.asking = true;
    try {
      const response = await fetch(`/api/program?case=${encodeURIComponent(this.shell.shown())}&code=${encodeURIComponent(code)}`);
      if (!response.ok) return; // it is asked again after the next push
      const { packed, digest } = (await response.json()) as { readonly packed: string | null; readonly digest: string };
      [this.data, this.of] = [packed === null ? null : await Data.of(packed), `${digest} ${code}`];
      const rows = one('[data-fragment="reading"]');
      this.deciding = this.data && rows && new Deciding(rows, this.data, this.rows);
      this.deciding?.written(this.at(this.written));
    } catch (error) {
      if (error instanceof MachineError) [this.data, this.of] = [null, wanted];
    } finally {
      this.asking = false;
      root.toggleAttribute("data-ahead", this.data !== null);
    }
  }

  /** What it has to be compiled from to tell what is switched on. */
  private wanted(): string {
    return `${this.shell.digest()} ${this.shell.address().get("code")}`;
  }

  /** What follows there; null where the page cannot tell. */
  private at(address: Address): Place | null {
    if (this.data === null) return null;
    const setting = settingOf(this.data, address), place = typeof setting === "string" || setting instanceof Refused ? null : this.data.at(setting);
    return place instanceof Refused ? null : place;
  }

  /** Show what follows there, as far as the page can tell, and claims that take long a moment later, unless something else is shown
   * before; the server tells all of it. */
  show(address: Address): void {
    const { data, shell } = this, rows = one('[data-fragment="reading"]');
    this.marks.abandon();
    this.later.abandon();
    rows?.removeAttribute("data-told");
    if (data === null || this.of !== this.wanted() || shell.draft() !== undefined) return;
    const place = this.at(address), bare = this.at(address.bare);
    if (!place) return;
    const still = shell.anchored();
    const here = base(place.looked), { claims } = data.head, waiting = [...claims.keys()].filter((claim) => !place.isCounted(claim, here));
    const drifting = [...claims.keys()].filter((claim) => place.leavesOut(claim));
    shell.keep();
    shell.mark(answerMarks(data, place));
    shell.counting(waiting.map((claim) => claims[claim]![0]), data.sentences.said("claims.counting.note"));
    shell.counting(drifting.map((claim) => claims[claim]![0]), data.sentences.said("claims.counting.drift"));
    answers(data, place);
    then(place);
    lanes(place);
    // Which numbers and wants decide is the server's to say wherever something else is selected; then what they do is told here.
    if (bare && this.deciding && selected(address) === selected(this.written)) {
      this.deciding.show(place, bare, address);
      rows?.setAttribute("data-told", "");
    }
    still();
    this.marks.begin([][Symbol.iterator](), () => shell.mark(marks(data, place)));
    if (waiting.length) this.later.begin(place.counting(here), () => shell.mark(marks(data, place)));
  }
}

/** All that is selected, without pushes and what is open. */
const selected = (address: Address): string => address.bare.with({ ask: "", of: "" }).query();

/** What comes first is the server's to tell. */
function answerMarks({ head }: Data, place: Place): Record<string, string> {
  const own = [...head.questions.entries()].filter(([question]) => !place.leavesOutAnswer(question));
  return Object.fromEntries(own.map(([question, id]): [string, string] => {
    const word = head.answered[answered(place.answer(question).table.cells(base(place.looked)))]!;
    return [`answer:${id}`, word.slice(0, 1).toUpperCase() + word.slice(1)];
  }));
}

/** What holds in the reading that is looked at, as the server's first stage tells it, but for claims that are not counted yet. */
function marks(data: Data, place: Place): Record<string, string> {
  const { head } = data, here = base(place.looked);
  const claims = [...head.claims.keys()].filter((claim) => place.isCounted(claim, here) && !place.leavesOut(claim)).map((claim): [string, string] =>
    [`claim:${head.claims[claim]![0]}`, head.verdicts[verdictOf(place.claimIn(claim, here))]!]);
  return { ...answerMarks(data, place), ...Object.fromEntries(claims) };
}

function answers({ head, sentences }: Data, place: Place): void {
  head.questions.forEach((id, question) => {
    const row = one(`[data-answer="${CSS.escape(id)}"]`), place_ = row && one(".said", row), { table } = place.answer(question);
    const drifts = place.leavesOutAnswer(question), waits = told`${capital(sentences.said("claims.counting.drift"))}.`;
    const said = drifts ? waits : place.answer(question).said;
    if (!row || !place_ || place_.textContent === said) return;
    const brief = one("[data-brief]", row), word = head.answered[answered(table.cells(place.looked))]!;
    if (drifts) one("[data-here]", row)?.toggleAttribute("hidden", true);
    if (brief) brief.textContent = drifts || [...said].length <= LINE ? said : told`${capital(word)}.`;
    const cut = said.startsWith("Only if ") ? 7 : said.replaceAll(":", ",").indexOf(",") + 1 || said.length;
    place_.replaceChildren(made("b", "", part(said, 0, cut)), said.slice(cut));
    (one(".basis", row) ?? one(`[data-basis-of="${CSS.escape(id)}"] .basis`))?.classList.add("old");
  });
}

/** Whether anybody moves, and where that ends. */
function then(place: Place): void {
  const row = one("[data-then]"), words = place.then();
  if (!row || row.textContent === words) return;
  row.textContent = words;
  row.classList.add("changed");
}

function lanes(place: Place): void {
  const moment = place.moment();
  if (!moment) return;
  const title = one("#lanes-title");
  if (title && title.textContent !== moment.title) title.textContent = moment.title;
  for (const lane of moment.lanes) {
    const row = all("[data-lane]").find((own) => own.dataset["lane"] === lane.key);
    if (!row) continue; // the server puts in what is new
    row.classList.toggle("taken", lane.taken);
    row.classList.toggle("deterred", lane.deterred);
    const spoken = one(".stop .unseen", row);
    if (spoken) spoken.textContent = lane.taken ? "pays:" : "does not pay:";
    const follows = one(".follows span", row), reason = one(".reason p", row);
    if (follows && follows.textContent !== lane.follows) follows.textContent = lane.follows;
    if (reason && !reason.textContent?.includes(lane.reason)) reason.textContent = lane.reason;
  }
}
