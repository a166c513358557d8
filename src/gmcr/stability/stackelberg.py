"""Stackelberg stability: a leader, who foresees the answer of the other, and a follower, who answers.

Von Stackelberg (1934); in graph form Fang, Hipel & Kilgour (1989, 1993): with i the leader and j the follower, s is
Stackelberg stable for i iff it is L_2-stable for i, and for j iff it is L_1-stable, that is Nash stable, for j. An
equilibrium is both. In a normal form without ties there is just one for each leader: of all its strategies, each with
the follower's best reply, the one that is best for the leader.
"""

from __future__ import annotations

from gmcr.base.errors import ModelError
from gmcr.model import Conflict
from gmcr.stability.limited_moves import solve_limited
from gmcr.stability.solution import Verdicts

__all__ = ["solve_stackelberg"]


def solve_stackelberg(conflict: Conflict, *, leader: str, ties: str = "every") -> Verdicts:
    """Return Stackelberg stability of every state for a leader and a follower.

    Parameters
    ----------
    conflict : Conflict
        A conflict of two actors.
    leader : str
        The actor that leads; the other one follows.
    ties : {"every", "some"}, default "every"
        How the leader reads the follower's indifference, as in ``solve_limited``.

    Returns
    -------
    Verdicts
        The verdicts under the concept "stackelberg", with ``leader`` and ``ties`` as parameters.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, or there are not two actors.
    UnknownName
        If the leader does not exist, or there is no such way of breaking ties.
    SizeError
        If ties leave too many outcomes open, or there are too many moves to list.

    See Also
    --------
    gmcr.solve_limited : Foresight of any number of moves.

    Notes
    -----
    State s is Stackelberg stable for the leader iff it is L_2-stable for it, that is, no move of the leader ends, after
    the follower's best answer to it, in a state that it prefers to s; and for the follower iff it is L_1-stable, that is,
    Nash stable. In a normal form in which nobody is indifferent there is just one equilibrium for each leader: the best
    for it of all its strategies, each with the follower's best reply.

    References
    ----------
    * H. von Stackelberg (1934). *Marktform und Gleichgewicht*. Springer.
    * L. Fang, K. W. Hipel & D. M. Kilgour (1989). Conflict models in graph form: solution concepts and their
      interrelationships. *European Journal of Operational Research* 41, 86–100.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.stability import solve_stackelberg
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> [solve_stackelberg(ferry, leader=actor).equilibria("stackelberg").tolist() for actor in ferry.actors]
    [[0], [3]]
    """
    conflict = Conflict.given(conflict)
    conflict.actor(leader)
    if len(conflict.actors) != 2:
        raise ModelError(f"A leader and a follower are two actors, and here are {len(conflict.actors)}.")
    table = {
        actor: solve_limited(conflict, horizon=2 if actor == leader else 1, ties=ties).stable("limited", actor)
        for actor in conflict.actors
    }
    return Verdicts(conflict, ("stackelberg",), "outcome sets", {"leader": leader, "ties": ties}, table)
