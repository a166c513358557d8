"""Conflicts of equal content are equal, and whatever one answers the other answers too."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, Ranking, edits_of, solve
from gmcr.model import ModelWant
from tests.conftest import ROOT
from tests.gmcr.formats.makers import same_conflict
from tests.gmcr.stability.conflicts import as_arcs, conflict_of, graph_conflict
from tests.judge.strategies import PlainConflict, PlainGraph, conflict_graph, plain_conflicts, plain_graphs

__all__: list[str] = []


def ferry(**changed: Any) -> Conflict:
    said: dict[str, Any] = {
        "actors": {"line": ["run", "ask"], "town": "pay"},
        "preferences": {"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        "never": "run and ask",
    }
    return Conflict.from_options(**{**said, **changed})


def dispute(**changed: Any) -> Conflict:
    said: dict[str, Any] = {
        "states": ["talks", "court", "deal"],
        "arcs": {"claimant": [("talks", "court")], "owner": [("talks", "deal"), ("deal", "talks")]},
        "preferences": {
            "claimant": Ranking(["deal", "court", "talks"]),
            "owner": Ranking(["talks", ["deal", "court"]]),
        },
    }
    return Conflict.from_arcs(**{**said, **changed})


OTHER_FERRIES: dict[str, dict[str, Any]] = {
    "start": {"start": "run"},
    "rule": {"never": ()},
    "direction": {"one_way": "run"},
    "need": {"needs": {"run": "pay"}},
    "option": {"actors": {"line": ["run", "ask"], "town": ["pay", "walk"]}},
    "owner": {"actors": {"line": "run", "town": ["ask", "pay"]}},
    "want": {"preferences": {"line": ["run implies pay", "run"], "town": ["run", "pay"]}},
    "order": {"preferences": {"line": ["run", "run implies pay"], "town": ["run", "not pay"]}},
    "ranking": {"preferences": {"line": ["run implies pay", "run"], "town": Ranking([0, 1, 2, 4, 5, 6])}},
    "levels": {"levels": {"pay": ["none", "some", "all"]}, "preferences": {"line": "run", "town": "run"}},
}
OTHER_DISPUTES: dict[str, dict[str, Any]] = {
    "start": {"start": "deal"},
    "arc": {"arcs": {"claimant": [("talks", "court")], "owner": [("talks", "deal")]}},
    "label": {
        "states": ["talks", "court", "deal", "war"],
        "preferences": dict.fromkeys(("claimant", "owner"), Ranking([0, 1, 2, 3])),
    },
    "ranking": {"preferences": dict.fromkeys(("claimant", "owner"), Ranking([0, 1, 2]))},
}


@pytest.mark.parametrize("make", [ferry, dispute])
def test_what_is_made_alike_is_equal(make: Any) -> None:
    assert make() == make()
    assert hash(make()) == hash(make())
    assert {make(): 1}[make()] == 1
    assert make() != "ferry"


@pytest.mark.parametrize(
    ("make", "changed"),
    [*((ferry, item) for item in OTHER_FERRIES.values()), *((dispute, item) for item in OTHER_DISPUTES.values())],
    ids=[*OTHER_FERRIES, *(f"{name} of arcs" for name in OTHER_DISPUTES)],
)
def test_whatever_differs_makes_another_conflict(make: Any, changed: dict[str, Any]) -> None:
    assert make(**changed) != make()
    assert make(**changed) == make(**changed)
    assert len({make(), make(**changed), make()}) == 2


def test_rules_count_by_what_they_leave_and_layouts_do_not_count() -> None:
    assert ferry(never=["ask and run", "run and ask and pay"]) == ferry()
    assert ferry(layout="sparse") == ferry(layout="dense") == ferry()
    assert hash(ferry(layout="sparse")) == hash(ferry(never=["ask and run"])) == hash(ferry())


def test_rankings_count_by_their_order() -> None:
    numbers = {"claimant": Ranking.from_ranks(np.array([1, 5, 9])), "owner": Ranking([0, [1, 2]])}
    assert dispute(preferences=numbers) == dispute()
    assert hash(dispute(preferences=numbers)) == hash(dispute())


def test_wants_that_differ_are_different_content_though_they_rank_alike() -> None:
    twice = ferry(preferences={"line": ["run implies pay", "run", "run"], "town": ["run", "not pay"]})
    assert all(np.array_equal(twice.ranks(actor), ferry().ranks(actor)) for actor in twice.actors)
    assert edits_of(twice) != edits_of(ferry())
    assert twice != ferry()


def test_what_is_declared_of_a_want_and_drivers_count() -> None:
    plain = ferry()
    want = ModelWant(plain.formula("run"), id="W")
    told = plain.with_preferences({"line": (want,)})
    assert told == plain.with_preferences({"line": (replace(want),)})
    assert told != plain.with_preferences({"line": (replace(want, could_be=plain.formula("pay")),)})
    assert told != plain.with_preferences({"line": (replace(want, id="V"),)})
    driven = [replace(plain, drivers={"toll": Fraction(number)}) for number in (1, 1, 2)]
    assert driven[0] == driven[1] != driven[2]


def test_a_ranking_that_does_not_fit_is_no_error_before_it_is_needed() -> None:
    unfit = ferry(preferences={"line": Ranking([0, 1]), "town": "run"})
    assert unfit == unfit
    assert unfit not in {ferry()}
    with pytest.raises(ModelError, match="lacks 4 feasible states"):
        solve(unfit)


def test_an_equal_conflict_comes_back_from_another_process() -> None:
    here = ferry()
    code = (
        "import pickle, sys, gmcr; there = pickle.load(sys.stdin.buffer); hash(there); "
        "sys.stdout.buffer.write(pickle.dumps(there))"
    )
    assert hash(here) == hash(pickle.loads(pickle.dumps(here)))
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps(ferry()),  # never hashed here
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    back = pickle.loads(done.stdout)
    assert back == here
    assert {here: 1}[back] == 1


@given(plain_conflicts(), plain_conflicts())
def test_equal_conflicts_in_option_form_are_the_same_game(one: PlainConflict, other: PlainConflict) -> None:
    first = conflict_of(one)
    for layout in ("dense", "sparse"):
        again = conflict_of(one, layout)
        assert first == again
        assert hash(first) == hash(again)
        assert same_conflict(first, again)
    second = conflict_of(other)
    assert (first == second) == (second == first)
    if first == second:
        assert hash(first) == hash(second)
        assert same_conflict(first, second)
    else:
        assert one != other
    assert as_arcs(one, conflict_graph(one)) != first, "graph form has no options"


@given(plain_graphs(), plain_graphs())
def test_equal_conflicts_in_graph_form_are_the_same_game(one: PlainGraph, other: PlainGraph) -> None:
    first, second = graph_conflict(one), graph_conflict(other)
    assert first == graph_conflict(one)
    assert hash(first) == hash(graph_conflict(one))
    assert (first == second) == same_conflict(first, second)


@given(plain_conflicts(min_actors=2), st.data())
def test_a_changed_preference_makes_another_conflict_and_back_the_same(
    plain: PlainConflict, data: st.DataObject
) -> None:
    conflict = conflict_of(plain)
    actor = data.draw(st.sampled_from(conflict.actors))
    worth = data.draw(st.lists(st.integers(0, 3), min_size=conflict.states.size, max_size=conflict.states.size))
    changed = conflict.with_preferences({actor: Ranking.from_ranks(np.array(worth))})
    assert (changed == conflict) == np.array_equal(changed.ranks(actor), conflict.ranks(actor))
    back = changed.with_preferences({actor: Ranking.from_ranks(conflict.ranks(actor))})
    assert back == conflict
    assert hash(back) == hash(conflict)
