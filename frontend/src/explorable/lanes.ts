// The ways out of the start in words, and where it goes: as `inquiry/ways.py` and `questions/lanes/text.py`.
import { capital, joined, told, type Shown } from "../shown";
import { compared, type ActOut, type Comparison, type GameState, type StepOn, type WaysOut } from "./answers";
import { count, listed, number, ordinal, plural, type Sentences } from "./english";
import type { ActWords, GameWords } from "./words";

/** One way out. *line*: of the want that decides, -1 where none does. */
export interface Lane {
  key: string; actor: number; act: Shown; taken: boolean; deterred: boolean;
  reason: Shown; line: number; chain: Shown; follows: Shown;
}

/** The ways out of a start, and where it goes. */
export interface Moment { holds: boolean; moved: Shown; title: Shown; lanes: Lane[]; more: Shown }

interface Way {
  actor: number; turned: [number, boolean][]; target: number; ready: boolean; better: boolean; indifferent: boolean; taken: boolean;
  comparison: Comparison | null; countermoves: ActOut["countermoves"]; follows: Following | null;
}

/** What follows a way. *steps*: those that go on from it; *back*: whether somebody takes it straight back; *ends*: where roads end. */
interface Following { from: number; steps: (StepOn & { brings: number[] })[]; back: boolean; brings: number[]; ends: number[]; whole: boolean }

/** The most ways that are shown, and that are told of movers and endings; the longest want that is a reason. */
const SHOWN = 24, TOLD = 2, LONGEST = 140;
/** The most states through which ways are followed. */
const MOST = 400;

/** The words for one game and the ways out of its start. */
export class Lanes {
  private readonly start: number;
  private readonly steps: Map<number, StepOn[]>;
  private readonly holding: Map<number, boolean[]>;
  private readonly ways: Way[];
  private readonly walked = new Set<number>();

  constructor(
    private readonly acts: ActWords, private readonly words: GameWords, private readonly sentences: Sentences,
    private readonly game: GameState, private readonly out: WaysOut,
  ) {
    this.start = game.start;
    this.steps = new Map(out.states.map(({ state, steps }) => [state, steps]));
    this.holding = new Map(out.states.map(({ state, terms }) => [state, terms]));
    this.walked.add(this.start);
    this.ways = [...out.acts.map((act) => this.single(act)), ...out.together.map((move) => this.together(move))]
      .sort((a, b) => Number(!a.taken) - Number(!b.taken) || a.actor - b.actor);
  }

  moment(): Moment {
    const kept = this.dearest(), rest = this.ways.length - kept.length;
    return {
      holds: this.out.stable, moved: this.moved(), title: this.title(), lanes: kept.map((way) => this.lane(way)),
      more: rest ? told`And ${count(rest, "way")} more.` : told``,
    };
  }

  // -- ways

  private single({ actor, bit, on, kind, target, comparison, countermoves }: ActOut): Way {
    const taken = kind === 1 && this.onward(actor, target);
    return {
      actor, turned: [[bit, on]], target, ready: kind !== -2, better: kind === 1, indifferent: kind === 0, taken, comparison,
      countermoves: taken ? [] : countermoves, follows: kind === -2 ? null : this.following(target),
    };
  }

  private together({ actor, target, comparison }: WaysOut["together"][number]): Way {
    return {
      actor, turned: this.acts.turned(this.start, target), target, ready: true, better: true, indifferent: false, taken: true,
      comparison, countermoves: [], follows: this.following(target),
    };
  }

  private onward(actor: number, target: number): boolean {
    return this.steps.get(this.start)!.some((step) => step.actor === actor && step.state === target);
  }

  /** Those that are shown, by actor and act: first those that are taken, then those stopped by what is dearest to their movers. */
  private dearest(): Way[] {
    const standing = (way: Way): number => {
      const counted = this.game.wants[way.actor]!.filter(({ dropped }) => !dropped), line = this.line(way);
      return line < 0 ? counted.length : counted.findIndex((want) => want.line === line);
    };
    const ranked = [...this.ways].sort((a, b) => Number(!a.taken) - Number(!b.taken) || standing(a) - standing(b));
    const place = (way: Way): number[] => [way.actor, Number(way.turned.length > 1), ...way.turned.map(([bit]) => bit), -1, way.target];
    return ranked.slice(0, SHOWN).sort((a, b) => compared(place(a), place(b)));
  }

  private line(way: Way): number { return way.comparison?.links[0]?.line ?? -1; }

