"""Indicators read from a folder of data, as far as it could be known on a day, and the resulting values of drivers.

A value can be *known* a number of days after the end of its period, set by the indicator (``lag_days``); whatever is
known later than the day in question is left out. The *latest* period is the last of those known by then that has a
value. Where a month, quarter or year after it should be known already, it is missing, and the driver is not fed:
nothing is carried forward. A daily series feeds with its last day if that is at most 31 days before the last that could
be known.

*Missing* are periods without a value between the first that has one and the last that could be known (for daily series:
whole months in which no day has one). Rows that begin after the day on which the program runs lie in the *future*.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.assessment.schema.conclusions import Events, Series
from countermove.plugins.evidence.series.events import EventSelection, EventsRead, events_in, files_in
from countermove.plugins.evidence.series.rows import (
    LISTED,
    Period,
    Query,
    Row,
    Rows,
    between,
    named,
    rows_in,
    scores_in,
)
from countermove.sources.texts import folder_of, inside
from countermove.verdicts.feeds import FeedReading

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from countermove.assessment.schema.conclusions import Feed

__all__ = ["fed"]

_OLD = timedelta(days=31)


def fed(
    assessment: Assessment, folder: str | Path, day: date | None = None, today: date | None = None
) -> tuple[FeedReading, ...]:
    """The reading of every indicator, in file order, by the knowledge of *day* (by default of *today*, the day of the
    call).

    Raises CountermoveError if *folder* is no folder, and AssessmentError for an unusable file."""
    place, today = folder_of(folder, "data"), today or date.today()
    return tuple(
        _fed(assessment, name, indicator.feed, place, day or today, today)
        for name, indicator in assessment.document.indicators.items()
        if indicator.feed is not None
    )


def _fed(assessment: Assessment, name: str, feed: Series | Events, folder: Path, day: date, today: date) -> FeedReading:
    until = _before(day, feed.lag_days)
    events = _events(feed, folder, until) if isinstance(feed, Events) else EventsRead(_series(feed, folder), None, 0, 0)
    rows = events.rows
    known = [row for period, row in rows.values.items() if (day - period.last).days >= feed.lag_days]
    latest = known[-1] if known else None
    value, beyond, why = _value(assessment, feed, latest, until)
    return FeedReading(
        indicator=name,
        driver=feed.feeds,
        file=feed.file,
        day=day,
        lag_days=feed.lag_days,
        rows=rows.read,
        period=None if latest is None else latest.period.name,
        ended=None if latest is None else latest.period.last,
        line=None if latest is None else latest.line,
        number=None if latest is None else latest.text,
        value=value,
        beyond=beyond,
        why_not=why,
        later=len(rows.values) - len(known),
        malformed=rows.malformed,
        bad=rows.bad[:LISTED],
        empty=rows.empty,
        duplicates=rows.duplicates,
        contradictory=tuple(period.name for period in rows.contradictory if period.last <= until),
        missing=tuple(period.name for period in _missing(rows, until)),
        future=sum(period.first > today for period in (*rows.values, *rows.contradictory)),
        open_end=rows.open_end,
        table=events.table,
        unscored=events.unscored,
        unknown=events.unknown,
    )


def _series(feed: Series, folder: Path) -> Rows:
    path = inside(folder / feed.file, folder, "data")
    return rows_in(path, Query(feed.date, feed.value, feed.where, feed.period), feed.file)


def _events(feed: Events, folder: Path, until: date) -> EventsRead:
    scores, table = None, feed.goldstein
    if table is not None:
        scores = scores_in(inside(folder / table.file, folder, "data"), table.file, table.code, table.value)
    selection = EventSelection(feed.format, feed.source, feed.target, feed.codes, feed.measure)
    return events_in(files_in(folder, feed.file), folder, selection, until, scores)


def _before(day: date, lag: int) -> date:
    """The last day of which something is known."""
    try:
        return day - timedelta(days=lag)
    except OverflowError:
        return date.min


def _missing(rows: Rows, until: date) -> Iterator[Period]:
    """The periods that should be known by then, and have no value; for daily series the months."""
    have = [period for period in rows.values if period.last <= until]
    if not have:
        return
    kind = "month" if have[0].kind == "day" else have[0].kind
    there = {named(period.first, kind) for period in have}
    for period in between(min(there), named(until, kind)):
        if period.last <= until and period not in there:
            yield period


def _value(
    assessment: Assessment, feed: Feed, latest: Row | None, until: date
) -> tuple[Fraction | None, bool, str | None]:
    """The driver's value from the latest row, whether it lies beyond the scale, and why there is no value."""
    if latest is None:
        return None, False, "nothing could be known by then"
    if why := _stale(latest.period, until):
        return None, False, why
    low, high = assessment.ranges[feed.feeds]
    if feed.scale is None:
        if not low <= latest.value <= high:
            return (
                None,
                False,
                f"{latest.text} lies outside of the range of {feed.feeds}, and no `scale` says what it means",
            )
        return latest.value, False, None
    first, last = feed.scale
    share = (latest.value - first) / (last - first)
    return low + min(max(share, Fraction(0)), Fraction(1)) * (high - low), not 0 <= share <= 1, None


def _stale(period: Period, until: date) -> str | None:
    if period.kind == "day":
        return f"nothing is there since {period.name}" if until - period.last > _OLD else None
    expected = named(until, period.kind)
    if expected.last > until:
        expected = named(expected.first - timedelta(days=1), period.kind)
    return f"{expected.name} should be known by then, and is missing" if expected > period else None
