"""Coalitions against the judge: one coalition, partitions, all coalitions; theorems; Elmira."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, Ranking, SizeError, UnknownName, solve
from gmcr.stability import (
    COALITION_CONCEPTS,
    coalition_improvements,
    coalitions,
    coalitions_of,
    partitions_of,
    solve_coalition,
    solve_partition,
    solve_universal,
)
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import arcs_of, conflict_of, graph_conflict
from tests.gmcr.stability.samples import ROUND, compared, in_every_layout, pairs, plain_options
from tests.judge import definitions, published
from tests.judge.graph import Graph
from tests.judge.strategies import plain_conflicts, plain_graphs

JUDGE: dict[str, Callable[[Graph, int, Collection[str]], bool]] = {
    "cnash": definitions.cnash,
    "cgmr": definitions.cgmr,
    "csmr": definitions.csmr,
    "cseq": definitions.cseq,
}

conflicts = st.one_of(plain_conflicts().map(conflict_of), plain_graphs().map(graph_conflict))


def by_the_judge(graph: Graph, concept: str, coalition: Collection[str]) -> list[bool]:
    return [JUDGE[concept](graph, s, coalition) for s in graph.states]


# --- the judge ---


@pytest.mark.level("all")
def test_the_judge_agrees_on_every_coalition() -> None:
    for graph, conflict in pairs(compared(150, ROUND // 3), seed=60):
        found = solve_universal(conflict)
        for coalition in found.players:
            for concept in COALITION_CONCEPTS:
                assert found.stable(concept, coalition).tolist() == by_the_judge(graph, concept, coalition)
        for concept in COALITION_CONCEPTS:
            expected = [definitions.universally_stable(graph, s, JUDGE[concept]) for s in graph.states]
            assert found.equilibrium(concept).tolist() == expected


@pytest.mark.level("all")
def test_the_judge_agrees_on_partitions() -> None:
    for graph, conflict in pairs(compared(60, ROUND // 6), seed=62, actors=4):
        alone = {  # a block is in several partitions, and the judge says the same of it in each
            (concept, block): by_the_judge(graph, concept, block)
            for concept in ("cnash", "cgmr", "csmr")
            for block in {block for partition in definitions.partitions(graph.actors) for block in partition}
        }
        for partition in definitions.partitions(graph.actors):
            found = solve_partition(conflict, partition=partition)
            for block in partition:
                for concept in ("cnash", "cgmr", "csmr"):
                    assert found.stable(concept, block).tolist() == alone[concept, block]
                expected = [definitions.partition_seq(graph, s, block, partition) for s in graph.states]
                assert found.stable("cseq", block).tolist() == expected
            for concept in ("cnash", "cgmr", "csmr"):
                expected = [definitions.partition_stable(graph, s, JUDGE[concept], partition) for s in graph.states]
                assert found.equilibrium(concept).tolist() == expected


@pytest.mark.level("all")
def test_coalition_improvements_are_the_judges_whoever_has_to_gain() -> None:
    more = 0
    for graph, conflict in pairs(compared(80, ROUND // 3), seed=64):
        alone = solve_universal(conflict, concepts="cnash", gains="pareto")
        for coalition in coalitions_of(graph.actors):
            for place, s in enumerate(graph.states):
                judged = [
                    definitions.coalition_improvements(graph, coalition, s),
                    definitions.pareto_improvements(graph, coalition, s),
                ]
                code = int(conflict.states[place])
                for gains, expected in zip(("all", "pareto"), judged, strict=True):
                    codes = map(graph.states.index, expected) if conflict.layout == "graph" else expected
                    found = coalition_improvements(conflict, code, coalition=coalition, gains=gains)
                    assert found.tolist() == sorted(codes)
                assert judged[0] <= judged[1]
                assert alone.stable("cnash", coalition)[place] == (not judged[1])
                more += judged[0] < judged[1]
    assert more > 100


@pytest.mark.level("all")
def test_layouts_agree_on_larger_conflicts() -> None:
    for plain in plain_options(12 if FULL else 4, seed=66, bits=7):
        results = [solve_universal(conflict) for _, conflict in in_every_layout(plain)]
        for coalition in results[0].players:
            for concept in COALITION_CONCEPTS:
                assert len({tuple(found.stable(concept, coalition).tolist()) for found in results}) == 1


def test_thresholds_in_many_batches_are_thresholds_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for plain in plain_options(20, seed=67):
        conflict = conflict_of(plain)
        together = solve_universal(conflict)
        with monkeypatch.context() as patch:
            patch.setattr(coalitions.guarantees, "_BLOCK", 1)
            patch.setattr(coalitions.improvements, "_BLOCK", 1)
            apart = solve_universal(conflict)
        for coalition in together.players:
            for concept in COALITION_CONCEPTS:
                assert np.array_equal(together.stable(concept, coalition), apart.stable(concept, coalition))


# --- theorems ---


@given(conflicts)
def test_coalitions_of_one_are_the_basic_concepts(conflict: Conflict) -> None:
    table = solve(conflict)
    found = solve_universal(conflict, largest=1)
    assert found.players == tuple((actor,) for actor in conflict.actors)
    for actor in conflict.actors:
        for together, alone in (("cnash", "nash"), ("cgmr", "gmr"), ("csmr", "smr")):
            assert np.array_equal(found.stable(together, actor), table.stable(alone, actor))
        seq, cseq = table.stable("seq", actor), found.stable("cseq", actor)
        assert not (seq & ~cseq).any()
        if len(conflict.actors) == 2:
            assert np.array_equal(seq, cseq)


@given(conflicts)
def test_everybody_alone_in_a_partition_gives_the_basic_concepts(conflict: Conflict) -> None:
    table = solve(conflict)
    found = solve_partition(conflict, partition=[[actor] for actor in conflict.actors])
    for together, alone in (("cnash", "nash"), ("cgmr", "gmr"), ("csmr", "smr"), ("cseq", "seq")):
        assert found.equilibria(together).tolist() == table.equilibria(alone).tolist()
        for actor in conflict.actors:
            assert np.array_equal(found.stable(together, actor), table.stable(alone, actor))


@pytest.mark.level("all")
@settings(max_examples=60)
@given(conflicts)
def test_inclusions(conflict: Conflict) -> None:
    found = solve_universal(conflict)
    inclusions = [("cnash", "csmr"), ("csmr", "cgmr"), ("cnash", "cseq")]
    if conflict.layout != "graph":
        inclusions.append(("cseq", "cgmr"))
    for coalition in found.players:
        for smaller, larger in inclusions:
            assert not (found.stable(smaller, coalition) & ~found.stable(larger, coalition)).any()


@pytest.mark.level("all")
def test_with_arcs_that_are_not_transitive_cseq_is_not_within_cgmr() -> None:
    def outside(conflict: Conflict) -> bool:
        found = solve_universal(conflict, concepts=("cseq", "cgmr"))
        return any((found.stable("cseq", h) & ~found.stable("cgmr", h)).any() for h in found.players)

    assert any(outside(conflict) for _, conflict in pairs(150 if FULL else 54, seed=70) if conflict.layout == "graph")


@given(conflicts)
def test_nobody_answers_everybody_together(conflict: Conflict) -> None:
    found = solve_coalition(conflict, coalition=conflict.actors)
    for concept in COALITION_CONCEPTS:
        assert np.array_equal(found.equilibrium(concept), found.equilibrium("cnash"))


def only_together(alone: bool) -> Conflict:
    """A gains by moving from s to t, and loses if B moves on to u and C from there to x. B loses by u and gains by x, so
    that it moves only if C moves with it (*alone*: it gains by u as well)."""
    down = [["x"], ["u"], ["t"], ["s"]] if alone else [["x"], ["s", "t"], ["u"]]
    return Conflict.from_arcs(
        states=["s", "t", "u", "x"],
        arcs={"A": [("s", "t")], "B": [("t", "u")], "C": [("u", "x")]},
        preferences={"A": Ranking(["t", "s", "u", "x"]), "B": Ranking(down), "C": Ranking([["x"], ["s", "t", "u"]])},
    )


def test_in_cseq_two_opponents_may_sanction_together_what_neither_sanctions_alone() -> None:
    conflict = only_together(alone=False)
    assert coalition_improvements(conflict, "t", coalition="B,C").tolist() == [conflict.code("x")]
    for lone in ("B", "C"):
        assert coalition_improvements(conflict, "t", coalition=lone).size == 0
    answered, unanswered = (
        solve_coalition(conflict, coalition="A"),
        solve_partition(conflict, partition=["A", "B", "C"]),
    )
    s = conflict.code("s")
    assert answered.stable("cseq", "A")[s]
    assert not unanswered.stable("cseq", "A")[s]
    assert not solve(conflict).stable("seq", "A")[s]
    assert solve_partition(conflict, partition=["A", "B,C"]).stable("cseq", "A")[s]
    # Where each gains by its own step, no coalition is needed.
    assert solve(only_together(alone=True)).stable("seq", "A")[s]


def test_in_option_form_too_cseq_needs_coalitions_of_opponents() -> None:
    needed = 0
    for graph, conflict in pairs(compared(150), seed=68):
        if conflict.layout == "graph" or len(graph.actors) < 3:
            continue
        found = solve_universal(conflict, concepts=["cseq"])
        for actor in graph.actors:
            by_coalitions = found.stable("cseq", [actor])
            one_by_one = np.array([definitions.seq(graph, s, actor) for s in graph.states])
            assert not (one_by_one & ~by_coalitions).any()
            needed += int((by_coalitions & ~one_by_one).sum())
            assert by_coalitions.tolist() == by_the_judge(graph, "cseq", [actor])
    assert needed > 10


# --- print ---


def engine(graph: Graph) -> Conflict:
    """A published graph as the engine's conflict: labels are the printed numbers."""
    tiers = {
        actor: [
            [str(s) for s in graph.states if ranks[s] == rank] for rank in sorted(set(ranks.values()), reverse=True)
        ]
        for actor, ranks in graph.ranks.items()
    }
    return Conflict.from_arcs(
        states=[str(s) for s in graph.states],
        arcs=arcs_of(graph),
        preferences={actor: Ranking(own) for actor, own in tiers.items()},
    )


