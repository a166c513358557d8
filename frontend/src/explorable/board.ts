// All claims in words, by what follows of each: as `board_of` in `plugins/serve/consequences.py`.
import { fit, joined, told as said, type Shown } from "../shown";
import type { Data, Place, Table } from "./data";
import { UNDEFINED, YES } from "./engine";
import { isPlain } from "./setting";
import { boardTitle, COUNTING, groupHeading, LEFT, verdictOf } from "./verdicts";

/** A claim. *table*: null while it is counted: then *word* and *share* are as they were told last, and say where it stands. One that is
 * left out has a word of its own where it is not known. */
export interface Row {
  readonly id: Shown; readonly says: Shown; readonly group: number; readonly word: number; readonly turns: number;
  readonly table: Table | null; readonly cells: Shown; readonly notes: Shown; readonly share: number;
}

export interface Group { readonly key: string; readonly heading: Shown; readonly own: readonly Row[] }

/** *title*: how many of the author's claims there are of each verdict. */
export interface Told { readonly title: Shown; readonly groups: readonly Group[] }

export class Board {
  /** Of each claim its row as it was told last, where it could be. */
  private readonly last = new Map<number, Row>();

  constructor(private readonly data: Data) {}

  /** What is known of all claims, now: those that take long are counted, and stay where they were. */
  of(place: Place): Told {
    const { head, sentences } = this.data;
    const every = head.claims.map((_, number) => (place.isCounted(number) ? this.row(place, number) : this.counted(number)));
    const isKnown = ({ table, word }: Row): boolean => table === null || word === LEFT || table.known(place.looked);
    const found = every.filter(isKnown), beyond = every.filter((claim) => !isKnown(claim));
    const own = found.filter(({ group }) => group === 0), author = own.length ? own : found, words = [...head.verdicts.keys(), COUNTING, LEFT];
    const counts = words.map((word) => author.filter((claim) => (claim.table ? claim.word : COUNTING) === word).length);
    const title = boardTitle(sentences, counts, own.length > 0), names = beyond.map(({ id, says }) => said`“${says}” (${id})`);
    const groups = words.map((word) => this.group(word, own.filter((claim) => claim.word === word)));
    for (const [kind, name] of [[1, "others"], [2, "probes"]] as const) {
      const other = found.filter(({ group }) => group === kind).sort((a, b) => a.word - b.word);
      groups.push({ key: `g${kind}`, heading: groupHeading(sentences, name, other.length), own: other });
    }
    return {
      title: beyond.length ? said`${title}. ${joined(names, "; ")}: ${head.beyond}` : title,
      groups: groups.filter(({ own }) => own.length),
    };
  }

  /** The author's claims of a verdict. The heading tells of those that are not counted, if there are any. */
  private group(word: number, own: Row[]): Group {
    const { sentences } = this.data, told = own.filter(({ table }) => table), turns = told.reduce((all, claim) => all | claim.turns, 0);
    const heading = told.length ? groupHeading(sentences, word, told.length, turns) : groupHeading(sentences, COUNTING, own.length);
    return { key: `v${word}`, heading, own: own.sort((a, b) => b.share - a.share) };
  }

  private row(place: Place, number: number): Row {
    const { head } = this.data, [id, says, group] = head.claims[number]!, { turning, turns, table } = place.claim(number);
    if (place.leavesOut(number) && !table.known(place.looked))
      return { id, says, group, word: LEFT, turns, table, cells: head.leftOut, notes: head.leftOut, share: 0 };
    const values = table.cells(place.looked), word = verdictOf(values);
    const holds = values.filter((cell) => cell === YES).length, defined = values.filter((cell) => cell !== UNDEFINED).length;
    const cells = fit(head.cells[defined ? Number(defined < values.length) : 2]!, holds, defined, values.length - defined);
    const notes = isPlain(place.setting) ? head.notes[number]! : joined([turning, head.about[number]![word]!], " · ");
    const row = { id, says, group, word, turns, table, cells, notes, share: defined ? holds / defined : 0 };
    if (table.known(place.looked)) this.last.set(number, row);
    return row;
  }

  private counted(number: number): Row {
    const [id, says, group] = this.data.head.claims[number]!, notes = this.data.sentences.said("claims.counting.note");
    const { word, share } = this.last.get(number) ?? { word: COUNTING, share: 0 };
    return { id, says, group, word, share, turns: 0, table: null, cells: notes, notes };
  }
}
