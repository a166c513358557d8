"""The further tables of papers, each made only when asked for: strength, unknown preferences, swept thresholds, coalitions,
SIM, limited moves, concepts mixed in 2 × 2 games, the inverse, and the order of statements.

A table has a column for each state shown, with marks, or columns of its own, whose cells are words and numbers of states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.statements import Statements, by_statements
from countermove.presentation.numbers import percent_text
from gmcr import (
    COALITION_CONCEPTS,
    CONCEPTS,
    Conflict,
    Ranking,
    Relation,
    Strength,
    Unknown,
    inverse_of,
    solve,
    solve_limited,
    solve_relation,
    solve_sim,
    solve_universal,
)
from gmcr.base.errors import CountermoveError
from gmcr.stability import LITERAL_CONCEPTS, UNKNOWN_TYPES, Preference, sweep_thresholds

__all__ = ["FURTHER", "FurtherCell", "FurtherPart", "FurtherRow", "FurtherTable", "further_table"]

HORIZONS = (1, 2, 3, 4)
"""The horizons of limited moves."""

_MOST_COALITIONS = 31


class FurtherPart(NamedTuple):
    """A part of a cell."""

    text: str
    """Words, or a mark: "stable", "equilibrium", or letters."""
    states: tuple[int, ...] = ()
    """Numbers of states, after the words."""


FurtherCell = tuple[FurtherPart, ...]


class FurtherRow(NamedTuple):
    """A row, or the heading of those below."""

    label: str
    """Its words; for a heading a concept, as it is named in commands, or words."""
    actors: tuple[str, ...]
    """The actors that it is about, before its words."""
    cells: tuple[FurtherCell, ...]
    """Its cells after the first; none in a heading."""


class FurtherTable(NamedTuple):
    """A table."""

    name: str
    """Which."""
    columns: tuple[str, ...]
    """The headings of its columns, the first included; empty where each state shown has a column."""
    rows: tuple[FurtherRow, ...]
    """Its rows."""


@dataclass(frozen=True, slots=True)
class Making:
    """What tables are made of. ``number``: code → number, of the states shown; ``to``: the code that the inverse is about."""

    conflict: Conflict
    concepts: tuple[str, ...]
    number: Mapping[int, int]
    preferences: Mapping[str, Preference]
    over: tuple[tuple[str, str], ...]
    to: int | None

    @property
    def literal(self) -> tuple[str, ...]:
        """The concepts for preferences beyond a ranking."""
        return tuple(name for name in self.concepts if name in LITERAL_CONCEPTS) or LITERAL_CONCEPTS

    def places(self) -> NDArray[np.intp]:
        """The positions of the states shown among all states."""
        return np.searchsorted(self.conflict.states, sorted(self.number))

    def numbers(self, codes: Iterable[int]) -> tuple[int, ...]:
        """Numbers of those states that are shown, ascending."""
        return tuple(sorted(self.number[code] for code in codes if code in self.number))


def further_table(
    name: str,
    conflict: Conflict,
    *,
    concepts: tuple[str, ...],
    number: Mapping[int, int],
    preferences: Mapping[str, Preference],
    over: tuple[tuple[str, str], ...] = (),
    to: int | None = None,
) -> FurtherTable:
    """A table of ``FURTHER`` by name. ``preferences``: as ``solve_relation`` takes them, or none for those of the file. Raises
    CountermoveError where the game has not what it takes, SizeError."""
    making = Making(conflict, concepts, number, preferences, over, to)
    columns, rows = _MAKERS[name](making)
    return FurtherTable(name, columns, tuple(rows))


Made = tuple[tuple[str, ...], Iterable[FurtherRow]]


def _heading(label: str) -> FurtherRow:
    return FurtherRow(label, (), ())


def _marks(making: Making, texts: Callable[[int], str]) -> tuple[FurtherCell, ...]:
    """A cell for each state shown, by its position among all states."""
    return tuple((FurtherPart(text),) if (text := texts(place)) else () for place in making.places().tolist())


def _stable(held: NDArray[np.bool_], mark: str = "stable") -> Callable[[int], str]:
    return lambda place: mark if held[place] else ""


# -- strength and doubt ------------------------------------------------------------------------------------------------


def _at_level(making: Making, level: int) -> dict[str, Preference]:
    """Everybody's preference at a level of strength."""
    conflict, given = making.conflict, making.preferences
    if not given:
        if not Statements.of(conflict).great:
            raise CountermoveError(
                "The table of strength needs wants with `strength: great`, or in Python preferences={actor: a Strength}.",
                argument="tables",
            )
        return {**by_statements(conflict, level > 0, None)}
    preferences: dict[str, Preference] = {}
    for actor in conflict.actors:
        kind = given.get(actor)
        if kind is None:
            kind = Relation.weak_order(conflict, actor, level=level)
        elif isinstance(kind, Strength) or (isinstance(kind, Relation) and kind.known):
            kind = replace(kind, level=level)
        preferences[actor] = kind
    return preferences


