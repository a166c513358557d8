"""What `why` says of a state where wants say something of strength and doubt, recomputed from the plain definitions: who stays or
leaves under which concepts, what tempts, and what deters by which countermoves."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tests.judge.answers.form import State
from tests.judge.answers.graded import GREATLY, Graded, doubtful
from tests.judge.graph import moves, opponents
from tests.judge.preferences import CONCEPTS as LITERAL
from tests.judge.preferences import Kind
from tests.judge.sentences.acts import actor_of, described, does
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, Reader, number
from tests.judge.sentences.of_strength import Told, actors_in, compare, held_under, note, texts_of, way_told

__all__ = ["read_why"]

Complaints = Iterator[str]


@dataclass(frozen=True)
class _Only:
    """A kind to which one move alone tempts, if it does."""

    kind: Kind
    to: int

    def tempts(self, new: int, old: int) -> bool:
        return new == self.to and self.kind.tempts(new, old)

    def deters(self, outcome: int, old: int) -> bool:
        return self.kind.deters(outcome, old)

    def provoked(self, new: int, old: int) -> bool:
        return self.kind.provoked(new, old)


def _tempting(way: Graded, actor: str, state: int) -> list[int]:
    return [there for there in moves(way.graph, state, actor) if way.kinds[actor].tempts(there, state)]


def _deterred(way: Graded, concept: str, actor: str, state: int, there: int) -> bool:
    kinds = way.kinds
    return LITERAL[concept](way.graph, {**kinds, actor: _Only(kinds[actor], there)}, state, actor)


IDLE = re.compile(r"(?P<who>.+ )?stays?: (?:it has|they have) no move by which (?P<gain>.+)\.")
LEAVES = re.compile(r"leaves(?P<under>[^:]*|, .+?): (?P<move>.+), and nothing deters it\.")
STAYS = re.compile(
    rf"stays(?P<under>[^:]*|, .+?): it would(?P<may> or may)? gain by (?P<many>{COUNT}) moves?, and (?:each|that) is deterred\."
)
SANCTION = re.compile(
    r"if (?P<move>.+? \(state \d+\)), then (?P<path>.+), which leaves (?P<who>.+?) "
    r"(?P<how>greatly worse|no better|surely no better|perhaps no better) off\."
)
MORE = re.compile(rf"There (?:is|are) (?P<many>{COUNT}) further moves?, deterred likewise\.")


def read_why(reader: Reader, told: Told, state: int, concepts: Sequence[str]) -> None:
    """Read an answer of `why` about everybody in a state, under *concepts* that have a form of this kind."""
    way = way_told(reader, texts_of(told.body))
    _Why(reader, way, state, tuple(concepts)).read(told)


class _Why:
    def __init__(self, reader: Reader, way: Graded, state: int, concepts: tuple[str, ...]) -> None:
        self.reader, self.way, self.state, self.concepts = reader, way, state, concepts
        self.actor = ""
        self.under: tuple[str, ...] = ()
        """The concepts that the last item was about."""
        self.told: dict[str, set[str]] = {}
        """Actor → the concepts of which it was told."""
        self.waiting: set[int] = set()
        """Moves of which it may still be told what deters them."""
        self.every = False
        """Whether it has to be told of all of them."""

    def read(self, told: Told) -> None:
        title = re.fullmatch(r"State (\d+): (.+)\.", told.title)
        here = self.at(self.state)
        fits = title is not None and int(title[1]) == self.state
        fits = fits and title is not None and described(self.reader, [title[2].replace("; ", " and ")], [here])
        self.note("why.state", [] if fits else [f"it is state {self.state}"], told.title)
        (head,) = texts_of(told.answer)
        self.verdict(head)
        for block in told.body:
            text, tone = getattr(block, "text", None), getattr(block, "tone", "")
            if text is None or tone == "note":
                continue
            if tone == "heading":
                self.next(self.reader.english.called[text])
            else:
                self.sentence(text)
        self.next("")
        missing = {actor: set(self.concepts) - self.told.get(actor, set()) for actor in self.way.graph.actors}
        self.note("why.everybody", [f"nothing is told of {missing}"] if any(missing.values()) else [], told.title)

    def next(self, actor: str) -> None:
        """Go on to another actor, or to other concepts of one."""
        if self.waiting and self.every:
            self.note("why.sanctions", [f"what deters {sorted(self.waiting)} is not told"], self.actor)
        self.actor, self.waiting = actor, set()

    def at(self, code: int) -> State:
        return self.way.game.form.by_code[code]

    def note(self, label: str, found: Sequence[str], text: str) -> None:
        note(self.reader, label, found, text)

    def verdict(self, text: str) -> None:
        what = "The start" if self.at(self.state) == self.way.game.start else "The state"
        held = {concept for concept in self.concepts if self.way.equilibrium(concept, self.state)}
        told, _, gain = text.partition(": ")
        compare(
            self.reader, "why.verdict", held_under(self.reader, what, f"{told.rstrip('.')}.", self.concepts), held, text
        )
        if gain:
            who = actors_in(self.reader, gain.removesuffix(" can gain by leaving it."))
            leaving = {
                a for a, c in product(self.way.graph.actors, self.concepts) if not self.way.stays(c, a, self.state)
            }
            compare(self.reader, "why.leaving", set(who), leaving, text)

    def sentence(self, text: str) -> None:
        forms: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], Complaints]], ...] = (
            ("why.idle", IDLE, self.idle),
            ("why.leaves", LEAVES, self.leaves),
            ("why.stays", STAYS, self.stays),
            ("why.sanction", SANCTION, self.sanction),
            ("why.more", MORE, self.more),
        )
        for label, pattern, meaning in forms:
            if match := pattern.fullmatch(text):
                try:
                    self.note(label, list(meaning(match)), text)
                except Unknown as unknown:
                    self.note(label, [f"not known: {unknown}"], text)
                return
        self.note("why", ["not known"], text)

    def idle(self, match: re.Match[str]) -> Complaints:
        who = actors_in(self.reader, match["who"].strip()) if match["who"] else [self.actor]
        for actor in who:
            self.told[actor] = set(self.concepts)
            if tempting := _tempting(self.way, actor, self.state):
                yield f"{actor} is tempted by {tempting}"
        yield from self.gains(who, " or may gain" in match["gain"])
        if not re.fullmatch(r"(?:it gains|they gain)(?: or may gain)?", match["gain"]):
            yield "not known"

    def gains(self, who: Collection[str], may: bool) -> Complaints:
        """Whether somebody is one whom what is unknown tempts."""
        doubt = self.way.type is not None and self.way.type in "ac" and bool(set(who) & set(doubtful(self.way.game)))
        if may is not doubt:
            yield f"what is unknown {'tempts' if doubt else 'does not tempt'}"

    def named(self, under: str) -> tuple[str, ...]:
        """The concepts that an item is about."""
        if every := re.fullmatch(r" under (?:both|all (.+)) concepts", under):
            if (number(every[1]) if every[1] else 2) != len(self.concepts):
                raise Unknown(under)
            return self.concepts
        return tuple(self.reader.concepts(under.removeprefix(", ")))

    def leaves(self, match: re.Match[str]) -> Complaints:
        self.next(self.actor)
        self.under = self.named(match["under"])
        self.told.setdefault(self.actor, set()).update(self.under)
        there = yield from self.moved(self.actor, match["move"], self.state)
        tempting = _tempting(self.way, self.actor, self.state)
        if there not in tempting:
            yield f"{there} does not tempt it"
        self.waiting, self.every = set(tempting) - {there}, False
        for concept in self.under:
            if _deterred(self.way, concept, self.actor, self.state, there):
                yield f"under {concept} something deters it"

    def moved(self, actor: str, text: str, here: int) -> Generator[str, None, int]:
        """Where a move leads, of which words and number have to agree."""
        match = re.fullmatch(r"(.+) \(state (\d+)\)", text)
        if match is None:
            raise Unknown(text)
        mover, acts = actor_of(self.reader, match[1])
        there = int(match[2])
        trees = self.reader.english.formulas(f"{self.reader.english.the[mover]} {acts}")
        if mover != actor:
            yield f"it is a move of {mover}"
        if not does(self.reader, trees, self.at(here), self.at(there)):
            yield f"these acts do not lead to {there}"
        return there

    def stays(self, match: re.Match[str]) -> Complaints:
        self.next(self.actor)
        self.under = self.named(match["under"])
        self.told.setdefault(self.actor, set()).update(self.under)
        tempting = _tempting(self.way, self.actor, self.state)
        self.waiting, self.every = set(tempting), True
        if number(match["many"]) != len(tempting):
            yield f"it is tempted by {tempting}"
        yield from self.gains([self.actor], bool(match["may"]))
        for concept in self.under:
            if not self.way.stays(concept, self.actor, self.state):
                yield f"it leaves under {concept}"

    def sanction(self, match: re.Match[str]) -> Complaints:
        there = yield from self.moved(self.actor, match["move"], self.state)
        if there not in self.waiting:
            yield f"{there} does not tempt it, or was told of before"
        self.waiting.discard(there)
        graph, kinds, here, last = self.way.graph, self.way.kinds, there, ""
        for move in re.findall(r"(?:, | and then )?(.+? \(state \d+\))", match["path"]):
            mover, _ = actor_of(self.reader, move)
            gone = here
            here = yield from self.moved(mover, move, here)
            if mover not in opponents(graph, [self.actor]) or here not in moves(graph, gone, mover):
                yield f"{mover} cannot move to {here}"
            if mover == last and not graph.repeats:
                yield f"{mover} moves twice running"
            if "seq" in self.under and not kinds[mover].provoked(here, gone):
                yield f"{mover} would not move to {here}"
            last = mover
        own = kinds[self.actor]
        if not own.deters(here, self.state):
            yield f"{here} does not deter it"
        if "smr" in self.under and not all(own.deters(end, self.state) for end in moves(graph, here, self.actor)):
            yield f"it can reply to {here}"
        if actors_in(self.reader, match["who"]) != [self.actor]:
            yield f"it is {self.actor} that is deterred"
        if match["how"] != (known := self.left(here)):
            yield f"{here} is {known}"

    def left(self, end: int) -> str:
        """How an outcome that deters leaves the actor: as much as is required."""
        degree = self.way.graph.degree(self.actor, self.state, end)
        if self.actor in doubtful(self.way.game):
            return "perhaps no better" if self.way.type in ("c", "d") else "surely no better"
        return "greatly worse" if self.way.strongly and degree is not None and degree >= GREATLY else "no better"

    def more(self, match: re.Match[str]) -> Complaints:
        if number(match["many"]) != len(self.waiting) and self.every:
            yield f"{sorted(self.waiting)} are left"
        self.waiting = set()