def test_in_elmira_ministry_and_uniroyal_together_leave_s5_for_s8() -> None:
    conflict = engine(published.elmira())
    found = coalition_improvements(conflict, "5", coalition="M,U")
    assert [conflict.labels[q] for q in found] == ["8"]
    assert [conflict.labels[s] for s in solve(conflict).equilibria("nash")] == ["5", "8", "9"]
    universal = solve_universal(conflict)
    assert [conflict.labels[s] for s in universal.equilibria("cnash")] == ["8", "9"]
    together = solve_coalition(conflict, coalition=["U", "M"])
    assert together.players == (("M", "U"),)
    place = conflict.code("5")
    assert not any(together.stable(concept, "M,U")[place] for concept in COALITION_CONCEPTS)


def test_in_elmiras_option_form_the_coalition_leaves_7_for_10() -> None:
    graph = published.elmira_options()
    conflict = engine(graph)
    found = coalition_improvements(conflict, 7 - 1, coalition=("M", "U"))
    assert [int(q) + 1 for q in found] == [10]


# --- names, sizes, refusals ---


def test_partitions_and_coalitions_are_counted_right() -> None:
    assert [len(list(partitions_of("ABCDE"[:n]))) for n in range(1, 6)] == [1, 2, 5, 15, 52]
    for n in (1, 2, 3, 4):
        mine = {frozenset(map(frozenset, parts)) for parts in partitions_of("ABCD"[:n])}
        assert mine == {frozenset(parts) for parts in definitions.partitions("ABCD"[:n])}
    assert coalitions_of("ABC") == (("A",), ("B",), ("C",), ("A", "B"), ("A", "C"), ("B", "C"), ("A", "B", "C"))
    assert len(coalitions_of("ABCD", largest=2)) == 10


