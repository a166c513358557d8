"""Foresight: limited moves, non-myopic stability, maximin.

P_i(s) is i's rank of s; these concepts compare what lies several moves ahead, so every actor needs ranks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import product

from tests.judge.graph import Graph, moves, opponents, reach, remembered

__all__ = [
    "limited",
    "limited_cycle",
    "limited_in_turns",
    "limited_outcomes",
    "maximin",
    "maximin_value",
    "nonmyopic",
    "stackelberg",
]

Layer = dict[tuple[str, int], frozenset[int]]


def limited_outcomes(graph: Graph, state: int, actor: str, horizon: int) -> frozenset[int]:
    """G_h(i, s) of a conflict of two actors i, j, as the set of the outcomes that ties leave possible.

    Strict preferences (Kilgour 1985): G_0(i, s) = s. G_h(i, s) = s if R_i(s) is empty or P_i(G_{h-1}(j, M)) ≤
    P_i(s), else G_{h-1}(j, M), where M in R_i(s) maximises P_i(G_{h-1}(j, q)) over q in R_i(s).

    With ties M is not unique, and which M is taken can matter to the other actor. Here G_0(i, s) = {s}, and
    G_h(i, s) is the set of what results from some choice g(q) in G_{h-1}(j, q) for every q in R_i(s): s if no
    P_i(g(q)) exceeds P_i(s), else each g(M) with P_i(g(M)) the maximum. The choices at different q are
    independent. So
    s is in the set iff every q has some g(q) with P_i(g(q)) ≤ P_i(s) (always if R_i(s) is empty), and
    x with P_i(x) > P_i(s) is in it iff x is in some G_{h-1}(j, M) and every other q has some g(q) with
    P_i(g(q)) ≤ P_i(x). Without ties the set has one element, Kilgour's. Raises ValueError for any other
    number of actors.
    """
    if horizon < 0:
        raise ValueError("the horizon counts moves: 0 or more")
    return _layer(graph, horizon)[actor, state]


def limited(graph: Graph, state: int, actor: str, horizon: int, *, ties: str = "every") -> bool:
    """L_h: limited-move stability of horizon h for two actors.

    ties="every": G_h(i, s) = {s}: i stays however ties are broken. ties="some": s in G_h(i, s): i stays for
    some way of breaking them. The first is the definition used here: stability is a promise that the actor
    will not leave, and a promise that hangs on an indifferent opponent's whim is none. Both agree where
    nobody is indifferent between different states, and both make L_1 Nash.
    """
    if ties not in ("every", "some"):
        raise ValueError("ties are broken in every way or in some way: 'every' or 'some'")
    outcomes = limited_outcomes(graph, state, actor, horizon)
    return outcomes == {state} if ties == "every" else state in outcomes


def nonmyopic(graph: Graph, state: int, actor: str, *, ties: str = "every") -> bool:
    """There is t such that s is L_h-stable for every h ≥ t.

    G_h follows from G_{h-1} alone and there are finitely many of them, so they end in a cycle: s must be
    stable in all of it.
    """
    first, period = limited_cycle(graph)
    return all(limited(graph, state, actor, first + k, ties=ties) for k in range(period))


def limited_cycle(graph: Graph) -> tuple[int, int]:
    """(t, p) with G_{h+p} = G_h for every h ≥ t, both smallest."""

    def compute() -> tuple[int, int]:
        order = [(actor, s) for actor in graph.actors for s in graph.states]
        seen: dict[tuple[frozenset[int], ...], int] = {}
        horizon = 0
        while True:
            layer = _layer(graph, horizon)
            signature = tuple(layer[key] for key in order)
            if signature in seen:
                return seen[signature], horizon - seen[signature]
            seen[signature] = horizon
            horizon += 1

    return remembered(graph, "limited cycle", compute)


def _layer(graph: Graph, horizon: int) -> Layer:
    """G_h for both actors and every state."""
    if len(graph.actors) != 2:
        raise ValueError("limited-move stability is defined for two actors")

    def start() -> Layer:
        return {(actor, s): frozenset([s]) for actor in graph.actors for s in graph.states}

    layer = remembered(graph, ("limited", 0), start)
    for h in range(1, horizon + 1):
        previous = layer
        layer = remembered(graph, ("limited", h), partial(_next_layer, graph, previous))
    return layer


def _next_layer(graph: Graph, previous: Layer) -> Layer:
    first, second = graph.actors
    result: Layer = {}
    for actor, other in ((first, second), (second, first)):
        rank = graph.ranks[actor]
        for s in graph.states:
            ahead = {q: previous[other, q] for q in moves(graph, s, actor)}
            worst = {q: min(rank[x] for x in outcomes) for q, outcomes in ahead.items()}
            possible = {s} if all(worst[q] <= rank[s] for q in ahead) else set()
            for chosen, outcomes in ahead.items():
                for x in outcomes:
                    if rank[x] > rank[s] and all(worst[q] <= rank[x] for q in ahead if q != chosen):
                        possible.add(x)
            result[actor, s] = frozenset(possible)
    return result


def limited_in_turns(graph: Graph, state: int, actor: str, horizon: int, order: Sequence[str]) -> frozenset[int]:
    """Where play can end that begins with the actor at the state, if at most `horizon` moves are made and the others are
    asked in turns.

    A position is who is still to be asked, the state, and the moves left. The first of those to be asked moves, after
    which all the others are to be asked in the order from it on, or passes, after which the rest is. It passes unless a
    move gains; with ties, for each way in which each later position can turn out, each by itself.
    """

    def ends(waiting: tuple[str, ...], here: int, left: int) -> frozenset[int]:
        if not waiting or not left:
            return frozenset([here])
        mover, rest = waiting[0], waiting[1:]
        place = list(order).index(mover)
        others = (*order[place + 1 :], *order[:place])

        def compute() -> frozenset[int]:
            worth = graph.ranks[mover]
            possible = set()
            ahead = [ends(others, there, left - 1) for there in sorted(moves(graph, here, mover))]
            for passing, *moved in product(ends(rest, here, left), *ahead):
                best = max(map(worth.__getitem__, moved), default=worth[passing])
                possible |= {passing} if best <= worth[passing] else {x for x in moved if worth[x] == best}
            return frozenset(possible)

        return remembered(graph, ("in turns", tuple(order), waiting, here, left), compute)

    return ends((actor,), state, horizon)


def stackelberg(graph: Graph, state: int, actor: str, leader: str, *, ties: str = "every") -> bool:
    """Of two actors the leader foresees two moves, the follower one: L_2 for the leader, L_1 for the other."""
    return limited(graph, state, actor, 2 if actor == leader else 1, ties=ties)


def maximin_value(graph: Graph, state: int, actor: str, left: int, *, opposed: bool) -> int:
    """i's rank of the final state when `left` moves are left, the opponents to move first if `opposed`, else
    i.

    i moves (R_i) to maximise it, N minus i as one coalition (R_o) to minimise it, in turns; anyone may stop,
    and the state in which somebody stops is final.
    """

    def compute() -> int:
        here = graph.ranks[actor][state]
        if left == 0:
            return here
        if opposed:
            onward = reach(graph, opponents(graph, [actor]), state)
            return min([here, *(maximin_value(graph, q, actor, left - 1, opposed=False) for q in onward)])
        onward = moves(graph, state, actor)
        return max([here, *(maximin_value(graph, q, actor, left - 1, opposed=True) for q in onward)])

    return remembered(graph, ("maximin", actor, state, left, opposed), compute)


def maximin(graph: Graph, state: int, actor: str, horizon: int) -> bool:
    """Maximin_h (Rêgo and Vieira): no s1 in R_i(s) has a value above P_i(s) when h - 1 moves are left,
    opponents first.

    For any number of actors; Maximin_1 is Nash, Maximin_2 is GMR, Maximin_3 is SMR.
    """
    if horizon < 1:
        raise ValueError("maximin counts the first move: a horizon of 1 or more")
    return all(
        maximin_value(graph, s1, actor, horizon - 1, opposed=True) <= graph.ranks[actor][state]
        for s1 in moves(graph, state, actor)
    )
