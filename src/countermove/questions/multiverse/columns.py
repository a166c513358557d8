"""Columns of a specification curve, and rows of marks over them.

Where columns have room each has its mark and its dots. Otherwise marks are bars whose height says which they are, and equal
neighbours are one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Final, Literal, TypeVar

from countermove.presentation.canvas import Canvas
from countermove.presentation.cellmarks import Sign, sign
from countermove.presentation.metrics import width_of
from gmcr.base.record import Record

__all__ = [
    "BAR",
    "ON",
    "Columns",
    "Shape",
    "columns_of",
    "draw_bar",
    "draw_dots",
    "draw_key",
    "draw_marks",
    "draw_parts",
    "runs",
]

Shape = Literal["full", "half", "loose", "open", "dot", ""]
"""The marks of answers, as in other pictures (``cellmarks``); "": none."""

Cell = TypeVar("Cell", bound=Hashable)

BAR: Final = 10.0
"""The height of a bar that says yes."""

ON: Final = "on"
"""The mark of a choice that is made."""

_ROOM = 7.0
"""The least width of a column that has marks of its own."""

_WIDEST = 30.0
"""The greatest width of a column."""

_GUTTER, _NARROW = 220.0, 116.0
"""The width of words beside columns, in a wide and in a narrow picture."""

_WIDE = 560.0


@dataclass(frozen=True, slots=True)
class Columns(Record):
    """Where columns stand: ``many`` of them, from ``left`` on, each ``step`` wide. ``beside``: whether the words of a row
    stand at its left; otherwise they stand above it."""

    left: float
    step: float
    many: int
    beside: bool

    @property
    def apart(self) -> bool:
        """Whether each column has marks of its own."""
        return self.step >= _ROOM

    @property
    def right(self) -> float:
        """Where the last ends."""
        return self.at(self.many)

    def at(self, place: int) -> float:
        """Where a column begins."""
        return self.left + self.step * place


def columns_of(canvas: Canvas, many: int) -> Columns:
    """Columns on a canvas, with room for words beside them if they are wide enough, or the picture is."""
    room, wide = canvas.x1 - canvas.x0, canvas.width >= _WIDE
    gutter = _GUTTER if wide else _NARROW
    beside = wide or (room - gutter) / many >= _ROOM
    left = canvas.x0 + (gutter if beside else 0.0)
    return Columns(left, min(_WIDEST, (canvas.x1 - left) / many), many, beside)


def runs(cells: Sequence[Cell], apart: bool) -> Iterator[tuple[int, int, Cell]]:
    """Stretches of columns with the same mark, each with its first column and its length; single ones if *apart*."""
    start = 0
    for shape, run in groupby(cells):
        long = len(list(run))
        for place in range(start, start + long) if apart else (start,):
            yield place, 1 if apart else long, shape
        start += long


def draw_marks(canvas: Canvas, columns: Columns, cells: Sequence[Shape], y: float) -> None:
    """Draw a row of marks on the base line *y*."""
    for place, long, shape in runs(cells, columns.apart):
        if shape and columns.apart:
            _mark(canvas, columns.at(place) + columns.step / 2, y - 5, shape, room=columns.step)
        elif shape:
            draw_bar(canvas, columns.at(place), y, columns.step * long, shape)


def _mark(canvas: Canvas, x: float, y: float, shape: Shape, *, room: float = _WIDEST) -> None:
    """Draw a mark around a point: a sign as in other pictures, or a dot that is larger than theirs."""
    if shape == "dot":
        canvas.circle(x, y, 1.8, fill=canvas.theme.ink3)
        canvas.mark(x - 2, y - 2, 4, 4, shape)
    else:
        share = Fraction(min(1.0, max(0.0, (room - 7) / 7))).limit_denominator(100)
        sign(canvas, x, y, Sign(shape, share))


def draw_bar(canvas: Canvas, x: float, y: float, width: float, shape: Shape) -> None:
    """Draw a mark as a bar on the base line *y*: of full height, of half of it, or one or two lines."""
    theme, half = canvas.theme, BAR / 2
    forms: Mapping[str, tuple[tuple[float, float, str], ...]] = {
        "full": ((BAR, BAR, theme.holds),),
        "half": ((half, half, theme.ink3),),
        "loose": ((BAR, 1.5, theme.ink3), (1.5, 1.5, theme.ink3)),
        "open": ((1.5, 1.5, theme.ink),),
        "dot": ((half + 0.75, 1.5, theme.ink3),),
    }
    for up, height, fill in forms[shape]:
        canvas.rect(x, y - up, width, height, fill=fill)
    canvas.mark(x, y - BAR, width, BAR, shape)


def draw_dots(canvas: Canvas, columns: Columns, made: Sequence[bool], y: float) -> None:
    """Draw a row of dots on the base line *y*: filled where a choice is made."""
    y -= 4.5
    theme, radius = canvas.theme, min(4.0, columns.step / 2 - 1)
    if not columns.apart:
        canvas.line((columns.left, y), (columns.right, y), stroke=theme.rule)
    for place, long, on in runs([ON if own else "" for own in made], columns.apart):
        x = columns.at(place)
        if not columns.apart:
            if on:
                canvas.rect(x, y - 3.5, columns.step * long, 7, fill=theme.ink2, kind="mark", label=ON)
        elif on:
            canvas.circle(x + columns.step / 2, y, radius, fill=theme.ink2)
            canvas.mark(x + columns.step / 2 - radius, y - radius, 2 * radius, 2 * radius, ON)
        else:
            canvas.circle(x + columns.step / 2, y, 1.2, fill=theme.control)


def draw_parts(canvas: Canvas, columns: Columns, y: float, cells: Sequence[str]) -> float:
    """Draw above columns the words of each stretch with how many there are, as far as there is room; returns where they
    end."""
    theme, start, free = canvas.theme, 0, 0.0
    for words, run in groupby(cells):
        long = len(list(run))
        text, x = f"{words} {long:,}", columns.at(start)
        wide, end = width_of(text, 11), columns.at(start + long)
        last = start + long == len(cells)
        at = max(x, free)
        if at + wide <= (canvas.x1 if last else max(end, x)) + 0.01:
            canvas.text(at, y, text, size=11, ink=theme.ink2)
            free = at + wide + 8
        start += long
    return y + 5


def draw_key(canvas: Canvas, y: float, said: Sequence[tuple[Shape, str]], *, bars: bool) -> float:
    """Draw what marks mean, as bars or as marks of their own; returns where that ends."""
    x = canvas.x0
    for shape, text in said:
        head = 18.0 if shape else 0.0
        span = head + width_of(text, 11)
        if x > canvas.x0 and x + span > canvas.x1:
            x, y = canvas.x0, y + 17
        if shape and bars:
            draw_bar(canvas, x, y, 12, shape)
        elif shape:
            _mark(canvas, x + 5.5, y - 4, shape)
        canvas.text(x + head, y, text, size=11, ink=canvas.theme.ink2)
        x += span + 16
    return y + 8
