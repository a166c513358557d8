"""What becomes of each single act from a state: who could do or undo it, and the want that decides for or against.

For every option of an actor the state with just that option turned over is compared with the state itself. The
*deciding* want is the first, in the actor's order, whose truth differs between the two: wants are lexicographic, so it
alone settles which of them the actor prefers.
"""

from __future__ import annotations

from dataclasses import dataclass

from countermove.analysis.reasons import reason
from countermove.brief import Brief
from countermove.model import Conflict, OptionStructure

__all__ = ["Obstacle", "obstacles"]

_RESULTS = {-1: "worse", 0: "indifferent", 1: "better"}


@dataclass(frozen=True, slots=True)
class Obstacle(Brief):
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
        why = reason(conflict, option.actor, state, target)
        found.append(Obstacle(option.actor, option.full_name, on, _RESULTS[why.sign], target, why.want, why.part))
    return tuple(found)
