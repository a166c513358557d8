"""A check about drifts: what comes first if nobody does anything."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks.case import CheckedGame
from countermove.inquiry.checks.check import GameCheck
from countermove.inquiry.draws import Sample
from gmcr import Conflict
from gmcr.analysis import Stop, Storyline, storylines
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
        return self._told(self._stories(case, [case.conflict], concept)[0], case)

    def truths_in(self, sample: Sample, case: CheckedGame, concepts: Sequence[str]) -> NDArray[np.int8]:
        if not case.conflict.structure.listed:
            return super().truths_in(sample, case, concepts)
        games, of_draw = sample.drawn([case.conflict])
        own = replace(case, games=sample.apart)
        return np.array([self._values(sample, own, [game for (game,) in games], name)[of_draw] for name in concepts])

    def _values(
        self, sample: Sample, case: CheckedGame, conflicts: Sequence[Conflict], concept: str
    ) -> NDArray[np.int8]:
        """Its value in each of some games that differ in wants alone; checks that watch the same share their storylines."""
        key = ("storylines", concept, case.conflict, tuple(case.drifts.items()), self._watched(case))
        if key not in sample.kept:
            sample.kept[key] = self._stories(case, conflicts, concept)
        stories: list[Storyline] = sample.kept[key]
        truths = {number: self._told(story, case) for number, story in {id(story): story for story in stories}.items()}
        values = [truths[id(story)] for story in stories]
        return np.array([-1 if value is None else int(value) for value in values], dtype=np.int8)

    def _told(self, story: Storyline, case: CheckedGame) -> bool | None:
        """What a storyline says of the check."""
        held = _holding(case, self.formula)
        if self.asks == "ends":
            return story.ends(held)
        if self.asks == "passes":
            return story.passes(held)
        assert self.then is not None, "before asks about two formulas"
        return story.before(held, _holding(case, self.then))

    def _watched(self, case: CheckedGame) -> tuple[Formula, ...]:
        """The formulas that compare what drifts."""
        drifting = [name for name, lines in case.drifts.items() if lines]
        return tuple(formula for formula in self.formulas if not formula.drivers.isdisjoint(drifting))

    def _stories(self, case: CheckedGame, conflicts: Sequence[Conflict], concept: str) -> list[Storyline]:
        """The storylines of games that differ from a case in wants alone."""
        drifting = {name: lines for name, lines in case.drifts.items() if lines}
        watched, met = self._watched(case), case.games.arena.met

        def answers(game: Conflict) -> Hashable:
            return tuple(met(formula, game.drivers).tobytes() for formula in watched)

        return storylines(
            conflicts,
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
