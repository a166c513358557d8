"""lint in words: one problem a line, then a count."""

from __future__ import annotations

from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.words import capital, count, listed
from countermove.reports.lint.compute import LintRecord

__all__ = ["lint_page", "lint_summary"]


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
