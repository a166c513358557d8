"""Checks about changes of calculus: who could bring the target about by changing what it wants."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from countermove.analysis.checks.case import CheckedGame
from countermove.analysis.checks.check import GameCheck, Truths
from countermove.analysis.checks.drawn import Drawn
from countermove.analysis.edits.changes import Parties

__all__ = ["MoreResponsibleCheck", "SingleChangesCheck"]


class _AboutEdits(GameCheck):
    """Judged by who takes part in minimal changes for the target."""

    __slots__ = ()

    concept_free: ClassVar[bool] = True
    about_edits: ClassVar[bool] = True

    @abstractmethod
    def judged(self, parties: Parties, bound: int) -> bool:
        """Its truth by who takes part in minimal changes of at most *bound* edits."""

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        return self.judged(case.parties, case.bound)

    def depends_on(self, case: CheckedGame) -> Hashable:
        assert case.target is not None, "a check about changes needs the assessment's target"
        games, conflict = case.games, case.conflict
        wanted = games.arena.truth_of_formula(case.target, conflict.drivers)
        return games.changing(conflict), conflict.start, wanted, case.bound, case.lead

    def holds_in(self, drawn: Drawn, concept: str) -> Truths:
        case = drawn.case
        assert case.target is not None, "an assessment without target has no such check"
        parties, of_draw = drawn.sample.parties(case.conflict, case.target, concept=case.lead)
        return np.array([self.judged(own, case.bound) for own in parties], dtype=np.bool_)[of_draw]


@dataclass(frozen=True, slots=True)
class MoreResponsibleCheck(_AboutEdits):
    """The actor's degree of responsibility for the target is higher than the other's."""

    actor: str
    than: str

    def judged(self, parties: Parties, bound: int) -> bool:
        for taking_part in parties.by_size(bound):
            if taking_part & {self.actor, self.than}:
                return self.actor in taking_part and self.than not in taking_part
        return False


@dataclass(frozen=True, slots=True)
class SingleChangesCheck(_AboutEdits):
    """The target does not hold, and the actors owning a single edit that brings it about are exactly {actor}."""

    actor: str

    def judged(self, parties: Parties, bound: int) -> bool:
        return not parties.holds and next(parties.by_size(1)) == {self.actor}
