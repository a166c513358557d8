"""Every rule of lint: a file that it warns of, and where; and files that it does not."""

from __future__ import annotations

import pytest

from countermove.assessment import RULES, lint, load, loads
from countermove.assessment.rules import alike
from tests.conftest import in_one_test
from tests.unit.assessment.files import edited, unmarked
from tests.unit.assessment.test_lint_likelihoods import CODES as LIKELIHOOD

__all__: list[str] = []

SOUND = edited(
    ("  hope:\n", "  hope:\n    why: so\n"),
)

CHECK = "    check:\n      stable: start\n"


def warnings(*replacements: tuple[str, str]) -> tuple[list[tuple[str, int, int]], list[tuple[int, int]]]:
    text, places = unmarked(edited(*replacements, text=SOUND))
    return [(problem.code, problem.line, problem.column) for problem in lint(loads(text))], places


def test_the_small_assessment_gives_no_warning() -> None:
    assert lint(loads(SOUND)) == ()


CASES = [
    ("biconditional", "        want: not us.engage\n", "        want: «us.engage iff dprk.talk\n"),
    ("biconditional", "        want: not us.engage\n", "        want: «us.engage <-> not dprk.test\n"),
    ("biconditional", "        otherwise: us.engage", "        otherwise: «us.engage iff dprk.talk"),
    ("biconditional", "        want: gain > 0.9", "        want: «deal iff us.engage"),
    ("powerless", "        want: not us.engage\n", "        want: «reward > 0.5\n"),
    ("powerless", "        want: not us.engage\n", "        want: «us.engage or not us.engage\n"),
    ("powerless", "        want: not us.engage\n", "        want: «us.engage and us.sanction\n"),
    ("powerless", "        want: not us.engage\n", "        want: «true\n"),
    ("same-wants", "        want: us.engage implies dprk.talk\n", "        want: «not dprk.test\n"),
    ("idle-condition", "        while: reward < risk", "        while: «reward < 1.5"),
    ("idle-condition", "        while: reward < risk", "        while: «us.engage or not us.engage"),
    ("idle-condition", "        while: reward < risk", "        while: «true"),
    ("idle-driver", "  risk:\n    now", "  «extra: {now: 0.1, at: [1]}\n  risk:\n    now"),
    ("idle-option", "      talk:\n        does", "      «wait: {}\n      talk:\n        does"),
    ("unused", "  gain:", "  «idle: us.engage\n  gain:"),
    ("unused", "  hope:\n", "  «quiet:\n    at: [1]\n    happens: [dprk.talk]\n  hope:\n"),
    ("unused", "  press:\n", "  «paper: {}\n  press:\n"),
    (
        "unsourced",
        "      - id: u1\n        want: deal\n        certainty: high\n        at: [1]\n",
        "      - «id: u1\n        want: deal\n",
    ),
    (
        "unsourced",
        "  f1:\n    never: us.engage and us.sanction\n    assumed: true\n",
        "  «f1:\n    never: us.engage and us.sanction\n",
    ),
    ("unsourced", "  reward:\n    now: 0.2\n    at: [5]\n", "  «reward:\n    now: 0.2\n"),
    ("unsourced", "  crisis:\n    at: [6]\n", "  «crisis:\n"),
    ("unsourced", "  theirs:\n    holder: dprk\n    at: [7]\n", "  «theirs:\n    holder: dprk\n"),
    ("idle-actor", "never:\n", "  «rok:\n    wants: [{id: k1, want: deal, at: [1]}]\nnever:\n"),
    ("closed-question", "      other:\n        set: {reward: 0.4}\n", "      «other: {}\n"),
    ("idle-indicator", "indicators:\n", "indicators:\n  «I2: {watch: the weather}\n"),
    ("alike", "      sanction:\n", "      s\u0430nction: {}\n      «sanction:\n"),
    ("alike", "  press:\n", "  \u0440r\u0435ss: {}\n  «press:\n"),
    ("alike", "      sanction:\n", "      «g\u0430in_first: {}\n      sanction:\n"),
    ("alike", "  C3:\n", "  \u04213: {says: it lasts, check: {stable: start}}\n  «C3:\n"),
    (
        "alike",
        "      - id: d2\n",
        "      - {id: dI, want: deal}\n      - «{id: dl, want: deal}\n      - id: d2\n",
    ),
    ("hidden", "    says: it lasts", "    says: it «\u202elasts"),
    ("hidden", "    says: it lasts", '    says: «"it \\u202elasts"'),
    ("hidden", "    says: it lasts", '    says: «"it \\U000E0041lasts"'),
    ("hidden", "    says: it lasts", "    says: it lasts # or «\u2066so"),
    ("hidden", "claims:\n", "# «\u200b\nclaims:\n"),
    ("hash", "    says: it lasts", "    says: «it lasts #1"),
    ("hash", "    says: it lasts", "    says: «it lasts # really"),
    ("null", "    name: the first", "    «name:"),
    ("does", "        does: engages\n", "        does: «engagement\n"),
    ("does", "        does: engages\n", "        does: «sends aid and weapons\n"),
    ("does", "        does: engages\n", "        does: «{third: engagement of all}\n"),
]


