"""What went wrong as plain data: every problem of a file, or the one thing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from countermove.errors import AssessmentError, CountermoveError, FormulaError, Problem
from countermove.telling.describing import VERSION, list_of, one_of, or_null, record, text, whole

__all__ = ["ERRORS", "PROBLEM", "errors_data", "problem_data"]


def errors_data(error: CountermoveError) -> dict[str, Any]:
    """What went wrong, as plain data: every problem of a file, or the one thing."""
    return {"record": "errors", "version": VERSION, "errors": _errors(error)}


def _errors(error: CountermoveError) -> list[dict[str, Any]]:
    if isinstance(error, AssessmentError):
        return [problem_data(problem) for problem in error.problems]
    suggestion = getattr(error, "suggestion", None)
    column = error.column if isinstance(error, FormulaError) else None
    return [
        {
            "file": None,
            "line": None,
            "column": column,
            "severity": "error",
            "code": _code(error),
            "message": str(error),
            "suggestion": suggestion,
        }
    ]


def _code(error: CountermoveError) -> str:
    codes = {"FormulaError": "formula", "UnknownName": "unknown", "ModelError": "model", "SizeError": "size"}
    return codes.get(type(error).__name__, "input")


def problem_data(problem: Problem) -> dict[str, Any]:
    """One problem of a file."""
    return asdict(problem) | {"line": problem.line or None, "column": problem.column or None}


PROBLEM = record(
    "Something wrong or suspicious.",
    file=or_null(text("The file.")),
    line=or_null(whole("The line, from 1; null where it is about no place in the file.")),
    column=or_null(whole("The column, from 1.")),
    severity=one_of("Errors make a file unusable.", "error", "warning"),
    code=text("A stable name for this kind of problem."),
    message=text("What is wrong, and what to do."),
    suggestion=or_null(text("The nearest valid name.")),
)
ERRORS = record(
    "What went wrong (exit code 2).",
    record={"const": "errors", "description": "The kind of record."},
    version={"const": VERSION, "description": "The version of this kind's data."},
    errors=list_of("One or more.", PROBLEM),
)
