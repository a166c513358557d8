"""The Python door, claim by claim as its documentation makes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import countermove as cm


@pytest.fixture
def conflict() -> cm.Conflict:
    return cm.Conflict.from_options(
        actors={"A": ["a1", "a2"], "B": ["b1"]},
        preferences={"A": ["a1 implies b1", "not a2"], "B": cm.Ranking([[0, 3], [1], [2, 4, 5, 6]])},
        never=["a1 and a2 and b1"],
        one_way=["b1"],
        start=["a1"],
    )


def test_what_a_conflict_consists_of(conflict: cm.Conflict) -> None:
    assert conflict.actors == ("A", "B")
    assert conflict.options == ("A.a1", "A.a2", "B.b1")
    assert conflict.states.dtype == np.int64
    assert conflict.states.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert (
        conflict.start == conflict.code(["a1"]) == conflict.code("a1") == conflict.code("A.a1") == conflict.code(1) == 1
    )
    assert conflict.label(5) == "A.a1, B.b1"
    assert conflict.code("A.a1, B.b1") == 5
    assert next(iter(conflict.labels)) == "no option on"
    assert len(conflict.labels) == 7
    assert conflict.layout == "dense"


def test_ranks_are_dense_from_one_and_larger_is_better(conflict: cm.Conflict) -> None:
    assert conflict.ranks("B").tolist() == [3, 2, 1, 3, 1, 1, 1]
    ranks = conflict.ranks("A")
    assert ranks.dtype == np.int64
    assert set(ranks.tolist()) == set(range(1, int(ranks.max()) + 1))
    # the first want outweighs the second: 1 (a1 without b1) is below 2, which breaks the second only
    assert ranks[1] < ranks[2] < ranks[0]


def test_moves_change_own_options_and_take_nothing_one_way_back(conflict: cm.Conflict) -> None:
    assert conflict.moves(0, actor="A").tolist() == [1, 2, 3]
    assert conflict.moves(0, actor="B").tolist() == [4]
    assert conflict.moves(4, actor="B").tolist() == []
    assert conflict.moves(4, actor="A").tolist() == [5, 6], "7 is infeasible"
    assert conflict.moves(1, actor="A", improvements=True).tolist() == [0, 2]
    back = cm.Conflict.from_options(actors={"A": ["a"]}, preferences={"A": ["a"]}, one_way={"a": "back"}, start=["a"])
    assert (back.moves(1, actor="A").tolist(), back.moves(0, actor="A").tolist()) == ([0], [])


def test_what_is_wrong_is_told_with_the_nearest_name(conflict: cm.Conflict) -> None:
    with pytest.raises(cm.ModelError, match="rule a1 and a2 and b1") as infeasible:
        conflict.code(["a1", "a2", "b1"])
    assert infeasible.value.rule == "a1 and a2 and b1"
    with pytest.raises(cm.UnknownName, match=r"Did you mean A\.a[12]\?"):
        conflict.code(["A.a"])
    for ask in (conflict.ranks, lambda name: conflict.moves(0, actor=name)):
        with pytest.raises(cm.UnknownName, match="'C' is not an actor"):
            ask("C")
    with pytest.raises(cm.ModelError, match="lacks 1 feasible states, the first of them 3"):
        conflict.with_preferences({"B": cm.Ranking([[0], [1], [2, 4, 5, 6]])}).ranks("B")
    with pytest.raises(cm.ModelError, match="state 0 twice"):
        conflict.with_preferences({"B": cm.Ranking([[0, 3, 0], [1], [2, 4, 5, 6]])}).ranks("B")
    with pytest.raises(cm.FormulaError):
        cm.Conflict.from_options(actors={"A": ["a"]}, preferences={"A": ["a and"]})
    with pytest.raises(cm.SizeError, match="too many to list"):
        cm.Conflict.from_options(
            actors={"A": [f"o{k}" for k in range(23)]},
            preferences={"A": ["o1"]},
            never=[" + ".join(f"o{k}" for k in range(23)) + " > 1"],
        ).moves(0, actor="A")


def test_start_is_the_first_feasible_state_where_none_is_given() -> None:
    made = cm.Conflict.from_options(actors={"A": ["a"]}, preferences={"A": ["a"]}, never=["not a"], start=None)
    assert made.start == 1
    with pytest.raises(cm.ModelError):
        cm.Conflict.from_options(actors={"A": ["a"]}, preferences={"A": ["a"]}, never=["not a"])


def test_graph_form_has_positions_for_codes() -> None:
    made = cm.Conflict.from_arcs(
        states=["s1", "s2"], arcs={"A": [("s1", "s2")]}, preferences={"A": cm.Ranking([["s2"], ["s1"]])}, start="s1"
    )
    assert (made.layout, made.options, made.states.tolist(), made.start) == ("graph", (), [0, 1], 0)
    assert made.code("s2") == 1
    assert made.moves("s1", actor="A", improvements=True).tolist() == [1]
    with pytest.raises(cm.UnknownName, match="state"):
        made.code("s3")


def test_solving_gives_arrays_aligned_with_states(conflict: cm.Conflict) -> None:
    solved = cm.solve(conflict, concepts=("nash", "gmr", "smr", "seq", "symseq"))
    for concept in cm.CONCEPTS:
        table = [solved.stable(concept, actor) for actor in conflict.actors]
        assert all(stable.dtype == bool and stable.shape == conflict.states.shape for stable in table)
        codes = solved.equilibria(concept)
        assert codes.dtype == np.int64
        assert codes.tolist() == conflict.states[np.logical_and.reduce(table)].tolist() == sorted(codes.tolist())
    with pytest.raises(cm.UnknownName):
        cm.solve(conflict, concepts=["nsh"])
    with pytest.raises(cm.UnknownName):
        cm.solve(conflict, concepts=["nash"]).stable("seq", "A")


def test_the_witness_and_the_table_agree(conflict: cm.Conflict) -> None:
    solved = cm.solve(conflict)
    for place, code in enumerate(conflict.states.tolist()):
        for actor in conflict.actors:
            for concept in cm.CONCEPTS:
                witness = cm.why(conflict, code, actor=actor, concept=concept)
                assert witness.stable == bool(solved.stable(concept, actor)[place]) == (witness.improvement is None)
                gains = set(conflict.moves(code, actor=actor, improvements=True).tolist())
                assert {improvement for improvement, _ in witness.deterred} <= gains
                if witness.stable:
                    assert {improvement for improvement, _ in witness.deterred} == gains


def test_a_case_is_loaded_and_one_of_its_games_chosen() -> None:
    assessment = cm.load("korea-2021")
    game = assessment.conflict(reading={"O1": "answers"}, scenario="crisis", view="china", drivers={"window": 0.1})
    assert game.states.size == 336
    with pytest.raises(cm.UnknownName, match="scenario"):
        assessment.conflict(scenario="crsis")


def test_a_conflict_is_no_assessment_and_says_what_to_do(tmp_path: Path) -> None:
    for source in ("chicken", str(tmp_path / "mine.yaml")):
        if source != "chicken":
            cm.convert("chicken", source)
        with pytest.raises(cm.AssessmentError, match=r"countermove solve .*load_conflict from Python") as caught:
            cm.load(source)
        (problem,) = caught.value.problems
        assert (problem.code, problem.line, problem.column) == ("conflict", 1, 1)
        assert cm.load_conflict(source).conflict.states.size == 4


def test_gmcr_files_are_written_once_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "out.gmcr"
    published = cm.load_conflict("elmira-1991").conflict
    cm.write_gmcr(published, path)
    again = cm.read_gmcr(path)
    for actor, name in zip(published.actors, again.actors, strict=True):
        assert again.ranks(name).tolist() == published.ranks(actor).tolist()
    with pytest.raises(cm.CountermoveError, match="exists already"):
        cm.write_gmcr(published, path)
    cm.write_gmcr(published, path, force=True)
    with pytest.raises(cm.CountermoveError, match="no such file"):
        cm.read_gmcr(tmp_path / "none.gmcr")


def test_a_text_alone_where_a_list_is_meant_is_its_one_item(conflict: cm.Conflict) -> None:
    lone = cm.Conflict.from_options(
        actors={"A": ["a1", "a2"], "B": "b1"},
        preferences={"A": "a1 implies b1", "B": "not b1"},
        never="a1 and a2 and b1",
        one_way="b1",
        start="a1",
    )
    listed = cm.Conflict.from_options(
        actors={"A": ["a1", "a2"], "B": ["b1"]},
        preferences={"A": ["a1 implies b1"], "B": ["not b1"]},
        never=["a1 and a2 and b1"],
        one_way=["b1"],
        start=["a1"],
    )
    assert (lone.options, lone.start, lone.states.tolist()) == (listed.options, listed.start, listed.states.tolist())
    assert lone.moves(4, actor="B").tolist() == []
    assert all(lone.ranks(actor).tolist() == listed.ranks(actor).tolist() for actor in lone.actors)
    assert cm.solve(conflict, concepts="nash").concepts == ("nash",)
    assert cm.solve_universal(conflict, concepts="cnash").concepts == ("cnash",)
    assert cm.solve_partition(conflict, partition="A,B").players == (("A", "B"),)
    korea = cm.load("korea-2021")
    assert [verdict.id for verdict in cm.check(korea, claims="C01", concepts="nash")] == ["C01"]
    one = cm.Conflict.from_arcs(states="s", arcs={"A": []}, preferences={"A": cm.Ranking("s")})
    assert one.labels == ("s",)
    arc = cm.Conflict.from_arcs(states=["s", "t"], arcs={"A": ("s", "t")}, preferences={"A": cm.Ranking(["t", "s"])})
    assert arc.moves("s", actor="A").tolist() == [1]


def test_preferences_and_start_are_changed_as_they_are_given(conflict: cm.Conflict) -> None:
    wanted = {"A": ["a2", "not a1"], "B": "b1"}
    changed, made = (
        conflict.with_preferences(wanted),
        cm.Conflict.from_options(
            actors={"A": ["a1", "a2"], "B": ["b1"]}, preferences=wanted, never=["a1 and a2 and b1"], one_way=["b1"]
        ),
    )
    assert all(changed.ranks(actor).tolist() == made.ranks(actor).tolist() for actor in made.actors)
    assert conflict.with_preferences(conflict.preferences).ranks("A").tolist() == conflict.ranks("A").tolist()
    assert [conflict.with_start(start).start for start in (3, "a1, a2", ["a1", "a2"], None, [])] == [3, 3, 3, 0, 0]
    with pytest.raises(cm.FormulaError):
        conflict.with_preferences({"A": "nothing_known"})
    with pytest.raises(cm.ModelError, match="rule a1 and a2 and b1"):
        conflict.with_start(7)


def test_what_is_no_conflict_is_told_with_the_way_to_one() -> None:
    for given, way in (
        (cm.load("korea-2021"), r"\.conflict\(\)"),
        (cm.load_conflict("chicken"), r"It has one: \.conflict"),
    ):
        with pytest.raises(cm.ModelError, match=way):
            cm.solve(given)  # type: ignore[arg-type]
    with pytest.raises(cm.ModelError, match="not of 'chicken'"):
        cm.solve("chicken")  # type: ignore[arg-type]


def test_a_conflict_is_converted_as_it_is(conflict: cm.Conflict, tmp_path: Path) -> None:
    place = tmp_path / "made.yaml"
    assert cm.convert(conflict, place).read_as == "conflict"
    assert cm.load_conflict(place).conflict.ranks("A").tolist() == conflict.ranks("A").tolist()
    assert cm.convert(cm.load_conflict("chicken"), tmp_path / "chicken.gmcr").source == "Chicken"
    assert cm.convert(cm.load("korea-2021"), tmp_path / "korea.json", scenario="crisis").read_as == "assessment"
    with pytest.raises(cm.CountermoveError, match="only an assessment has a scenario"):
        cm.convert(conflict, tmp_path / "no.yaml", scenario="crisis")


def test_states_in_graph_form_are_told_by_their_labels() -> None:
    peace = {"states": ["peace", "war"], "arcs": {"A": [("peace", "war")]}}
    for tiers, told in (([["war"]], "the first of them peace"), ([["war"], ["peace", "war"]], "has state war twice")):
        with pytest.raises(cm.ModelError, match=told):
            cm.Conflict.from_arcs(**peace, preferences={"A": cm.Ranking(tiers)}).ranks("A")  # type: ignore[arg-type]


@pytest.mark.parametrize("read", [cm.load, cm.load_conflict, cm.read_gmcr])
def test_a_name_that_no_file_can_have_is_told(read: Callable[[str], object]) -> None:
    with pytest.raises(cm.CountermoveError, match=r"x{40}"):
        read("x" * 5000)
