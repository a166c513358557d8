"""Propagation on explicit arcs, where moves need not be transitive.

Nobody may move twice in a row, so a legal sequence is a path over (state, last mover). With m_j(s) the least value that
can be reached from s when j has just moved,

    m_j(s) = min(v(s), min over k ≠ j, (s, t) ∈ A_k of m_k(t)),

and the answer for a new sequence is the same with nobody excluded. Improvements: the same over the arcs by which the
mover gains. Where the form allows it, an actor may move again, and nobody is excluded anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.layout import Values
from gmcr.model import ArcForm

__all__ = ["GraphKernel"]

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
