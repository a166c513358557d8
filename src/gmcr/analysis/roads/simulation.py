"""Runs of a chain, drawn one after another, and the closed classes that they end in.

A run ends when it enters a closed class: a state that it cannot leave, or a circle of states. Circles are found by
examining all that can be reached from the state of a run, as long as that is at most *room* states; then every closed
class among these is known, for all runs. If a class is discovered later than a run entered it, the time of entry
counts. A run that has used up its steps otherwise is still *under way*: it may be in a circle too large to see, or not
have ended yet.

Each run's numbers depend on the seed and on its number alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.roads.markov import closed_classes

__all__ = ["ROOM", "Simulation"]

ROOM = 20_000
"""The number of states examined from one place, at most."""

_LOOKS = 40
"""The number of examinations that may exceed that room and so find nothing, at most."""

_FIRST_LOOK = 32
"""The number of steps after which a run examines its surroundings for the first time; then after eight times as many,
and at its end."""

Class = tuple[int, ...]
"""The cells of a closed class, ascending."""


class Simulation:
    """Runs from *start*. ``row`` returns the possible successors of a cell with their probabilities; ``rows`` has
    those known. ``ended`` counts the runs that entered each closed class, ``times`` has the steps after which they
    did, and ``done`` counts the runs made."""

    def __init__(
        self,
        row: Callable[[int], dict[int, Any]],
        start: int,
        *,
        seed: int,
        horizon: int,
        rows: dict[int, dict[int, Any]] | None = None,
        room: int = ROOM,
    ) -> None:
        self.start, self.seed, self.horizon, self.room = start, seed, horizon, room
        self.ended: Counter[Class] = Counter()
        self.times: list[int] = []
        self.done = 0
        self._row = row
        self._rows: dict[int, dict[int, Any]] = {} if rows is None else rows
        self._odds: dict[int, tuple[list[int], NDArray[np.float64]]] = {}
        self._home: dict[int, Class] = {}
        self._seen: set[int] = set()  # from these every closed class is known
        self._looks = _LOOKS

    @property
    def known(self) -> int:
        """The number of states examined."""
        return len(self._rows)

    @property
    def under_way(self) -> int:
        """The number of runs that had not ended, as far as is known."""
        return self.done - len(self.times)

    def run(self) -> None:
        """Make the next run."""
        if not self.done:
            self._look(self.start)
        rng = np.random.Generator(np.random.Philox(key=self.seed, counter=self.done << 128))
        path, look = [self.start], _FIRST_LOOK
        entry = self._entered(path, 0)
        for time in range(1, self.horizon + 1):
            if entry is not None:
                break
            path.append(self._next(path[-1], rng.random()))
            entry = self._entered(path, time)
            if entry is None and (time == look or time == self.horizon):
                look *= 8
                if self._look(path[-1]):
                    entry = next((k for k, cell in enumerate(path) if cell in self._home), None)
        self.done += 1
        if entry is not None:
            self.ended[self._home[path[entry]]] += 1
            self.times.append(entry)

    def _entered(self, path: list[int], time: int) -> int | None:
        cell = path[-1]
        if cell not in self._home and list(self._successors(cell)) == [cell]:
            self._home[cell] = (cell,)
        return time if cell in self._home else None

    def _successors(self, cell: int) -> dict[int, Any]:
        if cell not in self._rows:
            self._rows[cell] = self._row(cell)
        return self._rows[cell]

    def _next(self, cell: int, number: float) -> int:
        if cell not in self._odds:
            row = self._successors(cell)
            self._odds[cell] = (list(row), np.cumsum([float(chance) for chance in row.values()]))
        targets, bounds = self._odds[cell]
        return targets[min(int(np.searchsorted(bounds, number, side="right")), len(targets) - 1)]

    def _look(self, cell: int) -> bool:
        """Find every closed class that can be reached from a cell. Return whether there was something new to see."""
        if cell in self._seen or not self._looks:
            return False
        place, order = {cell: 0}, [cell]
        for here in order:  # grows during iteration
            for target in self._successors(here):
                if target not in place:
                    place[target] = len(order)
                    order.append(target)
            if len(order) > self.room:
                self._looks -= 1
                return False
        targets = [[place[target] for target in self._successors(here)] for here in order]
        for members in closed_classes(targets):
            cells = tuple(sorted(order[k] for k in members))
            self._home |= dict.fromkeys(cells, cells)
        self._seen |= place.keys()
        return True
