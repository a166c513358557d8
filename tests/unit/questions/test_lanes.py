"""The ways out of the start, compared with why, roads and the definitions, on bundled cases and random ones."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

import countermove as cm
from countermove.assessment import Assessment
from countermove.catalogue import picture_named
from countermove.context.answer import Answer, ask
from countermove.context.game import Game, game_of, open_game
from countermove.context.selection import BASE, select
from countermove.inquiry.reasons import NumberSwitch
from countermove.inquiry.walk import obstacles
from countermove.inquiry.ways import Lanes
from countermove.questions.lanes.compute import lanes
from countermove.questions.lanes.figure import lanes as drawn
from countermove.questions.lanes.text import lanes_table, lanes_title, named_switch_text, switch_text, way_texts
from countermove.questions.why.compute import why
from countermove.reports.assessing.screen import lanes_sketch
from gmcr import Conflict
from gmcr.analysis import Play
from tests.conftest import in_one_test, models
from tests.unit.questions.assessments import games, pair

__all__: list[str] = []

SEEDS = models(range(30), (3, 11, 17, 24))

NEEDS = """
countermove: 1
actors:
  a:
    options:
      open: {does: opens the gate}
      drive: {does: drives through, needs: a.open and b.raise}
    wants: [{id: a1, want: a.open and a.drive}, {id: a2, want: not a.open}]
  b:
    options:
      raise: {does: raises the bar}
      wave: {does: waves}
    wants: [{id: b1, want: b.raise iff b.wave}, {id: b2, want: b.wave}]
