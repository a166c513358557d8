"""What `solve` says where wants say something of strength and doubt, recomputed from the plain definitions.

How the game is read is taken from the sentences themselves: who has great wants, whether sanctions have to be greatly worse, of
which type those in doubt are. All that stands beside them has to be so in the game that is read like that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from tests.judge.answers.graded import Graded, doubtful, great_ones
from tests.judge.preferences import CONCEPTS as LITERAL
from tests.judge.sentences.english import Unknown, listed_items
from tests.judge.sentences.grammar import CONCEPTS, COUNT, FORMS, Reader, form, number

__all__ = ["Told", "actors_in", "compare", "held_under", "note", "read_solve", "texts_of", "way_told"]

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


def way_told(reader: Reader, texts: Sequence[str]) -> Graded:
    """The game in the way in which it is told to be read."""
    game = reader.world.base
    strongly, kind, said = False, None, set[str]()
    for text in texts:
        if STRONG.fullmatch(text):
            strongly = True
            said.add("great")
        elif match := GENERAL.fullmatch(text):
            said.add("great")
            compare(reader, "strength.who", actors_in(reader, match["who"]), great_ones(game), text)
        elif match := TYPE.fullmatch(text):
            kind = match["type"]
            said.add("unknown")
            compare(reader, "doubt.who", actors_in(reader, match["who"]), doubtful(game), text)
            own = MOVES[match["to"]], DETERS[match["by"]]
            compare(reader, "doubt.type", own, (kind in "ac", kind in "cd"), text)
    known = {word for word, who in (("great", great_ones(game)), ("unknown", doubtful(game))) if who}
    if said != known:
        note(reader, "strength.said", [f"{sorted(said)} is told, there is {sorted(known)}"], " ".join(texts))
    way = Graded(game, strongly, kind if doubtful(game) else None)
    if kind == "a" or WHATEVER in texts:
        surely = all(_within(way, Graded(game, strongly, other)) for other in "abcd")
        compare(reader, "doubt.whatever", WHATEVER in texts, surely and kind == "a", WHATEVER)
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
    way, concepts = way_told(reader, texts_of(told.body)), tuple(LITERAL)
    size = TITLE.fullmatch(told.title)
    found = (number(size["states"]), number(size["actors"])) if size else None
    compare(reader, "solve.size", found, (len(way.graph.states), len(way.graph.actors)), told.title)
    (head,) = texts_of(told.answer)
    start = way.game.form.code(way.game.start)
    held = {concept for concept in concepts if way.equilibrium(concept, start)}
    compare(reader, "solve.start", held_under(reader, "The start", head, concepts), held, head)
    shown = 0
    for table in _tables(told.body):
        titles = [column.title for column in table.columns]
        for row in table.rows:
            if titles[0] == "Concept":
                concept = CONCEPTS[row[0]]
                _codes(reader, "solve.equilibria", row[2], _equilibria(way, concept), start)
                compare(reader, "solve.count", number(row[1]), len(_equilibria(way, concept)), f"{row}")
            elif titles[0] == "State":
                shown += 1
                code = int(row[0].removeprefix("*"))
                for title, cell in zip(titles[2:-1], row[2:-1], strict=True):
                    actor = reader.english.called[title]
                    stays = {concept for concept in concepts if way.stays(concept, actor, code)}
                    compare(reader, "solve.stays", _named(cell, concepts), stays, f"{row[0]}, {title}: {cell}")
                whole = {concept for concept in concepts if way.equilibrium(concept, code)}
                compare(reader, "solve.all", _named(row[-1], concepts), whole, f"{row[0]}, All: {row[-1]}")
        if titles[0] == "Read as":
            _ways(reader, way, [CONCEPTS[title] for title in titles[1:]], table.rows, start)
    rest = next((number(m["many"]) for text in texts_of(told.body) if (m := LEFT_OUT.fullmatch(text))), 0)
    compare(reader, "solve.left_out", shown + rest, len(way.graph.states), f"{rest} are left out")


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
    compare(reader, "solve.every_way", sorted(map(str, told)), sorted(map(str, every)), f"{[row[0] for row in rows]}")


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
    note(reader, label, [] if right else [f"they are {known}, the start is {start}"], f"{about}: {cell}")


def _named(cell: str, concepts: Sequence[str]) -> set[str]:
    """The concepts of a cell."""
    if cell in ("stays", "-"):
        return set(concepts) if cell == "stays" else set()
    return set(concepts) - {cell.removeprefix("not ")} if cell.startswith("not ") else set(cell.split())


# -- parts -------------------------------------------------------------------------------------------------------------


def held_under(reader: Reader, what: str, text: str, concepts: Sequence[str]) -> set[str] | None:
    """The concepts under which something is told to hold; None if that is not all that is told."""
    whole = re.fullmatch(
        rf"{what} (?P<word>holds|breaks)(?: for everybody)? under (?:every concept asked for|both concepts|all (?P<n>\w+) concepts)\.",
        text,
    )
    if whole and (whole["n"] is None or number(whole["n"]) == len(concepts)):
        return set(concepts) if whole["word"] == "holds" else set()
    parts = re.fullmatch(
        rf"{what} (?:holds(?: for everybody)? with everybody (?P<held>.+?))?(?:(?:, but )?breaks with everybody (?P<broken>.+))?\.",
        text,
    )
    if parts is None:
        return None
    try:
        held, broken = (set(reader.concepts(part)) if part else set() for part in parts.groups())
    except Unknown:
        return None
    return held if held | broken == set(concepts) and not held & broken else None


def actors_in(reader: Reader, text: str) -> list[str]:
    """The actors that a list names."""
    return [reader.english.called[name] for name in listed_items(text)]


def texts_of(blocks: Sequence[Any]) -> list[str]:
    """The texts of the sentences among some blocks."""
    return [block.text for block in blocks if hasattr(block, "text")]


def _tables(blocks: Sequence[Any]) -> list[Any]:
    return [block for block in blocks if hasattr(block, "rows")]


def compare(reader: Reader, label: str, told: object, known: object, text: str) -> None:
    """Complain where something is told that is not so."""
    note(reader, label, [] if told == known else [f"{told} is told, it is {known}"], text)


def note(reader: Reader, label: str, found: Sequence[str], text: str) -> None:
    """Count a form that was met, and keep what is false in it."""
    reader.seen[label] = reader.seen.get(label, 0) + 1
    reader.complaints += [f"[{label}] {one} <<{text}>>" for one in found]