  private lane(way: Way): Lane {
    const acts = way.turned.map(([bit, on]) => `${this.acts.name(bit)}=${Number(on)}`);
    const [first] = way.turned;
    return {
      key: `${this.acts.id(way.actor)}:${acts.join("+") || way.target}`, actor: way.actor,
      act: capital(way.turned.length === 1 ? this.acts.act(...first!) : this.acts.move(way.actor, this.start, way.target)),
      taken: way.taken, deterred: way.countermoves.length > 0, reason: this.reason(way), line: this.line(way), chain: this.chain(way),
      follows: way.follows ? this.follows(way.follows) : told``,
    };
  }

  // -- words of one way

  private reason(way: Way): Shown {
    const said = this.sentences.said.bind(this.sentences);
    if (!way.ready) return said("lanes.first", { needs: this.acts.needs(way.turned[0]![0]) });
    if (way.countermoves.length) {
      let here = way.target;
      const moves = way.countermoves.map(({ actor, state }) => {
        const move = this.acts.move(actor, here, state);
        here = state;
        return move;
      });
      return said("lanes.deterred", { moves: listed(moves, "and then") });
    }
    if (way.better && !way.taken) return said("lanes.unknown");
    const { now, then, ranks, links } = way.comparison!, [link] = links;
    const wanted = link ? this.words.short(link.line, link.here, link.there) : told``;
    if (wanted && [...wanted].length <= LONGEST) return wanted;
    if (way.indifferent) return said("lanes.nothing", { gain: this.acts.agree(way.actor, "gains", "gain") });
    const here: [Shown, number] = [said("preferred.now"), now], there: [Shown, number] = [said("preferred.then"), then];
    const [better, worse] = way.better ? [there, here] : [here, there];
    const preferred = said("preferred.places", {
      better: better[0], first: ordinal(better[1]), of: told`${ranks}`, worse: worse[0], second: ordinal(worse[1]),
    });
    return said("lanes.prefers", { prefer: this.acts.agree(way.actor, "prefers", "prefer"), preferred });
  }

  /** What would decide without the want that does, and so on. */
  private chain(way: Way): Shown {
    if (!way.ready || !way.comparison || (way.better && !way.taken)) return told``;
    const { links, end } = way.comparison;
    if (links.length < 2 && !(links.length && end > 0)) return told``;
    const without = (many: number): Shown => (many === 1 ? told`that` : many === 2 ? told`both` : told`all ${number(many)}`);
    const parts = links.slice(1).map(({ line, here, there }, place) =>
      this.sentences.said("chain.next", { wants: without(place + 1), reason: this.words.its(line, here, there) }));
    const label = end > 0 ? "chain.end.pays" : end < 0 ? "chain.end.loses" : "chain.end.nothing";
    const actor = this.acts.agree(way.actor, "it", "they");
    return joined([...parts, this.sentences.said(label, { wants: without(links.length), actor })], "; ");
  }

  // -- what follows

  private following(target: number): Following {
    const next = (state: number): StepOn[] => {
      this.walked.add(state);
      return this.steps.get(state) ?? [];
    };
    let own = next(target);
    if (own.length > 1) own = [...own].sort((a, b) => a.actor - b.actor || b.rank - a.rank || a.state - b.state);
    const reached = [target];
    let whole = true;
    for (let at = 0; at < reached.length; at++) { // grows while it is walked
      const here = reached[at]!;
      if (here === this.start) continue;
      for (const { state } of next(here)) {
        if (reached.includes(state)) continue;
        if (this.walked.size >= MOST) whole = false;
        else reached.push(state);
      }
    }
    return {
      from: target, steps: own.filter(({ state }) => state !== this.start).map((step) => ({ ...step, brings: this.brings(target, step.state) })),
      back: own.some(({ state }) => state === this.start), brings: this.brings(this.start, target),
      ends: reached.filter((state) => state === this.start || !next(state).length), whole,
    };
  }

  /** The terms of several actors that hold in the second state only. */
  private brings(before: number, after: number): number[] {
    return this.acts.head.terms.flatMap(([, several], term) => (several && this.holds(after, term) && !this.holds(before, term) ? [term] : []));
  }

  private holds(state: number, term: number): boolean { return this.holding.get(state)?.[term] ?? false; }

  private terms(terms: number[]): Shown { return listed(terms.map((term) => this.acts.head.terms[term]![0])); }

