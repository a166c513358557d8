"""Readings that what happened does not refute, against the naive judge."""

from __future__ import annotations

import pytest

import countermove as cm
from countermove import CONCEPTS, UnknownName
from countermove.questions.facts.found import facts
from tests.judge.assessment_claims import survivors
from tests.judge.assessment_games import readings
from tests.unit.questions.assessments import pair


def test_the_survivors_are_the_judges() -> None:
    counts = set()
    for seed in range(60):
        given = pair(seed)
        found = facts(given.assessment)
        if "facts" not in given.document:
            assert found is None
            continue
        assert found is not None
        expected, every = survivors(given.document), readings(given.document)
        assert (found.scenario, found.outcome, found.concepts) == ("s1", given.document["facts"]["outcome"], CONCEPTS)
        assert found.survives.shape == (len(every), 5)
        for place, name in enumerate(CONCEPTS):
            alive = [reading for reading, yes in zip(every, found.survives[:, place], strict=True) if yes]
            assert alive == expected[name], (seed, name)
            counts.add(len(alive))
        some = [reading for reading in every if any(reading in expected[name] for name in CONCEPTS)]
        assert dict(found.left) == {
            question: tuple(a for a in body["readings"] if any(reading[question] == a for reading in some))
            for question, body in given.document["open"].items()
        }
    assert {0, 1, 2} <= counts


def test_fewer_concepts() -> None:
    given = next(pair(seed) for seed in range(60) if "facts" in pair(seed).document)
    whole, part = facts(given.assessment), facts(given.assessment, concepts=["smr", "nash"])
    assert whole is not None
    assert part is not None
    assert part.concepts == ("smr", "nash")
    assert (part.survives == whole.survives[:, [2, 0]]).all()
    with pytest.raises(UnknownName):
        facts(given.assessment, concepts=["all"])


def test_korea() -> None:
    assessment = cm.load("korea-2021")
    found = facts(assessment)
    assert (found is None) == (assessment.document.facts is None)
