"""Marks in the cells of a drawn table: squares side by side, spans along an axis, ranges of a number.

A mark draws itself downwards from a base line and returns the next one; a question may bring its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from countermove.presentation.numbers import tick_text
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.presentation.canvas import Canvas

__all__ = ["SIGN", "Disc", "Range", "Sign", "Signs", "Span", "axis", "sign"]

SIGN = 16.0
"""The width of a sign in a row."""

_SIDE = 11.0
"""The side of the largest square."""

_TEXT = 96.0
"""The width of the text behind a span, at most a quarter of the room."""


@dataclass(frozen=True, slots=True)
class Sign(Record):
    """A square as large as a share: full, open or half-filled; or a dot, or nothing."""

    shape: Literal["full", "open", "half", "loose", "dot", ""]
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Signs(Record):
    """Signs side by side, each below an upright title of its column."""

    signs: tuple[Sign, ...]

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.presentation.blocks.Drawn`."""
        for place, item in enumerate(self.signs):
            sign(canvas, x + (place + 0.5) * SIGN, y - 4.5, item)
        return y + 15


@dataclass(frozen=True, slots=True)
class Span(Record):
    """A span from one number to another along an *axis* (its two ends), with an open and a full endpoint, and a text
    behind it. ``now``: a number that is marked across it."""

    axis: tuple[float, float]
    open: float
    full: float
    now: float | None
    text: str

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.presentation.blocks.Drawn`."""
        theme = canvas.theme
        start, end = (_at(x, room, self.axis, value) for value in (self.open, self.full))
        if self.now is not None:
            now = _at(x, room, self.axis, self.now)
            canvas.line((now, y - 11), (now, y + 3), stroke=theme.ink, dash="2 2")
        low, wide = min(start, end), max(abs(end - start), 0.5)
        canvas.line((low, y - 4), (low + wide, y - 4), stroke=theme.ink2, line=1.4)
        canvas.mark(low - 4, y - 8, wide + 8, 8, "dots")
        canvas.circle(end, y - 4, 4, fill=theme.ink)
        canvas.circle(start, y - 4, 4, fill=theme.sheet, stroke=theme.ink, line=1.5)
        return max(canvas.lines(x + room, y, self.text, _text(room), size=11, anchor="end"), y + 15)


@dataclass(frozen=True, slots=True)
class Disc(Record):
    """Who could: a full disc ``alone``, a half disc with other changes. If ``stops``, they could stop what is so
    already: an empty disc, dotted where other changes are needed."""

    stops: bool
    alone: bool

    @property
    def text(self) -> str:
        """The mark in words."""
        does = "could stop it where it ends or may end" if self.stops else "could bring it about"
        return f"{does}, {'alone' if self.alone else 'with other changes'}"

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.presentation.blocks.Drawn`."""
        from countermove.presentation.canvas import number

        ink, middle = canvas.theme.ink, (x + 8, y - 4)
        if self.stops:
            canvas.circle(*middle, 5, fill=canvas.theme.sheet, stroke=ink, line=1.8, dash="" if self.alone else "1.6 2")
        else:
            canvas.circle(*middle, 5, fill=ink if self.alone else canvas.theme.sheet, stroke=ink, line=1.5)
        if not (self.stops or self.alone):
            left, top = number(middle[0]), number(middle[1] - 5)
            canvas.path(f"M{left} {top}A5 5 0 0 0 {left} {number(middle[1] + 5)}Z", fill=ink)
        canvas.mark(x + 3, y - 9, 10, 10, self.text)
        return y + 15


@dataclass(frozen=True, slots=True)
class Range(Record):
    """The range of a number as a line (``ends``): thick along the ``stretches`` where something differs from now, a
    tick at each of ``ticks``, a ring at ``now``. ``most``: its maximal length; ``label``: of the mark."""

    ends: tuple[Fraction, Fraction]
    stretches: tuple[tuple[Fraction, Fraction], ...]
    ticks: tuple[Fraction, ...]
    now: Fraction
    most: float
    label: str

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.presentation.blocks.Drawn`."""
        theme, (low, high), wide, level = canvas.theme, self.ends, min(room, self.most), y - 3

        def at(value: Fraction) -> float:
            return x + 5 + (float((value - low) / (high - low)) if high > low else 0.5) * (wide - 10)

        canvas.line((at(low), level), (at(high), level), stroke=theme.control, line=1.2)
        for start, end in self.stretches:
            left = at(start)
            canvas.line((left, level), (max(at(end), left + 1), level), stroke=theme.ink2, line=3)
        for tick in self.ticks:
            canvas.line((at(tick), level - 6), (at(tick), level + 6), stroke=theme.ink, line=1.4)
        canvas.circle(at(self.now), level, 4, fill=theme.sheet, stroke=theme.ink, line=1.6)
        canvas.mark(x, level - 6, wide, 12, self.label)
        return y + 15


def sign(canvas: Canvas, x: float, y: float, item: Sign) -> None:
    """Draw a sign, centred on a point."""
    theme, shape = canvas.theme, item.shape
    if shape == "dot":
        canvas.circle(x, y, 1, fill=theme.control)
    if shape in ("dot", ""):
        return
    side = 4 + (_SIDE - 4) * max(float(item.share), 0.2)
    fill = {"full": theme.holds, "half": theme.fails}.get(shape, theme.sheet)
    stroke, line = (theme.holds, 1.0) if shape == "full" else (theme.ink, 1.4 if shape == "open" else 1.2)
    left, top = x - side / 2, y - side / 2
    dash = "1.5 2.2" if shape == "loose" else ""
    canvas.rect(left, top, side, side, fill=fill, stroke=stroke, line=line, dash=dash, kind="mark", label=shape)
    if shape == "half":
        canvas.line((left, top + side), (left + side, top), stroke=theme.ink, line=1.2)


def axis(canvas: Canvas, x: float, y: float, room: float, ends: tuple[float, float], title: str) -> float:
    """Draw the scale above spans, below its title; returns where it ends."""
    low, high = ends
    if title:
        y = canvas.lines(x + 10, y, title, room - 10, size=11, ink=canvas.theme.ink3)
    tenths = round(10 * (high - low))
    parts = tenths if 2 <= tenths <= 6 else 4
    for k in range(parts + 1):
        tick = low + (high - low) * k / parts
        canvas.text(_at(x, room, ends, tick), y, tick_text(tick, 3), size=10, ink=canvas.theme.ink3, anchor="middle")
    return y + 15


def _at(x: float, room: float, ends: tuple[float, float], value: float) -> float:
    low, high = ends
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return x + 10 + (room - _text(room) - 24) * share


def _text(room: float) -> float:
    return min(_TEXT, max(84.0, room / 4))
