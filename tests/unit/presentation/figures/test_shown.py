"""What figures say where: thresholds at the frame, the way to the nearest tipping point, names in full in any script."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from countermove.assessment import loads
from countermove.context.answer import ask
from countermove.context.game import game_of, open_game
from countermove.context.selection import BASE, Selection
from countermove.inquiry.draws import Chance
from countermove.media import page_of
from countermove.presentation.blocks import Table
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Box, Figure
from countermove.presentation.metrics import script_of, wrapped
from countermove.presentation.numbers import signed
from countermove.presentation.theme import THEMES, Theme, theme_named
from countermove.questions.robust.compute import Bar, Finding
from countermove.questions.robust.figure import drawn
from countermove.questions.states.figure import states
from countermove.questions.states.graph_steps import _along
from countermove.questions.tipping.compute import tipping
from countermove.reports.figure import Request, answer_for, draw
from tests.unit.presentation.figures.conftest import Drawer, game
from tests.unit.presentation.figures.samples import MOOR

__all__: list[str] = []


def texts(figure: Figure) -> list[str]:
    return [box.label for box in figure.boxes if box.kind == "text"]


# -- the phase diagram -------------------------------------------------------------------------------------------------


def test_thresholds_are_named_as_relations_where_they_meet_the_frame(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "phase", vary=("reward", "window"))
    assert {"reward ≥ risk (0.70)", "window ≥ 0.3"} <= set(texts(figure))
    frame = next(box for box in figure.boxes if box.kind == "frame")
    above = next(box for box in figure.boxes if box.label.startswith("reward ≥"))
    beside = next(box for box in figure.boxes if box.label.startswith("window ≥"))
    assert above.y + above.height <= frame.y
    assert beside.x >= frame.x + frame.width
    assert abs(above.x + above.width / 2 - (frame.x + 0.7 * frame.width)) < 40


def test_the_strong_arrow_leads_to_the_nearest_tipping_point(drawer: Drawer) -> None:
    level = drawer("korea-2021", "phase", vary=("reward", "window"))
    assert {"−0.30", "+0.50"} <= set(texts(level))
    nearest = next(box for box in level.boxes if box.label == "nearest")
    today = next(box for box in level.boxes if box.label == "today")
    assert nearest.y > today.y, "downwards: hope has to fall"
    slanted = drawer("korea-2021", "phase", scenario="door_shut", vary=("rivalry", "shared"))
    assert {"rivalry +0.05", "shared −0.05"} <= set(texts(slanted))
    assert "shared_now ≤ rivalry (with" in " ".join(texts(slanted)), "a slanted border is named in its region"


def test_what_is_fixed_is_named(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "phase", vary=("reward", "window"))
    held = " ".join(text for text in texts(figure) if "0.80" in text or "Held" in text)
    assert held.startswith("Held as they are: rivalry 0.80, shared 0.50")
    assert "window 0.60," not in held
    assert "Held as they are: rivalry 0.80" in figure.description


def test_a_region_is_one_outline_with_one_name(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "phase", vary=("reward", "window"))
    assert figure.svg.count('class="region"') == 3
    assert figure.svg.count('Z"') >= 3
    assert " ".join(texts(figure)).count("Talks begin") == 1
    assert "North Korea tests a nuclear weapon or an ICBM and China co-operates with Washington" in " ".join(
        texts(figure)
    )


def test_the_numbers_at_both_axes_are_of_one_size(drawer: Drawer) -> None:
    boxes = drawer("korea-2021", "phase", vary=("reward", "window")).boxes
    ticks = [box for box in boxes if box.kind == "text" and box.label in ("0", "0.2", "0.4", "0.6", "0.8", "1")]
    assert len(ticks) == 12
    assert len({box.height for box in ticks}) == 1


def test_one_concept_is_drawn_and_the_others_are_told(drawer: Drawer) -> None:
    """Under GMR nobody moves for a reward, since a countermove could follow."""
    shown = " ".join(texts(drawer("korea-2021", "phase", vary=("reward", "window"))))
    assert "Drawn under Nash, SEQ and symmetric SEQ. GMR differs: nothing moves in 70%;" in shown
    alone = drawer("korea-2021", "phase", vary=("reward", "window"), concepts=("gmr",))
    assert "Drawn under" not in " ".join(texts(alone))
    assert "Talks begin" not in " ".join(texts(alone))
    assert alone.svg.count('class="region"') == 2


def test_regions_are_named_in_place_and_by_number_where_most_have_no_room(drawer: Drawer) -> None:
    placed = texts(drawer("korea-2021", "phase"))
    assert "Nothing moves" in " ".join(placed)
    assert not {"2", "3"} & set(placed)
    numbered = texts(drawer("large", "phase", vary=("d0", "d1")))
    assert {"1", "2", "3", "4"} <= set(numbered)
    assert sum(text.startswith(("1 ", "2 ", "3 ", "4 ")) for text in numbered) == 4


def test_a_slanted_border_is_named_on_the_side_where_it_holds(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "phase", scenario="door_shut", vary=("rivalry", "shared"))
    frame = next(box for box in figure.boxes if box.kind == "frame")
    label = next(box for box in figure.boxes if box.label.startswith("shared_now ≤ rivalry"))
    across = (label.x + label.width / 2 - frame.x) / frame.width
    up = 1 - (label.y + label.height / 2 - frame.y) / frame.height
    assert up < across - 0.4, "salience counts into shared_now: the border is shared = rivalry − 0.4"


def test_a_slanted_border_between_regions_without_its_comparison_has_its_equation() -> None:
    given = MOOR.replace('while: "resolve >= 0.4"', 'while: "resolve >= 0.4 or anger > 0.5*cost + 0.55"').replace(
        "resolve: {now: 0.6", "resolve: {now: 0.1"
    )
    conflict = game_of(loads(given))
    figure = draw("phase", Request(conflict, vary=("cost", "anger"), thing="outcomes"))
    assert any("anger" in text and "0.55" in text for text in texts(figure)), texts(figure)


# -- drivers -----------------------------------------------------------------------------------------------------------


def test_drivers_show_all_that_tips_and_what(drawer: Drawer) -> None:
    shown = " ".join(texts(drawer("korea-2021", "drivers")))
    assert "from 0.90, 0.10 away: C17 fails" in shown, "a claim that only this driver tips"
    assert "below 0.30, 0.30 away: North Korea tests a nuclear weapon or an ICBM and China co-operates" in shown
    assert "from 0.70, 0.50 away: talks begin (not under GMR)" in shown
    assert "C22 holds under some concepts only" in shown, "and those that hold now:"
    assert "C10 and C21a fail under some concepts" in shown
    assert "(in the scenario of the claim, which has it at 0.40)" in shown
    order = [row.index(name) for row in [shown] for name in ("rivalry", "base_dep", "window", "reward", "campaign")]
    assert order == sorted(order), "nearest first"
    assert "Looked at: the start, the outcome, talks and 19 claims." in shown


def test_drivers_of_one_thing_show_that_alone(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "drivers", thing="C17")
    assert figure.title == "Three of nine drivers alone tip claim C17, rivalry first"
    assert {row[0] for row in figure.table.rows} == {
        "“A provocation changes China's calculus (crisis co-operation)” (C17)"
    }
    assert figure.table.texts[0][1:] == ("rivalry at 0.8 (of 0 to 1)", "C17 holds", "rivalry >= 0.9", "C17 fails")
    assert figure.table.texts[-1][1].count(" at ") == 6
    shown = " ".join(texts(figure))
    assert "at or below 0.40, 0.10 away: C17 fails" in shown
    assert shown.count("nothing alone") == 6


def test_the_picture_of_drivers_agrees_with_the_question(drawer: Drawer) -> None:
    shown = " ".join(texts(drawer("korea-2021", "drivers")))
    for tip in tipping(game("korea-2021").assessment).tips:  # type: ignore[arg-type]
        for one in tip.lines:
            for threshold in one.thresholds:
                assert f" {float(threshold.at):.2f}, " in shown, (tip, one.driver)


def test_terminal_and_picture_tell_one_table_of_drivers(drawer: Drawer) -> None:
    """Each with what it means, and at which number it tips what alone; the terminal with the relations behind that."""
    answer = answer_for("drivers", Request(game("korea-2021")))
    table = next(
        block for block in page_of(answer).blocks if isinstance(block, Table) and block.columns[0].title == "Driver"
    )
    shown = " ".join(texts(drawer("korea-2021", "drivers")))
    order = dict.fromkeys(name.partition(";")[0] for name, *_ in table.texts)
    assert len(order) == 9
    assert sorted(order, key=lambda name: shown.index(f" {name} ")) == list(order)
    for name, _, alone, _ in table.texts:
        assert name.partition("; ")[2] in shown
        assert f" away: {alone.split(' away: ')[-1]}" in shown
    reward = next(row for row in table.texts if row[0].startswith("reward;"))
    assert reward[2].startswith("from 0.70 (reward >= risk), 0.50 away: talks begin (not under GMR); C01, ")
    assert reward[3].startswith("the start, the outcome, talks, C01, ")


# -- wants -------------------------------------------------------------------------------------------------------------


@pytest.mark.level("all")
def test_a_want_that_the_view_drops_is_marked_apart_and_not_counted() -> None:
    figure = draw("wants", Request(game("korea-2021", Selection(view="washington"))))
    labels = [box.label for box in figure.boxes if box.kind == "mark"]
    assert labels.count("dropped") == 2, "in the ladder and in the key"
    assert "6 of 7 wants met" in texts(figure)
    folded = len(re.findall(r"\([duck]\d\)", " ".join(texts(figure))))
    assert labels.count("met") + labels.count("not met") - 2 + 1 + folded == 24, "each want, drawn or folded"
    assert {"dropped here", "other than in the author’s base reading"} <= set(texts(figure))


def test_the_table_behind_wants_tells_what_the_ladder_shows(drawer: Drawer) -> None:
    turned = draw("wants", Request(game("korea-2021", Selection(view="washington")))).table
    titles = [column.title for column in turned.columns]
    other, sure = titles.index("Other than in the author’s base reading"), titles.index("Certainty")
    assert {row[other] for row in drawer("korea-2021", "wants").table.texts} == {""}
    assert {row[other] for row in turned.texts} == {"yes", ""}
    assert "moderate" in {row[sure] for row in drawer("moor", "wants").table.texts}, "where the file says nothing"


def test_the_key_of_wants_has_only_what_is_drawn(drawer: Drawer) -> None:
    shown = texts(drawer("korea-2021", "wants"))
    assert "met at the start" in shown
    assert not {"dropped here", "other than in the author’s base reading"} & set(shown)


def test_the_key_of_wants_is_one_line_and_no_line_between_wants_runs_through_a_sign(drawer: Drawer) -> None:
    figure = drawer("moor", "wants")
    key, told = (
        next(box for box in figure.boxes if box.label == label)
        for label in ("weight", "claims this want alone can flip")
    )
    assert abs(key.y + key.height / 2 - told.y - told.height / 2) < 1
    signs = [box for box in figure.boxes if box.label in ("met", "not met") and box.kind == "mark"]
    between = re.findall(r'd="M([\d.]+) ([\d.]+)L\1 ([\d.]+)"[^>]*stroke-width="1.6"', figure.svg)
    assert len(between) == 4
    for x, upper, lower in (map(float, ends) for ends in between):
        here = [sign for sign in signs if sign.x < x < sign.x + sign.width]
        assert not any(sign.y < lower and upper < sign.y + sign.height for sign in here)


def test_actors_with_their_wants_stand_one_below_the_other_on_a_narrow_sheet(drawer: Drawer) -> None:
    figure = drawer("moor", "wants", width=380.0)
    rings = [box.y for box in figure.boxes if box.label.startswith("ring ")]
    wants = [box.y for box in figure.boxes if box.label in ("met", "not met") and box.kind == "mark"][2:]
    told = sorted([(y, "actor") for y in rings] + [(y, "want") for y in wants])
    assert [kind for _, kind in told] == [
        "actor",
        "want",
        "want",
        "actor",
        "want",
        "want",
        "want",
        "actor",
        "want",
        "want",
    ]


def test_actors_stand_further_apart_than_their_wants(drawer: Drawer) -> None:
    figure = drawer("moor", "wants", width=380.0)
    solid = [box for box in figure.boxes if box.kind in ("text", "mark")]

    def above(sign: Box) -> float:
        return sign.y - max(box.y + box.height for box in solid if box.y < sign.y - 5 and box.x < 300)

    rings = [box for box in solid if box.label.startswith("ring ")]
    wants = [box for box in solid if box.label in ("met", "not met") and box.kind == "mark"][2:]
    last_of_three = wants[4]
    assert len(rings) == 3
    assert min(above(ring) for ring in rings[1:]) > 1.5 * above(last_of_three)


def test_what_a_number_switches_is_told_to_the_right_of_its_line(drawer: Drawer) -> None:
    boxes = drawer("moor", "wants", width=380.0).boxes
    switches = [box for box in boxes if box.label == "switch"][1:]
    assert len(switches) > 1
    for line in switches:
        [told] = [box for box in boxes if box.kind == "text" and box.x > 60 and abs(box.y - line.y) < 3]
        assert 4 < told.x - line.x - line.width < 12


def test_the_point_at_a_share_of_a_line_that_bends() -> None:
    line = [(0.0, 0.0), (10.0, 0.0), (10.0, 30.0)]
    shares = (0.0, 0.125, 0.25, 0.5, 1.0)
    assert [_along(line, share) for share in shares] == [(0, 0), (5, 0), (10, 0), (10, 10), (10, 30)]


@pytest.mark.parametrize(("width", "lines"), [(760.0, [4]), (380.0, [2, 2])])
def test_the_key_of_the_matrix_takes_as_few_lines_as_it_has_room_for(
    drawer: Drawer, width: float, lines: list[int]
) -> None:
    boxes = drawer("moor", "matrix", width=width).boxes
    words = ("the claim needs it", "it speaks against the claim", "now one, now the other, by concept", "no bearing")
    key = Counter(box.y for box in boxes if box.label in words)
    assert [key[y] for y in sorted(key)] == lines


def test_how_wants_are_written_is_told_beside_the_key_of_grids_or_below_it(drawer: Drawer) -> None:
    for width in (760.0, 380.0):
        boxes = drawer("moor", "grids", width=width).boxes
        last = next(box for box in boxes if box.label == "undefined" and box.kind == "text")
        told = next(box for box in boxes if box.label.startswith("Bold: "))
        if width == 760.0:
            assert told.y == last.y
            assert told.x > last.x + last.width
        else:
            assert told.y > last.y + last.height
            assert told.x == next(box for box in boxes if box.label == "holds").x


@pytest.mark.level("all")
def test_what_is_in_force_is_the_headline_and_what_would_be_stands_below(drawer: Drawer) -> None:
    """``campaign`` is 0: what Washington wants there is not its appetite for sanctions."""
    shown = " ".join(texts(drawer("korea-2021", "wants")))
    assert "to campaign for more sanctions only if North Korea tests a nuclear weapon or an ICBM" in shown
    assert "would be: to campaign for more sanctions, from campaign 0.50 (now 0.00)" in shown
    assert {"13 claims", "1 claim"} <= set(texts(drawer("korea-2021", "wants")))
    turned = draw("wants", Request(game("korea-2021", Selection(drivers={"campaign": "0.6"}))))
    told = " ".join(texts(turned))
    assert "would be: to campaign for more sanctions only if" in told
    assert "below campaign 0.50 (now 0.60)" in told


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["states", "wants", "levers", "responsibility"])
def test_long_names_of_actors_are_told_in_full(drawer: Drawer, name: str) -> None:
    figure = drawer("nations", name, bound=1)
    shown = " ".join(texts(figure))
    for word in ("상임위원회", "инфраструктуры", "Development", "管理委员会"):
        assert word in shown.replace("管 理", "管理").replace("航运 管理", "航运管理"), word


def test_a_line_never_mixes_letters_that_no_font_has_together() -> None:
    told = "if 대한민국 정부와 حكومة المملكة or 东南沿海 act"
    lines = wrapped(told, 11, "sans", 1000)
    assert lines == ("if 대한민국 정부와", "حكومة المملكة or", "东南沿海 act")
    assert [script_of(line) for line in lines] == ["wide", "arabic", "wide"]
    canvas = Canvas("states", 600, theme_named("light"))
    canvas.pieces(10, 20, [("대한민국", "bold", "#000000"), ("حكومة", "sans", "#000000")], 500)
    assert [box.label for box in canvas.boxes] == ["대한민국", "حكومة"]


def test_what_has_no_room_on_a_line_is_wrapped() -> None:
    canvas = Canvas("states", 600, theme_named("light"))
    assert canvas.lines(10, 20, "الأمانة العامة لمجلس التعاون", 90) > 35
    assert canvas.lines(10, 100, "The Standing Committee", 90) > 115
    across, down = canvas.run(500, 200, "The Standing Committee")
    assert across <= 584
    assert down == 215
    shown = " ".join(box.label for box in canvas.boxes)
    assert "الأمانة العامة لمجلس التعاون" in shown
    assert shown.count("The Standing Committee") == 2
    assert "…" not in shown


def test_what_belongs_together_is_not_broken() -> None:
    assert wrapped("talk + no\u00a0press\u00a0us", 11, "sans", 80) == ("talk +", "no\u00a0press\u00a0us")


def test_signs() -> None:
    assert signed("a >= 0.3 and b <= c") == "a ≥ 0.3 and b ≤ c"


def test_a_road_in_graph_form_goes_by_the_labels_of_states() -> None:
    figure = draw("road", Request(open_game("elmira-1991-graph", BASE)))
    assert "Local government moves to s5." in texts(figure)
    assert "It ends: s5" in texts(figure)
    assert not any("chooses" in text for text in texts(figure))
    assert figure.table.rows[0][3] == "Local government moves to s5"
    assert "There it is s5." in figure.description


# -- keys --------------------------------------------------------------------------------------------------------------


def test_a_key_has_no_sign_that_is_not_drawn(drawer: Drawer) -> None:
    shown = texts(drawer("korea-2021", "responsibility"))
    assert {"could bring it about, alone", "could stop it where it ends or may end, alone"} <= set(shown)
    assert not any("with other changes" in text for text in shown)


def test_what_is_certain_is_a_sentence_and_no_bar(drawer: Drawer) -> None:
    stays = drawer("korea-2021", "longrun")
    assert stays.title == " ".join(texts(stays)) == "Under all five concepts nobody moves."
    assert not any(box.label == "share" for box in stays.boxes)
    moves = draw("longrun", Request(game("korea-2021", Selection(scenario="us_engages"))))
    assert "it always ends where talks begin" in " ".join(texts(moves))
    nowhere = drawer("korea-2021", "road")
    assert nowhere.title == " ".join(texts(nowhere))
    assert nowhere.title == "No road leads away from the status quo under all five concepts."
    assert not any(box.kind == "frame" for box in nowhere.boxes)


def test_acts_that_are_answered_are_rows_and_the_others_are_folded(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "levers")
    assert figure.title == "Three of ten single acts would be answered"
    assert len(set(re.findall(r'class="lever" data-actor="[^"]*" data-option="([^"]*)"', figure.svg))) == 3
    shown = " ".join(texts(figure))
    assert "loses by it: sees more risk than reward (u2)" in shown
    assert "Nobody answers, and its owner loses by it: North Korea sits down with the US (d8)" in shown
    chicken = " ".join(texts(draw("levers", Request(open_game("chicken", BASE)))))
    assert "Column does not choose" in chicken, "and not: no longer"
    assert "Cannot be done alone, as disarmament comes through talks: North Korea gives up the arsenal." in shown


def test_where_nobody_could_one_sentence_says_so() -> None:
    figure = draw("responsibility", Request(game("nations"), bound=1))
    assert figure.title.startswith("Nobody could bring about")
    assert any(text.startswith("Nobody, within one change, in the eyes of the author") for text in texts(figure))
    assert not any(box.kind == "mark" for box in figure.boxes)


def test_every_driver_stands_with_its_value_now(drawer: Drawer) -> None:
    shown = texts(drawer("korea-2021", "drivers"))
    assert {"0.60", "0.70", "0.80"} <= set(shown)
    assert {"0", "1"} <= set(shown), "the ends of the lines"


@pytest.mark.parametrize("name", ["responsibility", "tornado", "matrix"])
def test_letters_of_actors_have_a_key(drawer: Drawer, name: str) -> None:
    shown = texts(drawer("korea-2021", name))
    assert {"North Korea", "United States", "China"} <= set(shown)


def test_every_actor_with_a_degree_has_its_smallest_change(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "responsibility")
    names = [column.title for column in figure.table.columns]
    actors = names[names.index("Weight") + 1 :][:4]
    assert actors == ["North Korea", "United States", "China", "South Korea"]
    shown, told = " ".join(texts(figure)), 0
    for row in figure.table.texts[:-1]:
        lines = row[-1].split("\n")
        own = [actor for actor in actors if row[names.index(actor)] != "0"]
        assert len(lines) == len(own)
        for actor, line in zip(own, lines, strict=True):
            assert actor in line.partition(" to want" if " to want" in line else " wants")[0]
            assert line in shown
        told += len(own)
    assert told > 4


def test_where_any_false_premise_decides_the_tornado_is_a_sentence_and_a_list(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "tornado")
    shown = texts(figure)
    assert figure.title == "The status quo leans on nine wants at once"
    assert "Any one of these nine, turned round, breaks it." in shown
    assert any(text.startswith("to campaign for more sanctions only if North Korea tests") for text in shown)
    assert [text for text in shown if text.startswith(("low (", "moderate (", "high ("))][:2] == [
        "low (0.55)",
        "moderate (0.8)",
    ]
    assert not any(box.label == "dots" for box in figure.boxes)
    assert "likely" not in " ".join(shown)
    words = {box.x for box in figure.boxes if box.label.startswith(("to ", "not to "))}
    assert len(words) == 1, "one left edge"
    assert wrapped("accepts a lower release in drought years", 11, "sans", 150)[0] == "accepts a lower release in"
    assert wrapped("Donaudampfschifffahrt", 11, "sans", 60)[0].startswith("Donau")


def test_a_claim_is_drawn_with_the_numbers_of_its_own_game(drawer: Drawer) -> None:
    """C26 is about a scenario that shuts the window, which is open in the author's game."""
    tornado = drawer("korea-2021", "tornado", thing="C26").svg
    assert "d3: " not in tornado
    assert (
        "to test a nuclear weapon or an ICBM (would be: not to test a nuclear weapon or an ICBM, from window 0.30)"
        in tornado
    )
    shown = " ".join(texts(drawer("korea-2021", "phase", thing="C26", vary=("rivalry", "shared"))))
    assert "window 0.10" in shown
    assert "window 0.10" not in " ".join(texts(drawer("korea-2021", "phase", vary=("rivalry", "shared"))))


