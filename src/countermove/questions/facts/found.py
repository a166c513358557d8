"""facts: which readings survive what happened.

A reading *survives* under a concept if some outcome of the scenario that came about satisfies the formula of what was
seen (``facts: {in, outcome}``). A survivor is not confirmed: it is only not refuted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.checks import Case, Outcomes
from countermove.brief import Brief
from countermove.case.games import assessment_given, games_of
from countermove.stability import CONCEPTS, concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["FactsFit", "facts"]


@dataclass(frozen=True, slots=True, eq=False)
class FactsFit(Brief):
    """``outcome``: what was seen, as written; ``survives``: bool (readings, concepts); ``left``: for each question the
    answers that some survivor gives under some concept."""

    scenario: str | None
    outcome: str
    concepts: tuple[str, ...]
    survives: NDArray[np.bool_]
    left: tuple[tuple[str, tuple[str, ...]], ...]


def facts(assessment: Assessment, *, concepts: Sequence[str] = CONCEPTS) -> FactsFit | None:
    """Which readings survive; None where the file states no facts. Raises UnknownName."""
    assessment = assessment_given(assessment, "facts")
    record = assessment.document.facts
    if record is None:
        return None
    names = tuple(item.name for item in concepts_named(concepts))
    check = Outcomes("some", assessment.formula(record.outcome))
    games = games_of(assessment)
    cases = [
        Case(games=games, conflict=assessment.conflict(reading=reading, scenario=record.in_))
        for reading in assessment.readings
    ]
    games.arena.prepare([case.play.profile for case in cases], names)
    survives = np.array([[check.holds(case, name) is True for name in names] for case in cases], dtype=np.bool_)
    some: NDArray[np.bool_] = np.any(survives, axis=1)
    left = tuple(
        (question, tuple(answer for answer in answers if _given(assessment, question, answer, some)))
        for question, answers in assessment.questions.items()
    )
    return FactsFit(record.in_, record.outcome, names, survives, left)


def _given(assessment: Assessment, question: str, answer: str, some: NDArray[np.bool_]) -> bool:
    return any(alive and reading[question] == answer for reading, alive in zip(assessment.readings, some, strict=True))