def _strength(making: Making) -> Made:
    general, strong = (
        solve_relation(making.conflict, concepts=making.literal, preferences=_at_level(making, level))
        for level in (0, 2)
    )

    def degrees(weak: NDArray[np.bool_], firm: NDArray[np.bool_]) -> tuple[FurtherCell, ...]:
        return _marks(making, lambda place: "S" if firm[place] else "W" if weak[place] else "")

    def rows() -> Iterator[FurtherRow]:
        for name in making.literal:
            yield _heading(name)
            for actor in making.conflict.actors:
                weak, firm = general.stable(name, actor), strong.stable(name, actor)
                cells = _marks(making, _stable(weak)) if name == "nash" else degrees(weak, firm)
                yield FurtherRow("", (actor,), cells)
            weak, firm = general.equilibrium(name), strong.equilibrium(name)
            cells = _marks(making, _stable(weak, "equilibrium")) if name == "nash" else degrees(weak, firm)
            yield FurtherRow("Equilibrium", (), cells)

    return (), rows()


def _of_type(making: Making, kind: str) -> dict[str, Preference]:
    """Everybody's preference, of one type where it is unknown."""
    conflict, given = making.conflict, making.preferences
    if not given:
        if not Statements.of(conflict).unknown:
            raise CountermoveError(
                "The table of unknown preferences needs wants with `unknown: true`, or in Python preferences={actor: an "
                "Unknown}.",
                argument="tables",
            )
        return {**by_statements(conflict, False, kind)}
    return {
        actor: replace(own, type=kind)
        if isinstance(own, Unknown) or (isinstance(own, Relation) and not own.known)
        else own
        for actor, own in given.items()
    }


def _unknown(making: Making) -> Made:
    solved = {
        kind: solve_relation(making.conflict, concepts=making.literal, preferences=_of_type(making, kind))
        for kind in UNKNOWN_TYPES
    }

    def letters(held: Mapping[str, NDArray[np.bool_]]) -> tuple[FurtherCell, ...]:
        return _marks(making, lambda place: "".join(kind for kind, own in held.items() if own[place]))

    def rows() -> Iterator[FurtherRow]:
        for name in making.literal:
            yield _heading(name)
            for actor in making.conflict.actors:
                held = {kind: table.stable(name, actor) for kind, table in solved.items()}
                yield FurtherRow("", (actor,), letters(held))
            held = {kind: table.equilibrium(name) for kind, table in solved.items()}
            yield FurtherRow("Equilibrium", (), letters(held))

    return (), rows()


def _fuzzy(making: Making) -> Made:
    if not making.preferences or not making.over:
        raise CountermoveError(
            "The table of swept thresholds is made in Python, with preferences={actor: a Fuzzy or Probabilistic} and "
            'over=[(actor, "threshold")].',
            argument="tables",
        )
    regions = sweep_thresholds(
        making.conflict, concepts=making.literal, preferences=making.preferences, over=making.over
    )
    given = ", ".join(
        f"{actor}: {name} = {value:g}" for (actor, name), value in zip(regions.axes, regions.given, strict=True)
    )

    def rows() -> Iterator[FurtherRow]:
        for name in making.literal:
            yield _heading(name)
            for row in regions.rows:
                if row.concept == name and row.state in making.number:
                    where = " or ".join(" × ".join(map(str, box)) for box in row.where)
                    margin = "any" if row.margin == float("inf") else f"{row.margin:g}"
                    cells = (
                        (FurtherPart("", (making.number[row.state],)),),
                        (FurtherPart(where),),
                        (FurtherPart(margin),),
                    )
                    yield FurtherRow("", (), cells)

    return ("Concept", "State", f"Equilibrium where ({given})", "Margin"), rows()


# -- other concepts ----------------------------------------------------------------------------------------------------


def _coalitions(making: Making) -> Made:
    actors = making.conflict.actors
    if 2 ** len(actors) - 1 > _MOST_COALITIONS:
        raise CountermoveError(
            f"{len(actors)} actors have too many coalitions for a table: at most five.", argument="tables"
        )
    concepts = tuple(name for name in making.concepts if name in COALITION_CONCEPTS) or COALITION_CONCEPTS
    solved = solve_universal(making.conflict, concepts=concepts)

    def rows() -> Iterator[FurtherRow]:
        for name in concepts:
            yield _heading(name)
            for players in solved.players:
                yield FurtherRow("", tuple(players), _marks(making, _stable(solved.stable(name, players))))
            yield FurtherRow("All coalitions", (), _marks(making, _stable(solved.equilibrium(name), "equilibrium")))

    return (), rows()


