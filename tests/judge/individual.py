"""Stability for one actor against the others.

i is the actor, s the state, o = N minus i. Each concept says of every improvement s1 in R_i+(s) what must
deter i from it. A deterrent is weak: s2 ≾_i s includes indifference.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import product
from types import MappingProxyType

from tests.judge.graph import (
    Graph,
    improvements,
    moves,
    not_preferred,
    opponents,
    preferred,
    reach,
    reach_improving,
    remembered,
)

__all__ = ["CONCEPTS", "berge", "gmr", "nash", "seq", "sim", "sim_confined", "sim_tableau", "smr", "symseq"]


def nash(graph: Graph, state: int, actor: str) -> bool:
    """R_i+(s) is empty. (Nash 1950, 1951)"""
    return not improvements(graph, state, actor)


def gmr(graph: Graph, state: int, actor: str) -> bool:
    """For every s1 in R_i+(s) there is s2 in R_o(s1) with s2 ≾_i s. (Howard 1971)"""
    return all(
        any(not_preferred(graph, actor, s2, state) for s2 in reach(graph, opponents(graph, [actor]), s1))
        for s1 in improvements(graph, state, actor)
    )


def smr(graph: Graph, state: int, actor: str) -> bool:
    """For every s1 in R_i+(s) there is s2 in R_o(s1) with s2 ≾_i s, and s3 ≾_i s for every s3 in R_i(s2).

    (Howard 1971)
    """
    return all(
        any(
            not_preferred(graph, actor, s2, state)
            and all(not_preferred(graph, actor, s3, state) for s3 in moves(graph, s2, actor))
            for s2 in reach(graph, opponents(graph, [actor]), s1)
        )
        for s1 in improvements(graph, state, actor)
    )


def seq(graph: Graph, state: int, actor: str) -> bool:
    """For every s1 in R_i+(s) there is s2 in R_o+(s1) with s2 ≾_i s. (Fraser and Hipel 1979, 1984)"""
    return all(
        any(not_preferred(graph, actor, s2, state) for s2 in reach_improving(graph, opponents(graph, [actor]), s1))
        for s1 in improvements(graph, state, actor)
    )


def symseq(graph: Graph, state: int, actor: str) -> bool:
    """For every s1 in R_i+(s) there is s2 in R_o+(s1) with s2 ≾_i s, and s3 ≾_i s for every s3 in R_i(s2).

    (Rêgo and Vieira 2015, 2017: symmetric sequential stability)
    """
    return all(
        any(
            not_preferred(graph, actor, s2, state)
            and all(not_preferred(graph, actor, s3, state) for s3 in moves(graph, s2, actor))
            for s2 in reach_improving(graph, opponents(graph, [actor]), s1)
        )
        for s1 in improvements(graph, state, actor)
    )


def berge(graph: Graph, state: int, actor: str) -> bool:
    """No s1 in R_o(s) is preferred by i to s: the others cannot do better by i. (Berge 1957; Zhukovskii 1985)"""
    return not any(preferred(graph, actor, s1, state) for s1 in reach(graph, opponents(graph, [actor]), state))


def sim(graph: Graph, state: int, actor: str) -> bool:
    """Simultaneous sanctioning, in option form only.

    For every s1 in R_i+(s) there is a joint move, in which i moves to s1 and every other actor stays or takes
    an improvement of its own from s, whose option changes, all superposed, give a feasible t with t ≾_i s.
    Actors' options are disjoint, so changes superpose by exclusive or of state codes. Raises ValueError where
    two actors change the same bit. (After Fraser and Hipel. It is not confined to states where two actors or
    more have an improvement: without another's improvement there is nothing to superpose and it says what Nash
    says, see `sim_confined`.)
    """
    return _sanctioned_at_once(graph, state, actor, opponents(graph, [actor]))


def sim_confined(graph: Graph, state: int, actor: str) -> bool:
    """Simultaneous sanctioning at states where two actors or more have an improvement, Nash at all others."""
    tempted = [other for other in graph.actors if improvements(graph, state, other)]
    return sim(graph, state, actor) if len(tempted) > 1 else nash(graph, state, actor)


def sim_tableau(graph: Graph, state: int, actor: str) -> bool:
    """Simultaneous sanctioning after sequential stability, in option form only. (Fraser and Hipel's tableau)

    Those for whom the state is not sequentially stable would leave. Who would not is stable. Where two or more
    would, one of them is stable iff for every s1 in R_i+(s) there is a joint move as in `sim` in which only those
    move who would leave. One alone who would leave is not stable.
    """
    leaving = frozenset(other for other in graph.actors if not seq(graph, state, other))
    _require_option_form(graph)
    if actor not in leaving:
        return True
    return len(leaving) > 1 and _sanctioned_at_once(graph, state, actor, leaving - {actor})


def _sanctioned_at_once(graph: Graph, state: int, actor: str, others: Collection[str]) -> bool:
    """Whether every improvement meets a joint move of the actor and some of the others."""
    _require_option_form(graph)
    choices = [(state, *sorted(improvements(graph, state, other))) for other in sorted(others)]
    feasible = frozenset(graph.states)

    def sanctioned(s1: int) -> bool:
        for joint in product(*choices):
            outcome = s1
            for chosen in joint:
                outcome ^= state ^ chosen
            if outcome in feasible and not_preferred(graph, actor, outcome, state):
                return True
        return False

    return all(sanctioned(s1) for s1 in improvements(graph, state, actor))


def _require_option_form(graph: Graph) -> None:
    def overlap() -> bool:
        taken = 0
        for actor in graph.actors:
            changed = 0
            for s in graph.states:
                for q in moves(graph, s, actor):
                    changed |= s ^ q
            if changed & taken:
                return True
            taken |= changed
        return False

    if remembered(graph, "overlapping options", overlap):
        raise ValueError("two actors change the same option: the states are not codes of an option form")


CONCEPTS: Mapping[str, Callable[[Graph, int, str], bool]] = MappingProxyType(
    {"nash": nash, "gmr": gmr, "smr": smr, "seq": seq, "symseq": symseq}
)
"""The five concepts by the names that the engine gives them."""
