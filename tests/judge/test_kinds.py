"""Every kind of check that is declared has a meaning in the judge, which looks at every key of it; and the judge, which knows
nothing of the program, says what it says.

What is asked here is asked of one file. A kind or a key that is added fails until the judge knows it and it is asked here.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from inspect import isabstract
from typing import Any

import pytest

import countermove as cm
from countermove.assessment.schema.check import CHECKS, CheckRecord, kind_of
from countermove.inquiry.checks import GameCheck
from tests.conftest import in_one_test
from tests.judge import assessment_strategies as plain
from tests.judge.answers import generate as whole
from tests.judge.answers.checks import MEANINGS, Values, case_of, setting_of, values_of
from tests.judge.answers.roads import CONCEPTS
from tests.judge.assessment_files import loads_document
from tests.judge.assessment_strategies import as_yaml

GAME = """
countermove: 1
title: Pressure
target: give
actors:
  big:
    options: {press: {}, wave: {}}
    wants: [{id: b1, want: give}, {id: b2, want: not press, while: cost >= 0.5, otherwise: press, could_be: press}]
  small:
    options: {give: {}}
    wants: [{id: s1, want: press implies give}, {id: s2, want: not give}]
  third: {options: {stir: {}}, wants: [{id: t1, want: stir}]}
drivers: {cost: {now: 0.7}}
views:
  v1: {holder: small, rewrite: {s1: {want: give}}}
  v2: {holder: third, rewrite: {t1: {want: not stir}}}
