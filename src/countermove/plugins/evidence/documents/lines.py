"""Lines of a page, wherever they come from, and how wide letters are about.

Positions are points from the left and from the top, whatever the page is turned to. What is between lines is not known.
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
    """A line, or of a page in columns the part of it that is in one. ``end``: where it ends, about; ``size``: of its letters."""

    x: float
    end: float
    y: float
    size: float
    text: str


def width_of(text: str, size: float) -> float:
    """How wide a text is about, in points: letters of most typefaces are half as wide as high."""
    widths = (_WIDTHS.get(sign) or (1.0 if sign >= "\u2e80" else 0.65 if sign.isupper() else 0.49) for sign in text)
    return size * sum(widths)


def runs_of(lines: list[Line]) -> list[list[Line]]:
    """The lines in stretches that go downwards: the columns of a page, and what stands beside them."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.y > runs[-1][-1].y - 0.4 * line.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
