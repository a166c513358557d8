"""Data readings in words: a table of what feeds which driver, then what is wrong with the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from countermove.assessment.schema.queries import Events, Series
from countermove.presentation.blocks import Block, Column, Sentence, Table
from countermove.presentation.numbers import decimal_text
from countermove.presentation.words import count, listed, number, plural
from countermove.verdicts.feeds import FeedReading

__all__ = ["feed_blocks", "feed_text"]

_MANY = 12
"""The number of periods that are named."""


def feed_blocks(feeds: Sequence[FeedReading]) -> Iterator[Block]:
    """What indicators read, what they do not, and why."""
    if not feeds:
        return
    rows = tuple(
        (
            item.indicator,
            item.driver,
            item.period or "",
            _number(item.number),
            "" if item.value is None else _value(item),
            item.file if item.line is None else f"{item.file}:{item.line}",
        )
        for item in feeds
    )
    columns = (
        Column("Indicator", fixed=True),
        Column("Driver", fixed=True),
        Column("Period", fixed=True),
        Column("Number", fixed=True, right=True),
        Column("Makes", fixed=True, right=True),
        Column("Where"),
    )
    yield Table(columns, rows, f"What indicators read, as known on {feeds[0].day}")
    for item in feeds:
        yield from _about(item)


_MEASURES = {
    "count": "how many events",
    "mean_goldstein": "the mean Goldstein score of events",
    "share": "the share among events of those",
}


def feed_text(feed: Series | Events) -> str:
    """The source of an indicator, and its effect on a driver: "trade.csv, column value, where partner is PRK; known 45
    days after its period; feeds leverage, 0 to 250 as its range"."""
    parts = [_series(feed) if isinstance(feed, Series) else _events(feed)]
    parts += [f"known {count(feed.lag_days, 'day')} after its period"] if feed.lag_days else []
    ends = "" if feed.scale is None else f", {listed(map(_end, feed.scale), 'to')} as its range"
    return "; ".join([*parts, f"feeds {feed.feeds}{ends}"])


def _series(feed: Series) -> str:
    where = listed(f"{column} is {text}" for column, text in feed.where.items())
    period = f", by the {feed.period}" if feed.period else ""
    return f"{feed.file}, column {feed.value}{f', where {where}' if where else ''}{period}"


def _events(feed: Events) -> str:
    codes = f" of the kinds {listed(feed.codes)}" if feed.codes else ""
    pair = f"{f' by {feed.source}' if feed.source else ''}{f' towards {feed.target}' if feed.target else ''}"
    table = f", scored by {feed.goldstein.file}" if feed.goldstein is not None else ""
    return f"{feed.file} ({feed.format}), {_MEASURES[feed.measure]}{codes}{pair} a month{table}"


def _end(value: Fraction) -> str:
    return decimal_text(value, 2)


def _value(item: FeedReading) -> str:
    value: Fraction = item.value or Fraction(0)
    return f"{decimal_text(value, 2)}{' (end)' if item.beyond else ''}"


def _number(text: str | None) -> str:
    """A number as in the file; fractions, which events make, as decimals."""
    return decimal_text(Fraction(text), 4) if text and "/" in text else text or ""


def _about(item: FeedReading) -> Iterator[Sentence]:
    """Remarks on one file."""
    if item.why_not:
        yield Sentence(f"{item.indicator} feeds nothing: {item.why_not}.", "caution")
    if item.missing:
        months = listed(_some(item.missing))
        yield Sentence(
            f"{item.file}: {months} {plural(len(item.missing), 'is', 'are')} missing, and not filled.", "caution"
        )
    if item.contradictory:
        yield Sentence(
            f"{item.file}: rows disagree about {listed(_some(item.contradictory))}, so "
            f"{plural(len(item.contradictory), 'it has', 'they have')} no value.",
            "caution",
        )
    if item.malformed:
        listing = "; ".join(f"{bad.file}:{bad.line} {bad.why}" for bad in item.bad)
        shown = f", the first {number(len(item.bad))}" if len(item.bad) < item.malformed else ""
        yield Sentence(f"{item.file}: {count(item.malformed, 'malformed row')}{shown}: {listing}.", "caution")
    if item.future:
        yield Sentence(f"{item.file}: {count(item.future, 'period')} in the future, which nobody can know.", "caution")
    if item.open_end:
        yield Sentence(f"{item.file} does not end with a line break: its last row may be cut short.", "caution")
    if item.table:
        yield Sentence(f"{item.file}: events are scored by {item.table}.", "note")
    parts = [
        f"{count(many, what)} {ending}"
        for many, what, ending in (
            (
                item.duplicates,
                "row",
                "that repeat another" if item.duplicates > 1 else "that repeats another",
            ),
            (item.empty, "row", "without a value"),
            (item.unscored, "event", "without a score"),
            (item.unknown, "event", f"added after {item.day}"),
            (item.later, "period", f"not known by {item.day}"),
        )
        if many
    ]
    if parts:
        yield Sentence(f"{item.file}: {listed(parts)}.", "note")


def _some(names: Sequence[str]) -> list[str]:
    """The first names, and how many more there are."""
    return [*names[:_MANY], *([f"{number(len(names) - _MANY)} more"] if len(names) > _MANY else [])]
