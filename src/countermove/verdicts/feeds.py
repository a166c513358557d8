"""What an indicator reads from data, and its effect on a driver. Reading data is up to a plugin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gmcr.base.record import Record

__all__ = ["BadRow", "FeedReading"]


@dataclass(frozen=True, slots=True)
class BadRow(Record):
    """A malformed row."""

    file: str
    """The file."""
    line: int
    """The line on which it begins, from 1."""
    why: str
    """What is wrong with it."""


@dataclass(frozen=True, slots=True)
class FeedReading(Record):
    """What an indicator reads from a file, and its effect on a driver."""

    indicator: str
    """The indicator."""
    driver: str
    """The driver that it feeds."""
    file: str
    """The file, in the folder of data."""
    day: date
    """The day whose knowledge counts: the requested one, or the one on which the data were fetched."""
    lag_days: int
    """The number of days after the end of a period at which its value can be known."""
    rows: int
    """The number of selected rows."""
    period: str | None
    """The latest period known with a value; null if there is none."""
    ended: date | None
    """The last day of that period."""
    line: int | None
    """The line on which that period stands; null for events."""
    number: str | None
    """The number: as the file writes it, for events exactly as a fraction."""
    value: Fraction | None
    """The driver's resulting value; null if it feeds nothing."""
    beyond: bool
    """Whether the number lies beyond the scale, so that the end of the driver's range is used."""
    why_not: str | None
    """Why it feeds nothing."""
    later: int
    """The number of periods with a value that could not be known on that day."""
    malformed: int
    """The number of malformed rows."""
    bad: tuple[BadRow, ...]
    """The first of the malformed rows."""
    empty: int
    """The number of rows without a value."""
    duplicates: int
    """The number of rows that repeat another."""
    contradictory: tuple[str, ...]
    """Known periods whose rows contradict one another: they have no value."""
    missing: tuple[str, ...]
    """Periods without a value that should be known by then, after the first that has one; for daily data whole months."""
    future: int
    """The number of periods that begin after the day on which the data were fetched."""
    open_end: bool
    """Whether the file does not end with a line end, so that its last row may be truncated."""
    table: str | None
    """The Goldstein table by which events are scored; null if they are not."""
    unscored: int
    """The number of events without a score, which no mean counts."""
    unknown: int
    """The number of events that were added after the day, and left out."""
