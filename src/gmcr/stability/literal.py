"""Stability computed literally from the definition, for preferences to which the rank argument does not apply.

Sets of states are Python integers: bit s stands for the state at place s. For an outcome x let D(x) = {s : x deters i
at s}. A move s1 of i meets a deterrent at s iff s is in the union of D over the ends of the opponents' legal sequences
from s1, so only those unions have to be propagated (over state and last mover, as nobody moves twice in a row; where
moves are not transitive because options need something, anybody may):

* GMR: over R_o(s1), with D;
* SMR: over R_o(s1), with D(x) ∩ ⋂ of D(y) over y ∈ R_i(x): no reply of i escapes;
* SEQ: over the opponents' *provoked* sequences (their improvements, in the sense of the relation), with D.

s is stable for i iff every move that tempts i away from s meets a deterrent; under Nash iff nothing tempts it. The
state s1 itself deters nothing, unless the opponents come back to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, pairwise
from operator import and_, or_

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_names, known_concept
from gmcr.model import Conflict
from gmcr.stability.arcs import Arcs, SharedMoves, shared_moves_of

__all__ = ["LITERAL_CONCEPTS", "LiteralGame", "require_literal"]

LITERAL_CONCEPTS = ("nash", "gmr", "smr", "seq")
"""The concepts that are computed literally."""

Answers = list[int]
"""For each state s1 a set of states."""


def require_literal(concepts: str | Iterable[str]) -> tuple[str, ...]:
    """The names, each once. Raises UnknownName for one that is not in ``LITERAL_CONCEPTS``."""
    names = as_names(concepts, "concepts")
    known = (known_concept("concept for such preferences", name, LITERAL_CONCEPTS) for name in names)
    return tuple(dict.fromkeys(known))


class LiteralGame:
    """A conflict's moves, and to which of them each actor may be provoked (``provoked``: actor → its arcs)."""

    def __init__(self, conflict: Conflict, provoked: Mapping[str, Arcs]) -> None:
        self.actors, self.size = conflict.actors, int(conflict.states.size)
        self._repeats = conflict.structure.repeats
        self._moves = {actor: _Moves.of(shared_moves_of(conflict, actor)) for actor in self.actors}
        self._provoked = {actor: _Arcs.of(provoked[actor], self.size) for actor in self.actors}

    def answers(self, actor: str, concepts: Sequence[str], deters: NDArray[np.bool_]) -> dict[str, Answers]:
        """For each concept except Nash and each s1, the states at which the opponents have an answer to s1 that deters
        *actor*. ``deters[x, s]``: outcome x deters it at s."""
        chosen = [name for name in concepts if name != "nash"]
        if not chosen:
            return {}
        sets = _as_sets(deters)
        opponents = [other for other in self.actors if other != actor]
        answers = {}
        for name in chosen:
            ends = sets
            if name == "smr":
                ends = self._moves[actor].common(sets)
            steps: Mapping[str, _Moves | _Arcs] = self._provoked if name == "seq" else self._moves
            answers[name] = _unions(ends, [steps[other] for other in opponents], repeats=self._repeats)
        return answers

    def stable(self, tempting: Arcs, answers: Answers | None) -> NDArray[np.bool_]:
        """Where an actor is stable, bool (states,). *tempting*: the moves that it would make; *answers*: as ``answers``
        returns them, None for Nash."""
        sources, targets = tempting
        left = sources if answers is None else sources[~_holds(answers, targets, sources)]
        stable: NDArray[np.bool_] = np.bincount(left, minlength=self.size) == 0
        return stable


@dataclass(frozen=True, slots=True)
class _Moves:
    """All moves of one actor: the ``members`` of each hub, and the ``hub`` of each state."""

    members: list[list[int]]
    hub: list[int]

    @classmethod
    def of(cls, hubs: SharedMoves) -> _Moves:
        return cls(_cut(hubs.members, hubs.bounds), hubs.hub.tolist())

    def union(self, sets: list[int]) -> list[int]:
        """For each state the union of *sets* over the actor's moves from it: over its hub without itself."""
        result = [0] * len(sets)
        for number, members in enumerate(self.members):
            parts = [sets[member] for member in members]
            before = accumulate(parts[:-1], or_, initial=0)
            after = list(accumulate(parts[:0:-1], or_, initial=0))[::-1]
            for member, low, high in zip(members, before, after, strict=True):
                if self.hub[member] == number:
                    result[member] = low | high
        return result

    def common(self, sets: list[int]) -> list[int]:
        """For each state the intersection of *sets* over itself and the actor's moves from it."""
        common = [reduce(and_, [sets[member] for member in members]) for members in self.members]
        return [common[number] for number in self.hub]


@dataclass(frozen=True, slots=True)
class _Arcs:
    """A subset of one actor's moves: the ``targets`` of each state."""

    targets: list[list[int]]

    @classmethod
    def of(cls, arcs: Arcs, size: int) -> _Arcs:
        sources, targets = arcs
        return cls(_cut(targets, np.searchsorted(sources, np.arange(size + 1))))

    def union(self, sets: list[int]) -> list[int]:
        """For each state the union of *sets* over these moves from it."""
        return [reduce(or_, [sets[target] for target in targets], 0) for targets in self.targets]


def _cut(items: NDArray[np.int64], bounds: NDArray[np.int64]) -> list[list[int]]:
    flat = items.tolist()
    return [flat[low:high] for low, high in pairwise(bounds.tolist())]


def _unions(sets: list[int], movers: Sequence[_Moves | _Arcs], *, repeats: bool) -> list[int]:
    """For each state the union of *sets* over the ends of all legal sequences of *movers* from it; *repeats*: whether
    an actor may move twice in a row."""
    size = len(sets)
    if len(movers) == 1 and not repeats:
        return movers[0].union(sets)
    after = [[0] * size for _ in movers]  # after[k][t]: the union beyond t when k has just moved
    through = [[0] * size for _ in movers]  # through[k][s]: the union over sequences that k begins
    while True:
        fresh = [steps.union(_joined([sets, beyond], size)) for beyond, steps in zip(after, movers, strict=True)]
        if fresh == through:
            break
        through = fresh
        after = [
            _joined([begun for j, begun in enumerate(through) if repeats or j != k], size) for k in range(len(movers))
        ]
    return _joined(through, size)


def _joined(parts: list[list[int]], size: int) -> list[int]:
    result = [0] * size
    for part in parts:
        result = [one | other for one, other in zip(result, part, strict=True)]
    return result


def _as_sets(table: NDArray[np.bool_]) -> list[int]:
    packed = np.packbits(table, axis=1, bitorder="little")
    width, whole = packed.shape[1], packed.tobytes()
    return [int.from_bytes(whole[low : low + width], "little") for low in range(0, len(whole), width)]


def _holds(sets: list[int], rows: NDArray[np.int64], members: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether sets[row] has the member, for each row and member."""
    width = (len(sets) + 7) // 8
    packed = np.frombuffer(b"".join(states.to_bytes(width, "little") for states in sets), dtype=np.uint8)
    holds: NDArray[np.bool_] = packed.reshape(-1, width)[rows, members >> 3] >> (members & 7).astype(np.uint8) & 1 == 1
    return holds
