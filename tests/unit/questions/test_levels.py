"""Options in degrees against the judge, to whom every threshold is an option; and acts that are undone."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

import pytest

import countermove as cm
from tests.judge.answers.claims import judge_claims
from tests.judge.assessment_files import Infeasible
from tests.judge.assessment_levels import in_degrees
from tests.judge.assessment_strategies import require_feasible
from tests.unit.questions.assessments import pair, paper, written
from tests.unit.questions.test_claims import same


def degrees(seed: int) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """A random document with an option in degrees, and the same spelled out; needs and acts undone in some."""
    rng = random.Random(seed)
    while True:
        plain = written(rng.randrange(1 << 30), needs=0.4 * (seed % 2), undo=0.3)
        leveled, spelled = in_degrees(plain, rng)
        try:
            require_feasible(spelled)
        except Infeasible:
            continue
        return leveled, spelled


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all")
@pytest.mark.parametrize("first", range(0, 45, 3))
def test_degrees_are_options_that_are_kept_in_order(first: int) -> None:
    for seed in range(first, first + 3):
        leveled, spelled = degrees(seed)
        expected = judge_claims(spelled)
        assert re.search(" (>=|<|=|<=|>|!=) (high|low|zero)", str(leveled))
        for item in cm.check(paper(leveled)):
            same(item, expected[item.id], (seed, item.id, leveled["claims"][item.id]))


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("first", range(0, 40, 8))
def test_acts_that_are_undone_are_judged_alike(first: int) -> None:
    undone = 0
    for seed in range(first, first + 8):
        given = pair(seed, undo=0.6)
        undone += "not " in str([claim["check"] for claim in given.document["claims"].values()])
        expected = judge_claims(given.document)
        for item in cm.check(given.assessment):
            same(item, expected[item.id], (seed, item.id, given.document["claims"][item.id]))
    assert undone > 5
