"""Stability by the letter of its definition, for preferences to which the rank argument does not apply.

Sets of states are Python integers, bit s for the state at place s. For an outcome x let D(x) = {s : x deters i at s}. A
move s1 of i meets a deterrent at s iff s is in the union of D over the ends of the opponents' legal sequences from s1,
so those unions are all that has to be propagated (over state and last mover, as nobody moves twice running):

* GMR: over R_o(s1), with D;
* SMR: over R_o(s1), with D(x) ∩ ⋂ of D(y) over y ∈ R_i(x): no reply of i escapes;
* SEQ: over the opponents' *provoked* sequences (their improvements, in the sense of the relation), with D.

s is stable for i iff every move that tempts i away from s meets a deterrent; under Nash iff nothing tempts it. The
state s1 itself deters nothing, unless the opponents come back to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from countermove.logic.given import known_name, names_given
from countermove.model import Conflict
from countermove.stability.arcs import Arcs, arcs_of

__all__ = ["LITERAL_CONCEPTS", "LiteralGame", "require_literal"]

LITERAL_CONCEPTS = ("nash", "gmr", "smr", "seq")
"""The concepts that are decided by the letter."""

Neighbours = list[list[int]]


def require_literal(concepts: str | Sequence[str]) -> tuple[str, ...]:
    """The names, each once; raises UnknownName for one that is not in ``LITERAL_CONCEPTS``."""
    names = names_given(concepts, "concepts")
    return tuple(known_name("concept for such preferences", name, LITERAL_CONCEPTS) for name in names)


class LiteralGame:
    """A conflict's moves, and which of them each actor may be provoked to (``provoked``: actor → its arcs)."""

    def __init__(self, conflict: Conflict, moves: Mapping[str, Arcs], provoked: Mapping[str, Arcs]) -> None:
        self.actors, self.size = conflict.actors, int(conflict.states.size)
        self._moves = {actor: _neighbours(moves[actor], self.size) for actor in self.actors}
        self._provoked = {actor: _neighbours(provoked[actor], self.size) for actor in self.actors}

    @staticmethod
    def moves_of(conflict: Conflict) -> dict[str, Arcs]:
        """Every actor's moves."""
        return {actor: arcs_of(conflict, actor) for actor in conflict.actors}

    def stable(
        self, actor: str, concept: str, *, tempting: Arcs, deters: NDArray[np.bool_] | None
    ) -> NDArray[np.bool_]:
        """Where *actor* is stable, bool (states,). *tempting*: its moves that it would make; ``deters[x, s]``: outcome
        x deters it at s (not needed for Nash)."""
        sources, targets = tempting
        if concept == "nash" or deters is None:
            met = np.zeros(sources.size, dtype=np.bool_)
        else:
            met = self._sanctioned(actor, concept, deters)[targets, sources]
        stable: NDArray[np.bool_] = np.bincount(sources[~met], minlength=self.size) == 0
        return stable

    def _sanctioned(self, actor: str, concept: str, deters: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """[s1, s]: whether the opponents have an answer to s1 that deters *actor* at s."""
        sets = _as_sets(deters)
        if concept == "smr":
            sets = [
                _common(found, [sets[y] for y in replies])
                for found, replies in zip(sets, self._moves[actor], strict=True)
            ]
        steps = self._provoked if concept == "seq" else self._moves
        return _as_table(_unions(sets, [steps[other] for other in self.actors if other != actor]))


def _unions(sets: list[int], movers: Sequence[Neighbours]) -> list[int]:
    """For each state the union of *sets* over the ends of all legal sequences of *movers* from it."""
    size = len(sets)
    after = [[0] * size for _ in movers]  # after[k][t]: the union beyond t when k has just moved
    through = [[0] * size for _ in movers]  # through[k][s]: the union over sequences that k begins
    while True:
        fresh = [_gathered(sets, beyond, steps) for beyond, steps in zip(after, movers, strict=True)]
        if fresh == through:
            break
        through = fresh
        after = [_joined([begun for j, begun in enumerate(through) if j != k], size) for k in range(len(movers))]
    return _joined(through, size)


def _gathered(sets: list[int], beyond: list[int], steps: Neighbours) -> list[int]:
    here = [own | further for own, further in zip(sets, beyond, strict=True)]
    result = []
    for targets in steps:
        found = 0
        for target in targets:
            found |= here[target]
        result.append(found)
    return result


def _joined(parts: list[list[int]], size: int) -> list[int]:
    result = [0] * size
    for part in parts:
        result = [one | other for one, other in zip(result, part, strict=True)]
    return result


def _common(found: int, others: list[int]) -> int:
    for other in others:
        found &= other
    return found


def _neighbours(arcs: Arcs, size: int) -> Neighbours:
    sources, targets = arcs
    bounds = np.searchsorted(sources, np.arange(size + 1)).tolist()
    flat = targets.tolist()
    return [flat[low:high] for low, high in pairwise(bounds)]


def _as_sets(table: NDArray[np.bool_]) -> list[int]:
    packed = np.packbits(table, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _as_table(sets: list[int]) -> NDArray[np.bool_]:
    size = len(sets)
    width = (size + 7) // 8
    packed = np.frombuffer(b"".join(found.to_bytes(width, "little") for found in sets), dtype=np.uint8)
    return np.unpackbits(packed.reshape(size, width), axis=1, count=size, bitorder="little").view(np.bool_)
