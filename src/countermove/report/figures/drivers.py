"""Each driver alone: its range as a line, thick where something is other than now, ticks at thresholds, the ring at now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from countermove.desk.glossary import Glossary
from countermove.questions.lines import Line
from countermove.questions.tipping import Tip, Tipping
from countermove.report.answers import Answers
from countermove.report.figures.canvas import Canvas
from countermove.report.figures.figure import Figure
from countermove.report.figures.metrics import width_of
from countermove.report.figures.signs import two_decimals
from countermove.report.figures.theme import theme_named
from countermove.report.text import Column, Table
from countermove.report.words import capital, count

__all__ = ["drivers"]


def drivers(
    found: Tipping,
    tip: Tip,
    *,
    glossary: Glossary,
    on: Mapping[int, Sequence[str]] | None = None,
    start: int | None = None,
    means: Mapping[str, str] | None = None,
    theme: str = "light",
    width: float = 760,
) -> Figure:
    """The lines of one thing that tips, those that tip first. ``on``, ``start``, ``means``: as for ``phase``."""
    canvas = Canvas("drivers", width, theme_named(theme))
    answers = Answers(tip, found.concepts, glossary, on or {}, start)
    theme_, wide = canvas.theme, canvas.x1 - canvas.x0
    narrow = wide < 560
    name = 0.0 if narrow else min(300.0, 0.26 * wide)
    track = min(180.0, wide - 8) if narrow else min(300.0, 0.25 * wide)
    told = canvas.x0 if narrow else canvas.x0 + name + track + 24
    lines = sorted(tip.lines, key=lambda line: not line.thresholds)
    y = canvas.lines(
        canvas.x0, 24.0, "The thick stretch is where something is other than now; the ring is now.", wide, size=11,
        ink=theme_.ink3,
    ) + 2  # fmt: skip
    if not narrow:
        canvas.text(canvas.x0, y, "driver, and its value now", size=11, ink=theme_.ink3, within=name - 8)
        low, high = _ends(found)
        canvas.text(canvas.x0 + name + 5, y, low, size=11, ink=theme_.ink3)
        canvas.text(canvas.x0 + name + track - 5, y, high, size=11, ink=theme_.ink3, anchor="end")
        canvas.text(told, y, "tips", size=11, ink=theme_.ink3)
        y += 10
    else:
        y -= 6
    for line in lines:
        canvas.line((canvas.x0, y), (canvas.x1, y), stroke=theme_.rule)
        with canvas.group("driver", driver=line.driver):
            top = y + 18
            now = two_decimals(line.now)
            room = (name or wide) - 16 - width_of(now, 11)
            at = canvas.lines(canvas.x0, top, line.driver, room, size=11.5, face="bold", most=2)
            canvas.text(canvas.x0 + (name - 12 if name else wide), top, now, size=11, ink=theme_.ink2, anchor="end")
            meaning = (means or {}).get(line.driver, "")
            if meaning:
                at = canvas.lines(
                    canvas.x0, at, meaning, (name or wide) - 8, size=10.5, leading=14, ink=theme_.ink3, most=5
                )
            level = at + 2 if narrow else top - 3
            _track(canvas, canvas.x0 + name, level, track, line, found)
            end = at + 22 if narrow else top
            if not line.thresholds:
                end = canvas.lines(told, end, "not alone", canvas.x1 - told, size=11, ink=theme_.ink3)
            for place, threshold in enumerate(line.thresholds):
                side, other = ("below", place) if place < line.place else ("from", place + 1)
                if side == "from" and not threshold.with_above:
                    side = "above"
                if side == "below" and not threshold.with_above:
                    side = "up to"
                pieces = [
                    (f"{side} {float(threshold.at):.2f}:", "bold", theme_.ink),
                    (answers.name(line.intervals[other].answer), "sans", theme_.ink2),
                ]
                end = canvas.pieces(told, end, pieces, canvas.x1 - told)
            y = max(at + (18 if narrow else 0), end) - 5
    tipping = [line.driver for line in tip.lines if line.thresholds]
    return canvas.figure(
        y + 8,
        title=f"{capital(answers.subject)}: what each driver alone can tip",
        description=(
            f"{count(len(tip.lines), 'driver')}, each moved alone over its range. Now: {answers.name(tip.answer)}. "
            f"{', '.join(tipping) or 'None of them'} can tip it alone."
        ),
        table=_table(tip, answers),
    )


def _ends(found: Tipping) -> tuple[str, str]:
    """The numbers at the ends of the lines, where they are the same for all."""
    ranges = set(found.ranges.values())
    low, high = next(iter(ranges)) if len(ranges) == 1 else ("lowest", "highest")
    return str(low), str(high)


def _track(canvas: Canvas, x: float, y: float, wide: float, line: Line, found: Tipping) -> None:
    theme = canvas.theme
    low, high = found.ranges[line.driver]

    def at(value: object) -> float:
        share = float((value - low) / (high - low)) if high > low else 0.5  # type: ignore[operator]
        return x + 5 + share * (wide - 10)

    canvas.line((at(low), y), (at(high), y), stroke=theme.control, line=1.2)
    now = line.intervals[line.place].answer
    for part in line.intervals:
        if part.answer != now:
            left, right = at(part.stretch.low), at(part.stretch.high)
            canvas.line((left, y), (max(right, left + 1), y), stroke=theme.ink2, line=3)
    for threshold in line.thresholds:
        canvas.line((at(threshold.at), y - 6), (at(threshold.at), y + 6), stroke=theme.ink, line=1.4)
    canvas.circle(at(line.now), y, 4, fill=theme.sheet, stroke=theme.ink, line=1.6)
    canvas.mark(x, y - 6, wide, 12, f"line {line.driver}")


def _table(tip: Tip, answers: Answers) -> Table:
    columns = (
        Column("Driver"),
        Column("Now", right=True),
        Column("From", right=True),
        Column("To", right=True),
        Column("Answer"),
        Column("As now", fixed=True),
    )
    rows = []
    for line in tip.lines:
        for place, part in enumerate(line.intervals):
            stretch = part.stretch
            rows.append(
                (
                    line.driver,
                    str(line.now),
                    f"{'' if stretch.with_low else 'above '}{stretch.low}",
                    f"{'' if stretch.with_high else 'below '}{stretch.high}",
                    answers.name(part.answer),
                    "yes" if place == line.place or part.answer == line.intervals[line.place].answer else "no",
                )
            )
    return Table(columns, tuple(rows), f"What each driver alone makes of {answers.subject}")
