"""lint in words (one problem a line, then a count) and as plain data."""

from __future__ import annotations

from typing import Any

from countermove.desk.lint.found import LintRecord
from countermove.telling.blocks import Page, Sentence
from countermove.telling.describing import list_of, record, text, whole, yes
from countermove.telling.problems import PROBLEM, problem_data
from countermove.telling.words import capital, count, listed

__all__ = ["LINT", "lint_data", "lint_page", "lint_summary"]


def lint_page(given: LintRecord) -> Page:
    """Every problem on its own line as ``file:line:column``, which editors can jump to."""
    lines = [Sentence(str(problem), "line") for file in given.files for problem in file.problems]
    return Page((*lines, Sentence(lint_summary(given), "answer")))


def lint_summary(given: LintRecord) -> str:
    """How many problems there are."""
    errors = sum(file.errors for file in given.files)
    warnings = sum(len(file.problems) for file in given.files) - errors
    where = "" if len(given.files) == 1 else f" in {count(len(given.files), 'file')}"
    if not errors and not warnings:
        return f"Nothing to complain of{where}."
    parts = [count(errors, "error")] if errors else []
    parts += [count(warnings, "warning")] if warnings else []
    return f"{capital(listed(parts))}{where}."


def lint_data(given: LintRecord) -> dict[str, Any]:
    """The data of problems of files."""
    return {
        "usable": given.usable,
        "files": [
            {"file": file.file, "errors": file.errors, "problems": [problem_data(item) for item in file.problems]}
            for file in given.files
        ],
    }


LINT = record(
    "Problems of files.",
    usable=yes("Whether no file has an error."),
    files=list_of(
        "The files, in the order given.",
        record(
            "A file.",
            file=text("Its name, as given."),
            errors=whole("How many of the problems are errors."),
            problems=list_of("Its problems, in file order.", PROBLEM),
        ),
    ),
)
