"""Opens cases: one, several with all their problems at once, or whatever a question is put to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from countermove.assessment import Assessment, load
from countermove.catalogue import Declaration, question_named
from countermove.context.game import Game, conflict_in, open_game
from countermove.context.games import conflict_alone
from countermove.context.selection import BASE, Selection
from gmcr.base.errors import AssessmentError, CountermoveError, Problem

__all__ = ["open_case", "open_cases", "opened_for"]


def open_case(case: str, question: str = "") -> Assessment:
    """The assessment in a file, or a bundled case by its name. Raises AssessmentError; for a pure conflict it says why
    that does not answer the *question*."""
    try:
        return load(case)
    except AssessmentError as error:
        problem = error.problems[0]
        if question and (problem.code == "conflict" or _is_conflict(case)):
            message = f"This is a conflict alone. {conflict_alone(question)}"
            place = (problem.line, problem.column) if problem.code == "conflict" else (0, 0)
            raise AssessmentError([Problem(case, *place, "error", "conflict", message)]) from None
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


def opened_for(
    question: Declaration, cases: Sequence[str], selection: Selection = BASE, arguments: Mapping[str, Any] | None = None
) -> tuple[str, Assessment | Game | tuple[Assessment, ...]]:
    """The name of the question and what it is put to, when *question* is asked of some cases with *arguments*: a ``.gmcr``
    file may answer another in its place. Raises AssessmentError, CountermoveError."""
    if question.cases != "one":
        return question.name, open_cases(cases, question.name)
    (case,) = cases
    if question.of == "game":
        return question.name, open_game(case, selection)
    if not question.instead or not case.endswith(".gmcr"):
        return question.name, open_case(case, question.name)
    accepted = {option.name for option in question_named(question.instead).options}
    if any(value is not None for name, value in (arguments or {}).items() if name not in accepted):
        raise CountermoveError(f"{case} is a conflict alone: it has no readings, scenarios, views or drivers.")
    return question.instead, open_game(case, selection)
