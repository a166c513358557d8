"""The best and the least that a group of actors can reach by legal sequences of moves, in each layout.

A single actor moves once when it is itself the group in question, and any number of times when it answers others; the
difference matters only where options need something.

The propagation primitives are applied to a form in which only the members of the group can move and one more actor, who
has no options, is the onlooker.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from gmcr.kernels import Kernel, Values
from gmcr.kernels.choose import dense_kernel, sparse_kernel
from gmcr.kernels.graph import GraphKernel
from gmcr.model import ArcForm, GraphStructure, ModelOption, OptionForm, OptionStructure, Structure

__all__ = ["ReachedSets", "least_along"]


class ReachedSets:
    """R_H of one group H, the state itself included: s and all that H reaches from it. H may be empty. *answering*:
    whether H answers others."""

    def __init__(self, structure: Structure, members: Collection[str], *, answering: bool = False) -> None:
        actors = tuple(actor for actor in structure.actors if actor in members)
        onlooker = "+".join(structure.actors) + "+"  # longer than any actor's name
        self._place = len(actors)
        self._alone = len(actors) == 1 and not answering
        self._kernel: Kernel
        if isinstance(structure, GraphStructure):
            arcs = {actor: structure.form.arcs[actor] for actor in actors}
            self._kernel = GraphKernel(_with_onlooker(arcs, onlooker, structure.repeats), [])
            return
        assert isinstance(structure, OptionStructure)
        options = tuple(
            option if option.actor in actors else ModelOption("", option.full_name, option.one_way)
            for option in structure.form.options
        )
        form = OptionForm((*actors, onlooker), options)
        if structure.layout == "dense":
            self._kernel = dense_kernel(form, [], structure.space.feasible)
        else:
            self._kernel = sparse_kernel(form, [], structure.states)

    def least(self, values: Values) -> Values:
        """The least of *values*, (B, cells), over what H reaches from each cell."""
        if self._alone:
            top = values.dtype.type(np.iinfo(values.dtype).max)
            least: Values = top - self._kernel.own_best(top - values, 0)
            return least
        return self._kernel.worst([values], self._place)[0]

    def best(self, values: Values) -> Values:
        """The best of *values*, (B, cells), over what H reaches from each cell."""
        if self._alone:
            return self._kernel.own_best(values, 0)
        top = values.dtype.type(np.iinfo(values.dtype).max)
        best: Values = top - self._kernel.worst([top - values], self._place)[0]
        return best


def least_along(values: Values, arcs: Collection[tuple[np.ndarray, np.ndarray]], *, repeats: bool) -> Values:
    """The least of *values*, (B, states), over each state and the ends of legal sequences along *arcs*, one list of
    arcs (sources, targets) for each mover, no mover twice in a row unless it *repeats*."""
    movers = {str(place): pairs for place, pairs in enumerate(arcs)}
    return GraphKernel(_with_onlooker(movers, "+", repeats), []).worst([values], len(movers))[0]


def _with_onlooker(arcs: dict[str, tuple[np.ndarray, np.ndarray]], name: str, repeats: bool) -> ArcForm:
    nowhere = np.empty(0, dtype=np.int64)
    return ArcForm((), {**arcs, name: (nowhere, nowhere)}, repeats=repeats)
