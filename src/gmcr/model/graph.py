"""The graph form of a conflict: labelled states and each actor's arcs, given one by one.

A_i ⊆ S × S without loops. Moves need not be transitive, so a legal sequence (no actor moves twice in a row) is more
than a path, and the kernels work over (state, last mover).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_items, known_name
from gmcr.base.errors import ModelError
from gmcr.base.record import Record
from gmcr.model.tables import arcs_given

__all__ = ["ArcForm", "Arcs"]

Arcs = tuple[NDArray[np.int64], NDArray[np.int64]]
"""(sources, targets) of an actor's moves."""


@dataclass(frozen=True)
class ArcForm(Record):
    """The graph form of a conflict.

    Parameters
    ----------
    labels : tuple of str
        The labels of the states; a state's code is its position.
    arcs : mapping of str to (ndarray of int64, ndarray of int64)
        Actor → (sources, targets), positions of states, sorted, without loops.
    repeats : bool, default False
        Where the states come from an option form: whether opponents may make several moves in a row (see
        ``model.form``).

    Examples
    --------
    >>> from gmcr.model import ArcForm
    >>> form = ArcForm.from_labels(["talks", "court"], {"claimant": [("talks", "court")]})
    >>> form.code("court"), form.targets("claimant", 0).tolist()
    (1, [1])
    """

    labels: tuple[str, ...]
    arcs: Mapping[str, Arcs]
    repeats: bool = False

    @classmethod
    def from_labels(cls, states: str | Sequence[str], arcs: object, *, actors: Sequence[str] = ()) -> ArcForm:
        """Return the graph form of labelled states and each actor's arcs between them.

        Parameters
        ----------
        states : str or sequence of str
            The labels of the states, all different. A state's code is its position.
        arcs : mapping of str to iterable of (str, str), or table
            Actor → its moves in one step, as pairs of labels (from, to); or a table of triples (actor, from, to).
        actors : sequence of str, optional
            The actors in order, also those without arcs; by default as in *arcs*.

        Returns
        -------
        ArcForm
            The form.

        Raises
        ------
        ModelError
            If there is no state or no actor, two states have the same label, or an arc is not a pair of two different states.
        UnknownName
            If an arc names a state that does not exist.

        Examples
        --------
        >>> from gmcr.model import ArcForm
        >>> ArcForm.from_labels(["talks", "court"], {"claimant": [("talks", "court")]}).actors
        ('claimant',)
        """
        labels = tuple(map(str, as_items(states, "states", "a list of labels")))
        if not labels:
            raise ModelError("A conflict needs at least one state.")
        place = {label: k for k, label in enumerate(labels)}
        if len(place) < len(labels):
            raise ModelError("Two states have the same label.")
        built = {}
        given = arcs_given(arcs, "arcs")
        table = {actor: given.get(actor, ()) for actor in dict.fromkeys((*actors, *given))}
        if not table:
            raise ModelError("A conflict needs at least one actor.")
        for actor, own in table.items():
            pairs = {arc.placed(lambda end: place[known_name("state", str(end), labels)]) for arc in own}
            sorted_pairs = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
            built[actor] = (sorted_pairs[:, 0].copy(), sorted_pairs[:, 1].copy())
        return cls(labels, built)

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(self.arcs)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {label: k for k, label in enumerate(self.labels)}

    def code(self, label: str) -> int:
        """Return the position of a label.

        Parameters
        ----------
        label : str
            The label of a state.

        Returns
        -------
        int
            Its position, from 0.

        Raises
        ------
        UnknownName
            If no state has that label.
        """
        return self._place[known_name("state", label, self._place)]

    def targets(self, actor: str, code: int) -> NDArray[np.int64]:
        """Return where an actor can move from a state.

        Parameters
        ----------
        actor : str
            The actor.
        code : int
            The position of the state.

        Returns
        -------
        ndarray of int64
            The positions of the states that it reaches in one move, ascending.
        """
        sources, targets = self.arcs[actor]
        low, high = np.searchsorted(sources, [code, code + 1])
        return targets[low:high]
