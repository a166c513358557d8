"""Holes: places of a file marked ``todo``, as in a worksheet that nobody has filled in yet.

The rest of such a file is checked like any other, and other problems are reported along with the holes. Nothing is
computed from it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from countermove.assessment.problems import MOST, Path, Report
from gmcr.base.errors import AssessmentError

__all__ = ["unusable"]


def unusable(report: Report, holes: Collection[Path], data: Mapping[str, Any]) -> AssessmentError:
    """The error for an unusable file: its problems, and the number of holes (given by their paths), each with its
    place."""
    each = Report(report.file, report.positions)
    for number, path in enumerate(holes, start=1):
        more = (
            f" {len(holes) - MOST:,} more places follow, which are not listed." if number == MOST < len(holes) else ""
        )
        each.add(path, "todo", _text(path, data) + more, key=True)
        if more:
            break
    if not holes:
        return AssessmentError(report.problems)
    if not report.failed:  # so warnings are not the reason
        report = Report(report.file, report.positions)
    where = "One place is" if len(holes) == 1 else f"{len(holes):,} places are"
    message = (
        f"{where} still to do{'' if len(holes) == 1 else ', the first of them here'}: countermove lint lists what."
    )
    report.add(next(iter(holes)), "todo", message, key=True)
    return AssessmentError(report.problems, each.problems)


def _text(path: Path, data: Any) -> str:
    """The text of a hole."""
    for part in path:
        data = data[part]
    text = " ".join(data.split()).rstrip(".") if isinstance(data, str) else ""
    return f"Still to do: {text}." if text else "Still to do."
