"""A check about moves made for their answer."""

from __future__ import annotations

from dataclasses import dataclass

from countermove.inquiry.checks.case import CheckedGame
from countermove.inquiry.checks.check import GameCheck
from countermove.inquiry.inducement import Inducing
from gmcr.logic import Formula
from gmcr.model import OptionForm

__all__ = ["InducesCheck"]


@dataclass(frozen=True, slots=True)
class InducesCheck(GameCheck):
    """The actor has an inducement at the start all of whose answers satisfy the formula (``credible``: a credible one
    all of whose outcomes do so too). ``by``: a minimal one that switches one of these on, an option or thresholds of
    one in degrees. See ``inquiry.inducement``."""

    actor: str
    formula: Formula
    credible: bool = False
    by: tuple[str, ...] = ()

    def lists(self, form: OptionForm) -> bool:
        return True

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        conflict = case.conflict
        by = conflict.structure.code(self.by) if self.by else None
        inducing = Inducing(case.games, conflict, concept)
        actor, met = conflict.actor(self.actor), case.where(self.formula)
        return inducing.induces(case.start(), actor, met, credible=self.credible, by=by)
