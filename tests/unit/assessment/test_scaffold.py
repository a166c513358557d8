"""The text of a new assessment."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from pydantic import BaseModel

from countermove.assessment import lint, loads, scaffold
from countermove.assessment.schema import CHECKS, Overlay
from countermove.likelihood import WORDS

__all__: list[str] = []


TITLES = ["Will it hold?", 'He said: "no" \\ #1', "{braces} & *stars*", "Ja – 北京", ""]


@pytest.mark.parametrize("title", TITLES)
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


@pytest.mark.parametrize("title", TITLES)
def test_the_whole_format_by_example_takes_a_title(title: str) -> None:
    assert loads(scaffold(title, full=True)).document.title == title


def test_the_whole_format_by_example_is_sound() -> None:
    assessment = loads(scaffold(full=True))
    assert {warning.code for warning in lint(assessment)} <= {"restates"}, "so small a model restates its premises"
    words = {want.certainty for actor in assessment.document.actors.values() for want in actor.wants}
    assert words & set(assessment.document.scale)
    assert words & WORDS


def test_the_whole_format_by_example_has_every_key_and_every_check() -> None:
    used: defaultdict[type[BaseModel], set[str]] = defaultdict(set)
    collect(loads(scaffold(full=True)).document, used)
    assert set(CHECKS) <= set(used)
    # What several records inherit is shown in one of them: overlays in scenarios, `note` in wants, `after` in outcomes.
    for kind in [*used, *{base for record in used for base in record.__mro__ if issubclass(base, BaseModel)}]:
        own = set(kind.__annotations__) & set(kind.model_fields) - {"todo"}  # which no file has that can be used
        shown = set().union(*(keys for other, keys in used.items() if issubclass(other, kind)))
        assert own <= shown, f"{kind.__name__}: {', '.join(own - shown)}"
    assert used[Overlay], "a claim has changes of its own"


def collect(value: Any, used: defaultdict[type[BaseModel], set[str]]) -> None:
    """The fields that are given, by kind of record."""
    if isinstance(value, BaseModel):
        used[type(value)] |= value.model_fields_set
        for name in type(value).model_fields:
            collect(getattr(value, name), used)
    elif isinstance(value, (dict, tuple)):
        for inner in value.values() if isinstance(value, dict) else value:
            collect(inner, used)