@in_one_test(("code", "old", "new"), CASES)
def test_a_rule_warns_at_its_place(code: str, old: str, new: str) -> None:
    found, (place,) = warnings((old, new))
    assert (code, *place) in found


@pytest.mark.parametrize(
    "does",
    [
        "sends aid to them",
        "{third: sends aid and weapons, base: send aid and weapons}",
        "{third: engagement, base: engage}",
    ],
)
def test_an_act_that_can_be_told_is_fine(does: str) -> None:
    found, _ = warnings(("        does: engages\n", f"        does: {does}\n"))
    assert "does" not in {code for code, _, _ in found}


def test_an_act_that_is_a_noun_is_told_what_to_continue() -> None:
    text, _ = unmarked(edited(("        does: engages\n", "        does: nuclear test\n"), text=SOUND))
    (message,) = [item.message for item in lint(loads(text)) if item.code == "does"]
    start = "`does` should continue 'the first …', and 'nuclear test' does not: begin with a verb as after `it`"
    assert message.startswith(start)


def test_names_that_look_alike_are_told_with_what_sets_them_apart() -> None:
    text, _ = unmarked(edited(("      sanction:\n", "      s\u0430nction: {}\n      sanction:\n"), text=SOUND))
    assert [item.message for item in lint(loads(text)) if item.code == "alike"] == [
        "'s\u0430nction' mixes scripts: U+0430 (cyrillic small letter a) looks like 'a'. Is it meant?",
        "'sanction' looks like 's\u0430nction'; the second has U+0430 (cyrillic small letter a): give one of them another name.",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  press:\n", "  пресса: {}\n  press:\n"),  # one script
        ("      sanction:\n", "      Δprice: {}\n      sanction:\n"),  # mixed, but no letter looks like another
        ("      sanction:\n", "      北京talks: {}\n      sanction:\n"),
        ("    says: it lasts", "    says: \u0635\u0644\u062d \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("    says: it lasts", "    says: 👩\u200d🚀 ❤\ufe0f שלום"),
    ],
)
def test_names_and_texts_in_other_scripts_are_fine(old: str, new: str) -> None:
    found, _ = warnings((old, new))
    assert not {code for code, _, _ in found} & {"alike", "hidden"}


def test_the_same_option_of_two_actors_is_fine() -> None:
    found, _ = warnings(("      talk:\n        does", "      sanction: {}\n      talk:\n        does"))
    assert "alike" not in {code for code, _, _ in found}


def test_a_lever_of_ones_own() -> None:
    found, (place,) = warnings((CHECK, "    check: {lever: «dprk.talk, moves: dprk, gains: deal}\n"))
    assert ("lever", *place) in found


def test_a_scenario_that_changes_nothing() -> None:
    found, (place,) = warnings(("    happens: [dprk.test]\n", ""), ("  crisis:\n", "  «crisis:\n"))
    assert ("idle-scenario", *place) in found