start: []
"""


def asked(game: Game, **given: Any) -> Answer:
    return ask(picture_named("lanes")[0], game, **given)


def test_what_was_not_decided_is_not_told_as_deterred() -> None:
    """Where states are not listed, time may be over before it is known whether a gain is deterred."""
    answer = asked(open_game("velm-strait"))
    gains = next(way for way in answer.record.ways if way.deterred)
    known = replace(answer, record=replace(answer.record, ways=(gains,)))
    open_ = replace(answer, record=replace(answer.record, ways=(replace(gains, deterred=()),)))
    assert (gains.undecided, lanes_title(known)) == (False, "Nobody moves: one way out, and what stops it")
    assert lanes_title(open_) == "Nobody is known to move: one way out, and what stops it"
    assert [row[1] for row in lanes_table(known).texts] == ["no: deterred"]
    assert [row[1] for row in lanes_table(open_).texts] == ["not decided"]
    assert "Why nobody is known to move" in str(lanes_sketch(open_, 9, 80))
    assert "Why nobody moves" in str(lanes_sketch(known, 9, 80))


def compared(of: Assessment | Conflict, conflict: Conflict, concept: str, **chosen: Any) -> Lanes:
    """The ways out of a game, each of which was compared with what ``why`` finds and where roads lead."""
    found = lanes(of, concepts=concept, **chosen)
    start, judged = conflict.start, why(conflict, conflict.start, concepts=concept)
    assert found.acts == obstacles(conflict, start) == judged.acts
    singles = {
        (act.actor, act.option, act.on): act for act in found.acts if act.result not in ("infeasible", "settled")
    }
    assert singles.keys() <= {(way.actor, *way.turned[0]) for way in found.ways if len(way.turned) == 1}
    witnesses, play = {item.actor: item for item in judged.witnesses}, Play.of(conflict)
    for way in found.ways:
        witness, deterred = witnesses[way.actor], dict(witnesses[way.actor].deterred)
        if len(way.turned) == 1:
            act = singles[way.actor, *way.turned[0]]
            assert (way.result, way.target, way.want, way.needs) == (act.result, act.target, act.want, act.needs)
        elif conflict.options:
            assert way.target not in [act.target for act in singles.values()]
        if way.needs is not None:
            assert way.follows is None
            continue
        gains = way.target in conflict.moves(start, actor=way.actor, improvements=True)
        assert way.taken == (gains and way.target not in deterred) <= (not witness.stable)
        assert way.deterred == deterred.get(way.target, ())
        assert way.follows is not None
        if start not in way.follows.ends:  # beyond the start ways are not followed
            ends = play.roads(conflict.structure.cell(way.target), concept).outcomes
            assert set(way.follows.ends) == set(map(conflict.structure.code_of, ends))
        assert way.follows.undone == (
            bool(steps := _steps(conflict, play, way.target, concept)) and set(steps) == {start}
        )
    assert {way.actor for way in found.taken} == {name for name, item in witnesses.items() if not item.stable}
    return found


def _steps(conflict: Conflict, play: Play, code: int, concept: str) -> list[int]:
    """Where steps lead from a state."""
    structure = conflict.structure
    cells = (play.steps(structure.cell(code), place, concept) for place in range(len(conflict.actors)))
    return [structure.code_of(cell) for own in cells for cell in own]


def test_as_many_ways_are_told_as_have_room_with_the_line_that_counts_the_others() -> None:
    answer = asked(open_game("korea-2021"))
    heights = [len(lanes_sketch(answer, room, 120, more=" by lanes").lines) for room in range(40)]
    whole = heights[-1]
    assert heights == sorted(heights)
    assert all(height <= max(room, heights[0]) for room, height in enumerate(heights))
    assert (heights[whole], heights[whole - 1] < whole) == (whole, True)
    assert lanes_sketch(answer, whole - 1, 120, more=" by lanes").lines[-1].endswith("by lanes")


@in_one_test("concept", cm.CONCEPTS)
@in_one_test("case", ["korea-2021", "elmira-1991", "chicken", "syria-iraq-1975"])
def test_ways_out_of_bundled_cases_are_what_why_and_roads_find(case: str, concept: str) -> None:
    game = open_game(case)
    compared(game.asked, game.conflict, concept)


@pytest.mark.parametrize("seed", SEEDS)
def test_ways_out_of_generated_cases_are_what_why_and_roads_find(seed: int) -> None:
    given = pair(seed, needs=0.4, undo=0.3)
    for place, chosen in enumerate(games(given.document)):
        if place < 3:
            concept = cm.CONCEPTS[(seed + place) % len(cm.CONCEPTS)]
            compared(given.assessment, given.assessment.conflict(**chosen), concept, **chosen)


def test_a_move_in_graph_form_is_a_way() -> None:
    arcs = {"A": [("peace", "war"), ("peace", "truce")], "B": [("war", "truce")]}
    ranks = {"A": cm.Ranking([["war"], ["peace"], ["truce"]]), "B": cm.Ranking([["truce"], ["peace"], ["war"]])}
    conflict = cm.Conflict.from_arcs(states=["peace", "war", "truce"], arcs=arcs, preferences=ranks, start="peace")
    found = lanes(conflict)
    war, truce = found.ways
    assert (war.taken, war.place, war.follows.ends) == (True, (2, 1, 3), (2,))  # type: ignore[union-attr]
    assert (truce.taken, truce.result, truce.follows.stays) == (False, "worse", True)  # type: ignore[union-attr]
    deterred = lanes(conflict, concepts="gmr").ways[0]
    assert (deterred.taken, deterred.deterred) == (False, (("B", 2),))


def test_who_gains_by_two_acts_at_once_alone_has_them_as_a_way() -> None:
    wants = {"A": ["a1 iff a2", "a1"], "B": ["b1"]}
    conflict = cm.Conflict.from_options(actors={"A": ["a1", "a2"], "B": ["b1"]}, preferences=wants, start=["b1"])
    found = lanes(conflict)
    both = next(way for way in found.ways if len(way.turned) == 2)
    assert both.taken
    assert (both.turned, both.want, both.target) == ((("A.a1", True), ("A.a2", True)), "A 2", 7)
    assert [way.taken for way in found.ways] == [True, False, False, False]


# -- in words and drawn ------------------------------------------------------------------------------------------------


def test_terminal_and_picture_tell_the_same_ways() -> None:
    answer = asked(open_game("korea-2021"))
    found: Lanes = answer.record
    told = list(way_texts(answer, found.ways))
    sketch = lanes_sketch(answer, 100, 240)
    flowing = " ".join(" ".join(sketch.lines).split())
    assert lanes_title(answer) == "Nobody moves: eight ways out, and what stops each"
    assert sketch.caption.startswith("Why nobody moves: eight acts")
    figure = drawn(answer)
    shown = " ".join(box.label for box in figure.boxes if box.kind == "text")
    for way in told:
        assert f"{way.act} " in flowing
        assert f"{way.reason} ({way.want})" in flowing
        assert f"{way.reason} {way.want}" in shown
    assert figure.table == lanes_table(answer)
    assert [row[0] for row in figure.table.texts] == [way.act for way in told]
    for _, _, because, _ in figure.table.texts:
        assert because in flowing, "the table behind says what the terminal says"
    tips = [text for row in figure.table.texts for text in re.findall(r"; “([^”]+)” \((\w+)\) ([\d.]+), tips", row[2])]
    assert tips == [
        ("Pyongyang's belief that Washington may still engage", "window", "0.60"),
        ("what Washington expects from engaging", "reward", "0.20"),
        ("campaign for more sanctions under way", "campaign", "0.00"),
    ]
    [press] = [way for way in told if way.act == "China presses Pyongyang"]
    assert press.whole == (
        "hoards its leverage; even without that, it does not punish good behaviour (c4); even without both, "
        "pressing a partner has a cost "
        "(c8); without all three, it would gain nothing by it"
    )
    assert press.chain in shown
    assert press.whole.replace("leverage;", "leverage (c3);") in {row[2] for row in figure.table.texts}
    assert told[0].follows == "China co-operates with the US in managing a crisis, and it ends there"
    assert "North Korea sits down with the US (talks begin)" in told[2].follows
    assert [way.follows for way in told if way.way.follows.undone] == ["undone at once"] * 5  # type: ignore[union-attr]


CHAINED = """
countermove: 1
actors:
  a:
    name: Arvia
    options: {go: {does: goes}}
    wants:
      - {id: a1, want: not a.go, while: calm >= 0.5, otherwise: a.go, says: stays calm, otherwise_says: is in a hurry}
      - {id: a2, want: a.go}
      - {id: a3, want: not a.go, says: the way is long}