def test_a_want_that_stops_an_act_stands_before_the_state_to_which_it_would_have_led() -> None:
    answer = answer_for("states", Request(game("korea-2021")))
    blocked = tuple(replace(item, act=replace(item.act, want="buys-its-peace")) for item in answer.record.blocked)
    figure = states(replace(answer, record=replace(answer.record, blocked=blocked)))
    left = min(box.x for box in figure.boxes if box.kind == "frame" and box.label != "start")
    parts = [box for box in figure.boxes if box.label in ("buys-", "its-", "peace")]
    assert len(parts) == 3 * sum(not item.undone for item in answer.record.blocked)
    assert all(part.x + part.width < left for part in parts)


@pytest.mark.parametrize(
    ("true", "false", "ends"), [(0.62, 0.44, "0.4 0.5 0.6 0.7"), (0.95, 0.25, "0 0.25 0.5 0.75 1")]
)
def test_an_axis_of_shares_runs_over_the_tenths_in_which_they_are(true: float, false: float, ends: str) -> None:
    bar = Bar("w1", Chance(true, 0.05, 90), Chance(false, 0.05, 110))
    finding = Finding("start", "", "nash", "dropped", Chance(true, 0.04, 200), Chance(Fraction(0)), (bar,))
    answer = ask("robust", game("korea-2021"), claims=(), concepts=["nash"], draws=1)
    shown = texts(drawn(answer, finding))
    assert " ".join(text for text in shown if re.fullmatch(r"[\d.]+", text)) == ends


