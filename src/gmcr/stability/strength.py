"""Strength of preference: Hamouda, Kilgour & Hipel (2004, 2006); degrees: Xu, Hipel & Kilgour (2009).

s ≫ q strongly, s > q mildly, s ~ q. Improvements, those of the opponents in SEQ too, are mild or strong. For GMR, SMR
and SEQ a state is stable at *level* k for i iff it is so with every sanction s2 (and, in SMR, every reply s3) being
worse for i than s by at least k degrees:

* level 0, *general*: s2 ≾ s, the crisp concept;
* level 2, *strong*: s ≫ s2; *weak*: general but not strong;
* any other level for preferences of more degrees (level 1: s > s2 or s ≫ s2).

Strong ⊆ general, strong SMR ⊆ strong GMR, strong SEQ ⊆ strong GMR. Nash has no strength: where nothing is an
improvement there is nothing to sanction, and every level is reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.brief import Brief
from gmcr.base.errors import ModelError, quoted
from gmcr.base.given import instance_given, items_given, known_name, shown, table_given, text_given, whole_given
from gmcr.model import Conflict, Ranking, conflict_given
from gmcr.stability.arcs import arcs_of
from gmcr.stability.literal import LITERAL_CONCEPTS, LiteralGame, require_literal
from gmcr.stability.relation import MAX_DEGREE, Relation, place_of, require_size
from gmcr.stability.solution import Solution

__all__ = ["GENERAL", "STRONG", "Strength", "StrengthStability", "solve_strength"]

GENERAL = 0
"""The level of general stability."""

STRONG = 2
"""The level of strong stability."""


@dataclass(frozen=True, slots=True)
class Strength(Brief):
    """A ranking with the strength of its gaps: ``gaps[k]`` is the degree (1 mild, 2 strong, …) of that below tier k.

    A state is preferred to another by the greatest degree among the gaps between them, so everything above a strong gap
    is strongly preferred to everything below it. Raises ModelError where gaps and tiers do not fit.
    """

    ranking: Ranking
    gaps: tuple[int, ...]

    def __post_init__(self) -> None:
        instance_given(self.ranking, Ranking, "The ranking of a Strength", "a Ranking")
        gaps = items_given(self.gaps, "The gaps of a Strength", "whole numbers")
        object.__setattr__(self, "gaps", tuple(whole_given(gap, "The degree of a gap") for gap in gaps))
        if len(self.gaps) != len(self.ranking.tiers) - 1 or not all(self.ranking.tiers):
            raise ModelError(
                f"{len(self.ranking.tiers)} tiers have {len(self.ranking.tiers) - 1} gaps between them, not "
                f"{len(self.gaps)}; and no tier is empty."
            )
        if not all(1 <= gap <= MAX_DEGREE for gap in self.gaps):
            raise ModelError(f"The degree of a gap is 1 (mild), 2 (strong), or more, up to {MAX_DEGREE}.")

    @classmethod
    def of(cls, *groups: Sequence[Any]) -> Strength:
        """Tiers in groups, best first; between groups the preference is strong, within them mild.

        ``Strength.of([3, [1, 2]], [0])`` is 3 > 1 ~ 2 ≫ 0.
        """
        given = [items_given(group, "A group of tiers", "tiers of states, best first") for group in groups]
        tiers = [tier for group in given for tier in group]
        ends = {sum(map(len, given[: k + 1])) - 1 for k in range(len(given))}
        return cls(Ranking(tiers), tuple(STRONG if k in ends else 1 for k in range(len(tiers) - 1)))

    @classmethod
    def read(cls, text: str) -> Strength:
        """As the literature writes it: ``s3 > s1 ~ s2 >> s4``; a further ``>`` is a further degree.

        States are labels in graph form and codes in option form. Raises ModelError.
        """
        parts = re.split(r"(>+|~)", text_given(text, "A Strength").replace("≫", ">>"))
        states = [part.strip() for part in parts[::2]]
        if not all(states):
            raise ModelError(f"Strength {quoted(text)}: there is a sign without a state on one side of it.")
        tiers: list[list[str]] = [[states[0]]]
        gaps = []
        for sign, state in zip(parts[1::2], states[1:], strict=True):
            if sign == "~":
                tiers[-1].append(state)
            else:
                tiers.append([state])
                gaps.append(len(sign))
        return cls(Ranking(tiers), tuple(gaps))

    def relation(self, conflict: Conflict) -> Relation:
        """By how much each state is preferred to each other. Raises ModelError unless every state occurs just once,
        SizeError, UnknownName."""
        require_size(conflict_given(conflict))
        size = conflict.states.size
        tier = np.full(size, -1)
        for number, states in enumerate(self.ranking.tiers):
            for state in states:
                place = place_of(conflict, state)
                if tier[place] >= 0:
                    raise ModelError(f"The ranking has state {state} twice.")
                tier[place] = number
        if (tier < 0).any():
            missing = conflict.states[tier < 0]
            first = conflict.label(missing[0]) if conflict.layout == "graph" else missing[0]
            raise ModelError(f"The ranking lacks {missing.size} states, the first of them {first}.")
        between = np.zeros((len(self.gaps) + 1,) * 2, dtype=np.int8)  # [better tier, worse tier]
        for number in range(len(self.gaps)):
            between[number, number + 1 :] = np.maximum.accumulate(self.gaps[number:])
        between -= between.T
        return Relation(between[tier[:, None], tier[None, :]])


@dataclass(frozen=True, slots=True, eq=False)
class StrengthStability(Solution):
    """At which level each state is stable. Arrays are aligned with ``conflict.states``.

    ``relations``: actor → the preferences used. ``table``: actor → concept → int8 (states,), the highest level at which
    the state is stable: −1 where it is not stable at all, MAX_DEGREE where nothing is an improvement.
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    relations: Mapping[str, Relation]
    table: Mapping[str, Mapping[str, NDArray[np.int8]]]

    def level(self, concept: str, actor: str) -> NDArray[np.int8]:
        """The highest level at which *actor* is stable, see ``table``: int8 (states,). Raises UnknownName."""
        self.conflict.actor(actor)
        return self.table[actor][self.solved(concept)]

    def stable(self, concept: str, actor: str, *, strength: str | int = "general") -> NDArray[np.bool_]:
        """Where *actor* is stable: bool (states,). *strength*: "general", "strong", "weak", or a level."""
        level = self.level(concept, actor)
        if isinstance(strength, str) and strength == "weak":
            return (level >= GENERAL) & (level < STRONG)
        stable: NDArray[np.bool_] = level >= _level(strength)
        return stable

    def equilibrium(self, concept: str, *, strength: str | int = "general") -> NDArray[np.bool_]:
        """Where every actor is stable at that *strength* ("weak" is said of one actor only): bool (states,)."""
        wanted = _level(strength)
        parts = [self.level(concept, actor) >= wanted for actor in self.conflict.actors]
        stable: NDArray[np.bool_] = np.logical_and.reduce(parts)
        return stable

    def equilibria(self, concept: str, *, strength: str | int = "general") -> NDArray[np.int64]:
        """Codes of the equilibria at that *strength*, ascending."""
        return self.conflict.states[self.equilibrium(concept, strength=strength)]


