"""Forecasts that are drawn from what comes first: judged in every cell like a claim, and told wherever a forecast's claim is."""

from __future__ import annotations

import pytest

from countermove import reports
from countermove.assessment import Assessment, loads
from countermove.context.context import Context
from countermove.plugins.evidence.score.compute import score_case
from countermove.plugins.evidence.score.text import score_page
from countermove.presentation.blocks import Sentence
from countermove.questions.drift import drift
from countermove.questions.drift.text import drift_text
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import report_case
from countermove.reports.suspicions import suspicions
from countermove.verdicts.claims import check
from countermove.verdicts.drawn import bearing_text, drawn_verdicts
from countermove.verdicts.lines.differences import compared
from gmcr.base.errors import AssessmentError
from tests.conftest import ROOT

__all__: list[str] = []

RACE = (ROOT / "docs/examples/race.yaml").read_text("utf-8")
OPEN = """\
open:
  Q: {readings: {eases: {}, stays: {drifts: {strain: []}}, fast: {drifts: {strain: [{falls: {at: 1, per: year}}]}}}}
"""


def foreseen(*checks: str, more: str = OPEN, rest: str = "from: drift, chance: 0.8") -> Assessment:
    told = "".join(
        f'  F{place}: {{says: It comes to {place}., closes: "2026-12-31", {rest}, check: {{{own}}}}}\n'
        for place, own in enumerate(checks, 1)
    )
    before, _, after = RACE.partition("forecasts:\n")
    return loads(
        f"{before}{more}forecasts:\n{told}\nobservations:{after.partition('observations:')[2]}", file="race.yaml"
    )


CHECKS = {
    "drift_ends: north.test or south.engage": "bears it out in every reading",
    "drift_ends: north.test": "bears it out in one of three readings",
    "drift_passes: south.engage": "bears it out in two of three readings",
    "before: [strain < 0.85, north.test]": "bears it out in no reading",
    "drift_passes: hope < 0.1": "bears it out in every reading",
}


def test_they_are_judged_in_every_cell_as_a_claim_with_their_check_is() -> None:
    assessment = foreseen(*CHECKS)
    drawn = drawn_verdicts(Context(assessment))
    assert [bearing_text(verdict) for verdict in drawn] == list(CHECKS.values())
    claims = "".join(f"  C{place}: {{says: asked, check: {{{own}}}}}\n" for place, own in enumerate(CHECKS, 1))
    asked = check(foreseen(more=f"{OPEN}claims:\n{claims}"))
    assert [own.values.tolist() for own in drawn] == [claim.values.tolist() for claim in asked]
    assert [own.turns_on for own in drawn] == [claim.turns_on for claim in asked]


def test_one_reading_bears_out_or_does_not_and_what_rests_nowhere_is_no_end() -> None:
    def told(*checks: str) -> list[str]:
        return [bearing_text(own) for own in drawn_verdicts(Context(foreseen(*checks, more="")))]

    assert told("drift_passes: north.test", "drift_ends: north.test") == ["bears it out", "does not bear it out"]
    tap = """\
countermove: 1
concepts: [nash]
actors: {keeper: {options: {open: {}}, wants: [{id: w, want: open iff level < 0.5}]}}
drivers: {level: {now: 0.7, drifts: [{while: open, rises: true}, {falls: true}]}}
forecasts: {F1: {says: It ends, closes: "2026-12-31", from: drift, check: {drift_ends: open}}}
"""
    assert [bearing_text(own) for own in drawn_verdicts(Context(loads(tap)))] == ["says nothing of it"]


def test_those_that_are_not_borne_out_lean_and_are_told_on_the_first_screen_and_by_lint() -> None:
    assessment = foreseen(*CHECKS)
    outlook = reports.assess(assessment).outlook
    assert outlook is not None
    assert [(item.forecast, item.claim, item.kind) for item in outlook.leaning] == [
        ("F2", "drift", "depends"),
        ("F3", "drift", "depends"),
        ("F4", "drift", "contradicted"),
    ]
    assert [verdict.id for verdict in outlook.drawn] == ["F1", "F2", "F3", "F4", "F5"]
    found = suspicions(assessment)
    assert [(problem.message.split()[0], problem.line) for problem in found] == [("F2", 54), ("F3", 55), ("F4", 56)]
    assert found[0].message.endswith(
        "drawn from what comes first as drivers drift, which bears it out in one of three readings."
    )
    even = foreseen(*CHECKS, rest="from: drift, chance: 0.5")
    assert suspicions(even) == ()


