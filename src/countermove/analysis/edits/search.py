"""Searching sets of edits size by size for those that turn a truth value over.

A *minimal change* is a non-empty set of edits after which the value is the other one, while no proper non-empty subset
does that; a *smallest* one has least size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from countermove.analysis.edits.calculus import EditSet
from countermove.analysis.edits.edits import Edit
from countermove.brief import Brief

__all__ = ["BOUND", "MinimalChanges", "Progress", "Search", "collect"]

BOUND = 3
"""The number of edits up to which changes are looked for unless said otherwise."""

Progress = Callable[[int, int], None]
"""Called with (what is done, what there is to do)."""


@dataclass(frozen=True, slots=True)
class MinimalChanges(Brief):
    """``holds``: the value before any change. ``changes``: all minimal changes of at most ``searched`` edits, smallest
    first, in file order within a size. ``bound``: the edits asked for; an interrupted search has looked at fewer."""

    holds: bool
    bound: int
    searched: int
    changes: tuple[tuple[Edit, ...], ...]

    @property
    def complete(self) -> bool:
        """Whether all sets of up to ``bound`` edits have been looked at."""
        return self.searched == self.bound


class Search(Protocol):
    """``holds``: the value before any change. ``of_size`` has to be called with 1, 2, 3, … in turn."""

    holds: bool

    def of_size(self, size: int) -> list[EditSet]:
        """All minimal changes of exactly *size* edits."""
        ...


def collect(search: Search, order: Sequence[Edit], bound: int, *, progress: Progress | None = None) -> MinimalChanges:
    """All that *search* finds up to *bound* edits; *order* is that of the file. ``progress`` is
    told the sizes that are through, while there are more. An interrupt ends it with those."""
    place = {edit: k for k, edit in enumerate(order)}
    found: list[EditSet] = []
    searched = 0
    try:
        for size in range(1, bound + 1):
            found += search.of_size(size)
            searched = size
            if progress is not None and size < bound:
                progress(size, bound)  # not after the last: an interrupt there would be lost
    except KeyboardInterrupt:
        pass  # ``searched`` says how far it came
    rows = sorted(sorted(place[edit] for edit in change) for change in found)
    changes = sorted((tuple(order[k] for k in row) for row in rows), key=len)
    return MinimalChanges(search.holds, bound, searched, tuple(changes))
