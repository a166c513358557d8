"""One class a claim: each of the nine, the first that applies, and how they are counted and told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

import countermove as cm
from countermove.context.glossary import glossary_of
from countermove.questions.check.claim_rows import ClaimRow
from countermove.questions.check.verdicts import (
    claims_head,
    claims_summary,
    class_note,
    in_order,
    mark_of,
)
from countermove.verdicts.claims import ClaimVerdict, check
from countermove.verdicts.values import CLASS_WORDS, CLASSES
from tests.judge.answers.claims import judge_claims
from tests.judge.assessment_files import loads_document
from tests.unit.questions.assessments import pair

CASE = """
countermove: 1
concepts: [nash]
actors:
  a:
    name: Ann
    options: {x: {does: {third: opens, base: open}}, far: {does: {third: leaves, base: leave}}}
    wants:
      - {id: a1, want: not far, could_be: far, assumed: true}
      - {id: a2, want: x, says: is hard up, assumed: true}
  b:
    name: Ben
    options: {y: {does: {third: pays, base: pay}}}
    wants: [{id: b1, want: y iff x, assumed: true}]
  c:
    name: the Cids
    plural: true
    options: {z: {does: {third: watch, base: watch}}, v: {does: {third: run, base: run}}, w: {does: {third: hide, base: hide}}}
    wants:
      - {id: c1, want: w, while: round > 0.5, otherwise: not w, assumed: true}
      - {id: c2, want: z, assumed: true}
drivers: {round: {now: 0, assumed: true}}
open:
  O1: {asks: q, readings: {one: {}, two: {means: the Cids do not care, drop: [c2]}}}
