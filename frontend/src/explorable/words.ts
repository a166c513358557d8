// The words of games: wants by the branch in force, states and moves. As `presentation/phrases.py` and `presentation/states.py`,
// of which the page carries the pieces (`plugins/serve/explorable/words.py`).
import { joined, shown, told, type Shown } from "../shown";
import type { GameState, WantState } from "./answers";
import { listed } from "./english";

/** A text; in one with slots the numbers of drivers stand between its parts. */
export type Slotted = Shown | (Shown | number)[];

/** A branch of a want: its words in the file, what is wanted, its name as a reason, as a short reason, and as the reason of who was named. */
type Branch = [Slotted, Slotted, Slotted, Slotted, Slotted];

export interface Wording {
  /** `want`, `otherwise`, and both. */
  parts: [Branch, Branch, Branch];
  /** In an older file: the condition without which its words are in doubt (-1: none), and the same without these words. */
  doubt: number;
  silent: [Branch, Branch, Branch] | [];
  /** Behind its condition. */
  drivers: number[];
  /** Its condition as a sum: at a start (-1: at any), how it is compared with nothing, so much of each driver, and a constant, in whole numbers. */
  dials: [number, number, [number, number][], number][];
}

/** (line, wording): those that an answer, a scenario or a view brings. */
export type Rewriting = [number, number][];

export interface WordsHead {
  /** Of each bit its actor, the act where it is switched on and off, what it needs first, its name, and its option in degrees or -1. */
  acts: [number, Shown, Shown, Shown, Shown, number][];
  /** How each actor is called inside a sentence, whether its verb is in the plural, and its id. */
  called: [Shown, number, Shown][];
  /** Of each term the words, whether acts of several actors bring it about, and the bits that it is about where it names a state, else -1. */
  terms: [Shown, number, number][];
  rewritten: { open: Rewriting[][]; scenarios: Rewriting[]; views: Rewriting[] };
  wants: { id: Shown; actor: number; wordings: Wording[] }[];
}

/** A want where a game begins: its words in the file, what is wanted, what it is called by as a reason; `drivers`: behind its condition. */
export interface Wanted { says: Shown; told: Shown; words: Shown; met: boolean; dropped: boolean; drivers: number[] }

const SAYS = 0, WISH = 1, NAME = 2, SHORT = 3, ITS = 4;
const BOTH = 2;

export const numberText = (value: number): Shown => shown(fixed(value).replace("-", "−"));

/** A driver's value: two decimals if they are exact, otherwise three or four; "about" and two if it has more. */
export function driverText(value: number): Shown {
  const places = [2, 3, 4].find((own) => Number(value.toFixed(own)) === Number(value.toFixed(6)));
  return places === undefined ? told`about ${numberText(value)}` : shown(value.toFixed(places).replace("-", "−"));
}

/** Two decimals; what lies in the middle goes to the even one, as in Python. Of numbers only odd eighths do. */
function fixed(value: number): string {
  if (Math.abs(value * 8) % 2 !== 1) return value.toFixed(2);
  const below = Math.floor(value * 100);
  return ((below % 2 === 0 ? below : below + 1) / 100).toFixed(2);
}

/** The words of one game. *wording*: of each line; *holds*: whether a condition, by its number, holds as the file begins. */
export class GameWords {
  constructor(
    private readonly head: WordsHead, private readonly game: GameState, private readonly wording: readonly number[],
    private readonly holds: (condition: number) => boolean,
  ) {}

  /** A want at its place. */
  wanted({ line, branch, met, dropped }: WantState): Wanted {
    const own = this.own(line), part = branch < 0 ? BOTH : branch;
    const [says, wish, name] = [SAYS, WISH, NAME].map((kind) => this.filled(this.parts(own)[part]![kind]!)) as [Shown, Shown, Shown];
    return { says, told: wish, words: name, met: met === 1, dropped, drivers: own.drivers };
  }

  /** A want as a reason, in a branch where it is the same in both states. */
  short(line: number, here: number, there: number): Shown { return this.part(line, here, there, SHORT); }

  /** The same of an actor that was just named. */
  its(line: number, here: number, there: number): Shown { return this.part(line, here, there, ITS); }

  /** The condition of a want as a sum, where it has one. */
  dial(line: number): [number, [number, number][], number] | null {
    const own = this.own(line).dials.find(([start]) => start === -1 || start === this.game.start);
    return own ? [own[1], own[2], own[3]] : null;
  }

  private part(line: number, here: number, there: number, kind: number): Shown {
    return this.filled(this.parts(this.own(line))[here === there ? here : BOTH]![kind]!);
  }

  private own(line: number): Wording { return this.head.wants[line]!.wordings[this.wording[line]!]!; }

