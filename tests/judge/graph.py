"""Graphs, preferences and legal sequences.

Notation: N the actors, S the states, A_i the one-step moves of actor i (no loops). For actor i and states s,
q: R_i(s) = {q : (s, q) in A_i} are i's moves, R_i+(s) those of them that i prefers to s. R_H(s) is what the
members of H can reach from s by a legal sequence: one move or more, nobody twice running. R_H+(s) is the same
with every step an improvement of its mover on the state that it moves from. Where the graph says so (`repeats`: option
forms in which acts need something) anybody may move twice running, in R_H and R_H+ alike.

The answers kept in `Graph.memo` save time only; each of them is computed as its definition says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, TypeVar

__all__ = [
    "Graph",
    "Relation",
    "equilibria",
    "improvements",
    "legal_ends",
    "moves",
    "not_preferred",
    "opponents",
    "preferred",
    "reach",
    "reach_improving",
    "remembered",
    "stable_states",
]

Mover = TypeVar("Mover", bound=Hashable)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Relation:
    """A general preference: `degrees[q, s]` says by how much q is preferred to s.

    Positive: q is preferred (1 mildly, 2 strongly, and so on); 0: indifferent; negative: s is preferred;
    None: unknown. One entry a pair is enough; a pair without an entry is indifferent. Need not be transitive.
    """

    degrees: Mapping[tuple[int, int], int | None]

    def degree(self, q: int, s: int) -> int | None:
        """By how much q is preferred to s; antisymmetric, and unknown both ways."""
        if q == s:
            return 0
        if (q, s) in self.degrees:
            return self.degrees[q, s]
        back = self.degrees.get((s, q), 0)
        return None if back is None else -back


@dataclass(frozen=True, slots=True)
class Graph:
    """A conflict: states, actors, arcs (actor -> state -> the states it can move to) and preferences.

    Preferences are `ranks` (actor -> state -> rank, larger is better) or, for an actor named there,
    `relations`. Raises ValueError where arcs or ranks do not fit the states.
    """

    states: tuple[int, ...]
    actors: tuple[str, ...]
    arcs: Mapping[str, Mapping[int, AbstractSet[int]]]
    ranks: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    repeats: bool = False
    memo: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        known = frozenset(self.states)
        for actor in self.actors:
            for source, targets in self.arcs.get(actor, {}).items():
                if source in targets or source not in known or not known.issuperset(targets):
                    raise ValueError(f"arcs of {actor} from {source}: a loop, or a state that does not exist")
            if actor not in self.relations and not known.issubset(self.ranks.get(actor, {})):
                raise ValueError(f"{actor} does not rank every state")

    def degree(self, actor: str, q: int, s: int) -> int | None:
        """By how much the actor prefers q to s: its relation's degree, or the sign that its ranks give."""
        if actor in self.relations:
            return self.relations[actor].degree(q, s)
        rank = self.ranks[actor]
        return (rank[q] > rank[s]) - (rank[q] < rank[s])


def remembered(graph: Graph, key: Hashable, compute: Callable[[], Answer]) -> Answer:
    """What `compute()` gives, computed once for the graph and key."""
    if key not in graph.memo:
        graph.memo[key] = compute()
    answer: Answer = graph.memo[key]
    return answer


def preferred(graph: Graph, actor: str, q: int, s: int) -> bool:
    """q ≻_i s: known to be preferred, to whatever degree."""
    degree = graph.degree(actor, q, s)
    return degree is not None and degree > 0


def not_preferred(graph: Graph, actor: str, q: int, s: int) -> bool:
    """q ≾_i s: known to be worse or indifferent."""
    degree = graph.degree(actor, q, s)
    return degree is not None and degree <= 0


def opponents(graph: Graph, coalition: Collection[str]) -> frozenset[str]:
    """N minus H."""
    return frozenset(graph.actors) - frozenset(coalition)


def moves(graph: Graph, state: int, actor: str) -> frozenset[int]:
    """R_i(s): the states that the actor can move to from s in one step."""
    return frozenset(graph.arcs.get(actor, {}).get(state, ()))


def improvements(graph: Graph, state: int, actor: str) -> frozenset[int]:
    """R_i+(s) = {q in R_i(s) : q ≻_i s}."""

    def compute() -> frozenset[int]:
        return frozenset(q for q in moves(graph, state, actor) if preferred(graph, actor, q, state))

    return remembered(graph, ("improvements", actor, state), compute)


def legal_ends(
    state: int, movers: Iterable[Mover], steps: Callable[[int, Mover], AbstractSet[int]], *, repeats: bool = False
) -> frozenset[int]:
    """The states in which a legal sequence from `state` can end.

    A legal sequence is one step or more, each by one of the movers, no mover twice running: A, B, A is legal,
    A, A is not, unless `repeats`. `steps(s, mover)` gives where the mover can step from s. Two sequences with the same last
    state and the same last mover can be continued alike, so each such pair is followed once.
    """
    everyone = tuple(movers)
    reached: set[tuple[int, Mover]] = set()
    waiting: list[tuple[int, Mover | None]] = [(state, None)]
    while waiting:
        here, last = waiting.pop()
        for mover in everyone:
            if mover == last and not repeats:
                continue
            for there in steps(here, mover):
                if (there, mover) not in reached:
                    reached.add((there, mover))
                    waiting.append((there, mover))
    return frozenset(there for there, _ in reached)


def reach(graph: Graph, coalition: Collection[str], state: int) -> frozenset[int]:
    """R_H(s): the ends of the legal sequences of moves by members of H.

    R_i(s) for one actor, where nobody moves twice running; empty for none.
    """
    members = frozenset(coalition)

    def compute() -> frozenset[int]:
        return legal_ends(state, members, lambda here, mover: moves(graph, here, mover), repeats=graph.repeats)

    return remembered(graph, ("reach", members, state), compute)


def reach_improving(graph: Graph, coalition: Collection[str], state: int) -> frozenset[int]:
    """R_H+(s): as R_H(s), every step an improvement of its mover on the state that it moves from."""
    members = frozenset(coalition)

    def compute() -> frozenset[int]:
        return legal_ends(state, members, lambda here, mover: improvements(graph, here, mover), repeats=graph.repeats)

    return remembered(graph, ("reach improving", members, state), compute)


def stable_states(graph: Graph, concept: Callable[[Graph, int, str], bool], actor: str) -> frozenset[int]:
    """The states that are stable for the actor under the concept."""
    return frozenset(s for s in graph.states if concept(graph, s, actor))


def equilibria(graph: Graph, concept: Callable[[Graph, int, str], bool]) -> frozenset[int]:
    """The states that are stable for every actor under the concept."""
    return frozenset(s for s in graph.states if all(concept(graph, s, actor) for actor in graph.actors))
