"""Every kind of check that is declared has a meaning in the judge, which looks at every key of it; and the judge, which knows
nothing of the program, says what it says.

What is asked here is asked of one file. A kind or a key that is added fails until ``answers/checks.py`` has a meaning for it,
asks it, and says how it is drawn.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from inspect import isabstract
from typing import Any

import pytest

import countermove as cm
from countermove.assessment.schema.check import CHECKS, CheckRecord, kind_of
from countermove.inquiry.checks import GameCheck
from gmcr.base.errors import AssessmentError
from tests.conftest import EXAMPLES, in_one_test, models
from tests.judge import assessment_strategies as plain
from tests.judge.answers import generate as whole
from tests.judge.answers.checks import (
    ASKED,
    DRAWN,
    GAME,
    GRADED,
    MEANINGS,
    Values,
    case_of,
    claim_case,
    file_for,
    setting_of,
    values_of,
)
from tests.judge.answers.graded import graded_file
from tests.judge.answers.roads import CONCEPTS
from tests.judge.assessment_files import Invalid, loads_document
from tests.judge.assessment_strategies import as_yaml


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


def judged(check: Mapping[str, Any], file: str) -> Values | None:
    """The values of a check; None if the file may not ask it."""
    setting = setting_of(loads_document(file))
    try:
        return values_of(setting, check, case_of(setting, check, setting.readings[0]))
    except Invalid:
        return None


def claiming(checks: Iterable[Mapping[str, Any]], file: str) -> str:
    """The file with a claim for each check."""
    return file + as_yaml({"claims": {f"C{k}": {"says": "asked", "check": dict(c)} for k, c in enumerate(checks, 1)}})


EVERY: list[type[CheckRecord]] = list(CHECKS)


def keys_of(kind: type[CheckRecord]) -> set[str]:
    """The keys of a kind."""
    return set(kind.keys())


def named(kind: type[CheckRecord]) -> str:
    return kind.kind


def optional(kind: type[CheckRecord]) -> list[str]:
    """The keys that may be left out."""
    names = [field.alias or name for name, field in kind.model_fields.items() if not field.is_required()]
    return [name for name in names if name in keys_of(kind)]


def test_the_judge_has_a_meaning_for_every_kind_and_for_nothing_else() -> None:
    assert set(MEANINGS) == {kind.discriminators for kind in EVERY}


def test_every_kind_is_asked_here_with_every_key() -> None:
    assert set(ASKED) == {kind.kind for kind in EVERY}
    for kind in EVERY:
        assert all(kind_of(check) is kind for check in ASKED[kind.kind])
        assert {key for check in ASKED[kind.kind] for key in check} == keys_of(kind), kind.kind


def test_every_check_of_a_game_is_one_that_is_asked_here() -> None:
    every_one = [check for checks in ASKED.values() for check in checks]
    asked = set()
    for file in (GAME, GRADED):
        assessment = cm.loads(claiming((check for check in every_one if file_for(check) == file), file))
        asked |= {type(claim.check.compiled(assessment)).__qualname__ for claim in assessment.claims.values()}
    every = {kind.__qualname__ for kind in below(GameCheck) if not isabstract(kind)}
    assert asked == {name for name in every if not name.startswith("_")}


def below(kind: type) -> set[type]:
    known: list[type] = type.__subclasses__(kind)
    own = {each for each in known if each.__module__.startswith("countermove.inquiry.")}
    return own.union(*map(below, own))


@in_one_test("kind", EVERY)
def test_the_judge_looks_at_every_key_and_each_makes_a_difference(kind: type[CheckRecord]) -> None:
    checks = [Read(check) for check in ASKED[kind.kind]]
    files = [file_for(check) for check in ASKED[kind.kind]]
    values = [judged(check, file) for check, file in zip(checks, files, strict=True)]
    assert None not in values
    assert set().union(*(check.seen for check in checks)) == keys_of(kind)
    assert len(values) == 1 or len(set(values)) > 1, "whatever is asked, the answer is one"
    for key in optional(kind):
        without = [{name: item for name, item in check.items() if name != key} for check in checks]
        assert any(judged(less, file) != given for less, file, given in zip(without, files, values, strict=True)), key


@pytest.mark.parametrize("kind", EVERY, ids=named)
def test_the_judge_and_the_program_say_the_same(kind: type[CheckRecord]) -> None:
    for file in dict.fromkeys(map(file_for, ASKED[kind.kind])):
        checks = [dict(check) for check in ASKED[kind.kind] if file_for(check) == file]
        checks += [
            {name: item for name, item in check.items() if name != key} for check in checks for key in optional(kind)
        ]
        allowed = [check for check in checks if judged(check, file) is not None]
        for item, check in zip(cm.check(cm.loads(claiming(allowed, file))), allowed, strict=True):
            found = tuple(None if value < 0 else bool(value) for value in item.values[0].tolist())
            assert item.concepts == CONCEPTS
            assert found == judged(check, file), check
        for check in checks:
            if check not in allowed:
                with pytest.raises(AssessmentError):
                    cm.loads(claiming([check], file))


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("source", ["plain", "whole"])
def test_random_files_ask_every_kind_with_every_key(source: str) -> None:
    """What the judge and the program are compared on, file by file, leaves out nothing."""
    names = plain.EVERY if source == "plain" else whole.EVERY
    drawn: defaultdict[type[CheckRecord], set[str]] = defaultdict(set)
    for name in names:
        kind, seed = None, 0
        while kind is None or (drawn[kind] != keys_of(kind) and seed < 6):
            for check in random_checks(source, name, seed):
                kind = kind_of(check)
                assert kind is not None
                drawn[kind] |= set(check)
            seed += 1
    assert {kind.kind: keys for kind, keys in drawn.items()} == {kind.kind: keys_of(kind) for kind in EVERY}


def random_checks(source: str, name: str, seed: int) -> list[Mapping[str, Any]]:
    """The checks of a random file of one kind, for stability with words of strength and doubt."""
    if source == "plain":
        document = plain.random_assessment(random.Random(seed), claims=3, checks=(name,))
    else:
        document = loads_document(whole.random_file(seed, claims=3, checks=(name,)))
    if name == "stable":
        document = graded_file(document, random.Random(seed))
    return [claim["check"] for claim in document["claims"].values()]


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("kind", DRAWN)
def test_the_judge_and_the_program_say_the_same_of_random_files(kind: str) -> None:
    """Of kinds that are drawn only where they are asked for, in the first reading."""
    for seed in range(EXAMPLES // 3):
        for _ in alike(plain.random_assessment(random.Random(seed), checks=(kind,)), readings=1):
            pass


def test_the_judge_and_the_program_say_the_same_of_strength_and_doubt() -> None:
    """In every reading, with words in overlays too."""
    seen, words = set(), set()
    for seed in models(range(400), (13, 29, 135, 185, 278, 391)):  # where they decide at the start
        rng = random.Random(seed)
        document = plain.random_assessment(rng, claims=3, checks=("stable",), needs=0.3 * (seed % 2))
        plain.into_range(document, document["drivers"])
        for check, values in alike(graded_file(document, rng)):
            seen |= set(values)
            words |= set(check)
    assert seen == {True, False, None}
    assert words == {"stable", "strongly", "type"}


def alike(document: Mapping[str, Any], readings: int | None = None) -> Iterator[tuple[Mapping[str, Any], Values]]:
    """The checks of a document with their values, which the program agrees with."""
    text = as_yaml(document)
    setting = setting_of(loads_document(text))
    for item, claim in zip(cm.check(cm.loads(text)), setting.document["claims"].values(), strict=True):
        for reading, own in [*zip(setting.readings, item.values.tolist(), strict=True)][:readings]:
            values = values_of(setting, claim["check"], claim_case(setting, claim, reading))
            assert tuple(None if value < 0 else bool(value) for value in own) == values, (text, claim["check"])
            yield claim["check"], values
