"""A want turned round: the branch in force at the start is replaced by its negation, the other stays. In the judge, by hand."""

from __future__ import annotations

import pytest

from tests.judge.answers.changes import edited, edits_of, minimal_changes
from tests.judge.answers.checks import setting_of
from tests.judge.answers.games import Game
from tests.judge.assessment_files import loads_document

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


def game_of(text: str) -> Game:
    """The base game of a file."""
    return setting_of(loads_document(text)).game({})


def met(game: Game) -> Met:
    every = {want.id: want for line in game.wants.values() for want in line}
    return {name: {game.form.code(s) for s in game.form.states if game.met(want, s)} for name, want in every.items()}


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
    game = game_of(FERRY.replace("WANT", want))
    assert met(game)["b1"] == before
    assert met(edited(game, {"b1": "turn"}))["b1"] == after


def test_it_is_the_start_of_the_game_that_decides() -> None:
    want = "{id: b1, want: sail, while: not pay, otherwise: not sail}"
    text = FERRY.replace("WANT", want).replace("start: []", "start: [pay]")
    assert met(edited(game_of(text), {"b1": "turn"}))["b1"] == {1, 3}


def test_what_nothing_else_brings_about_a_want_turned_round_does() -> None:
    """The boat wants to stay, and says nothing of what else it could want; left out, it does not care, and stays."""
    game = game_of(FERRY.replace("WANT", "{id: b1, want: not sail}"))
    turned = [frozenset({("b1", "turn")})]
    assert minimal_changes(game, "sail and not pay", "nash") == []
    assert minimal_changes(game, "sail and not pay", "nash", turn=True) == turned
    assert ("b1", "turn") not in edits_of(game)
