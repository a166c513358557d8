"""Limited-move stability L_h: Kilgour (1985); Fang, Hipel & Kilgour (1993). For two actors, or for more in a stated order.

s is L_h-stable for i iff i, who foresees h moves in turns and expects everybody to do what is best for itself, stays
there: G_h(i, s) = s, with G_h as in ``stability.outcomes``. Ties make G_h a set, which can be read in two ways:

* ties="every" (the default): G_h(i, s) = {s}; i stays however ties are broken. Stability promises that the actor will
  not leave, and a promise that depends on the whim of an indifferent opponent is none.
* ties="some": s ∈ G_h(i, s); i stays for some way of breaking them.

They agree where nobody is indifferent between different states, and both make L_1 Nash stability. L_2 ⊆ SEQ, L_3 ⊆ SMR,
L_h ⊆ GMR for h = 2, 3, 4 and L_h ⊆ Maximin_h for h ≤ 4 (Rêgo et al. 2024); Nash is not within L_2. For more actors
whoever is asked next makes a difference: see ``stability.turns``.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_integer, known_name, shown
from gmcr.base.errors import ModelError
from gmcr.model import Conflict
from gmcr.stability.outcomes import class_labels, layers
from gmcr.stability.solution import Verdicts
from gmcr.stability.turns import ends_in_turns, members, orders_named

__all__ = ["MAX_HORIZON", "limited_outcomes", "solve_limited"]

MAX_HORIZON = 100_000
"""The longest horizon."""


def solve_limited(
    conflict: Conflict, *, horizon: int, ties: str = "every", order: str | Iterable[str] | None = None
) -> Verdicts:
    """Return limited-move stability L_h of every state for every actor.

    Parameters
    ----------
    conflict : Conflict
        A conflict of two actors, or of any number where there is an *order*.
    horizon : int
        The number h of moves that actors foresee, from 1 to 100,000.
    ties : {"every", "some"}, default "every"
        How an actor reads an opponent's indifference: it stays however ties are broken, or for some way of breaking them.
    order : iterable of str, or "every", optional
        All actors, in the order in which they are asked, which begins again after the last; or "every": an actor is stable
        if it is so in every order (up to six actors). Two actors need none.

    Returns
    -------
    Verdicts
        The verdicts under the concept "limited", with ``horizon``, ``ties`` and, if given, ``order`` as parameters.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, there are more than two actors and no order, an actor is not in the order, or the
        horizon is not a whole number in its range.
    UnknownName
        If there is no such way of breaking ties, or the order names an actor that does not exist.
    SizeError
        If ties leave too many outcomes open, or there are too many moves to list.

    See Also
    --------
    limited_outcomes : The states in which play can end.
    solve_nonmyopic : Stability whatever the horizon, from some horizon on.
    solve_maximin : Foresight of a fixed number of moves for any number of actors.

    Notes
    -----
    State s is L_h-stable for actor i iff i, who foresees h moves in turns and expects everybody to do what is best for
    itself, stays there: G_h(i, s) = s. With P_i the payoff (rank), R_i(s) the moves of i, and j the opponent,
    G_0(i, s) = s, and G_h(i, s) = s if R_i(s) is empty or P_i(G_{h-1}(j, M)) ≤ P_i(s), else G_{h-1}(j, M), where M
    maximises P_i(G_{h-1}(j, q)) over q in R_i(s).

    Ties make G_h(i, s) a set. With *ties* "every" s is stable iff the set is {s}, with "some" iff it contains s. They
    agree where nobody is indifferent between different states. L_1 is Nash stability, L_2 ⊆ SEQ, L_3 ⊆ SMR, L_h ⊆ GMR for
    h = 2, 3, 4, and L_h ⊆ Maximin_h for h ≤ 4 (Rêgo et al. 2024). Nash is not within L_2.

    Each of the h layers takes time about linear in the number of outcomes that ties leave open.

    For more actors an *order*, a cycle of all of them, says who is asked when. Actor i alone decides whether it leaves s.
    After a move the others are asked one after another, in the order from the mover on: each moves or passes. Play ends
    where all the others pass, or h moves have been made; everybody foresees that, does what is best for itself, and passes
    where it does not gain (backward induction: Zermelo 1913; Kuhn 1953). For two actors that is L_h; L_1 is Nash and L_2 ⊆
    GMR for any number of actors, whatever the order. It is not one of the published proposals for more than two actors,
    which disagree (Soares et al. 2026) and which were not read.

    References
    ----------
    * D. M. Kilgour (1985). Anticipation and stability in two-person non-cooperative games. In *Dynamic Models of
      International Conflict*.
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict Resolution*.
      Wiley.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> [gmcr.solve_limited(ferry, horizon=h).equilibria("limited").tolist() for h in (1, 2)]
    [[0], [3]]
    """
    conflict = Conflict.given(conflict)
    known_name("way of breaking ties", ties, ("every", "some"))
    if order is not None:
        return _in_turns(conflict, _checked(horizon), ties, order)
    layer = next(islice(layers(conflict, class_labels(conflict)), _checked(horizon), None))
    table = {actor: outcomes.stable(ties) for actor, outcomes in zip(conflict.actors, layer, strict=True)}
    return Verdicts(conflict, ("limited",), "outcome sets", {"horizon": horizon, "ties": ties}, table)


def _in_turns(conflict: Conflict, horizon: int, ties: str, order: str | Iterable[str]) -> Verdicts:
    labels, orders = class_labels(conflict), orders_named(conflict, order)
    own = [1 << label for label in labels.tolist()]
    table = {actor: np.ones(labels.size, dtype=np.bool_) for actor in conflict.actors}
    for cycle in orders:
        ends = next(islice(ends_in_turns(conflict, labels, cycle), horizon - 1, None))
        for actor, sets in ends.items():
            pairs = zip(own, sets, strict=True)
            table[actor] &= [here == ends if ties == "every" else bool(here & ends) for here, ends in pairs]
    named = "every" if isinstance(order, str) else ", ".join(orders[0])
    return Verdicts(conflict, ("limited",), "outcome sets", {"horizon": horizon, "ties": ties, "order": named}, table)


def limited_outcomes(
    conflict: Conflict, state: int | str, *, actor: str, horizon: int, order: Iterable[str] | None = None
) -> NDArray[np.int64]:
    """Return the states in which play of limited moves can end.

    Parameters
    ----------
    conflict : Conflict
        A conflict of two actors, or of any number where there is an *order*.
    state : int or str
        The state s where play begins, as ``Conflict.code`` takes it.
    actor : str
        The actor i who is to move.
    horizon : int
        The number h of moves that actors foresee, from 1 to 100,000.
    order : iterable of str, optional
        All actors, in the order in which they are asked. Two actors need none.

    Returns
    -------
    ndarray of int64
        G_h(i, s): the codes, ascending, of the states in which play can end. One code where nothing is tied.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, there are more than two actors and not one order, the horizon is not a whole number
        in its range, or the state is infeasible.
    UnknownName
        If an actor or the state does not exist.
    SizeError
        If ties leave too many outcomes open, or there are too many moves to list.

    See Also
    --------
    solve_limited : Where both actors stay, and the definition of G_h.

    References
    ----------
    * D. M. Kilgour (1985). Anticipation and stability in two-person non-cooperative games. In *Dynamic Models of
      International Conflict*.
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict Resolution*.
      Wiley.

    Examples
    --------
    The town, which pays for a ferry that runs, would rather not pay; with foresight of two moves it sees that the line
    would then stop.

    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> [gmcr.limited_outcomes(ferry, "run, pay", actor="town", horizon=h).tolist() for h in (1, 2)]
    [[1], [3]]
    """
    conflict = Conflict.given(conflict)
    who, place = conflict.actor(actor), int(np.searchsorted(conflict.states, conflict.code(state)))
    labels = np.arange(conflict.states.size)
    if order is not None:
        cycle, *others = orders_named(conflict, order)
        if others:
            raise ModelError("Play ends in states of one order: give one, with all actors in it.")
        sets = next(islice(ends_in_turns(conflict, labels, cycle), _checked(horizon) - 1, None))[actor]
        return np.sort(conflict.states[members(sets[place])])
    layer = next(islice(layers(conflict, labels), _checked(horizon), None))
    outcomes = layer[who]
    return np.sort(conflict.states[outcomes.labels[outcomes.bounds[place] : outcomes.bounds[place + 1]]])


def _checked(horizon: int) -> int:
    checked = as_integer(horizon, "The horizon", least=1)
    if checked > MAX_HORIZON:
        raise ModelError(
            f"A horizon of {shown(checked)} is beyond {MAX_HORIZON:,} moves; solve_nonmyopic looks to the end."
        )
    return checked
