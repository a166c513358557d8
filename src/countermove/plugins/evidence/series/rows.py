"""A series: the rows of a CSV file, each a period and a value, and the faults of the others.

A file is refused as a whole where it is not UTF-8 text, too large, ends within quotation marks or lacks a column. A row
that does not match the header, has an invalid date, or whose value is not a decimal number is *malformed*; one without a
value is *empty*; both are counted and the first are listed. Rows with the same period and value are *duplicates*, and
count once; where the values differ the period is *contradictory* and has no value.

Periods: the one that a date in a file stands for, its end, and those between two.

A period is known as a whole only after it has ended. A date that is written shorter stands for more: 2021 is a year,
2021-08 a month. A longer one can be declared to stand for the month, quarter or year that it lies in.

A Goldstein table of the reader's: the score of each event code.

Several such tables are in circulation, and they differ. The project ships none; reports name the one that was used.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from pathlib import Path

from countermove.assessment.parser import decode, read_bytes
from countermove.assessment.problems import Position, refuse
from countermove.verdicts.feeds import BadRow
from gmcr.base.record import Record

__all__ = [
    "LARGEST",
    "LISTED",
    "Period",
    "Query",
    "Row",
    "Rows",
    "Scores",
    "after",
    "between",
    "named",
    "number_of",
    "period_of",
    "rows_in",
    "scores_in",
]


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
    ends = first.month + many - 1
    return Period(first, date(day.year, ends, monthrange(day.year, ends)[1]), kind)


def after(period: Period) -> Period:
    """The next one."""
    return named(period.last + timedelta(days=1), period.kind)


def between(first: Period, last: Period) -> Iterator[Period]:
    """All periods from one to another, both included."""
    while first <= last:
        yield first
        if first.last == date.max:  # after which there is no other
            return
        first = after(first)


LARGEST = 5_000_000
"""The largest file of a series, in bytes."""

LISTED = 20
"""The largest number of malformed rows listed."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_WIDE = 1000
"""The largest number of columns."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Row(Record):
    """A period and its value, with its text and the line on which it stands, None where it is made of several."""

    period: Period
    value: Fraction
    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Query(Record):
    """The columns to read, the rows to select, and the period that a date stands for; None for the one that it is
    written as.
    """

    date: str
    value: str
    where: Mapping[str, str] = field(default_factory=dict)
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Rows(Record):
    """The content of a file. ``read``: the number of selected rows; ``bad``: the first malformed ones. ``open_end``: it
    does not end with the end of a line."""

    read: int
    values: Mapping[Period, Row]
    malformed: int
    bad: tuple[BadRow, ...]
    empty: int
    duplicates: int
    contradictory: tuple[Period, ...]
    open_end: bool


def rows_in(path: Path, query: Query, name: str) -> Rows:
    """The rows of a file, which messages call *name*. Raises AssessmentError."""
    text = decode(read_bytes(path, most=LARGEST), str(path), most=LARGEST)
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise refuse(str(path), "binary", "A character U+0000 does not belong in text.", Position(line, 1))
    by_period: dict[Period, Row] = {}
    bad: list[BadRow] = []
    read = malformed = empty = duplicates = 0
    apart: dict[Period, None] = {}
    kind = query.period
    for line, cells in _cells(text, path, query):
        read += 1
        row = _row(cells, query, kind, line)
        if isinstance(row, str):
            malformed += 1
            bad += [BadRow(name, line, row)] if len(bad) < LISTED else []
        elif row is None:
            empty += 1
        else:
            kind = kind or row.period.kind  # the first sets how dates are written
            before = by_period.setdefault(row.period, row)
            if before is not row:
                duplicates += before.value == row.value
                if before.value != row.value:
                    apart[row.period] = None
    return Rows(
        read=read,
        values={period: by_period[period] for period in sorted(by_period) if period not in apart},
        malformed=malformed,
        bad=tuple(bad),
        empty=empty,
        duplicates=duplicates,
        contradictory=tuple(sorted(apart)),
        open_end=not text.endswith(("\n", "\r")),
    )


def number_of(text: str) -> Fraction | None:
    """A decimal number, exactly; None for anything else."""
    return Fraction(text) if len(text) <= _SHOWN and _NUMBER.fullmatch(text) else None


def _cells(text: str, path: Path, query: Query) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """The selected rows by name of column, with their lines; or the fault of one."""
    reader = csv.reader(StringIO(text, newline=""), delimiter="\t" if path.suffix == ".tsv" else ",", strict=True)
    begins = 1
    try:
        header = [name.strip() for name in next(reader, [])]
        wanted = (query.date, query.value, *query.where)
        for column in wanted:
            if header.count(column) != 1:
                many = "no column" if column not in header else "several columns"
                raise refuse(str(path), "key", f"The header has {many} {column[:_SHOWN]!r}.")
        if len(header) > _WIDE:
            raise refuse(str(path), "large", f"The header has over {_WIDE} columns.")
        places = {column: header.index(column) for column in wanted}
        while True:
            begins = reader.line_num + 1
            row = next(reader, None)
            if row is None:
                return
            if not row:
                continue
            if len(row) != len(header):
                yield begins, f"{len(row)} cells where the header has {len(header)}"
                continue
            cells = {column: row[place].strip() for column, place in places.items()}
            if all(cells[column] == value for column, value in query.where.items()):
                yield begins, cells
    except csv.Error as error:
        what = "A quotation mark is not closed" if "end of data" in str(error) else str(error).capitalize()
        raise refuse(str(path), "syntax", f"{what}: is the file cut short?", Position(begins, 1)) from None


def _row(cells: Mapping[str, str] | str, query: Query, kind: str | None, line: int) -> Row | str | None:
    """A row; its fault; None without a value."""
    if isinstance(cells, str):
        return cells
    written, text = cells[query.date], cells[query.value]
    period = period_of(written, query.period)
    if period is None:
        return f"{written[:_SHOWN]!r} is not the date of a {kind}" if kind else f"{written[:_SHOWN]!r} is not a date"
    if kind and period.kind != kind:
        return f"{written!r} is a {period.kind}, and the file has {kind}s"
    if not text:
        return None
    value = number_of(text)
    return f"{text[:_SHOWN]!r} is not a decimal number" if value is None else Row(period, value, text, line)


_ENDS = 10
"""The largest absolute score."""


@dataclass(frozen=True, slots=True)
class Scores(Record):
    """A table of scores. ``name``: of the table, ``of``: code → score."""

    name: str
    of: Mapping[str, Decimal]


def scores_in(path: Path, name: str, code: str, value: str) -> Scores:
    """The table in a CSV file with two columns of these headers. Raises AssessmentError."""
    rows = csv.DictReader(StringIO(decode(read_bytes(path), str(path)), newline=""), strict=True)
    by_code: dict[str, Decimal] = {}
    try:
        for column in (code, value):
            if column not in (rows.fieldnames or ()):
                raise refuse(str(path), "key", f"The header has no column {column!r}.")
        for row in rows:
            key, text = (row[code] or "").strip(), (row[value] or "").strip()
            score = number_of(text)
            if (
                not key
                or score is None
                or abs(score) > _ENDS
                or by_code.setdefault(key, Decimal(text)) != Decimal(text)
            ):
                message = f"This gives {key[:20]!r} no one score from -10 to 10."
                raise refuse(str(path), "value", message, Position(rows.line_num, 1))
    except csv.Error as error:
        raise refuse(str(path), "syntax", f"{str(error).capitalize()}.", Position(rows.line_num + 1, 1)) from None
    return Scores(f"{name}, {value}", by_code)
