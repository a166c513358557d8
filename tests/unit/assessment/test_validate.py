"""Every rule of validation: a file that breaks it, and where."""

from __future__ import annotations

import pytest

from countermove.assessment import lint, loads
from countermove.assessment.problems import CODES, MOST
from countermove.likelihood import SAID
from gmcr.model import OptionForm
from tests.conftest import in_one_test
from tests.unit.assessment.files import BASE, broken, edited, problems_of

__all__: list[str] = []

RESOLVED = """\
    chance: [0.8, 0.9]
    from: C1
resolutions:
  F1:
    outcome: came_true
    date: "2022-01-01"
"""
CHECK = "    check:\n      stable: start\n"


def test_the_small_assessment_is_sound() -> None:
    assert problems_of(BASE) == ()


ERRORS = [
    # actors by other names
    ("        want: not us.engage\n", "        want: not «The first.engage\n", "unknown", None),
    ("        want: not us.engage\n", "        want: deal and not «the  First . engage\n", "unknown", None),
    ("        want: us.engage implies dprk.talk", "        want: us.engage «if talk", "formula", None),
    ("        want: deal\n", "        want: «dprk\n", "unknown", None),
    ("    holder: dprk", "    holder: «The First", "unknown", None),
    ("  dprk:\n    options", "  dprk:\n    aka: [«first]\n    options", "clash", None),
    ("  dprk:\n    options", "  dprk:\n    aka: [Pyongyang, «us]\n    options", "clash", None),
    # names that nothing has
    ("target: deal", "target: «dael", "unknown", "deal"),
    ("        want: not us.engage\n", "        want: not «us.engge\n", "unknown", "us.engage"),
    ("        want: not us.engage\n", "        want: 'not «us.engge'\n", "unknown", "us.engage"),
    ("        while: reward < risk", "        while: reward < «rsk", "unknown", "risk"),
    ("        otherwise: us.engage", "        otherwise: «us.engag", "unknown", "us.engage"),
    ("        could_be: us.engage", "        could_be: «us.engag", "unknown", "us.engage"),
    ("    never: us.engage and us.sanction", "    never: us.engage and «us.sancton", "unknown", "us.sanction"),
    ("start: [us.sanction]", "start: [«us.sancton]", "unknown", "us.sanction"),
    ("  gain: reward + 0.5*dprk.talk", "  gain: «rward + 0.5*dprk.talk", "unknown", "reward"),
    ("        drop: [d2]", "        drop: [d2, «d9]", "unknown", None),
    ("        set: {reward: 0.4}", "        set: {«rewrd: 0.4}", "unknown", "reward"),
    ("    happens: [dprk.test]", "    happens: [«dprk.tset]", "unknown", "dprk.test"),
    ("      u1:\n        want: gain > 0.9", "      «ux:\n        want: gain > 0.9", "unknown", None),
    ("      u1:\n        want: gain > 0.9", "      u1:\n        want: «gian > 0.9", "unknown", "gain"),
    ("      u2: {before: u1}", "      u2: {before: «v1}", "unknown", None),
    ("      u2: {before: u1}", "      «v2: {before: u1}", "unknown", None),
    ("    holder: dprk", "    holder: «dprc", "unknown", "dprk"),
    ("    via: essay", "    via: «esay", "unknown", "essay"),
    ("at: [{source: press, para: 2}]", "at: [{source: «pres, para: 2}]", "unknown", "press"),
    ("    by: press", "    by: «pess", "unknown", "press"),
    ("    in: hope", "    in: «hop", "unknown", "hope"),
    ("    under: theirs", "    under: «thiers", "unknown", "theirs"),
    ("      no_outcome: deal", "      no_outcome: deal or «dprk.tst", "unknown", "dprk.test"),
    ("      after: [dprk.talk]", "      after: [«dprk.tak]", "unknown", "dprk.talk"),
    ("      stable_in_own_views: {dprk: theirs}", "      stable_in_own_views: {«drpk: theirs}", "unknown", "dprk"),
    ("      stable_in_own_views: {dprk: theirs}", "      stable_in_own_views: {dprk: «theirz}", "unknown", "theirs"),
    ("      more_responsible: us", "      more_responsible: «uss", "unknown", "us"),
    ("      than: dprk", "      than: «drk", "unknown", "dprk"),
    (CHECK, "    check: {content: «uss}\n", "unknown", "us"),
    (CHECK, "    check: {lever: «dprk.tak, moves: us, gains: deal}\n", "unknown", "dprk.talk"),
    (CHECK, "    check: {lever: dprk.talk, moves: «dprkk, gains: deal}\n", "unknown", "dprk"),
    (CHECK, "    check: {prefers: us, this: {with: [«dprk.tak]}, to: {}}\n", "unknown", "dprk.talk"),
    (CHECK, "    check: {everywhere: deal, vary: [«rsk]}\n", "unknown", "risk"),
    (CHECK, "    check: {everywhere: deal, after_each: [[], [«dprk.tak]]}\n", "unknown", "dprk.talk"),
    ("moves: {reward: up, ", "moves: {«rewrd: up, ", "unknown", "reward"),
    ("    affects: [u2]", "    affects: [«u7]", "unknown", None),
    ("    from: C1", "    from: «C11", "unknown", "C1"),
    ("resolutions:\n  F1:", "resolutions:\n  «F11:", "unknown", "F1"),
    ("  in: crisis\n  outcome: not deal", "  in: «criss\n  outcome: not deal", "unknown", "crisis"),
    ("  in: crisis\n  outcome: not deal", "  in: crisis\n  outcome: not «dael", "unknown", "deal"),
    # names that stand for two things
    ("  deal: us.engage and dprk.talk\n", "  deal: us.engage and dprk.talk\n  «talk: true\n", "clash", None),
    ("  press:\n    via: essay", "  press:\n    via: essay\n  «us: {}", "clash", None),
    ("      - id: d1\n", "      - id: «u1\n", "duplicate", None),
    ("  press:\n    via: essay", "  press:\n    via: essay\n    default: «true", "duplicate", None),
    # formulas
    ("target: deal", "target: deal and «and deal", "formula", None),
    ("target: deal", "target: «reward", "formula", None),
    ("        while: reward < risk", "        while: «reward", "formula", None),
    ("        while: reward < risk", "        while: reward * «risk < 1", "formula", None),
    ("    never: us.engage and us.sanction", "    never: «us.engage and reward > 0.5", "formula", None),
    (CHECK, "    check: {everywhere: deal, where: «gain > 0.5, vary: [risk]}\n", "formula", None),
    (
        CHECK,
        "    check: {lever: dprk.talk, moves: us, gains: deal, exactly_where: «deal, vary: [risk]}\n",
        "formula",
        None,
    ),
    ("  deal: us.engage and dprk.talk", "  deal: «us.engage and more\n  more: not deal", "cycle", None),
    # wants
    ("        while: reward < risk\n        otherwise: us.engage", "        while: «dprk.talk", "otherwise", None),
    ("        while: reward < risk\n        otherwise: us.engage", "        while: «gain > 0.4", "otherwise", None),
    ("        want: gain > 0.9", "        want: gain > 0.9\n        while: «deal", "otherwise", None),
    ("        certainty: high", "        certainty: «sure", "value", None),
    ("        want: gain > 0.9", "        want: gain > 0.9\n        certainty: «sure", "value", None),
    # numbers and dates
    ("    now: 0.2", "    now: «1.2", "range", None),
    ("    now: 0.7", "    now: «2.1", "range", None),
    ("        set: {reward: 0.4}", "        set: {reward: «-0.4}", "range", None),
    ("    set: {reward: 0.8}", "    set: {reward: «8}", "range", None),
    ('horizon: "2022-08-31"', 'horizon: «"2020-08-31"', "date", None),
    (f'    closes: "2022-01-01"\n{RESOLVED}', '    closes: «"2021-01-01"\n', "date", None),
    # overlays
    ("      u2: {before: u1}", "      u2: {before: «d1}", "move", None),
    ("      u2: {before: u1}", "      u2: {after: «u2}", "move", None),
    ("        set: {reward: 0.4}", "        drop: [«d2]", "overlap", None),
    ("        set: {reward: 0.4}", "        rewrite:\n          «d2: {want: deal}", "overlap", None),
    ("        set: {reward: 0.4}", "        move:\n          «d2: {before: d1}", "overlap", None),
    (CHECK, "    check: {prefers: us, this: «{with: [dprk.talk], without: [dprk.talk]}, to: {}}\n", "overlap", None),
    # sources
    ("    via: essay", "    via: «press", "cycle", None),
    # responsibility
    ("      than: dprk", "      than: «us", "value", None),
    # starts
    ("start: [us.sanction]", "start: «[us.sanction, us.engage]", "infeasible", None),
    ("    happens: [dprk.test]", "    happens: «[us.engage]", "infeasible", None),
    ("        set: {reward: 0.4}", "        happens: «[us.engage]", "infeasible", None),
    ("      u2: {before: u1}", "      u2: {before: u1}\n    happens: «[us.engage]", "infeasible", None),
    ("      after: [dprk.talk]", "      after: «[us.engage]", "infeasible", None),
    (CHECK, "    with: {happens: «[us.engage]}\n" + CHECK, "infeasible", None),
    (CHECK, "    check: {lever: «us.engage, moves: dprk, gains: deal}\n", "infeasible", None),
    (CHECK, "    check: {prefers: us, this: {}, to: «{with: [us.engage]}}\n", "infeasible", None),
    (CHECK, "    check: {everywhere: deal, after_each: [[], «[us.engage]]}\n", "infeasible", None),
]


