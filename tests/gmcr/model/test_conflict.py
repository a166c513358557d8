from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from gmcr.base.errors import FormulaError, ModelError, UnknownName
from gmcr.logic import Bool
from gmcr.model import Conflict, Ranking
from tests.gmcr.stability.conflicts import as_arcs, conflict_of
from tests.judge.strategies import PlainConflict, conflict_graph, plain_conflicts


def small(**changed: object) -> Conflict:
    given_: dict[str, object] = {
        "actors": {"A": ["a1", "a2"], "B": ["b1"]},
        "preferences": {"A": ["a1 implies b1", "not a2"], "B": Ranking([[0, 3], [1], [2, 4, 5, 6]])},
        "never": ["a1 and a2 and b1"],
        "one_way": ["b1"],
        "start": ["a1"],
    }
    return Conflict.from_options(**{**given_, **changed})  # type: ignore[arg-type]


# --- option form ---


def test_from_options() -> None:
    conflict = small()
    assert conflict.actors == ("A", "B")
    assert conflict.options == ("A.a1", "A.a2", "B.b1")
    assert conflict.states.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert conflict.start == 1
    assert list(conflict.labels) == [
        "no option on",
        "A.a1",
        "A.a2",
        "A.a1, A.a2",
        "B.b1",
        "A.a1, B.b1",
        "A.a2, B.b1",
    ]
    assert conflict.labels[-1] == "A.a2, B.b1"
    assert conflict.labels[1:3] == ["A.a1", "A.a2"]
    assert len(conflict.labels) == 7
    assert conflict.label(5) == "A.a1, B.b1"
    assert conflict.ranks("A").tolist() == [4, 2, 3, 1, 4, 4, 3]
    assert conflict.ranks("A").dtype == np.int64
    assert conflict.ranks("B").tolist() == [3, 2, 1, 3, 1, 1, 1]
    assert "3 options, 7 states, dense" in repr(conflict)


def test_moves() -> None:
    conflict = small()
    assert conflict.moves(1, actor="A").tolist() == [0, 2, 3]
    assert conflict.moves(1, actor="A", improvements=True).tolist() == [0, 2]
    assert conflict.moves(["a1"], actor="B").tolist() == [5]
    assert conflict.moves("a1, b1", actor="B").tolist() == []
    assert conflict.moves(5, actor="A").tolist() == [4, 6]
    with pytest.raises(UnknownName, match="actor"):
        conflict.moves(1, actor="C")


@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_one_way_options_go_one_way(layout: str) -> None:
    conflict = small(one_way={"a1": "forward", "A.a2": "back"}, layout=layout)
    assert conflict.moves(0, actor="A").tolist() == [1]
    assert conflict.moves(2, actor="A").tolist() == [0, 1, 3]
    assert conflict.moves(1, actor="A").tolist() == []
    assert conflict.moves(3, actor="A").tolist() == [1]
    assert conflict.moves(6, actor="A").tolist() == [4, 5]
    assert conflict.moves(4, actor="B").tolist() == [0]


def test_codes() -> None:
    conflict = small()
    assert (
        conflict.code(["a1", "B.b1"]) == conflict.code("a1,b1") == conflict.code(5) == conflict.code(np.int64(5)) == 5
    )
    assert conflict.code([]) == 0
    with pytest.raises(UnknownName, match=r"Did you mean A\.a[12]"):
        conflict.code(["A.a3"])
    with pytest.raises(ModelError):
        conflict.code(7)


def test_an_infeasible_start_names_the_rule() -> None:
    with pytest.raises(ModelError, match=r"rule a1 and a2 and b1 excludes A\.a1 and A\.a2 and B\.b1") as error:
        small(start=["a1", "a2", "b1"])
    assert error.value.rule == "a1 and a2 and b1"
    with pytest.raises(ModelError, match="infeasible"):
        small().with_start(7)


def test_without_a_start_the_first_feasible_state() -> None:
    assert small(never=["not a2"], start=None, preferences={"A": [], "B": []}).start == 2


def test_what_cannot_be_a_conflict() -> None:
    with pytest.raises(ModelError, match="one_way is 'forward' or 'back', not 'up'"):
        small(one_way={"a1": "up"})
    with pytest.raises(UnknownName, match="option"):
        small(one_way=["a9"])
    with pytest.raises(FormulaError, match="a9"):
        small(never=["a9"])
    with pytest.raises(FormulaError):
        small(preferences={"A": ["a1 and"], "B": []})
    with pytest.raises(ModelError, match="No preferences are given for B") as missing:
        small(preferences={"A": []})
    assert missing.value.actor == "B"
    with pytest.raises(UnknownName, match="actor"):
        small(preferences={"A": [], "B": [], "C": []})
    with pytest.raises(ModelError, match="No state is feasible"):
        small(never=["a1", "not a1"])


