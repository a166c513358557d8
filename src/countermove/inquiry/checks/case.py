"""The game in which a check is judged, and the games of a sample that are drawn from it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.draws import Sample
from gmcr import Conflict, Drift, Edit
from gmcr.analysis import Games, GamesEdited, Play, Points, Profile
from gmcr.base.record import Record
from gmcr.logic import Formula, LinearForm

__all__ = ["AS_IT_IS", "CheckedGame", "SwitchedStart", "Variation"]


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
    ``ranges``: the drivers' closed ranges; ``drifts``: how drivers drift, for a check about that; ``variation``: by which it
    can be told without being made; ``kept``: cached results of checks."""

    games: Games
    made: Callable[[], tuple[Conflict, Mapping[str, Conflict]]] = field(repr=False)
    target: Formula | None = None
    ranges: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    bound: int = 3
    lead: str = "nash"
    variation: Variation | None = None
    drifts: Mapping[str, tuple[Drift, ...]] = field(default_factory=dict)
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

        return replace(self, made=made, variation=variation)

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

    def drawn(self, sample: Sample) -> tuple[list[CheckedGame], NDArray[np.intp]]:
        """This game in the draws of a sample, and those that actors see in it: the different ones, each with the wants that it
        has, and the place of each draw's."""
        games, of_draw = sample.drawn(self.conflicts)

        def one(conflict: Conflict, *seen: Conflict) -> CheckedGame:
            own = dict(zip(self.own, seen, strict=True))
            return replace(self, games=sample.apart, made=lambda: (conflict, own), variation=None)

        return [one(*conflicts) for conflicts in games], of_draw

    def points(self, vary: tuple[str, ...], *formulas: Formula) -> Points:
        """One exact point of every cell into which the comparisons of all wants and of *formulas* cut the ranges of the varied
        drivers: values of these."""
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