@pytest.mark.level("all")
@in_one_test(("old", "new", "code", "suggestion"), ERRORS)
def test_an_error_is_found_at_its_place(old: str, new: str, code: str, suggestion: str | None) -> None:
    (found, *others), (place,) = broken((old, new))
    assert found == (code, *place)
    assert not others
    problem = problems_of(edited((old, new.replace("«", ""))))[0]
    assert problem.severity == "error"
    assert problem.suggestion == suggestion


def test_a_name_that_two_sections_share() -> None:
    found, (place,) = broken(("  gain: reward", "  risk: true\n  gain: reward"), ("  risk:\n", "  «risk:\n"))
    assert ("clash", *place) in found


def test_two_options_of_one_name_need_their_actors() -> None:
    text = (("      talk:\n        does: talks\n", "      talk:\n        does: talks\n      engage: {}\n"),)
    found, (place,) = broken(*text, ("target: deal", "target: «engage"))
    assert found == [("unknown", *place)]
    found, (place,) = broken(*text, ("start: [us.sanction]", "start: [«engage]"))
    assert found == [("unknown", *place)]
    assert "us.engage or dprk.engage" in problems_of(edited(*text, ("target: deal", "target: engage")))[0].message


def test_bare_option_names_are_accepted_where_they_are_unique() -> None:
    text = edited(("target: deal", "target: talk"), ("    happens: [dprk.test]", "    happens: [test]"))
    assert loads(text).conflict(scenario="crisis").label(loads(text).conflict(scenario="crisis").start) == (
        "us.sanction, dprk.test"
    )


