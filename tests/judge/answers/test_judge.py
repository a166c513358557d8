"""The judge of answers, observations and inducements against answers worked out on paper.

A state is a tuple of levels, options in file order: with big.press and small.give, (1, 0) is pressed and not yet given.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from tests.judge.answers.checks import Setting, case_of, concepts_of, values_of
from tests.judge.answers.claims import NO_READING
from tests.judge.answers.form import Form, State
from tests.judge.answers.games import readings_of
from tests.judge.answers.judged import Judged, judge
from tests.judge.answers.roads import CONCEPTS, steps, world_of
from tests.judge.answers.tables import Turn
from tests.judge.assessment_files import Infeasible, Invalid, loads_document

NO, YES = False, True
EACH = len(CONCEPTS)

# big ranks (1, 0) < (0, 0) < (1, 1) < (0, 1); small ranks (1, 0) < (0, 1) = (1, 1) < (0, 0).
COERCION = """
target: give
actors:
  big: {options: {press: {}}, wants: [{id: b1, want: give}, {id: b2, want: not press}]}
  small: {options: {give: {}}, wants: [{id: s1, want: press implies give}, {id: s2, want: not give}]}
"""

# x is what a wants only in the second reading; b watches.
OPEN = """
concepts: [nash, gmr]
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: not x}]}
  b: {options: {y: {}}}
open:
  O1:
    asks: What does a want
    readings: {rest: {weight: 3}, act: {rewrite: {a1: {want: x}}}}
  O2: {asks: Does it matter, readings: {no: {}, yes: {weight: 0.25}}}
key_questions:
  K1: {asks: Does a act, answer_yes: {check: {every_outcome: x}}, answer_no: {check: {no_outcome: x}}}
"""

# Whoever acts first keeps the other from acting: Nash roads end in (1, 0) and in (0, 1).
CHICKEN = """
concepts: [nash]
actors:
  a: {options: {x: {}}, wants: [not (x and y), x]}
  b: {options: {y: {}}, wants: [not (x and y), y]}
"""

# a wants equality, b difference: under Nash it goes round and round.
PENNIES = """
concepts: [nash]
actors:
  a: {options: {x: {}}, wants: [x iff y]}
  b: {options: {y: {}}, wants: [not (x iff y)]}
"""

# strike goes on only where arm was on before.
ARMS = """
actors:
  a: {options: {x: {}}, wants: [not strike, x]}
  b: {options: {arm: {}, strike: {needs: arm}}}
"""

DEGREES = """
actors:
  a: {options: {strike: {levels: [none, some, heavy]}, y: {}}, wants: [strike]}
  b: {options: {z: {}}}
