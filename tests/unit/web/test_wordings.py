"""What everybody wants in a report that argues back: told from each game that was computed, not from the file's."""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.assessment.steps import step_from
from countermove.web.explorable.found import explore
from countermove.web.explorable.moments import Moments
from countermove.web.explorable.packed import First, packed
from countermove.web.explorable.pushes import Push, pushed_by
from countermove.web.explorable.wordings import WantTold, Wordings
from countermove.web.lanes import Ring

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__: list[str] = []


@pytest.fixture(scope="module")
def korea() -> Assessment:
    return load("korea-2021")


def told(korea: Assessment, pushed: Assessment, scenario: str | None = None) -> Mapping[str, WantTold]:
    """Want → what it comes to in the base reading."""
    wants = tuple(line.want.id for own in korea.own_calculus.lines.values() for line in own)
    return dict(zip(wants, Wordings(korea, wants).row(pushed, scenario, None)[0], strict=True))


def test_a_want_that_a_driver_turns_is_told_by_the_branch_in_force(korea: Assessment) -> None:
    was, now = told(korea, korea)["d3"], told(korea, korea.at({"window": "0.15"}))["d3"]
    assert (was.words.says, was.words.told) == ("keeps the door open", "not to test a nuclear weapon or an ICBM")
    assert (now.words.says, now.words.told) == ("has no door left to keep open", "to test a nuclear weapon or an ICBM")
    assert (was.met, now.met, was.drivers, now.drivers) == (True, False, ("window",), ("window",))
    others = told(korea, korea), told(korea, korea.at({"window": "0.15"}))
    assert [name for name in others[0] if others[0][name] != others[1][name]] == ["d3"]


def test_a_want_that_is_turned_by_hand_loses_the_words_of_what_it_was(korea: Assessment) -> None:
    now = told(korea, pushed_by(korea, Push(step_from("turn:d3"))))["d3"]
    assert now.words.words == "wants to test a nuclear weapon or an ICBM"
    assert now.words.says == ""
    assert told(korea, pushed_by(korea, Push(step_from("drop:d3"))))["d3"].dropped


def test_where_a_scenario_sets_the_number_all_the_same_nothing_turns(korea: Assessment) -> None:
    assert told(korea, korea, "door_shut")["d3"] == told(korea, korea.at({"window": "0.15"}), "door_shut")["d3"]
    assert told(korea, korea, "door_shut")["d3"].words.says == "has no door left to keep open"


def test_the_way_that_a_driver_opens_is_not_told_by_what_kept_it_shut(korea: Assessment) -> None:
    moments = Moments(korea, ("nash",))
    for pushed, taken, reason in (
        (korea, False, "keeps the door open"),
        (korea.at({"window": "0.15"}), True, "has no door left to keep open"),
    ):
        [way] = [way for way in moments.row(pushed, None, None)[0][0].lanes if way.key == "dprk:dprk.test=1"]
        assert (way.taken, way.reason, way.want) == (taken, reason, "d3")


SMALL = """countermove: 1
actors:
  north:
    options: {test: {does: tests}}
    wants: [{id: w1, want: not test, while: window >= 0.3, otherwise: test, says: waits, otherwise_says: despairs}]
drivers: {window: {now: 0.6}}
start: []
claims: {C1: {says: Nobody tests, check: {stable: start}}}
"""


def test_what_is_packed_has_each_want_of_each_place_and_headings_that_say_what_is_so() -> None:
    explored = explore(loads(SMALL, file="small.yaml"))
    data, _ = packed(explored, [Ring("north", "North", "N", 1)], First(("",), ("",), ("",)))
    whole = zlib.decompress(base64.b64decode(data))
    size = int.from_bytes(whole[:4], "little")
    head = json.loads(whole[4 : 4 + size])
    texts = head["texts"]
    words = {(texts[says], texts[told], state, *drivers) for says, told, _, state, drivers in head["words"]}
    assert {("waits", "not to test", 1, 0), ("despairs", "to test", 0, 0)} < words
    assert [texts[own[1]] for own in head["headings"][:5]] == [
        "1 has nothing to judge",
        "1 is false throughout",
        "1 turns on something the source leaves open",
        "1 is true throughout",
        "1 turns on how far actors look",
    ]
