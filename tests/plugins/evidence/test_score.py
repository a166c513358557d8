"""The post-mortem of a case: what is left, what was never tested, and what deserves credit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from countermove.assessment import Assessment, loads
from countermove.plugins.evidence.score.compute import ScoreRecord, score_case
from countermove.plugins.evidence.score.text import score_page
from countermove.presentation.blocks import Sentence, Table
from tests.flagship import korea
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

CLAIMS = """
  B:
    says: Once somebody pays the line would rather run
    in: gift
    check: {prefers: line, this: {with: [line.run, town.pay]}, to: {with: [town.pay], without: [line.run]}}
  C:
    says: It runs
    check: {some_outcome: line.run}
  E:
    says: Money makes it run, if only for a day
    check: {passes: service, after: [town.pay]}
  G:
    says: Being paid is what moves the line
    check: {lever: town.pay, moves: line, gains: line.run}
  D:
    says: It runs once somebody pays, says the town
    by: town
    in: gift
    check: {some_outcome: line.run}
as_of: "2025-01-01"
forecasts:
  FA: {says: Nothing moves, closes: "2025-02-01", chance: 0.8, from: A}
  FB: {says: It runs, closes: "2025-02-01", chance: 0.8, from: B}
  FC: {says: It runs, closes: "2025-02-01", chance: 0.8, from: C}
  FE: {says: It runs, closes: "2025-02-01", chance: 0.8, from: E}
  FG: {says: It is paid and runs, closes: "2025-02-01", chance: 0.8, from: G}
resolutions:
  FA: {outcome: came_true, date: "2025-02-01"}
  FB: {outcome: came_true, date: "2025-02-01"}
  FC: {outcome: came_true, date: "2025-02-01"}
  FE: {outcome: came_true, date: "2025-02-01"}
  FG: {outcome: came_true, date: "2025-02-01"}
observations:
  O1: {date: "2025-01-20", in: gift, saw: line.run}
  O2: {date: "2025-01-20", sets: {demand: 0.7}}