"""


def judged(text: str, more: str = "", **options: Any) -> Judged:
    return judge(text + more, **options)


def cells(text: str, check: Mapping[str, Any], **asked: Any) -> tuple[bool | None, ...]:
    """The cells of one check in the base reading."""
    document = loads_document(text)
    concepts = concepts_of(document)
    setting = Setting(document, Form(document), concepts, concepts[0])
    return values_of(setting, check, case_of(setting, check, readings_of(document)[0], **asked))


def pays(found: Judged, option: str, concept: str, level: int = 1) -> str:
    acts = found.roads["", 0, concept].acts
    return next(act.pays for act in acts if act.option == option and act.level == level)


def steps_of(text: str, actor: str, state: State) -> list[State]:
    document = loads_document(text)
    form = Form(document)
    return steps(world_of(Setting(document, form, CONCEPTS, "nash").game({})), "nash", actor, state)


# --- inducement (§4) ---


def test_coercion_pays_only_if_its_maker_binds_itself() -> None:
    """Pressed, small gives: (1, 1), better for big than (0, 0). But from there big lets go and small takes it back."""
    found = judged(COERCION)
    for concept in CONCEPTS:
        roads = found.roads["", 0, concept]
        (told,) = roads.inducements
        assert (told.inducement.actor, told.inducement.to, told.inducement.answers) == ("big", (1, 0), ((1, 1),))
        assert told.lean
        assert not told.inducement.credible
        assert pays(found, "big.press", concept) == "by its answer if bound"
        assert pays(found, "small.give", concept) == "never"
        assert (roads.target, roads.led_by) == ("nobody goes there", ("big",))
    # Under Nash big steps back at once, or lets go after (1, 1), and then small takes back: all ends in (0, 0). Under
    # the others (1, 1) holds, since small's taking back deters big from letting go; (0, 0) is an end all the same.
    outcomes = {c: found.roads["", 0, c].inducements[0].inducement.outcomes for c in CONCEPTS}
    assert outcomes == {"nash": ((0, 0),), **dict.fromkeys(CONCEPTS[1:], ((0, 0), (1, 1)))}


def test_a_one_way_act_binds_by_itself() -> None:
    found = judged(COERCION.replace("press: {}", "press: {one_way: forward}"))
    for concept in CONCEPTS:
        (told,) = found.roads["", 0, concept].inducements
        assert (told.inducement.credible, told.inducement.outcomes) == (True, ((1, 1),))
        assert pays(found, "big.press", concept) == "by its answer"


@pytest.mark.parametrize(
    ("check", "reversible", "one_way"),
    [
        ({"to": "give"}, YES, YES),
        ({"to": "give", "credible": True}, NO, YES),
        ({"to": "give", "by": "big.press"}, YES, YES),
        ({"to": "not press"}, NO, NO),
    ],
)
def test_induces(check: Mapping[str, Any], reversible: bool, one_way: bool) -> None:
    check = {"induces": "big", **check}
    assert cells(COERCION, check) == (reversible,) * EACH
    assert cells(COERCION.replace("press: {}", "press: {one_way: true}"), check) == (one_way,) * EACH
    assert cells(COERCION, {**check, "induces": "small"}) == (NO,) * EACH


def test_an_inducement_is_lean() -> None:
    """Waving along is part of an inducement, but of none that is lean."""
    text = COERCION.replace("press: {}", "press: {}, wave: {}")
    told = judged(text).roads["", 0, "nash"].inducements
    assert {(one.inducement.to, one.lean) for one in told} == {((1, 0, 0), True), ((1, 1, 0), False)}
    assert cells(text, {"induces": "big", "to": "wave"}) == (YES,) * EACH
    assert cells(text, {"induces": "big", "to": "give", "by": "wave"}) == (NO,) * EACH


def test_what_comes_anyway_is_not_induced() -> None:
    """small gives of its own: pressing works and does not matter."""
    text = COERCION.replace("want: not give", "want: give")
    found = judged(text)
    assert found.roads["", 0, "nash"].inducements == ()
    assert found.roads["", 0, "nash"].outcomes == ((0, 1),)
    assert pays(found, "big.press", "nash") == "never"
    assert pays(found, "small.give", "nash") == "at once"


def test_what_binding_alone_does_is_not_induced() -> None:
    """big's own q spoils what small would give; p has nothing to do with it.

    big: not z, then give, then q; small: z iff q, then give iff not q. Roads from the start: q, then z; or give, q,
    then z and taken back: all end in q and z, worse for big than the start. With big bound small gives, at the start
    as well as after p.
    """
    text = """
    actors:
      big: {options: {p: {}, q: {}}, wants: [not z, give, q]}
      small: {options: {give: {}, z: {}}, wants: [z iff q, give iff not q]}
    """
    roads = judged(text).roads["", 0, "nash"]
    assert roads.outcomes == ((0, 1, 0, 1),)
    assert roads.inducements == ()
    assert cells(text, {"induces": "big", "to": "give"})[0] is NO


def test_an_improvement_that_is_deterred_is_told_as_such() -> None:
    """The dilemma at (0, 0): acting pays at once under Nash; under the others the other's acting deters it."""
    text = "{actors: {a: {options: {x: {}}, wants: [not y, x]}, b: {options: {y: {}}, wants: [not x, y]}}}"
    found = judged(text)
    assert [pays(found, "a.x", concept) for concept in CONCEPTS] == ["at once", *["deterred"] * 4]


# --- key questions (§1) ---


def test_either_way() -> None:
    found = judged(CHICKEN, "target: x\n")
    answer = found.questions["default"].answers[""]
    assert found.roads["", 0, "nash"].outcomes == ((0, 1), (1, 0))
    assert (answer.cells, answer.answer, answer.turns_on) == ((("either way",),), "it depends", ())
    assert answer.shares == {"nash": 0}
    assert found.roads["", 0, "nash"].target == "may end there"


def test_unsettled_where_nothing_ends() -> None:
    answer = judged(PENNIES, "target: x\n").questions["default"].answers[""]
    assert (answer.cells, answer.answer) == ((("unsettled",),), "it does not settle")
    assert answer.shares == {"nash": 0}


