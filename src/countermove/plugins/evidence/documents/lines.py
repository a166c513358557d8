"""Lines of a page, whatever their origin, and the approximate width of letters.

Positions are points from the left and from the top, however the page is rotated. The space between lines is unknown
here.
"""

from __future__ import annotations

from dataclasses import dataclass

from gmcr.base.summary import Record

__all__ = ["Line", "runs_of", "width_of"]

_NARROW = dict.fromkeys("iljtfrI.,;:'\u2019\u2018!|()[]-", 0.31) | {" ": 0.25}
_WIDE = dict.fromkeys("mwMWQOGDHNU@%—…", 0.78)
_WIDTHS = _NARROW | _WIDE


@dataclass(frozen=True, slots=True)
class Line(Record):
    """A line, or in a page with columns the part of it in one. ``end``: its approximate end; ``size``: of its letters."""

    x: float
    end: float
    y: float
    size: float
    text: str


def width_of(text: str, size: float) -> float:
    """The approximate width of a text, in points: letters of most typefaces are half as wide as high."""
    widths = (_WIDTHS.get(sign) or (1.0 if sign >= "\u2e80" else 0.65 if sign.isupper() else 0.49) for sign in text)
    return size * sum(widths)


def runs_of(lines: list[Line]) -> list[list[Line]]:
    """The lines split into stretches that run downwards: the columns of a page, and whatever stands beside them."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.y > runs[-1][-1].y - 0.4 * line.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
