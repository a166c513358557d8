"""The picture of what comes first: what it shows is what the record says, its lines are possible, and nothing overlaps."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from countermove import reports
from countermove.assessment import loads
from countermove.context.answer import Answer
from countermove.presentation.figure import Figure
from countermove.questions.drift.figure import SHOWN, bends_of, drift, knots_of, times_of
from tests.flagship import korea
from tests.unit.presentation.figures.checking import faults, markup_faults
from tests.unit.questions.test_drift import RACE, RATES, TAP, edited
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

WIDTHS = (240.0, 344.0, 560.0, 760.0, 1200.0)
CASES = ("race", "rates", "exact", "rest", "short", "tap", "korea", "quiet", "cut", "round")
EXACT = (
    ("while: not south.engage, falls: true", "while: not south.engage, falls: {at: 0.1, per: year}"),
    ("while: not north.test, falls: true", "while: not north.test, falls: {at: 0.05, per: year}"),
)
REST = ("  strain:\n", "  trust: {now: 0.1, drifts: [{falls: {at: 0.2, per: year}}]}\n  strain:\n")
"""A driver that comes to rest before the first stop."""
ROUND = """\
countermove: 1
concepts: [nash]
actors:
  cook: {name: Cook, options: {heat: {does: heats the kettle}}, wants: [{id: c, want: heat iff call > 0.5}]}
  bell:
    name: Bell
    options: {ring: {does: "rings for as long as it takes until somebody comes, and longer"}}
    wants: [{id: b, want: ring iff steam > 0.8}]
drivers:
  call: {now: 0.2, drifts: [{while: not ring, rises: true}, {falls: true}]}
  steam: {now: 0.1, drifts: [{while: heat, rises: true}, {falls: true}]}
"""


@cache
def case(name: str) -> Answer:
    made: dict[str, Any] = {
        "race": lambda: loads(RACE),
        "rates": lambda: edited(RACE, *RATES),
        "exact": lambda: edited(RACE, *EXACT),
        "rest": lambda: edited(RACE, *EXACT, REST),
        "short": lambda: edited(RACE, *EXACT, REST),
        "tap": lambda: loads(TAP),
        "korea": korea,
        "quiet": lambda: loads(FERRY),
        "cut": lambda: loads(RACE),
        "round": lambda: loads(ROUND),
    }
    return reports.ask("drift", made[name](), stops=1 if name in ("cut", "short") else None)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overlaps(name: str, width: float) -> None:
    figure = drift(case(name), width=width)
    assert list(faults(figure)) == []
    assert list(markup_faults(figure)) == []


@pytest.mark.parametrize("name", CASES)
def test_it_shows_every_state_and_driver_of_its_branches(name: str) -> None:
    record, figure = case(name).record, drift(case(name))
    shown = [branch for branch in record.branches if branch.stops[1:]][:SHOWN]
    codes = [int(code) for code in re.findall(r'class="state" data-code="(\d+)"', figure.svg)]
    assert codes == [stop.state for branch in shown for stop in branch.stops][: len(codes)]
    assert len(codes) >= len(shown[0].stops) if shown else not codes
    drivers = re.findall(r'class="driver" data-driver="(\w+)"', figure.svg)
    assert set(drivers) == (set(record.now) if shown else set())
    assert len(figure.table.rows) == sum(len(branch.stops) for branch in record.branches)


@pytest.mark.parametrize("name", CASES)
def test_lines_are_possible(name: str) -> None:
    """They go as drivers drift, come to what is crossed where it is, and satisfy each branch's conditions at its forks."""
    record = case(name).record
    for branch in record.branches:
        for driver, span in record.ranges.items():
            knots = [value for _, value in knots_of(branch, driver, span)]
            assert knots[0] == record.now[driver]
            for stop, before, after in zip(branch.stops, knots[:-1], knots[1:], strict=True):
                way = next((1 if own.rises else -1 for own in stop.drifting if own.driver == driver), 0)
                assert (after - before) * way >= 0
                assert way or after == before
            for place, stop in enumerate(branch.stops):
                for crossing in stop.crossed:
                    if len(crossing.terms) == 1 and crossing.terms[0].driver == driver:
                        assert knots[place] * crossing.terms[0].factor == crossing.value
                for other in [own for rival in stop.unless for own in rival if len(own.terms) == 1]:
                    if other.terms[0].driver == driver and other not in stop.crossed:
                        side = knots[place] * other.terms[0].factor - other.value
                        assert (side > 0) - (side < 0) in (other.before, 0), "the rival has not come yet"


