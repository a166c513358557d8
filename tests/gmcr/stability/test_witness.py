"""Every witness is checked against the definitions, move by move."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings

from gmcr import CONCEPTS, Conflict, ModelError, Ranking, UnknownName, Witness, solve, why
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.judge.definitions import CONCEPTS as JUDGED
from tests.judge.graph import Graph, improvements, moves, opponents, reach, reach_improving
from tests.judge.strategies import (
    PlainConflict,
    PlainGraph,
    conflict_graph,
    plain_conflicts,
    plain_graph,
    plain_graphs,
    random_conflict,
    random_graph,
)

REPLIES = ("smr", "symseq")
IMPROVING = ("seq", "symseq")


def sanctions(graph: Graph, concept: str, actor: str, state: int, end: int) -> bool:
    """Whether arriving at *end* deters the actor from having left *state*."""
    rank = graph.ranks[actor]
    if rank[end] > rank[state]:
        return False
    return concept not in REPLIES or all(rank[q] <= rank[state] for q in moves(graph, end, actor))


def answers(graph: Graph, concept: str, actor: str, improvement: int) -> Iterable[int]:
    follow = reach_improving if concept in IMPROVING else reach
    return follow(graph, opponents(graph, [actor]), improvement)


def shortest(graph: Graph, concept: str, actor: str, state: int, improvement: int) -> int:
    """How many moves a sanction takes at least, by trying all sequences length by length."""
    ends = {(improvement, "")}
    for length in range(1, 2 * len(graph.states) * len(graph.actors) + 1):
        step = improvements if concept in IMPROVING else moves
        ends = {
            (q, mover)
            for here, last in ends
            for mover in graph.actors
            if mover != actor and (mover != last or graph.repeats)
            for q in step(graph, here, mover)
        }
        if any(sanctions(graph, concept, actor, state, q) for q, _ in ends):
            return length
    raise AssertionError("nothing deters it")


def check_path(graph: Graph, witness: Witness, improvement: int, path: tuple[tuple[str, int], ...]) -> None:
    assert path, "an improvement cannot be its own sanction"
    here, last = improvement, witness.actor
    for mover, there in path:
        assert mover in graph.actors
        assert mover != witness.actor
        assert mover != last or graph.repeats, "nobody moves twice running"
        assert there in moves(graph, here, mover)
        if witness.concept in IMPROVING:
            assert there in improvements(graph, here, mover)
        here, last = there, mover
    assert sanctions(graph, witness.concept, witness.actor, witness.state, here)
    assert len(path) == shortest(graph, witness.concept, witness.actor, witness.state, improvement)


def check_witness(graph: Graph, witness: Witness) -> None:
    concept, actor, state = witness.concept, witness.actor, witness.state
    assert witness.stable == JUDGED[concept](graph, state, actor)
    own = improvements(graph, state, actor)
    deterred = [improvement for improvement, _ in witness.deterred]
    expected = {
        s1
        for s1 in own
        if concept != "nash"
        and any(sanctions(graph, concept, actor, state, s2) for s2 in answers(graph, concept, actor, s1))
    }
    assert deterred == sorted(expected)
    if witness.stable:
        assert witness.improvement is None
        assert expected == own
    else:
        assert witness.improvement in own - expected
        best = max(graph.ranks[actor][s1] for s1 in own - expected)
        assert graph.ranks[actor][witness.improvement] == best
    for improvement, path in witness.deterred:
        check_path(graph, witness, improvement, path)


def check_all(graph: Graph, conflict: Conflict, states: Iterable[int]) -> None:
    for state in states:
        for actor in conflict.actors:
            for concept in CONCEPTS:
                witness = why(conflict, state, actor=actor, concept=concept)
                assert (witness.state, witness.actor, witness.concept) == (state, actor, concept)
                check_witness(graph, witness)


@pytest.mark.level("all")
@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_witnesses_in_option_form(layout: str) -> None:
    rng = np.random.default_rng(31)
    for number in range(40 if FULL else 12):
        plain = random_conflict(rng, bits=5, ties=(0.0, 0.4)[number % 2], infeasible=(0.0, 0.3)[number // 2 % 2])
        check_all(conflict_graph(plain), conflict_of(plain, layout), plain.feasible[::3])


def test_witnesses_on_arcs_that_are_not_transitive() -> None:
    rng = np.random.default_rng(32)
    for _ in range(40):
        plain = random_graph(rng, states=6, density=0.35)
        check_all(plain_graph(plain), graph_conflict(plain), plain.states)


@settings(max_examples=25)
@given(plain_conflicts(max_bits=4))
def test_any_witness_in_option_form(plain: PlainConflict) -> None:
    check_all(conflict_graph(plain), conflict_of(plain), [plain.start])


@settings(max_examples=25)
@given(plain_graphs())
def test_any_witness_on_arcs(plain: PlainGraph) -> None:
    check_all(plain_graph(plain), graph_conflict(plain), [plain.start])


def relay() -> Conflict:
    """A's gain at 1 is undone only by B, C, B: the same opponent comes twice, though never twice running."""
    flat = Ranking([list("12345"), ["0"]])
    return Conflict.from_arcs(
        states=list("012345"),
        arcs={"A": [("0", "1")], "B": [("1", "2"), ("3", "4"), ("2", "5")], "C": [("2", "3")]},
        preferences={
            "A": Ranking(["1", ["2", "3"], ["0", "4", "5"]]),
            "B": Ranking([["4"], ["2", "3", "5"], ["1", "0"]]),
            "C": flat,
        },
    )


