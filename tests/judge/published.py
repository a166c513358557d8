"""Conflicts from the literature as the judge's graphs, with the numbering that the literature prints.

*Ordered* numbers are 1..m over the feasible states by ascending code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from tests.judge.graph import Graph, equilibria
from tests.judge.options import Bits, feasible_codes, option_graph, pattern, prioritised, ranks_from_tiers

__all__ = [
    "chicken",
    "cuba",
    "elmira",
    "elmira_options",
    "from_ordered",
    "ordered_equilibria",
    "prisoners_dilemma",
    "syria_iraq",
    "syria_iraq_ranked",
]

CUBA_US: Sequence[Callable[[bool, bool, bool, bool], bool]] = (
    lambda a, b, w, e: w,
    lambda a, b, w, e: not e,
    lambda a, b, w, e: not a and w,
    lambda a, b, w, e: not b and w,
    lambda a, b, w, e: a and e,
    lambda a, b, w, e: b and e,
    lambda a, b, w, e: (a and not w) or (b and not e) or (a and not e) or (b and not w),
    lambda a, b, w, e: not a and not w and not e,
    lambda a, b, w, e: not b and not w and not e,
)
CUBA_USSR: Sequence[Callable[[bool, bool, bool, bool], bool]] = (
    lambda a, b, w, e: not e,
    lambda a, b, w, e: (a and e) or (not a and not e) or (a and not e),
    lambda a, b, w, e: (b and e) or (not b and not e) or (b and not e),
    lambda a, b, w, e: not a and not e,
    lambda a, b, w, e: not b and not e,
    lambda a, b, w, e: (b and w) or (not b and not w) or (a and w),
    lambda a, b, w, e: b and not w and not e,
    lambda a, b, w, e: a and not b and w and not e,
)


def from_ordered(states: Sequence[int], numbers: Iterable[int]) -> list[int]:
    """The codes of states given by their ordered numbers."""
    return [states[number - 1] for number in numbers]


def ordered_equilibria(graph: Graph, concept: Callable[[Graph, int, str], bool]) -> set[int]:
    """The ordered numbers of the equilibria."""
    return {graph.states.index(state) + 1 for state in equilibria(graph, concept)}


def _strict(states: Iterable[int]) -> dict[int, int]:
    return ranks_from_tiers([[state] for state in states])


def prisoners_dilemma() -> Graph:
    """Each player has one option, cooperate, and wants that the other cooperates, then that it does not."""
    return option_graph(
        options={"Row": ["cooperate"], "Column": ["cooperate"]},
        ranks={
            "Row": prioritised(range(4), 2, [lambda on: on[1], lambda on: not on[0]]),
            "Column": prioritised(range(4), 2, [lambda on: on[0], lambda on: not on[1]]),
        },
    )


def chicken() -> Graph:
    """Each player has one option, swerve; states as (Row, Column): Row NY > YY > YN > NN, Column alike."""
    ny, yy, yn, nn = 2, 3, 1, 0
    return option_graph(
        options={"Row": ["swerve"], "Column": ["swerve"]},
        ranks={"Row": _strict([ny, yy, yn, nn]), "Column": _strict([yn, yy, ny, nn])},
    )


def syria_iraq_ranked(syria: Sequence[int], iraq: Sequence[int]) -> Graph:
    """Syria: release water, escalate. Iraq: attack. Rankings as ordered numbers, best first."""
    feasible = feasible_codes(3, [pattern("YY-")])
    return option_graph(
        options={"Syria": ["release", "escalate"], "Iraq": ["attack"]},
        feasible=feasible,
        ranks={
            "Syria": _strict(from_ordered(feasible, syria)),
            "Iraq": _strict(from_ordered(feasible, iraq)),
        },
    )


def syria_iraq() -> Graph:
    """The Euphrates in 1975 (Hipel, Kilgour and Kinsara 2014)."""
    return syria_iraq_ranked([1, 3, 6, 2, 4, 5], [2, 4, 6, 1, 5, 3])


def cuba() -> Graph:
    """The Cuban missile crisis (after Fraser and Hipel 1984)."""
    feasible = feasible_codes(4, [pattern("--YY")])

    def ranks(wants: Sequence[Callable[[bool, bool, bool, bool], bool]]) -> dict[int, int]:
        def over(want: Callable[[bool, bool, bool, bool], bool]) -> Callable[[Bits], bool]:
            return lambda on: want(on[0], on[1], on[2], on[3])

        return prioritised(feasible, 4, [over(want) for want in wants])

    return option_graph(
        options={"US": ["strike", "blockade"], "USSR": ["withdraw", "escalate"]},
        one_way={"US.strike": "forward"},
        feasible=feasible,
        ranks={"US": ranks(CUBA_US), "USSR": ranks(CUBA_USSR)},
    )


ELMIRA_RANKS: dict[str, Sequence[int]] = {
    "M": [7, 3, 4, 8, 5, 1, 2, 6, 9],
    "U": [1, 4, 8, 5, 9, 3, 7, 2, 6],
    "L": [7, 3, 5, 1, 8, 6, 4, 2, 9],
}


def elmira() -> Graph:
    """Elmira in graph form: states 1..9, 9 being the four states with "abandon" in one."""
    pairs: dict[str, Collection[tuple[int, int]]] = {
        "M": [(1, 2), (3, 4), (5, 6), (7, 8)],
        "U": [(1, 3), (2, 4), (5, 7), (6, 8), *((s, 9) for s in range(1, 9))],
        "L": [(1, 5), (5, 1), (2, 6), (6, 2), (3, 7), (7, 3), (4, 8), (8, 4)],
    }
    states = tuple(range(1, 10))
    return Graph(
        states=states,
        actors=("M", "U", "L"),
        arcs={actor: {s: {q for source, q in own if source == s} for s in states} for actor, own in pairs.items()},
        ranks={actor: _strict(order) for actor, order in ELMIRA_RANKS.items()},
    )


def elmira_options() -> Graph:
    """Elmira in option form: M modify; U delay, accept, abandon; L insist; ranked as the graph form."""
    feasible = feasible_codes(5, [pattern(text) for text in ("-YY--", "-Y-Y-", "--YY-", "-NNN-")])
    same = {1: [1], 2: [2], 3: [3], 4: [4], 5: [7], 6: [8], 7: [9], 8: [10], 9: [5, 6, 11, 12]}
    return option_graph(
        options={"M": ["modify"], "U": ["delay", "accept", "abandon"], "L": ["insist"]},
        one_way={"M.modify": "forward", "U.delay": "back", "U.abandon": "forward"},
        feasible=feasible,
        ranks={
            actor: ranks_from_tiers([from_ordered(feasible, same[number]) for number in order])
            for actor, order in ELMIRA_RANKS.items()
        },
    )
