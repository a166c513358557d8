"""Refusals, and their HTTP status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from countermove.plugins.serve.serving.calculations import Stopped, Superseded
from countermove.plugins.serve.serving.processes import Failed
from countermove.processes.worker import Lost
from gmcr.base.errors import (
    AssessmentError,
    ChangedMeanwhile,
    CountermoveError,
    MissingExtra,
    Problem,
    UnknownName,
)

__all__ = ["Refused", "problem_data", "refused"]


class Refused(CountermoveError):
    """A refused request. ``status``: of HTTP; ``errors``: the problems as data; ``more``: additional fields."""

    def __init__(self, status: int, message: str, errors: tuple[Any, ...] | None = None, **more: Any) -> None:
        self.status, self.more = status, more
        super().__init__(message)
        self.errors = (problem_data(Problem("", 0, 0, "error", "input", str(self))),) if errors is None else errors


_STATUS: Mapping[type[CountermoveError], int] = {
    Superseded: 409,
    ChangedMeanwhile: 409,
    Stopped: 503,
    Lost: 503,
    MissingExtra: 501,
    UnknownName: 404,
    AssessmentError: 422,
}

_FAILED: Mapping[str, int] = {"MissingExtra": 501, "Dropped": 409, "Exception": 500}


def refused(error: CountermoveError) -> Refused:
    """The refusal for an error."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, Failed):
        return Refused(_FAILED.get(error.kind, 422), str(error), error.errors or None)
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 422)
    more = {"superseded": True} if isinstance(error, Superseded) else {}
    return Refused(status, str(error), _errors(error), **more)


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as plain data, as in records; without the modules of records, since the server computes nothing."""
    data = asdict(problem)
    return {name: value if value or name == "message" else None for name, value in data.items()}


def _errors(error: CountermoveError) -> tuple[Any, ...]:
    problems = error.problems if isinstance(error, AssessmentError) else ()
    suggestion = getattr(error, "suggestion", None)
    every = problems or (Problem("", 0, 0, "error", "input", str(error), suggestion),)
    return tuple(map(problem_data, every))