drivers: {calm: {now: 0.8}}
scenarios: {haste: {set: {calm: 0.1}}}
start: []
"""


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, "stays calm; without that, it would gain by it"),
        (
            {"scenario": "haste"},
            "is in a hurry; even without that, it wants to go (a2); without both, it would lose by it",
        ),
        (
            {"settings": ["calm=0.1"]},
            "is in a hurry; even without that, it wants to go (a2); without both, it would lose by it",
        ),
    ],
)
def test_a_chain_is_told_to_its_end_in_the_words_of_its_game(chosen: dict[str, Any], told: str) -> None:
    answer = asked(game_of(cm.loads(CHAINED), select(**chosen)))
    assert [way.whole for way in way_texts(answer, answer.record.ways)] == [told]


def test_what_an_act_needs_first_is_told_and_nothing_follows_yet() -> None:
    answer = asked(game_of(cm.loads(NEEDS), BASE))
    drive = next(item for item in way_texts(answer, answer.record.ways) if "drives" in item.act)
    assert drive.reason == "first a opens the gate and b raises the bar"
    assert drive.follows == ""


@pytest.mark.level("all")
def test_of_many_ways_the_dearest_are_drawn() -> None:
    wants = [f"not a{k}" for k in range(20)]
    conflict = cm.Conflict.from_options(
        actors={"A": [f"a{k}" for k in range(20)]}, preferences={"A": wants[::-1]}, start=[]
    )
    found = lanes(conflict)
    assert [way.want for way in found.dearest(12)] == [f"A {20 - k}" for k in range(8, 20)]


@in_one_test("op", ["<", "<=", ">", ">="])
@in_one_test("now", [Fraction(2, 10), Fraction(4, 10), Fraction(8, 10)])
def test_a_switch_says_where_it_tips(op: str, now: Fraction) -> None:
    limit, little = Fraction(4, 10), Fraction(1, 1000)
    holds = {"<": now < limit, "<=": now <= limit, ">": now > limit, ">=": now >= limit}
    given = NumberSwitch(op, now, limit, True)
    assert given.on is holds[op]
    word = switch_text(given).split()[2]
    there = {"at": limit, "below": limit - little, "above": limit + little}[word]
    beside = limit - little if now < limit else limit + little if now > limit else limit
    assert NumberSwitch(op, there, limit, True).on is not given.on
    assert NumberSwitch(op, beside, limit, True).on is given.on
    if word != "at" and now != limit:
        assert NumberSwitch(op, limit, limit, True).on is given.on


@pytest.mark.parametrize(("second", "told"), [("a.x", "d 0.60, tips below 0.50"), ("not a.x", "")])
def test_a_driver_tips_an_act_only_where_its_actor_then_makes_something_else_of_it(second: str, told: str) -> None:
    """Below 0.50 the first want says nothing; with the second the act pays then, or it still does not."""
    case = cm.loads(f"""\
countermove: 1
actors:
  a:
    options: {{x: {{}}}}
    wants: [{{id: a1, want: not a.x, while: d >= 0.5, assumed: true}}, {{id: a2, want: {second}, assumed: true}}]
start: []
drivers: {{d: {{now: 0.6, assumed: true}}}}
""")
    (way,) = lanes(case).ways
    assert ("" if way.switch is None else named_switch_text(way.switch)) == told


@pytest.mark.parametrize(("otherwise", "told"), [("a.x", "d 0.70, tips below 0.30"), ("d <= 0.4 or a.x", "")])
def test_a_driver_does_not_tip_an_act_where_what_is_wanted_compares_it_too_and_turned_the_act_before(
    otherwise: str, told: str
) -> None:
    """From 0.40 down the other branch is met whatever is done: that the want turns below 0.30 tips nothing any more."""
    case = cm.loads(f"""\
countermove: 1
actors:
  a:
    options: {{x: {{}}}}
    wants: [{{id: a1, want: not a.x, while: d < 0.3, otherwise: {otherwise}, assumed: true}}]
start: []
drivers: {{d: {{now: 0.7, assumed: true}}}}
""")
    (way,) = lanes(case).ways
    assert way.taken
    assert ("" if way.switch is None else named_switch_text(way.switch)) == told


def test_what_follows_is_told_in_the_order_of_actors_and_the_best_of_each_first() -> None:
    text = """
countermove: 1
concepts: [nash]
actors:
  a: {options: {go: {}}, wants: [{id: a1, want: go}]}
  b: {options: {run: {}, sit: {}}, wants: [{id: b1, want: run iff a.go}, {id: b2, want: sit iff a.go}]}
  c: {options: {hide: {}}, wants: [{id: c1, want: hide iff a.go}]}
start: []
"""
    first = lanes(cm.loads(text)).ways[0]
    assert first.actor == "a"
    assert first.follows is not None
    steps = [(step.actor, step.target) for step in first.follows.steps]
    assert [actor for actor, _ in steps] == ["b", "b", "b", "c"]
    assert steps[0] == ("b", 0b0111), "both of its acts are better than one"
