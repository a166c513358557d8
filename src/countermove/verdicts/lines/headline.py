"""An answer in a word, and the cells in which another file's answer differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gmcr.base.summary import Record

__all__ = ["Headline", "Moved"]


class Headline(NamedTuple):
    """An answer in a word: over all cells, and over those of the base reading."""

    word: str
    base: str


@dataclass(frozen=True, slots=True)
class Moved(Record):
    """Cells of an answer that have a different word."""

    word: str
    """The word in the second case: yes, no, either way, …"""
    readings: int
    """The number of readings in which it differs from the first, under some concept."""
    cells: int
    """The number of cells."""
