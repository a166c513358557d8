"""Maximin stability of a horizon: Rêgo & Vieira, for any number of actors.

i and its opponents, who act as one coalition, move in turns, h moves in all; i moves (R_i) to make its final rank as
large, the opponents move (R_o) to make it as small as they can; anyone may stop, and the state where somebody stops is
final. With k moves left and r = r_i the value of a state is, with i to move,

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

from gmcr.base.arguments import as_integer
from gmcr.kernels import Kernel, Values, kernel_for
from gmcr.model import Conflict
from gmcr.stability.solution import Verdicts

__all__ = ["solve_maximin"]


def solve_maximin(conflict: Conflict, *, horizon: int) -> Verdicts:
    """Return Maximin_h stability of every state for every actor.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with any number of actors.
    horizon : int
        The number h of moves that are counted, the first one included; 1 or more.

    Returns
    -------
    Verdicts
        The verdicts under the concept "maximin", with ``horizon`` as parameter.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, or the horizon is not a whole number of 1 or more.
    SizeError
        If the states are too many to be listed.

    See Also
    --------
    solve_limited : Foresight where everybody does what is best for itself, for two actors.

    Notes
    -----
    Actor i and its opponents, who act as one coalition, move in turns, h moves in all. Actor i moves to make its final
    rank as large, the opponents move to make it as small as they can; anyone may stop, and where somebody stops is final.
    With k moves left, r the rank for i, R_i(s) the moves of i and R_o(s) those of the opponents, the value of a state is
    U_k(s) = max(r(s), max of W_{k-1}(q) over q in R_i(s)) with i to move, and W_k(s) = min(r(s), min of U_{k-1}(q) over
    q in R_o(s)) with the opponents to move; U_0 = W_0 = r. State s is Maximin_h-stable for i iff W_{h-1}(s1) ≤ r(s) for
    every s1 in R_i(s).

    Maximin_1 is Nash, Maximin_2 GMR, Maximin_3 SMR; Maximin_1 ⊆ Maximin_3 ⊆ … ⊆ Maximin_4 ⊆ Maximin_2. The time is about
    linear in states × horizon.

    References
    ----------
    * Rêgo & Vieira, for the concept with any number of actors.
    * D. M. Kilgour, K. W. Hipel & L. Fang (1987). The graph model for conflicts. *Automatica* 23, 41–55.
    * D.-Z. Zeng, L. Fang, K. W. Hipel & D. M. Kilgour (2006). Generalized metarationalities in the graph model for conflict
      resolution. *Discrete Applied Mathematics* 154 (16), 2430–2443: metarational trees, which count moves in the same way.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> [gmcr.solve_maximin(ferry, horizon=h).equilibria("maximin").tolist() for h in (1, 2, 3)]
    [[0], [0, 3], [0, 3]]
    """
    conflict = Conflict.given(conflict)
    horizon = as_integer(horizon, "The horizon", least=1)
    kernel = kernel_for(conflict.structure, [ranks[None] for ranks in conflict.cell_ranks])
    table = {}
    for place, actor in enumerate(conflict.actors):
        best = kernel.own_best(_opposed(kernel, place, horizon - 1), place)
        table[actor] = conflict.structure.at_states((kernel.ranks[place] >= best)[0])
    return Verdicts(conflict, ("maximin",), "propagation", {"horizon": horizon}, table)


def _opposed(kernel: Kernel, actor: int, left: int) -> Values:
    """W_left, 0 in infeasible cells. Because W_k(s) ≤ r(s) ≤ U_k(s), it makes no difference that a primitive includes s
    itself."""
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
