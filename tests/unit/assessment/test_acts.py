"""Acts and levels in files: what they mean, and what is said where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

import countermove as cm
from countermove import AssessmentError, ModelError, UnknownName
from countermove.assessment.acts import NotAnAct
from countermove.context.game import on_in
from countermove.context.glossary import glossary_of
from countermove.context.selection import state_code
from countermove.inquiry.walk import obstacles
from countermove.interop.document import write_conflict
from countermove.presentation.phrases import Phrasing
from tests.conftest import in_one_test

START = "start: [strike = some, not fleet]"
SIEGE = """\
countermove: 1
title: Does Melos submit?
target: submit
sources:
  note: {what: made up, default: true}
actors:
  athens:
    name: Athens
    options:
      strike:
        levels: [none, some, heavy]
        does: {some: raids the island, heavy: besieges the town}
        needs: fleet
        one_way: forward
      fleet: {does: sends a fleet}
      fort: {levels: [none, low, high], does: builds a fort}
    wants:
      - {id: a1, want: submit, at: [1]}
      - {id: a2, want: strike < heavy, at: [1]}
  melos:
    name: Melos
    options:
      submit: {does: gives in}
    wants:
      - {id: m1, want: strike = heavy implies submit, at: [2]}
      - {id: m2, want: not submit, at: [2]}
start: [strike = some, not fleet]
scenarios:
  s: {why: spring, at: [3], happens: [strike = heavy]}
claims:
  C1: {says: It holds, at: [3], in: s, check: {stable: start}}
