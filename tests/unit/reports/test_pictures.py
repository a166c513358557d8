"""The records behind pictures: ladders and state graphs of the Korean case, and of a bare conflict."""

from __future__ import annotations

from fractions import Fraction

import pytest

from countermove.assessment import loads
from countermove.context.game import Game, open_game
from countermove.context.selection import Selection, select
from countermove.inquiry.reasons import NumberSwitch
from countermove.inquiry.walk import MOST
from countermove.questions.states.compute import StateGraph, states
from countermove.questions.wants.compute import ladders
from tests import flagship
from tests.conftest import in_one_test
from tests.unit.reports.samples import FERRY

__all__: list[str] = []


def graph_of(game: Game, *, concept: str = "nash", most: int = MOST) -> StateGraph:
    """The graph of a game."""
    return states(game.asked, concepts=concept, most=most)


def test_ladders_say_what_is_met_how_sure_it_is_and_where_it_switches() -> None:
    record = ladders(flagship.korea())
    assert [(row.actor, row.met, len(row.rungs)) for row in record.actors] == [
        ("dprk", 7, 8),
        ("us", 3, 6),
        ("china", 7, 8),
        ("rok", 1, 2),
    ]
    rungs = {item.id: item for row in record.actors for item in row.rungs}
    assert rungs["d2"].switch == NumberSwitch(">=", Fraction(72, 100), Fraction(6, 10), True)
    assert rungs["u2"].switch == NumberSwitch("<", Fraction(2, 10), Fraction(7, 10), False)
    assert rungs["c2"].on is False
    assert rungs["c2"].met
    assert (rungs["d2"].certainty, rungs["d2"].chance) == ("low", Fraction(55, 100))
    assert (rungs["d3"].certainty, rungs["d3"].chance) == (None, Fraction(8, 10))
    assert [(place.what, place.value, place.source) for place in rungs["u6"].at] == [
        ("para", "15", "washington"),
        ("para", "18", "washington"),
    ]
    assert not any(item.changed or item.dropped for item in rungs.values())


def test_what_an_overlay_changes_is_marked() -> None:
    record = ladders(flagship.korea().selected(select(scenario="door_shut", readings=["O3=resists", "O2=talks_first"])))
    rungs = {item.id: item for row in record.actors for item in row.rungs}
    assert [name for name, item in rungs.items() if item.changed] == ["d2", "d3", "c5", "c3", "c4"]
    assert [name for name, item in rungs.items() if item.dropped] == ["d2"]
    assert not rungs["d3"].met
    dprk = record.actors[0]
    assert [item.id for item in dprk.rungs if not item.met and not item.dropped] == ["d3", "d5"]
    assert (dprk.met, dprk.present, len(dprk.rungs)) == (5, 7, 8)


@pytest.mark.parametrize(
    ("scale", "chance"),
    [("icd203", Fraction(325, 1000)), ("phia", Fraction(3, 10)), ("{unlikely: 0.25}", Fraction(1, 4))],
)
def test_a_word_is_as_sure_as_the_scale_of_the_file_has_it(scale: str, chance: Fraction) -> None:
    text = FERRY.replace("{id: t1, want: line.run}", "{id: t1, want: line.run, certainty: unlikely}")
    record = ladders(loads(f"{text}scale: {scale}\n"))
    rung = record.actors[0].rungs[0]
    assert (rung.certainty, rung.chance) == ("unlikely", chance)


@pytest.mark.parametrize("number", ["0.7", "0.125"])
def test_a_number_is_as_sure_as_it_is_written(number: str) -> None:
    text = FERRY.replace("{id: t1, want: line.run}", f"{{id: t1, want: line.run, certainty: {number}}}")
    assert ladders(loads(text)).actors[0].rungs[0].certainty == Fraction(number)


def test_a_stalemate_is_drawn_as_what_would_follow() -> None:
    graph = graph_of(open_game("korea-2021"), concept="seq")
    assert graph.holds
    assert [(item.act.option, item.act.want, item.undone) for item in graph.blocked] == [
        ("dprk.test", "d3", False),
        ("dprk.talk", "d8", True),
        ("us.engage", "u2", False),
        ("us.sanction", "u3", True),
        ("china.press", "c3", False),
        ("china.press_us", "c6", True),
        ("china.aid", "c7", True),
        ("rok.broker", "k2", True),
    ]
    assert set(graph.codes) == {704, 705, 961, 712, 714, 706, 736, 738}
    assert graph.equilibria == {704, 961}


def test_a_start_that_breaks_is_drawn_as_what_is_reached() -> None:
    graph = graph_of(open_game("korea-2021", Selection(scenario="door_shut")))
    assert not graph.holds
    assert [(step.source, step.actor, step.target, step.kind) for step in graph.steps] == [
        (704, "dprk", 705, "step"),
        (705, "china", 961, "step"),
    ]
    assert graph.blocked == ()


def test_a_deterred_improvement_is_drawn_with_its_threat() -> None:
    graph = graph_of(open_game("korea-2021", Selection(scenario="us_engages")), concept="gmr")
    told = [(step.source, step.actor, step.target) for step in graph.steps if step.kind in ("deterred", "threat")]
    assert told == [(704, "us", 712), (712, "dprk", 713)]


@in_one_test("case", ["elmira-1991", "elmira-1991-graph", "prisoners-dilemma", "chicken"])
@in_one_test("concept", ["nash", "gmr", "seq"])
def test_conflicts_alone_have_graphs_too(case: str, concept: str) -> None:
    graph = graph_of(open_game(case), concept=concept)
    known = set(graph.codes)
    assert all({step.source, step.target} <= known for step in graph.steps)
    assert graph.holds == (graph.start in graph.equilibria)
    assert set(graph.labels) == known


def test_no_graph_holds_more_states_than_asked_for() -> None:
    graph = graph_of(open_game("korea-2021", Selection(scenario="us_engages")), most=3)
    assert len(graph.codes) == 3
    assert graph.left_out == 2


@pytest.mark.level("all", but=7)
@pytest.mark.parametrize("most", range(1, 9))
def test_a_state_is_left_out_once(most: int) -> None:
    """Blocked acts lead to the same states."""
    game = open_game("korea-2021")
    graph, whole = graph_of(game, concept="seq", most=most), graph_of(game, concept="seq")
    assert whole.left_out == 0
    assert len(graph.codes) + graph.left_out <= len(whole.codes)
    assert (graph.left_out == 0) == (set(graph.codes) == set(whole.codes))