claims:
"""

NINE = {
    "vacuous": "{everywhere: x, where: round > 2, vary: [round]}",
    "unsupported": "{some_outcome: w and v}",
    "contradicted": "{some_outcome: far}",
    "restates": "{every_outcome: x}",
    "depends": "{some_outcome: x and z}",
    "condition_never_met": "{every_outcome: far implies x}",
    "holds_whatever": "{no_outcome: w and v}",
    "holds_by_inaction": "{no_outcome: far}",
    "follows": "{every_outcome: x and y}",
}
"""A check of each class."""


def classes_of(*checks: str, case: str = CASE) -> list[ClaimVerdict]:
    """The verdicts on checks as claims, each with the class that the judge has."""
    text = case + "".join(f"  C{k}: {{says: it is so, check: {item}}}\n" for k, item in enumerate(checks))
    found = list(cm.check(cm.loads(text)))
    judged = judge_claims(loads_document(text), ("nash",))
    assert [item.kind for item in found] == [judged[item.id].kind for item in found]
    return found


def test_each_of_the_nine() -> None:
    found = classes_of(*NINE.values())
    assert [item.kind for item in found] == list(NINE) == list(CLASSES)
    assert [item.word for item in found] == list(CLASS_WORDS.values())
    assert [item.restated for item in found] == [(), (), (), ("a2",), (), (), (), (), ()]
    undone = {item.kind: {(edit.want, edit.kind) for edit in item.undone_by or ()} for item in found}
    assert undone["holds_by_inaction"] == {("a1", "could_be"), ("a1", "turn")}
    assert undone["follows"] == {("a2", "drop"), ("a2", "turn"), ("b1", "drop"), ("b1", "turn")}
    assert undone["holds_whatever"] == set()
    assert [item.verdict for item in found] == [
        *("vacuous", "contradicted", "contradicted", "follows", "not determined"),
        *("follows", "follows", "follows", "follows"),
    ]


def test_the_first_that_applies() -> None:
    """What could be of two classes is of the one that comes first."""
    depends_and_restates = "{every_outcome: z}"  # false without c2, and c2 alone makes it true
    false_throughout = "{no_outcome: far implies w}"  # true where nothing leaves is false: far or not, so contradicted
    never_there = "{passes: far implies x}"
    found = classes_of(depends_and_restates, false_throughout, never_there)
    assert [item.kind for item in found] == ["restates", "contradicted", "condition_never_met"]


def test_a_want_that_the_claim_writes_is_no_premise() -> None:
    written = CASE + "  C1: {says: it is so, with: {rewrite: {a1: {want: far}}}, check: {every_outcome: far}}\n"
    [found] = cm.check(cm.loads(written))
    assert (found.kind, found.restated) == ("follows", ())
    assert judge_claims(loads_document(written), ("nash",))["C1"].kind == "follows"


def test_claims_about_changes_follow_or_do_not() -> None:
    text = CASE.replace("concepts: [nash]", "concepts: [nash]\ntarget: far")
    [found] = classes_of("{single_changes_only_by: a}", case=text)
    assert (found.kind, found.restated) == ("follows", ())
    fast = check(cm.loads(text + "  C0: {says: it is so, check: {single_changes_only_by: a}}\n"), search=False)
    assert [(item.kind, item.undone_by) for item in fast] == [("follows", None)]


def test_classes_need_no_search_for_what_claims_rest_on() -> None:
    for seed in (1, 6, 10):
        given = pair(seed).assessment
        slow, fast = check(given), check(given, search=False)
        assert [(a.kind, a.restated, a.unsupported) for a in slow] == [
            (b.kind, b.restated, b.unsupported) for b in fast
        ]
        assert [item.rests_on for item in fast] == [()] * len(fast)


@pytest.mark.level("judge")
def test_korea_as_a_first_implementation_counted() -> None:
    korea = cm.load("korea-2021")
    own = [item for item in check(korea, search=False) if item.of_the_author]
    assert Counter(item.kind for item in own) == {
        "holds_by_inaction": 11,
        "depends": 5,
        "restates": 2,
        "contradicted": 1,
    }
    # Ten say that something does not come about; that Beijing presses Washington, not Pyongyang, that something goes on.
    assert [item.id for item in own if item.kind == "holds_by_inaction" and not item.denies] == ["C08"]
    assert claims_head(own) == (
        "Of 19 conclusions, eleven follow (ten of them say that something does not come about, as long as nobody comes to want "
        "it, and one that something stays as it is), two restate a premise, five depend and one is contradicted"
    )
    document = dict(loads_document(korea.text))
    names = [item.id for item in own if item.id not in ("C16", "C16e")]  # the judge is slow where one goes everywhere
    document["claims"] = {name: document["claims"][name] for name in names}
    judged = judge_claims(document)
    assert {item.id: item.kind for item in own if item.id in judged} == {name: one.kind for name, one in judged.items()}


# -- in words ----------------------------------------------------------------------------------------------------------


def test_counts_are_told_by_class() -> None:
    found = classes_of(*NINE.values())
    assert claims_head(found) == (
        "Of nine conclusions, two follow (one of them says that something does not come about, as long as nobody comes to want "
        "it), one holds whatever anybody wants, one has a condition that is never met, one restates a premise, one depends, "
        "one is contradicted, one is unsupported and one has nothing to judge"
    )
    by_kind = {str(item.kind): item for item in found}
    assert claims_head([by_kind["restates"]]) == "The one conclusion restates a premise"
    assert claims_head([by_kind["holds_by_inaction"]]) == (
        "The one conclusion follows (it says that something does not come about, as long as nobody comes to want it)"
    )
    assert claims_head([by_kind["depends"]] * 2) == "Both conclusions depend"
    assert claims_head([by_kind["depends"]] * 3, "claim that others hold") == "All three claims that others hold depend"
    staying = replace(by_kind["holds_by_inaction"], denies=False)
    assert claims_summary([staying, staying, by_kind["follows"]]) == (
        "three follow (two of them say that something stays as it is, as long as nobody wants otherwise)"
    )
    assert [item.kind for item in in_order(found[::-1])] == list(NINE)


def test_what_is_said_of_one_claim() -> None:
    text = CASE + "".join(f"  C{k}: {{says: it is so, check: {item}}}\n" for k, item in enumerate(NINE.values()))
    assessment = cm.loads(text)
    glossary = glossary_of(assessment)
    notes = {str(item.kind): class_note(item, glossary) for item in check(assessment)}
    assert notes == {
        "vacuous": "",
        "unsupported": "no single change of any want makes it true",
        "contradicted": "defeated by the fact that Ann wants not to leave (a1)",
        "restates": "that Ann is hard up (a2)",
        "depends": "turns on whether the answer is one (O1)",
        "condition_never_met": "its condition is met nowhere",
        "holds_whatever": "it would hold with no wants at all, and no single change of a want makes it false",
        "holds_by_inaction": "until Ann wants otherwise (a1)",
        "follows": "",
    }
    row = ClaimRow(check(assessment)[3], glossary)
    assert (row.id, row.sign, row.sentence, row.behind) == (
        "C3",
        "≡",
        "It is so",
        "restates a premise: that Ann is hard up (a2)",
    )


def test_what_only_takes_from_a_claim_what_there_is_to_judge_does_not_speak_against_it() -> None:
    text = """
countermove: 1
title: Pennies
concepts: {nash: looks one step ahead, gmr: fears any answer}
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: x iff y, says: keeps in step}]}
  b: {options: {y: {}}, wants: [{id: b1, want: not (x iff y), says: keeps out of step}]}
start: [a.x]
claims:
  C1: {says: they are in step, check: {every_outcome: x iff y}}
"""
    assessment = cm.loads(text)
    (claim,) = check(assessment)
    # Under Nash it goes round; without a1 it comes to rest, out of step, and is false there too.
    assert (claim.kind, [item.edit.want for item in claim.rests_on]) == (
        "contradicted",
        ["a1", "b1", "b1"][: len(claim.rests_on)],
    )
    assert class_note(claim, glossary_of(assessment)) == "defeated by “keeps out of step” (b1)"


def test_where_no_class_is_known_the_values_are_told_and_no_more() -> None:
    coarse = [replace(item, kind=None) for item in classes_of(*NINE.values())]
    assert [item.word for item in coarse] == [
        *("nothing to judge", "false throughout", "false throughout", "true throughout", "depends"),
        *["true throughout"] * 4,
    ]
    assert claims_head(coarse) == (
        "Of nine conclusions, one depends, one has nothing to judge, five are true throughout and two are false throughout"
    )
    assert mark_of(coarse[-1]) == "true throughout"
    assert mark_of(classes_of(NINE["follows"])[0]) == "follows"
