"""A crowd's chances for the same forecasts: a CSV file with the columns ``forecast``, ``chance`` and, where it was
asked more than once, ``date``."""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

from gmcr.base.errors import AssessmentError, CountermoveError, Problem, UnknownName, quoted

__all__ = ["Crowd", "read_crowd"]

Crowd = Mapping[str, Sequence[tuple[date | None, Fraction]]]
"""Forecast → the crowd's chances in order of date; None for a single one without a date."""

_MOST = 5_000_000
_NUMBER = re.compile(r"(?:[0-9](?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE]-[0-9]{1,2})?")
_COLUMNS = ("forecast", "chance", "date")


def read_crowd(path: Path, known: Sequence[str], *, today: date | None) -> Crowd:
    """A crowd's chances for the *known* forecasts. Raises AssessmentError with the line that is wrong (no such
    forecast, no probability, no date or one after *today*, a line twice), CountermoveError where the file cannot be
    read."""
    chances: dict[str, list[tuple[date | None, Fraction]]] = {}
    for number, row in _rows(path):
        name = row["forecast"].strip()
        if name not in known:
            _refuse(path, number, str(UnknownName("forecast", name, known)))
        written = row["chance"].strip()
        if not _NUMBER.fullmatch(written) or (chance := Fraction(written)) > 1:
            _refuse(
                path, number, f"{quoted(written)} is not a probability, which is a number from 0 to 1, such as 0.35."
            )
        day = _day(path, number, (row.get("date") or "").strip(), today)
        own = chances.setdefault(name, [])
        if own and (day is None or own[-1][0] is None):
            _refuse(path, number, f"{name} appears twice: then each line needs a date.")
        if any(day == before for before, _ in own):
            _refuse(path, number, f"{name} appears twice with the day {day}.")
        own.append((day, chance))
    return {name: sorted(own, key=lambda item: item[0] or date.min) for name, own in chances.items()}


def _day(path: Path, number: int, text: str, today: date | None) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        _refuse(path, number, f"{quoted(text)} is not a day, which is written 2022-03-24 (year-month-day).")
    if today is not None and day > today:
        _refuse(path, number, f"{day} is after {today}, the last day that counts here.")
    return day


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the heading, each with its line number."""
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        heads = [head.strip() for head in reader.fieldnames or ()]
        if "forecast" not in heads or "chance" not in heads:
            _refuse(path, 1, f"The first line names the columns: {', '.join(_COLUMNS)}; `date` may be missing.")
        reader.fieldnames = heads
        for row in reader:
            if None in row or None in row.values():
                _refuse(path, reader.line_num, f"The line does not have {len(heads)} columns, as the first one has.")
            yield reader.line_num, row
    except csv.Error as error:
        _refuse(path, reader.line_num + 1, f"This is not CSV: {error}.")


def _text(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise CountermoveError(f"{path} is not a regular file.", argument="crowd")
        with open(path, "rb") as stream:
            content = stream.read(_MOST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CountermoveError(f"{path} cannot be read: {reason}.", argument="crowd") from None
    if len(content) > _MOST:
        _refuse(path, content.count(b"\n") + 1, f"Here the file has more than {_MOST:,} bytes.")
    if b"\x00" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(path, content[: content.find(b"\x00") + 1].count(b"\n") + 1, "This is not text in UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        _refuse(path, line, f"Byte {content[error.start]:#04x} is not UTF-8 text: save the file as UTF-8.")


def _refuse(path: Path, number: int, message: str) -> NoReturn:
    raise AssessmentError([Problem(str(path), number, 1, "error", "crowd", message)])
