"""The games of a page without a server: those that the page makes of the same switches, whatever overlaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from countermove.assessment import loads
from countermove.plugins.serve.explorable.places import Order, PlacedGames, mattering_in, orders_of, subsets_of
from countermove.plugins.serve.switches import Switches
from countermove.plugins.serve.workspace import opened
from countermove.reports.live import Live

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countermove.assessment import Assessment
    from gmcr import Conflict
from tests import flagship

__all__: list[str] = []

OVERLAPPING = """countermove: 1
title: Would North talk?
actors:
  north:
    options: {test: {}, talk: {}}
    wants:
      - {id: n1, want: not test, while: hope > fear, otherwise: test}
      - {id: n2, want: talk}
      - {id: n3, want: test iff talk}
  south:
    options: {offer: {}}
    wants: [{id: s1, want: offer, while: hope > 0.5}]
drivers: {hope: {now: 0.6}, fear: {now: 0.2}, idle: {now: 0.5}}
start: []
open:
  O1: {readings: {as_is: {}, dark: {set: {hope: 0.1}}, moved: {move: {n1: {after: n2}}}}}
  O2: {readings: {as_is: {set: {fear: 0.3}}, other: {rewrite: {n2: {want: not talk}}}}}
  O3: {readings: {as_is: {}, late: {move: {n3: {before: n1}}, happens: [talk]}}}
  O4: {readings: {as_is: {}, own: {rewrite: {s1: {want: not offer}}}}}
scenarios:
  bright: {set: {hope: 0.9}}
  quiet: {happens: [not talk], move: {n2: {after: n3}}}
views:
  hers: {drop: [n1], rewrite: {s1: {want: offer}}}
key_questions:
  K1:
    asks: Does it come to a test?
    answer_yes: {check: {every_outcome: north.test}}
    answer_no: {check: {no_outcome: north.test}}
  K2: {asks: Would they talk if it were bright?, answer_yes: {claim: C2}}
claims:
  C1: {says: Nothing moves, check: {stable: start}}
  C2: {says: In the light they talk, in: bright, check: {every_outcome: north.talk}}
  C3: {says: In her eyes South offers, under: hers, check: {every_outcome: south.offer}}
  C4: {says: In great fear nobody tests, with: {set: {fear: 0.7}}, check: {no_outcome: north.test}}
  C5: {says: Talks come with tests alone, by: south, check: {every_outcome: north.talk implies north.test}}
"""


def alike(conflict: Conflict | None) -> object:
    return None if conflict is None else (conflict.start, dict(conflict.preferences), dict(conflict.drivers))


def compared(assessment: Assessment, drivers: Mapping[str, str], view: str | None) -> int:
    """Under all selections of scenario and answers: the games of the place and those of the page. How many there were."""
    written, found = Live(assessment), 0
    base = assessment.base_reading
    for scenario in (None, *assessment.scenarios):
        matter = mattering_in(assessment, scenario, view, drivers)
        for reading in assessment.readings:
            chosen = {name: answer for name, answer in reading.items() if answer != base[name]}
            page = opened(written, Switches(scenario=scenario, view=view, reading=chosen, drivers=drivers)).assessment
            order = Order(scenario, view, tuple(name for name in matter if name in chosen))
            games = PlacedGames(assessment, drivers, order)
            for row, conflict in zip(games.readings, games.conflicts(), strict=True):
                if chosen.items() <= row.items():
                    assert alike(page.conflict(reading=row)) == alike(conflict), (scenario, chosen, row)
                    found += 1
    return found


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("drivers", [{}, {"hope": "0.4"}, {"fear": "0.95", "hope": "0.6"}, {"idle": "0.1"}])
@pytest.mark.parametrize("view", [None, "hers"])
def test_games_are_those_of_the_page_whatever_overlaps(drivers: dict[str, str], view: str | None) -> None:
    assessment = loads(OVERLAPPING, file="overlapping.yaml")
    assert (
        compared(assessment, drivers, view) == 3 * 5 * 3 * 3 * 3
    )  # each question: left open twice, or one other answer


@pytest.mark.level("judge")
@pytest.mark.parametrize(("drivers", "view"), [({"salience": "0.9"}, None), ({}, "washington")])
def test_games_are_those_of_the_page_in_a_bundled_case(drivers: dict[str, str], view: str | None) -> None:
    assert compared(flagship.korea(), drivers, view) == 6 * 3**5


def test_a_question_matters_where_its_answers_change_what_comes_between() -> None:
    assessment = loads(OVERLAPPING, file="overlapping.yaml")
    assert mattering_in(assessment, None, None) == ("O1", "O3")  # both move wants of the same actor
    assert mattering_in(assessment, None, None, ["hope"]) == ("O1", "O3")
    assert mattering_in(assessment, "bright", None) == ("O1", "O3")
    assert mattering_in(assessment, "quiet", None, ["fear"]) == ("O1", "O2", "O3")
    assert mattering_in(assessment, "quiet", None) == ("O1", "O3")  # what a want is and where it stands are two things
    assert mattering_in(assessment, None, "hers") == ("O1", "O3", "O4")
    assert mattering_in(flagship.korea(), "door_shut", None, ["window"]) == ()
    assert mattering_in(flagship.korea(), None, None, ["salience", "window"]) == ("O4",)
    [first, bright, _] = orders_of(assessment, ["hope"])
    assert [order.chosen for order in first] == [(), ("O1",), ("O3",), ("O1", "O3")] == list(subsets_of(("O1", "O3")))
    assert bright[3] == Order("bright", None, ("O1", "O3"))


def test_what_something_sets_after_a_number_is_locked() -> None:
    assessment = loads(OVERLAPPING, file="overlapping.yaml")
    dark = {"O1": "dark", "O2": "as_is", "O3": "as_is", "O4": "as_is"}
    assert PlacedGames(assessment, {}, Order("bright")).locked(dark) == {"hope", "fear"}
    assert PlacedGames(assessment, {}, Order("bright", None, ("O1",))).locked(dark) == {"fear"}
    assert PlacedGames(assessment, {}, Order(chosen=("O1", "O2"))).locked(dark, scenario="bright") == {"hope"}
