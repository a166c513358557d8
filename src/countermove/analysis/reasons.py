"""What an actor gains and loses between two states, and which want decides.

Wants are lexicographic: the *deciding* want is the first, in the actor's order, that is met in one of the two states
only, and it alone settles which of them the actor prefers. All other wants that differ are told as gained or lost too.
An actor given by a ranking has no wants to name: only the sign is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from countermove.brief import Brief
from countermove.logic import truth
from countermove.model import Conflict, Ranking, Want, want_truth

__all__ = ["Reason", "reason"]


@dataclass(frozen=True, slots=True)
class Reason(Brief):
    """From state ``before`` to state ``after`` in the eyes of ``actor``. ``sign``: 1 it gains, -1 it loses, 0 neither.

    ``gained``, ``lost``: ids of the wants met in one of the two only, most important first; the deciding want is among
    them. ``want``: its id, None where none decides or the actor ranks states directly. ``part``: "want" or "otherwise",
    the part of it in force in both states, "" where that is not the same. ``ranks``: of the two states, larger is
    better.
    """

    actor: str
    before: int
    after: int
    sign: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    want: str | None
    part: str
    ranks: tuple[int, int]


def reason(conflict: Conflict, actor: str, before: int, after: int) -> Reason:
    """Why *actor* prefers one of two states (codes) to the other, or neither."""
    ranks, cell = conflict.cell_ranks[conflict.actor(actor)], conflict.structure.cell
    now, then = int(ranks[cell(before)]), int(ranks[cell(after)])
    sign = (then > now) - (then < now)
    preference = conflict.preferences[actor]
    gained: list[str] = []
    lost: list[str] = []
    deciding: Want | None = None
    columns = _columns(conflict, before, after)
    for want in () if isinstance(preference, Ranking) else preference:
        here, there = np.broadcast_to(want_truth(want, columns, conflict.drivers), (2,)).tolist()
        if here != there:
            (gained if there else lost).append(want.id)
            deciding = deciding or want
    return Reason(
        actor,
        before,
        after,
        sign,
        tuple(gained),
        tuple(lost),
        None if deciding is None else deciding.id,
        "" if deciding is None else _part(deciding, columns, conflict.drivers),
        (now, then),
    )


def _columns(conflict: Conflict, *codes: int) -> Mapping[str, NDArray[np.bool_]]:
    states = np.array(codes, dtype=np.int64)
    return {name: states >> k & 1 == 1 for k, name in enumerate(conflict.options)}


def _part(want: Want, columns: Mapping[str, NDArray[np.bool_]], drivers: Mapping[str, Fraction]) -> str:
    if want.condition is None:
        return "want"
    here, there = np.broadcast_to(truth(want.condition, columns, drivers), (2,)).tolist()
    return "" if here != there else "want" if here else "otherwise"
