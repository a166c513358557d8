"""A check about the moves that far-sighted actors foresee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from countermove.inquiry.checks.case import CheckedGame
from countermove.inquiry.checks.check import GameCheck, Truths, premise_of
from countermove.inquiry.checks.figure import Drawn
from gmcr.analysis import foresees
from gmcr.logic import Formula
from gmcr.model import OptionForm

__all__ = ["ForesightCheck"]


@dataclass(frozen=True, slots=True)
class ForesightCheck(GameCheck):
    """Some Nash state with the formula is foreseen from the start (``never``: none is); see ``analysis.roads.foresight``."""

    formula: Formula
    never: bool = False

    plain: ClassVar[bool] = True
    concept_free: ClassVar[bool] = True

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        return foresees(case.play, case.start(), case.where(self.formula)) != self.never

    @property
    def denies(self) -> bool:
        return self.formula.only_denies != self.never

    def condition_met(self, case: CheckedGame, concept: str) -> bool | None:
        premise = premise_of(self.formula)
        return None if premise is None else foresees(case.play, case.start(), case.where(premise))

    def lists(self, form: OptionForm) -> bool:
        return True

    def holds_in(self, drawn: Drawn, concept: str) -> Truths:
        return drawn.games.each(drawn.games.crowd.foresees(drawn.row(), drawn.where(self.formula)) != self.never)