"""


@pytest.fixture(scope="module")
def siege() -> cm.Assessment:
    return cm.loads(SIEGE)


def test_levels_are_shown_and_thresholds_are_not(siege: cm.Assessment) -> None:
    conflict = siege.conflict()
    assert conflict.options == ("athens.strike", "athens.fleet", "athens.fort", "melos.submit")
    assert conflict.label(conflict.start) == "athens.strike = some"
    assert conflict.states.size == 3 * 2 * 3 * 2
    assert on_in(conflict, {siege.conflict(scenario="s").start: ""}) == {3: ("athens.strike = heavy",)}
    assert conflict.code("athens.strike = heavy, fort") == 3 + 8
    assert ">=" not in "".join(conflict.labels)


def test_a_move_may_go_to_any_level_but_not_down_one_way_nor_up_without_need(siege: cm.Assessment) -> None:
    conflict = siege.conflict()

    def strikes(start: str) -> set[str]:
        found = {conflict.label(code) for code in conflict.moves(start, actor="athens").tolist()}
        return {part for label in found for part in label.split(", ") if "strike" in part}

    assert strikes("strike = some") == {"athens.strike = some"}  # no fleet, and no way back
    assert strikes("strike = some, fleet") == {"athens.strike = some", "athens.strike = heavy"}
    assert strikes("fleet") == {"athens.strike = some", "athens.strike = heavy"}
    forts = {conflict.label(code) for code in conflict.moves("fort = high", actor="athens").tolist()}
    assert {"no option on", "athens.fort = low"} <= forts


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("strike", "no option on", "athens.strike = some"),
        ("strike", "athens.strike = heavy", "athens.strike = heavy"),
        ("strike = some", "athens.strike = heavy", "athens.strike = some"),
        ("strike == heavy", "no option on", "athens.strike = heavy"),
        ("strike = none", "athens.strike = heavy", "no option on"),
        ("not athens.strike", "athens.strike = heavy", "no option on"),
        ("not fleet", "athens.fleet", "no option on"),
    ],
)
def test_what_acts_do(siege: cm.Assessment, act: str, before: str, after: str) -> None:
    conflict = siege.conflict()
    base = cm.loads(SIEGE.replace(START, f"start: [{before}]" if before != "no option on" else "start: []"))
    assert conflict.label(base.conflict(with_={"happens": [act]}).start) == after


def test_acts_that_there_are_not(siege: cm.Assessment) -> None:
    with pytest.raises(NotAnAct, match="an act is an option, `not option`, or `option = level`"):
        siege.act("strike and fleet")
    with pytest.raises(UnknownName, match=r"'heavi' is not a level of athens.strike here"):
        siege.act("strike = heavi")
    with pytest.raises(UnknownName, match=r"is not a level of athens\.fleet"):
        siege.act("fleet = heavy")


WRONG = [
    (
        START,
        "start: [strike = havy]",
        "'havy' is not a level of athens.strike: none, some, heavy.",
        "heavy",
    ),
    (
        START,
        "start: [fleet = heavy]",
        "athens.fleet has no levels: it is on or off.",
        None,
    ),
    (
        START,
        "start: [strike and fleet]",
        "'strike and fleet' is not an act: write an option",
        None,
    ),
    (START, "start: [not athens.flet]", "'athens.flet' is not an option here.", "athens.fleet"),
    (START, "start: [fleet, not fleet]", "fleet and not fleet are in one list", None),
    ("[none, some, heavy]", "[none]", "An option in degrees has two levels or more, lowest first.", None),
    ("[none, some, heavy]", "[none, some, some]", "The level 'some' is listed twice.", None),
    ("some: raids", "sme: raids", "'sme' is not a level of athens.strike: none, some, heavy.", "some"),
    ("[none, low, high]", "[none, fleet, high]", "'fleet' is already the name of the option athens.fleet", None),
    (
        "strike < heavy",
        "strike < hevy",
        "athens.strike is compared with one of its levels: none, some, heavy.",
        "heavy",
    ),
    ("strike < heavy", "strike < 1", "athens.strike is compared with one of its levels", None),
    ("strike < heavy", "fleet = heavy", "'heavy' is not an option, a term or a driver.", None),
    ("happens: [strike = heavy]", "happens: [strike = 3]", "'strike = 3' is not an act", None),
    (
        "does: sends a fleet",
        "does: [sends]",
        "An act is told by a text, or by {third: …, base: …}; one in degrees level by level.",
        None,
    ),
]


@in_one_test(("old", "new", "message", "suggestion"), WRONG)
def test_what_is_wrong_is_said_where_it_is(old: str, new: str, message: str, suggestion: str | None) -> None:
    text = SIEGE.replace(old, new)
    assert text != SIEGE
    with pytest.raises(AssessmentError) as raised:
        cm.loads(text)
    problem = raised.value.problems[0]
    assert message in problem.message
    assert problem.suggestion == suggestion
    assert new.split("[")[-1].split(" ")[0].rstrip("]") in text.splitlines()[problem.line - 1]


def test_levels_in_words(siege: cm.Assessment) -> None:
    glossary = glossary_of(siege)
    phrasing, told = Phrasing(glossary), glossary.formula
    assert phrasing.clause(told("strike = heavy")) == "Athens besieges the town"
    assert phrasing.clause(told("strike")) == "Athens raids the island or Athens besieges the town"
    assert phrasing.clause(told("strike < heavy")) == "Athens does not besiege the town"
    assert phrasing.clause(told("strike = none")) == "Athens neither raids the island nor besieges the town"
    assert phrasing.wish(told("strike = none"), "athens") == "neither to raid the island nor to besiege the town"
    assert phrasing.clause(told("fort = low")) == "Athens builds a fort at level low"
    assert phrasing.move("athens", ["athens.strike = heavy"], ["athens.strike = some"]) == "Athens raids the island"
    assert phrasing.short("athens.strike = some") == "strike=some"


def test_single_acts_go_one_level(siege: cm.Assessment) -> None:
    acts = {(act.option, act.on): act.result for act in obstacles(siege.conflict(), siege.conflict().start)}
    assert acts["athens.strike = some", False] == "settled"
    assert acts["athens.strike = heavy", True] == "not ready"
    assert ("athens.fort = high", True) not in acts


def test_a_state_is_named_by_levels(siege: cm.Assessment) -> None:
    conflict = siege.conflict()
    assert state_code(conflict, "strike=heavy, fleet") == 3 + 4
    assert state_code(conflict, "strike") == 1
    with pytest.raises(UnknownName, match=r"'huge' is not a level of athens\.strike here"):
        state_code(conflict, "strike=huge")
    with pytest.raises(UnknownName, match="'strick=heavy' is not a state or option here"):
        state_code(conflict, "strick=heavy")


def test_levels_from_python() -> None:
    given = {"A": ["a", "b"], "B": ["c"]}
    scales = {"a": ["off", "low", "high"]}
    made = cm.Conflict.from_options(
        actors=given, preferences={"A": ["a = low", "b"], "B": ["a > low implies c"]}, levels=scales, one_way=["a"]
    )
    spelled = cm.Conflict.from_options(
        actors={"A": ["low", "high", "b"], "B": ["c"]},
        preferences={"A": ["low and not high", "b"], "B": ["high implies c"]},
        never=["high and not low"],
        one_way=["low", "high"],
    )
    assert made.states.tolist() == spelled.states.tolist()
    for concept in cm.CONCEPTS:
        assert cm.solve(made).equilibria(concept).tolist() == cm.solve(spelled).equilibria(concept).tolist()
    assert made.with_start(["a = high"]).start == 3
    assert made.with_preferences({"B": ["a = off"]}).ranks("B").tolist() == [2, 1, 1, 2, 1, 1] * 2
    with pytest.raises(ModelError, match=r"A\.a should have two levels or more"):
        cm.Conflict.from_options(actors=given, preferences={"A": [], "B": []}, levels={"a": ["off"]})


def test_levels_survive_a_conflict_file(siege: cm.Assessment, tmp_path: Path) -> None:
    conflict = siege.conflict()
    write_conflict(conflict, tmp_path / "siege.yaml")
    again = cm.load_conflict(tmp_path / "siege.yaml").conflict
    assert again.options == conflict.options
    assert again.structure.levels == conflict.structure.levels
    assert again.start == conflict.start
    assert again.states.tolist() == conflict.states.tolist()
    for actor in conflict.actors:
        assert again.ranks(actor).tolist() == conflict.ranks(actor).tolist()
        for code in conflict.states.tolist():
            assert again.moves(code, actor=actor).tolist() == conflict.moves(code, actor=actor).tolist()
