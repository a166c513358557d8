"""Propagation on explicit arcs for a large number of small games at once: games on the last axis.

Like ``kernels.graph``, with arrays (states, B): one row for each state, and B games that share states and arcs and
differ in preferences. Arcs are processed one by one, each for all games together, so this is for few states. The
*closed* mask of an arc is all ones where the move is not an improvement and 0 where it is: ``m[target] | closed`` is
then +∞ or m.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.layout import Values
from gmcr.model import ArcForm

__all__ = ["GraphEnsemble"]

Arc = tuple[int, int, NDArray[Any] | None]


class GraphEnsemble:
    """The primitives of ``kernels.layout.Kernel`` over (states, B). ``ranks``: one array for each actor, from 1, all of
    one type."""

    def __init__(self, form: ArcForm, ranks: Sequence[Values]) -> None:
        self.ranks: Sequence[Values] = list(ranks)
        self._repeats = form.repeats
        self._arcs = [list(zip(*(ends.tolist() for ends in form.arcs[actor]), strict=True)) for actor in form.actors]

    def own_best(self, values: Values, actor: int) -> Values:
        """The best of *values* over each state and the actor's moves from it."""
        result = values.copy()
        for source, target in self._arcs[actor]:
            np.maximum(result[source], values[target], out=result[source])
        return result

    def worst(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        """The least of each lane over a state and all states that the actor's opponents can reach from it."""
        arcs: list[list[Arc]] = [[(source, target, None) for source, target in own] for own in self._arcs]
        return self._closures(lanes, arcs, actor)

    def worst_improving(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        """The least of each lane over a state and all states that legal sequences of the opponents' improvements reach
        from it."""
        return self._closures(lanes, self._gaining, actor)

    def _closures(self, lanes: Sequence[Values], arcs: Sequence[Sequence[Arc]], actor: int) -> list[Values]:
        opponents = [own for j, own in enumerate(arcs) if j != actor]
        return [_closure(values, opponents, repeats=self._repeats) for values in lanes]

    @cached_property
    def _gaining(self) -> list[list[Arc]]:
        arcs: list[list[Arc]] = []
        for ranks, own in zip(self.ranks, self._arcs, strict=True):
            most = np.iinfo(ranks.dtype).max
            closed = [np.where(ranks[target] > ranks[source], 0, most).astype(ranks.dtype) for source, target in own]
            arcs.append([(source, target, mask) for (source, target), mask in zip(own, closed, strict=True)])
        return arcs


def _closure(values: Values, opponents: Sequence[Sequence[Arc]], *, repeats: bool) -> Values:
    """The least that legal sequences reach. ``after[j]``: when j has just moved and may not move again unless it
    *repeats*."""
    after = [values.copy() for _ in opponents]
    changed = len(opponents) > 1 or repeats
    while changed:
        before = [lowered.copy() for lowered in after]
        for j, arcs in enumerate(opponents):
            for source, target, closed in arcs:
                onward = after[j][target] if closed is None else after[j][target] | closed
                for k, lowered in enumerate(after):
                    if k != j or repeats:
                        np.minimum(lowered[source], onward, out=lowered[source])
        changed = not all(map(np.array_equal, before, after))
    result = values.copy()
    for j, arcs in enumerate(opponents):
        for source, target, closed in arcs:
            onward = after[j][target] if closed is None else after[j][target] | closed
            np.minimum(result[source], onward, out=result[source])
    return result