def test_an_opponent_may_come_twice_but_not_twice_running() -> None:
    witness = why(relay(), "0", actor="A", concept="gmr")
    assert witness.stable
    assert witness.deterred == ((1, (("B", 2), ("C", 3), ("B", 4))),)
    sequential = why(relay(), "0", actor="A", concept="seq")
    assert not sequential.stable  # C is indifferent between 2 and 3
    assert sequential.improvement == 1
    assert sequential.deterred == ()


def test_a_state_is_named_by_code_label_or_options() -> None:
    conflict = Conflict.from_options(
        actors={"Row": ["r"], "Column": ["c"]}, preferences={"Row": ["c", "not r"], "Column": ["r", "not c"]}
    )
    by_code = why(conflict, 3, actor="Row", concept="seq")
    assert by_code == why(conflict, "Row.r, c", actor="Row", concept="seq")
    assert by_code.deterred == ((2, (("Column", 0),)),)
    assert why(conflict, 3, actor="Row").concept == "nash"
    assert why(conflict, 3, actor="Row").improvement == 2
    assert why(conflict, 0, actor="Row").stable


def test_what_does_not_exist_is_refused() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["a"], "B": ["b"]}, preferences={"A": ["a"], "B": ["b"]}, never=["a and b"]
    )
    with pytest.raises(ModelError, match="a and b") as infeasible:
        why(conflict, 3, actor="A")
    assert infeasible.value.rule == "a and b"
    with pytest.raises(UnknownName, match="actor"):
        why(conflict, 0, actor="C")
    with pytest.raises(UnknownName, match="concept"):
        why(conflict, 0, actor="A", concept="sequential")
    with pytest.raises(ModelError, match="codes run from 0 to 3"):
        why(conflict, 4, actor="A")


@pytest.mark.level("all")
def test_a_witness_says_what_the_table_says() -> None:
    rng = np.random.default_rng(33)
    for _ in range(15):
        plain = random_conflict(rng, bits=7)
        conflict = conflict_of(plain)
        table = solve(conflict)
        for concept in CONCEPTS:
            for actor in plain.actors:
                stable = [why(conflict, state, actor=actor, concept=concept).stable for state in plain.feasible[::5]]
                assert stable == table.stable(concept, actor)[::5].tolist()


@pytest.mark.level("all")
def test_a_large_conflict_is_searched_with_the_same_witnesses(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(23)
    for number in range(6 if FULL else 2):
        conflict = conflict_of(random_conflict(rng, bits=5, options=2), ("dense", "sparse")[number % 2])
        for concept in CONCEPTS:
            for actor in conflict.actors:
                expected = [why(conflict, state, actor=actor, concept=concept) for state in conflict.states.tolist()]
                for room in (0, 10**6):
                    with monkeypatch.context() as patched:
                        patched.setattr("gmcr.stability.witness._FEW_CELLS", 1)
                        patched.setattr("gmcr.stability.witness._ROOM", room)
                        found = [
                            why(conflict, state, actor=actor, concept=concept) for state in conflict.states.tolist()
                        ]
                    assert found == expected
