"""The judge of assessments against answers worked out on paper, and against what the Korean texts say.

In the small documents a state is (a.x, b.y). Cells come in the order nash, gmr, smr, seq, symseq.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import FULL, in_one_test
from tests.judge.answers.changes import degrees, edited, edits_of, minimal_changes, single_change_owners, target_holds
from tests.judge.answers.checks import Setting, claim_case, setting_of, values_of
from tests.judge.answers.claims import JudgedClaim, Reliance, judge_claims
from tests.judge.answers.drivers import at, comparisons, points_of
from tests.judge.answers.form import Form
from tests.judge.answers.games import Game, Want, readings_of
from tests.judge.answers.happened import happened
from tests.judge.answers.roads import (
    CONCEPTS,
    World,
    best_replies,
    equilibrium,
    foreseen,
    outcomes,
    reached,
    stable,
    steps,
    world_of,
)
from tests.judge.answers.tables import Turn
from tests.judge.assessment_cells import cells
from tests.judge.assessment_files import Infeasible, Invalid, exact, load_document, loads_document
from tests.judge.assessment_formula import evaluate, parse
from tests.judge.assessment_strategies import CHECKS, as_yaml, random_assessment

STATED = ("C01", "C12s", "C13", "C17", "C20", "C22", "C26")

NO, YES, UNDEFINED = False, True, None

# a comes only after b and answers b; b does not want to come. a ranks the states 1 < 2 < 0 < 3 by
# (x implies y, y implies x, y); b ranks 2 = 3 < 0 = 1.
STANDOFF = """
target: x and y
actors:
  a:
    options: {x: {}}
    wants:
      - {id: a1, want: x implies y}
      - {id: a2, want: y implies x}
      - {id: a3, want: y}
  b:
    options: {y: {}}
    wants:
      - {id: b1, want: not y, could_be: y}
"""

# Each would have both come, and would not come alone: 0 and 3 are Nash.
ASSURANCE = """
target: x and y
actors:
  a:
    options: {x: {}}
    wants: [{id: a1, want: x and y}, {id: a2, want: not x}]
  b:
    options: {y: {}}
    wants: [{id: b1, want: x and y}, {id: b2, want: not y}]
"""

# Prisoners' dilemma, x and y being defection; a ranks 2 < 3 < 0 < 1, b ranks 1 < 3 < 0 < 2.
DILEMMA = """
actors:
  a:
    options: {x: {}}
    wants: [{id: a1, want: not y}, {id: a2, want: x}]
  b:
    options: {y: {}}
    wants: [{id: b1, want: not x}, {id: b2, want: y}]
views:
  harmless: {holder: a, drop: [b1, b2]}
"""

# Matching pennies: a wants equality, b difference.
PENNIES = """
actors:
  a:
    options: {x: {}}
    wants: [{id: a1, want: x iff y}]
  b:
    options: {y: {}}
    wants: [{id: b1, want: not (x iff y)}]
"""

# Two obstacles, each of its own actor.
OBSTACLES = """
target: x and y
actors:
  a:
    options: {x: {}}
    wants: [{id: a1, want: not x, could_be: x}]
  b:
    options: {y: {}}
    wants: [{id: b1, want: not y, could_be: y}]
open:
  Q1: {asks: "x?", readings: {no: {}, yes: {rewrite: {a1: {want: x}}}}}
  Q2: {asks: "y?", readings: {no: {}, yes: {rewrite: {b1: {want: y}}}}}
"""

# x is wanted where shared interests, counting y's provocation, outweigh rivalry.
INTERESTS = """
actors:
  a:
    options: {x: {}}
    wants:
      - {id: a1, want: x, while: shared + 0.1*y > rivalry, otherwise: not x}
  b:
    options: {y: {one_way: forward}}
drivers:
  shared: {now: 0.5}
  rivalry: {now: 0.8}
  narrow: {now: 0.1, range: [0, 0.2]}
"""

# y moves a to x where the driver is at least 0.6.
THRESHOLD = """
actors:
  a:
    options: {x: {}}
    wants:
      - {id: a1, want: y implies x, while: d >= 0.6, otherwise: not x}
      - {id: a2, want: not x}
  b:
    options: {y: {}}
drivers: {d: {now: 0.7}}
"""

LINE = """
actors:
  a:
    options: {x: {}}
    wants:
      - {id: w1, want: x, while: d < 0.5, otherwise: not x, could_be: not x}
      - {id: w2, want: "true", could_be: x}
      - {id: w3, want: not x}
      - {id: w4, want: "false"}
  b:
    options: {y: {}}
