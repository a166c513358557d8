"""Errors as plain data: every problem of a file, or the single one."""

from __future__ import annotations

from typing import Any

from countermove.presentation.data import plain, schema_of
from countermove.presentation.schema import VERSION, Schema, list_of, record
from gmcr.base.errors import AssessmentError, CountermoveError, FormulaError, Problem

__all__ = ["errors_data", "errors_schema"]


def errors_data(error: CountermoveError) -> dict[str, Any]:
    """An error as plain data: every problem of a file, or the single one."""
    problems = error.problems if isinstance(error, AssessmentError) else (_problem(error),)
    return {"record": "errors", "version": VERSION, "errors": plain(problems)}


def _problem(error: CountermoveError) -> Problem:
    """An error that belongs to no file."""
    codes = {"FormulaError": "formula", "UnknownName": "unknown", "ModelError": "model", "SizeError": "size"}
    column = error.column if isinstance(error, FormulaError) else 0
    code = codes.get(type(error).__name__, "input")
    return Problem("", 0, column, "error", code, str(error), getattr(error, "suggestion", None))


def errors_schema() -> Schema:
    """The schema of that data."""
    return record(
        "What went wrong (exit code 2).",
        record={"const": "errors", "description": "The kind of record."},
        version={"const": VERSION, "description": "The version of this kind's data."},
        errors=list_of("One or more.", schema_of(Problem)),
    )
