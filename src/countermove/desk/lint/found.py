"""lint: every problem of one or several files, errors and warnings, those included that take solving the games."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from countermove.assessment import lint
from countermove.brief import Brief
from countermove.case.opening import open_case
from countermove.desk.suspicions import suspicions
from countermove.errors import AssessmentError, Problem, SizeError
from countermove.record import told

__all__ = ["LintRecord", "LintedFile", "lint_files"]


@dataclass(frozen=True, slots=True)
class LintedFile(Brief):
    """A file and what is wrong in it."""

    file: str
    """Its name, as given."""
    problems: tuple[Problem, ...]
    """Its problems, in file order."""

    @told
    def errors(self) -> int:
        """How many of the problems are errors, which make the file unusable."""
        return sum(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class LintRecord(Brief):
    """Problems of files."""

    files: tuple[LintedFile, ...]
    """The files, in the order given."""

    @told
    def usable(self) -> bool:
        """Whether no file has an error."""
        return not any(file.errors for file in self.files)


def lint_files(files: Iterable[str]) -> LintRecord:
    """Problems of files (or bundled cases by name). Never raises for what is in a file: that is the result."""
    return LintRecord(tuple(LintedFile(file, _problems(file)) for file in files))


def _problems(file: str) -> tuple[Problem, ...]:
    try:
        assessment = open_case(file)
    except AssessmentError as error:
        return error.problems
    found = [*lint(assessment)]
    with suppress(SizeError):  # of the states: among what was found already
        found += suspicions(assessment)
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))
