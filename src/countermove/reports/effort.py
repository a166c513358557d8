"""The effort of an assessment and of a report: declared as questions are, since they iterate over the same things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from countermove.assessment import Assessment
from countermove.catalogue import ASSESS, QUESTIONS, Declaration
from countermove.catalogue.options import BOUND, CONCEPTS
from countermove.context.answer import need_listed
from countermove.context.effort import Effort, afford, effort_of
from countermove.context.game import game_of
from countermove.context.selection import BASE, Selection

__all__ = ["ASSESS", "REPORT", "effort_at"]

REPORT = Declaration(
    "report", "", "", "", options=(CONCEPTS, BOUND), sweeps=(*ASSESS.sweeps, *QUESTIONS["matrix"].sweeps)
)  # fmt: skip
"""The effort of an assessment, and of which premise bears on which claim."""


def effort_at(declaration: Declaration, assessment: Assessment, selection: Selection = BASE, **options: Any) -> Effort:
    """The effort. Raises SizeError if it exceeds the memory limit, or needs a list of more states than can be
    listed."""
    settings: Mapping[str, Any] = {name: value for name, value in options.items() if value is not None}
    game = game_of(assessment, selection)
    need_listed(declaration, game)
    effort = effort_of(declaration, game, settings)
    afford(effort)
    return effort
