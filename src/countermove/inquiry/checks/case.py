"""The game in which a check is judged.

A case in every draw of a sample.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.draws import Sample, Sampled, drawn_conflict
from gmcr import Conflict, Edit
from gmcr.analysis import Games, GamesEdited, Play, Points, Profile, different_rows
from gmcr.base.record import Record
from gmcr.logic import Formula, LinearForm

__all__ = ["AS_IT_IS", "CheckedGame", "Drawn", "SwitchedStart", "Variation"]


@dataclass(frozen=True, slots=True)
class SwitchedStart(Record):
    """A changed start: options, and thresholds of those in degrees, switched on and off (full names)."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


AS_IT_IS = SwitchedStart()
"""The start itself."""


@dataclass(frozen=True, slots=True)
class Variation(Record):
    """Which game of an assessment's checks one is: ``reading`` by number, after ``edits``; ``alone``: with this want
    alone, or with none ("")."""

    reading: int
    edits: tuple[Edit, ...] = ()
    alone: str | None = None


@dataclass(frozen=True, eq=False)
class CheckedGame(Record):
    """One game in which checks are evaluated. ``made``: makes it, and the games that actors see (for
    ``StableInOwnViews``); ``target``: the aim of changes; ``lead``: the concept for their roads and equilibria;
    ``ranges``: the drivers' closed ranges; ``variation``: by which it can be told without being made; ``kept``: cached
    results of checks."""

    games: Games
    made: Callable[[], tuple[Conflict, Mapping[str, Conflict]]] = field(repr=False)
    target: Formula | None = None
    ranges: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    bound: int = 3
    lead: str = "nash"
    variation: Variation | None = None
    kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(
        cls, games: Games, conflict: Conflict, own: Mapping[str, Conflict] | None = None, **more: Any
    ) -> CheckedGame:
        """The case of a game that is there; *own*: the games that actors see; *more*: its other fields."""
        both = (conflict, {} if own is None else own)
        return cls(games, lambda: both, **more)

    @cached_property
    def _both(self) -> tuple[Conflict, Mapping[str, Conflict]]:
        return self.made()

    def need(self) -> None:
        """Make the games now. Raises ModelError, naming the rule, if a start is infeasible."""
        assert self._both

    @property
    def conflict(self) -> Conflict:
        """The game."""
        return self._both[0]

    @property
    def own(self) -> Mapping[str, Conflict]:
        """Actor → the game that it sees, where that is another."""
        return self._both[1]

    def each(self, change: Callable[[Conflict], Conflict], variation: Variation | None = None) -> CheckedGame:
        """This game, and those that actors see in it, each after a change, which is made when it is needed."""

        def made() -> tuple[Conflict, Mapping[str, Conflict]]:
            return change(self.conflict), {actor: change(seen) for actor, seen in self.own.items()}

        return CheckedGame(self.games, made, self.target, self.ranges, self.bound, self.lead, variation)

    def with_conflict(self, conflict: Conflict) -> CheckedGame:
        """This case with another game; actors see what they saw."""
        return replace(self, made=lambda: (conflict, self.own), variation=None)

    @cached_property
    def play(self) -> Play:
        """The game in cells and positions."""
        return self.games.play_of(self.conflict)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The game, and the games that actors see."""
        return (self.conflict, *self.own.values())

    @property
    def seen(self) -> Iterator[Conflict]:
        """The game that each actor sees, in the order of actors."""
        for actor in self.conflict.actors:
            yield self.own.get(actor, self.conflict)

    @property
    def edited(self) -> tuple[GamesEdited, int]:
        """The games to search for minimal changes for a target, and the number of this one with its target."""
        assert self.target is not None, "a check about changes needs the assessment's target"
        number = self.games.edited_number(self.conflict, self.target, self.lead)
        return self.games.games_edited(self.lead), number

    def start(self, switch: SwitchedStart = AS_IT_IS) -> int:
        """The cell of the start, switched."""
        structure = self.conflict.structure
        code = self.conflict.start
        if switch.on:
            code |= structure.code(switch.on)
        if switch.off:
            code &= ~structure.code(switch.off)
        return structure.cell(code)

    def with_profile(self, profile: Profile) -> CheckedGame:
        """This game with other rankings of the actors: for checks that look at the play alone (``GameCheck.plain``)."""
        key = ("profile", profile)
        if key not in self.kept:
            game = replace(self, made=lambda: self._both, variation=None)
            game.__dict__["play"] = self.games.play(profile)
            self.kept[key] = game
        case: CheckedGame = self.kept[key]
        return case

    def at(self, point: Mapping[str, Fraction]) -> CheckedGame:
        """This game with some drivers at other values, in the games that actors see too."""
        return self.each(lambda conflict: conflict.with_drivers({**conflict.drivers, **point}))

    def cells(self, vary: tuple[str, ...], *formulas: Formula) -> list[CheckedGame]:
        """The case at one exact point of every cell into which the comparisons of all wants and of *formulas* cut the
        ranges of the varied drivers."""
        return [self.at(point) for point in self.points(vary, *formulas)]

    def points(self, vary: tuple[str, ...], *formulas: Formula) -> Points:
        """The points of `cells`: values of the varied drivers."""
        ranges = {name: self.ranges.get(name, (Fraction(0), Fraction(1))) for name in vary}
        forms: dict[LinearForm, None] = {}
        for conflict in self.conflicts:
            for part in formulas:
                forms |= dict.fromkeys(self.games.comparisons(part, conflict.drivers, vary))
            for preference in conflict.preferences.values():
                forms |= dict.fromkeys(self.games.forms(preference, conflict.drivers, vary))
        return self.games.points(tuple(forms), ranges)

    def allows(self, formula: Formula) -> bool:
        """Truth of a formula free of options at this game's drivers."""
        return bool(self.where(formula)[0])

    def where(self, formula: Formula) -> NDArray[np.bool_]:
        """Truth of a formula in every cell at this game's drivers."""
        return self.games.arena.met(formula, self.conflict.drivers)


Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Drawn(Record):
    """The game of a case with all its wants, in draws of which of them are true premises. States are rows."""

    case: CheckedGame
    sample: Sample

    @cached_property
    def games(self) -> Sampled:
        """The different games, and which of them each draw has."""
        return self.sample.games(self.case.conflict)

    def row(self, switch: SwitchedStart = AS_IT_IS) -> int:
        """The row of the start, switched."""
        return self.sample.tables.row(self.case.start(switch))

    def where(self, formula: Formula) -> Bools:
        """Truth of a formula in every row."""
        met: Bools = self.sample.tables.at_rows(self.case.where(formula))
        return met

    def at(self, case: CheckedGame) -> Drawn:
        """Another case in the same draws."""
        return replace(self, case=case)

    # -- one game after another ------------------------------------------------------------------------------------

    @property
    def cases(self) -> tuple[CheckedGame, ...]:
        """The different cases among the draws, each with the wants that it has."""
        return self._apart[0]

    @property
    def case_of_draw(self) -> NDArray[np.intp]:
        """The index in ``cases`` of each draw."""
        return self._apart[1]

    @cached_property
    def _apart(self) -> tuple[tuple[CheckedGame, ...], NDArray[np.intp]]:
        case, place = self.case, self.sample.place
        ids = {want.id: None for conflict in case.conflicts for want in conflict.wants()}
        uncertain = [name for name in ids if name in place]
        truths = self.sample.truths[:, [place[name] for name in uncertain]]
        first, back = different_rows(truths)
        games = Games(case.conflict.structure)  # of these draws only
        return tuple(self._one(games, uncertain, row) for row in truths[first].tolist()), back

    def _one(self, games: Games, uncertain: list[str], row: list[Any]) -> CheckedGame:
        false = frozenset(name for name, true in zip(uncertain, row, strict=True) if not true)
        model = self.sample.model
        drawn = self.case.each(lambda conflict: drawn_conflict(conflict, false, model))
        return replace(drawn, games=games)