def test_one_answer_is_no_question() -> None:
    found, (place,) = warnings(("      other:\n        set: {reward: 0.4}\n", ""), ("  O2:\n", "  «O2:\n"))
    assert ("closed-question", *place) in found


@pytest.mark.parametrize("same", ["talk and engage", "not (not talk or not engage)"])
def test_an_alternative_that_is_the_want_itself(same: str) -> None:
    found, (place,) = warnings(("        want: deal\n", f"        want: deal\n        could_be: «{same}\n"))
    assert ("could-be-same", *place) in found


def test_an_alternative_of_a_conditional_want_may_repeat_it() -> None:
    found, _ = warnings(("        could_be: us.engage", "        could_be: not us.engage"))
    assert not found


def test_what_one_way_options_have_settled_is_nobodys_to_change() -> None:
    on = ("start: [us.sanction]", "start: [us.sanction, dprk.test]")
    found, (place,) = warnings(on, ("        want: not dprk.test\n", "        want: «not dprk.test\n"))
    assert ("powerless", *place) in found


def test_a_driver_that_no_value_lets_switch_anything() -> None:
    found, (place,) = warnings(
        ("  risk:\n    now: 0.7\n    range: [0, 2]\n", "  «risk:\n    now: 3\n    range: [2, 4]\n"),
    )
    assert ("idle-driver", *place) in found


def test_drivers_that_enter_through_terms_with_options_are_used() -> None:
    found, _ = warnings(("        while: reward < risk", "        while: gain < risk"))
    assert not found


def test_a_biconditional_in_ones_own_hands_is_fine() -> None:
    found, _ = warnings(("        want: not us.engage\n", "        want: us.engage iff not us.sanction\n"))
    assert not found


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("        want: not us.engage\n", "        want: us.engage iff dprk.talk\n", "want"),
        ("        otherwise: us.engage", "        otherwise: us.engage iff dprk.talk", "otherwise"),
    ],
)
def test_a_biconditional_is_told_with_the_line_that_it_is_in(old: str, new: str, line: str) -> None:
    told = [item.message for item in lint(loads(unmarked(edited((old, new)))[0])) if item.code == "biconditional"]
    assert [text.partition(" of ")[0] for text in told] == [f"The `{line}`"]


def test_unused_terms_that_mention_each_other_are_all_told() -> None:
    found, places = warnings(("  gain:", "  «one: us.engage\n  «two: one\n  gain:"))
    assert [("unused", *place) for place in places] == found


def test_the_flagship_is_warned_of_its_biconditionals_only() -> None:
    problems = lint(load("korea-2021"))
    assert {problem.code for problem in problems} == {"biconditional"}
    assert {problem.severity for problem in problems} == {"warning"}
    assert len(problems) == 12 + 7, "its codings word seven again"


def test_every_rule_is_explained_and_tried_here() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert all(rule.explains.endswith(".") for rule in RULES)
    assert (
        set(codes)
        == {case[0] for case in CASES}
        | {"could-be-same", "idle-scenario", "lever", "unlisted"}
        | {"whose-words", "wordless-branch"}  # test_branches
        | LIKELIHOOD
    )


def test_what_stands_for_signs_of_ascii_is_what_the_table_says() -> None:
    for sign in map(chr, range(ord("!"), ord("~") + 1)):
        assert alike._representative(sign) == alike._representative_in_table(sign), sign


def test_lint_of_a_large_model_passes_over_what_would_take_long() -> None:
    options = ("      talk:\n", "".join(f"      o{k}: {{}}\n" for k in range(40)) + "      talk:\n")
    wide = " or ".join(f"o{k}" for k in range(40))
    assert "powerless" not in {code for code, _, _ in warnings(options, ("want: not dprk.test", f"want: {wide}"))[0]}
    narrow = "o1 or not o1"
    assert "powerless" in {code for code, _, _ in warnings(options, ("want: not dprk.test", f"want: {narrow}"))[0]}
