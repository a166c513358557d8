"""A straightforward NumPy solution to compare with: one concept after another, arrays over states, move by move.

For each concept and actor the least value after countermoves is lowered over every single move of every opponent until
nothing changes; an opponent's move is a set of its options that is switched. Nothing is sorted, shared or tiled. Full
lattices without one-way options only. Same answers as the engine (checked by the benchmark before it is timed).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr import Conflict
from gmcr.model import OptionStructure

__all__ = ["solve_straightforwardly"]

Ranks = NDArray[np.int64]


def solve_straightforwardly(conflict: Conflict, concepts: Sequence[str]) -> dict[tuple[str, str], NDArray[np.bool_]]:
    """(concept, actor) → where the actor is stable."""
    structure = conflict.structure
    assert isinstance(structure, OptionStructure)
    states = structure.states
    ranks = [conflict.ranks(actor) for actor in conflict.actors]
    switches = [_switches(structure, actor) for actor in conflict.actors]
    found = {}
    for concept in concepts:
        for place, actor in enumerate(conflict.actors):
            found[concept, actor] = _stable(concept, place, states, ranks, switches)
    return found


def _switches(structure: OptionStructure, actor: str) -> list[int]:
    low, high = structure.form.span[actor]
    return [pattern << low for pattern in range(1, 1 << (high - low))]


def _stable(
    concept: str, actor: int, states: NDArray[np.int64], ranks: Sequence[Ranks], switches: Sequence[Sequence[int]]
) -> NDArray[np.bool_]:
    own = ranks[actor]
    value: NDArray[Any] = own
    if concept in ("smr", "symseq"):
        value = own.copy()
        for switch in switches[actor]:
            value = np.maximum(value, own[states ^ switch])
    if concept != "nash":
        value = _after_countermoves(value, actor, states, ranks, switches, improving=concept in ("seq", "symseq"))
    stable = np.ones(states.size, dtype=np.bool_)
    for switch in switches[actor]:
        target = states ^ switch
        stable &= ~((own[target] > own) & (value[target] > own))
    return stable


def _after_countermoves(
    value: NDArray[Any],
    actor: int,
    states: NDArray[np.int64],
    ranks: Sequence[Ranks],
    switches: Sequence[Sequence[int]],
    *,
    improving: bool,
) -> NDArray[Any]:
    value = value.copy()
    changed = True
    while changed:
        before = value.copy()
        for opponent, moves in enumerate(switches):
            if opponent == actor:
                continue
            for switch in moves:
                target = states ^ switch
                onward = value[target]
                if improving:
                    onward = np.where(ranks[opponent][target] > ranks[opponent], onward, value)
                value = np.minimum(value, onward)
        changed = not np.array_equal(before, value)
    return value