def test_the_question_and_the_report_name_those_that_are_borne_out() -> None:
    assessment = foreseen("drift_ends: north.test or south.engage", "drift_ends: north.test", more="")
    told = [
        "What comes first as drivers drift bears out “It comes to 1” (F1).",
        "What comes first as drivers drift does not bear out “It comes to 2” (F2).",
    ]
    said = [item.text for item in drift_text(reports.ask("drift", assessment)).answer if isinstance(item, Sentence)]
    assert [text for text in said if "(F" in text] == told
    assert [own.verdict for own in drift(assessment).forecasts] == ["follows", "contradicted"]
    [chapter] = [part for part in dossier_of(report_case(assessment, draws=10)).sections if part.id == "forecasts"]
    texts = [item.text for item in chapter.blocks if isinstance(item, Sentence)]
    assert told[0] in texts
    leans = "(F2), 80% (very likely), is drawn from what comes first as drivers drift, which does not bear it out."
    assert any(text.endswith(leans) for text in texts)


def test_a_selection_is_followed() -> None:
    chosen = foreseen("drift_ends: north.test").selected(reports.select(readings=["Q=stays"]))
    assert [bearing_text(own) for own in drawn_verdicts(Context(chosen))] == ["bears it out"]


def test_a_score_gives_what_comes_first_its_credit() -> None:
    done = 'resolutions: {F1: {outcome: came_true, date: "2026-12-31"}, F2: {outcome: did_not, date: "2026-12-31"}}\n'
    made = foreseen("drift_ends: north.test or south.engage", "drift_ends: north.test", more=done)
    record = score_case(made)
    assert [(item.claim, item.forecast, item.credit) for item in record.after.claims] == [
        ("drift", "F1", "deserved"),
        ("drift", "F2", "debit"),
    ]
    assert [item.forecast for item in record.leaning] == ["F2"]
    page = [item.text for item in score_page(record).blocks if isinstance(item, Sentence)]
    assert "What comes first as drivers drift deserves it: follows, and what it foretold came true (F1)." in page


def test_another_check_is_a_difference() -> None:
    [line] = compared(foreseen("drift_ends: north.test"), foreseen("drift_ends: south.engage"))[0]
    assert (line.section, line.name, [part.key for part in line.parts]) == ("forecast", "F1", ["check"])


CLAIM = "claims:\n  C1: {says: It stays, check: {stable: start}}\n"
WRONG = [
    ("", "from: «drift", "", "expected", "What is to come first"),
    ("", "from: drift", "check: «{stable: start}", "check", "stable does not ask what comes first"),
    ("", "chance: 0.8", "«check: {drift_ends: north.test}", "expected", "Only a forecast `from: drift` has a check"),
    (CLAIM, "from: C1", "«check: {drift_ends: north.test}", "expected", "Only a forecast `from: drift` has a check"),
    ("", "from: drift", "check: {drift_ends: «north.tset}", "unknown", "north.test"),
    (
        "",
        "from: drift",
        "check: «{drift_ends: north.test, before: [hope < 1, north.test]}",
        "check",
        "different checks",
    ),
    ("", "from: «drif", "check: {drift_ends: north.test}", "unknown", "drift"),
    (CLAIM.replace("C1", "«drift"), "from: drift", "check: {drift_ends: north.test}", "clash", "another name"),
]


@pytest.mark.parametrize(("more", "source", "asks", "code", "words"), WRONG)
def test_what_is_wrong_is_said_once_at_its_place(more: str, source: str, asks: str, code: str, words: str) -> None:
    keys = ", ".join(filter(None, ('says: It comes, closes: "2026-12-31"', source, asks)))
    text = f"{RACE.partition('forecasts:')[0]}{more}forecasts:\n  F1: {{{keys}}}\n"
    before = text[: text.index("«")]
    with pytest.raises(AssessmentError) as caught:
        loads(text.replace("«", ""))
    [problem] = caught.value.problems
    assert (problem.code, problem.line, problem.column) == (
        code,
        before.count("\n") + 1,
        len(before) - before.rfind("\n"),
    )
    assert words in problem.message or words == problem.suggestion