def three() -> Conflict:
    return conflict_of(next(plain_options(1, seed=1, actors=3)))


def test_what_is_refused() -> None:
    conflict = three()
    with pytest.raises(ModelError, match="at least one"):
        solve_coalition(conflict, coalition=[])
    with pytest.raises(UnknownName):
        solve_coalition(conflict, coalition="A,Z")
    with pytest.raises(UnknownName):
        solve_coalition(conflict, coalition="A,B", concepts=["nash"])
    with pytest.raises(ModelError, match="C is in no block"):
        solve_partition(conflict, partition=["A,B"])
    with pytest.raises(ModelError, match="more than one"):
        solve_partition(conflict, partition=["A,B", "B,C"])
    with pytest.raises(ModelError, match="1 or more"):
        solve_universal(conflict, largest=0)
    with pytest.raises(UnknownName, match="all, pareto"):
        solve_coalition(conflict, coalition="A,B", concepts="cnash", gains="some")
    with pytest.raises(UnknownName, match="all, pareto"):
        coalition_improvements(conflict, conflict.start, coalition="A,B", gains="some")
    with pytest.raises(ModelError, match="only CNash"):
        solve_coalition(conflict, coalition="A,B", gains="pareto")
    found = solve_coalition(conflict, coalition="B,A", concepts=["cgmr"])
    assert found.stable("cgmr", "A,B") is found.stable("cgmr", ("B", "A"))
    with pytest.raises(UnknownName):
        found.stable("cgmr", "A,C")
    with pytest.raises(UnknownName):
        found.stable("cnash", "A,B")


def test_too_much_is_an_error_that_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = three()
    with monkeypatch.context() as patch:
        patch.setattr(coalitions.guarantees, "MAX_WORK", 1)
        with pytest.raises(SizeError, match="never"):
            solve_coalition(conflict, coalition="A,B")
    with monkeypatch.context() as patch:
        patch.setattr(coalitions.improvements, "MAX_STATES", 1)
        solve_coalition(conflict, coalition="A", concepts=["cnash", "cgmr", "csmr"])
        with pytest.raises(SizeError, match="CNash, CGMR and CSMR only"):
            solve_coalition(conflict, coalition="A")


def test_the_least_of_what_a_group_reaches() -> None:
    """A has the option of bit 0, B that of bit 1; states worth 3, 1, 2, 0."""
    conflict = Conflict.from_options(actors={"A": "a", "B": "b"}, preferences={"A": [], "B": []})
    worth = np.array([[3, 1, 2, 0]], dtype=np.uint8)

    def least(*members: str, answering: bool = False) -> list[int]:
        return (
            coalitions.improvements.ReachedSets(conflict.structure, members, answering=answering)
            .least(worth)[0]
            .tolist()
        )

    assert least() == [3, 1, 2, 0]
    assert least("A") == least("A", answering=True) == [1, 1, 0, 0]
    assert least("B") == least("B", answering=True) == [2, 0, 2, 0]
    assert least("A", "B") == [0, 0, 0, 0]