@pytest.mark.parametrize(
    ("more", "cell", "answer"),
    [
        (", where: d > 2, vary: [d]", "undefined", "nothing to say"),
        (", where: d > 0.2, vary: [d]", "unsettled", "it does not settle"),
        (", where: d > 0.6", "undefined", "nothing to say"),
        ("", "unsettled", "it does not settle"),
    ],
)
def test_nothing_to_say_where_no_combination_fits(more: str, cell: str, answer: str) -> None:
    check = f"{{everywhere: x{more}}}"
    asked = f"drivers: {{d: {{now: 0.5}}}}\nkey_questions: {{K1: {{asks: q, answer_yes: {{check: {check}}}}}}}\n"
    found = judged(PENNIES, asked).questions["K1"].answers[""]
    assert (found.cells, found.answer) == (((cell,),), answer)


def test_without_a_target_it_is_asked_whether_the_start_holds() -> None:
    question = judged(CHICKEN).questions["default"]
    assert (question.asks, question.answers[""].answer) == ("Does the status quo hold?", "no")


def test_what_an_answer_turns_on_and_its_share() -> None:
    """Readings: rest/no, rest/yes, act/no, act/yes; weights 3/4 and 1/4, by 4/5 and 1/5."""
    found = judged(OPEN)
    answer = found.questions["K1"].answers[""]
    assert found.weights == (Fraction(12, 20), Fraction(3, 20), Fraction(4, 20), Fraction(1, 20))
    assert answer.cells == (("no", "no"), ("no", "no"), ("yes", "yes"), ("yes", "yes"))
    assert (answer.answer, answer.base) == ("it depends", "no")
    assert set(answer.turns_on) == {
        Turn((("O1", "rest"),), "no"),
        Turn((("O1", "act"),), "yes"),
    }
    assert answer.shares == {"nash": Fraction(1, 4), "gmr": Fraction(1, 4)}
    assert [(one.want, one.edit) for one in answer.rests_on] == []  # without a1 a rests as well


def test_weights_that_are_all_nought() -> None:
    with pytest.raises(Invalid, match="O1"):
        judged(OPEN.replace("{weight: 3}, act: {", "{weight: 0}, act: {weight: 0, "))


def test_a_share_of_readings_that_weigh_nothing_is_none() -> None:
    text = OPEN.replace("{weight: 3}", "{weight: 0}")
    found = judged(text, "observations: {B1: {date: 2022-01-01, ended: not x}}\n")
    answer = found.questions["K1"].answers[""]
    assert answer.shares == {"nash": 1, "gmr": 1}
    assert (answer.since, answer.shares_since) == ("no", {"nash": None, "gmr": None})


def test_yes_and_no_at_once_is_an_error() -> None:
    question = "key_questions: {K1: {asks: A, answer_yes: {check: {passes: x}}, answer_no: {check: {passes: y}}}}\n"
    with pytest.raises(Invalid, match="K1: yes and no"):
        judged(CHICKEN, question)


SCENARIOS = """
never: {r1: {never: x and y}}
scenarios:
  calm: {rewrite: {a1: {want: x}}}
  torn: {happens: [x, y]}
claims:
  C1: {in: calm, check: {some_outcome: x}}
"""


def test_scenarios_are_answered_beside_the_base() -> None:
    question = judged(OPEN, SCENARIOS).questions["K1"]
    assert {name: answer.answer for name, answer in question.answers.items()} == {"": "it depends", "calm": "yes"}
    assert question.infeasible == ("torn",)


def test_an_infeasible_scenario_named_in_across_is_an_error() -> None:
    asked = OPEN.replace("asks: Does a act", "asks: Does a act, across: [torn]")
    with pytest.raises(Invalid, match="torn"):
        judged(asked, SCENARIOS)
    found = judged(OPEN.replace("asks: Does a act", "asks: Does a act, across: []"), SCENARIOS)
    assert list(found.questions["K1"].answers) == [""]


def test_a_claim_with_a_scenario_of_its_own_is_answered_there_only() -> None:
    text = OPEN.split("key_questions")[0] + "key_questions: {K1: {asks: A, answer_yes: {claim: C1}}}\n"
    answers = judged(text, SCENARIOS).questions["K1"].answers
    assert {name: answer.answer for name, answer in answers.items()} == {"calm": "yes"}
    with pytest.raises(Invalid, match="there only"):
        judged(text.replace("asks: A", "asks: A, across: [calm]"), SCENARIOS)


