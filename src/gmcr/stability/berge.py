"""Berge stability: the others, all together, cannot do better by an actor than they do.

Berge (1957); Zhukovskii (1985), for normal forms: no other strategies of all others are better for i, i's own strategy
being as it is. In graph form (Vieira & Rêgo 2020, who have the name; the formula is that of the normal form with
legal sequences in place of strategies): s is Berge stable for i iff q ≾_i s for every q ∈ R_{N−i}(s). Nobody but i's
own preference counts: it is Nash stability of the coalition N−i where all its members want what i wants.
"""

from __future__ import annotations

from gmcr.model import Conflict
from gmcr.stability.coalitions.improvements import ReachedSets
from gmcr.stability.solution import Verdicts

__all__ = ["solve_berge"]


def solve_berge(conflict: Conflict) -> Verdicts:
    """Return Berge stability of every state for every actor.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with any number of actors.

    Returns
    -------
    Verdicts
        The verdicts under the concept "berge", without parameters.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict.
    SizeError
        If the states are too many to be listed.

    See Also
    --------
    gmcr.solve : Nash stability, where each does what is best for itself.

    Notes
    -----
    State s is Berge stable for actor i iff every state that the others reach from s by legal sequences of their moves is
    no better for i than s. An equilibrium is a state in which everybody is done by as well as the others can: each acts
    for the others. With two actors the Berge equilibria are the Nash equilibria of the conflict in which they have
    exchanged their preferences (Colman et al. 2011). In a normal form it is the equilibrium of Berge and Zhukovskii.

    The time is about linear in the number of states.

    References
    ----------
    * C. Berge (1957). *Théorie générale des jeux à n personnes*. Gauthier-Villars.
    * A. M. Colman, T. W. Körner, O. Musy & T. Tazdaït (2011). Mutual support in games: some properties of Berge
      equilibria. *Journal of Mathematical Psychology* 55, 166–175.
    * G. I. A. Vieira & L. C. Rêgo (2020). Berge solution concepts in the graph model for conflict resolution. *Group
      Decision and Negotiation*. doi:10.1007/s10726-019-09650-5

    Examples
    --------
    Each would do the other's will: the line would run, and the town would pay.

    >>> import gmcr
    >>> from gmcr.stability import solve_berge
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> solve_berge(ferry).equilibria("berge").tolist()
    [3]
    """
    conflict = Conflict.given(conflict)
    table = {}
    for place, actor in enumerate(conflict.actors):
        ranks = conflict.cell_ranks[place]
        others = ReachedSets(conflict.structure, [other for other in conflict.actors if other != actor], answering=True)
        table[actor] = conflict.structure.at_states(others.best(ranks[None])[0] <= ranks)
    return Verdicts(conflict, ("berge",), "propagation", {}, table)
