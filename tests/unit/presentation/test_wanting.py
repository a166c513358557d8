"""A want in a game: what is in force first, and from where it would be something else."""

from __future__ import annotations

import pytest

from countermove import loads
from countermove.context.glossary import glossary_of
from countermove.context.selection import Selection
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premises import NOTHING, WantNow, want_clause, want_in_force
from tests import flagship

__all__: list[str] = []

CASE = """\
countermove: 1
title: t
actors:
  a:
    name: Ada
    options: {go: {does: goes}, stay: {does: stays}}
    wants:
      - {id: plain, want: a.go}
      - {id: conditional, want: a.go, while: not a.stay, otherwise: not a.go}
      - {id: turned, want: a.go, while: 0.5 > heat, otherwise: a.stay}
      - {id: moving, want: a.go, while: heat + cold < limit}
      - {id: mixed, want: a.go, while: heat > a.stay, otherwise: a.stay}
      - {id: equal, want: a.go, while: heat == 0.4, otherwise: a.stay}
terms: {limit: 0.5*cold}
drivers: {heat: {now: 0.4}, cold: {now: 0.3}}
start: []
"""


@pytest.mark.parametrize(
    ("want", "told", "instead"),
    [
        ("plain", "to go", ""),
        ("conditional", "to go", "would be: not to go, if Ada stays"),
        ("turned", "to go", "would be: to stay, from heat 0.50"),
        ("moving", NOTHING, "would be: to go, below heat + cold 0.15 (limit)"),
        ("mixed", "to go", "would be: to stay, if heat ≤ stay"),
        ("equal", "to go", "would be: to stay, if heat is other than 0.40"),
        ("unheard of", "unheard of", ""),
    ],
)
def test_what_is_in_force_and_what_would_be(want: str, told: str, instead: str) -> None:
    phrasing = Phrasing(glossary_of(loads(CASE, file="case.yaml")))
    assert want_in_force(phrasing, want) == WantNow(told, instead)


def test_the_branch_is_that_of_the_game_that_is_told() -> None:
    korea = flagship.korea()
    base, moved = (
        Phrasing(glossary_of(korea.selected(Selection(drivers=given)))) for given in ({}, {"campaign": "0.6"})
    )
    only = "to campaign for more sanctions only if North Korea tests a nuclear weapon or an ICBM"
    assert want_in_force(base, "u3").whole() == f"{only} (would be: to campaign for more sanctions, from campaign 0.50)"
    assert want_in_force(moved, "u3").wish == "to campaign for more sanctions"
    assert want_clause(moved, "u3") == "the United States wants to campaign for more sanctions (u3)"
    assert want_clause(base, "unheard of") == "unheard of"


def test_a_term_alone_comes_about_by_its_name_where_its_words_are_about_that() -> None:
    phrasing = Phrasing(glossary_of(flagship.korea()))
    wish = {text: phrasing.wish(phrasing.glossary.formula(text), "china") for text in ("talks", "not talks", "holdout")}
    assert wish == {
        "talks": "talks to come about",
        "not talks": "talks not to come about",
        "holdout": "it to come about that Pyongyang stays away although Washington engages",
    }
