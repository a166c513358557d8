"""A check about drifts: what comes first if nobody does anything."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import ClassVar, Literal

from countermove.inquiry.checks.case import CheckedGame
from countermove.inquiry.checks.check import GameCheck
from gmcr import Conflict
from gmcr.analysis import Stop, Storyline, storyline
from gmcr.logic import Formula
from gmcr.model import OptionForm

__all__ = ["DriftCheck", "DriftsAsked"]

DriftsAsked = Literal["ends", "passes", "before"]
"""Whether every branch that rests does so with the formula; some branch has a stop with it; or it held at an earlier stop of
every branch on which the other comes to hold."""

_STOPS = 12
"""The number of stops for which a branch is followed."""


@dataclass(frozen=True, slots=True)
class DriftCheck(GameCheck):
    """What is passed as drivers drift (``gmcr.storyline``): stops are where somebody steps, where a comparison in the formulas
    changes, and where nothing drifts any more. Undefined where no branch rests ("ends"), or what was left out would decide
    it. ``then``: the other formula of "before"."""

    asks: DriftsAsked
    formula: Formula
    then: Formula | None = None

    about_drifts: ClassVar[bool] = True

    def lists(self, form: OptionForm) -> bool:
        return True

    @property
    def denies(self) -> bool:
        return self.asks != "before" and self.formula.only_denies

    def depends_on(self, case: CheckedGame) -> Hashable:
        return case.conflict, tuple((name, lines) for name, lines in case.drifts.items())

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        story = self._story(case, concept)
        held = _holding(case, self.formula)
        if self.asks == "ends":
            return story.ends(held)
        if self.asks == "passes":
            return story.passes(held)
        assert self.then is not None, "before asks about two formulas"
        return story.before(held, _holding(case, self.then))

    def _story(self, case: CheckedGame, concept: str) -> Storyline:
        drifting = {name: lines for name, lines in case.drifts.items() if lines}
        watched = [formula for formula in self.formulas if not formula.drivers.isdisjoint(drifting)]
        met = case.games.arena.met

        def answers(game: Conflict) -> Hashable:
            return tuple(met(formula, game.drivers).tobytes() for formula in watched)

        return storyline(
            case.conflict,
            drifting,
            ranges={name: case.ranges[name] for name in drifting},
            concept=concept,
            stops=_STOPS,
            answers=answers,
            watched=watched,
            games=case.games,
        )


def _holding(case: CheckedGame, formula: Formula) -> Callable[[Stop], bool]:
    """Whether a formula holds at a stop."""
    structure, arena = case.conflict.structure, case.games.arena

    def holds(stop: Stop) -> bool:
        drivers = {**case.conflict.drivers, **stop.drivers}
        return bool(arena.met(formula, drivers)[structure.cell(stop.state)])

    return holds
