"""The text of a new assessment."""

from __future__ import annotations

import pytest

from countermove.assessment import lint, loads, scaffold

__all__: list[str] = []


@pytest.mark.parametrize("title", ["Will it hold?", 'He said: "no" \\ #1', "{braces} & *stars*", "Ja – 北京", ""])
def test_a_new_assessment_is_sound_and_passes_lint(title: str) -> None:
    assessment = loads(scaffold(title))
    assert assessment.document.title == title
    assert lint(assessment) == ()


def test_a_new_assessment_has_one_of_everything_that_matters() -> None:
    assessment = loads(scaffold())
    assert len(assessment.actors) == 2
    assert len(assessment.readings) == 2
    assert assessment.target is not None
    assert assessment.claims
    assert assessment.conflict(scenario="thaw").start == 0
