"""Limited-move stability L_h for two actors: Kilgour (1985); Fang, Hipel & Kilgour (1993).

s is L_h-stable for i iff i, who foresees h moves in turns and expects everybody to do best for itself, stays there:
G_h(i, s) = s, with G_h as in ``stability.outcomes``. Ties make G_h a set. Two readings:

* ties="every" (the definition used unless asked otherwise): G_h(i, s) = {s}; i stays however ties are broken. Stability
  promises that the actor will not leave, and a promise that hangs on an indifferent opponent's whim is none.
* ties="some": s ∈ G_h(i, s); i stays for some way of breaking them.

They agree where nobody is indifferent between different states, and both make L_1 Nash stability. L_2 ⊆ SEQ, L_3 ⊆ SMR,
L_h ⊆ GMR for h = 2, 3, 4 and L_h ⊆ Maximin_h for h ≤ 4 (Rêgo et al. 2024); Nash is not within L_2.
"""

from __future__ import annotations

from itertools import islice

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ModelError
from gmcr.base.given import known_name, shown, whole_given
from gmcr.model import Conflict, conflict_given
from gmcr.stability.outcomes import class_labels, layers
from gmcr.stability.verdicts import Verdicts

__all__ = ["MAX_HORIZON", "limited_outcomes", "solve_limited"]

MAX_HORIZON = 100_000
"""The longest horizon."""


def solve_limited(conflict: Conflict, *, horizon: int, ties: str = "every") -> Verdicts:
    """L_h for every state and both actors; *horizon* h ≥ 1, *ties* "every" or "some".

    ``parameters``: horizon, ties. Each of the h layers takes time about linear in the number of outcomes that ties
    leave open. Raises ModelError (number of actors, horizon), UnknownName (ties), SizeError.
    """
    conflict = conflict_given(conflict)
    known_name("way of breaking ties", ties, ("every", "some"))
    layer = next(islice(layers(conflict, class_labels(conflict)), _checked(horizon), None))
    table = {actor: found.stable(ties) for actor, found in zip(conflict.actors, layer, strict=True)}
    return Verdicts(conflict, ("limited",), "outcome sets", {"horizon": horizon, "ties": ties}, table)


def limited_outcomes(conflict: Conflict, state: int | str, *, actor: str, horizon: int) -> NDArray[np.int64]:
    """G_h(i, s): codes, ascending, of the states in which play from *state* can end when *actor* is to move.

    One code where nothing is tied. Raises as ``solve_limited``, and for an unknown actor or state.
    """
    conflict = conflict_given(conflict)
    who, place = conflict.actor(actor), int(np.searchsorted(conflict.states, conflict.code(state)))
    layer = next(islice(layers(conflict, np.arange(conflict.states.size)), _checked(horizon), None))
    found = layer[who]
    return np.sort(conflict.states[found.labels[found.bounds[place] : found.bounds[place + 1]]])


def _checked(horizon: int) -> int:
    checked = whole_given(horizon, "The horizon", least=1)
    if checked > MAX_HORIZON:
        raise ModelError(
            f"A horizon of {shown(checked)} is beyond {MAX_HORIZON:,} moves; solve_nonmyopic looks to the end."
        )
    return checked