"""

ASKED: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "stable": ({"stable": "start"},),
    "content": ({"content": "big"}, {"content": "third"}),
    "every_outcome": ({"every_outcome": "not give", "after": ["press", "give"]},),
    "some_outcome": ({"some_outcome": "give", "after": ["press", "give"]},),
    "no_outcome": ({"no_outcome": "give", "after": ["press", "give"]},),
    "passes": ({"passes": "give", "after": ["press"]},),
    "never_passes": ({"never_passes": "give", "after": ["press"]},),
    "foresight": ({"foresight": "give"}, {"foresight": "stir"}),
    "no_foresight": ({"no_foresight": "give"}, {"no_foresight": "stir"}),
    "induces": (
        {"induces": "big", "to": "give", "credible": True},
        {"induces": "big", "to": "give", "credible": False},
        {"induces": "big", "to": "give", "by": "wave"},
        {"induces": "small", "to": "give"},
    ),
    "lever_gains": (
        {"lever": "press", "moves": "small", "gains": "give"},
        {"lever": "wave", "moves": "small", "gains": "give"},
    ),
    "lever_never_gains": (
        {"lever": "press", "moves": "small", "never_gains": "give"},
        {"lever": "wave", "moves": "small", "never_gains": "give"},
    ),
    "lever_exactly_where": (
        {"lever": "press", "moves": "small", "gains": "give", "exactly_where": "cost >= 0", "vary": ["cost"]},
        {"lever": "press", "moves": "small", "gains": "give", "exactly_where": "cost >= 0.2", "vary": ["cost"]},
    ),
    "prefers": (
        {"prefers": "big", "this": {"with": ["give"]}, "to": {}},
        {"prefers": "big", "this": {}, "to": {"with": ["give"], "without": ["press"]}},
    ),
    "everywhere": (
        {"everywhere": "not press", "where": "cost >= 0.5", "vary": ["cost"]},
        {"everywhere": "not press", "vary": ["cost"]},
        {"everywhere": "not give", "after_each": [[], ["press", "give"]]},
    ),
    "more_responsible": ({"more_responsible": "small", "than": "big"}, {"more_responsible": "big", "than": "small"}),
    "single_changes_only_by": ({"single_changes_only_by": "small"}, {"single_changes_only_by": "big"}),
    "stable_in_own_views": (
        {"stable_in_own_views": {"small": "v1"}},
        {"stable_in_own_views": {"third": "v2"}},
    ),
}
"""Kind → checks. What may be left out of one is left out in turn."""


class Read(dict[str, Any]):
    """A check that remembers which of its keys were looked at."""

    def __init__(self, check: Mapping[str, Any]) -> None:
        super().__init__(check)
        self.seen: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.seen.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.seen.add(key)
        return super().get(key, default)


def judged(check: Mapping[str, Any]) -> Values:
    setting = setting_of(loads_document(GAME))
    return values_of(setting, check, case_of(setting, check, setting.readings[0]))


EVERY: list[type[CheckRecord]] = list(CHECKS)


def named(kind: type[CheckRecord]) -> str:
    return kind.kind


def optional(kind: type[CheckRecord]) -> list[str]:
    """The keys that may be left out."""
    return [field.alias or name for name, field in kind.model_fields.items() if not field.is_required()]


def test_the_judge_has_a_meaning_for_every_kind_and_for_nothing_else() -> None:
    assert set(MEANINGS) == {kind.told_by for kind in EVERY}


def test_every_kind_is_asked_here_with_every_key() -> None:
    assert set(ASKED) == {kind.kind for kind in EVERY}
    for kind in EVERY:
        assert all(kind_of(check) is kind for check in ASKED[kind.kind])
        assert {key for check in ASKED[kind.kind] for key in check} == set(kind.keys()), kind.kind


def test_every_check_of_a_game_is_one_that_is_asked_here() -> None:
    claims = {f"C{k}": {"says": "asked", "check": dict(checks[0])} for k, checks in enumerate(ASKED.values(), 1)}
    assessment = cm.loads(GAME + as_yaml({"claims": claims}))
    asked = {type(claim.check.compiled(assessment)).__qualname__ for claim in assessment.claims.values()}
    every = {kind.__qualname__ for kind in below(GameCheck) if not isabstract(kind)}
    assert asked == {name for name in every if not name.startswith("_")}


def below(kind: type) -> set[type]:
    known: list[type] = type.__subclasses__(kind)
    own = {each for each in known if each.__module__.startswith("countermove.inquiry.")}
    return own.union(*map(below, own))


@in_one_test("kind", EVERY)
def test_the_judge_looks_at_every_key_and_each_makes_a_difference(kind: type[CheckRecord]) -> None:
    checks = [Read(check) for check in ASKED[kind.kind]]
    values = [judged(check) for check in checks]
    assert set().union(*(check.seen for check in checks)) == set(kind.keys())
    assert len(values) == 1 or len(set(values)) > 1, "whatever is asked, the answer is one"
    for key in optional(kind):
        without = [{name: item for name, item in check.items() if name != key} for check in checks]
        assert any(judged(less) != given for less, given in zip(without, values, strict=True)), key


@pytest.mark.parametrize("kind", EVERY, ids=named)
def test_the_judge_and_the_program_say_the_same(kind: type[CheckRecord]) -> None:
    checks = [dict(check) for check in ASKED[kind.kind]]
    checks += [
        {name: item for name, item in check.items() if name != key} for check in checks for key in optional(kind)
    ]
    claims = {f"C{k}": {"says": "asked", "check": check} for k, check in enumerate(checks, 1)}
    for item, check in zip(cm.check(cm.loads(GAME + as_yaml({"claims": claims}))), checks, strict=True):
        found = tuple(None if value < 0 else bool(value) for value in item.values[0].tolist())
        assert item.concepts == CONCEPTS
        assert found == judged(check), check


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("source", ["plain", "whole"])
def test_random_files_ask_every_kind_with_every_key(source: str) -> None:
    """What the judge and the program are compared on, file by file, leaves out nothing."""
    names = plain.EVERY if source == "plain" else whole.CHECKS
    drawn: defaultdict[type[CheckRecord], set[str]] = defaultdict(set)
    for name in names:
        kind, seed = None, 0
        while kind is None or (drawn[kind] != set(kind.keys()) and seed < 6):
            for check in random_checks(source, name, seed):
                kind = kind_of(check)
                assert kind is not None
                drawn[kind] |= set(check)
            seed += 1
    assert {kind.kind: keys for kind, keys in drawn.items()} == {kind.kind: set(kind.keys()) for kind in EVERY}


def random_checks(source: str, name: str, seed: int) -> list[Mapping[str, Any]]:
    """The checks of a random file of one kind."""
    if source == "plain":
        document = plain.random_assessment(random.Random(seed), claims=3, checks=(name,))
    else:
        document = loads_document(whole.random_file(seed, claims=3, checks=(name,)))
    return [claim["check"] for claim in document["claims"].values()]
