"""Unknown preference: Li, Hipel, Kilgour & Fang (2004); Xu, Hipel & Kilgour (2009); Xu et al. (2011).

Of two states i is known to prefer one, known to be indifferent, or its preference is unknown: s U q. How i deals with
that is its *type*:

| type | i leaves s for | i is deterred by s2 iff | attitude |
|---|---|---|---|
| a | improvements and unknown moves | s ≿ s2 | most aggressive |
| b | improvements | s ≿ s2 | leaves what is unknown out |
| c | improvements and unknown moves | s ≿ s2 or s U s2 | takes it in on both sides |
| d | improvements | s ≿ s2 or s U s2 | most conservative |

In SMR every reply has to deter likewise. In SEQ the opponents' sequences are of improvements and unknown moves for all
four types. a ⊆ b ⊆ d and a ⊆ c ⊆ d; Nash is the same for a and c, and for b and d; within a type Nash ⊆ SMR ⊆ GMR and
Nash ⊆ SEQ ⊆ GMR. Where nothing is unknown every type is the crisp concept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from gmcr.base.brief import Brief
from gmcr.base.errors import ModelError
from gmcr.base.given import items_given, known_name, names_given, shown, table_given
from gmcr.model import Conflict, conflict_given
from gmcr.stability.arcs import arcs_of
from gmcr.stability.literal import LITERAL_CONCEPTS, LiteralGame, require_literal
from gmcr.stability.relation import UNKNOWN, Relation, pair_given, place_of
from gmcr.stability.solution import Solution

__all__ = ["UNKNOWN_TYPES", "Unknown", "UnknownStability", "solve_unknown"]

UNKNOWN_TYPES = ("a", "b", "c", "d")
"""The four types, from most aggressive to most conservative (b and c do not compare)."""


@dataclass(frozen=True, slots=True)
class Unknown(Brief):
    """What is not known of an actor whose ranking is given otherwise: pairs of states, as codes or labels."""

    pairs: tuple[tuple[int | str, int | str], ...]

    def __post_init__(self) -> None:
        given = items_given(self.pairs, "The pairs of an Unknown", "pairs of states")
        object.__setattr__(self, "pairs", tuple(map(pair_given, given)))

    @classmethod
    def among(cls, states: Iterable[int | str]) -> Unknown:
        """Nothing is known between any two of *states*."""
        return cls(tuple(combinations(items_given(states, "states", "a list of states"), 2)))

    def relation(self, conflict: Conflict, actor: str) -> Relation:
        """The actor's ranking in *conflict*, the pairs (each in either order) being unknown. Raises ModelError where a
        pair is one state twice, SizeError, UnknownName."""
        degrees = Relation.weak_order(conflict_given(conflict), actor).degrees.copy()
        for first, second in self.pairs:
            q, s = place_of(conflict, first), place_of(conflict, second)
            if q == s:
                raise ModelError(f"{actor} cannot be unsure between state {first} and itself.", actor=actor)
            degrees[q, s] = degrees[s, q] = UNKNOWN
        return Relation(degrees)


@dataclass(frozen=True, slots=True, eq=False)
class UnknownStability(Solution):
    """Which states are stable for which types. Arrays are aligned with ``conflict.states``.

    ``relations``: actor → the preferences used. ``table``: actor → (concept, type) → bool (states,).
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    types: tuple[str, ...]
    relations: Mapping[str, Relation]
    table: Mapping[str, Mapping[tuple[str, str], NDArray[np.bool_]]]

    def stable(self, concept: str, actor: str, *, type: str | None = None) -> NDArray[np.bool_]:
        """Where *actor* is stable, being of that *type*, or of whichever of the types solved: bool (states,). Raises
        UnknownName."""
        self.conflict.actor(actor)
        self.solved(concept)
        kinds = self.types if type is None else (known_name("solved type", type, self.types),)
        stable: NDArray[np.bool_] = np.logical_and.reduce([self.table[actor][concept, kind] for kind in kinds])
        return stable

    def equilibrium(self, concept: str, *, type: str | None = None) -> NDArray[np.bool_]:
        """Where every actor is stable, all being of that *type*, or each of whichever: bool (states,)."""
        parts = [self.stable(concept, actor, type=type) for actor in self.players]
        stable: NDArray[np.bool_] = np.logical_and.reduce(parts)
        return stable

    def equilibria(self, concept: str, *, type: str | None = None) -> NDArray[np.int64]:
        """Codes of the equilibria for that *type*, or whatever the types, ascending."""
        return self.conflict.states[self.equilibrium(concept, type=type)]


def solve_unknown(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = LITERAL_CONCEPTS,
    preferences: Mapping[str, Unknown | Relation],
    types: str | Iterable[str] = UNKNOWN_TYPES,
) -> UnknownStability:
    """Stability of every state for every actor and type.

    *preferences*: actor → what is not known of it, or any ``Relation`` (of which the degrees do not matter); for an actor
    without an entry its ranking in *conflict* counts. Literal, on sets of states: some thousands of states. Raises
    ModelError, SizeError, UnknownName.
    """
    conflict, names = conflict_given(conflict), require_literal(concepts)
    kinds = tuple(known_name("type", kind, UNKNOWN_TYPES) for kind in names_given(types, "types"))
    preferences = table_given(preferences, "preferences", "actor → what is Unknown of it, or a Relation")
    relations = {actor: Relation.weak_order(conflict, actor) for actor in conflict.actors if actor not in preferences}
    for actor, given in preferences.items():
        conflict.actor(actor)
        if not isinstance(given, (Unknown, Relation)):
            raise ModelError(f"{actor} should have an Unknown or a Relation, not {shown(given)}.", actor=actor)
        relations[actor] = given.relation(conflict, actor) if isinstance(given, Unknown) else given
        if relations[actor].degrees.shape[0] != conflict.states.size:
            raise ModelError(f"{actor}'s relation does not have one row a state.", actor=actor)
    moves = {actor: arcs_of(conflict, actor) for actor in conflict.actors}
    gains, possible = {}, {}
    for actor, (sources, targets) in moves.items():
        degree = relations[actor].degrees[targets, sources]
        gains[actor] = sources[degree > 0], targets[degree > 0]
        possible[actor] = sources[(degree > 0) | (degree == UNKNOWN)], targets[(degree > 0) | (degree == UNKNOWN)]
    game = LiteralGame(conflict, possible)
    table: dict[str, dict[tuple[str, str], NDArray[np.bool_]]] = {actor: {} for actor in conflict.actors}
    for actor in conflict.actors:
        degrees = relations[actor].degrees  # [x, s]: by how much the outcome x is preferred to s
        for unsure, pair in ((False, "ab"), (True, "cd")):  # whether what is unknown deters
            asked = [kind for kind in kinds if kind in pair]
            if not asked:
                continue
            deters = (degrees <= 0) if unsure else (degrees <= 0) & (degrees != UNKNOWN)
            answers = game.answers(actor, names, deters)
            for kind in asked:
                tempting = possible[actor] if kind in "ac" else gains[actor]
                for concept in names:
                    table[actor][concept, kind] = game.stable(tempting, answers.get(concept))
    return UnknownStability(conflict, names, kinds, relations, table)
