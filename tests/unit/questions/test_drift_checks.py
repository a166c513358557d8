"""Checks about drifts in claims and key questions: by hand, in every cell, in scenarios and readings that say how drivers drift,
after pushes, and where they are undefined."""

from __future__ import annotations

import re

import numpy as np
import pytest

import countermove as cm
from countermove.assessment import Assessment, loads
from countermove.inquiry.draws import MODELS, Sample, drawn_conflict
from countermove.plugins.serve.explorable.program import LEFT_OUT, page_program
from countermove.verdicts.answers.compute import answers
from countermove.verdicts.settings import setting_of
from gmcr.analysis import Arena, Pool
from gmcr.base.errors import AssessmentError
from tests.conftest import ROOT

__all__: list[str] = []

RACE = (ROOT / "docs/examples/race.yaml").read_text("utf-8")
BY_EXAMPLE = (ROOT / "src/countermove/assessment/by_example.yaml").read_text("utf-8")
CONCEPTS = ("nash", "seq")
MORE = """\
open:
  Q: {readings: {eases: {}, stays: {drifts: {strain: []}}, fast: {drifts: {strain: [{falls: {at: 1, per: year}}]}}}}
scenarios:
  talking: {why: they talk already, happens: [south.engage]}
  calm: {why: nothing is lost by waiting, drifts: {hope: [{while: north.test, falls: true}]}}
"""


def asked(**checks: str) -> Assessment:
    claims = "".join(f"  {name}: {{says: asked, {rest}}}\n" for name, rest in checks.items())
    return loads(f"{RACE}{MORE}claims:\n{claims}")


def truths(**checks: str) -> dict[str, list[bool | None]]:
    """Claim → its truth in every reading."""
    return {
        item.id: [None if value < 0 else bool(value) for value in item.values[:, 0].tolist()]
        for item in cm.check(asked(**checks))
    }


def test_checks_by_hand() -> None:
    """In the second reading strain stays, so that hope is gone first; in the third rates are known of one driver alone."""
    found = truths(
        ends="check: {drift_ends: north.test or south.engage}",
        tests="check: {drift_ends: north.test}",
        could="check: {drift_passes: south.engage}",
        low="check: {drift_passes: hope < 0.1}",
        middle="check: {drift_passes: hope < 0.5 and not north.test and not south.engage}",
        order="check: {before: [hope < 0.5, north.test]}",
        race="check: {before: [strain < 0.85, north.test]}",
        never="check: {before: [strain < 0.85, not north.test and hope < 0.2]}",
    )
    assert found == {
        "ends": [True, True, True],
        "tests": [False, True, False],
        "could": [True, False, True],
        "low": [True, True, True],
        "middle": [True, True, True],
        "order": [True, True, True],
        "race": [False, False, False],
        "never": [True, True, True],
    }


def test_scenarios_and_overlays_of_claims_say_how_drivers_drift() -> None:
    found = truths(
        talking="in: talking, check: {drift_passes: north.test}",
        calm="in: calm, check: {drift_passes: north.test}",
        own="with: {drifts: {hope: []}}, check: {drift_passes: north.test}",
        still="with: {drifts: {hope: [], strain: []}}, check: {drift_ends: not north.test and not south.engage}",
    )
    assert found["talking"] == [False] * 3, "hope is no reason then"
    assert found["calm"] == [False] * 3
    assert found["own"] == [False] * 3
    assert found["still"] == [True] * 3


def test_where_nothing_comes_to_rest_there_is_no_end() -> None:
    tap = """\
countermove: 1
concepts: [nash]
actors: {keeper: {options: {open: {}}, wants: [{id: w, want: open iff level < 0.5}]}}
drivers: {level: {now: 0.7, drifts: [{while: open, rises: true}, {falls: true}]}}
claims:
  C1: {says: It ends open, check: {drift_ends: open}}
  C2: {says: It is opened, check: {drift_passes: open}}
  C3: {says: It is low before it is open, check: {before: [level < 0.6, open]}}
"""
    assert [item.values.tolist() for item in cm.check(loads(tap))] == [[[-1]], [[1]], [[1]]]


def test_a_push_is_followed() -> None:
    assessment = asked(could="check: {drift_passes: north.test}")
    [before] = cm.check(assessment)
    [after] = cm.check(assessment.changed({"rewrite": {"n1": {"want": "not north.test"}}}))
    assert before.values.all()
    assert not after.values.any()


def test_a_key_question_asks_what_comes_first() -> None:
    text = RACE.replace("every_outcome: north.test", "before: [south.engage, north.test]")
    [question] = answers(loads(text)).questions
    assert question.answers[0].answer == "no"
    still = text.replace("    drifts: [{while: not north.test, falls: true}]\n", "")
    sure = still.replace("[south.engage, north.test]", "[hope < 0.4, north.test]")
    assert answers(loads(sure)).questions[0].answers[0].answer == "yes"


@pytest.mark.parametrize("model", MODELS)
def test_in_many_draws_each_storyline_is_worked_out_once(model: str) -> None:
    """The values in draws of false premises are those of each drawn game on its own."""
    checks = {
        "ends": "drift_ends: settlement",
        "passes": "drift_passes: port.replace",
        "before": "before: [fund < 0.1, port.replace]",
    }
    claims = "".join(f"  {name}: {{says: asked, check: {{{check}}}}}\n" for name, check in checks.items())
    assessment = loads(re.sub("^claims:.*\n", lambda line: f"{line[0]}{claims}", BY_EXAMPLE, flags=re.MULTILINE))
    wants = tuple(want.id for want in assessment.conflict().wants())
    truths = np.random.default_rng(1).random((12, len(wants))) < 0.8
    pool = Pool.of(Arena(assessment.structure), concepts=CONCEPTS)
    sample = Sample(pool, truths, {want: place for place, want in enumerate(wants)}, model)
    for setting in [setting_of(assessment, name) for name in checks]:
        case = setting.case()
        values = setting.check.truths_in(sample, case, CONCEPTS)
        for place, row in enumerate(truths):
            false = frozenset(want for want, true in zip(wants, row, strict=True) if not true)
            own = case.with_conflict(drawn_conflict(case.conflict, false, model))
            assert values[:, place].tolist() == list(setting.check.truths(own, CONCEPTS)), (setting.id, false)
    stories = [story for key, found in sample.kept.items() if "storylines" in str(key) for story in found]
    assert 1 < len({id(story) for story in stories}) < len(stories)


@pytest.mark.parametrize("pair", ["[hope < 0.3]", "north.test", "[a, b, c]"])
def test_before_is_a_pair(pair: str) -> None:
    with pytest.raises(AssessmentError, match="`before` is a pair"):
        asked(wrong=f"check: {{before: {pair}}}")


def test_a_page_without_a_server_leaves_them_out() -> None:
    page = page_program(asked(could="check: {drift_passes: north.test}", stays="check: {stable: start}"))
    assert page.layout["claims"] == [LEFT_OUT, 0]
    assert page.layout["answers"] == [[1, -1]]
