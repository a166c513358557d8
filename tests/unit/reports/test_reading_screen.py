"""What decides whether anybody moves: tracks against a sweep of values that are set, and the rows against what they say."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.assessment.rewrite import pushed, step_from
from countermove.context.context import Context
from countermove.context.selection import Selection
from countermove.inquiry.tracks import track, tracks
from countermove.questions.statusquo.compute import statusquo
from countermove.reports.reading_screen import locked_in, reading_screen_of
from countermove.verdicts.observations import observed_in
from gmcr.base.errors import AssessmentError, ModelError
from tests.conftest import models
from tests.judge.answers.generate import random_file

CASES = ("korea-2021", "melos-416bc", "ukraine-2022")


def steps_where(assessment: Assessment, driver: str, value: Fraction) -> tuple[tuple[str, int], ...]:
    """The steps from the start where a driver is set, as the status quo has them."""
    now = statusquo(assessment, drivers={driver: value}, concepts=assessment.concepts[:1])
    return tuple((actor, goal) for source, actor, goal in now.concepts[0].steps if source == now.start.code)


def swept(assessment: Assessment, rng: random.Random, values: int) -> None:
    """Every stretch of every driver that can be set is what its own numbers say, at its ends and at random."""
    context = Context(assessment)
    for driver, (low, high) in assessment.ranges.items():
        if driver in locked_in(assessment):
            continue
        own = track(context.games, context.game.conflict, context.concepts[0], driver, (low, high))
        assert own.stretches[0].low == low
        assert own.stretches[-1].high == high
        assert all(one.steps != other.steps for one, other in zip(own.stretches, own.stretches[1:], strict=False))
        points = {
            low,
            high,
            *(tick for tick in own.ticks if (tick * 10**6).denominator == 1),
            *(low + (high - low) * Fraction(rng.randint(0, 1000), 1000) for _ in range(values)),
        }
        for value in points:
            [here] = [part for part in own.stretches if part.has(value)]
            assert set(here.steps) == set(steps_where(assessment, driver, value)), (driver, value)


@pytest.mark.parametrize("name", CASES)
def test_a_track_says_what_each_value_that_is_set_brings_about(name: str) -> None:
    swept(load(name), random.Random(3), 4)


@pytest.mark.parametrize("seed", models(range(300), range(0, 300, 25)))
def test_so_it_does_in_files_by_chance(seed: int) -> None:
    try:
        assessment = loads(random_file(seed), file="chance.yaml")
        assessment.conflict()
    except (AssessmentError, ModelError):  # its start cannot be
        return
    swept(assessment, random.Random(seed), 3)


def test_the_flagship_hangs_on_four_numbers_the_nearest_first() -> None:
    context = Context(load("korea-2021"))
    own = tracks(context.games, context.game.conflict, "nash", context.assessment.ranges)
    assert [(item.driver, item.ticks) for item in own] == [
        ("window", (Fraction(3, 10),)),
        ("reward", (Fraction(7, 10),)),
        ("risk", (Fraction(1, 5),)),
        ("campaign", (Fraction(1, 2),)),
    ]
    assert [item.distance for item in own] == sorted(item.distance for item in own)
    window = own[0]
    assert window.stretches[0].closed == (True, False), "at 0.3 the door is still kept open"


def test_what_a_change_of_a_want_alone_brings_is_what_follows_of_it() -> None:
    assessment = load("korea-2021")
    reading = reading_screen_of(Context(assessment), None)
    wants = [row for row in reading.rows if not row.driver]
    assert [row.wants[0].id for row in wants] == ["d1", "d8"]
    for row in wants:
        for own in row.instead:
            now = statusquo(pushed(assessment, (step_from(own.step),)), concepts=("nash",))
            assert (now.concepts[0].holds is False) == own.moves
            assert own.told.endswith("nobody moves") != own.moves


def test_rows_are_told_of_the_pushed_game() -> None:
    file = load("korea-2021")
    context = Context(file.at({"window": Fraction(1, 4)}))
    reading = reading_screen_of(context, None, file=Context(file))
    [window] = [row for row in reading.rows if row.driver == "window"]
    assert window.now == "0.25"
    assert [(zone.words, zone.here) for zone in window.zones] == [
        ("North Korea tests a nuclear weapon or an ICBM", True),
        ("nobody moves", False),
    ]
    assert window.stops == "0:0.29 0.3:1"
    others = [row for row in reading.rows if row.driver and row is not window]
    assert all(zone.words.startswith("North Korea tests") for row in others for zone in row.zones if zone.here)


def test_what_was_seen_stands_on_its_track_and_on_the_timeline() -> None:
    context = Context(load("korea-2021"))
    reading = reading_screen_of(context, observed_in(context))
    assert reading.seen == (("window", "0.25"),)
    [seen] = [row.seen for row in reading.rows if row.seen]
    assert (seen.value, seen.told) == ("0.25", "seen at 0.25 on 20 January 2022")
    assert [event.day for event in reading.events] == [
        "15 August 2021",
        "20 January 2022",
        "24 March 2022",
        "26 May 2022",
        "31 August 2022",
    ]
    assert [event.passed for event in reading.events] == [False, True, False, False, False]
    assert [event.left for event in reading.events[2:]] == [
        "16 of 32 readings left",
        "8 of 32 readings left",
        "8 of 32 readings left",
    ]


@pytest.mark.level("all")
def test_where_states_are_not_listed_wants_are_not_said_to_decide_nothing() -> None:
    reading = reading_screen_of(Context(load("velm-strait")), None)
    assert reading.title == "As the file stands, no single number decides whether anybody moves."


CLOSE = """\
countermove: 1
actors:
  one:
    options: {act: {}, go: {}}
    wants:
      - {id: w, want: one.act, while: d > 0.50, otherwise: not one.act}
      - {id: v, want: one.go, while: d > 0.54, otherwise: not one.go}
start: []
drivers: {d: {now: 0.2}}
"""


def test_ticks_near_each_other_have_one_label() -> None:
    [row] = reading_screen_of(Context(loads(CLOSE, file="close.yaml")), None).rows
    assert row.ticks == (0.5, 0.54)
    assert [label.told for label in row.labels] == ["tips at 0.50 and 0.54"]


def test_drivers_that_a_call_sets_are_pushes_of_the_same_rows() -> None:
    file = load("korea-2021")
    context = Context(file.selected(Selection(drivers={"window": "0.25"})))
    assert reading_screen_of(context, None) == reading_screen_of(context, None, file=Context(file))
