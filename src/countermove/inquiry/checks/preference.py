"""A check about what an actor prefers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from countermove.inquiry.checks.case import CheckedGame, SwitchedStart
from countermove.inquiry.checks.check import Factor, GameCheck, Truths
from countermove.inquiry.checks.figure import Drawn

__all__ = ["PrefersCheck"]


@dataclass(frozen=True, slots=True)
class PrefersCheck(GameCheck):
    """The actor strictly prefers the start changed by ``this`` to the start changed by ``to``."""

    actor: str
    this: SwitchedStart
    to: SwitchedStart

    plain: ClassVar[bool] = True
    concept_free: ClassVar[bool] = True

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        ranks = case.play.ranks(case.conflict.actor(self.actor))
        return bool(ranks[case.start(self.this)] > ranks[case.start(self.to)])

    def holds_in(self, drawn: Drawn, concept: str) -> Truths:
        ranks = drawn.games.crowd.ranks(drawn.case.conflict.actor(self.actor))
        return drawn.games.each(ranks[drawn.row(self.this)] > ranks[drawn.row(self.to)])

    def factors(self, case: CheckedGame, concept: str) -> tuple[Factor, ...]:
        return ((self.actor, case.conflict, self),)
