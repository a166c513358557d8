"""Assessments in which options need something: every question that a claim can ask, against the naive judge."""

from __future__ import annotations

import pytest

import countermove as cm
from countermove import AssessmentError, CountermoveError, SizeError
from countermove.inquiry.walk import obstacles
from countermove.questions.roads.compute import roads
from tests.conftest import models
from tests.judge.answers.claims import judge_claims
from tests.judge.answers.roads import CONCEPTS, reached, world_of
from tests.unit.questions.assessments import games, pair
from tests.unit.questions.test_claims import same
from tests.unit.questions.test_roads import lengths

ACT = """\
countermove: 1
title: Is the town taken?
target: take
sources:
  note: {what: made up, default: true}
actors:
  besieger:
    name: the besieger
    options:
      besiege: {does: lays siege to the town}
      take:
        does: takes the town
        needs: besiege and not relieve
        one_way: forward
    wants:
      - {id: b1, want: take, at: [1]}
      - {id: b2, want: not besiege, at: [1]}
  crown:
    name: the crown
    options:
      relieve: {does: sends an army}
    wants:
      - {id: c1, want: not take, at: [2]}
      - {id: c2, want: not relieve, at: [2]}
claims:
  C1: {says: It never begins, at: [3], check: {stable: start}}
  C2: {says: Who looks ahead takes the town, at: [3], check: {foresight: take}}
  C3: {says: Once besieged the town is taken, at: [3], check: {some_outcome: take, after: [besiege]}}
  C4: {says: What happens does not ask, at: [3], with: {happens: [take]}, check: {every_outcome: take}}
"""


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("first", range(0, 60, 15))
def test_no_disagreement_with_the_judge(first: int) -> None:
    needing = 0
    for seed in range(first, first + 15):
        given = pair(seed, needs=0.5)
        needing += bool(given.form.needs)
        expected = judge_claims(given.document)
        for item in cm.check(given.assessment):
            same(item, expected[item.id], (seed, item.id, given.document["claims"][item.id]))
    assert needing > 10


@pytest.mark.level("all")
def test_roads_are_the_judges() -> None:
    for seed in models(range(30), range(10)):
        given = pair(seed, claims=0, needs=0.5)
        for game in list(games(given.document))[:3]:
            start = given.game(**game).start
            world = world_of(given.game(**game))
            found = roads(given.assessment, **game)
            for way in found.reached:
                told = dict(zip(way.codes.tolist(), way.lengths.tolist(), strict=True))
                assert told == lengths(world, start, way.mode), (seed, way.mode)
                if way.mode in CONCEPTS:
                    assert way.codes.tolist() == given.form.codes(reached(world, way.mode, start))


def test_an_act_that_pays_through_the_next_one_is_seen_by_foresight_alone() -> None:
    first, ahead, after, brought = cm.check(cm.loads(ACT))
    assert [item.verdict for item in (first, ahead)] == ["follows", "follows"]
    assert after.values.tolist() == [[1, 1, 1, 1, 1]]
    assert brought.values.tolist() == [[1, 1, 1, 1, 1]]


def test_what_is_needed_is_said() -> None:
    conflict = cm.loads(ACT).conflict()
    acts = {act.option: (act.result, act.needs) for act in obstacles(conflict, 0)}
    assert acts["besieger.take"] == ("not ready", "besieger.besiege and not crown.relieve")
    assert acts["besieger.besiege"] == ("worse", None)
    assert {act.option: act.result for act in obstacles(conflict, 1)}["besieger.take"] == "better"


def with_needs(needs: str, more: str = "") -> str:
    return ACT.replace("needs: besiege and not relieve", f"needs: {needs}") + more


@pytest.mark.parametrize(
    ("needs", "message", "suggestion"),
    [
        ("besieged", "'besieged' is not an option, a term or a driver.", "besiege"),
        ("hope > 0.5", "What an act needs is about options only; it mentions hope.", None),
        ("[besiege]", "This should be text", None),
        ("besiege and", "the formula ends", None),
    ],
)
def test_what_is_wrong_with_needs_is_said(needs: str, message: str, suggestion: str | None) -> None:
    with pytest.raises(AssessmentError) as raised:
        cm.loads(with_needs(needs, "drivers:\n  hope: {now: 0.5, means: hope}\n"))
    [problem] = raised.value.problems
    assert message in problem.message
    assert problem.line == 13
    assert problem.suggestion == suggestion


def test_too_many_states_are_one_clear_error_and_claims_are_proved() -> None:
    options = "".join(f"      more{k}: {{does: does more}}\n" for k in range(13))
    text = ACT.replace("      relieve: {does: sends an army}\n", f"      relieve: {{does: sends an army}}\n{options}")
    many = cm.loads(text)
    with pytest.raises(SizeError, match=r"at most 16,384 feasible states.*`check` and `assess` answer"):
        _ = many.conflict().states
    pytest.importorskip("pysat")
    proved = {item.id: item.values.tolist() for item in cm.check(many) if not item.unlisted}
    listed = {item.id: item.values.tolist() for item in cm.check(cm.loads(ACT)) if item.id in proved}
    assert proved == listed, "options that nobody cares about change nothing"
    assert proved


def test_other_formats_say_that_they_cannot_say_it(tmp_path: object) -> None:
    conflict = cm.loads(ACT).conflict()
    with pytest.raises(CountermoveError, match=r"besieger.take needs besieger.besiege and not crown.relieve, which"):
        cm.write_gmcr(conflict, f"{tmp_path}/x.gmcr")
