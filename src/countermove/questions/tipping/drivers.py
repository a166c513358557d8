"""Each driver alone: its range as a line, thick where something is other than now, ticks at thresholds, the ring at now.

A driver has a line for each set of numbers at which something tips; beside it stands what tips there, and to what. A claim
is judged in its own scenario, which may set the driver: then the ring stands where that scenario has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from countermove.case.answer import Answer
from countermove.questions.tipping.answers import TippingAnswers
from countermove.questions.tipping.driver_tips import Thing, Track, tracks_of
from countermove.telling.blocks import Column, Table, TableCell, Words
from countermove.telling.canvas import Canvas
from countermove.telling.cellmarks import Range
from countermove.telling.figure import Figure
from countermove.telling.numbers import decimal_text
from countermove.telling.tabled import Head, Row, tabled
from countermove.telling.theme import theme_named
from countermove.telling.words import capital, count, listed
from countermove.verdicts.tipping.lines import DriverLine
from countermove.verdicts.tipping.tips import Tip, Tipping

__all__ = ["drivers"]

_FEW = 12
"""Claims that are named one by one."""

_WIDE = 560.0
"""The room in which columns have a place beside one another."""

_COLUMNS = 4

_NUMBER = 28.0
"""What the value of a driver takes."""

_LONGEST = 300.0
"""Of lines."""


def drivers(answer: Answer, *, thing: str = "", theme: str = "light", width: float = 760) -> Figure:
    """What each driver alone tips, the nearest to its threshold first. ``thing``: start, outcomes, target or the id of a claim; ""
    for all that was looked at. Raises UnknownName."""
    found: Tipping = answer.found
    tips = [found.thing(thing)] if thing else found.tips
    canvas = Canvas("drivers", width, theme_named(theme))
    things = [(tip, TippingAnswers(tip, answer)) for tip in tips]
    looked = listed([words.subject for _, words in things if not words.tip.claim] + _claims(tips))
    tracks = {driver: tracks_of(driver, things) for driver in found.drivers}
    far = {driver: _far(own, found) for driver, own in tracks.items()}
    tipping = sorted((driver for driver in tracks if far[driver] is not None), key=lambda driver: far[driver] or 0)
    told = (
        f"Nearest first. The thick stretch is where something is other than now; the ring is now. Looked at: {looked}."
    )
    y = canvas.lines(canvas.x0, 24.0, told, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3) + 2
    heads, means = _heads(canvas, found), answer.glossary.drivers
    wide = len(heads) == _COLUMNS
    rows = [
        row
        for driver in (*tipping, *(driver for driver in tracks if driver not in tipping))
        for row in _rows(driver, means.get(driver, ""), tracks[driver], found, tips[0].now[driver], wide)
    ]
    y = tabled(canvas, y if wide else y - 6, heads, rows, {}, ruled=False, cards=not wide)
    what = f"{capital(things[0][1].subject)}: what" if len(things) == 1 else "What"
    now = "; ".join(words.name(tip.answer) for tip, words in things if tip.kind != "claim" or len(things) == 1)
    return canvas.figure(
        y + 8,
        title=f"{what} each driver alone can tip",
        description=(
            f"{capital(count(len(found.drivers), 'driver'))}, each moved alone over its range; looked at: {looked}. Now: {now}. "
            f"{listed(tipping) or 'None of them'} can tip something alone."
        ),
        table=_table(things),
    )


def _heads(canvas: Canvas, found: Tipping) -> list[Head]:
    """The driver, its value now, its line, what tips along it; where there is no room for them, no titles."""
    wide = canvas.x1 - canvas.x0
    if wide < _WIDE:
        return [Head(width=wide), Head(), Head()]
    name, track = min(260.0, 0.235 * wide), min(300.0, 0.19 * wide)
    return [
        Head("driver", width=name),
        Head("now", width=_NUMBER, least=0),
        Head(width=track, ends=_ends(found)),
        Head("what tips"),
    ]


def _rows(driver: str, means: str, tracks: Sequence[Track], found: Tipping, now: Fraction, wide: bool) -> Iterator[Row]:
    """A row for each line of a driver; the first has its name, its meaning, and its value now."""
    value, meaning = Words(decimal_text(now, fixed=True)), ((Words(means, "small"),) if means else ())
    for place, track in enumerate(sorted(tracks, key=lambda track: found.gap(track.line) or 0)):
        if wide:
            first = (
                [TableCell((Words(driver, "strong"), *meaning)), TableCell((value,))]
                if not place
                else [TableCell(()), TableCell(())]
            )
        else:
            first = [TableCell(((Words(driver, "strong"), value), *meaning) if not place else ())]
        cells = (*first, TableCell((_line(track.line, found),)), TableCell(tuple(_tips(track, now))))
        yield Row(cells, "driver", data={"driver": driver}, continues=place > 0)


def _far(tracks: Sequence[Track], found: Tipping) -> Fraction | None:
    """How far a driver is from what it tips nearest, as a share of its range; None where it tips nothing."""
    return min((gap for track in tracks if (gap := found.gap(track.line)) is not None), default=None)


def _line(line: DriverLine, found: Tipping) -> Range:
    now = line.intervals[line.place].answer
    other = tuple((part.low, part.high) for part in line.intervals if part.answer != now)
    ticks = tuple(threshold.at for threshold in line.thresholds)
    return Range(found.ranges[line.driver], other, ticks, line.now, _LONGEST, f"line {line.driver}")


def _tips(track: Track, now: Fraction) -> Iterator[Words | tuple[Words, ...]]:
    """What tips along a line, and from where on."""
    if not track.line.thresholds:
        yield Words("nothing alone", "faint")
        return
    for side, beyond in track.told():
        yield Words(f"{side}:", "strong"), Words(beyond)
    if track.line.now != now:
        yield Words(
            f"(in the scenario of the claim, which has it at {decimal_text(track.line.now, fixed=True)})", "faint"
        )


def _claims(tips: Sequence[Tip]) -> list[str]:
    """The claims among things, by id where they are few."""
    ids = [tip.claim for tip in tips if tip.claim]
    return [f"{count(len(ids), 'claim')}"] if len(ids) > _FEW else ids


def _ends(found: Tipping) -> tuple[str, str]:
    """The numbers at the ends of the lines, where they are the same for all."""
    ranges = set(found.ranges.values())
    low, high = next(iter(ranges)) if len(ranges) == 1 else ("lowest", "highest")
    return str(low), str(high)


def _table(things: Sequence[Thing]) -> Table:
    columns = (
        Column("What"),
        Column("Driver"),
        Column("Now", right=True),
        Column("From", right=True),
        Column("To", right=True),
        Column("Answer"),
        Column("As now", fixed=True),
    )
    rows = []
    for tip, words in things:
        for line in tip.lines:
            now = line.intervals[line.place].answer
            for part in line.intervals:
                rows.append(
                    (
                        words.subject,
                        line.driver,
                        str(line.now),
                        f"{'' if part.with_low else 'above '}{part.low}",
                        f"{'' if part.with_high else 'below '}{part.high}",
                        words.name(part.answer),
                        "yes" if part.answer == now else "no",
                    )
                )
    return Table(columns, tuple(rows), "What each driver makes of each thing, all others as they are")
