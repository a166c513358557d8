"""Simultaneous sanctioning (SIM), in option form: after Fraser & Hipel's (1979, 1984) tableau.

**One of several definitions.** Here: s is SIM-stable for i iff for every s1 ∈ R_i⁺(s) there is a joint move, i moving
to s1 and each other actor j staying or taking some improvement q_j ∈ R_j⁺(s) of its own from s, whose option changes,
all superposed, give a feasible t with t ≾_i s. Others apply it only where two actors or more could improve, or to two
actors, and it is usually reported as "SEQ or SIM". Nash ⊆ SIM; no other basic concept is comparable with it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from countermove.errors import ModelError, SizeError
from countermove.model import Conflict, conflict_given
from countermove.stability.verdicts import Verdicts

__all__ = ["solve_sim"]

MAX_JOINT = 1 << 24
"""At most this many joint moves are looked at in one state."""


def solve_sim(conflict: Conflict) -> Verdicts:
    """SIM, in the sense above, for every state and actor of a conflict in option form.

    Every joint move is looked at: moderate sizes. Raises ModelError in graph form, where moves do not superpose, and
    SizeError where one state has too many joint moves.
    """
    conflict = conflict_given(conflict)
    if conflict.layout == "graph":
        raise ModelError("Simultaneous sanctioning superposes option changes: it needs a conflict in option form.")
    ranks = np.stack([conflict.ranks(actor) for actor in conflict.actors])
    table = {actor: np.ones(conflict.states.size, dtype=np.bool_) for actor in conflict.actors}
    for place, code in enumerate(conflict.states.tolist()):
        tempted = {
            actor: found
            for actor in conflict.actors
            if (found := conflict.moves(code, actor=actor, improvements=True)).size
        }
        for actor, own in tempted.items():
            changes = [targets ^ code for other, targets in tempted.items() if other != actor]
            floor = ranks[conflict.actor(actor)]
            table[actor][place] = _sanctioned(conflict, own, changes, floor, floor[place])
    return Verdicts(conflict, "sim", "joint moves", {}, table)


def _sanctioned(
    conflict: Conflict, own: NDArray[np.int64], changes: list[NDArray[np.int64]], ranks: NDArray[np.int64], floor: int
) -> bool:
    """Whether each improvement in *own* meets a joint move of others (*changes*: their codes' bits) to ≾ *floor*."""
    joint = own[:, None]
    for change in changes:
        if joint.size * (change.size + 1) > MAX_JOINT:
            raise SizeError(
                f"More than {MAX_JOINT} joint moves in one state: too many to look at. "
                "Leave options out, or use sequential stability."
            )
        joint = (joint[:, :, None] ^ np.concatenate(([0], change))).reshape(own.size, -1)
    places = np.minimum(np.searchsorted(conflict.states, joint), conflict.states.size - 1)
    deters = (conflict.states[places] == joint) & (ranks[places] <= floor)
    return bool(deters.any(axis=1).all())