# --- concepts and words of reach (§2) ---


def test_the_lead_concept_decides_the_target() -> None:
    """The dilemma: (0, 0) is left under Nash for (1, 1), and holds under GMR."""
    text = """
    target: not x and not y
    actors:
      a: {options: {x: {}}, wants: [{id: a1, want: not y}, {id: a2, want: x}]}
      b: {options: {y: {}}, wants: [{id: b1, want: not x}, {id: b2, want: y}]}
    claims: {C1: {check: {single_changes_only_by: a}}}
    """
    nash, gmr = judged(text), judged(text, "concepts: {gmr: they look ahead, nash: a check}\n    ")
    assert (nash.lead, nash.concepts, gmr.lead, gmr.concepts) == ("nash", CONCEPTS, "gmr", ("gmr", "nash"))
    assert nash.target is not None
    assert gmr.target is not None
    assert (nash.target.holds, gmr.target.holds) == (NO, YES)
    # One edit does not bring both to rest under Nash; dropping a2 and b2 does. Dropping b1 leaves b as it is.
    assert frozenset({("a2", "drop"), ("b2", "drop")}) in nash.target.changes
    assert nash.target.degrees == {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    assert nash.roads["", 0, "nash"].target == "passes there"
    assert nash.roads["", 0, "gmr"].target == "ends there"


def test_words_of_reach() -> None:
    """a acts, then b answers, and there it ends: (0, 0), (1, 0), (1, 1)."""
    text = "{actors: {a: {options: {x: {}}, wants: [x]}, b: {options: {y: {}}, wants: [y iff x]}}, concepts: [nash]"
    for target, word in (
        ("x and y", "ends there"),
        ("x and not y", "passes there"),
        ("y and not x", "nobody goes there"),
    ):
        assert judged(text, f", target: {target}}}").roads["", 0, "nash"].target == word


# --- observations (§3) ---


def test_what_happened_refutes_the_base_reading() -> None:
    found = judged(OPEN, "facts: {outcome: x}\n")
    assert found.happened.surviving == {(2, 0), (2, 1), (3, 0), (3, 1)}
    assert (found.happened.base_out, found.happened.readings_out, found.happened.concepts_out) == (YES, (0, 1), ())
    answer = found.questions["K1"].answers[""]
    assert (answer.answer, answer.since) == ("it depends", "yes")
    assert answer.shares_since == {"nash": 1, "gmr": 1}
    assert judged(OPEN, "facts: {outcome: x}\n", as_of="2030-01-01").happened.surviving == {
        (r, c) for r in range(4) for c in range(2)
    }


def test_observations_that_refuse_only_together_are_named() -> None:
    more = """
observations:
  B1: {date: 2022-01-01, ended: x}
  B2: {date: 2022-02-01, known: 2022-03-01, saw: not x or y}
  B3: {date: 2022-02-01, ended: not x}
claims: {C1: {check: {some_outcome: x}}}
"""
    found = judged(OPEN, more)
    # The start satisfies B2 everywhere.
    assert found.happened.refuted["B2"] == frozenset()
    assert found.happened.refusing == (frozenset({"B1", "B3"}),)
    assert found.questions["K1"].answers[""].since == found.claims["C1"].since == NO_READING
    assert found.happened.concepts_out == ("nash", "gmr")
    early = judged(OPEN, more, as_of="2022-02-01").happened
    assert early.used == ("B1", "B3")
    assert judged(OPEN, more, as_of="2022-01-31").claims["C1"].since == "follows"


def test_without_an_outcome_the_states_reached_are_judged() -> None:
    more = "observations: {B1: {date: 2022-01-01, ended: x and y}, B2: {date: 2022-01-02, ended: x and not x}}\n"
    refuted = judged(PENNIES, more).happened.refuted
    assert refuted == {"B1": frozenset(), "B2": frozenset({(0, 0)})}


# --- needs and levels (§5) ---


def test_sanctions_may_take_several_own_moves() -> None:
    """a's x is deterred where b may arm and then strike, out of spite; b has no improvement."""
    assert cells(ARMS, {"content": "a"}) == (NO, YES, YES, NO, NO)
    assert Form(loads_document(ARMS)).moves["b"][0, 0, 0] == [(0, 1, 0)]
    # The focal actor moves once: for b, to strike is two moves away.
    striking = ARMS.replace("needs: arm}}", "needs: arm}}, wants: [strike]")
    assert cells(striking, {"content": "b"}) == (YES,) * EACH
    assert cells(striking, {"foresight": "strike"}) == (YES,) * EACH
    assert cells(striking.replace("needs: arm", ""), {"content": "b"}) == (NO,) * EACH


def test_after_happens_and_lever_ignore_needs() -> None:
    assert cells(ARMS, {"passes": "strike and not arm", "after": ["strike"]}) == (YES,) * EACH
    assert cells(ARMS, {"stable": "start"}, with_={"happens": ["strike", "x"]}) == (YES,) * EACH
    # With strike on, a's best reply still is x; a lever does not work where x comes anyway.
    assert cells(ARMS, {"lever": "strike", "moves": "a", "gains": "x"}) == (NO,) * EACH
    assert cells(ARMS, {"lever": "strike", "moves": "a", "never_gains": "not x"}) == (YES,) * EACH


def test_two_options_that_need_each_other_never_go_on() -> None:
    text = "{actors: {a: {options: {x: {needs: y}, y: {needs: x}}, wants: [x and y]}, b: {options: {z: {}}}}}"
    form = Form(loads_document(text))
    assert form.moves["a"][0, 0, 0] == []
    assert form.moves["a"][1, 1, 0] == [(0, 0, 0), (0, 1, 0), (1, 0, 0)]


def test_needs_without_drivers_and_in_small_games_only() -> None:
    options = ", ".join(f"o{k}: {{}}" for k in range(14))
    with pytest.raises(Invalid, match="32768"):
        judged(f"{{actors: {{a: {{options: {{x: {{needs: o1}}, {options}}}}}}}}}")
    with pytest.raises(Invalid, match="driver d"):
        judged("{actors: {a: {options: {x: {needs: d > 0.5}}}}, drivers: {d: {now: 0.1}}}")


@pytest.mark.parametrize(
    ("formula", "truths"),
    [
        ("strike", (NO, YES, YES)),
        ("strike >= some", (NO, YES, YES)),
        ("a.strike = heavy", (NO, NO, YES)),
        ("strike < heavy", (YES, YES, NO)),
        ("strike != none", (NO, YES, YES)),
        ("not strike > some and true", (YES, YES, NO)),
        ("0.5*strike >= 0.5", (NO, YES, YES)),
    ],
)
def test_formulas_over_degrees(formula: str, truths: tuple[bool, ...]) -> None:
    document = loads_document(DEGREES)
    game = Setting(document, Form(document), CONCEPTS, "nash").game({})
    assert tuple(game.holds(formula, (level, 0, 0)) for level in range(3)) == truths


def test_moves_and_lean_steps_over_degrees() -> None:
    assert Form(loads_document(DEGREES)).moves["a"][1, 0, 0] == [
        (0, 0, 0), (0, 1, 0), (1, 1, 0), (2, 0, 0), (2, 1, 0),
    ]  # fmt: skip
    forward = DEGREES.replace("heavy]", "heavy], one_way: forward")
    assert Form(loads_document(forward)).moves["a"][1, 1, 0] == [(1, 0, 0), (2, 0, 0), (2, 1, 0)]
    # heavy is as good as some and passes one threshold more.
    assert steps_of(DEGREES, "a", (0, 0, 0)) == [(1, 0, 0)]
    # Wanted most, it is a step as well. From heavy down to none is no longer way than it is good.
    wanted = DEGREES.replace("wants: [strike]", "wants: [strike, strike = heavy]")
    assert steps_of(wanted, "a", (0, 0, 0)) == [(1, 0, 0), (2, 0, 0)]
    assert steps_of(DEGREES.replace("[strike]", "[not strike]"), "a", (2, 0, 0)) == [(0, 0, 0)]
    assert pays(judged(DEGREES), "a.strike", "nash", 1) == "at once"
    assert pays(judged(DEGREES), "a.strike", "nash", 2) == "at once, not lean"


def test_needs_are_asked_for_every_raise() -> None:
    form = Form(loads_document(DEGREES.replace("heavy]", "heavy], needs: strike or y")))
    assert form.moves["a"][0, 0, 0] == [(0, 1, 0)]
    assert (2, 0, 0) in form.moves["a"][1, 0, 0]
    assert form.moves["a"][2, 0, 0] == [(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0), (2, 1, 0)]


@pytest.mark.parametrize(
    ("start", "switches", "level"),
    [
        ([], ["strike"], 1),
        (["strike = heavy"], ["strike"], 2),
        (["strike = heavy"], ["strike = some"], 1),
        (["strike = heavy"], ["not strike"], 0),
        (["strike = some"], ["a.strike = heavy"], 2),
        ([], ["not strike", "strike"], 1),
    ],
)
def test_setting_and_undoing(start: list[str], switches: list[str], level: int) -> None:
    form = Form(loads_document(DEGREES))
    begun = form.switch((0, 0, 0), start)
    assert form.switch(begun, switches) == (level, 0, 0)
    text = f"start: {start}\n{DEGREES}scenarios: {{s: {{happens: {switches}}}}}\n"
    assert judged(text).roads["s", 0, "nash"].start == (level, 0, 0)


def test_states_are_shown_and_counted_by_threshold() -> None:
    form = Form(loads_document(DEGREES))
    assert form.shown((2, 0, 1)) == ("a.strike = heavy", "b.z")
    assert [form.code(state) for state in ((0, 0, 0), (1, 0, 0), (2, 0, 0), (0, 1, 0), (2, 0, 1))] == [0, 1, 3, 4, 11]


def test_an_infeasible_start_names_the_rule() -> None:
    with pytest.raises(Infeasible, match="r1"):
        judged(CHICKEN, "never: {r1: {never: x and y}}\nstart: [x, y]\n")


def test_one_level_may_do_what_all_do() -> None:
    """Some pressure is enough: heavy pressure is an inducement, but not a lean one."""
    text = COERCION.replace("press: {}", "press: {levels: [none, some, heavy]}")
    told = judged(text).roads["", 0, "gmr"].inducements
    assert {(one.inducement.to, one.lean) for one in told} == {((1, 0), True), ((2, 0), False)}
    assert cells(text, {"induces": "big", "to": "press = heavy"}) == (YES,) * EACH
    assert cells(text, {"induces": "big", "to": "press = heavy", "by": "press"}) == (NO,) * EACH


# --- watch (§7) ---

WATCHED = """
concepts: [nash]
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: x, while: d >= 0.5, otherwise: not x}]}
  b: {options: {y: {}}}
drivers: {d: {now: 0.7}}
scenarios: {low: {set: {d: 0.1}}}
observations:
  B1: {date: 2022-01-20, known: 2022-01-21, sets: {d: 0.6}}
  B2: {date: 2022-03-01, sets: {d: 0.2}}
  B3: {date: 2022-03-01, sets: {d: 0.4}}
  B4: {date: 2022-02-01, sets: {d: 0.9}}
claims: {C1: {check: {every_outcome: x}}, C2: {in: low, check: {every_outcome: x}}}
key_questions: {K1: {asks: Does a act, answer_yes: {check: {every_outcome: x}}}}
"""


def test_watch() -> None:
    watched = judged(WATCHED).watched
    assert watched.values == {"d": Fraction(2, 5)}  # the latest date, the last in the file
    assert watched.answers == {("K1", ""): ("yes", "no")}  # in the scenario it is no either way
    assert watched.cells == {("K1", ""): (("no",),), ("K1", "low"): (("no",),)}
    assert watched.classes == {"C1": ("restates", "unsupported")}  # no single change of those taken seriously brings x
    assert watched.outcomes == {(0, "nash"): (((1, 0),), ((0, 0),))}
    assert watched.tripped


@pytest.mark.parametrize(
    ("as_of", "values"),
    [("2022-01-20", {}), ("2022-01-21", {"d": Fraction(3, 5)}), ("2022-02-28", {"d": Fraction(9, 10)})],
)
def test_watch_uses_what_was_known(as_of: str, values: Mapping[str, Fraction]) -> None:
    watched = judged(WATCHED, as_of=as_of).watched
    assert (watched.values, watched.tripped) == (values, False)


def test_observations_are_judged_at_the_files_own_values() -> None:
    more = WATCHED.replace("  B4:", "  B5: {date: 2022-04-01, ended: x}\n  B4:")
    assert judged(more).happened.surviving == {(0, 0)}


# --- what claims-semantics leaves in force ---


def test_robust_forms_of_words() -> None:
    """YAML 1.2: on and NO are words, also as names."""
    text = """
    actors:
      NO: {options: {on: {}}, wants: [{id: n1, want: on}]}
      b: {options: {y: {}}}
    terms: {done: {is: NO.on and not y, says: it is done}}
    target: done
    """
    assert judged(text).questions["default"].answers[""].answer == "yes"
