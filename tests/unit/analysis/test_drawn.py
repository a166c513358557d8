"""Checks in all draws of a sample against the same checks in each drawn game on its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from countermove.inquiry.checks import CheckedGame, GameCheck
from countermove.inquiry.draws import MODELS, Sample, drawn_conflict
from countermove.verdicts.evaluation import evaluate_in, evaluated_in
from countermove.verdicts.settings import Setting, setting_of
from gmcr import CONCEPTS
from gmcr.analysis import Games, Pool
from tests.conftest import FULL, models, require_core
from tests.judge.assessment_strategies import CHECKS, COMPILED, EVERY
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
        drifts=case.drifts,
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
            values = setting.check.values_in(sample, case, CONCEPTS)
            assert values.shape == (len(CONCEPTS), DRAWS)
            for draw in range(4 if kind in SLOW else DRAWS):
                false = frozenset(want for want, k in place.items() if not truths[draw, k])
                alone = one(case, false, model)
                expected = [number(setting.check.holds(alone, concept)) for concept in CONCEPTS]
                assert values[:, draw].tolist() == expected, (seed, name, draw)
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
def test_what_is_known_of_games_serves_every_sample() -> None:
    for seed in range(3 if FULL else 1):
        assessment = pair(seed + 3000, claims=4, checks=(*EDITS, "every_outcome", "everywhere")).assessment
        settings = [setting_of(assessment, name) for name in assessment.claims]
        arena = settings[0].base.games.arena
        apart = Games(arena.structure)
        for model in MODELS:
            for turn in range(2):
                for setting in settings:
                    truths, place = drawn(setting, seed + turn)
                    sample = Sample(Pool.of(arena), truths, place, model)
                    keeping = Sample(Pool.of(arena), truths, place, model, apart=apart)
                    fresh = setting.check.values_in(sample, setting.base, CONCEPTS)
                    again = setting.check.values_in(keeping, setting.base, CONCEPTS)
                    assert np.array_equal(fresh, again)


def test_draws_that_are_one_game_are_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not once for each draw, and not again for another check of the same game that says the same."""
    assessment = pair(3, claims=2, checks=("every_outcome",)).assessment
    setting = setting_of(assessment, next(iter(assessment.claims)))
    truths, place = drawn(setting, 1)
    sample = Sample(Pool.of(setting.base.games.arena), np.concatenate([truths] * 20), place, "dropped")
    judged, holds = [], type(setting.check).holds

    def counting(check: GameCheck, case: CheckedGame, concept: str) -> bool | None:
        judged.append(check.depends_on(case))
        return holds(check, case, concept)

    monkeypatch.setattr(type(setting.check), "holds", counting)
    values = setting.check.values_in(sample, setting.base, ("nash",))
    assert values.shape == (1, 20 * DRAWS)
    assert 1 < len(judged) == len(set(judged)) <= DRAWS
    setting.check.values_in(sample, setting_of(assessment, setting.id).base, ("nash",))
    assert len(judged) <= DRAWS


def test_the_evaluator_tells_of_every_draw_what_the_meaning_does() -> None:
    """For every kind of check that it tells of, with the sides of one sample asked for together."""
    require_core()
    told = 0
    for seed in range(6 if FULL else 3):
        assessment = pair(seed + 1000, claims=6, checks=COMPILED).assessment
        settings = [setting_of(assessment, name) for name in assessment.claims]
        for model in MODELS:
            wants = dict.fromkeys(want for setting in settings for want in setting.wants)
            place = {want: k for k, want in enumerate(wants)}
            truths = np.random.default_rng(seed).random((DRAWS, len(place))) < 0.7
            sample = Sample(Pool.of(settings[0].base.games.arena, concepts=CONCEPTS), truths, place, model)
            evaluate_in([(setting, setting.base) for setting in settings], sample)
            for setting in settings:
                own = evaluated_in(setting, setting.base, sample, CONCEPTS)
                if own is not None:
                    told += 1
                    literal = setting.check.truths_in(sample, setting.base, CONCEPTS)
                    assert np.array_equal(own, literal), (seed, model, setting.id)
    assert told >= 30