def test_few_draws_are_told_by_their_number() -> None:
    few = Bar("w1", Chance(1.0, 0.0, 40), Chance(0.0, 0.0, 2))
    many = Bar("w2", Chance(0.6, 0.05, 90), Chance(0.4, 0.05, 110))
    exact = Bar("w3", Chance(Fraction(1, 2)), Chance(Fraction(1, 4)))
    finding = Finding("start", "", "nash", "dropped", Chance(0.5, 0.04, 150), Chance(Fraction(0)), (few, many, exact))
    answer = ask("robust", game("korea-2021"), claims=(), concepts=["nash"], draws=1)
    shown = texts(drawn(answer, finding))
    assert {"+1.00 (n = 2)", "+0.20 ± 0.07", "+0.25"} <= set(shown)


def test_answers_of_questions_are_named_as_they_are_written(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "grids")
    assert {"leverage_first", "talks_first"} <= set(texts(figure))


@pytest.mark.parametrize("width", [None, 380.0])
def test_grids_stand_beside_their_words_or_below_them(drawer: Drawer, width: float | None) -> None:
    figure = drawer("korea-2021", "grids", width=width)
    grids = [box for box in figure.boxes if box.label.startswith("grid ")]
    drawn = re.findall(r'data-claim="(\w+)"', figure.svg)
    says = tuple(
        f"{name} {word}" for name in drawn for word in ("restates", "contradicted", "depends", "unsupported", "follows")
    )
    words = [box for box in figure.boxes if box.kind == "text" and box.label.startswith(says)]
    assert len(words) == len(drawn) == len(grids) > 8
    rulers = [box for box in figure.boxes if box.label.startswith("ruler ")]
    assert {box.x for box in grids} == {box.x for box in rulers}, "a bar stands over its columns"
    for word, grid in zip(words, grids, strict=True):
        beside = 0 < word.x - (grid.x + grid.width) < 24 and abs(word.y - grid.y) < 40  # below two lines
        below = word.x == grid.x and 0 < grid.y - word.y < 170  # words take several lines
        assert beside if width is None else below


# -- colours -----------------------------------------------------------------------------------------------------------


def light(colour: str) -> float:
    """Relative luminance (WCAG)."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))
def test_text_and_marks_stand_out_from_their_grounds(theme: Theme) -> None:
    for ground in (theme.sheet, theme.wash):
        assert all(contrast(ink, ground) >= 4.5 for ink in (theme.ink, theme.ink2, theme.ink3))
    assert all(contrast(hue, theme.sheet) >= 3 for hue in theme.hues)
    assert contrast(theme.holds, theme.fails) >= 3
