"""What was read from data, in words: a table of what feeds which driver, then what is wrong with the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from countermove.evidence.series.found import Fed
from countermove.telling.blocks import Block, Column, Sentence, Table
from countermove.telling.numbers import decimal_text
from countermove.telling.words import count, listed, number, plural

__all__ = ["fed_blocks"]

_MANY = 12
"""Periods that are named at most."""


def fed_blocks(given: Sequence[Fed]) -> Iterator[Block]:
    """What indicators read, what they do not, and why."""
    if not given:
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
        for item in given
    )
    columns = (
        Column("Indicator", fixed=True),
        Column("Driver", fixed=True),
        Column("Period", fixed=True),
        Column("Number", fixed=True, right=True),
        Column("Makes", fixed=True, right=True),
        Column("Where"),
    )
    yield Table(columns, rows, f"What indicators read, as known on {given[0].day}")
    for item in given:
        yield from _about(item)


def _value(item: Fed) -> str:
    value: Fraction = item.value or Fraction(0)
    return f"{decimal_text(value, 2)}{' (end)' if item.beyond else ''}"


def _number(text: str | None) -> str:
    """As the file has it; fractions, which events make, as decimals."""
    return decimal_text(Fraction(text), 4) if text and "/" in text else text or ""


def _about(item: Fed) -> Iterator[Sentence]:
    """What is to be known of one file."""
    if item.why_not:
        yield Sentence(f"{item.indicator} feeds nothing: {item.why_not}.", "caution")
    if item.missing:
        months = listed(_some(item.missing))
        yield Sentence(
            f"{item.file}: {months} {plural(len(item.missing), 'is', 'are')} missing, and not filled.", "caution"
        )
    if item.contradictory:
        yield Sentence(
            f"{item.file}: rows say different things of {listed(_some(item.contradictory))}, so "
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
        yield Sentence(f"{item.file} does not end with the end of a line: its last row may be cut short.", "caution")
    if item.table:
        yield Sentence(f"{item.file}: events are scored by {item.table}.", "note")
    told = [
        f"{count(many, what)} {ending}"
        for many, what, ending in (
            (
                item.duplicates,
                "row",
                "that say again what another says" if item.duplicates > 1 else "that says again what another says",
            ),
            (item.empty, "row", "without a value"),
            (item.unscored, "event", "without a score"),
            (item.unknown, "event", f"added after {item.day}"),
            (item.later, "period", f"not known by {item.day}"),
        )
        if many
    ]
    if told:
        yield Sentence(f"{item.file}: {listed(told)}.", "note")


def _some(names: Sequence[str]) -> list[str]:
    """The first names, and how many more there are."""
    return [*names[:_MANY], *([f"{number(len(names) - _MANY)} more"] if len(names) > _MANY else [])]