def test_what_was_seen_stands_on_the_line() -> None:
    svg = drift(case("race")).svg
    assert svg.count('class="seen"') == 3, "strain never gets to 0.75 where hope comes first"
    assert "0.75 on 2025-10-01" in svg
    assert 'class="seen"' not in drift(case("tap")).svg


def lines(figure: Figure) -> list[str]:
    return [box.label for box in figure.boxes if box.kind == "text"]


@pytest.mark.parametrize("name", ["exact", "rest"])
def test_time_is_to_scale_where_every_rate_is_exact(name: str) -> None:
    [branch] = case(name).record.branches
    assert times_of(branch) == tuple(map(Fraction, (0, 2, 18, 27))), "strain from 0.90 to 0.80, and to 0"
    figure = drift(case(name))
    assert any("to scale" in line for line in lines(figure))
    assert {"2 years", "18 years"} <= set(lines(figure))
    states = re.findall(r'class="state".+?<rect x="([\d.]+)"', figure.svg)
    first, second, third = map(float, states)
    assert (third - first) / (second - first) == pytest.approx(9, abs=0.02)
    narrow = drift(case(name), width=344)
    assert any("without a scale" in line for line in lines(narrow)), "two of 27 years leave no room for a number"
    assert "years" not in {line.partition(" ")[2] for line in lines(narrow)}


@pytest.mark.parametrize("name", ["exact", "rest", "short"])
def test_to_scale_lines_are_as_steep_as_drivers_drift(name: str) -> None:
    record = case(name).record
    [branch] = record.branches
    times = times_of(branch)
    assert times is not None
    rates = {(stop, own.driver): own for stop, at in enumerate(branch.stops) for own in at.drifting}
    for driver, span in record.ranges.items():
        knots = [(Fraction(place), value) for place, value in bends_of(branch, driver, span, times)]
        for (place, value), (next_, other) in pairwise(knots):
            before = int(place)
            took = (next_ - place) * (times[before + 1] - times[before])
            own = rates.get((before, driver))
            if own is None or value == (span[1] if own.rises else span[0]):
                assert value == other
            else:
                assert own.rate is not None
                assert float((other - value) / took) == pytest.approx(float(own.rate[0]) * (1 if own.rises else -1))


def test_stops_at_one_time_have_no_scale() -> None:
    told = lines(drift(case("tap")))
    assert told.count("after 2 days") == 2, "below and above the value at which it is held"
    assert any("without a scale" in line for line in told)


def test_a_driver_comes_to_rest_between_two_stops_where_it_does() -> None:
    record = case("rest").record
    [branch] = record.branches
    times = times_of(branch)
    assert times is not None
    knots = bends_of(branch, "trust", record.ranges["trust"], times)
    assert knots[:2] == ((0.0, Fraction(1, 10)), (0.25, Fraction(0))), "half a year of two"


def test_within_intervals_the_earliest_and_the_latest_stand_below_a_stop() -> None:
    figure = drift(case("rates"))
    assert {"after 1.5 to 3 years", "after 0.5 to 3 years"} <= set(lines(figure))
    assert not any(": North tests" in line and "years" in line for line in lines(figure))
    assert any("without a scale" in line for line in lines(figure))
    narrow = " ".join(lines(drift(case("rates"), width=240)))
    assert "is below 0.30, after 1.5 to 3 years: North tests" in narrow, "in the list"
    assert narrow.count("1.5 to 3 years") == 1
    assert not any("year" in line for line in lines(drift(case("race"))))


def test_its_title_says_what_comes_first() -> None:
    assert drift(case("race")).title == "Either hope is below 0.30 first, or strain is below 0.80 first"
    assert drift(case("tap")).title == "Once level is below 0.50, The keeper opens the tap"
    assert drift(case("quiet")).title.startswith("No driver of this file moves by itself")
    assert Fraction(1, 2) in {own.value for own in case("tap").record.branches[0].held_at}
