"""What an indicator reads from data, and what that makes of its driver. Reading data is up to a plugin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gmcr.base.summary import Record

__all__ = ["BadRow", "Fed"]


@dataclass(frozen=True, slots=True)
class BadRow(Record):
    """A row that says nothing."""

    file: str
    """The file."""
    line: int
    """The line on which it begins, from 1."""
    why: str
    """What is wrong with it."""


@dataclass(frozen=True, slots=True)
class Fed(Record):
    """What an indicator reads from a file, and what it makes of a driver."""

    indicator: str
    """The indicator."""
    driver: str
    """The driver that it feeds."""
    file: str
    """The file, in the folder of data."""
    day: date
    """The day whose knowledge counts: the one asked for, or the one on which this was found."""
    lag_days: int
    """So many days after the end of a period it can be known."""
    rows: int
    """Rows that were asked for."""
    period: str | None
    """The latest period known with a value; null where there is none."""
    ended: date | None
    """The last day of that period."""
    line: int | None
    """The line on which it stands; null for events."""
    number: str | None
    """The number: as the file writes it, of events exactly as a fraction."""
    value: Fraction | None
    """What it makes of the driver; null where it feeds nothing."""
    beyond: bool
    """Whether the number lies beyond the scale, so that the end of the driver's range is taken."""
    why_not: str | None
    """Why it feeds nothing."""
    later: int
    """Periods with a value that could not be known on that day."""
    malformed: int
    """Rows that are malformed."""
    bad: tuple[BadRow, ...]
    """The first of them."""
    empty: int
    """Rows without a value."""
    duplicates: int
    """Rows that say again what another says."""
    contradictory: tuple[str, ...]
    """Periods, of those known, of which rows say different things: they have no value."""
    missing: tuple[str, ...]
    """Periods without a value that should be known by then, after the first that has one; of days whole months."""
    future: int
    """Periods that begin after the day on which this was found."""
    open_end: bool
    """Whether the file does not end with the end of a line, so that its last row may be cut short."""
    table: str | None
    """The Goldstein table by which events are scored; null where they are not."""
    unscored: int
    """Events without a score, which no mean counts."""
    unknown: int
    """Events that were added after the day, and left out."""
