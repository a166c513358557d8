"""Propagation on explicit arcs, where moves need not be transitive.

Nobody may move twice in a row, so a legal sequence is a path over (state, last mover). With m_j(s) the least value that
can be reached from s when j has just moved,

    m_j(s) = min(v(s), min over k ≠ j, (s, t) ∈ A_k of m_k(t)),

and the answer for a new sequence is the same with nobody excluded. Improvements: the same over the arcs by which the
mover gains. Where the form allows it, an actor may move again, and nobody is excluded anywhere.

Propagation on explicit arcs for a large number of small games at once: games on the last axis.

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

__all__ = ["GraphEnsemble", "GraphKernel"]


Arcs = tuple[NDArray[np.int64], NDArray[np.int64]]


class GraphKernel:
    """Primitives over labelled states. ``ranks``: one array (B, states) for each actor."""

    def __init__(self, form: ArcForm, ranks: Sequence[Values]) -> None:
        self.ranks: Sequence[Values] = list(ranks)
        self.arcs = [form.arcs[actor] for actor in form.actors]
        self.repeats = form.repeats

    def own_best(self, values: Values, actor: int) -> Values:
        sources, targets = self.arcs[actor]
        result = values.copy()
        for best, source in zip(result, values, strict=True):
            np.maximum.at(best, sources, source[targets])
        return result

    def worst(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        return [np.stack([self._closure(game, self._opponents(actor)) for game in values]) for values in lanes]

    def worst_improving(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        return [
            np.stack([self._closure(game, self._gaining(actor, number)) for number, game in enumerate(values)])
            for values in lanes
        ]

    def _opponents(self, actor: int) -> list[Arcs]:
        return [arcs for j, arcs in enumerate(self.arcs) if j != actor]

    def _gaining(self, actor: int, game: int) -> list[Arcs]:
        arcs = []
        for j, (sources, targets) in enumerate(self.arcs):
            if j != actor:
                gains = self.ranks[j][game][targets] > self.ranks[j][game][sources]
                arcs.append((sources[gains], targets[gains]))
        return arcs

    def _closure(self, values: Values, opponents: Sequence[Arcs]) -> Values:
        after = [values.copy() for _ in opponents]  # after[j]: j has just moved
        changed = True
        while changed:
            changed = False
            for j, (sources, targets) in enumerate(opponents):
                reached = after[j][targets]
                for k in range(len(opponents)):
                    if k != j or self.repeats:
                        before = after[k].copy()
                        np.minimum.at(after[k], sources, reached)
                        changed = changed or not np.array_equal(before, after[k])
        result = values.copy()
        for j, (sources, targets) in enumerate(opponents):
            np.minimum.at(result, sources, after[j][targets])
        return result


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
