"""Opening cases: one, or several with the problems of all of them at once."""

from __future__ import annotations

from collections.abc import Iterable

from countermove.assessment import Assessment, load
from countermove.errors import AssessmentError, Problem

__all__ = ["open_case", "open_cases"]


def open_case(case: str) -> Assessment:
    """The assessment in a file, or a bundled case by its name. Raises AssessmentError."""
    return load(case)


def open_cases(cases: Iterable[str]) -> tuple[Assessment, ...]:
    """Several assessments, in order. Raises one AssessmentError with the problems of all that cannot be used."""
    opened: list[Assessment] = []
    problems: list[Problem] = []
    for case in cases:
        try:
            opened.append(open_case(case))
        except AssessmentError as error:
            problems += error.problems
    if problems:
        raise AssessmentError(problems)
    return tuple(opened)
