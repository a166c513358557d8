"""Opening cases: one, or several with the problems of all of them at once."""

from __future__ import annotations

from collections.abc import Iterable

from countermove.assessment import Assessment, load
from countermove.case.game import conflict_in
from countermove.case.games import conflict_alone
from countermove.errors import AssessmentError, CountermoveError, Problem

__all__ = ["open_case", "open_cases"]


def open_case(case: str, question: str = "") -> Assessment:
    """The assessment in a file, or a bundled case by its name. Raises AssessmentError; where the case is a conflict alone,
    with the reason why it does not answer the *question*."""
    try:
        return load(case)
    except AssessmentError as error:
        found = error.problems[0]
        if question and (found.code == "conflict" or _is_conflict(case)):
            told = f"This is a conflict alone. {conflict_alone(question)}"
            place = (found.line, found.column) if found.code == "conflict" else (0, 0)
            raise AssessmentError([Problem(case, *place, "error", "conflict", told)]) from None
        raise


def _is_conflict(case: str) -> bool:
    try:
        return conflict_in(case) is not None
    except CountermoveError:
        return False


def open_cases(cases: Iterable[str], question: str = "") -> tuple[Assessment, ...]:
    """Several assessments, in order. Raises one AssessmentError with the problems of all that cannot be used."""
    opened: list[Assessment] = []
    problems: list[Problem] = []
    for case in cases:
        try:
            opened.append(open_case(case, question))
        except AssessmentError as error:
            problems += error.problems
    if problems:
        raise AssessmentError(problems)
    return tuple(opened)
