"""lint: every problem of one or several files, errors and warnings, in two stages.

*Structure* covers the text of a file: syntax, keys, names, references, readable formulas, and the rules that need no
state. It is quick enough to run at every key stroke. *Meaning* adds consequences: which values formulas can have in the
states, and, with the games solved, whether claims say more than a premise or a definition (``reports.suspicions``).

lint in words: one problem a line, then a count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from countermove.assessment import Assessment, load, loads
from countermove.assessment.rules import STAGES, Stage
from countermove.assessment.rules import lint as found_by_rules
from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.words import capital, count, listed
from gmcr.base.arguments import known_name
from gmcr.base.errors import AssessmentError, Problem, SizeError
from gmcr.base.record import Record, derived

__all__ = ["LintRecord", "LintedFile", "lint", "lint_files", "lint_page", "lint_summary", "lints"]


@dataclass(frozen=True, slots=True)
class LintedFile(Record):
    """A file and its problems."""

    file: str
    """Its name, as given."""
    problems: tuple[Problem, ...]
    """Its problems, in file order."""

    @derived
    def errors(self) -> int:
        """The number of problems that are errors, which make the file unusable."""
        return sum(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class LintRecord(Record):
    """Problems of files."""

    files: tuple[LintedFile, ...]
    """The files, in the order given."""
    stage: Stage = "meaning"
    """How far the check went: the structure of the files alone, or also what follows from them."""

    @derived
    def usable(self) -> bool:
        """Whether no file has an error."""
        return not any(file.errors for file in self.files)


def lint_files(files: Iterable[str], *, stage: Stage = "meaning") -> LintRecord:
    """Problems of files (or bundled cases by name). Never raises for the content of a file: problems are the result.
    Raises UnknownName for another stage."""
    return LintRecord(tuple(LintedFile(file, lint(file, stage=stage)) for file in files), stage)


def lint(source: str | Path | Assessment, *, stage: Stage = "meaning") -> tuple[Problem, ...]:
    """Every problem of a file, a bundled case by its name, or an assessment, in file order. ``stage``: how far to
    check: "structure" takes a few hundredths of a second, "meaning" also solves the games of the claims. Never raises
    for the content of a file. Raises UnknownName for another stage, ModelError for any other type of source."""
    return _linted(lambda: source if isinstance(source, Assessment) else load(source), stage)


def lints(text: str | bytes, *, file: str = "<text>", stage: Stage = "meaning") -> tuple[Problem, ...]:
    """The same for a text, while somebody is writing it; *file*: the name that problems show. Raises UnknownName for
    another stage, ModelError for any other type."""
    return _linted(lambda: loads(text, file=file), stage)


def _linted(opened: Callable[[], Assessment], stage: Stage) -> tuple[Problem, ...]:
    known_name("stage of lint", stage, STAGES)
    try:
        assessment = opened()
    except AssessmentError as error:
        return error.listed
    problems = [*found_by_rules(assessment, stage=stage)]
    if stage == "meaning":
        from countermove.reports.suspicions import suspicions  # it solves games

        with suppress(SizeError):  # already among the problems
            problems += suspicions(assessment)
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def lint_page(record: LintRecord) -> Page:
    """Every problem on its own line as ``file:line:column``, which editors can jump to."""
    lines = [Sentence(str(problem), "line") for file in record.files for problem in file.problems]
    return Page((*lines, Sentence(lint_summary(record), "answer")))


def lint_summary(record: LintRecord) -> str:
    """The number of problems, by kind."""
    problems = [problem for file in record.files for problem in file.problems]
    holes = sum(problem.code == "todo" for problem in problems)
    errors = sum(file.errors for file in record.files) - holes
    warnings = len(problems) - errors - holes
    files = len(record.files)
    where = "" if files == 1 else f" in {count(files, 'file')}"
    if record.stage == "structure":
        where += f"; what follows from {'it' if files == 1 else 'them'} was not checked"
    if not problems:
        return f"Nothing to complain of{where}."
    parts = [count(errors, "error")] if errors else []
    parts += [f"{count(holes, 'place')} still to do"] if holes else []
    parts += [count(warnings, "warning")] if warnings else []
    return f"{capital(listed(parts))}{where}."