def test_a_term_in_a_circle_is_reported_once_and_what_uses_it_is_not() -> None:
    found, (place,) = broken(("  deal: us.engage and dprk.talk", "  deal: «not a\n  a: not b\n  b: not deal"))
    assert found == [("cycle", *place)]


def test_a_term_that_grows_without_end_is_refused() -> None:
    doubled = "".join(f"  t{k}: t{k - 1} and t{k - 1}\n" for k in range(1, 80))
    problems = problems_of(edited(("  gain:", "  t0: deal\n" + doubled + "  gain:")))
    assert {problem.code for problem in problems} == {"large"}
    chain = "".join(f"  t{k}: not t{k - 1}\n" for k in range(1, 2000))
    problems = problems_of(edited(("  gain:", "  t0: deal\n" + chain + "  gain:")))
    assert {problem.code for problem in problems} == {"large"}


def test_dropping_and_rewriting_one_want_in_one_overlay() -> None:
    found, (place,) = broken(("    set: {reward: 0.8}", "    drop: [u1]"), ("      u1:\n", "      «u1:\n"))
    assert found == [("overlap", *place)]


def test_the_anchor_of_a_move_is_not_touched() -> None:
    text = edited(("        set: {reward: 0.4}", "        move:\n          d1: {after: d2}"))
    assert problems_of(text) == ()


def test_questions_that_switch_the_same_option() -> None:
    found, (place,) = broken(
        ("        drop: [d2]", "        happens: [dprk.test]"),
        ("        set: {reward: 0.4}", "        happens: [us.sanction, «test]"),
    )
    assert found == [("overlap", *place)]


def test_bare_numbers_need_a_default_source_among_several() -> None:
    found, (place,) = broken(("    default: true", "    grade: B2"), ("        at: [1]", "        at: [«1]"))
    assert found == [("expected", *place)]
    alone = ("    default: true\n  press:\n    via: essay\n", "    grade: B2\n")
    assert problems_of(edited(alone, ("source: press, ", ""), ("    by: press\n", ""))) == ()


def test_responsibility_needs_a_target() -> None:
    check = ("check:\n      more_responsible", "«check:\n      more_responsible")
    found, (place,) = broken(("target: deal\n", ""), check)
    assert found == [("expected", *place)]


def test_an_infeasible_start_names_the_rule_once() -> None:
    problems = problems_of(edited(("    happens: [dprk.test]", "    happens: [us.engage]")))
    assert len(problems) == 1
    assert "rule f1 excludes us.engage and us.sanction" in problems[0].message


