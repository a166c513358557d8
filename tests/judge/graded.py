"""Strength of preference and unknown preference.

Strength: s ≫_i q strongly (degree 2), s >_i q mildly (degree 1), s ~_i q. Improvements are mild or strong.
(Hamouda, Kilgour and Hipel 2004, 2006; Xu, Hipel and Kilgour 2009)
Unknown: of two states, i may be known to prefer one or to be indifferent, or its preference may be unknown: s
U_i q. R_i+U(s) are the moves to states that are preferred or of unknown preference. (Li, Hipel, Kilgour and
Fang 2004)

| type | i leaves s for | i is deterred by s2 iff |
|---|---|---|
| a | R_i+U | s ≿_i s2 |
| b | R_i+ | s ≿_i s2 |
| c | R_i+U | s ≿_i s2 or s U_i s2 |
| d | R_i+ | s ≿_i s2 or s U_i s2 |
"""

from __future__ import annotations

from collections.abc import Collection

from tests.judge.graph import (
    Graph,
    improvements,
    legal_ends,
    moves,
    not_preferred,
    opponents,
    preferred,
    reach,
    reach_improving,
    remembered,
)

__all__ = [
    "GENERAL",
    "STRONG",
    "TYPES",
    "deterred",
    "gmr_at",
    "reach_uncertain",
    "seq_at",
    "smr_at",
    "strong_gmr",
    "strong_seq",
    "strong_smr",
    "temptations",
    "uncertain_moves",
    "unknown_gmr",
    "unknown_nash",
    "unknown_seq",
    "unknown_smr",
    "weak_gmr",
    "weak_seq",
    "weak_smr",
]

GENERAL = 0
"""The level at which an indifferent outcome deters: general stability."""
STRONG = 2
"""The level at which only a strongly worse outcome deters: strong stability."""
TYPES = ("a", "b", "c", "d")
"""The four attitudes to uncertainty."""


def _worse_by(graph: Graph, actor: str, outcome: int, state: int, level: int) -> bool:
    """The actor prefers the state to the outcome by at least the level (0: it is indifferent, or prefers
    it)."""
    degree = graph.degree(actor, state, outcome)
    return degree is not None and degree >= level


def gmr_at(graph: Graph, state: int, actor: str, level: int) -> bool:
    """For every s1 in R_i+(s) there is s2 in R_o(s1) to which i prefers s by at least the level."""
    return all(
        any(_worse_by(graph, actor, s2, state, level) for s2 in reach(graph, opponents(graph, [actor]), s1))
        for s1 in improvements(graph, state, actor)
    )


def smr_at(graph: Graph, state: int, actor: str, level: int) -> bool:
    """For every s1 in R_i+(s) there is s2 in R_o(s1) to which, and to every s3 in R_i(s2), i prefers s by the
    level."""
    return all(
        any(
            _worse_by(graph, actor, s2, state, level)
            and all(_worse_by(graph, actor, s3, state, level) for s3 in moves(graph, s2, actor))
            for s2 in reach(graph, opponents(graph, [actor]), s1)
        )
        for s1 in improvements(graph, state, actor)
    )


def seq_at(graph: Graph, state: int, actor: str, level: int) -> bool:
    """For every s1 in R_i+(s) there is s2 in R_o+(s1) to which i prefers s by at least the level."""
    return all(
        any(_worse_by(graph, actor, s2, state, level) for s2 in reach_improving(graph, opponents(graph, [actor]), s1))
        for s1 in improvements(graph, state, actor)
    )


def strong_gmr(graph: Graph, state: int, actor: str) -> bool:
    """GMR with s ≫_i s2."""
    return gmr_at(graph, state, actor, STRONG)


def strong_smr(graph: Graph, state: int, actor: str) -> bool:
    """SMR with s ≫_i s2 and s ≫_i s3."""
    return smr_at(graph, state, actor, STRONG)


