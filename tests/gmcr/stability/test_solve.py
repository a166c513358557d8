"""The stability table against the judge's literal definitions, and what theory says of it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmcr import CONCEPTS, Conflict, Ranking, UnknownName, solve
from gmcr.model import ModelOption, OptionForm, OptionStructure
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import arcs_of, as_arcs, conflict_of, form_of, graph_conflict, rankings
from tests.judge import definitions, published
from tests.judge.graph import Graph
from tests.judge.strategies import (
    PlainConflict,
    conflict_graph,
    plain_conflicts,
    plain_graph,
    plain_graphs,
    random_conflict,
    random_graph,
)

Table = Mapping[tuple[str, str], list[bool]]

INCLUSIONS = (
    ("nash", "symseq"),
    ("symseq", "seq"),
    ("seq", "gmr"),
    ("symseq", "smr"),
    ("smr", "gmr"),
    ("nash", "smr"),
    ("nash", "seq"),
    ("nash", "gmr"),
)


def literal(graph: Graph) -> Table:
    """(concept, actor) -> whether each state is stable, by the judge."""
    return {
        (name, actor): [stable(graph, state, actor) for state in graph.states]
        for name, stable in definitions.CONCEPTS.items()
        for actor in graph.actors
    }


def computed(conflict: Conflict) -> Table:
    """The same by the engine."""
    table = solve(conflict)
    return {(name, actor): table.stable(name, actor).tolist() for name in CONCEPTS for actor in conflict.actors}


def many(count: int, seed: int) -> Iterator[PlainConflict]:
    """Conflicts of every kind: sizes, ties, holes and one-way acts in turn."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        yield random_conflict(
            rng,
            options=(1, 2, 3, 4)[number % 4],
            bits=(4, 5, 6, 5, 6, 7, 5)[number % 7],
            ties=(0.0, 0.3, 0.8)[number % 3],
            infeasible=(0.0, 0.2, 0.6, 0.3, 0.9)[number % 5],
            one_way=(0.0, 0.3, 0.7)[number // 3 % 3],
        )


# --- the judge ---


@pytest.mark.level("all")
def test_no_disagreement_with_the_judge_on_conflicts_of_every_kind() -> None:
    """A tenth of the two thousand has every combination of two: of options, bits, ties, holes, one-way acts."""
    for number, plain in enumerate(many(2000 if FULL else 200, seed=2021)):
        graph = conflict_graph(plain)
        expected = literal(graph)
        dense, sparse, arcs = conflict_of(plain, "dense"), conflict_of(plain, "sparse"), as_arcs(plain, graph)
        assert (dense.layout, sparse.layout, arcs.layout) == ("dense", "sparse", "graph")
        assert dense.states.tolist() == sparse.states.tolist() == list(plain.feasible)
        for conflict in (dense, sparse, arcs):
            assert computed(conflict) == expected, (number, conflict.layout, plain)