def solve_strength(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = LITERAL_CONCEPTS,
    preferences: Mapping[str, Strength | Relation],
) -> StrengthStability:
    """General, strong and weak stability of every state for every actor, and stability at each further level.

    *preferences*: actor → its ``Strength``, or any ``Relation`` without unknown pairs; for an actor without an entry its
    ranking in *conflict* counts, every preference mild. Literal, on sets of states: some thousands of states. Raises
    ModelError, SizeError, UnknownName.
    """
    conflict, names = conflict_given(conflict), require_literal(concepts)
    preferences = table_given(preferences, "preferences", "actor → its Strength or Relation")
    relations = {actor: Relation.weak_order(conflict, actor) for actor in conflict.actors if actor not in preferences}
    for actor, given in preferences.items():
        conflict.actor(actor)
        if not isinstance(given, (Strength, Relation)):
            raise ModelError(f"{actor} should have a Strength or a Relation, not {shown(given)}.", actor=actor)
        relations[actor] = given.relation(conflict) if isinstance(given, Strength) else given
        if relations[actor].degrees.shape[0] != conflict.states.size:
            raise ModelError(f"{actor}'s relation does not have one row a state.", actor=actor)
        if not relations[actor].known:
            raise ModelError(f"{actor}'s relation has unknown pairs: these are what solve_unknown is for.", actor=actor)
    moves = {actor: arcs_of(conflict, actor) for actor in conflict.actors}
    improvements = {}
    for actor, (sources, targets) in moves.items():
        gains = relations[actor].degrees[targets, sources] > 0
        improvements[actor] = sources[gains], targets[gains]
    game = LiteralGame(conflict, improvements)
    top = max(relation.top for relation in relations.values())  # beyond it nothing deters
    table: dict[str, dict[str, NDArray[np.int8]]] = {}
    for actor in conflict.actors:
        degrees, tempting = relations[actor].degrees, improvements[actor]  # [x, s]: by how much x is preferred to s
        highest = {name: np.full(conflict.states.size, -1, dtype=np.int8) for name in names}
        for level in range(top + 1):
            for name, answers in game.answers(actor, names, degrees <= -level).items():
                highest[name] += game.stable(tempting, answers)
        content = game.stable(tempting, None)
        for found in highest.values():
            found[content] = MAX_DEGREE
        table[actor] = highest
    return StrengthStability(conflict, names, relations, table)


def _level(strength: str | int) -> int:
    if isinstance(strength, Integral) and not isinstance(strength, bool):
        return int(strength)
    levels = {"general": GENERAL, "strong": STRONG}
    return levels[known_name("strength of an equilibrium", strength, levels)]
