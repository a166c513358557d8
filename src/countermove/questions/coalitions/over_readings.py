"""coalition_readings: which coalitions could leave a state, or reach the target, in every reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.arena import Arena
from countermove.analysis.roads.departures import Departures
from countermove.brief import Brief
from countermove.logic import Formula
from countermove.model import Conflict, OptionStructure, Want, want_truth

__all__ = ["CoalitionOverReadings", "over_readings_of", "where"]

Members = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CoalitionOverReadings(Brief):
    """One coalition in every reading: int8 (readings,), 1 where it has an improvement (``leaves``), and one with the
    target (``reaches``), else 0."""

    members: Members
    leaves: NDArray[np.int8]
    reaches: NDArray[np.int8]


def over_readings_of(
    games: Sequence[Callable[[], Conflict]],
    groups: Sequence[Members],
    state: int | None,
    goal: Formula | None,
    told: Callable[[int], None],
) -> tuple[tuple[CoalitionOverReadings, ...], int]:
    """Coalitions that have an improvement in some reading, and how many readings were gone through before an interrupt.
    ``games``: what makes the game of each reading; ``state``: a code, None for each game's start; ``told``: is told how
    many are done."""
    leaves = np.zeros((len(groups), len(games)), dtype=np.int8)
    reaches = np.zeros_like(leaves)
    known: Departures | None = None
    done = 0
    try:
        for column, make in enumerate(games):
            game = make()
            if known is None:  # what coalitions can reach is the same in all games
                known = Departures(game, (), arena=Arena(game.structure))
            met = None if goal is None else where(game, goal)
            origin = game.start if state is None else state
            for row, group in enumerate(groups):
                cells = _improvements(game, known.reach(group, origin), group, origin)
                leaves[row, column] = cells.size > 0
                reaches[row, column] = met is not None and bool(met[cells].any())
            done += 1
            told(done)
    except KeyboardInterrupt:
        pass  # the number says so
    leaves, reaches = leaves[:, :done], reaches[:, :done]
    rows = tuple(
        CoalitionOverReadings(group, leaves[k], reaches[k]) for k, group in enumerate(groups) if leaves[k].any()
    )
    return rows, done


def _improvements(game: Conflict, codes: NDArray[np.int64], group: Members, origin: int) -> NDArray[np.int64]:
    """The cells of those states that every member prefers to where they are."""
    cells, here = game.structure.cells_of(codes), game.structure.cell(origin)
    for member in group:
        ranks = game.cell_ranks[game.actor(member)]
        cells = cells[ranks[cells] > ranks[here]]
    return cells


def where(conflict: Conflict, formula: Formula) -> NDArray[np.bool_]:
    """Truth of a formula in every cell (option form): bool (cells,)."""
    structure = conflict.structure
    assert isinstance(structure, OptionStructure)
    shape = structure.space.shape
    met = np.broadcast_to(want_truth(Want(formula), structure.space.columns, conflict.drivers), shape).reshape(-1)
    return met.astype(np.bool_)