def test_a_start_that_only_a_reading_makes_infeasible() -> None:
    found, (place,) = broken(
        ("        set: {reward: 0.4}", "        happens: [dprk.talk]"),
        ("    never: us.engage and us.sanction", "    never: dprk.talk and dprk.test"),
        ("  C2:\n    says: a test ends it\n    in: crisis\n", "  C2:\n    says: a test ends it\n    in: «crisis\n"),
        ("      after: [dprk.talk]\n", ""),
    )
    assert found == [("infeasible", *place)]


def test_a_lever_in_ones_own_hand_is_a_warning() -> None:
    found, (place,) = broken((CHECK, "    check: {lever: «dprk.talk, moves: dprk, gains: deal}\n"))
    assert found == [("lever", *place)]
    assert loads(edited((CHECK, "    check: {lever: talk, moves: dprk, gains: deal}\n"))).warnings


WARNINGS = [
    ("    says: it lasts", "    says: «it is the #1 issue", "hash"),
    ("        want: deal\n        cert", "        want: deal\n        «otherwise: deal\n        cert", "otherwise"),
    ("    happens: [dprk.test]", "    happens: [dprk.test, «dprk.test]", "duplicate"),
    ("      stable_in_own_views: {dprk: theirs}", "      stable_in_own_views: {«us: theirs}", "value"),
    ("    affects: [u2]", "    «affects:", "null"),
]


@pytest.mark.parametrize(("old", "new", "code"), WARNINGS)
def test_warnings_leave_a_file_usable(old: str, new: str, code: str) -> None:
    found, (place,) = broken((old, new))
    assert found == [(code, *place)]
    assert [w.severity for w in loads(edited((old, new.replace("«", "")))).warnings] == ["warning"]


CLAIM = "    says: it lasts\n"
FORECAST = '    closes: "2022-01-01"\n    chance: [0.8, 0.9]'
REMEDIES = [
    (
        CLAIM,
        CLAIM + "    assumed: true\n",
        "A claim is concluded, and what is assumed is a premise: write it as a want,",
    ),
    (CLAIM, CLAIM + "    confidence: high\n", "How firmly the source puts it is its `wording`"),
    (CLAIM, CLAIM + "    chance: likely\n", "a chance belongs to a forecast that is drawn `from` it"),
    (
        CLAIM,
        CLAIM + "    colour: red\n",
        "There are: todo, says, at, by, wording, in, under, with, check, probe, expect, note.",
    ),
    ("[0.8, 0.9]", "60%", "'60%' is not a likelihood word: write the number, without quotes and signs: 0.6."),
    ("[0.8, 0.9]", "'0.6'", "write the number, without quotes and signs: 0.6."),
    ("[0.8, 0.9]", "60", "A probability lies between 0 and 1; this is 60: 60 per cent is 0.6."),
    ("[0.8, 0.9]", "high", "How firmly it rests is said in `note`."),
    (
        "[0.8, 0.9]",
        "perhaps",
        "write one (almost no chance, very unlikely, unlikely, roughly even chance, likely, very likely,",
    ),
    ("[0.8, 0.9]", "quite likely", "Did you mean likely?"),
    ("[0.8, 0.9]", "Most likely", "Did you mean most likely?"),
    ("[0.8, 0.9]", "not quite likely", "or a pair such as [0.55, 0.8]."),
    ("[0.8, 0.9]", "[likely, very likely]", "From likely to very likely is [0.55, 0.95] in ICD 203."),
    ("[0.8, 0.9]", "{low: 0.2, high: 0.4}", "a pair: [low, high], without names."),
    (
        "        certainty: high",
        "        certainty: sure",
        "a word of the scale (high, moderate, low), nor a likelihood word",
    ),
    ("    under: theirs", "    under: crisis", "crisis is a scenario: name it in `in`."),
    ("      u2: {before: u1}", "      zz: {before: u1}", "write zz among those of its actor, as `want: true` where it"),
    (
        "      u2: {before: u1}",
        "      u2: {before: u1}\n    drop: [zz]",
        "What nobody wants need not be dropped: leave it out.",
    ),
]


@in_one_test(("old", "new", "remedy"), REMEDIES)
def test_an_error_says_what_to_do(old: str, new: str, remedy: str) -> None:
    [problem] = problems_of(edited((old, new)))
    hint = f" Did you mean {problem.suggestion}?" if problem.suggestion else ""
    assert remedy in f"{problem.message}{hint}"


@pytest.mark.parametrize("chance", ["not quite likely", "hardly likely", "nearly impossible"])
def test_no_word_is_suggested_that_could_be_the_opposite(chance: str) -> None:
    [problem] = problems_of(edited(("[0.8, 0.9]", chance)))
    assert problem.suggestion is None


