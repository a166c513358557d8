"""Verdicts told twice: over all cells, and over those that survive what happened."""

from __future__ import annotations

from collections import Counter

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove import ClaimVerdict, CountermoveError
from countermove.questions.check.verdicts import since_summary, since_text
from tests.judge.answers.claims import NO_READING, judge_claims
from tests.unit.questions.assessments import pair
from tests.unit.questions.test_observed import PAPER

__all__: list[str] = []

CLAIMS = """
claims:
  C1: {says: It ends with a meeting, check: {some_outcome: meet}}
  C2: {says: North comes, check: {some_outcome: come}}
  C3: {says: North comes and is shunned, check: {some_outcome: come and not meet}}
"""
ENDED = 'observations:\n  B1: {date: "2022-02-01", known: "2022-02-10", ended: meet}\n'
NOTHING = 'observations:\n  B1: {date: "2022-02-01", ended: not come}\n'


def judged(more: str, **given: str) -> dict[str, ClaimVerdict]:
    return {claim.id: claim for claim in cm.check(cm.loads(PAPER + CLAIMS + more), **given)}


def test_since_is_the_verdict_over_the_cells_that_survive() -> None:
    claims = judged(ENDED)
    assert [claims[name].verdict for name in ("C1", "C2", "C3")] == ["not determined", "follows", "not determined"]
    since = [None if item is None else item.verdict for item in (claims[name].since for name in ("C1", "C2", "C3"))]
    assert since == ["follows", None, "contradicted"]


@pytest.mark.level("judge")
def test_since_agrees_with_the_naive_judge_wherever_facts_refute() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(80):
        given = pair(seed)
        if "facts" not in given.document:
            continue
        expected = judge_claims(given.document)
        for claim in cm.check(given.assessment):
            word = expected[claim.id].since
            word = "no reading" if word == NO_READING else word
            if word == claim.verdict:
                assert claim.since is None, (seed, claim.id)
            else:
                assert claim.since is not None, (seed, claim.id)
                assert claim.since.verdict == word, (seed, claim.id)
                assert bool(claim.since.turns_on) <= (word == "not determined")
            kinds[word if claim.since else "the same"] += 1
    assert min(kinds[name] for name in ("the same", "no reading", "follows", "contradicted")) > 0, kinds


def test_as_of_uses_what_could_be_known() -> None:
    assert judged(ENDED, as_of="2022-02-09")["C1"].since is None
    assert judged(ENDED, as_of="2022-02-10")["C1"].since is not None
    with pytest.raises(CountermoveError, match="none"):
        judged(ENDED, as_of="yesterday")


def test_it_is_told_beside_the_verdict_and_once_where_nothing_is_left() -> None:
    claims = judged(ENDED)
    assert since_text(claims["C1"]) == "true throughout, in the readings that remain"
    assert since_text(claims["C2"]) == ""
    assert (
        since_summary(list(claims.values()))
        == "Since then, in the readings that remain, C1 is true throughout and C3 is false throughout."
    )
    nothing = judged(NOTHING)
    assert {claim.since.verdict for claim in nothing.values() if claim.since} == {"no reading"}
    assert [since_text(claim) for claim in nothing.values()] == ["", "", ""]
    assert "in no reading of this model do steps that each actor takes alone lead to what happened" in since_summary(
        list(nothing.values())
    )
    assert since_summary(list(judged("").values())) == ""


def test_the_command_takes_a_day(tmp_path_factory: pytest.TempPathFactory) -> None:
    from countermove.cli.application import app

    file = tmp_path_factory.mktemp("since") / "paper.yaml"
    file.write_text(PAPER + CLAIMS + ENDED, encoding="utf-8")
    told = CliRunner().invoke(app, ["check", str(file)])
    before = CliRunner().invoke(app, ["check", str(file), "--as-of", "2022-02-01"])
    assert "Since then, in the readings that remain, C1 is true throughout" in told.output
    assert "Since then" not in before.output
    assert before.exit_code == 0


def test_check_uses_the_concepts_of_the_file() -> None:
    assert judged("")["C1"].concepts == ("nash",)
    assert judged("", concepts="smr")["C1"].concepts == ("smr",)
