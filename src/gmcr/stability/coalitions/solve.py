"""Which states survive which coalitions: one coalition, a partition of the actors, or all coalitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.brief import cut
from gmcr.base.errors import ModelError, UnknownName
from gmcr.base.given import items_given, known_name, names_given
from gmcr.kernels import Values
from gmcr.model import Conflict, conflict_given
from gmcr.stability.arcs import Arcs
from gmcr.stability.coalitions import cgmr, cnash, cseq, csmr
from gmcr.stability.coalitions.concept import CoalitionConcept
from gmcr.stability.coalitions.guarantees import stable_for
from gmcr.stability.coalitions.improvements import improving_arcs
from gmcr.stability.coalitions.players import Coalition, coalition_named, coalitions_of, partition_named
from gmcr.stability.coalitions.reach import ReachedSets, least_along
from gmcr.stability.solution import Solution

__all__ = [
    "COALITION_CONCEPTS",
    "CoalitionStability",
    "solve_coalition",
    "solve_coalitions",
    "solve_partition",
    "solve_universal",
]

_CATALOGUE: dict[str, CoalitionConcept] = {module.CONCEPT.name: module.CONCEPT for module in (cnash, cgmr, csmr, cseq)}

COALITION_CONCEPTS: tuple[str, ...] = tuple(_CATALOGUE)
"""Names of the four concepts for coalitions."""


@dataclass(frozen=True, slots=True, eq=False)
class CoalitionStability(Solution):
    """Which states are stable for which coalitions. Arrays are aligned with ``conflict.states``.

    ``answering``: who takes coalition improvements against a player in CSEQ,
    "coalitions" (any coalition of the other actors) or "players" (the other blocks of the partition).
    ``table``: coalition → concept name → bool (states,).
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    answering: str
    table: Mapping[Coalition, Mapping[str, NDArray[np.bool_]]]

    @property
    def players(self) -> tuple[Coalition, ...]:
        """The coalitions asked about."""
        return tuple(self.table)

    def stable(self, concept: str, actor: str | Iterable[str]) -> NDArray[np.bool_]:
        """Where a coalition (an actor alone, names, or "A,B") is stable: bool (states,). Raises UnknownName,
        ModelError."""
        members = coalition_named(self.conflict, actor)
        if members not in self.table:
            raise UnknownName("solved coalition", ",".join(members), map(",".join, self.players))
        return self.table[members][self.solved(concept)]

    def __repr__(self) -> str:
        found = ", ".join(f"{name}: {self.equilibrium(name).sum()}" for name in self.concepts)
        return cut(
            f"<Stability for {len(self.players)} coalitions, {self.conflict.states.size} states; stable {found}>"
        )


def solve_coalition(
    conflict: Conflict, *, concepts: str | Iterable[str] = COALITION_CONCEPTS, coalition: str | Iterable[str]
) -> CoalitionStability:
    """Stability of every state for one *coalition* H (names, or "A,B") under CNash, CGMR, CSMR, CSEQ.

    Definitions: ``coalitions.concept`` and the concept's module (Kilgour, Hipel, Fang & Peng 2001; Inohara & Hipel
    2008). Time: states × thresholds, see ``coalitions.guarantees``. Raises ModelError, SizeError, UnknownName.
    """
    conflict = conflict_given(conflict)
    return _solve(conflict, (coalition_named(conflict, coalition),), concepts, blocks=False)


def solve_coalitions(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = COALITION_CONCEPTS,
    coalitions: str | Iterable[str | Iterable[str]],
) -> CoalitionStability:
    """Stability for several *coalitions*, each by itself; ``equilibrium``: stable for all of them. Raises as
    ``solve_coalition``, and where there is none."""
    conflict = conflict_given(conflict)
    given = items_given(coalitions, "coalitions", "a list of coalitions")
    if not given:
        raise ModelError("Which coalitions? There is none in the list.")
    players = tuple(dict.fromkeys(coalition_named(conflict, coalition) for coalition in given))
    return _solve(conflict, players, concepts, blocks=False)


def solve_partition(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = COALITION_CONCEPTS,
    partition: str | Iterable[str | Iterable[str]],
) -> CoalitionStability:
    """Stability where the blocks of a *partition* of the actors are the players.

    Each block acts as a coalition, and in CSEQ only the other blocks answer, each as one. With everybody alone CNash,
    CGMR, CSMR, CSEQ are Nash, GMR, SMR, SEQ. ``equilibrium``: stable for every block. Raises as ``solve_coalition``.
    """
    conflict = conflict_given(conflict)
    return _solve(conflict, partition_named(conflict, partition), concepts, blocks=True)


def solve_universal(
    conflict: Conflict, *, concepts: str | Iterable[str] = COALITION_CONCEPTS, largest: int | None = None
) -> CoalitionStability:
    """Stability for all coalitions of the actors; ``equilibrium`` is *universal* coalition stability.

    *largest*: only coalitions of at most so many members, which is then less than universal. Raises as
    ``solve_coalition``.
    """
    conflict = conflict_given(conflict)
    return _solve(conflict, coalitions_of(conflict.actors, largest=largest), concepts, blocks=False)


def _solve(
    conflict: Conflict, players: tuple[Coalition, ...], concepts: str | Iterable[str], *, blocks: bool
) -> CoalitionStability:
    names = names_given(concepts, "concepts")
    chosen = [_CATALOGUE[known_name("coalition concept", name, COALITION_CONCEPTS)] for name in names]
    arcs: dict[Coalition, Arcs] = {}
    table = {}
    for player in players:
        others = [actor for actor in conflict.actors if actor not in player]
        answering = [block for block in players if block != player] if blocks else coalitions_of(others)
        answers = _Answers(conflict, others, answering, arcs)
        table[player] = stable_for(
            conflict, player, chosen, {"moves": answers.moves, "improvements": answers.improvements}
        )
    return CoalitionStability(conflict, names, "players" if blocks else "coalitions", table)


class _Answers:
    """The least over what the opponents of one coalition reach; *arcs* keeps coalition improvements between players."""

    def __init__(
        self, conflict: Conflict, others: list[str], answering: Sequence[Coalition], arcs: dict[Coalition, Arcs]
    ) -> None:
        self.conflict, self.answering, self.arcs = conflict, answering, arcs
        self.reach = ReachedSets(conflict.structure, others, answering=True)

    def moves(self, values: Values) -> Values:
        return self.reach.least(values)

    def improvements(self, values: Values) -> Values:
        for block in self.answering:
            if block not in self.arcs:
                self.arcs[block] = improving_arcs(self.conflict, block)
        cells = self.conflict.structure.cells_of(self.conflict.states)
        result = values.copy()
        arcs = [self.arcs[block] for block in self.answering]
        result[:, cells] = least_along(values[:, cells], arcs, repeats=self.conflict.structure.repeats)
        return result
