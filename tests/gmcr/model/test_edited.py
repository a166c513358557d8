"""Options with edited arcs: whatever is asked, the answer is that of the graph of the same states and arcs."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import gmcr
from gmcr import Conflict, CountermoveError, ModelError, Solution, UnknownName, solve
from gmcr.analysis import Games, Play, with_edits
from gmcr.analysis.edits.solver import SetSolver
from gmcr.analysis.games import arena_of
from gmcr.formats import GmcrModel, graph_data, stability_matrix
from gmcr.model import edited as module
from tests.conftest import in_one_test, models, require_module

__all__: list[str] = []

ACTS = {"A": ["a1", "a2"], "B": ["b"], "C": ["c"]}
CONNECTIVES = ("and", "or", "implies", "iff")
Arcs = dict[str, list[tuple[int, int]]]
SOLVERS: dict[str, Callable[[Conflict], Solution]] = {
    "solve": solve,
    "maximin": lambda conflict: gmcr.solve_maximin(conflict, horizon=3),
    "universal": gmcr.solve_universal,
    "coalition": lambda conflict: gmcr.solve_coalition(conflict, coalition=["A", "B"]),
    "coalitions": lambda conflict: gmcr.solve_coalitions(conflict, coalitions=[["A", "B"], ["C"]]),
    "partition": lambda conflict: gmcr.solve_partition(conflict, partition=[["A", "B"], ["C"]]),
    "relation": lambda conflict: gmcr.solve_relation(
        conflict, preferences={"A": gmcr.Unknown([conflict.states[:2].tolist()], type="a")}
    ),
}


def ferry(**given: Any) -> Conflict:
    return Conflict.from_options(
        actors={"line": "run", "town": "pay"},
        preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        **given,
    )


def options(rng: np.random.Generator, layout: str | None = None) -> Conflict:
    """A small game with rules, one-way options and random wants."""

    def want() -> str:
        first, second = rng.choice([name for own in ACTS.values() for name in own], 2, replace=False)
        return f"{rng.choice(['', 'not '])}{first} {rng.choice(CONNECTIVES)} {second}"

    return Conflict.from_options(
        actors=ACTS,
        preferences={actor: [want() for _ in range(3)] for actor in ACTS},
        never=["a1 and a2 and b"] if rng.random() < 0.6 else [],
        one_way={"c": "forward"} if rng.random() < 0.5 else {},
        layout=layout,
    )


def arcs_of(conflict: Conflict) -> Arcs:
    return {
        actor: [(s, q) for s in conflict.states.tolist() for q in conflict.moves(s, actor=actor).tolist()]
        for actor in conflict.actors
    }


def thinned(rng: np.random.Generator, conflict: Conflict) -> Arcs:
    """Some of the moves, and for A some between any two states."""
    arcs = {actor: [arc for arc in own if rng.random() < 0.7] for actor, own in arcs_of(conflict).items()}
    pairs = {tuple(rng.choice(conflict.states, 2, replace=False).tolist()) for _ in range(4)}
    return {**arcs, "A": sorted({*arcs["A"], *pairs})}


def as_graph(conflict: Conflict) -> Conflict:
    """The same states, arcs and ranks in graph form, states named by their codes."""
    names = list(map(str, conflict.states.tolist()))
    return Conflict.from_arcs(
        states=names,
        arcs={actor: [(str(s), str(q)) for s, q in own] for actor, own in arcs_of(conflict).items()},
        preferences={actor: dict(zip(names, conflict.ranks(actor).tolist(), strict=True)) for actor in conflict.actors},
        start=str(conflict.start),
    )


@in_one_test("seed", models(range(100), range(6)))
def test_the_answers_are_those_of_the_graph(seed: int) -> None:
    rng = np.random.default_rng([36, seed])
    given = options(rng, [None, "sparse"][seed % 2])
    arcs = thinned(rng, given)
    made = given.with_arcs(arcs)
    assert arcs_of(made) == arcs
    graph = as_graph(made)
    for solver in SOLVERS.values():
        mine, its = solver(made), solver(graph)
        for concept in mine.concepts:
            for player in mine.players:
                assert np.array_equal(mine.stable(concept, player), its.stable(concept, player)), concept
    for concept in gmcr.CONCEPTS:
        for place, code in enumerate(made.states.tolist()):
            for actor in made.actors:
                why, reason = (
                    gmcr.why(conflict, state, actor=actor, concept=concept)
                    for conflict, state in ((made, code), (graph, place))
                )
                assert why.stable == reason.stable
                named = [graph.states[item.improvement] for item in reason.deterred]
                assert [np.searchsorted(made.states, item.improvement) for item in why.deterred] == named
        cell = made.structure.cell(made.start)
        mine, its = (Play.of(conflict).roads(cell, concept) for conflict in (made, graph))
        assert (mine.reached, mine.outcomes, mine.steps) == (its.reached, its.outcomes, its.steps)
    for state in made.states.tolist():
        improved = gmcr.coalition_improvements(made, state, coalition="A,B").tolist()
        there = gmcr.coalition_improvements(graph, str(state), coalition="A,B").tolist()
        assert improved == made.states[there].tolist()


@in_one_test("seed", models(range(60), range(3)))
def test_arcs_edited_to_what_they_were_change_no_verdict(seed: int) -> None:
    given = options(np.random.default_rng([37, seed]))
    same = given.with_arcs(arcs_of(given))
    assert arcs_of(same) == arcs_of(given)
    for mine, its in ((solve(same), solve(given)), (gmcr.solve_sim(same), gmcr.solve_sim(given))):
        for concept in its.concepts:
            for actor in given.actors:
                assert np.array_equal(mine.stable(concept, actor), its.stable(concept, actor))


def test_matrices_say_the_same() -> None:
    require_module("scipy", "matrices are SciPy's")
    rng = np.random.default_rng(39)
    given = options(rng)
    made = given.with_arcs(thinned(rng, given))
    for concept in gmcr.CONCEPTS:
        for actor in made.actors:
            diagonal = stability_matrix(made, actor, concept=concept).diagonal()
            assert np.array_equal(diagonal == 0, solve(made).stable(concept, actor))


@in_one_test("seed", models(range(60), range(4)))
@pytest.mark.parametrize("concept", ["nash", "gmr", "smr"])
def test_changes_of_wants_are_minimal_with_edited_arcs(seed: int, concept: str) -> None:
    require_module("pysat", "changes are searched for with a solver")
    rng = np.random.default_rng([38, seed])
    given = options(rng)
    made = given.with_arcs(thinned(rng, given))
    state = int(rng.choice(made.states))
    place = int(np.searchsorted(made.states, state))
    for actor in made.actors:
        search = SetSolver(made, arena_of(made.structure), state, actor=actor, concept=concept)
        edits = [edit for edit in gmcr.edits_of(made) if edit.actor == actor]

        after = {
            edit: solve(with_edits(made, [edit]), concepts=concept).stable(concept, actor)[place] for edit in edits
        }
        assert set(search.of_size(1)) == {frozenset({edit}) for edit in edits if after[edit] != search.stable}


def test_states_keep_their_codes_and_statements_their_meaning() -> None:
    given = ferry(never="pay and not run", start="run, pay")
    made = given.with_arcs({"line": [("run", [])]})
    assert (made.states.tolist(), made.start, made.options) == ([0, 1, 3], 3, given.options)
    assert list(made.labels) == list(given.labels)
    assert made.moves("run", actor="line").tolist() == [0]
    assert made.moves("run", actor="town").tolist() == [3]
    changed = made.with_preferences({"town": "pay"})
    assert changed.structure is made.structure
    assert changed.ranks("town").tolist() == [1, 1, 2]
    assert made.formula("run and pay") == given.formula("run and pay")
    assert repr(made) == "<Conflict of line, town: 2 options, 3 states, arcs edited>"
    assert [node["on"] for node in graph_data(made)["nodes"]] == [[], ["line.run"], ["line.run", "town.pay"]]


def test_an_arc_is_named_by_number_by_label_or_by_what_is_on() -> None:
    ways: list[Any] = [
        (2, 3),
        ("2", "3"),
        ("pay", "run, pay"),
        (["pay"], ["pay", "run"]),
        (np.int64(2), "town.pay, run"),
    ]
    assert len({ferry(arcs={"line": [way]}) for way in ways}) == 1
    assert ferry(arcs=[("line", 2, 3)]) == ferry(arcs={"line": [(2, 3)]}) == ferry().with_arcs({"line": [(2, 3)]})


def test_named_actors_are_replaced_and_moves_added_and_removed() -> None:
    given = ferry()
    whole = arcs_of(given)
    assert arcs_of(given.with_arcs({"line": []})) == {**whole, "line": []}
    more = given.with_arcs(add=[("town", 0, 3)], remove=[("line", 0, 1)])
    assert arcs_of(more)["town"] == sorted([*whole["town"], (0, 3)])
    assert arcs_of(more)["line"] == [arc for arc in whole["line"] if arc != (0, 1)]
    assert arcs_of(more.with_arcs({"line": whole["line"], "town": whole["town"]})) == whole
    graph = as_graph(given).with_arcs(remove={"line": ("0", "1")})
    assert graph.moves("0", actor="line").tolist() == []


def test_equal_by_content() -> None:
    made = ferry().with_arcs({"line": [(1, 0)]})
    assert made == ferry(arcs={"line": [(1, 0)]}) == pickle.loads(pickle.dumps(made))
    assert hash(made) == hash(ferry(arcs={"line": [(1, 0)]}))
    for other in (ferry(), ferry(arcs={"line": []}), ferry(arcs={"line": [(1, 0)]}, start=1), as_graph(made)):
        assert made != other
    assert Games(made.structure).play_of(made).roads(0, "nash").whole


@pytest.mark.parametrize(
    ("arcs", "error", "message"),
    [
        ({"mayor": []}, UnknownName, "mayor"),
        ({"line": [(0, 9)]}, ModelError, "There is no state 9"),
        ({"line": [(0, 0)]}, ModelError, "line cannot move from 0 to itself"),
        ({"line": [("run", "walk")]}, UnknownName, "walk"),
        ([("line", 0)], ModelError, r"arcs, row 1: this should be a triple"),
        ([("line", 0, 1), ("line", 1, 9)], ModelError, "arcs, row 2, column to: There is no state 9"),
        ([("line", 1, 1)], ModelError, "arcs, row 1: line cannot move"),
        ([(3, 0, 1)], ModelError, "arcs, row 1, actor"),
        ({"line": 7}, ModelError, "a pair of states"),
        (object(), ModelError, "triples"),
        ("moves.txt", ModelError, "path of a .csv file"),
        ("no-such.csv", CountermoveError, "there is no such file"),
    ],
)
def test_what_is_no_arc(arcs: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ferry().with_arcs(arcs)


def test_what_cannot_be_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match=r"line has no move from line\.run to town\.pay"):
        ferry().with_arcs(remove=[("line", "run", "pay")])
    many = Conflict.from_options(actors={"A": [f"a{k}" for k in range(70)]}, preferences={"A": "a1"})
    with pytest.raises(gmcr.SizeError, match="edited where the states can be listed"):
        many.with_arcs({"A": []})
    monkeypatch.setattr(module, "MAX_MOVES", 3)
    with pytest.raises(gmcr.SizeError, match="more than 3 moves"):
        ferry().with_arcs({"line": []})
    monkeypatch.setattr(module, "MAX_STATES", 3)
    with pytest.raises(gmcr.SizeError, match="here are 4"):
        ferry().with_arcs({"line": []})


def test_gmcr_files_hold_what_actors_do_not_perceive_and_no_other_edit(tmp_path: Path) -> None:
    seen = gmcr.as_perceived(ferry(), {"town": ["run"]})
    gmcr.write_gmcr(seen, tmp_path / "ferry.gmcr")
    model = GmcrModel.read(tmp_path / "ferry.gmcr")
    assert model.misperceived == {"town": 2}  # from "run" the town leads only to what then has no moves either
    assert arcs_of(model.conflict) == arcs_of(seen)
    with pytest.raises(CountermoveError, match="edited otherwise"):
        gmcr.write_gmcr(ferry(arcs={"line": [(0, 1)]}), tmp_path / "other.gmcr")
    with pytest.raises(CountermoveError, match="where arcs are edited"):
        gmcr.write_nfg(seen, tmp_path / "ferry.nfg")


def test_arcs_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "arcs.csv"
    path.write_text('actor,from,to,why\nline,"run, pay",pay,strike\nline,3,2,again\n')
    assert arcs_of(ferry(arcs=path))["line"] == [(3, 2)]
    path.write_text("actor,from,to\nline,1,0\nline,1,9\n")
    with pytest.raises(ModelError, match=r"arcs, line 3, column to: There is no state 9"):
        ferry(arcs=str(path))
    for text, message in [
        ("actor,from\nline,1\n", "should have one column to, and has actor, from"),
        ("actor,from,to\nline,1\n", "line 2: 2 cells for 3 columns"),
        ("", "is empty"),
        ('actor,from,to\n"line,1,0\n', "line 2"),
    ]:
        path.write_text(text)
        with pytest.raises(CountermoveError, match=message):
            ferry(arcs=path)
