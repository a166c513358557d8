"""Every ``solve…`` has one signature, and what each gives is asked in one way."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import countermove as cm
from gmcr import Solution, stability
from gmcr.base.errors import ModelError, UnknownName

__all__: list[str] = []

FAMILY = sorted(name for name in stability.__all__ if name.startswith("solve") and name != "solve_ensemble")
"""All that solve one conflict; an ensemble is of many games, on one lattice."""

OPTIONS = (
    "concepts",
    "views",
    "leader",
    "horizon",
    "form",
    "coalition",
    "coalitions",
    "partition",
    "preferences",
    "ties",
    "order",
    "largest",
    "gains",
)
"""What can depend on a choice, in the order in which it is taken."""

NEEDED: dict[str, dict[str, Any]] = {
    "solve_coalition": {"coalition": "row"},
    "solve_coalitions": {"coalitions": ["row", "row,column"]},
    "solve_hypergame": {"views": {"row": cm.load_conflict("chicken").conflict}},
    "solve_limited": {"horizon": 2},
    "solve_maximin": {"horizon": 2},
    "solve_partition": {"partition": ["row", "column"]},
    "solve_relation": {"preferences": {"row": cm.Strength.read("2 > 3 > 1 >> 0", level=2)}},
    "solve_stackelberg": {"leader": "row"},
}
"""What has no default."""

BEYOND = {"solve_berge", "solve_hypergame", "solve_stackelberg"}
"""What few ask for: on the face of ``gmcr.stability`` alone."""


def _solver(name: str) -> Callable[..., Solution]:
    found: Callable[..., Solution] = getattr(stability, name)
    return found


def _solved(name: str) -> Solution:
    return _solver(name)(cm.load_conflict("chicken").conflict, **NEEDED.get(name, {}))


def _kinds(called: Callable[..., object]) -> dict[str, list[inspect.Parameter]]:
    """The parameters that may go by position, and those that go by keyword alone."""
    parameters = list(inspect.signature(called).parameters.values())
    keyword = [item for item in parameters if item.kind is inspect.Parameter.KEYWORD_ONLY]
    return {"place": [item for item in parameters if item not in keyword], "keyword": keyword}


def test_the_family_is_at_the_door() -> None:
    assert len(FAMILY) == 13
    assert [name for name in cm.__all__ if name.startswith("solve")] == [name for name in FAMILY if name not in BEYOND]


@pytest.mark.parametrize("name", FAMILY)
def test_a_conflict_is_given_and_everything_else_by_keyword(name: str) -> None:
    kinds = _kinds(_solver(name))
    assert [(item.name, item.annotation, item.kind) for item in kinds["place"]] == [
        ("conflict", "Conflict", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    ]
    options = [item.name for item in kinds["keyword"]]
    assert options == [option for option in OPTIONS if option in options], "known ones, in one order"
    assert {item.name for item in kinds["keyword"] if item.default is inspect.Parameter.empty} == set(
        NEEDED.get(name, {})
    )


def test_the_same_option_is_the_same_thing_everywhere() -> None:
    meanings: dict[str, set[object]] = {}
    for name in FAMILY:
        for item in _kinds(_solver(name))["keyword"]:
            meanings.setdefault(item.name, set()).add(item.annotation)
    beyond = meanings.pop("preferences")  # of each actor, a preference or a ranking in any form
    assert beyond == {"Mapping[str, Any]"}
    assert {option for option, found in meanings.items() if len(found) > 1} == set()
    assert {*meanings, "preferences"} == set(OPTIONS)
    assert {inspect.signature(_solver(name)).parameters[option].default
            for name, option in (("solve_limited", "ties"), ("solve_nonmyopic", "ties"), ("solve_sim", "form"))} == {
        "every"
    }  # fmt: skip


@pytest.mark.parametrize("name", FAMILY)
def test_what_is_found_is_asked_in_one_way(name: str) -> None:
    solved = _solved(name)
    assert isinstance(solved, Solution)
    for method in (solved.stable, solved.equilibrium, solved.equilibria):
        kinds = _kinds(method)
        assert [item.name for item in kinds["place"]] == ["concept", "actor"][: 2 if method == solved.stable else 1]
        assert all(item.default is not inspect.Parameter.empty for item in kinds["keyword"])
    assert solved.concepts
    assert len(solved.players) >= 1
    for concept in solved.concepts:
        tables = [solved.stable(concept, player) for player in solved.players]
        assert {(table.dtype, table.shape) for table in tables} == {(np.dtype(bool), solved.conflict.states.shape)}
        assert np.array_equal(solved.equilibrium(concept), np.logical_and.reduce(tables))
        assert solved.equilibria(concept).tolist() == solved.conflict.states[solved.equilibrium(concept)].tolist()


@pytest.mark.parametrize("name", FAMILY)
def test_a_concept_that_was_not_asked_for_is_refused(name: str) -> None:
    solved = _solved(name)
    for ask in (lambda: solved.stable("nix", solved.players[0]), lambda: solved.equilibria("nix")):
        with pytest.raises(UnknownName, match="'nix' is not a solved concept"):
            ask()


def test_several_coalitions_are_asked_about_each_by_itself() -> None:
    conflict = cm.load_conflict("elmira-1991-graph").conflict
    both = cm.solve_coalitions(conflict, coalitions=["U,M", "L", ("M", "U")])
    assert both.players == (("M", "U"), ("L",))
    for concept in cm.COALITION_CONCEPTS:
        for player in both.players:
            alone = cm.solve_coalition(conflict, concepts=concept, coalition=player)
            assert np.array_equal(both.stable(concept, player), alone.stable(concept, player))
    with pytest.raises(ModelError, match="none in the list"):
        cm.solve_coalitions(conflict, coalitions=[])
