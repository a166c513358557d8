"""Foresight: Nash states to which farsighted single movers can lead (indirect dominance, Chwe 1994).

A Nash state T ≠ start is *foreseen* when a chain of unilateral moves, any moves, leads from the start to T and every
mover strictly prefers T to the state it moves from. All candidates T are searched at once, as a batch.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.roads import Play
from countermove.kernels import kernel_for

__all__ = ["foreseen", "nash_cells"]

_BATCH_CELLS = 1 << 22


def nash_cells(play: Play) -> NDArray[np.bool_]:
    """The Nash equilibria: bool (cells,), False where infeasible."""
    actors = range(len(play.profile))
    kernel = kernel_for(play.arena.structure, [play.ranks(actor)[None] for actor in actors])
    found = play.ranks(0) > 0
    for actor in actors:
        found &= play.ranks(actor) >= kernel.own_best(kernel.ranks[actor], actor)[0]
    return found


def foreseen(play: Play, start: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The cells T, ascending, within *among* (bool, cells) that are foreseen from *start*."""
    wanted = nash_cells(play) & among
    wanted[start] = False
    candidates = np.flatnonzero(wanted)
    step = max(1, _BATCH_CELLS // wanted.size)
    parts = [_reaching(play, start, candidates[k : k + step]) for k in range(0, candidates.size, step)]
    return np.concatenate(parts) if parts else candidates


def _reaching(play: Play, start: int, candidates: NDArray[np.int64]) -> NDArray[np.int64]:
    actors = range(len(play.profile))
    ranks = [play.ranks(actor) for actor in actors]
    kernel = kernel_for(play.arena.structure, [r[None] for r in ranks])
    feasible = ranks[0] > 0
    # Backwards from T: a cell leads to T when a mover that gains by T can move from it to one that does.
    leads = np.zeros((candidates.size, feasible.size), dtype=np.uint8)
    leads[np.arange(candidates.size), candidates] = 1
    willing = [r[None, :] < r[candidates][:, None] for r in ranks]
    count = -1
    while count != (count := int(leads.sum())):
        for actor in actors:
            onward = kernel.own_best(leads, actor)
            leads |= onward * (willing[actor] & feasible)
    found: NDArray[np.int64] = candidates[leads[:, start] == 1]
    return found
