"""Changes of mind under which a deal is open where none is.

A set of edits, at most one per want, is one if a told deal is open after it and no smaller part of it would do. Sets are
looked at size by size, up to a bound, and only as far as that is affordable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import comb

from gmcr import Conflict, Edit, edits_of
from gmcr.analysis import Games, Profile

__all__ = ["Openings"]

MOST_WORK = 1 << 30
"""The largest number of sets times states, a minute or two: how much work a search may be."""

_LEAST_STATES = 1 << 12
"""What looking at a set takes however few states there are, in states."""


class Openings:
    """The search through changes of mind.

    ``is_open`` says whether a told deal is open in a game, by its profile. ``asked``: the largest number of edits in a set,
    ``bound``: the largest that is affordable.
    """

    def __init__(self, games: Games, conflict: Conflict, is_open: Callable[[Profile], bool], asked: int) -> None:
        self.asked, self.edits = asked, edits_of(conflict)
        self.found: list[tuple[Edit, ...]] = []
        self.searched = 0
        self._games, self._conflict, self._is_open = games, conflict, is_open
        self._known: dict[Profile, bool] = {}
        states = games.arena.structure.cells + _LEAST_STATES
        counts = [sum(comb(len(self.edits), k) for k in range(1, size + 1)) for size in range(1, asked + 1)]
        self.bound = sum(count * states <= MOST_WORK for count in counts) if self.edits else 0
        self.number = counts[self.bound - 1] if self.bound else 0
        """At most so many sets are looked at."""

    def work(self) -> Iterator[int]:
        """Look at one set after another: the number of those that are done."""
        done = 0
        for size in range(1, self.bound + 1):
            for change in Edit.sets(self.edits, size):
                if not any(set(smaller) <= set(change) for smaller in self.found) and self._opens(change):
                    self.found.append(change)
                done += 1
                yield done
            self.searched = size

    def _opens(self, change: tuple[Edit, ...]) -> bool:
        profile = self._games.profile_after(self._conflict, change)
        if profile not in self._known:
            self._known[profile] = self._is_open(profile)
        return self._known[profile]
