"""A conflict in which actors do not perceive some states: misperception in the sense of GMCR+.

An actor moves neither to nor from a state that it does not perceive; its preferences do not change. Its moves then
depend on more than options and one-way acts, so they are edited (``model.edited``): arcs between states that the mover
perceives. Transitive moves stay transitive, because a detour through perceived states has a perceived end; and an actor is
stable, under every concept, in every state that it does not perceive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from gmcr.base.arguments import as_items, as_mapping
from gmcr.base.errors import ModelError
from gmcr.model.conflict import Conflict
from gmcr.model.edited import edited

__all__ = ["as_perceived"]

State = int | str | Iterable[str]


def as_perceived(conflict: Conflict, unseen: Mapping[str, Iterable[State]]) -> Conflict:
    """Return a conflict with options as its actors perceive it.

    An actor moves neither to nor from a state that it does not perceive; what it wants does not change.

    Parameters
    ----------
    conflict : Conflict
        A conflict with options.
    unseen : mapping of str to iterable of states
        Actor → the states that it does not perceive, each as ``Conflict.code`` takes it: a code, or the options that are
        on. An actor without an entry perceives every state.

    Returns
    -------
    Conflict
        The same conflict without the moves that touch a state which the mover does not perceive.

    Raises
    ------
    ModelError
        If the conflict is in graph form, without options, or a state is infeasible.
    UnknownName
        If an actor or an option does not exist.
    SizeError
        If there are more than 65,536 feasible states or 4,000,000 moves.

    See Also
    --------
    Conflict.with_arcs : Edit moves one by one.
    read_gmcr : Read a file of GMCR+, which may have misperceptions.

    Notes
    -----
    This is misperception in the sense of the program GMCR+. Moves then depend on more than options and directions, so they are
    arcs. Moves that were transitive stay so, and an actor is stable, under every concept, in a
    state that it does not perceive.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> blind = gmcr.as_perceived(ferry, {"town": [["run"]]})
    >>> gmcr.solve(ferry).equilibria("nash").tolist(), gmcr.solve(blind).equilibria("nash").tolist()
    ([0], [0, 3])
    """
    unseen = as_mapping(unseen, "unseen", "actor → the states that it does not perceive")
    if not Conflict.given(conflict).options:
        raise ModelError("Perception is said of a conflict in option form; in graph form leave out the arcs instead.")
    for actor in unseen:
        conflict.actor(actor)
    structure = edited(conflict.structure)
    arcs = {}
    for actor in conflict.actors:
        hidden = [conflict.code(state) for state in as_items(unseen.get(actor, ()), f"unseen by {actor}")]
        seen = ~np.isin(conflict.states, np.array(hidden, dtype=np.int64))
        sources, targets = structure.form.arcs[actor]
        kept = seen[sources] & seen[targets]
        arcs[actor] = (sources[kept], targets[kept])
    return replace(conflict, structure=structure.with_arcs(arcs))