drivers: {d: {now: 0.1}}
"""


def document_of(text: str, **more: Any) -> dict[str, Any]:
    return {**loads_document(text), **more}


def setting(text: str, **more: Any) -> Setting:
    return setting_of(document_of(text, **more))


def game_of(text: str, reading: Mapping[str, str] | None = None, **overlays: Any) -> Game:
    asked = setting(text)
    return asked.game(reading or asked.readings[0], **overlays)


def world(text: str, **overlays: Any) -> World:
    return world_of(game_of(text, **overlays))


def met(game: Game, want: Want) -> tuple[bool, ...]:
    """Its truth in the states in the order neither, x, y, both."""
    return tuple(game.met(want, state) for state in ((0, 0), (1, 0), (0, 1), (1, 1)))


def cells_of(
    text: str, check: Mapping[str, Any], start: Sequence[str] = (), claim: Mapping[str, Any] | None = None
) -> tuple[bool | None, ...]:
    """The cells of one check in the base reading."""
    asked = setting(text, start=list(start))
    return values_of(asked, check, claim_case(asked, {**(claim or {}), "check": check}, asked.readings[0]))


def judged(text: str, check: Mapping[str, Any], *, concepts: Sequence[str] = CONCEPTS, **claim: Any) -> JudgedClaim:
    return judge_claims(document_of(text, claims={"C1": {**claim, "check": check}}), concepts)["C1"]


# --- formulas ---


@in_one_test(
    ("text", "value"),
    [
        ("not p and q", False),  # (not p) and q with p true, q false; not (p and q) would be true
        ("not q or p and q", True),  # (not q) or (p and q)
        ("q implies p implies q", True),  # q implies (p implies q); to the left it would be false
        ("p iff q implies q", True),  # p iff (q implies q); (p iff q) implies q would be true too
        ("q iff p or p", False),  # q iff (p or p); (q iff p) or p would be true
        ("not q == p", True),  # not (q == p); (not q) == p would be true too, so see the next line
        ("not p == q", True),  # not (p == q), true; as numbers 0 == 0 as well
        ("not p < q", True),  # not (1 < 0)
        ("0.1 + 0.2 == 0.3", True),  # exactly
        ("1 - 0.1*2 < 0.81", True),  # 0.8
        ("1 - 0.5 - 0.5 == 0", True),  # to the left
        ("p + p*0.5 >= 1.5", True),  # a true option counts 1
        ("p -> q", False),
        ("p <-> q", False),
        ("-0.5 + p == 0.5", True),
        ("(d > 0.2)*0.5 == 0.5", True),
    ],
)
def test_precedence_and_numbers(text: str, value: bool) -> None:
    assert evaluate(parse(text), {"p": True, "q": False}, {"d": Fraction(3, 10)}, {}) is value


@pytest.mark.parametrize("text", ["", "p and", "(p", "p q", "p = q", "a < b < c", "and p", "p ? q"])
def test_unreadable_formulas(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of several messages
        parse(text)


def test_numbers_are_exact() -> None:
    assert exact(0.1) == exact("0.1") == Fraction(1, 10)


# --- readings and overlays ---


def wants_of(game: Game, actor: str = "a") -> list[str]:
    return [want.id for want in game.wants[actor]]


def test_overlays_come_reading_scenario_view_with() -> None:
    document = document_of(
        LINE,
        open={"Q1": {"readings": {"r0": {}, "r1": {"set": {"d": "0.2"}, "drop": ["w2"]}}}},
        scenarios={"s": {"set": {"d": "0.3"}, "rewrite": {"w2": {"want": "y"}}}},
        views={"v": {"set": {"d": "0.4"}, "drop": ["w2"]}},
    )
    asked, reading = setting_of(document), {"Q1": "r1"}
    with_ = {"set": {"d": "0.6"}, "move": {"w4": {"before": "w2"}}}
    game = asked.game(reading)
    assert (game.drivers["d"], wants_of(game)) == (Fraction("0.2"), ["w1", "w3", "w4"])
    # The scenario comes later, and its rewriting brings w2 back at its place.
    game = asked.game(reading, scenario="s")
    assert (game.drivers["d"], wants_of(game)) == (Fraction("0.3"), ["w1", "w2", "w3", "w4"])
    game = asked.game(reading, scenario="s", view="v")
    assert (game.drivers["d"], wants_of(game)) == (Fraction("0.4"), ["w1", "w3", "w4"])
    # w2 is dropped by now; its marker still is an anchor.
    game = asked.game(reading, scenario="s", view="v", with_=with_)
    assert (game.drivers["d"], wants_of(game)) == (Fraction("0.6"), ["w1", "w4", "w3"])


def test_inside_an_overlay_rewriting_comes_before_moving() -> None:
    overlay = {"move": {"w1": {"after": "w3"}}, "rewrite": {"w1": {"want": "y"}}, "drop": ["w2"]}
    game = game_of(LINE, with_=overlay)
    assert wants_of(game) == ["w3", "w1", "w4"]
    moved = game.wants["a"][1]
    # want, while and otherwise are replaced together; could_be stays
    assert (moved.want, moved.while_, moved.otherwise, moved.could_be) == ("y", None, None, "not x")


def test_moves_take_out_and_put_back_in_file_order() -> None:
    # [1 2 3 4] -> w1 after w2: [2 1 3 4] -> w3 before w2: [3 2 1 4]
    assert wants_of(game_of(LINE, with_={"move": {"w1": {"after": "w2"}, "w3": {"before": "w2"}}})) == [
        "w3",
        "w2",
        "w1",
        "w4",
    ]


def test_happens_switches_on_even_one_way_options_and_names_the_rule() -> None:
    document = document_of(ASSURANCE, never={"r7": {"never": "x and y"}})
    document["actors"]["a"]["options"]["x"] = {"one_way": "back"}
    asked = setting_of(document)
    assert asked.game({}, with_={"happens": ["a.x"]}).start == (1, 0)
    with pytest.raises(Infeasible, match="r7"):
        asked.game({}, with_={"happens": ["x", "y"]})


def test_readings_are_in_file_order_and_questions_must_not_quarrel() -> None:
    document = document_of(OBSTACLES)
    assert readings_of(document) == [
        {"Q1": "no", "Q2": "no"},
        {"Q1": "no", "Q2": "yes"},
        {"Q1": "yes", "Q2": "no"},
        {"Q1": "yes", "Q2": "yes"},
    ]
    document["open"]["Q2"]["readings"]["yes"] = {"drop": ["a1"]}
    with pytest.raises(Invalid, match="Q1 and Q2"):
        setting_of(document).game({"Q1": "no", "Q2": "no"})


def test_an_anchor_is_not_touched() -> None:
    document = document_of(
        LINE,
        open={
            "Q1": {"readings": {"r0": {}, "r1": {"move": {"w1": {"after": "w2"}}}}},
            "Q2": {"readings": {"r0": {}, "r1": {"drop": ["w2"]}}},
        },
    )
    game = setting_of(document).game({"Q1": "r1", "Q2": "r1"})
    assert wants_of(game) == ["w1", "w3", "w4"]


def test_one_overlay_cannot_drop_and_rewrite_a_want() -> None:
    with pytest.raises(Invalid):
        game_of(LINE, with_={"drop": ["w1"], "rewrite": {"w1": {"want": "x"}}})


def test_conditions_count_in_each_state() -> None:
    # shared_now = 0.5 + 0.1*y against 0.55: on where y is on. In the four states: otherwise, otherwise, want, want.
    game = at(game_of(INTERESTS), {"rivalry": Fraction("0.55")})
    (want,) = game.wants["a"]
    assert met(game, want) == (True, False, False, True)


def test_a_switched_off_want_without_otherwise_says_nothing() -> None:
    game = game_of(LINE, with_={"rewrite": {"w1": {"want": "x", "while": "d >= 0.5"}}})
    assert met(game, game.wants["a"][0]) == (True,) * 4
    with pytest.raises(Invalid, match="otherwise"):
        game_of(LINE, with_={"rewrite": {"w1": {"want": "x", "while": "d + y >= 0.5"}}})


# --- concepts and roads ---


@pytest.mark.parametrize(
    ("text", "state", "actor", "expected"),
    [
        # a defects from 0 to 1; b answers, improving, with 3, where a is worse off, and going back (2) is
        # worst.
        (DILEMMA, (0, 0), "a", (NO, YES, YES, YES, YES)),
        (DILEMMA, (1, 0), "a", (YES, YES, YES, YES, YES)),
        # b improves from 1 to 3, and from 3 a could only go to 2, b's best.
        (DILEMMA, (1, 0), "b", (NO, NO, NO, NO, NO)),
        # a improves from 1 to 0; b, improving, goes on to 2, no better than 1 for a; but a escapes to 3.
        (PENNIES, (1, 0), "a", (NO, YES, NO, YES, NO)),
    ],
)
def test_the_concepts(text: str, state: tuple[int, ...], actor: str, expected: tuple[bool, ...]) -> None:
    assert tuple(stable(world(text), concept, actor, state) for concept in CONCEPTS) == expected


def test_sanctions_that_are_no_improvements_deter_only_in_gmr_and_smr() -> None:
    # As the dilemma at 0, but b wants nothing: its answer y is a move, not an improvement.
    harmless = world(DILEMMA, view="harmless")
    assert [stable(harmless, concept, "a", (0, 0)) for concept in CONCEPTS] == [NO, YES, YES, NO, NO]


def test_steps_are_lean() -> None:
    # a has x and y. Wanting x alone, {x, y} is no better than {x}: one step. Wanting y too, it is.
    text = "{actors: {a: {options: {x: {}, y: {}}, wants: [{id: a1, want: x}]}, b: {options: {z: {}}}}}"
    assert steps(world(text), "nash", "a", (0, 0, 0)) == [(1, 0, 0)]
    text = text.replace("want: x}", "want: x}, {id: a2, want: y}")
    assert set(steps(world(text), "nash", "a", (0, 0, 0))) == {(1, 0, 0), (0, 1, 0), (1, 1, 0)}
    # From {x} with wants (y, not x): {y} changes both and is best; {x, y} changes y only and is not as good.
    text = "{start: [x], actors: {a: {options: {x: {}, y: {}}, wants: [y, not x]}, b: {options: {z: {}}}}}"
    assert set(steps(world(text), "nash", "a", (1, 0, 0))) == {(0, 0, 0), (0, 1, 0), (1, 1, 0)}


def test_lean_compares_with_undeterred_improvements_only() -> None:
    # {x} is as good for a as {x, y} and changes less. Under SEQ b's answer z, wanted against x without y,
    # takes a below 0, so {x} is deterred; against {x, y} b has no reason to act.
    text = """
    actors:
      a: {options: {x: {}, y: {}}, wants: [not z, x]}
      b: {options: {z: {}}, wants: [z iff (x and not y)]}
    """
    assert steps(world(text), "nash", "a", (0, 0, 0)) == [(1, 0, 0)]
    assert steps(world(text), "seq", "a", (0, 0, 0)) == [(1, 1, 0)]


def test_reached_outcomes_and_cycles() -> None:
    found, start = world(PENNIES), (0, 0)
    assert reached(found, "nash", start) == [start, (0, 1), (1, 0), (1, 1)]  # b puts y on, a x, b y off, a x
    assert outcomes(found, "nash", start) == []
    assert reached(found, "gmr", start) == outcomes(found, "gmr", start) == [start]


def test_outcomes_are_only_what_is_reached() -> None:
    found = world(ASSURANCE)
    assert [s for s in found.form.states if equilibrium(found, "nash", s)] == [(0, 0), (1, 1)]
    assert outcomes(found, "nash", (0, 0)) == [(0, 0)]


def test_best_replies_stay_where_nothing_is_better() -> None:
    assert best_replies(world(INTERESTS), "b", (0, 0)) == [(0, 0)]  # b is indifferent: the state alone
    assert best_replies(world(INTERESTS), "a", (1, 0)) == [(0, 0)]


# --- every kind of check ---


def test_stable_and_content() -> None:
    assert cells_of(DILEMMA, {"stable": "start"}) == (NO, YES, YES, YES, YES)
    assert cells_of(DILEMMA, {"content": "b"}) == (NO, YES, YES, YES, YES)
    assert cells_of(DILEMMA, {"stable": "start"}, start=["x", "y"]) == (YES,) * 5
    assert cells_of(DILEMMA, {"content": "a"}, start=["x"]) == (YES,) * 5


def test_outcome_checks_and_undefined_cells() -> None:
    # Nash cycles; SMR and symmetric SEQ too, for the one punished always escapes; GMR and SEQ stay at 0.
    assert cells_of(PENNIES, {"every_outcome": "not y"}) == (UNDEFINED, YES, UNDEFINED, YES, UNDEFINED)
    assert cells_of(PENNIES, {"some_outcome": "y"}) == (UNDEFINED, NO, UNDEFINED, NO, UNDEFINED)
    assert cells_of(PENNIES, {"no_outcome": "y"}) == (UNDEFINED, YES, UNDEFINED, YES, UNDEFINED)
    assert cells_of(PENNIES, {"passes": "x and y"}) == (YES, NO, YES, NO, YES)
    assert cells_of(PENNIES, {"never_passes": "x and y"}) == (NO, YES, NO, YES, NO)


def test_after_starts_elsewhere() -> None:
    # From 2: b goes back to 0, or a answers (3), b withdraws (1), a withdraws (0).
    assert cells_of(STANDOFF, {"every_outcome": "not x and not y", "after": ["y"]}) == (YES,) * 5
    assert cells_of(STANDOFF, {"passes": "x and y", "after": ["y"]})[0] is YES
    # Under GMR and SEQ a does not answer: b would withdraw from 3 to 1, a's worst state; under SMR a escapes.
    assert cells_of(STANDOFF, {"passes": "x and y", "after": ["y"]}) == (YES, NO, YES, NO, YES)
    # If y is one-way, b is bound, and a answers safely.
    bound = STANDOFF.replace("y: {}", "y: {one_way: forward}")
    assert cells_of(bound, {"every_outcome": "x and y", "after": ["y"]}) == (YES,) * 5
    with pytest.raises(Infeasible, match="r1"):
        cells_of(STANDOFF + "\nnever: {r1: {never: y}}", {"passes": "x", "after": ["y"]})


def test_foresight() -> None:
    # a moves first because it prefers 3 to 0; then b, in 1, prefers 3.
    assert foreseen(world(ASSURANCE), (0, 0)) == [(1, 1)]
    assert cells_of(ASSURANCE, {"foresight": "x and y"}) == (YES,) * 5
    assert cells_of(ASSURANCE, {"no_foresight": "x"}) == (NO,) * 5
    # In the standoff 3 is no Nash state, and 0 is the start itself.
    assert cells_of(STANDOFF, {"foresight": "true"}) == (NO,) * 5
    # From 1 in the standoff a itself goes back to 0.
    assert cells_of(STANDOFF, {"foresight": "not x"}, start=["x"]) == (YES,) * 5


def test_levers() -> None:
    # With y on, a's best reply is 3; without, 0.
    lever = {"lever": "y", "moves": "a"}
    assert cells_of(ASSURANCE, {**lever, "gains": "x"}) == (YES,) * 5
    assert cells_of(ASSURANCE, {**lever, "gains": "x or not y"}) == (NO,) * 5  # holds without the lever
    assert cells_of(ASSURANCE, {**lever, "never_gains": "x"}) == (NO,) * 5
    assert cells_of(ASSURANCE, {**lever, "never_gains": "not x"}) == (YES,) * 5
    # Already on: it works nowhere; never_gains is judged at the start.
    assert cells_of(ASSURANCE, {**lever, "gains": "x"}, start=["y"]) == (NO,) * 5
    assert cells_of(ASSURANCE, {**lever, "never_gains": "not x"}, start=["y"]) == (YES,) * 5


@pytest.mark.parametrize(
    ("where", "expected"),
    [("d >= 0.6", YES), ("d > 0.6", NO), ("d >= 0.5", NO), ("d >= 0.59", NO), ("true", NO)],
)
def test_exactly_where(where: str, expected: bool) -> None:
    check = {"lever": "y", "moves": "a", "gains": "x", "exactly_where": where, "vary": ["d"]}
    assert cells_of(THRESHOLD, check) == (expected,) * 5


def test_exactly_where_looks_at_the_range_only() -> None:
    check = {"lever": "y", "moves": "a", "gains": "x", "exactly_where": "true", "vary": ["d"]}
    assert cells_of(THRESHOLD.replace("now: 0.7", "now: 0.7, range: [0.6, 0.9]"), check) == (YES,) * 5


def test_prefers() -> None:
    both = {"with": ["x", "y"]}
    assert cells_of(ASSURANCE, {"prefers": "a", "this": both, "to": {}}) == (YES,) * 5
    assert cells_of(ASSURANCE, {"prefers": "a", "this": {}, "to": both}) == (NO,) * 5
    assert cells_of(ASSURANCE, {"prefers": "a", "this": {}, "to": {}}) == (NO,) * 5
    check = {"prefers": "b", "this": {"without": ["y"]}, "to": {"with": ["y"], "without": ["x"]}}
    assert cells_of(STANDOFF, check, start=["x", "y"]) == (YES,) * 5


@pytest.mark.parametrize(
    ("where", "after_each", "expected"),
    [
        ("shared < rivalry", [[]], YES),  # x only where shared > rivalry
        ("shared <= rivalry", [[]], YES),
        ("shared <= rivalry + 0.01", [[]], NO),
        ("shared < rivalry", [[], ["y"]], NO),  # y adds 0.1: shared < rivalry < shared + 0.1 exists
        ("shared + 0.1 <= rivalry", [[], ["y"]], YES),
        ("shared + 0.09 <= rivalry", [[], ["y"]], NO),
        ("shared > 2", [[], ["y"]], UNDEFINED),  # nothing is left
        ("rivalry < 0.05 and shared > 0.95 and x", [[]], UNDEFINED),  # judged at the start, where x is off
    ],
)
def test_everywhere(where: str, after_each: list[list[str]], expected: bool | None) -> None:
    check = {"everywhere": "not x", "where": where, "vary": ["rivalry", "shared"], "after_each": after_each}
    assert cells_of(INTERESTS, check) == (expected,) * 5


def test_everywhere_keeps_to_ranges_and_passes_over_what_has_no_outcome() -> None:
    check = {"everywhere": "false", "where": "narrow > 0.2", "vary": ["narrow"]}
    assert cells_of(INTERESTS, check) == (UNDEFINED,) * 5
    assert cells_of(INTERESTS, {**check, "where": "narrow >= 0.2"}) == (NO,) * 5
    check = {"everywhere": "not y", "vary": ["d"]}
    pennies = PENNIES + "\ndrivers: {d: {now: 0}}"
    assert cells_of(pennies, check) == (UNDEFINED, YES, UNDEFINED, YES, UNDEFINED)


def test_responsibility_checks() -> None:
    # Only b's change of mind brings y, and nothing of a's ever does: degrees 0 and 1.
    assert cells_of(STANDOFF, {"more_responsible": "b", "than": "a"}) == (YES,) * 5
    assert cells_of(STANDOFF, {"more_responsible": "a", "than": "b"}) == (NO,) * 5
    assert cells_of(STANDOFF, {"single_changes_only_by": "b"}) == (YES,) * 5
    assert cells_of(STANDOFF, {"single_changes_only_by": "a"}) == (NO,) * 5
    # Half each, and no single change.
    assert cells_of(OBSTACLES, {"more_responsible": "a", "than": "b"}) == (NO,) * 5
    assert cells_of(OBSTACLES, {"single_changes_only_by": "a"}) == (NO,) * 5


def test_own_views() -> None:
    # To a, b looks harmless: under SEQ nothing deters a. b sees the author's model.
    assert cells_of(DILEMMA, {"stable_in_own_views": {"a": "harmless"}}) == (NO, YES, YES, NO, NO)
    assert cells_of(DILEMMA, {"stable_in_own_views": {}}) == (NO, YES, YES, YES, YES)
    # b, seeing itself without wants, is content everywhere; a sees the author's.
    assert cells_of(DILEMMA, {"stable_in_own_views": {"b": "harmless"}}) == (NO, YES, YES, YES, YES)


# --- exact cells ---


def test_cells_of_a_square() -> None:
    half, one = Fraction(1, 2), Fraction(1)
    box = ((Fraction(0), one), (Fraction(0), one))
    crossing = [((one, -one), Fraction(0)), ((one, one), -one)]  # x - y and x + y - 1 cross at (1/2, 1/2)
    points = cells(crossing, box)
    assert len(points) == 9
    assert (half, half) in points
    assert len(cells([((one, Fraction(0)), -one)], box)) == 2  # x - 1 is below 0, or 0 on the boundary
    assert len(cells([((one, Fraction(0)), Fraction(-2))], box)) == 1
    assert len(cells([], box)) == 1


def test_no_point_of_a_grid_lies_outside_the_cells_found() -> None:
    rng = random.Random(5)
    for _ in range(30):
        size = rng.choice((1, 2, 3))
        box = ((Fraction(0), Fraction(1)),) * size
        forms = []
        for _ in range(rng.randrange(1, 5)):
            coefficients = tuple(Fraction(rng.randrange(-2, 3)) for _ in range(size))
            forms.append((coefficients, Fraction(rng.randrange(-10, 11), 10)))

        def signs(point: tuple[Fraction, ...], forms: Any = tuple(forms)) -> tuple[int, ...]:
            values = [sum((c * x for c, x in zip(cs, point, strict=True)), k) for cs, k in forms]
            return tuple((value > 0) - (value < 0) for value in values)

        found = [signs(point) for point in cells(forms, box)]
        assert len(found) == len(set(found))
        axis = [Fraction(k, 10) for k in range(11)]
        for point in itertools.product(axis, repeat=size):
            assert signs(point) in found


def test_forms_depend_on_options_and_on_comparisons_inside() -> None:
    game = game_of(INTERESTS)
    vary = ["shared", "rivalry"]
    one, tenth = Fraction(1), Fraction(1, 10)
    forms = comparisons(game, "shared + 0.1*y > rivalry", vary)
    assert forms == {((one, -one), Fraction(0)), ((one, -one), tenth)}
    forms = comparisons(game, "(shared > 0.5)*rivalry > 0.3", vary)
    assert forms == {((one, Fraction(0)), -Fraction(1, 2)), ((Fraction(0), one), -Fraction(3, 10))}
    assert comparisons(game, "narrow > 0.5", vary) == set()


# --- edits and responsibility ---


@pytest.mark.parametrize(
    ("edits", "order"),
    [
        ({"w1": "swap"}, ["w2", "w1", "w3", "w4"]),
        ({"w2": "drop", "w1": "swap"}, ["w3", "w1", "w4"]),  # with the next one still present
        ({"w1": "swap", "w2": "swap"}, ["w3", "w1", "w2", "w4"]),  # first w2 below w3, then w1 below w3
        ({"w1": "swap", "w2": "swap", "w3": "swap"}, ["w4", "w1", "w2", "w3"]),
        ({"w1": "swap", "w2": "could_be"}, ["w2", "w1", "w3", "w4"]),  # the lower may carry its own edit
        ({"w4": "drop", "w3": "swap"}, ["w1", "w2", "w3"]),  # none below it now
        ({"w4": "swap"}, ["w1", "w2", "w3", "w4"]),
    ],
)
def test_order_of_application(edits: dict[str, str], order: list[str]) -> None:
    assert wants_of(edited(game_of(LINE), edits)) == order


def test_could_be_and_negate() -> None:
    game = game_of(LINE)
    changed = edited(game, {"w1": "could_be", "w3": "negate"})
    first, _, third, _ = changed.wants["a"]
    assert (first.want, first.while_, first.otherwise) == ("not x", None, None)
    assert met(changed, third) == (False, True, False, True)
    kinds = [kind for want, kind in edits_of(game, negate=True) if want == "w4"]
    assert kinds == ["drop", "negate"]
    assert ("w2", "could_be") in edits_of(game)
    assert ("w3", "could_be") not in edits_of(game)


def test_minimal_changes_and_degrees() -> None:
    game = game_of(STANDOFF)
    assert minimal_changes(game, "x and y", "nash") == [frozenset({("b1", "could_be")})]
    assert degrees(game, "x and y", "nash") == {"a": 0, "b": 1}
    game = game_of(OBSTACLES)
    assert minimal_changes(game, "x and y", "nash", bound=1) == []
    assert minimal_changes(game, "x and y", "nash") == [frozenset({("a1", "could_be"), ("b1", "could_be")})]
    assert degrees(game, "x and y", "nash") == {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    assert degrees(game, "x and y", "nash", bound=1) == {"a": 0, "b": 0}


def test_a_target_that_holds_is_ended() -> None:
    game = game_of(OBSTACLES, reading={"Q1": "yes", "Q2": "yes"})
    # now a1 is x, b1 is y; could_be changes nothing; dropping one leaves that actor where it is
    assert target_holds(game, "x and y", "nash")
    assert minimal_changes(game, "x and y", "nash") == [frozenset({("a1", "drop")}), frozenset({("b1", "drop")})]
    assert single_change_owners(game, "x and y", "nash") == set()


def test_a_change_under_another_concept() -> None:
    # In the dilemma nobody leaves 0 but under Nash: there the target of staying there does not hold.
    game = game_of(DILEMMA)
    assert [target_holds(game, "not x and not y", concept) for concept in CONCEPTS] == [
        NO,
        YES,
        YES,
        YES,
        YES,
    ]
    # Under Nash the road from 0 ends in 3. Dropping a2 (x), a stays, but b goes to 2: it takes both drops.
    # Swapping or dropping a1 does not keep a from x.
    assert frozenset({("a2", "drop"), ("b2", "drop")}) in minimal_changes(game, "not x and not y", "nash", bound=2)
    assert minimal_changes(game, "not x and not y", "nash", bound=1) == []


# --- verdicts ---


def test_follows_rests_on_and_restated() -> None:
    claim = judged(STANDOFF, {"stable": "start"})
    assert claim.verdict == "follows"
    # Only b's change of mind makes somebody move, and no opponent can punish it, for only b switches y.
    assert claim.rests_on == (Reliance("b1", "could_be", CONCEPTS),)
    assert claim.restated == ()
    assert claim.by_inaction  # it holds with no want at all
    assert claim.kind == "holds_by_inaction"  # b1 turned round, b moves
    assert (claim.turns_on, claim.unsupported, claim.probe) == ((), False, False)


def test_restated() -> None:
    # Without wants everything stays at 2; b1 alone leads back to 0, the a's alone do not touch y.
    claim = judged(STANDOFF, {"every_outcome": "not y", "after": ["y"]}, probe=True)
    assert (claim.kind, claim.restated) == ("restates", ("b1",))
    assert not claim.by_inaction
    assert claim.probe


def test_contradicted_with_and_without_a_motive() -> None:
    claim = judged(STANDOFF, {"some_outcome": "y"})
    assert (claim.verdict, claim.unsupported, claim.kind) == (
        "contradicted",
        False,
        "contradicted",
    )  # b could change its mind
    claim = judged(STANDOFF, {"some_outcome": "x and not y"})
    assert (claim.verdict, claim.unsupported) == (
        "contradicted",
        True,
    )  # a never comes alone, whatever one edits
    assert claim.rests_on == ()


def test_vacuous_and_undefined() -> None:
    nothing = judged(PENNIES, {"every_outcome": "x"}, concepts=("nash", "smr"))
    assert (nothing.verdict, nothing.kind) == ("vacuous", "vacuous")
    claim = judged(PENNIES, {"every_outcome": "not y"})
    assert (claim.verdict, claim.values) == ("follows", ((UNDEFINED, YES, UNDEFINED, YES, UNDEFINED),))
    # Dropping a1, b goes from 0 to 2 under Nash and stays: from undefined to false counts.
    relied = {(edit.want, edit.edit): edit.concepts for edit in claim.rests_on}
    assert "nash" in relied["a1", "drop"]
    assert not claim.unsupported


def test_not_determined_turns_on_readings() -> None:
    claim = judged(OBSTACLES, {"some_outcome": "x and y"})
    assert (claim.verdict, claim.values) == ("not determined", ((NO,) * 5, (NO,) * 5, (NO,) * 5, (YES,) * 5))
    assert claim.turns_on == (
        Turn((("Q1", "no"),), False),
        Turn((("Q2", "no"),), False),
        Turn((("Q1", "yes"), ("Q2", "yes")), True),
    )


def test_not_determined_turns_on_concepts() -> None:
    claim = judged(DILEMMA, {"stable": "start"})
    assert claim.verdict == "not determined"
    assert claim.turns_on == tuple(Turn((("concept", c),), c != "nash") for c in CONCEPTS)


def test_claims_about_edits_are_never_restated() -> None:
    assert judged(STANDOFF, {"more_responsible": "b", "than": "a"}).restated == ()
    assert judged(STANDOFF, {"single_changes_only_by": "b"}).restated == ()


def test_a_claim_has_its_own_scenario_view_and_overlay() -> None:
    text = OBSTACLES + "\nscenarios: {s: {rewrite: {a1: {want: x}}}}\nviews: {v: {holder: a, drop: [a1]}}"
    base = {"Q1": "no", "Q2": "no"}
    with_ = {"rewrite": {"b1": {"want": "y"}}}
    assert base == readings_of(document_of(text))[0]
    assert cells_of(text, {"some_outcome": "x"}, claim={"in": "s"}) == (YES,) * 5
    assert cells_of(text, {"some_outcome": "x"}, claim={"in": "s", "under": "v"}) == (NO,) * 5
    assert cells_of(text, {"some_outcome": "x and y"}, claim={"in": "s", "with": with_}) == (YES,) * 5


def test_facts_keep_readings() -> None:
    document = document_of(OBSTACLES, scenarios={"s": {"rewrite": {"a1": {"want": "x"}}}})
    document["facts"] = {"in": "s", "outcome": "x and not y"}
    # Readings: no/no, no/yes, yes/no, yes/yes.
    assert happened(setting_of(document), None).surviving == {(r, c) for r in (0, 2) for c in range(5)}


# --- random documents: theorems and self-consistency ---


@in_one_test("seed", range(25))
def test_random_games_obey_the_theorems(seed: int) -> None:
    document = random_assessment(random.Random(seed), claims=1)
    asked = setting_of(document)
    form = asked.form
    for reading in asked.readings:
        game = asked.game(reading)
        found = world_of(game)
        holds = {
            (concept, actor, state): stable(found, concept, actor, state)
            for concept in CONCEPTS
            for actor in form.actors
            for state in form.states
        }
        for actor, state in itertools.product(form.actors, form.states):
            nash, gmr, smr, seq, symseq = (holds[concept, actor, state] for concept in CONCEPTS)
            assert nash <= symseq <= min(seq, smr)
            assert max(seq, smr) <= gmr
            for concept in CONCEPTS:
                assert bool(steps(found, concept, actor, state)) != holds[concept, actor, state]
        for concept in CONCEPTS:
            assert set(outcomes(found, concept, game.start)) <= set(reached(found, concept, game.start))


@in_one_test("seed", range(25))
def test_random_minimal_changes_are_minimal_and_complete(seed: int) -> None:
    document = random_assessment(random.Random(1000 + seed), claims=1)
    asked = setting_of(document)
    game = asked.game(asked.readings[0])
    target = str(document["target"])
    before = target_holds(game, target, "nash")
    edits = edits_of(game)
    flips = {
        frozenset(chosen)
        for size in (1, 2)
        for chosen in itertools.combinations(edits, size)
        if len(dict(chosen)) == size and target_holds(edited(game, dict(chosen)), target, "nash") != before
    }
    minimal = {change for change in flips if not any(other < change for other in flips)}
    assert set(minimal_changes(game, target, "nash", bound=2)) == minimal


@pytest.mark.level("all")
def test_random_documents_survive_the_way_through_a_file() -> None:
    for seed in range(5):
        document = random_assessment(random.Random(seed))
        assert judge_claims(loads_document(as_yaml(document))) == judge_claims(document)


def test_random_documents_meet_every_kind_of_check() -> None:
    met = set()
    for seed in range(40):
        for claim in random_assessment(random.Random(seed), claims=10)["claims"].values():
            met |= set(claim["check"])
    assert met >= set(CHECKS)


def test_points_of_a_game_use_its_wants() -> None:
    # d >= 0.6 cuts [0, 1] into three cells.
    assert len(points_of(game_of(THRESHOLD), [], ["d"])) == 3


# --- Korea, August 2021 ---


@pytest.fixture(scope="module")
def korea(shared: Path) -> dict[str, Any]:
    path = shared / "seed" / "korea-2021.yaml"
    if not path.exists():
        pytest.skip(f"{path} is absent: the Korean case cannot be judged")
    return load_document(path)


@pytest.fixture(scope="module")
def verdicts(korea: dict[str, Any]) -> dict[str, JudgedClaim]:
    """Of all claims, or of those that the texts state, but for the two that go everywhere, and of C01, which follows."""
    claims = {name: claim for name, claim in korea["claims"].items() if FULL or name in STATED}
    assert len(claims) == len(korea["claims"] if FULL else STATED)
    return judge_claims({**korea, "claims": claims})


def test_korean_readings(korea: dict[str, Any]) -> None:
    assert len(readings_of(korea)) == 32
    # Without a test dprk has 3 combinations and china 8, with one 2 and 16; us has 3, rok 2.
    assert len(Form(korea).states) == (3 * 8 + 2 * 16) * 3 * 2


@pytest.mark.level("all")
def test_korean_facts_keep_eight_readings(korea: dict[str, Any]) -> None:
    every = enumerate(readings_of(korea))
    expected = [r for r, reading in every if reading["O4"] == "too_little" and reading["O5"] == "tests"]
    assert len(expected) == 8
    assert happened(setting_of(korea), None).surviving == {(r, c) for r in expected for c in range(5)}


@pytest.mark.level("judge")
def test_korean_washington_alone_can_break_the_deadlock(korea: dict[str, Any]) -> None:
    asked = setting_of(korea)
    game = asked.game(asked.readings[0])
    assert single_change_owners(game, "talks", "nash") == {"us"}
    seen = asked.game(asked.readings[0], view="china")
    held = degrees(seen, "talks", "nash")
    assert held["us"] > held["dprk"]


@pytest.mark.level("all")
def test_korean_the_two_explanations_exclude_each_other(verdicts: dict[str, JudgedClaim]) -> None:
    for root, obstacles in zip(verdicts["C20"].values, verdicts["C22"].values, strict=True):
        assert not any(one is other is True for one, other in zip(root, obstacles, strict=True))
    assert Turn((("O1", "refuses"),), True) in verdicts["C20"].turns_on
    assert Turn((("O1", "answers"),), False) in verdicts["C20"].turns_on
    assert Turn((("O1", "refuses"),), False) in verdicts["C22"].turns_on


@pytest.mark.level("all")
def test_korean_only_when(verdicts: dict[str, JudgedClaim]) -> None:
    if FULL:
        assert verdicts["C16"].verdict == "contradicted"  # whatever the salience
        assert verdicts["C16e"].verdict == "follows"  # the provocation counted in
    assert verdicts["C17"].turns_on == (
        Turn((("O4", "enough"),), True),
        Turn((("O4", "too_little"),), False),
    )


@pytest.mark.level("judge")
def test_korean_hope_loop(verdicts: dict[str, JudgedClaim]) -> None:
    assert verdicts["C26"].turns_on == (Turn((("O5", "tests"),), False), Turn((("O5", "waits"),), True))


@pytest.mark.level("all")
def test_korean_sanctions_after_a_test_lack_a_motive_but_of_china(verdicts: dict[str, JudgedClaim]) -> None:
    claim = verdicts["C13"]
    assert claim.verdict == "contradicted"
    everywhere = {edit.want for edit in claim.rests_on if edit.concepts == CONCEPTS}
    assert everywhere == {"c3", "c4"}


@pytest.mark.level("all")
def test_korean_rank_of_talks_never_matters(korea: dict[str, Any], verdicts: dict[str, JudgedClaim]) -> None:
    for claim in verdicts.values():
        by_rest: dict[tuple[str, ...], set[tuple[bool | None, ...]]] = {}
        for reading, row in zip(readings_of(korea), claim.values, strict=True):
            rest = tuple(answer for question, answer in reading.items() if question != "O2")
            by_rest.setdefault(rest, set()).add(row)
        assert all(len(rows) == 1 for rows in by_rest.values())


@pytest.mark.level("all")
@pytest.mark.parametrize(
    ("verdict", "claims"),
    [
        ("follows", "C01 C01w C02 C03 C05 C07 C08 C09 C10 C12 C15 C16e C18 C21a C21b C24"),
        ("contradicted", "C11 C12s C13 C15s C16 C23"),
        ("not determined", "C04 C06 C11a C17 C20 C22 C25 C26"),
    ],
)
def test_korean_verdicts(verdicts: dict[str, JudgedClaim], verdict: str, claims: str) -> None:
    """Stated by the texts: C12s, C13, C16, C16e, C17, C20, C22, C26. The others pin what the judge found."""
    names = [name for name in claims.split() if FULL or name in STATED]
    assert names
    assert {name: verdicts[name].verdict for name in names} == dict.fromkeys(names, verdict)
