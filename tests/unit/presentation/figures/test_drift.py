"""The picture of what comes first: what it shows is what the record says, its lines are possible, and nothing overlaps."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from countermove import reports
from countermove.assessment import loads
from countermove.context.answer import Answer
from countermove.questions.drift.figure import SHOWN, drift, knots_of
from tests.flagship import korea
from tests.unit.presentation.figures.checking import faults, markup_faults
from tests.unit.questions.test_drift import RACE, RATES, TAP, edited
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

WIDTHS = (240.0, 344.0, 560.0, 760.0, 1200.0)
CASES = ("race", "rates", "tap", "korea", "quiet", "cut", "round")
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
        "tap": lambda: loads(TAP),
        "korea": korea,
        "quiet": lambda: loads(FERRY),
        "cut": lambda: loads(RACE),
        "round": lambda: loads(ROUND),
    }
    return reports.ask("drift", made[name](), stops=1 if name == "cut" else None)


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


def test_its_title_says_what_comes_first() -> None:
    assert drift(case("race")).title == "Either hope falls below 0.30 first, or strain falls below 0.80 first"
    assert drift(case("tap")).title == "Once level is below 0.50, The keeper opens the tap"
    assert drift(case("quiet")).title.startswith("No driver of this file moves by itself")
    assert Fraction(1, 2) in {own.value for own in case("tap").record.branches[0].held_at}
