"""Periods: the one that a date in a file stands for, its end, and those between two.

A period is known as a whole only after it has ended. A date that is written shorter stands for more: 2021 is a year,
2021-08 a month. A longer one can be declared to stand for the month, quarter or year that it lies in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gmcr.base.summary import Record

__all__ = ["Period", "after", "between", "named", "period_of"]

_WRITTEN = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_FINER = ("day", "month", "quarter", "year")


@dataclass(frozen=True, slots=True, order=True)
class Period(Record):
    """A range of days, both ends included."""

    first: date
    last: date
    kind: str

    @property
    def name(self) -> str:
        """Its name, as dates are written: 2021, 2021-Q3, 2021-08 or 2021-08-15."""
        if self.kind == "quarter":
            return f"{self.first.year:04}-Q{(self.first.month + 2) // 3}"
        return str(self.first)[: {"year": 4, "month": 7, "day": 10}[self.kind]]


def period_of(text: str, kind: str | None = None) -> Period | None:
    """The period that a text stands for; None if it is no date, or less precise than a period of *kind*."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    written = "day" if match["day"] else "month" if match["month"] else "year"
    kind = kind or written
    if _FINER.index(written) > _FINER.index(kind):
        return None
    try:
        return named(date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)), kind)
    except (ValueError, OverflowError):
        return None


def named(day: date, kind: str) -> Period:
    """The period of a kind that a day lies in."""
    if kind == "day":
        return Period(day, day, kind)
    many = _MONTHS[kind]
    first = date(day.year, (day.month - 1) // many * many + 1, 1)
    return Period(first, _months_on(first, many) - timedelta(days=1), kind)


def after(period: Period) -> Period:
    """The next one."""
    return named(period.last + timedelta(days=1), period.kind)


def between(first: Period, last: Period) -> Iterator[Period]:
    """All periods from one to another, both included."""
    while first <= last:
        yield first
        first = after(first)


def _months_on(first: date, many: int) -> date:
    months = first.year * 12 + first.month - 1 + many
    return date(months // 12, months % 12 + 1, 1)
