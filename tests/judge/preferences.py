"""Fuzzy and probabilistic preferences, attitudes, and actors with different kinds in one conflict.

A kind says three things: `tempts(s1, s)`, a move of i from s to s1 counts as an improvement; `deters(s2, s)`, s2 keeps i at
s; `provoked(s2, s1)`, i as a sanctioner would move from s1 to s2. The four concepts over them are those of every paper:

Fuzzy, r_i(q, s) + r_i(s, q) = 1, α_i(q, s) = r_i(q, s) − r_i(s, q): α ≥ γ_i; α < γ_i; α ≥ γ_i. (Hipel, Kilgour and Bashar
2011; Bashar, Kilgour and Hipel 2012)
Probabilistic: P_i(q, s) > 1 − α_i; P_i(q, s) ≤ 1 − β_i; P_i(q, s) > γ_i. (Rêgo and dos Santos 2015)
Attitudes e_ij: q TRP_i s iff for every j q ≿_j s (e_ij = +), s ≿_j q (−), or anything (0). TRP; not TRP, or q = s; TRP.
(Inohara, Hipel and Walker 2007)
Crisp, strength at a level, unknown of a type: as `graded`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from tests.judge.graph import Graph, legal_ends, moves, opponents, reach

__all__ = [
    "CONCEPTS",
    "AttitudeKind",
    "CrispKind",
    "FuzzyKind",
    "GradedKind",
    "Kind",
    "ProbableKind",
    "gmr",
    "nash",
    "seq",
    "smr",
]


class Kind(Protocol):
    """What one actor makes of two states."""

    def tempts(self, new: int, old: int) -> bool: ...
    def deters(self, outcome: int, old: int) -> bool: ...
    def provoked(self, new: int, old: int) -> bool: ...


Pairs = Mapping[tuple[int, int], Fraction]


@dataclass(frozen=True)
class FuzzyKind:
    """r(q, s) for every pair in both orders; the threshold."""

    r: Pairs
    gamma: Fraction

    def _certainty(self, q: int, s: int) -> Fraction:
        return Fraction(0) if q == s else self.r[q, s] - self.r[s, q]

    def tempts(self, new: int, old: int) -> bool:
        return self._certainty(new, old) >= self.gamma

    def deters(self, outcome: int, old: int) -> bool:
        return self._certainty(outcome, old) < self.gamma

    def provoked(self, new: int, old: int) -> bool:
        return self._certainty(new, old) >= self.gamma


@dataclass(frozen=True)
class ProbableKind:
    """P(q over s) for every pair in both orders; the three parameters."""

    chance: Pairs
    alpha: Fraction
    beta: Fraction
    gamma: Fraction

    def _chance(self, q: int, s: int) -> Fraction:
        return Fraction(0) if q == s else self.chance[q, s]

    def tempts(self, new: int, old: int) -> bool:
        return self._chance(new, old) > 1 - self.alpha

    def deters(self, outcome: int, old: int) -> bool:
        return self._chance(outcome, old) <= 1 - self.beta

    def provoked(self, new: int, old: int) -> bool:
        return self._chance(new, old) > self.gamma


@dataclass(frozen=True)
class AttitudeKind:
    """Everybody's ranks; the actor's attitude toward each."""

    ranks: Mapping[str, Mapping[int, int]]
    toward: Mapping[str, str]

    def _likes(self, q: int, s: int) -> bool:
        for other, sign in self.toward.items():
            if sign == "+" and self.ranks[other][q] < self.ranks[other][s]:
                return False
            if sign == "-" and self.ranks[other][s] < self.ranks[other][q]:
                return False
        return True

    def tempts(self, new: int, old: int) -> bool:
        return self._likes(new, old)

    def deters(self, outcome: int, old: int) -> bool:
        return outcome == old or not self._likes(outcome, old)

    def provoked(self, new: int, old: int) -> bool:
        return self._likes(new, old)


@dataclass(frozen=True)
class CrispKind:
    """Ranks, larger is better."""

    rank: Mapping[int, int]

    def tempts(self, new: int, old: int) -> bool:
        return self.rank[new] > self.rank[old]

    def deters(self, outcome: int, old: int) -> bool:
        return self.rank[outcome] <= self.rank[old]

    def provoked(self, new: int, old: int) -> bool:
        return self.rank[new] > self.rank[old]


@dataclass(frozen=True)
class GradedKind:
    """Degrees of an actor in a graph (None: unknown), at a level or of a type."""

    graph: Graph
    actor: str
    level: int = 0
    type: str = "b"

    def tempts(self, new: int, old: int) -> bool:
        degree = self.graph.degree(self.actor, new, old)
        return self.type in "ac" if degree is None else degree > 0

    def deters(self, outcome: int, old: int) -> bool:
        degree = self.graph.degree(self.actor, old, outcome)
        return self.type in "cd" if degree is None else degree >= self.level

    def provoked(self, new: int, old: int) -> bool:
        degree = self.graph.degree(self.actor, new, old)
        return degree is None or degree > 0


def _temptations(graph: Graph, kinds: Mapping[str, Kind], state: int, actor: str) -> list[int]:
    return [s1 for s1 in moves(graph, state, actor) if kinds[actor].tempts(s1, state)]


def nash(graph: Graph, kinds: Mapping[str, Kind], state: int, actor: str) -> bool:
    """Nothing tempts i away from s."""
    return not _temptations(graph, kinds, state, actor)


def gmr(graph: Graph, kinds: Mapping[str, Kind], state: int, actor: str) -> bool:
    """For every s1 that tempts i there is s2 in R_o(s1) that deters i."""
    others = opponents(graph, [actor])
    return all(
        any(kinds[actor].deters(s2, state) for s2 in reach(graph, others, s1))
        for s1 in _temptations(graph, kinds, state, actor)
    )


def smr(graph: Graph, kinds: Mapping[str, Kind], state: int, actor: str) -> bool:
    """For every s1 that tempts i there is s2 in R_o(s1) that deters i, as does every s3 in R_i(s2)."""
    others, own = opponents(graph, [actor]), kinds[actor]
    return all(
        any(
            own.deters(s2, state) and all(own.deters(s3, state) for s3 in moves(graph, s2, actor))
            for s2 in reach(graph, others, s1)
        )
        for s1 in _temptations(graph, kinds, state, actor)
    )


def seq(graph: Graph, kinds: Mapping[str, Kind], state: int, actor: str) -> bool:
    """For every s1 that tempts i a legal sequence of provoked steps of the opponents ends in some s2 that deters i."""

    def steps(here: int, mover: str) -> frozenset[int]:
        return frozenset(q for q in moves(graph, here, mover) if kinds[mover].provoked(q, here))

    others = opponents(graph, [actor])
    return all(
        any(kinds[actor].deters(s2, state) for s2 in legal_ends(s1, others, steps, repeats=graph.repeats))
        for s1 in _temptations(graph, kinds, state, actor)
    )


CONCEPTS = {"nash": nash, "gmr": gmr, "smr": smr, "seq": seq}
