"""lint in words: one problem a line, then a count."""

from __future__ import annotations

from countermove.desk.lint import LintRecord
from countermove.report.text import Page, Sentence
from countermove.report.words import capital, count, listed

__all__ = ["lint_page", "lint_summary"]


def lint_page(record: LintRecord) -> Page:
    """Every problem on its own line as ``file:line:column``, which editors can jump to."""
    lines = [Sentence(str(problem), "line") for file in record.files for problem in file.problems]
    return Page((*lines, Sentence(lint_summary(record), "answer")))


def lint_summary(record: LintRecord) -> str:
    """How many problems there are."""
    errors = sum(file.errors for file in record.files)
    warnings = sum(len(file.problems) for file in record.files) - errors
    where = "" if len(record.files) == 1 else f" in {count(len(record.files), 'file')}"
    if not errors and not warnings:
        return f"Nothing to complain of{where}."
    parts = [count(errors, "error")] if errors else []
    parts += [count(warnings, "warning")] if warnings else []
    return f"{capital(listed(parts))}{where}."