"""


def ferry(text: str = CLAIMS) -> Assessment:
    head, _, _ = FERRY.partition("  B:\n") if "\n  B:\n" in FERRY else (FERRY, "", "")
    return loads(head.rstrip("\n") + text)


def told(record: ScoreRecord) -> str:
    page = score_page(record)
    return "\n".join(block.text for block in page.blocks if isinstance(block, Sentence))


def test_credit_is_for_what_follows_and_could_have_failed() -> None:
    found = {item.claim: (item.credit, item.reason) for item in score_case(ferry()).after.claims}
    assert found == {  # D is another's
        "A": ("none", "inaction"),
        "B": ("none", "restates"),
        "C": ("none", "contradicted"),
        "E": ("none", "restates"),
        "G": ("deserved", "came true"),
    }
    failed = ferry(CLAIMS.replace("FB: {outcome: came_true", "FB: {outcome: did_not"))
    found = {item.claim: (item.credit, item.reason) for item in score_case(failed).after.claims}
    assert found["B"] == ("debit", "did not come true")
    for outcome in ("void", "disputed"):
        given = ferry(CLAIMS.replace("FB: {outcome: came_true", f"FB: {{outcome: {outcome}"))
        assert {item.claim: item.reason for item in score_case(given).after.claims}["B"] == outcome
    without = ferry(CLAIMS.replace(", from: B", "").replace("in: gift, saw: line.run", "saw: not line.run"))
    assert {item.claim: item.reason for item in score_case(without).after.claims}["B"] == "other scenario"
    early = score_case(ferry(), as_of="2025-01-25").after.claims
    assert {item.reason for item in early} == {"open"}


def test_a_want_is_tested_where_without_it_something_else_would_have_been_allowed() -> None:
    found = score_case(ferry()).after
    assert found.untested is not None
    # Only since the line wants to run while there is demand (l2), and to be paid for it (l1), does it run when somebody pays; and
    # under which concepts it does depends on whether the town would then stop paying (t2). Where the line fears that, both could
    # agree on it, since the town wants it to run (t1).
    assert found.untested.wants == ("l3",)
    assert found.untested.drivers == ()
    assert found.untested.questions == ("Q",)


def test_drivers_that_nobody_measured_are_told_where_there_are_some() -> None:
    record = score_case(ferry())
    assert record.after.untested is not None
    for drivers in ((), ("demand",)):
        untested = replace(record.after.untested, drivers=drivers)
        page = score_page(replace(record, after=replace(record.after, untested=untested)))
        told = [block.with_more for block in page.blocks if isinstance(block, Sentence)]
        assert ("Drivers that no observation measures: demand." in told) is bool(drivers)
        assert any("no observation measures" in one for one in told) is bool(drivers)


def test_without_observations_nothing_is_said_of_premises() -> None:
    bare = score_case(ferry(CLAIMS.partition("observations:")[0])).after
    assert (bare.observed, bare.untested) == (None, None)


@pytest.mark.level("all")
def test_the_korean_case_a_year_on() -> None:
    record = score_case(korea(), as_of="2024-01-01")
    fates = {item.name: item.fate for item in record.record.forecasts}
    assert fates == {"F1": "void", "F2": "disputed", **dict.fromkeys(("F3", "F4", "F5", "F6"), "scored")}
    assert record.after.observed is not None
    assert int(record.after.observed.survives.any(axis=1).sum()) == 8
    assert record.after.untested is not None
    assert record.after.untested.questions == ("O1", "O2", "O3")
    credit = {item.claim: item.credit for item in record.after.claims}
    assert (credit["C17"], credit["C01"], credit["C09"]) == ("debit", "none", "none")
    text = told(record)
    assert "Four forecasts are a record, not a grade" in text
    assert "Void: the condition failed: F1." in text
    assert "Disputed: F2." in text


def test_a_file_without_forecasts_says_so() -> None:
    assert "nothing dated, nothing to score" in told(score_case(loads(FERRY)))


def test_pairs_are_told_under_a_heading_where_there_are_some() -> None:
    assert "Pairs: " not in told(score_case(ferry()))
    paired = ferry(
        CLAIMS.replace(
            "FA: {says: Nothing moves,", "FA: {says: Nothing moves, given: it rains, otherwise: FB,"
        ).replace("FB: {says: It runs,", "FB: {says: It runs, given: it does not rain,")
    )
    assert "Pairs: what counts if a condition holds, and what if it fails\nFA or FB: " in told(score_case(paired))


def test_skills_stand_beside_each_other_as_numbers() -> None:
    [table] = [
        block
        for block in score_page(score_case(ferry())).blocks
        if isinstance(block, Table) and block.caption.startswith("Skill")
    ]
    assert [column.title for column in table.columns if column.right] == ["Forecasts", "These", "The other", "Skill"]


def test_a_crowd_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "crowd.csv").write_text("forecast,chance\nFA,0.6\nFB,0.7\n", encoding="utf-8")
    record = score_case(ferry(), crowd=tmp_path / "crowd.csv").record
    (beside,) = [item for item in record.skills if item.against == "crowd"]
    assert beside.forecasts == 2
    assert beside.low is not None
    assert beside.low > 0


@pytest.mark.parametrize("outcome", ["came_true", "did_not"])
def test_what_states_no_chance_is_not_scored(outcome: str) -> None:
    text = CLAIMS.replace(
        'FC: {says: It runs, closes: "2025-02-01", chance: 0.8,', 'FC: {says: It runs, closes: "2025-02-01",'
    )
    text = text.replace("FC: {outcome: came_true", f"FC: {{outcome: {outcome}")
    found = score_case(ferry(text))
    assert {item.name: item.fate for item in found.record.forecasts}["FC"] == "no chance"
    assert "Without a chance, so nothing can be scored: FC." in told(found)


def test_a_coding_is_scored_by_its_own_claims() -> None:
    own, coded = (score_case(case, as_of="2024-01-01") for case in (korea(), korea().coded({"engage": "two"})))
    assert coded.record.score == own.record.score, "what was forecast stays"
    assert coded.frame.assumptions.coding == {"engage": "two"}
    assert coded.after != own.after
