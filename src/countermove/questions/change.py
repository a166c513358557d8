"""change: the smallest changes of calculus that bring the target about, or end it where it already holds.

A *minimal change* is a non-empty set of edits after which the target's truth value is the other one and no proper
non-empty subset does that; complete up to ``bound`` edits. See ``analysis.changes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.analysis.changes import BOUND
from countermove.analysis.edits import Edit
from countermove.errors import ModelError
from countermove.questions.games import games_of

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Changes", "change"]


@dataclass(frozen=True, slots=True)
class Changes:
    """``target``: the formula's text. ``holds``: whether it holds already; then ``changes`` end it, else they bring it
    about. ``changes``: all minimal ones of at most ``bound`` edits, smallest first."""

    target: str
    concept: str
    bound: int
    holds: bool
    changes: tuple[tuple[Edit, ...], ...]

    @property
    def smallest(self) -> tuple[tuple[Edit, ...], ...]:
        """The changes of least size."""
        return tuple(item for item in self.changes if len(item) == len(self.changes[0]))


def change(
    assessment: Assessment,
    *,
    to: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    bound: int = BOUND,
) -> Changes:
    """Minimal changes for the formula *to* (default: the assessment's target) under Nash roads, in one game.

    Raises ModelError where there is no target, FormulaError, UnknownName.
    """
    if to is None and assessment.target is None:
        raise ModelError("The assessment has no `target`, so name one: --to FORMULA.")
    formula = assessment.target if to is None else assessment.formula(to)
    assert formula is not None
    conflict = assessment.conflict(reading=reading, scenario=scenario, view=view)
    found = games_of(assessment).changes(conflict, formula, bound)
    return Changes(to or str(assessment.document.target), "nash", bound, found.holds, found.changes)
