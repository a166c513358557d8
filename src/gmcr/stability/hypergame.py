"""Hypergames of the first level: each actor judges in the game that it sees.

H = {G_1, …, G_n}, one game for each actor, all on the same states: what i takes the moves and the preferences of
everybody to be is G_i (Bennett 1977). s is stable for i under a concept iff it is so in G_i, and an equilibrium of H iff
it is stable for every i in G_i (Wang, Hipel & Fraser 1988). Nobody knows that there is more than one game.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_instance, as_mapping
from gmcr.base.errors import ModelError
from gmcr.model import Conflict
from gmcr.stability.catalogue import CONCEPTS, concepts_named
from gmcr.stability.solve import Stability, solve

__all__ = ["solve_hypergame"]


def solve_hypergame(
    conflict: Conflict, *, concepts: str | Iterable[str] = CONCEPTS, views: Mapping[str, Conflict]
) -> Stability:
    """Return the stability of every state for every actor, each in the game that it sees.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : str or iterable of str, default CONCEPTS
        Names of concepts, or one of them, as in ``solve``.
    views : mapping of str to Conflict
        Actor → the game that it sees, with the actors and the states of *conflict*: other preferences
        (``Conflict.with_preferences``), or other moves (``as_perceived``). An actor without an entry sees *conflict*.

    Returns
    -------
    Stability
        The table: where each actor is stable in its own view, where all are (the equilibria of the hypergame), and their
        codes.

    Raises
    ------
    ModelError
        If *conflict* or a view is not a Conflict, or a view has other actors or other states.
    UnknownName
        If an actor or a concept does not exist.
    SizeError
        If the states are too many to be listed.

    See Also
    --------
    gmcr.solve : Stability where all see the same game, and the concepts.
    gmcr.as_perceived : A conflict in which actors do not perceive some states.
    gmcr.analysis.OwnViews : What happens where each acts in the game that it sees.

    Notes
    -----
    In a hypergame of the first level, H = {G_1, …, G_n}, actor i takes G_i for the game. State s is stable for i iff it is
    so in G_i, and an equilibrium iff it is stable for every actor in its own view. Where all see the same game this is
    ``solve``. Under Nash, GMR and SMR it makes no difference how i sees the preferences of the others.

    What i expects to see is the equilibria of G_i; where i believes that others see yet other games, it is those of the
    hypergame that i has in mind, which is solved in the same way.

    References
    ----------
    * P. G. Bennett (1977). Toward a theory of hypergames. *Omega* 5, 749–751.
    * M. Wang, K. W. Hipel & N. M. Fraser (1988). Modeling misperceptions in games. *Behavioral Science* 33, 207–223.

    Examples
    --------
    The town thinks that the line would run in any case. So it thinks that it may stop paying, and the deal (3) is lost.

    >>> import gmcr
    >>> from gmcr.stability import solve_hypergame
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> seen = ferry.with_preferences({"line": ["run"]})
    >>> found = solve_hypergame(ferry, views={"town": seen}, concepts="seq")
    >>> gmcr.solve(ferry).equilibria("seq").tolist(), found.equilibria("seq").tolist()
    ([0, 3], [0])
    """
    conflict = Conflict.given(conflict)
    names = tuple(item.name for item in concepts_named(concepts))
    seen = dict.fromkeys(conflict.actors, conflict)
    for actor, view in as_mapping(views, "views", "actor → the Conflict that it sees").items():
        conflict.actor(actor)
        seen[actor] = _fitting(conflict, actor, view)
    solved: dict[int, Stability] = {}
    bits: dict[str, NDArray[np.uint8]] = {}
    for actor, view in seen.items():
        if id(view) not in solved:
            solved[id(view)] = solve(view, concepts=names)
        bits[actor] = solved[id(view)].bits[actor]
    return Stability(conflict, names, bits)


def _fitting(conflict: Conflict, actor: str, view: object) -> Conflict:
    """A view, if it is one of this conflict. Raises ModelError."""
    game = as_instance(view, Conflict, f"The view of {actor}", "a Conflict")
    if game.actors != conflict.actors:
        raise ModelError(f"The view of {actor} has other actors: {', '.join(game.actors)}.", actor=actor)
    if game.structure is not conflict.structure and list(game.labels) != list(conflict.labels):
        raise ModelError(
            f"The view of {actor} has other states: leave out its moves to a state that it does not see (as_perceived).",
            actor=actor,
        )
    return game