def _sim(making: Making) -> Made:
    solved, sequential = solve_sim(making.conflict), solve(making.conflict, concepts="seq")

    def rows() -> Iterator[FurtherRow]:
        actors = making.conflict.actors
        sim = {actor: solved.stable("sim", actor) for actor in actors}
        either = {actor: sim[actor] | sequential.stable("seq", actor) for actor in actors}
        for label, held in (("SIM", sim), ("SEQ or SIM", either)):
            yield _heading(label)
            for actor in actors:
                yield FurtherRow("", (actor,), _marks(making, _stable(held[actor])))
            everybody: NDArray[np.bool_] = np.logical_and.reduce(list(held.values()))
            yield FurtherRow("Equilibrium", (), _marks(making, _stable(everybody, "equilibrium")))

    return (), rows()


def _limited(making: Making) -> Made:
    if len(making.conflict.actors) != 2:
        raise CountermoveError("Limited moves are for two actors.", argument="tables")

    def rows() -> Iterator[FurtherRow]:
        for horizon in HORIZONS:
            solved = solve_limited(making.conflict, horizon=horizon)
            yield _heading(f"limited:{horizon}")
            for actor in making.conflict.actors:
                yield FurtherRow("", (actor,), _marks(making, _stable(solved.stable("limited", actor))))
            yield FurtherRow("Equilibrium", (), _marks(making, _stable(solved.equilibrium("limited"), "equilibrium")))

    return (), rows()


def _mixed(making: Making) -> Made:
    """Each actor by a concept of its own: a row for the first one's, a column for the second one's."""
    conflict = making.conflict
    if len(conflict.actors) != 2 or conflict.states.size != 4:
        raise CountermoveError("Concepts are mixed in games of two actors and four states.", argument="tables")
    names = tuple(name for name in making.concepts if name in CONCEPTS)
    solved, (first, second) = solve(conflict, concepts=names), conflict.actors

    def rows() -> Iterator[FurtherRow]:
        for own in names:
            both = (solved.stable(own, first) & solved.stable(other, second) for other in names)
            yield FurtherRow(own, (), tuple(_states(making, conflict.states[held].tolist()) for held in both))

    return (f"{first} by / {second} by", *names), rows()


def _states(making: Making, codes: Sequence[int]) -> FurtherCell:
    return (FurtherPart("" if codes else "none", making.numbers(codes)),)


def _inverse(making: Making) -> Made:
    if making.to is None:
        raise CountermoveError("The table of the inverse is about one state: name it.", argument="to")
    state = making.to

    def rows() -> Iterator[FurtherRow]:
        for name in (own for own in making.concepts if own in CONCEPTS):
            yield _heading(name)
            for actor in making.conflict.actors:
                result = inverse_of(making.conflict, state, vary=(actor,), concept=name)
                (own,) = (item for item in result.actors if item.actor == actor)
                share = f"{own.satisfying:,} of {own.rankings:,}"
                cells = ("yes" if own.stable else "no", share, percent_text(own.share))
                yield FurtherRow("", (actor,), tuple((FurtherPart(text),) for text in cells))

    return ("Decision maker", "Stable as it is", "Strict rankings that make it stable", "Share"), rows()


def _order(making: Making) -> Made:
    """What happens to the equilibria where two neighbouring statements of an actor change places."""
    conflict = making.conflict
    wants = {actor: own for actor, own in conflict.preferences.items() if not isinstance(own, Ranking)}
    if not any(len(own) > 1 for own in wants.values()):
        raise CountermoveError("The order of statements needs an actor with two wants or more.", argument="tables")
    names = tuple(name for name in making.concepts if name in CONCEPTS)
    before = solve(conflict, concepts=names)

    def rows() -> Iterator[FurtherRow]:
        for actor, own in wants.items():
            for place in range(len(own) - 1):
                swapped = [*own[:place], own[place + 1], own[place], *own[place + 2 :]]
                after = solve(conflict.with_preferences({actor: swapped}), concepts=names)
                cells = tuple(_change(making, before.equilibrium(name), after.equilibrium(name)) for name in names)
                yield FurtherRow(f"statement {place + 2} before {place + 1}", (actor,), cells)

    return ("Exchanged", *names), rows()


def _change(making: Making, before: NDArray[np.bool_], after: NDArray[np.bool_]) -> FurtherCell:
    states = making.conflict.states
    lost, gained = (making.numbers(states[own].tolist()) for own in (before & ~after, after & ~before))
    parts = [FurtherPart(word, numbers) for word, numbers in (("loses ", lost), ("gains ", gained)) if numbers]
    return tuple(parts) or (FurtherPart("same" if np.array_equal(before, after) else "same among these"),)


_MAKERS: Mapping[str, Callable[[Making], Made]] = {
    "strength": _strength,
    "unknown": _unknown,
    "fuzzy": _fuzzy,
    "coalitions": _coalitions,
    "sim": _sim,
    "limited": _limited,
    "mixed": _mixed,
    "inverse": _inverse,
    "order": _order,
}

FURTHER = tuple(_MAKERS)
"""The further tables, in the order in which they are printed."""
