"""What `solve` and `why` say where wants say something of strength and doubt, recomputed from the plain definitions.

How the game is read is taken from the sentences themselves: who has great wants, whether sanctions have to be greatly worse, of
which type those in doubt are. All that stands beside them has to be so in the game that is read like that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from tests.judge.answers.form import State
from tests.judge.answers.graded import GREATLY, Graded, doubtful, great_ones
from tests.judge.graph import moves, opponents
from tests.judge.preferences import CONCEPTS as LITERAL
from tests.judge.preferences import Kind
from tests.judge.sentences.acts import actor_of, described, does
from tests.judge.sentences.english import Unknown, listed_items
from tests.judge.sentences.grammar import CONCEPTS, COUNT, FORMS, Reader, form, number

__all__ = ["read_solve", "read_why"]

Complaints = Iterator[str]

Told = Any
"""The words of an answer, in blocks: a table has ``columns`` and ``rows``, a sentence a ``text`` and a ``tone``."""


# -- how it is read ----------------------------------------------------------------------------------------------------

MOVES = {"to what may be better": True, "only to what is surely better": False}
"""What somebody in doubt moves to → whether to what is unknown."""
DETERS = {"only by what is surely no better": False, "by what may be no better": True}
"""What deters it → whether what is unknown does."""

GENERAL = re.compile(
    r"Some wants of (?P<who>.+) are of great strength\. Here a sanction counts however little worse it is \(general stability\); "
    r"--strong counts only those that are greatly worse\."
)
STRONG = re.compile(r"A sanction counts only if it leaves whom it deters greatly worse off \(strong stability\)\.")
TYPE = re.compile(
    r"Of (?P<who>.+) it is partly unknown what is preferred\. Here each is of type (?P<type>[abcd]): it would move "
    rf"(?P<to>{'|'.join(MOVES)}), and is deterred (?P<by>{'|'.join(DETERS)})\."
)
WHATEVER = "What is stable so is stable whatever the type."


def _way(reader: Reader, texts: Sequence[str]) -> Graded:
    """The game in the way in which it is told to be read."""
    game = reader.world.base
    strongly, kind, said = False, None, set[str]()
    for text in texts:
        if STRONG.fullmatch(text):
            strongly = True
            said.add("great")
        elif match := GENERAL.fullmatch(text):
            said.add("great")
            _compare(reader, "strength.who", _actors(reader, match["who"]), great_ones(game), text)
        elif match := TYPE.fullmatch(text):
            kind = match["type"]
            said.add("unknown")
            _compare(reader, "doubt.who", _actors(reader, match["who"]), doubtful(game), text)
            own = MOVES[match["to"]], DETERS[match["by"]]
            _compare(reader, "doubt.type", own, (kind in "ac", kind in "cd"), text)
    known = {word for word, who in (("great", great_ones(game)), ("unknown", doubtful(game))) if who}
    if said != known:
        _note(reader, "strength.said", [f"{sorted(said)} is told, there is {sorted(known)}"], " ".join(texts))
    way = Graded(game, strongly, kind if doubtful(game) else None)
    if kind == "a" or WHATEVER in texts:
        surely = all(_within(way, Graded(game, strongly, other)) for other in "abcd")
        _compare(reader, "doubt.whatever", WHATEVER in texts, surely and kind == "a", WHATEVER)
    return way


def _within(one: Graded, other: Graded) -> bool:
    """Whether whatever is stable for somebody in one way is so in the other."""
    graph = one.graph
    return all(
        other.stays(concept, actor, state)
        for concept, actor, state in product(LITERAL, graph.actors, graph.states)
        if one.stays(concept, actor, state)
    )


@form(
    "screen",
    "strength.without",
    r"Some wants are of great strength or unknown\. `solve`, `why`, `paper` and the check `stable` \(with `strongly` or `type`\) "
    r"can read that; all else goes by the order of the wants alone\.",
)
def _(reader: Reader, _: re.Match[str]) -> Complaints:
    """That all else goes by the order is what the judge of everything else knows: it has no other preferences."""
    said = [
        want
        for want in _written(reader.world.document)
        if want.get("strength") == "great" or want.get("unknown") in (True, "true")
    ]
    if not said:
        yield "no want says anything of strength or doubt"


FORMS.setdefault("check", []).append(FORMS["screen"][-1])


def _written(data: Any) -> Iterator[dict[str, Any]]:
    """Everything in a file that is a mapping."""
    if isinstance(data, dict):
        yield data
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _written(item)


# -- solve -------------------------------------------------------------------------------------------------------------

LEFT_OUT = re.compile(r"(?P<many>\S+) states? (?:is|are) left out: .+ come first\.")
TITLE = re.compile(rf"(?P<states>{COUNT}) feasible states?, (?P<actors>{COUNT}) actors?\. .+")


def read_solve(reader: Reader, told: Told) -> None:
    """Read an answer of `solve` about every state that it shows."""
    way, concepts = _way(reader, _texts(told.body)), tuple(LITERAL)
    size = TITLE.fullmatch(told.title)
    found = (number(size["states"]), number(size["actors"])) if size else None
    _compare(reader, "solve.size", found, (len(way.graph.states), len(way.graph.actors)), told.title)
    (head,) = _texts(told.answer)
    start = way.game.form.code(way.game.start)
    held = {concept for concept in concepts if way.equilibrium(concept, start)}
    _compare(reader, "solve.start", _held(reader, "The start", head, concepts), held, head)
    shown = 0
    for table in _tables(told.body):
        titles = [column.title for column in table.columns]
        for row in table.rows:
            if titles[0] == "Concept":
                concept = CONCEPTS[row[0]]
                _codes(reader, "solve.equilibria", row[2], _equilibria(way, concept), start)
                _compare(reader, "solve.count", number(row[1]), len(_equilibria(way, concept)), f"{row}")
            elif titles[0] == "State":
                shown += 1
                code = int(row[0].removeprefix("*"))
                for title, cell in zip(titles[2:-1], row[2:-1], strict=True):
                    actor = reader.english.called[title]
                    stays = {concept for concept in concepts if way.stays(concept, actor, code)}
                    _compare(reader, "solve.stays", _named(cell, concepts), stays, f"{row[0]}, {title}: {cell}")
                whole = {concept for concept in concepts if way.equilibrium(concept, code)}
                _compare(reader, "solve.all", _named(row[-1], concepts), whole, f"{row[0]}, All: {row[-1]}")
        if titles[0] == "Read as":
            _ways(reader, way, [CONCEPTS[title] for title in titles[1:]], table.rows, start)
    rest = next((number(m["many"]) for text in _texts(told.body) if (m := LEFT_OUT.fullmatch(text))), 0)
    _compare(reader, "solve.left_out", shown + rest, len(way.graph.states), f"{rest} are left out")


def _ways(reader: Reader, way: Graded, concepts: Sequence[str], rows: Sequence[Sequence[str]], start: int) -> None:
    """Every way to read the game, each told once, with its equilibria."""
    game = way.game
    told = []
    for label, *cells in rows:
        strength, _, types = label.rpartition(", ") if "type" in label else (label, "", "")
        kinds: Sequence[str | None] = (
            list("abcd") if types == "any type" else re.findall(r"\b[abcd]\b", types) or [None]
        )
        for kind in kinds:
            told.append(({"general": False, "strong": True, "": False}[strength], kind))
            for concept, cell in zip(concepts, cells, strict=True):
                _codes(reader, "solve.ways", cell, _equilibria(Graded(game, *told[-1]), concept), start, label)
    every = product((False, True) if great_ones(game) else (False,), "abcd" if doubtful(game) else (None,))
    _compare(reader, "solve.every_way", sorted(map(str, told)), sorted(map(str, every)), f"{[row[0] for row in rows]}")


def _equilibria(way: Graded, concept: str) -> list[int]:
    return [state for state in way.graph.states if way.equilibrium(concept, state)]


def _codes(reader: Reader, label: str, cell: str, known: Sequence[int], start: int, about: str = "") -> None:
    """The first of some states by their codes, the start marked, and how many there are more."""
    whole = re.fullmatch(r"(.+?)(?: and (\d[\d,]*) more)?", cell)
    assert whole is not None
    names = [] if whole[1] == "none" else whole[1].split(", ")
    codes = [int(name.removeprefix("*")) for name in names]
    marked = [int(name[1:]) for name in names if name.startswith("*")]
    right = set(codes) <= set(known) and len(codes) + number(whole[2] or "0") == len(known)
    right = right and marked == [start] * (start in known)
    _note(reader, label, [] if right else [f"they are {known}, the start is {start}"], f"{about}: {cell}")


def _named(cell: str, concepts: Sequence[str]) -> set[str]:
    """The concepts of a cell."""
    if cell in ("stays", "-"):
        return set(concepts) if cell == "stays" else set()
    return set(concepts) - {cell.removeprefix("not ")} if cell.startswith("not ") else set(cell.split())


# -- why ---------------------------------------------------------------------------------------------------------------


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
    way = _way(reader, _texts(told.body))
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
        (head,) = _texts(told.answer)
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
        _note(self.reader, label, found, text)

    def verdict(self, text: str) -> None:
        what = "The start" if self.at(self.state) == self.way.game.start else "The state"
        held = {concept for concept in self.concepts if self.way.equilibrium(concept, self.state)}
        told, _, gain = text.partition(": ")
        _compare(
            self.reader, "why.verdict", _held(self.reader, what, f"{told.rstrip('.')}.", self.concepts), held, text
        )
        if gain:
            who = _actors(self.reader, gain.removesuffix(" can gain by leaving it."))
            leaving = {
                a for a, c in product(self.way.graph.actors, self.concepts) if not self.way.stays(c, a, self.state)
            }
            _compare(self.reader, "why.leaving", set(who), leaving, text)

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
        who = _actors(self.reader, match["who"].strip()) if match["who"] else [self.actor]
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
        if _actors(self.reader, match["who"]) != [self.actor]:
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


# -- parts -------------------------------------------------------------------------------------------------------------


def _held(reader: Reader, what: str, text: str, concepts: Sequence[str]) -> set[str] | None:
    """The concepts under which something is told to hold; None if that is not all that is told."""
    whole = re.fullmatch(
        rf"{what} (?P<word>holds|breaks)(?: for everybody)? under (?:every concept asked for|both concepts|all (?P<n>\w+) concepts)\.",
        text,
    )
    if whole and (whole["n"] is None or number(whole["n"]) == len(concepts)):
        return set(concepts) if whole["word"] == "holds" else set()
    parts = re.fullmatch(
        rf"{what} (?:holds(?: for everybody)? with everybody (?P<held>.+?))?(?:(?:,? and )?breaks with everybody (?P<broken>.+))?\.",
        text,
    )
    if parts is None:
        return None
    try:
        held, broken = (set(reader.concepts(part)) if part else set() for part in parts.groups())
    except Unknown:
        return None
    return held if held | broken == set(concepts) and not held & broken else None


def _actors(reader: Reader, text: str) -> list[str]:
    return [reader.english.called[name] for name in listed_items(text)]


def _texts(blocks: Sequence[Any]) -> list[str]:
    return [block.text for block in blocks if hasattr(block, "text")]


def _tables(blocks: Sequence[Any]) -> list[Any]:
    return [block for block in blocks if hasattr(block, "rows")]


def _compare(reader: Reader, label: str, told: object, known: object, text: str) -> None:
    _note(reader, label, [] if told == known else [f"{told} is told, it is {known}"], text)


def _note(reader: Reader, label: str, found: Sequence[str], text: str) -> None:
    reader.seen[label] = reader.seen.get(label, 0) + 1
    reader.complaints += [f"[{label}] {one} <<{text}>>" for one in found]
