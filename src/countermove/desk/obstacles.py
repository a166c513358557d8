"""What becomes of each single act from a state: who could do or undo it, and the want that decides for or against.

For every option of an actor the state with just that option turned over is compared with the state itself. The
*deciding* want is the first, in the actor's order, whose truth differs between the two: wants are lexicographic, so it
alone settles which of them the actor prefers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from countermove.logic import truth
from countermove.model import Conflict, OptionStructure, Ranking, Want, want_truth

__all__ = ["Obstacle", "obstacles"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One option turned over. ``on``: it would be switched on. ``result``: "worse", "better" or "indifferent" for the
    actor, "infeasible" (``rule`` says why) or "settled" (a one-way act that cannot be turned back). ``want``: the
    deciding want's id, None where none decides or the actor ranks states directly; ``part``: "want" or "otherwise", the
    part of it in force in both states, "" where that is not the same."""

    actor: str
    option: str
    on: bool
    result: str
    target: int | None = None
    want: str | None = None
    part: str = ""
    rule: str | None = None


def obstacles(conflict: Conflict, state: int) -> tuple[Obstacle, ...]:
    """Every single act from a state, by actor and option in order; empty in graph form, which has no options."""
    structure = conflict.structure
    if not isinstance(structure, OptionStructure):
        return ()
    found = []
    for bit, option in enumerate(structure.form.options):
        if not option.actor:
            continue
        on = not state >> bit & 1
        if option.one_way == ("back" if on else "forward"):
            found.append(Obstacle(option.actor, option.full_name, on, "settled"))
            continue
        target = state ^ 1 << bit
        rule = next((r.id for r in structure.form.never if structure.space.breaks(r.formula, target)), None)
        if rule is not None:
            found.append(Obstacle(option.actor, option.full_name, on, "infeasible", target, rule=rule))
            continue
        found.append(Obstacle(option.actor, option.full_name, on, *_compare(conflict, option.actor, state, target)))
    return tuple(found)


def _compare(conflict: Conflict, actor: str, state: int, target: int) -> tuple[str, int, str | None, str]:
    """Result, target, deciding want and the part of it in force."""
    preference = conflict.preferences[actor]
    if isinstance(preference, Ranking):
        ranks, cell = conflict.cell_ranks[conflict.actor(actor)], conflict.structure.cell
        now, then = int(ranks[cell(state)]), int(ranks[cell(target)])
        return ("indifferent" if now == then else "better" if then > now else "worse"), target, None, ""
    codes = np.array([state, target], dtype=np.int64)
    columns = {name: codes >> k & 1 == 1 for k, name in enumerate(conflict.options)}
    for want in preference:
        before, after = np.broadcast_to(want_truth(want, columns, conflict.drivers), (2,)).tolist()
        if before != after:
            part = _part(want, columns, conflict.drivers)
            return ("better" if after else "worse"), target, want.id, part
    return "indifferent", target, None, ""


def _part(want: Want, columns: Mapping[str, NDArray[np.bool_]], drivers: Mapping[str, Fraction]) -> str:
    if want.condition is None:
        return "want"
    here, there = np.broadcast_to(truth(want.condition, columns, drivers), (2,)).tolist()
    return "" if here != there else "want" if here else "otherwise"
