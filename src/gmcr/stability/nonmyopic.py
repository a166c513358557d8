"""Non-myopic stability for two actors: Brams & Wittman (1981); Kilgour (1984, 1985); Fang et al. (1993).

s is non-myopically stable for i iff there is a t such that s is L_h-stable for i for every h ≥ t. G_h follows from
G_{h-1} alone and there are finitely many of them, so (G_h)_h ends in a cycle, perhaps of more than one layer (Rêgo,
Oliveira, Vieira & Kilgour 2025): s must be stable in all of it, and that decides the matter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import known_name
from gmcr.model import Conflict
from gmcr.stability.outcomes import class_labels, layers
from gmcr.stability.solution import Verdicts

__all__ = ["solve_nonmyopic"]


def solve_nonmyopic(conflict: Conflict, *, ties: str = "every") -> Verdicts:
    """Return non-myopic stability of every state for both actors.

    Parameters
    ----------
    conflict : Conflict
        A conflict of two actors.
    ties : {"every", "some"}, default "every"
        How ties are read, as in ``solve_limited``.

    Returns
    -------
    Verdicts
        The verdicts under the concept "nonmyopic". Its parameters are ``ties``, ``settles`` = t and ``period`` = p, the
        least with G_{h+p} = G_h for every h ≥ t, outcomes being told apart as far as either actor does.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, or there are not two actors.
    UnknownName
        If there is no such way of breaking ties.
    SizeError
        If ties leave too many outcomes open, or there are too many moves to list.

    See Also
    --------
    solve_limited : Stability for one horizon, and the definition of G_h.

    Notes
    -----
    State s is non-myopically stable for actor i iff there is a t such that s is L_h-stable for i for every h ≥ t. G_h
    follows from G_{h-1} alone and there are finitely many of them, so they end in a cycle, perhaps of more than one layer:
    s must be stable in all of it.

    References
    ----------
    * S. J. Brams & D. Wittman (1981). Nonmyopic equilibria in 2×2 games. *Conflict Management and Peace Science* 6, 39–62.
    * D. M. Kilgour (1984). Equilibria for far-sighted players. *Theory and Decision* 16, 135–157.
    * D. M. Kilgour (1985). Anticipation and stability in two-person non-cooperative games. In *Dynamic Models of
      International Conflict*.
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict Resolution*.
      Wiley.
    * L. C. Rêgo, Oliveira, Vieira & D. M. Kilgour (2025). *Games* 16(5), 54.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> found = gmcr.solve_nonmyopic(ferry)
    >>> found.equilibria("nonmyopic").tolist(), found.parameters["period"]
    ([3], 1)
    """
    conflict = Conflict.given(conflict)
    known_name("way of breaking ties", ties, ("every", "some"))
    seen: dict[tuple[bytes, bytes], int] = {}
    history: list[list[NDArray[np.bool_]]] = []
    for first, second in layers(conflict, class_labels(conflict)):
        key = first.key(), second.key()
        if key in seen:
            break
        seen[key] = len(history)
        history.append([first.stable(ties), second.stable(ties)])
    settles = seen[key]
    table = {
        actor: np.logical_and.reduce([layer[place] for layer in history[settles:]])
        for place, actor in enumerate(conflict.actors)
    }
    parameters: dict[str, int | str] = {"ties": ties, "settles": settles, "period": len(history) - settles}
    return Verdicts(conflict, ("nonmyopic",), "outcome sets", parameters, table)
