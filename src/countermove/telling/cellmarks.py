"""Marks that stand in the cells of a drawn table: squares side by side, and spans along an axis."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from countermove.brief import Brief
from countermove.telling.canvas import Canvas

__all__ = ["SIGN", "Sign", "Signs", "Span", "axis", "sign", "span"]

SIGN = 16.0
"""What a sign takes of a row."""

_SIDE = 11.0
"""The side of the largest square."""

_TEXT = 96.0
"""What the text behind a span takes, at most a quarter of the room."""


@dataclass(frozen=True, slots=True)
class Sign(Brief):
    """A square as large as a share: full, open, or half of each; or a dot, or nothing at all."""

    shape: Literal["full", "open", "half", "dot", ""]
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Signs(Brief):
    """Signs side by side, one below each upright title of its column."""

    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Span(Brief):
    """From one number to another along an *axis* (from where to where it runs), an open end and a full one, with a text behind
    it. ``now``: a number that is marked across it."""

    axis: tuple[float, float]
    open: float
    full: float
    now: float | None
    text: str


def sign(canvas: Canvas, x: float, y: float, item: Sign) -> None:
    """A sign, around its middle."""
    theme, shape = canvas.theme, item.shape
    if shape == "dot":
        canvas.circle(x, y, 1, fill=theme.control)
    if shape in ("dot", ""):
        return
    side = 4 + (_SIDE - 4) * max(float(item.share), 0.2)
    fill = {"full": theme.holds, "open": theme.sheet, "half": theme.fails}[shape]
    stroke, line = (theme.holds, 1.0) if shape == "full" else (theme.ink, 1.4 if shape == "open" else 1.2)
    left, top = x - side / 2, y - side / 2
    canvas.rect(left, top, side, side, fill=fill, stroke=stroke, line=line, kind="mark", label=shape)
    if shape == "half":
        canvas.line((left, top + side), (left + side, top), stroke=theme.ink, line=1.2)


def axis(canvas: Canvas, x: float, y: float, room: float, ends: tuple[float, float], title: str) -> float:
    """The scale above spans, and the title of their texts; gives where it ends."""
    low, high = ends
    for k in range(5):
        tick = low + (high - low) * k / 4
        told = f"{tick:.3f}".rstrip("0").rstrip(".")
        canvas.text(_at(x, room, ends, tick), y, told, size=10, ink=canvas.theme.ink3, anchor="middle")
    canvas.text(x + room, y, title, size=10, ink=canvas.theme.ink3, anchor="end", within=_text(room))
    return y + 15


def span(canvas: Canvas, x: float, y: float, room: float, item: Span) -> float:
    """A span on the line at *y*; gives where the next line is."""
    theme = canvas.theme
    start, end = (_at(x, room, item.axis, value) for value in (item.open, item.full))
    if item.now is not None:
        now = _at(x, room, item.axis, item.now)
        canvas.line((now, y - 11), (now, y + 3), stroke=theme.ink, dash="2 2")
    low, wide = min(start, end), max(abs(end - start), 0.5)
    canvas.rect(low, y - 8, wide, 8, fill=theme.fails, stroke=theme.ink2, kind="mark", label="bar")
    canvas.circle(end, y - 4, 4, fill=theme.ink)
    canvas.circle(start, y - 4, 4, fill=theme.sheet, stroke=theme.ink, line=1.5)
    canvas.text(x + room, y, item.text, size=11, anchor="end", within=_text(room))
    return y + 15


def _at(x: float, room: float, ends: tuple[float, float], value: float) -> float:
    low, high = ends
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return x + 10 + (room - _text(room) - 24) * share


def _text(room: float) -> float:
    return min(_TEXT, max(66.0, room / 4))
