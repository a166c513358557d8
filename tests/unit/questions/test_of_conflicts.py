"""Questions asked of a bare conflict: the same answers as of an assessment that says no more, or a reason why not."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

import countermove as cm
from countermove.questions.change import change
from countermove.questions.coalitions.compute import coalitions
from countermove.questions.inverse import inverse
from countermove.questions.levers.compute import levers
from countermove.questions.longrun.compute import longrun
from countermove.questions.responsibility.compute import responsibility
from countermove.questions.roads.compute import roads
from gmcr.base.errors import ModelError

TEXT = """
countermove: 1
title: Two
target: b1
actors:
  A:
    options: {a1: {}, a2: {}}
    wants: [{id: w1, want: a1 implies b1}, {id: w2, want: not a2}]
  B:
    options: {b1: {}}
    wants: [{id: w3, want: not b1 or a1}]
start: [a1]
"""
CONFLICT = {
    "actors": {"A": ["a1", "a2"], "B": "b1"},
    "preferences": {"A": ["a1 implies b1", "not a2"], "B": "not b1 or a1"},
    "start": "a1",
}
ASKED: dict[str, Callable[[Any], Any]] = {
    "change": lambda of: change(of, to="b1"),
    "hold": lambda of: change(of, hold="a1, b1", concepts="seq"),
    "break": lambda of: change(of, break_=True),
    "responsibility": lambda of: responsibility(of, to="b1").blame,
    "levers": lambda of: levers(of),
    "inverse": lambda of: inverse(of, "a1"),
    "coalitions": lambda of: coalitions(of, to="b1", state="a1"),
    "goal": lambda of: roads(of, to="b1").goal,
    "roads": lambda of: roads(of, concepts="seq").roads,
    "longrun": lambda of: longrun(of, concepts="nash"),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_conflict_is_answered_as_the_assessment_of_the_same(name: str) -> None:
    assessment = cm.loads(TEXT)
    assert ASKED[name](assessment.conflict()) == ASKED[name](assessment)


@pytest.mark.parametrize(
    "name",
    [
        "answers",
        "check",
        "matrix",
        "observed",
        "redteam",
        "robust",
        "statusquo",
        "tipping",
        "together",
        "views",
        "diff",
    ],
)
def test_what_makes_no_sense_for_a_conflict_says_why(name: str) -> None:
    made = cm.Conflict.from_options(**CONFLICT)  # type: ignore[arg-type]
    home = "verdicts.observations" if name == "observed" else f"questions.{name}"
    ask = getattr(import_module(f"countermove.{home}"), name)
    given = (made, made) if name == "diff" else (made,)
    with pytest.raises(ModelError, match=rf"This is a bare conflict\. {name.capitalize()} .*It answers solve, why"):
        ask(*given)
    with pytest.raises(ModelError, match=rf"{name} is asked of an Assessment, not of None\. Load one first"):
        ask(*(None for _ in given))


def test_changes_are_of_wants_and_levers_are_options() -> None:
    graph = cm.Conflict.from_arcs(
        states=["s", "t"], arcs={"A": [("s", "t")]}, preferences={"A": cm.Ranking([["t"], ["s"]])}
    )
    with pytest.raises(ModelError, match="a change is one of wants"):
        change(graph, break_=True)
    with pytest.raises(ModelError, match="no lever to pull"):
        levers(graph)
    made = cm.Conflict.from_options(**CONFLICT)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="A bare conflict has no target, so name a formula"):
        change(made)
    for ask in (change, responsibility, levers, roads, longrun):
        with pytest.raises(ModelError, match="A conflict has no readings, scenarios, views or drivers"):
            ask(made, scenario="crisis")


def test_a_conflict_with_edited_arcs_is_asked_what_a_graph_is_and_about_its_wants() -> None:
    whole = cm.Conflict.from_options(
        actors={"north": ["fish", "patrol"], "south": ["protest", "arbiter"]},
        preferences={
            "north": ["not arbiter", "fish", "patrol iff protest"],
            "south": ["not fish", "not patrol", "arbiter iff patrol", "protest"],
        },
        start="fish",
    )
    sea = whole.with_arcs(remove=[("south", "fish", "fish, protest")])
    assert cm.why(sea, sea.start, actor="south").stable != cm.why(whole, whole.start, actor="south").stable
    assert {road.outcome for road in cm.roads(sea, to="not fish").roads} <= set(sea.states.tolist())
    assert cm.coalitions(sea, to="not fish").start == cm.longrun(sea).start == sea.start
    assert cm.inverse(sea, sea.start).by_concept[0].actors[0].stable
    (breaking, *_) = cm.change(sea, break_=True).to_frame().to_dict("records")
    assert breaking["concept"] == "nash"
    assert cm.responsibility(sea, to="not fish").views[0].degrees.keys() == {"north", "south"}
    table = cm.paper(sea, tables="options", format="markdown")
    assert "| Protest | N |" in table
    for question, said in (
        (cm.deal, "there are no deals"),
        (cm.levers, "there is no lever"),
        (lambda game: cm.certify(game, 0), "no formulas to prove anything on"),
    ):
        with pytest.raises(ModelError, match=said):
            question(sea)
