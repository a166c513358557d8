"""Stability for a coalition H against the others.

CI_H(s) = {q in R_H(s) : q ≻_i s for all i in H} are H's coalition improvements. q is a sanction of H at s iff
q ≾_i s for some i in H. The opponents' moves in CGMR and CSMR are R_{N minus H}. A coalition of one moves once, whatever
the graph says of opponents. (Kilgour, Hipel, Fang and
Peng 2001; Inohara and Hipel 2008)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations

from tests.judge.graph import Graph, legal_ends, moves, not_preferred, opponents, preferred, reach, remembered

__all__ = [
    "cgmr",
    "cnash",
    "coalition_improvements",
    "coalition_reach",
    "coalitions_of",
    "cseq",
    "csmr",
    "pareto_improvements",
    "partition_seq",
    "partition_stable",
    "partitions",
    "universally_stable",
]

Concept = Callable[[Graph, int, Collection[str]], bool]


def coalitions_of(members: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Every coalition of the members: their subsets, the empty one left out."""
    everyone = sorted(members)
    return tuple(frozenset(chosen) for size in range(1, len(everyone) + 1) for chosen in combinations(everyone, size))


def coalition_improvements(graph: Graph, coalition: Collection[str], state: int) -> frozenset[int]:
    """CI_H(s) = {q in R_H(s) : q ≻_i s for all i in H}."""
    members = frozenset(coalition)

    def compute() -> frozenset[int]:
        return frozenset(q for q in _own(graph, members, state) if all(preferred(graph, i, q, state) for i in members))

    return remembered(graph, ("coalition improvements", members, state), compute)


def pareto_improvements(graph: Graph, coalition: Collection[str], state: int) -> frozenset[int]:
    """The q in R_H(s) by which no member of H loses and one gains: s ≻_i q for no i in H, q ≻_i s for some i in H."""
    return frozenset(
        q
        for q in _own(graph, coalition, state)
        if not any(preferred(graph, i, state, q) for i in coalition)
        and any(preferred(graph, i, q, state) for i in coalition)
    )


def coalition_reach(graph: Graph, coalitions: Iterable[frozenset[str]], state: int) -> frozenset[int]:
    """The ends of the legal sequences from s of coalition improvements, no coalition twice running."""
    movers = frozenset(coalitions)

    def compute() -> frozenset[int]:
        steps = lambda here, mover: coalition_improvements(graph, mover, here)  # noqa: E731
        return legal_ends(state, movers, steps, repeats=graph.repeats)

    return remembered(graph, ("coalition reach", movers, state), compute)


def _own(graph: Graph, coalition: Collection[str], state: int) -> frozenset[int]:
    """R_H(s) of the coalition that is looked at."""
    (first, *others) = coalition
    return reach(graph, coalition, state) if others else moves(graph, state, first)


def _sanction(graph: Graph, coalition: Collection[str], outcome: int, state: int) -> bool:
    return any(not_preferred(graph, i, outcome, state) for i in coalition)


def cnash(graph: Graph, state: int, coalition: Collection[str]) -> bool:
    """CI_H(s) is empty."""
    return not coalition_improvements(graph, coalition, state)


def cgmr(graph: Graph, state: int, coalition: Collection[str]) -> bool:
    """For every s1 in CI_H(s) there is a sanction s2 in R_{N minus H}(s1)."""
    return all(
        any(_sanction(graph, coalition, s2, state) for s2 in reach(graph, opponents(graph, coalition), s1))
        for s1 in coalition_improvements(graph, coalition, state)
    )


def csmr(graph: Graph, state: int, coalition: Collection[str]) -> bool:
    """For every s1 in CI_H(s) there is a sanction s2 in R_{N minus H}(s1), every s3 in R_H(s2) being a
    sanction too."""
    return all(
        any(
            _sanction(graph, coalition, s2, state)
            and all(_sanction(graph, coalition, s3, state) for s3 in _own(graph, coalition, s2))
            for s2 in reach(graph, opponents(graph, coalition), s1)
        )
        for s1 in coalition_improvements(graph, coalition, state)
    )


def cseq(graph: Graph, state: int, coalition: Collection[str]) -> bool:
    """For every s1 in CI_H(s) there is a sanction s2 that the opponents reach from s1 by coalition
    improvements.

    That is by a legal sequence of steps t -> q with q in CI_K(t), K any non-empty coalition of N minus H, no
    coalition twice running.
    """
    return _cseq(graph, state, coalition, coalitions_of(opponents(graph, coalition)))


def partition_seq(graph: Graph, state: int, coalition: Collection[str], partition: Iterable[Collection[str]]) -> bool:
    """CSEQ where only the blocks of the partition act: the opponents' steps are coalition improvements of
    other blocks.

    With everybody alone in a block this is SEQ, for any number of actors.
    """
    blocks = frozenset(frozenset(block) for block in partition)
    return _cseq(graph, state, coalition, blocks - {frozenset(coalition)})


def _cseq(graph: Graph, state: int, coalition: Collection[str], movers: Iterable[frozenset[str]]) -> bool:
    movers = frozenset(movers)
    return all(
        any(_sanction(graph, coalition, s2, state) for s2 in coalition_reach(graph, movers, s1))
        for s1 in coalition_improvements(graph, coalition, state)
    )


def universally_stable(graph: Graph, state: int, concept: Concept) -> bool:
    """Stable under the concept for every non-empty coalition of N."""
    return all(concept(graph, state, coalition) for coalition in coalitions_of(graph.actors))


def partition_stable(graph: Graph, state: int, concept: Concept, partition: Iterable[Collection[str]]) -> bool:
    """Stable under the concept for every block of the partition (for CSEQ among blocks only see
    `partition_seq`)."""
    return all(concept(graph, state, block) for block in partition)


def partitions(actors: Iterable[str]) -> Iterator[tuple[frozenset[str], ...]]:
    """Every partition of the actors into non-empty blocks."""
    everyone = tuple(actors)
    if not everyone:
        yield ()
        return
    first, rest = everyone[0], everyone[1:]
    for smaller in partitions(rest):
        yield (frozenset([first]), *smaller)
        for k, block in enumerate(smaller):
            yield (*smaller[:k], block | {first}, *smaller[k + 1 :])
