"""Single acts from a state: who could do or undo each, and the want that decides for or against it.

For every option of an actor the state with just that option turned over is compared with the state itself. The
*deciding* want is the first, in the actor's order, whose truth differs between the two: wants are lexicographic, so it
alone settles which of them the actor prefers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from countermove.inquiry.reasons import NO_CHAIN, Chain, Place, chain_of
from gmcr import Conflict
from gmcr.base.record import INTERNAL
from gmcr.base.summary import Record
from gmcr.logic import to_text
from gmcr.model import OptionStructure

__all__ = ["RESULTS", "Obstacle", "obstacles"]

RESULTS: Mapping[int, Literal["worse", "better", "indifferent"]] = {-1: "worse", 0: "indifferent", 1: "better"}
"""The sign of a preference → an actor's verdict on an act."""


@dataclass(frozen=True, slots=True)
class Obstacle(Record):
    """One option turned over, alone."""

    actor: str
    """The actor that would do it."""
    option: str
    """The option's full name."""
    on: bool
    """Whether it would be switched on."""
    result: Literal["worse", "better", "indifferent", "infeasible", "settled", "not ready"]
    """The actor's verdict; infeasible where a rule excludes it, settled where it cannot be taken back, not ready where
    its requirement does not hold."""
    target: int | None = None
    """The code of the state it would lead to."""
    want: str | None = None
    """The want that decides: the first that is met in one of the two states only; null where none does, or the actor ranks states
    directly."""
    part: Annotated[str, INTERNAL] = ""
    """"want" or "otherwise", the part of it in force in both states, "" where that is not the same."""
    rule: str | None = None
    """The rule that excludes it."""
    needs: str | None = None
    """The formula that it requires, where that does not hold."""
    place: Annotated[Place | None, INTERNAL] = field(default=None, compare=False)
    chain: Chain = field(default=NO_CHAIN, compare=False)
    """The want that decides, and those behind it."""


def obstacles(conflict: Conflict, state: int, actor: str | None = None) -> tuple[Obstacle, ...]:
    """Every single act from a state, of all actors or of one, by actor and option in order; empty in graph form, which has no
    options."""
    structure = conflict.structure
    if not isinstance(structure, OptionStructure):
        return ()
    results = []
    for bit, option in enumerate(structure.form.options):
        if not option.actor or (actor is not None and option.actor != actor):
            continue
        if structure.form.turned(state, bit) != state ^ 1 << bit:
            continue  # levels are passed one after another
        on = not state >> bit & 1
        if option.one_way == ("back" if on else "forward"):
            results.append(Obstacle(option.actor, option.act, on, "settled"))
            continue
        target = state ^ 1 << bit
        rule = structure.form.against(target)
        if rule is not None:
            results.append(Obstacle(option.actor, option.act, on, "infeasible", target, rule=rule.id))
            continue
        if on and option.needs is not None and not structure.form.holds(option.needs, state):
            needs = to_text(option.needs)
            results.append(Obstacle(option.actor, option.act, on, "not ready", target, needs=needs))
            continue
        why, chain = chain_of(conflict, option.actor, state, target)
        result = RESULTS[why.sign]
        results.append(
            Obstacle(option.actor, option.act, on, result, target, why.want, why.part, place=why.place, chain=chain)
        )
    return tuple(results)
