"""responsibility: who is responsible for the target's state, in the author's model and in each view.

An actor's *degree* is 1/(size of the smallest minimal change in which an edit of its wants takes part), 0 if there is
none within the bound (after Chockler & Halpern 2004). Under Nash roads, for the assessment's target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from countermove.analysis.changes import BOUND
from countermove.analysis.edits import Edit
from countermove.questions.change import change

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["InOneView", "Responsibility", "responsibility"]


@dataclass(frozen=True, slots=True)
class InOneView:
    """Degrees in one view (None: the author's model). ``holds``: whether the target holds there. ``witness``: for each
    actor with a degree above 0, the first of its smallest minimal changes."""

    view: str | None
    holder: str | None
    holds: bool
    degrees: Mapping[str, Fraction]
    witness: Mapping[str, tuple[Edit, ...]]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Degrees of all actors, the author's model first, then every view in file order."""

    target: str
    bound: int
    views: tuple[InOneView, ...]


def responsibility(
    assessment: Assessment, *, reading: Mapping[str, str] | None = None, scenario: str | None = None, bound: int = BOUND
) -> Responsibility:
    """Who is responsible, in whose eyes. Raises ModelError where the assessment has no target, UnknownName."""
    rows = []
    for view in (None, *assessment.views):
        found = change(assessment, reading=reading, scenario=scenario, view=view, bound=bound)
        own = {
            actor: next((item for item in found.changes if any(edit.actor == actor for edit in item)), None)
            for actor in assessment.actors
        }
        rows.append(
            InOneView(
                view=view,
                holder=None if view is None else assessment.views[view].holder,
                holds=found.holds,
                degrees={actor: Fraction(1, len(item)) if item else Fraction(0) for actor, item in own.items()},
                witness={actor: item for actor, item in own.items() if item},
            )
        )
    return Responsibility(str(assessment.document.target), bound, tuple(rows))
