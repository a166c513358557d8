"""Each driver alone: its range as a line, thick where something is other than now, ticks at thresholds, the ring at now.

A driver has a line for each set of numbers at which something tips; beside it stands what tips there, and to what. A claim
is judged in its own scenario, which may set the driver: then the ring stands where that scenario has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from countermove.case.answer import Answer
from countermove.questions.tipping.answers import Answers
from countermove.questions.tipping.driver_tips import Thing, Track, tracks_of
from countermove.questions.tipping.found import Tip, Tipping
from countermove.questions.tipping.lines import Line
from countermove.telling.blocks import Column, Table
from countermove.telling.canvas import Canvas
from countermove.telling.figure import Figure
from countermove.telling.metrics import width_of
from countermove.telling.signs import two_decimals
from countermove.telling.theme import theme_named
from countermove.telling.words import capital, count, listed

__all__ = ["drivers"]

_FEW = 12
"""Claims that are named one by one."""


def drivers(answer: Answer, *, thing: str = "", theme: str = "light", width: float = 760) -> Figure:
    """What each driver alone tips, drivers that tip something first. ``thing``: start, outcomes, target or the id of a claim; ""
    for all that was looked at. Raises UnknownName."""
    found: Tipping = answer.found
    tips = [found.thing(thing)] if thing else found.tips
    canvas = Canvas("drivers", width, theme_named(theme))
    things = [(tip, Answers(tip, answer)) for tip in tips]
    looked = listed([words.subject for _, words in things if not words.tip.claim] + _claims(tips))
    drawing = _Drawing(canvas, found, tips[0], answer.glossary.drivers)
    tracks = {driver: tracks_of(driver, things) for driver in found.drivers}
    tipping = [driver for driver, own in tracks.items() if own[0].line.thresholds]
    y = drawing.head(24.0, looked)
    for driver in (*tipping, *(driver for driver in tracks if driver not in tipping)):
        y = drawing.driver(driver, tracks[driver], y)
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


class _Drawing:
    def __init__(self, canvas: Canvas, found: Tipping, first: Tip, means: Mapping[str, str]) -> None:
        self.canvas, self.theme, self.found, self.first, self.means = canvas, canvas.theme, found, first, means
        wide = canvas.x1 - canvas.x0
        self.narrow = wide < 560
        self.name = 0.0 if self.narrow else min(300.0, 0.26 * wide)
        self.track = min(180.0, wide - 8) if self.narrow else min(300.0, 0.22 * wide)
        self.told = canvas.x0 if self.narrow else canvas.x0 + self.name + self.track + 24

    def head(self, y: float, looked: str) -> float:
        canvas, theme = self.canvas, self.theme
        wide = canvas.x1 - canvas.x0
        told = f"The thick stretch is where something is other than now; the ring is now. Looked at: {looked}."
        y = canvas.lines(canvas.x0, y, told, wide, size=11, ink=theme.ink3) + 2
        if self.narrow:
            return y - 6
        left = canvas.x0 + self.name
        canvas.text(canvas.x0, y, "driver, and its value now", size=11, ink=theme.ink3, within=self.name - 8)
        low, high = _ends(self.found)
        canvas.text(left + 5, y, low, size=11, ink=theme.ink3)
        canvas.text(left + self.track - 5, y, high, size=11, ink=theme.ink3, anchor="end")
        canvas.text(self.told, y, "what tips", size=11, ink=theme.ink3)
        return y + 10

    def driver(self, driver: str, tracks: Sequence[Track], y: float) -> float:
        canvas, theme, name = self.canvas, self.theme, self.name
        wide = canvas.x1 - canvas.x0
        canvas.line((canvas.x0, y), (canvas.x1, y), stroke=theme.rule)
        with canvas.group("driver", driver=driver):
            top = y + 18
            now = two_decimals(self.first.now[driver])
            room = (name or wide) - 16 - width_of(now, 11)
            at = canvas.lines(canvas.x0, top, driver, room, size=11.5, face="bold", most=2)
            canvas.text(canvas.x0 + (name - 12 if name else wide), top, now, size=11, ink=theme.ink2, anchor="end")
            meaning = self.means.get(driver, "")
            if meaning:
                room = (name or wide) - 8
                at = canvas.lines(canvas.x0, at, meaning, room, size=10.5, leading=14, ink=theme.ink3, most=5)
            end = at if self.narrow else top
            for track in tracks:
                end = self.row(track, end) + 4
            return max(at, end - 4) - 5

    def row(self, track: Track, y: float) -> float:
        """One line with what tips along it; gives the base line for the next."""
        canvas, theme = self.canvas, self.theme
        level = y + 2 if self.narrow else y - 3
        self.line(canvas.x0 + self.name, level, track.line)
        y = y + 22 if self.narrow else y
        room = canvas.x1 - self.told
        if not track.line.thresholds:
            return canvas.lines(self.told, y, "nothing alone", room, size=11, ink=theme.ink3)
        for side, beyond in track.told():
            pieces = [(f"{side}:", "bold", theme.ink), (beyond, "sans", theme.ink2)]
            y = canvas.pieces(self.told, y, pieces, room)
        if track.line.now != self.first.now[track.line.driver]:
            told = f"(in the scenario of the claim, which has it at {two_decimals(track.line.now)})"
            y = canvas.lines(self.told, y, told, room, size=11, ink=theme.ink3)
        return y

    def line(self, x: float, y: float, line: Line) -> None:
        canvas, theme, wide = self.canvas, self.theme, self.track
        low, high = self.found.ranges[line.driver]

        def at(value: Fraction) -> float:
            share = float((value - low) / (high - low)) if high > low else 0.5
            return x + 5 + share * (wide - 10)

        canvas.line((at(low), y), (at(high), y), stroke=theme.control, line=1.2)
        now = line.intervals[line.place].answer
        for part in line.intervals:
            if part.answer != now:
                left, right = at(part.low), at(part.high)
                canvas.line((left, y), (max(right, left + 1), y), stroke=theme.ink2, line=3)
        for threshold in line.thresholds:
            canvas.line((at(threshold.at), y - 6), (at(threshold.at), y + 6), stroke=theme.ink, line=1.4)
        canvas.circle(at(line.now), y, 4, fill=theme.sheet, stroke=theme.ink, line=1.6)
        canvas.mark(x, y - 6, wide, 12, f"line {line.driver}")


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
