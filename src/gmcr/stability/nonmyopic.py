"""Non-myopic stability for two actors: Brams & Wittman (1981); Kilgour (1984, 1985); Fang et al. (1993).

s is non-myopically stable for i iff there is t such that s is L_h-stable for i for every h ≥ t. G_h follows from
G_{h-1} alone and there are finitely many of them, so (G_h)_h ends in a cycle, perhaps of more than one layer (Rêgo,
Oliveira, Vieira & Kilgour 2025): s must be stable in all of it, and that decides the matter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gmcr.base.given import known_name
from gmcr.model import Conflict, conflict_given
from gmcr.stability.outcomes import class_labels, layers
from gmcr.stability.verdicts import Verdicts

__all__ = ["solve_nonmyopic"]


def solve_nonmyopic(conflict: Conflict, *, ties: str = "every") -> Verdicts:
    """Non-myopic stability of every state for both actors; *ties* as in ``solve_limited``.

    ``parameters``: ties; ``settles`` = t and ``period`` = p, the least with G_{h+p} = G_h for every h ≥ t, outcomes
    being told apart as far as either actor does. Raises ModelError (number of actors), UnknownName (ties), SizeError.
    """
    conflict = conflict_given(conflict)
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
    found: dict[str, int | str] = {"ties": ties, "settles": settles, "period": len(history) - settles}
    return Verdicts(conflict, ("nonmyopic",), "outcome sets", found, table)
