"""The words below a line that is cut at several places: one label for those that are too near to each other for two.

Places are shares of the line. A label has room on the narrowest line that is drawn, so that one layout serves all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from gmcr.base.record import Record

__all__ = ["NARROWEST", "TickLabel", "tick_labels"]

NARROWEST = 300.0
"""Pixels of the narrowest line."""

_LETTER = 6.0
"""Pixels that a letter takes there, a little more than it does on average: the page's script counts as this does."""

_APART = 8.0
"""Pixels between two labels."""


@dataclass(frozen=True, slots=True)
class TickLabel(Record):
    """The words below one place or several. ``at``: from 0 to 1, where the anchor of the text is."""

    at: float
    told: str
    anchor: Literal["start", "middle", "end"]

    @property
    def span(self) -> tuple[float, float]:
        """From where to where it stands on the narrowest line."""
        wide = _LETTER * len(self.told) / NARROWEST
        begin = self.at - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return begin, begin + wide


def tick_labels(places: Sequence[float], told: Callable[[slice], str]) -> tuple[TickLabel, ...]:
    """The labels of places in ascending order. *told*: the words for those of a slice."""
    groups = [slice(place, place + 1) for place in range(len(places))]
    while True:
        labels = [_label(places[group.start], places[group.stop - 1], told(group)) for group in groups]
        close = next((k for k, pair in enumerate(pairwise(labels)) if _touch(*pair)), None)
        if close is None:
            return tuple(labels)
        groups[close : close + 2] = [slice(groups[close].start, groups[close + 1].stop)]


def _touch(one: TickLabel, other: TickLabel) -> bool:
    return one.span[1] + _APART / NARROWEST > other.span[0]


def _label(first: float, last: float, told: str) -> TickLabel:
    """A label below the middle of its places, or where it stays on the line."""
    return next(label for label in _tries(first, last, told) if _on_line(label) or label.anchor == "end")


def _tries(first: float, last: float, told: str) -> Iterator[TickLabel]:
    wide = _LETTER * len(told) / NARROWEST
    middle = (first + last) / 2
    yield TickLabel(middle, told, "middle")
    if middle < 0.5:
        yield TickLabel(max(0.0, min(first, 1 - wide)), told, "start")
    yield TickLabel(min(1.0, max(last, wide)), told, "end")


def _on_line(label: TickLabel) -> bool:
    return label.span[0] >= 0 and label.span[1] <= 1
