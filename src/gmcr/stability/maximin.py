"""Maximin stability of a horizon: Rêgo & Vieira, for any number of actors.

i and its opponents, who act as one coalition, move in turns, h moves in all; i moves (R_i) to make its final rank as
large, the opponents move (R_o) to make it as small as they can; anyone may stop, and where somebody stops is final.
With k moves left and r = r_i the value of a state is, with i to move,

    U_k(s) = max(r(s), max over q ∈ R_i(s) of W_{k-1}(q)),        U_0 = r,

and with the opponents to move

    W_k(s) = min(r(s), min over q ∈ R_o(s) of U_{k-1}(q)),        W_0 = r.

s is Maximin_h-stable for i iff W_{h-1}(s1) ≤ r(s) for every s1 ∈ R_i(s). Each turn is one pass of a propagation
primitive over all states: no tree is built. Maximin_1 is Nash, Maximin_2 GMR, Maximin_3 SMR. Along odd horizons the
values only fall and along even ones they only rise, so Maximin_1 ⊆ Maximin_3 ⊆ … ⊆ Maximin_4 ⊆ Maximin_2, and the
passes end as soon as two turns change nothing.
"""

from __future__ import annotations

import numpy as np

from gmcr.base.given import whole_given
from gmcr.kernels import Kernel, Values, kernel_for
from gmcr.model import Conflict, conflict_given
from gmcr.stability.verdicts import Verdicts

__all__ = ["solve_maximin"]


def solve_maximin(conflict: Conflict, *, horizon: int) -> Verdicts:
    """Maximin_h for every state and actor; *horizon* h ≥ 1 counts the moves, the first one included.

    ``parameters``: horizon. Time about linear in states × horizon. Raises ModelError for a horizon below 1.
    """
    conflict = conflict_given(conflict)
    horizon = whole_given(horizon, "The horizon", least=1)
    kernel = kernel_for(conflict.structure, [ranks[None] for ranks in conflict.cell_ranks])
    table = {}
    for place, actor in enumerate(conflict.actors):
        best = kernel.own_best(_opposed(kernel, place, horizon - 1), place)
        table[actor] = conflict.structure.at_states((kernel.ranks[place] >= best)[0])
    return Verdicts(conflict, ("maximin",), "propagation", {"horizon": horizon}, table)


def _opposed(kernel: Kernel, actor: int, left: int) -> Values:
    """W_left, 0 in infeasible cells. W_k(s) ≤ r(s) ≤ U_k(s): that a primitive counts s itself changes nothing."""
    ranks = kernel.ranks[actor]
    first = left % 2
    values = np.minimum(kernel.worst([ranks], actor)[0], ranks) if first else ranks
    for _ in range(first, left, 2):
        mine = np.maximum(kernel.own_best(values, actor), ranks)
        after = np.minimum(kernel.worst([mine], actor)[0], ranks)
        if np.array_equal(after, values):
            break
        values = after
    return values