  private follows(follows: Following): Shown {
    const said = this.sentences.said.bind(this.sentences);
    if (!follows.steps.length) {
      const then = said(follows.back ? "lanes.undone" : "lanes.stays");
      return follows.brings.length ? said("lanes.brings", { terms: capital(this.terms(follows.brings)), then }) : then;
    }
    const moves = new Map<number, Following["steps"]>();
    for (const step of [...follows.steps.filter(({ brings }) => brings.length), ...follows.steps.filter(({ brings }) => !brings.length)])
      moves.set(step.actor, [...(moves.get(step.actor) ?? []), step]);
    const parts = [...moves.values()].slice(0, TOLD).map((steps) => this.continued(follows.from, steps)), rest = moves.size - parts.length;
    if (rest > 0) parts.push(said("lanes.others", { others: count(rest, "other"), move: plural(rest, "moves", "move") }));
    return told`${capital(joined(parts, ", or "))}${this.ends(follows)}`;
  }

  /** The first of an actor's moves after a way, and that it has others. */
  private continued(from: number, [step, ...others]: Following["steps"]): Shown {
    const { actor, state, brings } = step!, said = this.sentences.said.bind(this.sentences);
    let text = this.acts.move(actor, from, state);
    if (brings.length) text = said("lanes.move.brings", { move: text, terms: this.terms(brings) });
    if (others.length) text = said("lanes.move.another", { move: text, make: this.acts.agree(actor, "makes", "make") });
    return text;
  }

  private ends({ steps, ends, whole }: Following): Shown {
    const said = this.sentences.said.bind(this.sentences), left = this.ways.some(({ taken }) => taken);
    if (!whole) return said("lanes.ends.too_far");
    if (!ends.length) return said("lanes.ends.circles");
    // A start that is left is no end: from there it goes on by the ways that are taken.
    const others = ends.filter((state) => state !== this.start), now = said(left ? "lanes.ends.back" : "lanes.ends.now");
    if (!others.length) return now;
    if (ends.every((end) => steps.some(({ state }) => state === end))) return said("lanes.ends.there");
    const before = others.length === ends.length ? said("lanes.ends.only") : told`${now}${said(left ? "lanes.ends.or_it" : "lanes.ends.or")}`;
    if (others.length > TOLD) return said("lanes.ends.many", { before, ways: count(others.length, "way") });
    const called = this.acts.called(others, this.start, (state, term) => this.holds(state, term));
    return said("lanes.ends.where", { before, states: listed(called, "or where") });
  }

  // -- the whole

  /** That nobody moves, or who does. */
  private title(): Shown {
    const said = this.sentences.said.bind(this.sentences), ways = this.ways.length, taken = this.ways.filter((way) => way.taken);
    if (!ways) return said("lanes.title.closed");
    const out = count(ways, "way");
    if (!taken.length) {
      const unknown = this.ways.some((way) => way.better && !way.countermoves.length);
      return said(unknown ? "lanes.title.unknown" : "lanes.title.nobody", { ways: out, each: plural(ways, "it", "each") });
    }
    const movers = [...new Set(taken.map(({ actor }) => actor))], many = movers.length > TOLD;
    const move = many || movers.every((actor) => this.acts.many(actor)) ? told`move` : told`moves`;
    const who = capital(many ? count(movers.length, "actor") : listed(movers.map((actor) => this.acts.the(actor)), "or"));
    if (taken.length === ways) return said("lanes.title.all", { who, move, ways: out, pays: plural(ways, "which pays", "each of which pays") });
    const rest = ways - taken.length === 1 ? told`the other` : told`the rest`;
    return said("lanes.title.some", { who, move, some: number(taken.length), ways: out, pay: plural(taken.length, "pays", "pay"), rest });
  }

  /** Where the start goes; nothing where it stays. */
  private moved(): Shown {
    const said = this.sentences.said.bind(this.sentences), steps = this.steps.get(this.start)!;
    if (!steps.length) return told``;
    const reached = [this.start];
    for (let at = 0; at < reached.length; at++) // grows while it is walked
      for (const { state } of this.steps.get(reached[at]!)!) if (!reached.includes(state)) reached.push(state);
    const outcomes = reached.filter((state) => !this.steps.get(state)!.length);
    const first = this.acts.move(steps[0]!.actor, this.start, steps[0]!.state), others = steps.length > 1 ? said("moved.others") : told``;
    const moved = said("moved", { move: told`${first}${others}` });
    if (!outcomes.length) return told`${moved}. ${said("moved.round")}`;
    if (steps.length === 1 && outcomes.length === 1 && outcomes[0] === steps[0]!.state) return said("moved.there", { moved });
    const [end, ...ends] = outcomes.map((state) => this.acts.state(state));
    return told`${moved}. ${said("moved.ends", { ends: listed([end!, ...ends.map((state) => told`where ${state}`)], "or") })}`;
  }
}
