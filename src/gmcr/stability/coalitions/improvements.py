"""Coalition improvements: from one state, and as arcs from all states."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import SizeError
from gmcr.model import Conflict
from gmcr.stability.arcs import MAX_ARCS, Arcs, arcs_of
from gmcr.stability.coalitions.players import Coalition
from gmcr.stability.coalitions.reach import ReachedSets

__all__ = ["coalition_improvements", "improving_arcs"]

_BLOCK = 1 << 22
"""The number of cells in a batch."""

MAX_STATES = 1 << 14
"""With more states than this, the states that several actors reach together are not listed state by state."""


def coalition_improvements(
    conflict: Conflict, state: int | str, *, coalition: str | tuple[str, ...]
) -> NDArray[np.int64]:
    """Return the states to which a coalition can move to the gain of every member.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : int or str
        The state s, as ``Conflict.code`` takes it: a code, a label (graph form) or the options that are on.
    coalition : str or tuple of str
        The members of the coalition H: names, or one text such as "A,B".

    Returns
    -------
    ndarray of int64
        CI_H(s), the coalition improvements of H from s: their codes, ascending.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, the state is infeasible, or the coalition has nobody in it.
    UnknownName
        If an actor or the state does not exist.
    SizeError
        If the moves or the states are too many to be listed.

    See Also
    --------
    solve_coalition : Which states survive such improvements.

    Notes
    -----
    CI_H(s) = {q in R_H(s) : every i in H prefers q to s}, where R_H(s) are the states that legal sequences of moves by
    members of H reach from s: nobody moves twice in a row (where options need something, anybody may).

    References
    ----------
    * D. M. Kilgour, K. W. Hipel, L. Fang & X. Peng (2001). Coalition analysis in group decision support. *Group Decision
      and Negotiation* 10, 159–175.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> gmcr.coalition_improvements(ferry, "nothing", coalition="line,town").tolist()
    [3]
    """
    conflict = Conflict.given(conflict)
    members, code = conflict.coalition(coalition), conflict.code(state)
    seen = {(code, "")}
    waiting = [(code, "")]
    while waiting:
        here, last = waiting.pop()
        for mover in members:
            if mover != last or (conflict.structure.repeats and len(members) > 1):
                fresh = {(there, mover) for there in conflict.moves(here, actor=mover).tolist()} - seen
                seen |= fresh
                waiting += fresh
    reached = np.array(sorted({there for there, mover in seen if mover}), dtype=np.int64)
    cells, cell = conflict.structure.cells_of(reached), conflict.structure.cell(code)
    for member in members:
        ranks = conflict.cell_ranks[conflict.actor(member)]
        gains = ranks[cells] > ranks[cell]
        reached, cells = reached[gains], cells[gains]
    return reached


def improving_arcs(conflict: Conflict, coalition: Coalition) -> Arcs:
    """Every pair (s, q) with q ∈ CI_H(s), as places of states. Raises SizeError.

    One actor's arcs come from its moves; several actors' from one propagation for each state that may be reached.
    """
    ranks = np.stack([conflict.ranks(member) for member in coalition])
    if len(coalition) == 1:
        sources, targets = arcs_of(conflict, coalition[0])
        gains = ranks[0][targets] > ranks[0][sources]
        return sources[gains], targets[gains]
    size = conflict.states.size
    if size > MAX_STATES:
        raise _too_many(coalition, f"{size} states")
    reach = ReachedSets(conflict.structure, coalition)
    cells = conflict.structure.cells_of(conflict.states)
    step = max(1, _BLOCK // conflict.structure.cells)
    arcs: list[Arcs] = []
    total = 0
    for low in range(0, size, step):
        goals = np.arange(low, min(low + step, size))
        marks = np.zeros((goals.size, conflict.structure.cells), dtype=np.uint8)
        marks[np.arange(goals.size), cells[goals]] = 1
        leads = reach.best(marks)[:, cells] == 1
        for own in ranks:
            leads &= own[goals][:, None] > own
        number, sources = np.nonzero(leads)
        total += sources.size
        if total > MAX_ARCS:
            raise _too_many(coalition, f"more than {MAX_ARCS} coalition improvements")
        arcs.append((sources, goals[number]))
    return np.concatenate([sources for sources, _ in arcs]), np.concatenate([targets for _, targets in arcs])


def _too_many(coalition: Coalition, what: str) -> SizeError:
    return SizeError(
        f"{what} for {' and '.join(coalition)} together: too many to list for CSEQ. "
        "Ask for CNash, CGMR and CSMR only, or exclude what cannot be with `never` rules."
    )
