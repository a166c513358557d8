"""Checks in all draws of a sample against the same checks in one game after another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from countermove.inquiry import draws as sample_edits
from countermove.inquiry.checks import CheckedGame, Drawn, GameCheck
from countermove.inquiry.draws import MODELS, EditSample, Sample, drawn_conflict
from countermove.verdicts.settings import Setting, setting_of
from gmcr import CONCEPTS
from gmcr.analysis import Games, Pool
from tests.conftest import FULL, models
from tests.judge.assessment_strategies import CHECKS, EVERY
from tests.unit.questions.assessments import pair

EDITS = ("more_responsible", "single_changes_only_by")
SLOW = ("exactly_where", "everywhere")
"""Kinds for which going through one game after another takes long."""

DRAWS = 12


def drawn(setting: Setting, seed: int, true: float = 0.6) -> tuple[NDArray[np.bool_], dict[str, int]]:
    rng = np.random.default_rng(seed)
    wants = setting.wants
    return rng.random((DRAWS, len(wants))) < true, {want: k for k, want in enumerate(wants)}


def one(case: CheckedGame, false: frozenset[str], model: str) -> CheckedGame:
    """A case in one draw, on its own."""
    return CheckedGame.of(
        games=Games(case.conflict.structure),
        conflict=drawn_conflict(case.conflict, false, model),
        target=case.target,
        ranges=case.ranges,
        own={actor: drawn_conflict(seen, false, model) for actor, seen in case.own.items()},
        lead=case.lead,
    )


def number(value: bool | None) -> int:
    return -1 if value is None else int(value)


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all")
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_of_check_in_every_draw(kind: str, model: str) -> None:
    seen = set()
    seeds = models(range(30, 60), range(30, 38)) if kind in EDITS else range(2 if kind in SLOW else 5)
    for seed in (12, 38, 89, 235) if kind == "induces" else seeds:  # few have an inducement at the start
        assessment = pair(seed + 1000, claims=6 if kind == "induces" else 2, checks=(kind,)).assessment
        for name in assessment.claims:
            setting = setting_of(assessment, name)
            truths, place = drawn(setting, seed, 0.9 if kind in EDITS else 0.6)
            case = replace(setting.base, lead=CONCEPTS[seed % 5])
            sample = Sample(Pool.of(case.games.arena, concepts=CONCEPTS), truths, place, model)
            if seed % 2:  # saying beforehand what will be looked at changes nothing
                setting.check.announce(sample, case)
            values = setting.check.values_in(sample, case, CONCEPTS)
            assert values.shape == (len(CONCEPTS), DRAWS)
            for draw in range(4 if kind in SLOW else DRAWS):
                false = frozenset(want for want, k in place.items() if not truths[draw, k])
                alone = one(case, false, model)
                expected = [number(setting.check.holds(alone, concept)) for concept in CONCEPTS]
                assert values[:, draw].tolist() == expected, (seed, name, draw)
            slow = GameCheck.holds_in(setting.check, Drawn(case, sample), "nash")  # as any new kind has it
            assert np.array_equal(slow, values[0]), (seed, name)
            seen |= set(np.unique(values).tolist())
    assert kind in SLOW or seen >= ({0} if kind == "single_changes_only_by" else {0, 1})


def test_a_want_without_a_column_is_true() -> None:
    assessment = pair(3, claims=2, checks=("some_outcome",)).assessment
    setting = setting_of(assessment, next(iter(assessment.claims)))
    case = setting.base
    sample = Sample(Pool.of(case.games.arena), np.zeros((3, 0), dtype=np.bool_), {}, "dropped")
    values = setting.check.values_in(sample, case, CONCEPTS)
    expected = [number(setting.check.holds(case, concept)) for concept in CONCEPTS]
    assert values.tolist() == [[value] * 3 for value in expected]


@pytest.mark.level("all", but=6)
@pytest.mark.parametrize("kind", [kind for kind in CHECKS if kind not in EDITS])
def test_factors_are_about_one_actor_each_and_together_the_check(kind: str) -> None:
    for seed in range(2):
        assessment = pair(seed + 2000, claims=2, checks=(kind,)).assessment
        for name in assessment.claims:
            setting = setting_of(assessment, name)
            truths, place = drawn(setting, seed)
            case = setting.base
            sample = Sample(Pool.of(case.games.arena), truths, place, "reversed")
            for row, concept in enumerate(CONCEPTS):
                factors = setting.check.factors(case, concept)
                if factors is None:
                    continue
                whole = setting.check.values_in(sample, case, CONCEPTS)[row]
                product = np.ones(DRAWS, dtype=np.int8)
                for actor, conflict, check in factors:
                    product &= _alone(check, case, conflict, concept, sample)
                    own = {want.id for want in conflict.preferences[actor]}  # type: ignore[union-attr]
                    others = [k for want, k in place.items() if want not in own]
                    changed = truths.copy()
                    changed[:, others] ^= True
                    again = Sample(Pool(sample.tables), changed, place, "reversed")
                    first = _alone(check, case, conflict, concept, sample)
                    assert np.array_equal(first, _alone(check, case, conflict, concept, again))
                assert np.array_equal(product, whole)


def _alone(check: GameCheck, case: CheckedGame, conflict: object, concept: str, sample: Sample) -> NDArray[np.int8]:
    return check.values_in(sample, case.with_conflict(conflict), (concept,))[0]


@pytest.mark.level("all")
def test_what_is_known_of_edits_serves_every_sample_and_may_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(3 if FULL else 1):
        assessment = pair(seed + 3000, claims=4, checks=EDITS).assessment
        settings = [setting_of(assessment, name) for name in assessment.claims]
        arena = settings[0].base.games.arena
        edits = EditSample(Pool.of(arena))
        for model in MODELS:
            for turn in range(3):
                if turn == 2:
                    monkeypatch.setattr(sample_edits, "_CACHE_BYTES", 0)
                for setting in settings:
                    truths, place = drawn(setting, seed + turn)
                    sample = Sample(Pool.of(arena), truths, place, model)
                    keeping = Sample(Pool.of(arena), truths, place, model, edits=edits)
                    fresh = setting.check.values_in(sample, setting.base, ("nash",))
                    again = setting.check.values_in(keeping, setting.base, ("nash",))
                    assert np.array_equal(fresh, again)
            monkeypatch.undo()
