"""A conflict in which actors do not perceive some states: misperception in the sense of GMCR+.

An actor moves neither to nor from a state that it does not perceive; its preferences do not change. Its moves then
depend on more than options and one-way acts, which the option form cannot express, so the result is in *graph form*:
its states are the feasible states in the order of their codes, with the labels of the option form, and its arcs are the
moves between states that the mover perceives. Transitive moves stay transitive, because a detour through perceived
states has a perceived end; and an actor is stable, under every concept, in every state that it does not perceive. The
form stores the codes, so that simultaneous moves can still be superposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_items, as_mapping
from gmcr.base.errors import ModelError, SizeError
from gmcr.model.conflict import Conflict
from gmcr.model.graph import ArcForm
from gmcr.model.ranking import Ranking
from gmcr.model.structure import GraphStructure

__all__ = ["MAX_MOVES", "MAX_PERCEIVED", "as_perceived"]

MAX_PERCEIVED = 1 << 16
"""Moves between perceived states are written out for up to this many feasible states …"""

MAX_MOVES = 4_000_000
"""… and moves."""

State = int | str | Iterable[str]


def as_perceived(conflict: Conflict, unseen: Mapping[str, Iterable[State]]) -> Conflict:
    """Return a conflict in option form as its actors perceive it, in graph form.

    An actor moves neither to nor from a state that it does not perceive; what it wants does not change.

    Parameters
    ----------
    conflict : Conflict
        A conflict in option form.
    unseen : mapping of str to iterable of states
        Actor → the states that it does not perceive, each as ``Conflict.code`` takes it: a code, or the options that are
        on. An actor without an entry perceives every state.

    Returns
    -------
    Conflict
        The conflict in graph form. Its states are the feasible states in ascending order of their codes, with the labels
        of the option form; a state's code is its position among them. Its arcs are the moves between states that the
        mover perceives, its preferences rankings.

    Raises
    ------
    ModelError
        If the conflict is in graph form, or a state is infeasible.
    UnknownName
        If an actor or an option does not exist.
    SizeError
        If there are more than 65,536 feasible states or 4,000,000 moves.

    See Also
    --------
    read_gmcr : Read a file of GMCR+, which may have misperceptions.

    Notes
    -----
    This is misperception in the sense of the program GMCR+. Moves then depend on more than options and directions, which
    the option form cannot express. Moves that were transitive stay so, and an actor is stable, under every concept, in a
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
    if Conflict.given(conflict).layout == "graph":
        raise ModelError("Perception is said of a conflict in option form; in graph form leave out the arcs instead.")
    for actor in unseen:
        conflict.actor(actor)
    count = conflict.states.size
    if count > MAX_PERCEIVED:
        raise SizeError(
            f"Misperceptions are written out for up to {MAX_PERCEIVED:,} feasible states; here are {count:,}."
        )
    arcs, total = {}, 0
    for actor in conflict.actors:
        seen = np.ones(count, dtype=np.bool_)
        hidden = np.array(
            [conflict.code(state) for state in as_items(unseen.get(actor, ()), f"unseen by {actor}")], dtype=np.int64
        )
        seen[np.searchsorted(conflict.states, hidden)] = False
        arcs[actor] = _moves(conflict, actor, seen, MAX_MOVES - total)
        total += arcs[actor][0].size
    form = ArcForm(tuple(conflict.labels), arcs, conflict.states, conflict.structure.repeats)
    ranks = {actor: _tiers(conflict.ranks(actor)) for actor in conflict.actors}
    return Conflict(GraphStructure(form), ranks, int(np.searchsorted(conflict.states, conflict.start)))


def _moves(
    conflict: Conflict, actor: str, seen: NDArray[np.bool_], limit: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The arcs of *actor* between states that it sees, as positions, sorted."""
    sources, targets, total = [], [], 0
    for place in np.flatnonzero(seen).tolist():
        codes = conflict.structure.moves(int(conflict.states[place]), actor)
        ends = np.searchsorted(conflict.states, codes)
        ends = ends[seen[ends]]
        total += ends.size
        if total > limit:
            raise SizeError(f"With misperceptions written out there are more than {MAX_MOVES:,} moves.")
        sources.append(np.full(ends.size, place, dtype=np.int64))
        targets.append(ends.astype(np.int64))
    if not sources:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(sources), np.concatenate(targets)


def _tiers(ranks: NDArray[np.int64]) -> Ranking:
    """Positions by rank, best first."""
    order = np.argsort(-ranks, kind="stable")
    cuts = np.flatnonzero(np.diff(ranks[order])) + 1
    return Ranking([part.tolist() for part in np.split(order, cuts)])
