"""The two pictures of tipping: what each driver alone tips, and the plane of two.

Each driver alone: its range as a line, thick where something differs from now, ticks at thresholds, the ring at now.

A driver has a line for each set of numbers at which something tips; beside it stands what tips there, and to what. A
claim is judged in its own scenario, which may set the driver: then the ring stands at the scenario's value.
"""

from __future__ import annotations

from collections.abc import Sequence

from countermove.context.answer import Answer
from countermove.presentation.blocks import TableCell, Words
from countermove.presentation.canvas import Canvas
from countermove.presentation.cellmarks import Range
from countermove.presentation.figure import Figure
from countermove.presentation.table_figure import Head, Row, draw_table
from countermove.presentation.theme import theme_named
from countermove.presentation.words import capital, count, listed, plural, some_of
from countermove.questions.tipping.driver_tips import DriverRow, driver_rows, intervals_table, things_of
from countermove.questions.tipping.phase import phase
from countermove.verdicts.tipping.cell_answers import DriverLine
from countermove.verdicts.tipping.tips import Tip, Tipping

__all__ = ["drivers", "phase"]


_FEW = 12
"""The number of claims that are named one by one."""

_WIDE = 560.0
"""The width that columns side by side need."""

_COLUMNS = 4

_NUMBER = 28.0
"""The width of a driver's value."""

_LONGEST = 300.0
"""The largest length of a line."""


def drivers(answer: Answer, *, thing: str = "", theme: str = "light", width: float = 760) -> Figure:
    """What each driver alone tips, the nearest to its threshold first. ``thing``: start, outcomes, target or the id of
    a claim; "" for everything examined. Raises UnknownName."""
    result: Tipping = answer.record
    tips = [result.thing(thing)] if thing else result.tips
    canvas = Canvas("drivers", width, theme_named(theme))
    things = things_of(answer, tips)
    looked = listed([words.subject for words in things if not words.tip.claim] + _claims(tips))
    laid = driver_rows(answer, things)
    tipping = list(dict.fromkeys(row.driver for row in laid if row.gap is not None))
    note = (
        f"Nearest first. The thick stretch is where something is other than now; the ring is now. Looked at: {looked}."
    )
    y = canvas.lines(canvas.x0, 24.0, note, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3) + 2
    heads = _heads(canvas, result)
    wide = len(heads) == _COLUMNS
    rows = [_row(row, result, wide) for row in laid]
    y = draw_table(canvas, y if wide else y - 6, heads, rows, {}, ruled=False, cards=not wide)
    now = "; ".join(words.name(words.tip.answer) for words in things if not words.tip.claim or len(things) == 1)
    return canvas.figure(
        y + 8,
        title=_title(tipping, len(result.drivers), things[0].subject if len(things) == 1 else ""),
        description=(
            f"{capital(count(len(result.drivers), 'driver'))}, each moved alone over its range; looked at: {looked}. Now: {now}. "
            f"{listed(tipping) or 'None of them'} can tip something alone."
        ),
        table=intervals_table(result, things),
    )


def _title(tipping: Sequence[str], many: int, subject: str) -> str:
    """The finding: how many drivers tip something, or the *subject*, and which one is nearest to that."""
    what = subject or "something"
    if not tipping:
        return f"No driver alone tips {subject or 'anything'}"
    if many == 1:
        return f"{capital(tipping[0])} alone tips {what}"
    tip = plural(len(tipping), "tips", "tip")
    first = f", {tipping[0]} first" if len(tipping) > 1 else f": {tipping[0]}"
    return f"{capital(some_of(len(tipping), many, 'driver'))} alone {tip} {what}{first}"


def _heads(canvas: Canvas, result: Tipping) -> list[Head]:
    """Titles: the driver, its value now, its line, what tips along it; none if there is no room for them."""
    wide = canvas.x1 - canvas.x0
    if wide < _WIDE:
        return [Head(width=wide), Head(), Head()]
    name, track = min(260.0, 0.235 * wide), min(300.0, 0.19 * wide)
    return [
        Head("driver", width=name),
        Head("now", width=_NUMBER, least=0),
        Head(width=track, ends=_ends(result)),
        Head("what tips"),
    ]


def _row(row: DriverRow, result: Tipping, wide: bool) -> Row:
    """A line of a driver; the first has its name, its meaning, and its value now."""
    name, now, alone, _ = row.cells
    first: tuple[TableCell, ...] = (name, now)
    if not wide:
        # A name and its value share a line of a card.
        both = tuple(line for line in (*name.lines[:1], *now.lines) if isinstance(line, Words))
        first = (TableCell((both, *name.lines[1:]) if both else ()),)
    cells = (*first, TableCell((_line(row.line, result),)), alone)
    return Row(cells, "driver", data={"driver": row.driver}, continues=row.continues)


def _line(line: DriverLine, result: Tipping) -> Range:
    now = line.intervals[line.place].answer
    other = tuple((part.low, part.high) for part in line.intervals if part.answer != now)
    ticks = tuple(threshold.at for threshold in line.thresholds)
    return Range(result.ranges[line.driver], other, ticks, line.now, _LONGEST, f"line {line.driver}")


def _claims(tips: Sequence[Tip]) -> list[str]:
    """The claims among things, by id if they are few."""
    ids = [tip.claim for tip in tips if tip.claim]
    return [f"{count(len(ids), 'claim')}"] if len(ids) > _FEW else ids


def _ends(result: Tipping) -> tuple[str, str]:
    """The numbers at the ends of the lines, if all drivers share them."""
    ranges = set(result.ranges.values())
    low, high = next(iter(ranges)) if len(ranges) == 1 else ("lowest", "highest")
    return str(low), str(high)
