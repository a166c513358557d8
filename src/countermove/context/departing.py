"""How many pairs of a coalition and a state `coalitions` looks at, before it does.

A coalition H would go from s to q iff it can and all its members gain. Where moves need not be followed one by one, H
can if the options that differ are its members'; so some coalition would iff all whose options differ gain, and these
alone are the smallest. All coalitions are then asked whether they would go on from q. Under CSEQ, moreover, if the
others can sanction H, their coalitions go on from q until one has gone to such a state; if none ever does, wherever they
can go is looked at. All this is counted with arrays over the states, for one state of departure at a time.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from gmcr import Conflict
from gmcr.model import OptionStructure

__all__ = ["departures_counted"]

_FOLLOWED = 1 << 26
"""The number of ranks that are compared, at most, to follow countermoves: what is left then is not counted."""

Mask = NDArray[np.bool_]


def departures_counted(
    conflict: Conflict, state: int, *, most: int, only: Collection[str] | None = None, countered: bool = True
) -> int:
    """The pairs beyond those at *state*, with coalitions of at most so many members. *only*: just this one departs;
    *countered*: whether countermoves of coalitions are looked for (CSEQ)."""
    game = _Game(conflict)
    actors, start = len(conflict.actors), int(np.flatnonzero(conflict.structure.states == state)[0])
    every = sum(math.comb(actors, size) for size in range(1, most + 1))
    moving, gaining = game.moving(start), game.gaining(start)
    if only is None:
        going = game.going(start) & (moving.sum(axis=0) <= most)
    else:
        members = np.array([actor in only for actor in conflict.actors])
        going = (gaining | ~members[:, None]).all(axis=0) & (members[:, None] | ~moving).all(axis=0)
    pairs, known = int(going.sum()) * every, set(np.flatnonzero(going).tolist())
    steps = _FOLLOWED // game.size
    for place in np.flatnonzero(going).tolist()[:steps] if countered else ():
        leaving = moving[:, place] if only is None else members
        others = (1 << int((~leaving).sum())) - 1
        sanctioning = (leaving[:, None] & ~gaining).any(axis=0)
        if not (sanctioning & ~game.moving(place)[leaving].any(axis=0)).any():
            continue  # the others cannot sanction it, whatever they want
        seen, left = {place}, deque([place])
        while left and steps > 0:
            here = left.popleft()
            steps -= 1
            if here not in known:
                known.add(here)
                pairs += others
            onward = game.going(here) & ~game.moving(here)[leaving].any(axis=0)
            if (onward & sanctioning).any():
                break
            fresh = set(np.flatnonzero(onward).tolist()) - seen
            seen |= fresh
            left.extend(sorted(fresh))
    return pairs


class _Game:
    """Who moves and who gains from one state to all."""

    def __init__(self, conflict: Conflict) -> None:
        structure = conflict.structure
        self.states, cells = structure.states, structure.cells_of(structure.states)
        self._ranks = np.stack([ranks[cells] for ranks in conflict.cell_ranks])
        self.size = self._ranks.size
        form = structure.form if isinstance(structure, OptionStructure) else None
        self._masks = None if form is None else np.array([form.mask(actor) for actor in conflict.actors])

    def gaining(self, here: int) -> Mask:
        """Who prefers each state to this one: (actors, states)."""
        gains: Mask = self._ranks > self._ranks[:, here, None]
        return gains

    def moving(self, here: int) -> Mask:
        """Whose options differ from this one's: (actors, states); in graph form nobody's."""
        if self._masks is None:
            return np.zeros_like(self._ranks, dtype=np.bool_)
        changed = self.states ^ self.states[here]
        differing: Mask = (changed & self._masks[:, None]).astype(np.bool_)
        return differing

    def going(self, here: int) -> Mask:
        """The states to which some coalition would go from this one."""
        moving, gaining = self.moving(here), self.gaining(here)
        return np.logical_and((gaining | ~moving).all(axis=0), gaining.any(axis=0), dtype=np.bool_)
