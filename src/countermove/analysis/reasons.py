"""What an actor gains and loses between two states, and which want decides.

Wants are lexicographic: the *deciding* want is the first, in the actor's order, that is met in one of the two states
only, and it alone settles which of them the actor prefers. All other wants that differ are told as gained or lost too.
An actor given by a ranking has no wants to name: only the ``sign`` is known (1 it gains, -1 it loses, 0 neither), and the
``place`` of each state in its order, which is None where states are too many to be listed. ``part``: the part of the deciding
want in force in both states, "want" or "otherwise", "" where that is not the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from countermove.brief import Brief
from countermove.logic import truth
from countermove.model import Conflict, ModelWant, Ranking, want_truth
from countermove.record import UNTOLD, Key, told

__all__ = ["Place", "Reason", "reason"]


class Place(NamedTuple):
    """How good two states are to an actor: the place of each, 1 being the best, of so many; states that are as good share one."""

    now: int
    then: int
    of: int


@dataclass(frozen=True, slots=True)
class Reason(Brief):
    """What an actor makes of one state against another."""

    actor: str
    """The actor."""
    before: Annotated[int, Key("from")]
    """The code of the one state."""
    after: Annotated[int, Key("to")]
    """The code of the other."""
    sign: Annotated[int, UNTOLD]
    gained: tuple[str, ...]
    """Wants met in the second state only, most important first."""
    lost: tuple[str, ...]
    """Wants met in the first state only, most important first."""
    want: Annotated[str | None, Key("decides")]
    """The want that decides; null where none does, or the actor ranks states directly."""
    part: Annotated[str, UNTOLD]
    place: Annotated[Place | None, UNTOLD]

    @told
    def result(self) -> Literal["gains", "neither", "loses"]:
        """Whether it gains, loses, or neither."""
        return "gains" if self.sign > 0 else "loses" if self.sign < 0 else "neither"


def reason(conflict: Conflict, actor: str, before: int, after: int) -> Reason:
    """Why *actor* prefers one of two states (codes) to the other, or neither. Raises SizeError for a ranking of more states than
    can be listed."""
    conflict.actor(actor)
    preference = conflict.preferences[actor]
    gained: list[str] = []
    lost: list[str] = []
    deciding: ModelWant | None = None
    sign, place = 0, None
    columns = _columns(conflict, before, after)
    for want in () if isinstance(preference, Ranking) else preference:
        here, there = np.broadcast_to(want_truth(want, columns, conflict.drivers), (2,)).tolist()
        if here != there:
            (gained if there else lost).append(want.id)
            if deciding is None:
                deciding, sign = want, 1 if there else -1
    if isinstance(preference, Ranking) or conflict.structure.listed:
        place = _place(conflict, actor, before, after)
        sign = (place.then < place.now) - (place.then > place.now)
    return Reason(
        actor,
        before,
        after,
        sign,
        tuple(gained),
        tuple(lost),
        None if deciding is None else deciding.id,
        "" if deciding is None else _part(deciding, columns, conflict.drivers),
        place,
    )


def _place(conflict: Conflict, actor: str, before: int, after: int) -> Place:
    ranks, cell = conflict.cell_ranks[conflict.actor(actor)], conflict.structure.cell
    most = int(ranks.max())
    return Place(most - int(ranks[cell(before)]) + 1, most - int(ranks[cell(after)]) + 1, most)


def _columns(conflict: Conflict, *codes: int) -> Mapping[str, NDArray[np.bool_]]:
    return {name: np.array([code >> k & 1 == 1 for code in codes]) for k, name in enumerate(conflict.structure.options)}


def _part(want: ModelWant, columns: Mapping[str, NDArray[np.bool_]], drivers: Mapping[str, Fraction]) -> str:
    if want.condition is None:
        return "want"
    here, there = np.broadcast_to(truth(want.condition, columns, drivers), (2,)).tolist()
    return "" if here != there else "want" if here else "otherwise"
