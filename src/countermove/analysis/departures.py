"""What a coalition can do from one state, move by move: its improvements, and the countermoves that deter each.

CI_H(s) = {q ∈ R_H(s) : q ≻_i s for every i ∈ H}. A state x sanctions H at s iff x ≾_i s for some i ∈ H. An improvement
s1 is *deterred* under (``stability.coalitions``; Inohara & Hipel 2008)

* cnash: never;
* cgmr: if the opponents N−H can get from s1, by legal sequences of moves, to a state that sanctions H at s;
* csmr: if to one from which every state that H reaches sanctions H at s too;
* cseq: if by legal sequences of coalition improvements of coalitions of opponents.

s1 itself, which H prefers, is no sanction. H is stable at s iff all of CI_H(s) is deterred. An improvement is *lean*
iff no other of H, changing a strict subset of the same options, is at least as good for every member (in graph form all
are). The countermoves are a shortest sequence, the first found in the order of actors (coalitions: small ones first)
and codes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from countermove.analysis.arena import Arena
from countermove.errors import SizeError, UnknownName
from countermove.model import Conflict, GraphStructure
from countermove.stability import COALITION_CONCEPTS, coalitions_of

__all__ = ["Answer", "Departure", "Departures"]

Coalition = tuple[str, ...]

Answer = tuple[tuple[Coalition, int], ...]
"""Countermoves one after another: (who moves together, the code of the state that it leads to)."""

MAX_VISITED = 1 << 16
"""More states than this are not searched for a countermove."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A coalition improvement to ``target``. ``answers``: (concept, countermoves that deter it; None where nothing
    does)."""

    target: int
    lean: bool
    answers: tuple[tuple[str, Answer | None], ...]

    def undeterred(self, concept: str) -> bool:
        """Whether nothing deters it under a concept."""
        return dict(self.answers)[concept] is None


class Departures:
    """The departures of the coalitions of one conflict; what coalitions reach is found out once."""

    def __init__(
        self, conflict: Conflict, concepts: Sequence[str] = COALITION_CONCEPTS, *, arena: Arena | None = None
    ) -> None:
        for name in concepts:
            if name not in COALITION_CONCEPTS:
                raise UnknownName("coalition concept", name, COALITION_CONCEPTS)
        self.conflict, self.concepts = conflict, tuple(dict.fromkeys(concepts))
        self.arena = arena or Arena(conflict.structure)
        self._improving: dict[tuple[Coalition, int], list[int]] = {}
        self._reached: dict[tuple[Coalition, int], frozenset[int]] = {}

    def of(self, state: int, coalition: Coalition) -> tuple[Departure, ...]:
        """All improvements of a coalition (in the order of actors) from a state, by code."""
        targets = self.improvements(state, coalition)
        lean = self._lean(state, targets, coalition)
        return tuple(
            Departure(
                target,
                target in lean,
                tuple((name, self._answer(state, target, coalition, name)) for name in self.concepts),
            )
            for target in targets
        )

    def improvements(self, state: int, coalition: Coalition) -> list[int]:
        """CI_H(s), ascending."""
        key = (coalition, state)
        if key not in self._improving:
            codes = np.array(sorted(self.reach(coalition, state)), dtype=np.int64)
            cells, here = self.conflict.structure.cells_of(codes), self.conflict.structure.cell(state)
            gains = np.ones(codes.size, dtype=np.bool_)
            for member in coalition:
                ranks = self.conflict.cell_ranks[self.conflict.actor(member)]
                gains &= ranks[cells] > ranks[here]
            self._improving[key] = codes[gains].tolist()
        return self._improving[key]

    def reach(self, coalition: Coalition, state: int) -> frozenset[int]:
        """R_H(s): all that legal sequences of moves of its members lead to from a state (itself left out in option form)."""
        key = (coalition, state)
        if key not in self._reached:
            self._reached[key] = frozenset(self._ends(coalition, state))
        return self._reached[key]

    def rank(self, actor: str, state: int) -> int:
        """An actor's rank of a state, larger is better."""
        conflict = self.conflict
        return int(conflict.cell_ranks[conflict.actor(actor)][conflict.structure.cell(state)])

    def _lean(self, state: int, targets: Sequence[int], coalition: Coalition) -> frozenset[int]:
        if not self.conflict.options:
            return frozenset(targets)
        worth = {target: [self.rank(member, target) for member in coalition] for target in targets}

        def idle(target: int) -> bool:
            changed = target ^ state
            return any(
                other != target
                and (other ^ state) & changed == other ^ state
                and all(a >= b for a, b in zip(worth[other], worth[target], strict=True))
                for other in targets
            )

        return frozenset(target for target in targets if not idle(target))

    def _answer(self, state: int, target: int, coalition: Coalition, concept: str) -> Answer | None:
        if concept == "cnash":
            return None
        floor = {member: self.rank(member, state) for member in coalition}

        def sanctions(code: int) -> bool:
            return any(self.rank(member, code) <= floor[member] for member in coalition)

        def goal(code: int) -> bool:
            return sanctions(code) and (concept != "csmr" or all(map(sanctions, self.reach(coalition, code))))

        others = tuple(actor for actor in self.conflict.actors if actor not in coalition)
        movers: Iterable[Coalition] = coalitions_of(others) if concept == "cseq" else [(actor,) for actor in others]
        onward = self.improvements if concept == "cseq" else self._moves
        return self._shortest(target, tuple(movers), onward, goal)

    def _moves(self, state: int, mover: Coalition) -> list[int]:
        structure = self.arena.structure
        targets, _ = self.arena.moves(structure.cell(state), self.conflict.actor(mover[0]))
        return [structure.code_of(cell) for cell in targets.tolist()]

    def _shortest(
        self,
        start: int,
        movers: tuple[Coalition, ...],
        onward: Callable[[int, Coalition], list[int]],
        goal: Callable[[int], bool],
    ) -> Answer | None:
        """Breadth first over (state, last mover), nobody twice running."""
        seen: set[tuple[int, Coalition]] = set()
        queue: deque[tuple[int, Coalition, Answer]] = deque([(start, (), ())])
        while queue:
            code, last, path = queue.popleft()
            for mover in movers:
                if mover == last:
                    continue
                for there in onward(code, mover):
                    if (there, mover) in seen:
                        continue
                    seen.add((there, mover))
                    longer = (*path, (mover, there))
                    if goal(there):
                        return longer
                    queue.append((there, mover, longer))
            if len(seen) > MAX_VISITED * max(1, len(movers)):
                raise SizeError(
                    f"More than {MAX_VISITED:,} states would have to be searched for a countermove to one departure. "
                    "Exclude what cannot be with `never` rules."
                )
        return None

    def _ends(self, coalition: Coalition, state: int) -> Iterator[int]:
        structure = self.arena.structure
        # In option form moves are transitive: who moved last does not matter.
        free = not isinstance(structure, GraphStructure)
        members = [self.conflict.actor(member) for member in coalition]
        origin = (structure.cell(state), -1)
        seen, waiting = {origin} if free else set(), [origin]
        while waiting:
            here, last = waiting.pop()
            for mover in members:
                if mover == last:
                    continue
                for there in self.arena.moves(here, mover)[0].tolist():
                    node = (there, -1 if free else mover)
                    if node not in seen:
                        seen.add(node)
                        waiting.append(node)
                        yield structure.code_of(there)