  private parts({ parts, silent, doubt }: Wording): Branch[] { return doubt >= 0 && !this.holds(doubt) ? silent : parts; }

  private filled(text: Slotted): Shown {
    if (typeof text === "string") return text;
    return joined(text.map((part) => (typeof part === "number" ? numberText(this.game.drivers[part]!) : part)), "");
  }
}

/** States and moves in words. */
export class ActWords {
  constructor(readonly head: WordsHead) {}

  the(actor: number): Shown { return this.head.called[actor]![0]; }

  id(actor: number): Shown { return this.head.called[actor]![2]; }

  agree(actor: number, one: string, many: string): Shown { return shown(this.many(actor) ? many : one); }

  many(actor: number): boolean { return this.head.called[actor]![1] === 1; }

  /** What is on in a state, by bits: of an option in degrees the highest. */
  on(state: number): number[] {
    const bits = this.head.acts.map((_, bit) => bit).filter((bit) => has(state, bit));
    return bits.filter((bit) => this.degrees(bit) < 0 || !bits.some((other) => other > bit && this.degrees(other) === this.degrees(bit)));
  }

  /** One act with its actor. */
  act(bit: number, on: boolean): Shown {
    const [actor] = this.head.acts[bit]!;
    return this.the(actor) ? told`${this.the(actor)} ${this.phrase(bit, on)}` : this.phrase(bit, on);
  }

  /** What an act needs first, as a clause. */
  needs(bit: number): Shown { return this.head.acts[bit]![3]; }

  /** The act in one word, whatever the language of its name. */
  name(bit: number): Shown { return this.head.acts[bit]![4]; }

  /** A state as clauses, one for each actor. */
  state(state: number): Shown {
    const parts = this.byActor(this.on(state), true);
    return parts.length ? joined(parts, "; ") : told`no act is on`;
  }

  /** The move of one actor between two states, with its subject. */
  move(actor: number, before: number, after: number): Shown {
    const old = this.on(before), now = this.on(after), begun = now.filter((bit) => !old.includes(bit));
    const moved = new Set(now.map((bit) => this.degrees(bit)).filter((option) => option >= 0));
    // An option that is still on, at another level, is worded by that level alone.
    const ended = old.filter((bit) => !now.includes(bit) && !moved.has(this.degrees(bit)));
    const acts = [...begun.map((bit) => this.phrase(bit, true)), ...ended.map((bit) => this.phrase(bit, false))];
    return told`${this.the(actor)} ${listed(acts)}`;
  }

  /** The bits that one state has on and another has not, and the other way round. */
  turned(before: number, after: number): [number, boolean][] {
    const old = this.on(before), now = this.on(after);
    return [
      ...now.filter((bit) => !old.includes(bit)).map((bit): [number, boolean] => [bit, true]),
      ...old.filter((bit) => !now.includes(bit)).map((bit): [number, boolean] => [bit, false]),
    ];
  }

  /** What comes about in states, seen from the start. *holds*: whether a term holds in a state. */
  called(states: number[], start: number, holds: (state: number, term: number) => boolean): Shown[] {
    const brief = states.map((state) => this.comes(state, start, holds, false));
    return states.map((state, place) =>
      (brief.filter((name) => name === brief[place]).length > 1 ? this.comes(state, start, holds, true) : brief[place]!));
  }

  private comes(state: number, start: number, holds: (state: number, term: number) => boolean, whole: boolean): Shown {
    if (state === start) return told`nothing moves`;
    const terms = this.head.terms.map((_, term) => term).filter((term) => this.head.terms[term]![2] >= 0 && holds(state, term) && !holds(start, term));
    const acts = this.turned(start, state).filter(([bit]) => !terms.some((term) => has(this.head.terms[term]![2], bit)));
    const begun = this.byActor(acts.filter(([, on]) => on).map(([bit]) => bit), true);
    const ended = this.byActor(acts.filter(([, on]) => !on).map(([bit]) => bit), false);
    const names = [...begun, ...terms.map((term) => this.head.terms[term]![0])];
    return listed(whole || !names.length ? [...names, ...ended] : names);
  }

  private byActor(bits: number[], on: boolean): Shown[] {
    const own = new Map<number, Shown[]>();
    for (const bit of bits) {
      const actor = this.head.acts[bit]![0];
      own.set(actor, [...(own.get(actor) ?? []), this.phrase(bit, on)]);
    }
    return [...own].map(([actor, acts]) => told`${this.the(actor)} ${listed(acts)}`);
  }

  private phrase(bit: number, on: boolean): Shown { return this.head.acts[bit]![on ? 1 : 2]; }

  private degrees(bit: number): number { return this.head.acts[bit]![5]; }
}

/** Whether a bit of a state is on: there are at most 31. */
export const has = (state: number, bit: number): boolean => ((state >> bit) & 1) === 1;
