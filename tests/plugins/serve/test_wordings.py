"""What everybody wants in a report that argues back: told from each game that was computed, not from the file's."""

from __future__ import annotations

import base64
import json
import zlib
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.assessment.rewrite import step_from
from countermove.plugins.serve.explorable.compute import explore
from countermove.plugins.serve.explorable.moments import Moments
from countermove.plugins.serve.explorable.pack import First, packed
from countermove.plugins.serve.explorable.places import Order, PlacedGames
from countermove.plugins.serve.explorable.pushes import AS_WRITTEN, Push, wanted_by
from countermove.plugins.serve.explorable.wordings import WantTold, Wordings
from countermove.plugins.serve.lanes import Ring

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__: list[str] = []

FILE = Order()
"""Nothing is selected."""


@pytest.fixture(scope="module")
def korea() -> Assessment:
    return load("korea-2021")


def placed(korea: Assessment, push: Push = AS_WRITTEN, order: Order = FILE) -> PlacedGames:
    """The games of a push."""
    return PlacedGames(wanted_by(korea, push), push.texts, order)


def number(driver: str, value: str) -> Push:
    return Push(drivers={driver: Fraction(value)})


def told(korea: Assessment, push: Push = AS_WRITTEN, order: Order = FILE, reading: int = 0) -> Mapping[str, WantTold]:
    """Want → what it comes to in a reading, the base reading where none is named."""
    wants = tuple(line.want.id for own in korea.own_calculus.lines.values() for line in own)
    return dict(zip(wants, Wordings(korea, wants).row(placed(korea, push, order))[0], strict=True))


def test_a_want_that_a_driver_turns_is_told_by_the_branch_in_force(korea: Assessment) -> None:
    was, now = told(korea)["d3"], told(korea, number("window", "0.15"))["d3"]
    assert (was.words.says, was.words.told) == ("keeps the door open", "not to test a nuclear weapon or an ICBM")
    assert (now.words.says, now.words.told) == ("has no door left to keep open", "to test a nuclear weapon or an ICBM")
    assert (was.met, now.met, was.drivers, now.drivers) == (True, False, ("window",), ("window",))
    others = told(korea), told(korea, number("window", "0.15"))
    assert [name for name in others[0] if others[0][name] != others[1][name]] == ["d3"]


def test_a_want_that_is_turned_by_hand_loses_the_words_of_what_it_was(korea: Assessment) -> None:
    now = told(korea, Push(step_from("turn:d3")))["d3"]
    assert now.words.words == "wants to test a nuclear weapon or an ICBM"
    assert now.words.says == ""
    assert told(korea, Push(step_from("drop:d3")))["d3"].dropped


def test_a_number_that_is_set_counts_after_the_scenario(korea: Assessment) -> None:
    shut = Order("door_shut")
    assert told(korea, order=shut)["d3"].words.says == "has no door left to keep open"
    assert told(korea, number("window", "0.15"), shut)["d3"] == told(korea, order=shut)["d3"]
    assert told(korea, number("window", "0.6"), shut)["d3"].words.says == "keeps the door open"


def test_the_way_that_a_driver_opens_is_not_told_by_what_kept_it_shut(korea: Assessment) -> None:
    moments = Moments(korea, ("nash",))
    for push, taken, reason in (
        (AS_WRITTEN, False, "keeps the door open"),
        (number("window", "0.15"), True, "has no door left to keep open"),
    ):
        [way] = [way for way in moments.row(placed(korea, push))[0][0].lanes if way.key == "dprk:dprk.test=1"]
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
