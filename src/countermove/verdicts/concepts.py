"""Which stability concept a person means by what they type, and the verdicts of each.

The name of a further concept (``gmcr.base.concepts``) is followed, after colons, by its horizon, the number of moves, if it has
one, and by its variant: ``maximin:4``, ``limited:3:some``, ``nonmyopic``, ``sim:tableau``. Concepts of coalitions are about the
given coalitions, or all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr import (
    COALITION_CONCEPTS,
    CONCEPTS,
    Conflict,
    Solution,
    solve,
    solve_coalitions,
    solve_partition,
    solve_universal,
)
from gmcr.base.concepts import FURTHER, NAMED, WRITTEN
from gmcr.base.errors import CountermoveError, UnknownName
from gmcr.base.record import Record
from gmcr.stability import LITERAL_CONCEPTS, Preference, further_concept

__all__ = ["MOST_MOVES", "ConceptRequest", "Player", "SolvedConcept", "parse_concept", "solved_concepts"]

Player = tuple[str, ...]
Truths = NDArray[np.bool_]

MOST_MOVES = 1000
"""The longest horizon that may be requested."""


@dataclass(frozen=True, slots=True)
class ConceptRequest(Record):
    """A requested concept. ``name``: its canonical notation; ``kind``: the word before any colon; ``horizon`` and
    ``variant``: the parts after it, 0 and "" if absent."""

    name: str
    kind: str
    horizon: int = 0
    variant: str = ""

    @property
    def together(self) -> bool:
        """Whether the concept is one of coalitional stability."""
        return self.kind in COALITION_CONCEPTS


@dataclass(frozen=True, slots=True, eq=False)
class SolvedConcept(Record):
    """The verdicts of one concept: the concept ``asked`` for, and the ``solution`` that includes it."""

    request: ConceptRequest
    solution: Solution

    def stable(self, player: str | Player) -> Truths:
        """Where an actor, or a coalition, is stable: bool (states,)."""
        return self.solution.stable(self.request.kind, player)

    def equilibrium(self) -> Truths:
        """Where everybody whom the concept covers is stable: bool (states,)."""
        return self.solution.equilibrium(self.request.kind)


def parse_concept(text: str) -> ConceptRequest:
    """The concept that a text denotes. Raises UnknownName, CountermoveError."""
    kind, *parts = text.strip().lower().split(":")
    if kind not in NAMED:
        raise UnknownName("concept", text, WRITTEN)
    if kind in FURTHER:
        return _further(text, kind, parts)
    if parts:
        raise CountermoveError(f"{text}: {kind} has no horizon; write {kind}.")
    return ConceptRequest(kind, kind)


def solved_concepts(
    conflict: Conflict,
    concepts: Iterable[str],
    coalitions: Sequence[str] = (),
    partition: Sequence[Player] = (),
    preferences: Mapping[str, Preference] | None = None,
) -> tuple[SolvedConcept, ...]:
    """The verdicts of concepts, each once, in the given order. *coalitions*: those that the concepts of coalitional
    stability cover, as "A,B"; or *partition*: its blocks are the players, and only they answer; all coalitions if
    neither is given. *preferences*: those of each actor for Nash, GMR, SMR and SEQ, where they say more than an order; the
    other concepts go by the order. Raises CountermoveError, UnknownName, ModelError, SizeError."""
    requested = tuple(dict.fromkeys(map(parse_concept, concepts)))
    if coalitions and not any(item.together for item in requested):
        names = ", ".join(COALITION_CONCEPTS)
        message = f"Coalitions go with the concepts of coalitions: {names}. Ask for one of them."
        raise CountermoveError(message, argument="concept")
    literal = [item.kind for item in requested if item.kind in LITERAL_CONCEPTS and preferences is not None]
    basic = [item.kind for item in requested if item.kind in CONCEPTS and item.kind not in literal]
    joint = [item.kind for item in requested if item.together]
    tables: dict[str, Solution] = dict.fromkeys(basic, solve(conflict, concepts=basic)) if basic else {}
    if literal and preferences is not None:
        from gmcr import solve_relation  # for what few files say

        solved = solve_relation(conflict, concepts=literal, preferences=preferences)
        tables |= dict.fromkeys(literal, solved)
    if joint:
        tables |= dict.fromkeys(joint, _joint(conflict, joint, coalitions, partition))
    return tuple(SolvedConcept(item, tables.get(item.kind) or _solve_further(conflict, item)) for item in requested)


# -- reading -----------------------------------------------------------------------------------------------------------


def _further(text: str, kind: str, parts: Sequence[str]) -> ConceptRequest:
    concept, horizon = NAMED[kind], 0
    if concept.horizon:
        number, *parts = parts or [""]
        if not (number.isascii() and number.isdigit() and len(number) < 9 and 1 <= int(number) <= MOST_MOVES):
            raise CountermoveError(
                f"{text}: {kind} needs a horizon, the number of moves from 1 to {MOST_MOVES}, as in {kind}:3."
            )
        horizon = int(number)
    written, variant = f"{kind}:{horizon}" if horizon else kind, concept.variant
    if variant is None:
        if parts:
            takes = f"takes a horizon alone, as in {written}" if horizon else f"has no horizon; write {kind}"
            raise CountermoveError(f"{text}: {kind} {takes}.")
    elif list(parts) == [variant.name]:
        return ConceptRequest(f"{written}:{variant.name}", kind, horizon, variant.name)
    elif list(parts) not in ([], ["every"]):
        told = f"after {written} comes nothing, or {variant.what}: {written}:{variant.name}"
        raise CountermoveError(f"{text}: {told}.")
    return ConceptRequest(written, kind, horizon)


# -- solving -----------------------------------------------------------------------------------------------------------


def _joint(
    conflict: Conflict, concepts: Sequence[str], coalitions: Sequence[str], partition: Sequence[Player]
) -> Solution:
    """The solution for concepts of coalitional stability."""
    if partition:
        return solve_partition(conflict, concepts=concepts, partition=partition)
    if coalitions:
        return solve_coalitions(conflict, concepts=concepts, coalitions=coalitions)
    return solve_universal(conflict, concepts=concepts)


def _solve_further(conflict: Conflict, item: ConceptRequest) -> Solution:
    """The solution for a further concept."""
    variant = NAMED[item.kind].variant
    given: dict[str, int | str] = {"horizon": item.horizon} if item.horizon else {}
    if variant is not None and item.variant:
        given[variant.parameter] = item.variant
    return further_concept(item.kind)(conflict, **given)