@pytest.mark.level("all")
def test_no_disagreement_with_the_judge_on_arcs_that_are_not_transitive() -> None:
    rng = np.random.default_rng(7)
    for number in range(600):
        plain = random_graph(rng, states=(4, 6, 8)[number % 3], density=(0.15, 0.3, 0.5)[number // 3 % 3])
        assert computed(graph_conflict(plain)) == literal(plain_graph(plain)), (number, plain)


@given(plain_conflicts())
def test_option_form_agrees_with_the_judge(plain: PlainConflict) -> None:
    graph = conflict_graph(plain)
    expected = literal(graph)
    for conflict in (conflict_of(plain, "dense"), conflict_of(plain, "sparse"), as_arcs(plain, graph)):
        assert computed(conflict) == expected


@given(st.data())
def test_arcs_agree_with_the_judge(data: st.DataObject) -> None:
    plain = data.draw(plain_graphs())
    assert computed(graph_conflict(plain)) == literal(plain_graph(plain))


@pytest.mark.level("all")
def test_moves_and_ranks_are_the_judges() -> None:
    for plain in many(150 if FULL else 54, seed=5):
        graph = conflict_graph(plain)
        for conflict in (conflict_of(plain, "dense"), conflict_of(plain, "sparse")):
            for actor in graph.actors:
                own = conflict.ranks(actor).tolist()
                order = sorted({graph.ranks[actor][s] for s in graph.states})
                assert own == [order.index(graph.ranks[actor][s]) + 1 for s in graph.states]
                for state in graph.states:
                    assert conflict.moves(state, actor=actor).tolist() == sorted(definitions.moves(graph, state, actor))
                    better = conflict.moves(state, actor=actor, improvements=True).tolist()
                    assert better == sorted(definitions.improvements(graph, state, actor))


# --- theorems ---


@given(st.one_of(plain_conflicts().map(conflict_of), plain_graphs().map(graph_conflict)))
def test_inclusions(conflict: Conflict) -> None:
    table = solve(conflict)
    for smaller, larger in INCLUSIONS:
        for actor in conflict.actors:
            assert not (table.stable(smaller, actor) & ~table.stable(larger, actor)).any()


def test_sequential_and_symmetric_stability_do_not_compare() -> None:
    found = set()
    for plain in many(200, seed=3):
        table = solve(conflict_of(plain))
        for actor in plain.actors:
            seq, smr = table.stable("seq", actor), table.stable("smr", actor)
            found |= {("seq", "smr")} if (seq & ~smr).any() else set()
            found |= {("smr", "seq")} if (smr & ~seq).any() else set()
    assert len(found) == 2


@given(plain_conflicts(max_actors=2))
def test_two_actors_in_option_form_have_gmr_and_seq_equilibria(plain: PlainConflict) -> None:
    table = solve(conflict_of(plain))
    assert table.equilibria("gmr").size
    assert table.equilibria("seq").size


def test_two_actors_with_arcs_may_have_no_equilibrium_at_all() -> None:
    conflict = Conflict.from_arcs(
        states=list("01234"),
        arcs={
            "A": [("0", "3"), ("1", "3"), ("2", "4"), ("3", "1"), ("3", "2"), ("4", "0"), ("4", "1")],
            "B": [("0", "1"), ("0", "3"), ("1", "3"), ("4", "0")],
        },
        preferences={"A": Ranking(["0", "4", "2", "3", "1"]), "B": Ranking(["3", "1", "0", "2", "4"])},
    )
    table = solve(conflict)
    assert [table.equilibria(name).size for name in CONCEPTS] == [0] * 5


# --- names and orders do not matter ---


@st.composite
def rearranged(draw: st.DrawFn) -> tuple[PlainConflict, PlainConflict, list[int], dict[str, str]]:
    """A conflict, the same with actors and options renamed and in another order, where each old option's bit went,
    and the actors' new names."""
    plain = draw(plain_conflicts())
    order = draw(st.permutations(range(len(plain.actors))))
    renamed = {actor: f"Z{k}" for k, actor in enumerate(plain.actors)}
    inner = {k: draw(st.permutations(range(len(plain.options[k])))) for k in order}
    old = [(k, o) for k, own in enumerate(plain.options) for o in range(len(own))]
    new = [(k, o) for k in order for o in inner[k]]
    places = [new.index(pair) for pair in old]

    def moved(code: int) -> int:
        return sum(1 << places[k] for k in range(len(old)) if code >> k & 1)

    one_way = {}
    for k, o in new:
        way = plain.one_way.get(f"{plain.actors[k]}.{plain.options[k][o]}")
        if way:
            one_way[f"{renamed[plain.actors[k]]}.n{k}_{o}"] = way
    other = PlainConflict(
        tuple(renamed[plain.actors[k]] for k in order),
        tuple(tuple(f"n{k}_{o}" for o in inner[k]) for k in order),
        one_way,
        tuple(sorted(moved(code) for code in plain.feasible)),
        tuple(tuple(tuple(sorted(moved(code) for code in tier)) for tier in plain.tiers[k]) for k in order),
        moved(plain.start),
    )
    return plain, other, places, renamed


@given(rearranged(), st.sampled_from(["dense", "sparse"]))
def test_neither_names_nor_orders_of_actors_and_options_matter(
    pair: tuple[PlainConflict, PlainConflict, list[int], dict[str, str]], layout: str
) -> None:
    plain, other, places, renamed = pair
    before, after = solve(conflict_of(plain, layout)), solve(conflict_of(other, layout))
    for actor, new_name in renamed.items():
        for name in CONCEPTS:
            one = before.conflict.states[before.stable(name, actor)].tolist()
            moved = {sum(1 << places[k] for k in range(len(places)) if code >> k & 1) for code in one}
            assert moved == set(after.conflict.states[after.stable(name, new_name)].tolist())


@given(plain_conflicts(), st.data())
def test_the_numbering_of_states_in_graph_form_does_not_matter(plain: PlainConflict, data: st.DataObject) -> None:
    graph = conflict_graph(plain)
    order = data.draw(st.permutations([str(state) for state in graph.states]))
    tiers = [[[str(state) for state in tier] for tier in own] for own in plain.tiers]
    ranks = {actor: Ranking(own) for actor, own in zip(plain.actors, tiers, strict=True)}
    shuffled = Conflict.from_arcs(states=order, arcs=arcs_of(graph), preferences=ranks, start=str(plain.start))
    table, straight = solve(shuffled), solve(as_arcs(plain, graph))
    for name in CONCEPTS:
        labels = {shuffled.labels[code] for code in table.equilibria(name)}
        assert labels == {straight.conflict.labels[code] for code in straight.equilibria(name)}


# --- conflicts from the literature ---


def tiers_of(graph: Graph, actor: str) -> list[list[int]]:
    own = graph.ranks[actor]
    return [[s for s in graph.states if own[s] == rank] for rank in sorted(set(own.values()), reverse=True)]


def published_conflict(graph: Graph) -> Conflict:
    ranks = {actor: Ranking([list(map(str, tier)) for tier in tiers_of(graph, actor)]) for actor in graph.actors}
    return Conflict.from_arcs(states=[str(s) for s in graph.states], arcs=arcs_of(graph), preferences=ranks)


@pytest.mark.parametrize("name", ["prisoners_dilemma", "chicken", "syria_iraq", "cuba", "elmira", "elmira_options"])
def test_published_conflicts(name: str) -> None:
    graph: Graph = getattr(published, name)()
    table = solve(published_conflict(graph))
    for concept, judged in definitions.CONCEPTS.items():
        found = {int(table.conflict.labels[code]) for code in table.equilibria(concept)}
        assert found == definitions.equilibria(graph, judged)


def test_elmira_from_its_options() -> None:
    graph = published.elmira_options()
    conflict = Conflict.from_options(
        actors={"M": ["modify"], "U": ["delay", "accept", "abandon"], "L": ["insist"]},
        preferences={actor: Ranking(tiers_of(graph, actor)) for actor in graph.actors},
        never=["delay and accept", "delay and abandon", "accept and abandon", "not (delay or accept or abandon)"],
        one_way={"modify": "forward", "delay": "back", "U.abandon": "forward"},
        start=["delay"],
    )
    table = solve(conflict)
    ordered = {name: [int(k) + 1 for k in np.flatnonzero(table.equilibrium(name))] for name in CONCEPTS}
    assert ordered["nash"] == ordered["seq"] == ordered["symseq"] == [5, 6, 7, 10, 11, 12]
    assert ordered["gmr"] == ordered["smr"] == [1, 4, 5, 6, 7, 10, 11, 12]


# --- the record ---


def dilemma() -> Conflict:
    return Conflict.from_options(
        actors={"Row": ["r"], "Column": ["c"]},
        preferences={"Row": ["c", "not r"], "Column": ["r", "not c"]},
    )


def test_the_record_answers_by_state_actor_and_concept() -> None:
    table = solve(dilemma())
    assert table.concepts == CONCEPTS == ("nash", "gmr", "smr", "seq", "symseq")
    assert table.equilibria("nash").tolist() == [0]
    assert table.equilibria("gmr").tolist() == table.equilibria("symseq").tolist() == [0, 3]
    assert table.equilibria("nash").dtype == np.int64
    assert table.stable("nash", "Row").tolist() == [True, False, True, False]
    assert table.stable("seq", "Row").dtype == np.bool_
    assert "nash: 1" in repr(table)
    assert "gmr: 2" in repr(table)


def test_concepts_are_chosen_by_name_in_any_order() -> None:
    table = solve(dilemma(), concepts=("seq", "nash", "seq"))
    assert table.concepts == ("seq", "nash")
    assert table.equilibria("seq").tolist() == [0, 3]
    assert table.equilibria("nash").tolist() == [0]
    with pytest.raises(UnknownName, match="gmr"):
        table.equilibria("gmr")
    with pytest.raises(UnknownName, match="Did you mean Row"):
        table.stable("nash", "Roww")
    with pytest.raises(UnknownName, match="Did you mean gmr"):
        solve(dilemma(), concepts=["gmrr"])
    assert solve(dilemma(), concepts=()).concepts == ()


@given(plain_conflicts(), st.permutations(CONCEPTS), st.integers(1, 4))
def test_a_concept_does_not_depend_on_which_others_are_asked_for(
    plain: PlainConflict, order: list[str], count: int
) -> None:
    conflict = conflict_of(plain)
    whole, part = solve(conflict), solve(conflict, concepts=order[:count])
    for name in order[:count]:
        for actor in plain.actors:
            assert np.array_equal(whole.stable(name, actor), part.stable(name, actor))


def test_one_actor_alone_is_deterred_by_nobody() -> None:
    conflict = Conflict.from_options(actors={"A": ["a", "b"]}, preferences={"A": ["a and not b", "a"]})
    table = solve(conflict)
    for name in CONCEPTS:
        assert table.equilibria(name).tolist() == [1]


def test_actors_without_options_or_wants_are_content() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["a"], "Watcher": [], "Idle": ["i"]}, preferences={"A": ["a"], "Watcher": ["not a"], "Idle": []}
    )
    table = solve(conflict)
    assert all(table.stable(name, who).all() for name in CONCEPTS for who in ("Watcher", "Idle"))
    assert table.equilibria("nash").tolist() == [1, 3]


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_options_that_nobody_owns_never_change(layout: str) -> None:
    rng = np.random.default_rng(9)
    for _ in range(60):
        plain = random_conflict(rng, actors=3, infeasible=0)
        form, graph = form_of(plain), conflict_graph(plain)
        first, others = plain.options[0], form.options[len(plain.options[0]) :]
        orphaned = OptionForm(plain.actors[1:], (*(ModelOption("", name) for name in first), *others))
        rest = Graph(
            graph.states,
            graph.actors[1:],
            {actor: graph.arcs[actor] for actor in graph.actors[1:]},
            {actor: graph.ranks[actor] for actor in graph.actors[1:]},
        )
        own = rankings(plain.actors[1:], plain.tiers[1:])
        assert computed(Conflict(OptionStructure(orphaned, layout), own, plain.start)) == literal(rest)


@settings(max_examples=20)
@given(plain_conflicts())
def test_a_conflict_survives_pickling(plain: PlainConflict) -> None:
    conflict = conflict_of(plain)
    again = pickle.loads(pickle.dumps(conflict))
    assert computed(again) == computed(conflict)


def test_without_a_concept_the_equilibria_under_all_of_them() -> None:
    for conflict in map(conflict_of, many(30, 20)):
        table = solve(conflict, concepts=["seq", "nash", "smr"])
        told = table.equilibria()
        assert list(told) == ["seq", "nash", "smr"], "in the order asked for"
        for name, states in told.items():
            assert states.tolist() == table.equilibria(name).tolist()
            assert set(states.tolist()) == {
                code
                for place, code in enumerate(conflict.states.tolist())
                if all(table.stable(name, actor)[place] for actor in conflict.actors)
            }