def strong_seq(graph: Graph, state: int, actor: str) -> bool:
    """SEQ with s ≫_i s2."""
    return seq_at(graph, state, actor, STRONG)


def weak_gmr(graph: Graph, state: int, actor: str) -> bool:
    """General but not strong GMR."""
    return gmr_at(graph, state, actor, GENERAL) and not strong_gmr(graph, state, actor)


def weak_smr(graph: Graph, state: int, actor: str) -> bool:
    """General but not strong SMR."""
    return smr_at(graph, state, actor, GENERAL) and not strong_smr(graph, state, actor)


def weak_seq(graph: Graph, state: int, actor: str) -> bool:
    """General but not strong SEQ."""
    return seq_at(graph, state, actor, GENERAL) and not strong_seq(graph, state, actor)


def uncertain_moves(graph: Graph, state: int, actor: str) -> frozenset[int]:
    """R_i+U(s): the moves to states that i prefers to s, or may."""
    return frozenset(
        q
        for q in moves(graph, state, actor)
        if preferred(graph, actor, q, state) or graph.degree(actor, q, state) is None
    )


def temptations(graph: Graph, state: int, actor: str, kind: str) -> frozenset[int]:
    """What i leaves s for: R_i+U(s) for types a and c, R_i+(s) for b and d."""
    _require_type(kind)
    return uncertain_moves(graph, state, actor) if kind in "ac" else improvements(graph, state, actor)


def deterred(graph: Graph, outcome: int, state: int, actor: str, kind: str) -> bool:
    """Whether the outcome deters i: s ≿_i outcome, or for types c and d s U_i outcome."""
    _require_type(kind)
    if kind in "cd" and graph.degree(actor, outcome, state) is None:
        return True
    return not_preferred(graph, actor, outcome, state)


def reach_uncertain(graph: Graph, coalition: Collection[str], state: int) -> frozenset[int]:
    """R_H+U(s): the ends of the legal sequences from s whose every step is in its mover's R_j+U."""
    members = frozenset(coalition)

    def compute() -> frozenset[int]:
        steps = lambda here, mover: uncertain_moves(graph, here, mover)  # noqa: E731
        return legal_ends(state, members, steps, repeats=graph.repeats)

    return remembered(graph, ("reach uncertain", members, state), compute)


def unknown_nash(graph: Graph, state: int, actor: str, kind: str) -> bool:
    """Nothing tempts i away from s."""
    return not temptations(graph, state, actor, kind)


def unknown_gmr(graph: Graph, state: int, actor: str, kind: str) -> bool:
    """For every temptation s1 there is s2 in R_o(s1) that deters i."""
    return all(
        any(deterred(graph, s2, state, actor, kind) for s2 in reach(graph, opponents(graph, [actor]), s1))
        for s1 in temptations(graph, state, actor, kind)
    )


def unknown_smr(graph: Graph, state: int, actor: str, kind: str) -> bool:
    """For every temptation s1 there is s2 in R_o(s1) that deters i, as does every s3 in R_i(s2)."""
    return all(
        any(
            deterred(graph, s2, state, actor, kind)
            and all(deterred(graph, s3, state, actor, kind) for s3 in moves(graph, s2, actor))
            for s2 in reach(graph, opponents(graph, [actor]), s1)
        )
        for s1 in temptations(graph, state, actor, kind)
    )


def unknown_seq(graph: Graph, state: int, actor: str, kind: str) -> bool:
    """For every temptation s1 there is s2 in R_o+U(s1), whatever the type, that deters i."""
    return all(
        any(deterred(graph, s2, state, actor, kind) for s2 in reach_uncertain(graph, opponents(graph, [actor]), s1))
        for s1 in temptations(graph, state, actor, kind)
    )


def _require_type(kind: str) -> None:
    if kind not in TYPES:
        raise ValueError(f"unknown type {kind!r}: one of a, b, c, d")
