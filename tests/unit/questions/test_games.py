from __future__ import annotations

import gc
import weakref

import pytest

import countermove as cm
from countermove.context.games import games_of
from tests.unit.questions.assessments import pair, paper


def test_one_for_each_assessment() -> None:
    one, other = pair(0).assessment, paper(pair(0).document)
    assert games_of(one) is games_of(one)
    assert games_of(one) is not games_of(other)
    assert games_of(one).arena.structure is one.conflict().structure


@pytest.mark.level("all")
def test_it_lives_as_long_as_the_assessment() -> None:
    assessment = paper(pair(1).document)
    cm.check(assessment)
    watched = weakref.ref(games_of(assessment))
    assert watched() is not None
    del assessment
    gc.collect()
    assert watched() is None