def test_a_want_that_one_view_alone_has_keeps_a_place_in_the_file() -> None:
    """What the remedy says works, and lint leaves it alone."""
    own = "      - id: u2\n"
    assert own in BASE
    text = edited(
        (own, f"      - {{id: zz, want: 'true', assumed: true}}\n{own}"),
        ("      u2: {before: u1}", "      u2: {before: u1}\n    rewrite:\n      zz: {want: talk}"),
    )
    assert not problems_of(text)
    assert not [one for one in lint(loads(text)) if "zz" in one.message]
    alone = edited((own, f"      - {{id: zz, want: 'true', assumed: true}}\n{own}"))
    assert [one.code for one in lint(loads(alone)) if "zz" in one.message] == ["powerless"]


def test_what_a_scenario_or_view_dropped_is_changed_by_rewriting_alone() -> None:
    dropped = ("      u2: {before: u1}", "      d1: {after: d2}\n    drop: [u2]")
    moving = (CHECK, "    under: theirs\n    with: {move: {u2: {before: u1}}}\n" + CHECK)
    [warned] = loads(edited(dropped, moving)).warnings
    assert warned.message == (
        "u2 is dropped by the view theirs, so moving it changes nothing: `rewrite` it too, which brings it back."
    )
    twice = (CHECK, "    under: theirs\n    with: {drop: [u2]}\n" + CHECK)
    [warned] = loads(edited(dropped, twice)).warnings
    assert warned.message == "u2 is dropped by the view theirs already: leave it out."
    back = (CHECK, "    under: theirs\n    with: {move: {u2: {before: u1}}, rewrite: {u2: {want: deal}}}\n" + CHECK)
    assert not loads(edited(dropped, back)).warnings


def test_what_is_said_for_a_likelihood_is_a_chance() -> None:
    for said in SAID:
        forecast = loads(edited(("[0.8, 0.9]", said))).document.forecasts["F1"]
        assert forecast.chance == said
    assert not problems_of(edited(("        certainty: high", "        certainty: most likely")))


def test_a_mistake_inside_a_term_is_told_once() -> None:
    found, (place,) = broken(("  gain: reward + 0.5*dprk.talk", "  gain: reward + 0.5*«dprk.tak"))
    assert found == [("unknown", *place)]
    found, (place,) = broken(("  deal: us.engage and dprk.talk", "  deal: us.engage and more\n  more: «reward or talk"))
    assert found == [("formula", *place)]


def test_a_later_version_keeps_the_forecasts_that_were_resolved() -> None:
    later = edited(('    closes: "2022-01-01"', '    closes: "2021-01-01"'))
    assert "F1" in loads(later, file="case.yaml").document.resolutions


def test_likelihood_words_and_words_of_the_scale_are_certainties() -> None:
    assert not problems_of(edited(("        certainty: high", "        certainty: almost certain")))
    scaled = ("countermove: 1", "countermove: 1\nscale: {sure: 0.95}")
    assert not problems_of(edited(scaled, ("        certainty: high", "        certainty: sure")))
    found, (place,) = broken(scaled, ("        certainty: high", "        certainty: «high"))
    assert found == [("value", *place)]


def test_at_most_1024_options() -> None:
    options = "".join(f"      o{k}: {{}}\n" for k in range(OptionForm.MOST))
    (problem,) = problems_of(edited(("      talk:\n", options + "      talk:\n")))
    assert problem.code == "large"


def test_problems_are_many_but_bounded() -> None:
    names = ", ".join(f"x{k}" for k in range(5000))
    problems = problems_of(edited(("start: [us.sanction]", f"start: [{names}]")))
    assert len(problems) == MOST + 1
    assert {problem.code for problem in problems} == {"unknown", "large"}


def test_every_code_that_is_used_is_explained() -> None:
    used = {case[2] for case in (*ERRORS, *WARNINGS)}
    assert used <= set(CODES)


def test_some_answer_to_a_question_has_a_weight() -> None:
    text = """\
countermove: 1
title: Will the ferry run?
actors: {line: {options: {run: {does: runs}}, wants: [{id: l1, want: line.run}]}}
open: {Q: {asks: Does it pay?, readings: {yes: {weight: 0}, no: {weight: 1}}}}
"""
    assert not [item for item in problems_of(text) if item.severity == "error"]
    (found,) = [item for item in problems_of(text.replace("weight: 1", "weight: 0")) if item.severity == "error"]
    assert found.message == "The weights of all answers are 0: give one that counts."
