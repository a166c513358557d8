"""Preferences of any kind, mixed, against the judge; theorems; the fast path; sweeps against plain solving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import inf
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import gmcr.stability.relations as relations
from gmcr import (
    Attitudes,
    Conflict,
    Fuzzy,
    ModelError,
    Probabilistic,
    Ranking,
    Relation,
    SizeError,
    Strength,
    Unknown,
    UnknownName,
    solve,
    solve_relation,
)
from gmcr.stability import LITERAL_CONCEPTS, Crisp, Preference, sweep_thresholds, why_relation
from tests.conftest import FULL, require_module
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import in_every_layout, layout_of, plain_arcs, plain_options
from tests.judge import preferences as judge
from tests.judge.graph import Graph
from tests.judge.strategies import (
    PlainGraph,
    conflict_graph,
    plain_conflicts,
    plain_graph,
    plain_graphs,
    random_relation,
)

GAMES = 500 if FULL else 54
"""Random games compared with the judge."""

TENTH = Fraction(1, 10)

conflicts = st.one_of(plain_conflicts().map(conflict_of), plain_graphs().map(graph_conflict))
own_thresholds = st.integers(1, 10).map(lambda k: k / 10)
inner = st.integers(0, 9).map(lambda k: k / 10)


def fuzzy_table(rng: np.random.Generator, size: int) -> NDArray[np.int64]:
    """Tenths of r, adding up to ten; seldom transitive."""
    upper = np.triu(rng.integers(0, 11, (size, size)), 1)
    return upper + np.tril(10 - upper.T, -1) + 5 * np.eye(size, dtype=np.int64)


def chance_table(rng: np.random.Generator, size: int) -> NDArray[np.int64]:
    """Tenths of P, adding up to ten at most."""
    upper = np.triu(rng.integers(0, 11, (size, size)), 1)
    lower = np.tril(rng.integers(0, 11 - upper.T), -1)
    return upper + lower


def as_pairs(table: NDArray[np.int64], states: tuple[int, ...]) -> dict[tuple[int, int], Fraction]:
    return {(q, s): int(table[a, b]) * TENTH for (a, q), (b, s) in product(enumerate(states), repeat=2) if q != s}


KINDS = ("crisp", "fuzzy", "probabilistic", "attitudes", "strength", "unknown")


def drawn(rng: np.random.Generator, name: str, graph: Graph, actor: str) -> tuple[judge.Kind, Preference, Graph]:
    """One kind for the judge and for the engine."""
    size, states = len(graph.states), graph.states
    if name == "fuzzy":
        table, gamma = fuzzy_table(rng, size), int(rng.integers(1, 11))
        return judge.FuzzyKind(as_pairs(table, states), gamma * TENTH), Fuzzy(table / 10, threshold=gamma / 10), graph
    if name == "probabilistic":
        table = chance_table(rng, size)
        alpha, beta, gamma = (int(rng.integers(low, low + 10)) for low in (1, 1, 0))
        kind = judge.ProbableKind(as_pairs(table, states), alpha * TENTH, beta * TENTH, gamma * TENTH)
        return kind, Probabilistic(table / 10, alpha=alpha / 10, beta=beta / 10, gamma=gamma / 10), graph
    if name == "attitudes":
        toward = {other: "+0-"[int(rng.integers(3))] for other in graph.actors}
        return judge.AttitudeKind(graph.ranks, toward), Attitudes(toward), graph
    if name == "crisp":
        return judge.CrispKind(graph.ranks[actor]), Crisp(), graph
    own = random_relation(rng, states, degrees=2, unknown=0.3 if name == "unknown" else 0.0)
    with_own = replace(graph, relations={actor: own}, memo={})
    degrees = [[own.degree(q, s) for s in states] for q in states]
    table8 = np.array([[-128 if d is None else d for d in row] for row in degrees], dtype=np.int8)
    level, kind_of = (int(rng.integers(0, 3)), None) if name == "strength" else (0, "abcd"[int(rng.integers(4))])
    return (
        judge.GradedKind(with_own, actor, level, kind_of or "b"),
        Relation(table8, level=level, type=kind_of),
        graph,
    )


def games(count: int, seed: int) -> Iterator[tuple[Graph, Conflict]]:
    """As many by options, in every layout, as by arcs."""
    for number, plain in enumerate(plain_options(count // 2, seed, bits=4)):
        yield conflict_graph(plain), in_every_layout(plain)[layout_of(number)][1]
    for arcs in plain_arcs(count - count // 2, seed):
        yield plain_graph(arcs), graph_conflict(arcs)


@pytest.mark.parametrize("name", [*KINDS, "mixed"])
def test_the_judge_agrees(name: str) -> None:
    rng = np.random.default_rng(len(name))
    stable = total = 0
    for graph, conflict in games(GAMES, seed=240 + len(name)):
        names = {actor: KINDS[int(rng.integers(len(KINDS)))] if name == "mixed" else name for actor in graph.actors}
        both = {actor: drawn(rng, own, graph, actor) for actor, own in names.items()}
        kinds = {actor: found[0] for actor, found in both.items()}
        solved = solve_relation(conflict, preferences={actor: found[1] for actor, found in both.items()})
        for concept, literal in judge.CONCEPTS.items():
            for actor in graph.actors:
                expected = [literal(graph, kinds, s, actor) for s in graph.states]
                assert solved.stable(concept, actor).tolist() == expected, (concept, actor, names)
                stable, total = stable + sum(expected), total + len(expected)
    assert 0 < stable < total


def test_reasons_are_those_of_the_verdicts_and_deter() -> None:
    rng, paths, free = np.random.default_rng(3), 0, 0
    for number, (graph, conflict) in enumerate(games(60 if FULL else 10, seed=251)):
        both = {actor: drawn(rng, KINDS[int(rng.integers(len(KINDS)))], graph, actor) for actor in graph.actors}
        kinds = {actor: found[0] for actor, found in both.items()}
        given_as = {actor: found[1] for actor, found in both.items()}
        code, actor = graph.states[number % len(graph.states)], graph.actors[number % len(graph.actors)]
        for concept, literal in judge.CONCEPTS.items():
            there = conflict.label(code) if conflict.layout == "graph" else code
            witness = why_relation(conflict, there, actor=actor, concept=concept, preferences=given_as)
            assert witness.stable == literal(graph, kinds, code, actor)
            if witness.improvement is not None:
                assert kinds[actor].tempts(witness.improvement, code)
                free += 1
            for improvement, path in witness.deterred:
                assert kinds[actor].tempts(improvement, code)
                assert kinds[actor].deters(path[-1].to, code)
                here = improvement
                for mover, target in path:
                    assert target in graph.arcs[mover][here]
                    assert concept != "seq" or kinds[mover].provoked(target, here)
                    here = target
                paths += 1
    assert paths > 3
    assert free > 3


def crisp_fuzzy(conflict: Conflict, actor: str, threshold: float) -> Fuzzy:
    return Fuzzy.from_pairs(conflict, {}, actor=actor, threshold=threshold)


@given(conflicts, own_thresholds, own_thresholds, own_thresholds, inner)
def test_crisp_is_inside_every_kind(
    conflict: Conflict, threshold: float, alpha: float, beta: float, gamma: float
) -> None:
    table = solve(conflict, concepts=LITERAL_CONCEPTS)
    for kind in (
        lambda actor: crisp_fuzzy(conflict, actor, threshold),
        lambda actor: Probabilistic.from_pairs(conflict, {}, actor=actor, alpha=alpha, beta=beta, gamma=gamma),
        lambda actor: Relation.weak_order(conflict, actor),
        lambda actor: Unknown((), type="abcd"[int(threshold * 10) % 4]),
        lambda actor: Crisp(),
    ):
        solved = solve_relation(conflict, preferences={actor: kind(actor) for actor in conflict.actors})
        for actor in conflict.actors:
            assert np.array_equal(solved.bits[actor], table.bits[actor])


@given(plain_graphs(), st.randoms(use_true_random=False))
def test_attitudes_toward_oneself_alone_are_crisp_without_ties(plain: PlainGraph, random: Random) -> None:
    conflict = graph_conflict(plain)
    orders = {actor: random.sample(list(conflict.labels), conflict.states.size) for actor in conflict.actors}
    untied = conflict.with_preferences({actor: Ranking(order) for actor, order in orders.items()})
    table = solve(untied, concepts=LITERAL_CONCEPTS)
    solved = solve_relation(untied, preferences={actor: Attitudes({actor: "+"}) for actor in untied.actors})
    for actor in untied.actors:
        assert np.array_equal(solved.bits[actor], table.bits[actor])


@st.composite
def any_kinds(draw: st.DrawFn) -> tuple[Conflict, dict[str, Preference]]:
    plain = draw(plain_graphs())
    rng = np.random.default_rng(draw(st.integers(0, 2**16)))
    graph = plain_graph(plain)
    return graph_conflict(plain), {
        actor: drawn(rng, draw(st.sampled_from(KINDS)), graph, actor)[1] for actor in graph.actors
    }


@given(any_kinds())
def test_the_four_concepts_lie_within_each_other_whatever_the_preferences(
    sample: tuple[Conflict, dict[str, Preference]],
) -> None:
    conflict, given_as = sample
    solved = solve_relation(conflict, preferences=given_as)
    for actor in conflict.actors:
        for less, more in (("nash", "smr"), ("smr", "gmr"), ("nash", "seq"), ("seq", "gmr")):
            assert not (solved.stable(less, actor) & ~solved.stable(more, actor)).any()


@given(plain_graphs(), st.integers(0, 2**16), own_thresholds, own_thresholds)
def test_what_is_stable_grows_with_ones_own_fuzzy_threshold(plain, seed, one, other) -> None:  # type: ignore[no-untyped-def]
    conflict, rng = graph_conflict(plain), np.random.default_rng(seed)
    size = conflict.states.size
    tables = {actor: fuzzy_table(rng, size) / 10 for actor in conflict.actors}
    kinds = {actor: Fuzzy(table, threshold=0.5) for actor, table in tables.items()}
    for actor in conflict.actors:
        low, high = (
            solve_relation(conflict, preferences={**kinds, actor: Fuzzy(tables[actor], threshold=threshold)})
            for threshold in sorted((one, other))
        )
        for concept in LITERAL_CONCEPTS:
            assert not (low.stable(concept, actor) & ~high.stable(concept, actor)).any()


@given(plain_graphs(), st.integers(0, 2**16), own_thresholds, own_thresholds, inner, inner)
def test_what_is_stable_shrinks_with_the_parameters_of_chances(plain, seed, one, other, g1, g2) -> None:  # type: ignore[no-untyped-def]
    conflict, rng = graph_conflict(plain), np.random.default_rng(seed)
    tables = {actor: chance_table(rng, conflict.states.size) / 10 for actor in conflict.actors}
    kinds = {actor: Probabilistic(table, alpha=0.5, beta=0.5, gamma=0.3) for actor, table in tables.items()}
    for name, values in (("alpha", (one, other)), ("beta", (one, other)), ("gamma", (g1, g2))):
        for actor in conflict.actors:
            small, large = (
                solve_relation(conflict, preferences={**kinds, actor: kinds[actor].at(name, value)})
                for value in sorted(values)
            )
            for concept in LITERAL_CONCEPTS:
                for who in [actor] if name != "gamma" else [other for other in conflict.actors if other != actor]:
                    assert not (large.stable(concept, who) & ~small.stable(concept, who)).any()


def test_what_is_a_ranking_is_solved_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    compared, literal = 0, relations._literal

    def refuse(*_: object) -> None:
        raise AssertionError("a ranking is not solved literally")

    for graph, conflict in games(40, seed=77):
        own = {actor: crisp_fuzzy(conflict, actor, 0.3) for actor in conflict.actors}
        judged = {actor: kind.judgement(conflict, actor) for actor, kind in own.items()}
        monkeypatch.setattr(relations, "_literal", refuse)
        fast = solve_relation(conflict, preferences=own)
        monkeypatch.setattr(relations, "_literal", literal)
        slow = literal(conflict, LITERAL_CONCEPTS, judged)
        for actor in graph.actors:
            assert np.array_equal(fast.bits[actor], slow.bits[actor])
            compared += 1
    assert compared > 40


def test_what_is_no_ranking_is_not_taken_for_one() -> None:
    rng, rankings, others = np.random.default_rng(5), 0, 0
    for graph, conflict in games(GAMES, seed=78):
        for actor in graph.actors:
            kind, preference, _ = drawn(rng, KINDS[int(rng.integers(len(KINDS)))], graph, actor)
            ranks = preference.judgement(conflict, actor).ranks()
            if ranks is None:
                others += 1
                continue
            rankings += 1
            rank = dict(zip(graph.states, ranks.tolist(), strict=True))
            for q, s in product(graph.states, repeat=2):
                assert kind.deters(q, s) == (rank[q] <= rank[s])
                assert q == s or kind.tempts(q, s) == kind.provoked(q, s) == (rank[q] > rank[s])
    assert rankings > 5
    assert others > 5


@pytest.mark.parametrize("two", [False, True])
def test_a_sweep_is_plain_solving_in_every_cell(two: bool) -> None:
    rng, cells, changes = np.random.default_rng(12), 0, 0
    for graph, conflict in games(60 if FULL else 4 if two else 12, seed=90):
        size = len(graph.states)
        first, second = graph.actors[:2]
        kinds: dict[str, Preference] = {
            first: Fuzzy(fuzzy_table(rng, size) / 10, threshold=0.4),
            second: Probabilistic(chance_table(rng, size) / 10, alpha=0.7, beta=0.3, gamma=0.2),
        }
        name = ("alpha", "beta", "gamma")[int(rng.integers(3))]
        over = (
            [(first, "threshold"), (second, name)]
            if two
            else [((first, "threshold"), (second, name))[int(rng.integers(2))]]
        )
        regions = sweep_thresholds(conflict, preferences=kinds, over=over)
        for place in product(*(range(len(own)) for own in regions.cells)):
            box = [own[k] for own, k in zip(regions.cells, place, strict=True)]
            for share in (0.25, 0.9) if FULL else (float(rng.uniform(0.05, 0.95)),):
                there = dict(kinds)
                for (actor, threshold), interval in zip(over, box, strict=True):
                    value = interval.low + share * (interval.high - interval.low)
                    there[actor] = there[actor].at(threshold, value)
                solved = solve_relation(conflict, preferences=there)
                for concept in LITERAL_CONCEPTS:
                    assert solved.equilibrium(concept).tolist() == regions.table[concept][place].tolist()
            cells += 1
        plainly = solve_relation(conflict, preferences=kinds)
        for concept in LITERAL_CONCEPTS:
            for k, code in enumerate(conflict.states.tolist()):
                held = any(
                    all(interval.holds(value) for interval, value in zip(box, regions.given, strict=True))
                    for box in regions.where(concept, code)
                )
                assert held == plainly.equilibrium(concept)[k]
                margin = regions.margin(concept, code)
                assert (margin == inf) == (len(set(regions.table[concept][..., k].ravel().tolist())) == 1)
                changes += margin < inf
    assert cells > 50
    assert changes > 5


def test_a_margin_by_hand() -> None:
    conflict = Conflict.from_arcs(
        states=["talks", "court"],
        arcs={"one": [("talks", "court")], "two": []},
        preferences={"one": Ranking([["talks", "court"]]), "two": Ranking([["talks", "court"]])},
    )
    one = Fuzzy.from_pairs(conflict, {("court", "talks"): 0.7}, threshold=0.3)
    regions = sweep_thresholds(conflict, preferences={"one": one}, over=[("one", "threshold")], concepts="nash")
    assert [str(box[0]) for box in regions.where("nash", "talks")] == ["(0.4, 1]"]
    assert [str(box[0]) for box in regions.where("nash", "court")] == ["(0, 1]"]
    assert regions.margin("nash", "talks") == 0.1
    assert regions.margin("nash", "court") == inf
    assert not regions.table["nash"][0, 0]


def table(size: int, even: float, *entries: tuple[int, int, object]) -> list[list[Any]]:
    rows: list[list[Any]] = [[even] * size for _ in range(size)]
    for row, column, value in entries:
        rows[row][column] = value
    return rows


def fuzzy(*entries: tuple[int, int, object], threshold: object = 0.5) -> Fuzzy:
    return Fuzzy(table(4, 0.5, *entries), threshold=threshold)  # type: ignore[arg-type]


def probable(*entries: tuple[int, int, object], **parameters: float) -> Probabilistic:
    return Probabilistic(table(4, 0.0, *entries), **{"alpha": 0.5, "beta": 0.5, "gamma": 0.5, **parameters})


def related(*entries: tuple[int, int, int]) -> Relation:
    return Relation(np.array(table(4, 0, *entries), dtype=np.int8))


def solved_as(kind: Preference) -> object:
    conflict = Conflict.from_options(actors={"A": ["x"], "B": ["y"]}, preferences={"A": ["x"], "B": ["y"]})
    return solve_relation(conflict, preferences={"A": kind})


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: fuzzy((1, 2, 1.5)), "row 1, column 2 (counted from 0) has 1.5"),
        (lambda: fuzzy((1, 2, -0.5)), "row 1, column 2 (counted from 0) has -0.5"),
        (lambda: fuzzy((3, 0, float("nan"))), "row 3, column 0 (counted from 0) has nan"),
        (lambda: fuzzy((3, 0, "x")), "row 3, column 0 (counted from 0) has 'x'"),
        (lambda: fuzzy((0, 2, 0.7)), "row 0, column 2 (counted from 0) has 0.7 and the reverse 0.5"),
        (lambda: fuzzy((2, 2, 0.7)), "row 2, column 2 (counted from 0) has 0.7, and a state against itself has 0.5"),
        (lambda: Fuzzy([[0.5, 0.5], [0.5]], threshold=0.5), "row 1 (counted from 0) has 1 entries, where there are 2 rows"),
        (lambda: Fuzzy([[0.5, 0.5], 0.5], threshold=0.5), "row 1 (counted from 0) is 0.5"),
        (lambda: Fuzzy(np.full((3, 4), 0.5), threshold=0.5), "its size is 3 by 4"),
        (lambda: fuzzy(threshold=0), "threshold of a Fuzzy should be a number in (0, 1], not 0"),
        (lambda: fuzzy(threshold=1.1), "threshold of a Fuzzy should be a number in (0, 1], not 1.1"),
        (lambda: fuzzy(threshold="x"), "threshold of a Fuzzy should be a number in (0, 1], not 'x'"),
        (lambda: fuzzy(threshold=True), "threshold of a Fuzzy should be a number in (0, 1], not True"),
        (lambda: probable((0, 3, 0.7), (3, 0, 0.6)), "row 0, column 3 (counted from 0) has 0.7 and the reverse 0.6"),
        (lambda: probable((0, 3, 1.7)), "row 0, column 3 (counted from 0) has 1.7"),
        (lambda: probable((1, 1, 0.1)), "No state is preferred to itself; row 1, column 1 (counted from 0) has 0.1"),
        (lambda: probable(alpha=0), "The alpha of a Probabilistic should be a number in (0, 1], not 0"),
        (lambda: probable(beta=1.5), "The beta of a Probabilistic should be a number in (0, 1], not 1.5"),
        (lambda: probable(gamma=1), "The gamma of a Probabilistic should be a number in [0, 1), not 1"),
        (lambda: related((0, 1, 1), (1, 0, 1)), "row 0, column 1 (counted from 0) has 1 and the reverse 1"),
        (lambda: related((3, 3, 2)), "No state is preferred to itself; row 3, column 3 (counted from 0) has 2"),
        (lambda: solved_as(Fuzzy([[0.5]], threshold=0.5)), "they have 1, the conflict has 4 states"),
        (lambda: solved_as(Attitudes({"B": "+"})), 'say nothing of A itself: add {"A": "+"}'),
    ],
)  # fmt: skip
def test_a_wrong_number_is_one_error_with_its_row_and_column(make: Callable[[], object], words: str) -> None:
    with pytest.raises(ModelError) as caught:
        make()
    assert words in str(caught.value)


def test_what_is_refused() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["x"], "B": ["y"]}, preferences={"A": Ranking([0, 1, 2, 3]), "B": Ranking([3, 2, 1, 0])}
    )
    half = np.full((4, 4), 0.5)
    with pytest.raises(UnknownName):
        Attitudes({"A": "?"})
    with pytest.raises(UnknownName):
        solve_relation(conflict, preferences={"A": Attitudes({"A": "+", "Z": "+"})})
    with pytest.raises(UnknownName):
        solve_relation(conflict, preferences={"Z": Crisp()})
    with pytest.raises(UnknownName):
        solve_relation(conflict, preferences={}, concepts="symseq")
    with pytest.raises(ModelError, match="should have a Crisp"):
        solve_relation(conflict, preferences={"A": Fuzzy})
    with pytest.raises(ModelError, match="at which level"):
        solve_relation(conflict, preferences={"A": "0 >> 1 > 2 > 3"})
    with pytest.raises(ModelError, match="lacks 1"):
        solve_relation(conflict, preferences={"A": "0 > 1 > 2"})
    with pytest.raises(ModelError, match="needs a type"):
        solve_relation(conflict, preferences={"A": Unknown(((0, 1),))})
    with pytest.raises(ModelError, match="level"):
        Relation(Relation.from_pairs(conflict, {(0, 1): None}).degrees, level=1)
    for level in (-1, 101):
        with pytest.raises(ModelError):
            Strength.read("0 > 1", level=level)
    fuzzy = {"A": Fuzzy(half, threshold=0.5)}
    for over in ([], [("A", "threshold")] * 2, ["A"], [("A",)]):
        with pytest.raises(ModelError):
            sweep_thresholds(conflict, preferences=fuzzy, over=over)  # type: ignore[arg-type]
    for over in ([("A", "alpha")], [("Z", "threshold")]):
        with pytest.raises(UnknownName):
            sweep_thresholds(conflict, preferences=fuzzy, over=over)
    with pytest.raises(ModelError, match="B has no thresholds"):
        sweep_thresholds(conflict, preferences=fuzzy, over=[("B", "threshold")])


def test_a_ranking_in_any_form_is_crisp() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["x"], "B": ["y"]}, preferences={"A": Ranking([0, 1, 2, 3]), "B": Ranking([3, 2, 1, 0])}
    )
    crisp = solve_relation(conflict, preferences={"A": Crisp(Ranking([3, [1, 2], 0]))}).equilibria("gmr").tolist()
    assert crisp != solve_relation(conflict, preferences={}).equilibria("gmr").tolist()
    for other in (
        "3 > 1 ~ 2 > 0",
        Ranking([3, [1, 2], 0]),
        [3, [1, 2], 0],
        {3: 3, 1: 2, 2: 2, 0: 1},
        ["x or y", "x and y"],
    ):
        assert solve_relation(conflict, preferences={"A": other}).equilibria("gmr").tolist() == crisp, other


def test_tables_with_names_are_found_by_their_names() -> None:
    pandas = require_module("pandas", "tables with names")
    conflict = of_four()
    names = list(conflict.labels)
    numbers = np.array([[0.5, 0.8, 0.3, 0.5], [0.2, 0.5, 0.6, 0.5], [0.7, 0.4, 0.5, 0.9], [0.5, 0.5, 0.1, 0.5]])
    frame = pandas.DataFrame(numbers, index=names, columns=names)
    turned = frame.loc[names[::-1], [names[k] for k in (2, 0, 3, 1)]]
    assert Fuzzy.from_pairs(conflict, turned, threshold=0.5).degrees.tolist() == numbers.tolist()
    chances = Probabilistic.from_pairs(conflict, turned - 0.5 * (turned == 0.5), alpha=0.5, beta=0.5, gamma=0.5)
    assert chances.chances[0].tolist() == [0, 0.8, 0.3, 0]
    degrees = pandas.DataFrame(
        [[0, 2, None, 1], [-2, 0, 0, 0], [None, 0, 0, 3], [-1, 0, -3, 0]], index=names, columns=names
    )
    expected = [[0, 2, -128, 1], [-2, 0, 0, 0], [-128, 0, 0, 3], [-1, 0, -3, 0]]
    for other in (degrees, degrees.loc[names[::-1]], degrees.astype(object)):
        assert Relation.from_pairs(conflict, other).degrees.tolist() == expected
    series = pandas.Series({("s2", "s1"): 0.2, ("s4", "s3"): 0.1})
    assert Fuzzy.from_pairs(conflict, series, threshold=0.5).degrees[0].tolist() == [0.5, 0.8, 0.5, 0.5]
    text = degrees.astype(object)
    text.loc["s2", "s3"] = "two"
    for wrong, words in (
        (frame.drop(columns="s3"), "each of the 4 states, and this one has 4 rows and 3 columns"),
        (
            frame.set_axis(["s1", "s2", "s2", "s4"], axis=1),
            "columns of the table should have s2 once, and have it 2 times",
        ),
        (frame.set_axis(["s1", "s1", "s2", "s3"]), "rows of the table should have s1 once, and have it 2 times"),
        (frame.replace(0.8, 1.2), "row s1, column s2: this should be a number from 0 to 1, not 1.2"),
    ):
        with pytest.raises(ModelError, match=words):
            Fuzzy.from_pairs(conflict, wrong, threshold=0.5)
    with pytest.raises(ModelError, match="row s2, column s3: this should be a number from -100 to 100, not 'two'"):
        Relation.from_pairs(conflict, text)
    for make in (lambda: Fuzzy(turned, threshold=0.5), lambda: Relation(degrees)):
        with pytest.raises(ModelError, match="only their order would count"):
            make()
    assert Attitudes(pandas.Series({"A": "+"})).toward == {"A": "+"}


def of_four() -> Conflict:
    ranking = Ranking(["s1", "s2", "s3", "s4"])
    states = ["s1", "s2", "s3", "s4"]
    return Conflict.from_arcs(states=states, arcs={"A": [("s1", "s2")]}, preferences={"A": ranking})


def test_one_pair_and_one_threshold_need_no_list() -> None:
    conflict = of_four()
    assert Unknown(("s1", "s2")).pairs == (("s1", "s2"),)  # type: ignore[arg-type]
    fuzzy = {"A": Fuzzy.from_pairs(conflict, {("s1", "s2"): 0.8}, threshold=0.5)}
    forms: tuple[Any, ...] = ("A", "threshold"), [("A", "threshold")]
    one, same = (sweep_thresholds(conflict, preferences=fuzzy, over=over) for over in forms)
    assert one.to_text() == same.to_text()


def test_too_many_states_are_refused_unless_all_is_crisp() -> None:
    options = {"A": [f"a{k}" for k in range(7)], "B": [f"b{k}" for k in range(7)]}
    conflict = Conflict.from_options(actors=options, preferences={"A": ["a0"], "B": ["b0"]})
    with pytest.raises(SizeError, match="8192"):
        solve_relation(conflict, preferences={"A": Attitudes({"A": "+", "B": "+"})})
    solved = solve_relation(conflict, preferences={"A": Crisp(["not a0"])})
    plainly = solve(conflict.with_preferences({"A": ["not a0"]}), concepts=LITERAL_CONCEPTS)
    assert np.array_equal(solved.equilibrium("seq"), plainly.equilibrium("seq"))
