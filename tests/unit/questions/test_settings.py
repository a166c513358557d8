from __future__ import annotations

from dataclasses import replace

import pytest

import countermove as cm
from countermove.verdicts.settings import setting_of
from gmcr.analysis import Games
from tests.unit.questions.assessments import pair

TEXT = """
countermove: 1
title: Settings
sources: {n: {what: made up, grade: B2, default: true}}
actors:
  a:
    options: {x: {does: comes}}
    wants: [{id: a1, want: x, could_be: not x, at: [1]}, {id: a2, want: y, at: [1]}]
  b:
    options: {y: {does: comes}}
    wants: [{id: b1, want: not y, at: [1]}]
open: {Q: {asks: which?, readings: {one: {}, two: {drop: [b1]}}}}
scenarios: {s: {why: drawn, at: [1], happens: [x]}}
views: {v: {holder: b, about: drawn, at: [1], drop: [a1]}}
claims:
  C1:
    {says: one, check: {stable: start}, at: [1], in: s, under: v, probe: true, by: b, expect: follows,
     with: {happens: [y]}}
  C2: {says: two, check: {stable_in_own_views: {b: v}}, at: [1]}
"""


def ids(conflict: cm.Conflict) -> list[str]:
    return [want.id for wants in conflict.preferences.values() for want in wants]  # type: ignore[union-attr]


def test_a_claim_is_judged_where_it_says() -> None:
    setting = setting_of(cm.loads(TEXT), "C1")
    assert (setting.scenario, setting.view, setting.probe, setting.by, setting.expect) == (
        "s",
        "v",
        True,
        "b",
        "follows",
    )
    assert setting.base.conflict.start == 3
    assert ids(setting.base.conflict) == ["a2", "b1"]
    assert ids(setting.case({"Q": "two"}).conflict) == ["a2"]
    assert setting.wants == ("a2", "b1")
    assert dict(setting.base.own) == {}


def test_actors_that_see_something_else() -> None:
    setting = setting_of(cm.loads(TEXT), "C2")
    assert ids(setting.base.conflict) == ["a1", "a2", "b1"]
    assert {actor: ids(seen) for actor, seen in setting.base.own.items()} == {
        "a": ["a1", "a2", "b1"],
        "b": ["a2", "b1"],
    }
    assert setting.wants == ("a1", "a2", "b1")


def test_variants_change_every_game_that_has_the_want() -> None:
    setting = setting_of(cm.loads(TEXT), "C2")
    edited = {(edit.want, edit.kind): case for edit, case in setting.edited}
    assert list(edited) == [("a1", "drop"), ("a1", "could_be"), ("a1", "swap"), ("a2", "drop"), ("b1", "drop")]
    swapped = edited["a1", "swap"]
    assert ids(swapped.conflict) == ["a2", "a1", "b1"]
    assert ids(swapped.own["b"]) == ["a2", "b1"]  # b does not know a1
    dropped = edited["b1", "drop"]
    assert (ids(dropped.conflict), ids(dropped.own["b"])) == (["a1", "a2"], ["a2"])
    assert ids(setting.bare.conflict) == ids(setting.bare.own["b"]) == []
    alone = {want: (ids(case.conflict), ids(case.own["b"])) for want, case in setting.alone}
    assert alone == {"a1": (["a1"], []), "a2": (["a2"], ["a2"]), "b1": (["b1"], ["b1"])}
    assert len(setting.variants) == 5 + 1 + 3


@pytest.mark.level("judge")
def test_what_was_judged_before_is_what_would_be_judged_now() -> None:
    known = 0
    for seed in range(70, 82):
        assessment = pair(seed).assessment
        for name in assessment.claims:
            setting = setting_of(assessment, name)
            cases = [setting.case(reading) for reading in assessment.readings]
            for case in (*cases, *setting.variants):
                known += bool(setting.check.known_in(case))
                found = setting.check.values(case, cm.CONCEPTS)
                fresh = replace(case, games=Games(case.conflict.structure))
                assert found == setting.check.values(fresh, cm.CONCEPTS), (seed, name)
    assert known > 100
