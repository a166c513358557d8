// Conclusions as dots in one row, by their words; those that changed have a ring, and are listed.
import { one } from "../dom";
import { told, type Shown } from "../shown";
import type { Data } from "./data";
import { Rows, text } from "./rows";

/** A claim, and its word by number: before, where a push changed it. *counting*: the word is that of a moment ago, and null where there was
 * none; null of one that is not counting: it is left out. */
export interface Followed { id: Shown; says: Shown; word: number | null; before: number | null; turning: Shown; group: number; counting: boolean }

/** The most conclusions that are listed under the dots. */
const LISTED = 4;

export class Dots {
  constructor(private readonly root: HTMLElement, private readonly data: Data, private readonly rows: Rows) {}

  /** A dot for each of the author's conclusions, by its word; those that changed have a ring, and are listed. */
  show(claims: readonly Followed[], pushed: boolean): void {
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
    if (word === null && !counting) return this.data.head.leftOut;
    if (counting || word === null) return this.data.sentences.said("claims.counting.note");
    const { verdicts } = this.data.head, now = verdicts[word]!;
    return before === null ? now : told`${verdicts[before]!} → ${now}`;
  }
}
