"""over_readings: which coalitions could leave a state, or reach the target, in every reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from countermove.verdicts.turning_points import Condition, Factor, turning_points
from gmcr import Conflict
from gmcr.analysis import Departures
from gmcr.base.record import Among, Record
from gmcr.logic import Formula
from gmcr.model import EditedStructure, ModelWant, OptionStructure

__all__ = ["CoalitionOverReadings", "CoalitionReadings", "where"]

Members = tuple[str, ...]
Row = Annotated[np.ndarray[tuple[int], np.dtype[np.int8]], Among(1, 0)]


@dataclass(frozen=True, slots=True, eq=False)
class CoalitionOverReadings(Record):
    """A coalition in every reading."""

    members: Members
    """Its members."""
    leaves: Row
    """One value for each examined reading: 1 where it has an improvement."""
    reaches: Row
    """The same for improvements that reach the target."""
    turns_on: tuple[Condition, ...]
    """What decides whether it has an improvement, simplest first; empty if that is the same in all readings, or an
    interrupt left some out."""


class CoalitionReadings:
    """Coalitions in every reading. ``games``: builds the game of each reading; ``state``: a code, None for each game's
    start; ``factors``: the open questions. ``done``: the number of readings examined."""

    def __init__(
        self,
        games: Sequence[Callable[[], Conflict]],
        groups: Sequence[Members],
        state: int | None,
        goal: Formula | None,
        factors: Sequence[Factor],
    ) -> None:
        self.done = 0
        self._games, self._groups, self._state, self._goal, self._factors = games, groups, state, goal, factors
        self._leaves = np.zeros((len(groups), len(games)), dtype=np.int8)
        self._reaches = np.zeros_like(self._leaves)

    @property
    def complete(self) -> bool:
        """Whether all readings were examined."""
        return self.done == len(self._games)

    def each(self) -> Iterator[None]:
        """Examine the readings, yielding after each."""
        known: Departures | None = None
        for column, make in enumerate(self._games):
            game = make()
            if known is None:  # what coalitions can reach is the same in all games
                known = Departures(game, ())
            met = None if self._goal is None else where(game, self._goal)
            origin = game.start if self._state is None else self._state
            for row, group in enumerate(self._groups):
                cells = _improvements(game, known.reach(group, origin), group, origin)
                self._leaves[row, column] = cells.size > 0
                self._reaches[row, column] = met is not None and bool(met[cells].any())
            self.done += 1
            yield

    def rows(self) -> tuple[CoalitionOverReadings, ...]:
        """The coalitions that have an improvement in some examined reading."""
        leaves, reaches = self._leaves[:, : self.done], self._reaches[:, : self.done]
        return tuple(
            CoalitionOverReadings(group, leaves[k], reaches[k], self._turning(leaves[k]))
            for k, group in enumerate(self._groups)
            if leaves[k].any()
        )

    def _turning(self, leaves: NDArray[np.int8]) -> tuple[Condition, ...]:
        return turning_points(leaves, self._factors) if self.complete and not leaves.all() else ()


def _improvements(game: Conflict, codes: NDArray[np.int64], group: Members, origin: int) -> NDArray[np.int64]:
    """Those of the states' cells that every member prefers to the origin."""
    cells, here = game.structure.cells_of(codes), game.structure.cell(origin)
    for member in group:
        ranks = game.cell_ranks[game.actor(member)]
        cells = cells[ranks[cells] > ranks[here]]
    return cells


def where(conflict: Conflict, formula: Formula) -> NDArray[np.bool_]:
    """Truth of a formula in every cell (option form): bool (cells,)."""
    structure = conflict.structure
    assert isinstance(structure, (OptionStructure, EditedStructure))
    shape = structure.space.shape
    met = np.broadcast_to(ModelWant(formula).truth(structure.space.columns, conflict.drivers), shape).reshape(-1)
    return met.astype(np.bool_)