# --- rankings ---


def test_a_ranking_has_every_feasible_state_once() -> None:
    conflict = small(preferences={"A": [], "B": Ranking([[0, 3], [1], [2, 4, 5]])})
    with pytest.raises(ModelError, match="B's ranking lacks 1 feasible states, the first of them 6") as missing:
        conflict.ranks("B")
    assert missing.value.actor == "B"
    for tiers, message in (
        ([[0, 3], [1], [2, 4, 5, 6, 3]], "state 3 twice"),
        ([[0, 3], [1], [2, 4, 5, 6, 7]], "State 7 is infeasible"),
        ([[0, 3], [1], [2, 4, 5, 6, 8]], "There is no state 8"),
        ([], "lacks 7 feasible states"),
    ):
        with pytest.raises(ModelError, match=message):
            small(preferences={"A": [], "B": Ranking(tiers)}).ranks("B")


@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_tiers_may_be_empty_or_named_by_options(layout: str) -> None:
    ranks = small(preferences={"A": [], "B": Ranking([[0, "a1, a2"], [], "a1", ["a2", 4, "a1, b1", 6]])}, layout=layout)
    assert ranks.ranks("B").tolist() == [3, 2, 1, 3, 1, 1, 1]


@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_a_ranking_by_numbers_is_aligned_with_the_states(layout: str) -> None:
    numbers = np.array([30, 20, -5, 30, -5, -5, -5])
    conflict = small(preferences={"A": [], "B": Ranking.from_ranks(numbers)}, layout=layout)
    assert conflict.ranks("B").tolist() == [3, 2, 1, 3, 1, 1, 1]
    with pytest.raises(ModelError, match="8 numbers for 7 feasible states") as wrong:
        small(preferences={"A": [], "B": Ranking.from_ranks(np.arange(8))}).ranks("B")
    assert wrong.value.actor == "B"


# --- graph form ---


def graph() -> Conflict:
    return Conflict.from_arcs(
        states=["s1", "s2", "s3"],
        arcs={"A": [("s1", "s2"), ("s2", "s3")], "B": []},
        preferences={"A": Ranking([["s2"], ["s1", 2]]), "B": Ranking([0, 1, 2])},
        start="s2",
    )


def test_from_arcs() -> None:
    conflict = graph()
    assert (conflict.options, conflict.layout, conflict.start) == ((), "graph", 1)
    assert conflict.states.tolist() == [0, 1, 2]
    assert list(conflict.labels) == ["s1", "s2", "s3"]
    assert conflict.ranks("A").tolist() == [1, 2, 1]
    assert conflict.moves("s1", actor="A").tolist() == [1]
    assert conflict.moves(1, actor="A", improvements=True).tolist() == []
    assert conflict.code("s3") == 2
    assert conflict.label("s3") == "s3"


def test_the_start_of_a_graph_is_its_first_state_unless_said() -> None:
    conflict = Conflict.from_arcs(states=["x", "y"], arcs={"A": []}, preferences={"A": Ranking([["x", "y"]])})
    assert conflict.start == 0


def test_what_a_graph_has_not() -> None:
    conflict = graph()
    with pytest.raises(UnknownName, match="state"):
        conflict.code("s9")
    with pytest.raises(UnknownName, match="state"):
        conflict.code(3)
    with pytest.raises(ModelError, match="named by its label or position"):
        conflict.code(["s1"])
    with pytest.raises(ModelError, match="no options"):
        conflict.structure.truth(Bool(True))
    with pytest.raises(ModelError, match="A's ranking lacks 3"):
        conflict.with_preferences({"A": ()}).ranks("A")


@given(plain_conflicts())
def test_option_form_and_graph_form_rank_alike(plain: PlainConflict) -> None:
    options, arcs = conflict_of(plain), as_arcs(plain, conflict_graph(plain))
    for actor in plain.actors:
        assert options.ranks(actor).tolist() == arcs.ranks(actor).tolist()


# --- other games on the same structure ---


def test_games_that_differ_share_their_structure() -> None:
    conflict = small()
    wanting = conflict.with_preferences({"B": ()})
    assert wanting.structure is conflict.structure
    assert wanting.ranks("B").tolist() == [1] * 7
    assert wanting.ranks("A").tolist() == conflict.ranks("A").tolist()
    assert conflict.ranks("B").max() == 3
    moved = conflict.with_start(4)
    assert (moved.start, conflict.start) == (4, 1)
    driven = conflict.with_drivers({"d": Fraction(1, 3)})
    assert driven.drivers == {"d": Fraction(1, 3)}
    with pytest.raises(TypeError):
        conflict.preferences["A"] = ()  # type: ignore[index]
