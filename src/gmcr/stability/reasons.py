"""Why a state is stable for an actor, or is not, under preferences of any kind: as ``stability.witness``, by the tables of what
tempts, deters and provokes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.model import Conflict
from gmcr.stability.literal import require_literal
from gmcr.stability.relations import judgements_of
from gmcr.stability.witness import Deterred, Witness, shortest_path

__all__ = ["why_relation"]


def why_relation(
    conflict: Conflict, state: int | str, *, actor: str, concept: str = "nash", preferences: Mapping[str, Any]
) -> Witness:
    """Return the witness of a state's stability for an actor under preferences of any kind.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 8,192 feasible states.
    state : int or str
        The state, as ``Conflict.code`` takes it.
    actor : str
        The actor.
    concept : str, default "nash"
        "nash", "gmr", "smr" or "seq".
    preferences : mapping of str to Preference
        As ``solve_relation`` takes them.

    Returns
    -------
    Witness
        The verdict: of the moves that tempt the actor one that nothing deters, or none, and the countermoves that deter each
        other one. The one is preferred to as many states as any of them.

    Raises
    ------
    ModelError
        If the state is infeasible, or a preference does not fit the conflict.
    SizeError
        If there are too many states for a table of pairs.
    UnknownName
        If a state, an actor or the concept does not exist.

    See Also
    --------
    solve_relation : The stability of every state.
    why : The witness under one ranking for each actor.

    References
    ----------
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict
      Resolution*. Wiley.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.stability import why_relation
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> drivers = {
    ...     "row": gmcr.Strength.read("2 > 3 > 1 >> 0", level=2),
    ...     "column": gmcr.Strength.read("1 > 3 > 2 >> 0", level=2),
    ... }
    >>> why_relation(chicken, 3, actor="row", concept="gmr", preferences=drivers).deterred
    (Deterred(improvement=2, path=(Countermove(actor='column', to=0),)),)
    >>> why_relation(chicken, 3, actor="row", concept="smr", preferences=drivers)
    <Witness: row leaves row.swerve, column.swerve under smr, for column.swerve>
    """
    conflict = Conflict.given(conflict)
    (name,) = require_literal((concept,))
    conflict.actor(actor)
    judged, code, states = judgements_of(conflict, preferences), conflict.code(state), conflict.states
    own, here = judged[actor], int(np.searchsorted(states, code))

    def places(codes: NDArray[np.int64]) -> NDArray[np.intp]:
        return np.searchsorted(states, codes)

    def moves(start: int, mover: str) -> NDArray[np.int64]:
        targets = conflict.moves(start, actor=mover)
        if name != "seq":
            return targets
        provoked: NDArray[np.int64] = targets[judged[mover].provokes[places(targets), places(np.array(start))]]
        return provoked

    def sanctions(codes: NDArray[np.int64]) -> NDArray[np.bool_]:
        deterring: NDArray[np.bool_] = own.deters[places(codes), here].copy()
        for place in np.flatnonzero(deterring).tolist() if name == "smr" else ():
            deterring[place] = own.deters[places(conflict.moves(int(codes[place]), actor=actor)), here].all()
        return deterring

    opponents = [other for other in conflict.actors if other != actor]
    targets = conflict.moves(code, actor=actor)
    tempting = targets[own.tempts[places(targets), here]]
    free, deterred = [], []
    for target in tempting.tolist():
        path = None
        if name != "nash":
            path = shortest_path(target, opponents, moves, sanctions, repeats=conflict.structure.repeats)
        if path is None:
            free.append(target)
        else:
            deterred.append(Deterred(target, path))
    worth = own.tempts.sum(axis=1)
    best = max(free, key=lambda target: (worth[places(np.array(target))], -target), default=None)
    mentioned = {code, *free, *(there for _, path in deterred for _, there in path), *(first for first, _ in deterred)}
    labels = {there: conflict.structure.label(there) for there in sorted(mentioned)}
    return Witness(code, actor, name, best is None, best, tuple(deterred), labels=labels)
