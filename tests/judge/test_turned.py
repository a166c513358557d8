"""A want turned round: the branch in force at the start is replaced by its negation, the other stays. In both judges, by hand
and against one another."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest

from tests.judge import assessment_changes as older
from tests.judge.answers import changes as newer
from tests.judge.answers.checks import Setting
from tests.judge.answers.form import Form
from tests.judge.answers.games import Game as NewerGame
from tests.judge.assessment_files import loads_document
from tests.judge.assessment_games import Game, base_reading, compile_game, form_of, want_truth
from tests.judge.assessment_roads import CONCEPTS
from tests.judge.assessment_strategies import as_yaml, random_assessment

FERRY = """
countermove: 1
title: A ferry
target: sail and not pay
actors:
  boat:
    options: {sail: {}}
    wants: [WANT]
  town:
    options: {pay: {}}
    wants: [{id: t1, want: not pay}]
drivers: {storm: {now: 0.3}}
start: []
"""

Met = dict[str, set[int]]
"""Want → the states in which it is met; bit k of a state is the k-th option of the file."""


def both(document: Mapping[str, Any]) -> tuple[Game, NewerGame]:
    """The base game of a file in each judge."""
    reading = base_reading(document)
    setting = Setting(document, Form(document), CONCEPTS, "nash")
    return compile_game(document, form_of(document), reading=reading), setting.game(reading)


def met_by_the_older(game: Game) -> Met:
    every = {want.id: want for line in game.wants.values() for want in line}
    found = {name: zip(game.form.states, want_truth(game, want), strict=True) for name, want in every.items()}
    return {name: {state for state, met in column if met} for name, column in found.items()}


def met_by_the_newer(game: NewerGame) -> Met:
    every = {want.id: want for line in game.wants.values() for want in line}
    codes = {state: sum(level << k for k, level in enumerate(state)) for state in game.form.states}
    return {name: {codes[s] for s in game.form.states if game.met(want, s)} for name, want in every.items()}


@pytest.mark.parametrize(
    ("want", "before", "after"),
    [  # states: 1 sails, 2 is paid
        ("{id: b1, want: sail}", {1, 3}, {0, 2}),
        ("{id: b1, want: sail or pay}", {1, 2, 3}, {0}),
        ("{id: b1, want: sail, while: storm < 0.5, otherwise: not sail}", {1, 3}, {0, 2}),
        ("{id: b1, want: sail, while: storm >= 0.5, otherwise: pay}", {2, 3}, {0, 1}),
        ("{id: b1, want: sail, while: storm >= 0.5}", {0, 1, 2, 3}, {0, 1, 2, 3}),  # nothing is in force
        (
            "{id: b1, want: sail, while: storm + pay >= 0.5, otherwise: not sail}",
            {0, 3},
            {1, 3},
        ),  # paid or not, it sails now
        ("{id: b1, want: sail, while: not pay, otherwise: not sail}", {1, 2}, {0, 2}),
    ],
)
def test_the_branch_in_force_at_the_start_and_no_other(want: str, before: set[int], after: set[int]) -> None:
    one, other = both(loads_document(FERRY.replace("WANT", want)))
    assert met_by_the_older(one)["b1"] == met_by_the_newer(other)["b1"] == before
    assert met_by_the_older(older.applied(one, {"b1": "turn"}))["b1"] == after
    assert met_by_the_newer(newer.edited(other, {"b1": "turn"}))["b1"] == after


def test_it_is_the_start_of_the_game_that_decides() -> None:
    want = "{id: b1, want: sail, while: not pay, otherwise: not sail}"
    text = FERRY.replace("WANT", want).replace("start: []", "start: [pay]")
    one, other = both(loads_document(text))
    assert met_by_the_older(older.applied(one, {"b1": "turn"}))["b1"] == {1, 3}
    assert met_by_the_newer(newer.edited(other, {"b1": "turn"}))["b1"] == {1, 3}


def test_what_nothing_else_brings_about_a_want_turned_round_does() -> None:
    """The boat wants to stay, and says nothing of what else it could want; left out, it does not care, and stays."""
    one, other = both(loads_document(FERRY.replace("WANT", "{id: b1, want: not sail}")))
    turned = [frozenset({("b1", "turn")})]
    assert older.minimal_changes(one, "sail and not pay") == []
    assert older.minimal_changes(one, "sail and not pay", turn=True) == turned
    assert newer.minimal_changes(other, "sail and not pay", "nash") == []
    assert newer.minimal_changes(other, "sail and not pay", "nash", turn=True) == turned
    assert ("b1", "turn") not in older.edits_of(one)
    assert ("b1", "turn") not in newer.edits_of(other)


@pytest.mark.level("all", but=9)
@pytest.mark.parametrize("seed", range(12))
def test_both_judges_turn_alike(seed: int) -> None:
    document = loads_document(as_yaml(random_assessment(random.Random(f"turned {seed}"), claims=1, checks=("stable",))))
    one, other = both(document)
    assert older.edits_of(one, turn=True) == newer.edits_of(other, turn=True)
    for name, kind in older.edits_of(one, turn=True):
        left, right = older.applied(one, {name: kind}), newer.edited(other, {name: kind})
        assert met_by_the_older(left) == met_by_the_newer(right), (name, kind)
        assert {a: [w.id for w in line] for a, line in left.wants.items()} == {
            a: [w.id for w in line] for a, line in right.wants.items()
        }
    target = str(document["target"]).lower() if isinstance(document["target"], bool) else str(document["target"])
    for concept in ("nash", "seq"):
        found = older.minimal_changes(one, target, bound=2, concept=concept, turn=True)
        assert set(found) == set(newer.minimal_changes(other, target, concept, bound=2, turn=True))
