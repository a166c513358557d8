"""The game in which a check is judged."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr import Conflict
from gmcr.analysis import Games, GamesEdited, Play, Points, Profile
from gmcr.base.summary import Record
from gmcr.logic import Formula, LinearForm

__all__ = ["AS_IT_IS", "CheckedGame", "SwitchedStart"]


@dataclass(frozen=True, slots=True)
class SwitchedStart(Record):
    """A changed start: options, and thresholds of those in degrees, switched on and off (full names)."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


AS_IT_IS = SwitchedStart()
"""The start itself."""


@dataclass(frozen=True, eq=False)
class CheckedGame(Record):
    """One game in which checks are evaluated. ``target``: the aim of changes; ``lead``: the concept for their roads and
    equilibria; ``ranges``: the drivers' closed ranges; ``own``: the games that actors see (for ``StableInOwnViews``);
    ``kept``: cached results of checks."""

    games: Games
    conflict: Conflict
    target: Formula | None = None
    ranges: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    own: Mapping[str, Conflict] = field(default_factory=dict)
    bound: int = 3
    lead: str = "nash"
    kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)

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
            game = replace(self)
            game.__dict__["play"] = self.games.play(profile)
            self.kept[key] = game
        case: CheckedGame = self.kept[key]
        return case

    def at(self, point: Mapping[str, Fraction]) -> CheckedGame:
        """This game with some drivers at other values, in the games that actors see too."""

        def moved(conflict: Conflict) -> Conflict:
            return conflict.with_drivers({**conflict.drivers, **point})

        return replace(
            self, conflict=moved(self.conflict), own={actor: moved(seen) for actor, seen in self.own.items()}
        )

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
