"""Scores, averages over days, calibration and skill: against scikit-learn, by hand, and by their properties."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermove.plugins.evidence.score import calibration
from countermove.plugins.evidence.score.calibration import (
    BINS,
    LEAST,
    Judged,
    averaged_score,
    calibrated,
    decomposed,
    skill_of,
    wilson,
)
from countermove.verdicts.forecasts import LogScore, Score, log_score, mean_log_score, mean_score, quadratic_score
from tests.conftest import ROOT, require_module

__all__: list[str] = []

BENCH = ROOT.parent / "shared" / "data" / "forecastbench" / "market_questions_resolved.csv"

judged = st.lists(st.tuples(st.fractions(0, 1, max_denominator=50), st.booleans()), min_size=LEAST, max_size=60)


def brier(items: list[Judged]) -> Fraction:
    found = mean_score([quadratic_score((chance, chance), came) for chance, came in items])
    assert found is not None
    assert found.low == found.high
    return found.low


@pytest.mark.level("all")
@settings(max_examples=10, deadline=None)
@given(judged)
def test_scores_are_those_of_scikit_learn(items: list[Judged]) -> None:
    metrics = require_module("sklearn.metrics", "it judges scores")
    said, came = [float(chance) for chance, _ in items], [came for _, came in items]
    assert isclose(float(brier(items)), metrics.brier_score_loss(came, said), abs_tol=1e-12)
    inside = [(min(max(chance, Fraction(1, 100)), Fraction(99, 100)), came) for chance, came in items]
    found = mean_log_score([log_score((chance, chance), came) for chance, came in inside])
    assert found is not None
    assert found.low == found.high
    expected = metrics.log_loss(came, [float(chance) for chance, _ in inside], labels=[False, True])
    assert isclose(found.low or 0.0, expected, abs_tol=1e-12)


def test_a_logarithmic_score_without_end_is_told_as_such() -> None:
    assert log_score((Fraction(0), Fraction(0)), True) == LogScore(None, None)
    assert log_score((Fraction(0), Fraction(1, 2)), True).high is None
    assert log_score((Fraction(1), Fraction(1)), True) == LogScore(0.0, 0.0)
    assert mean_log_score([LogScore(0.5, None), LogScore(1.5, 2.0)]) == LogScore(1.0, None)
    assert mean_log_score([]) is None


# -- over days ---------------------------------------------------------------------------------------------------------

FIRST = date(2025, 1, 1)


def test_an_average_is_that_of_the_score_of_every_day() -> None:
    steps = [
        (FIRST, (Fraction(1, 2),) * 2),
        (date(2025, 1, 4), (Fraction(4, 5),) * 2),
        (date(2025, 1, 9), (Fraction(1, 10),) * 2),
    ]
    last = date(2025, 1, 10)
    of_day = []
    for day in range(1, 11):
        chance = next(chance for begun, (chance, _) in reversed(steps) if begun <= date(2025, 1, day))
        of_day.append((1 - chance) ** 2)
    expected = sum(of_day, Fraction(0)) / 10
    assert averaged_score(steps, FIRST, last, True) == Score(expected, expected)


def test_what_comes_after_the_last_day_does_not_count_and_one_chance_has_its_own_score() -> None:
    chance = (Fraction(1, 5), Fraction(2, 5))
    late = (date(2025, 3, 1), (Fraction(1), Fraction(1)))
    found = averaged_score([(FIRST, chance), late], FIRST, date(2025, 2, 1), True)
    assert found == quadratic_score(chance, True)
    assert averaged_score([late], FIRST, date(2025, 4, 1), True) is None  # nothing stood on the first day
    assert averaged_score([(FIRST, chance)], date(2025, 1, 2), FIRST, True) is None
    assert averaged_score([], FIRST, FIRST, True) is None


# -- calibration -------------------------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(judged)
def test_the_parts_make_the_score_exactly(items: list[Judged]) -> None:
    with pytest.MonkeyPatch.context() as fewer:
        fewer.setattr(calibration, "_DRAWS", 10)
        _parts(items)


def _parts(items: list[Judged]) -> None:
    found = decomposed(items)
    assert found is not None
    made = found.reliability.value - found.resolution.value + found.uncertainty.value + found.within_bins
    assert made == found.score.value == brier(items)
    bins = calibrated(items)
    assert sum(item.forecasts for item in bins) == len(items)
    assert sum(item.came_true for item in bins) == found.came_true
    assert all(item.low <= item.said <= item.high for item in bins)
    tenths = [(Fraction(round(chance * BINS), BINS), came) for chance, came in items]
    alike = decomposed([(min(chance, Fraction(9, 10)), came) for chance, came in tenths])
    assert alike is not None
    assert alike.within_bins == 0  # one probability a bin: Murphy's three parts alone


def test_parts_by_hand() -> None:
    """Twenty at 0.2 of which four come true, ten at 0.8 of which six do."""
    items = [(Fraction(1, 5), place < 4) for place in range(20)] + [(Fraction(4, 5), place < 6) for place in range(10)]
    found = decomposed(items)
    assert found is not None
    third = Fraction(1, 3)
    assert found.reliability.value == third * Fraction(1, 5) ** 2
    assert (
        found.resolution.value == Fraction(2, 3) * (Fraction(1, 5) - third) ** 2 + third * (Fraction(3, 5) - third) ** 2
    )
    assert found.uncertainty.value == third * (1 - third)
    for part in (found.score, found.reliability, found.resolution, found.uncertainty):
        assert part.least <= part.most
    assert found.score.least < found.score.value < found.score.most
    assert decomposed(items, seed=0) == found
    assert decomposed(items, seed=1) != found


def test_below_thirty_nothing_is_said() -> None:
    items = [(Fraction(1, 2), True)] * (LEAST - 1)
    assert (decomposed(items), calibrated(items)) == (None, ())


@pytest.mark.level("all")
@pytest.mark.parametrize(("true", "of"), [(0, 7), (3, 7), (7, 7), (40, 100), (1, 1000)])
def test_wilsons_interval_is_that_of_scipy(true: int, of: int) -> None:
    stats = require_module("scipy.stats", "it judges intervals")
    expected = stats.binomtest(true, of).proportion_ci(method="wilson")
    assert np.allclose(wilson(true, of), (expected.low, expected.high), atol=1e-12)


def test_skill() -> None:
    half, tenth = Score(Fraction(1, 4), Fraction(1, 4)), Score(Fraction(1, 100), Fraction(4, 100))
    found = skill_of("even odds", [tenth], [half])
    assert found is not None
    assert (found.low, found.high) == (Fraction(84, 100), Fraction(96, 100))
    perfect = skill_of("crowd", [tenth], [Score(Fraction(0), Fraction(0))])
    assert perfect is not None
    assert (perfect.low, perfect.high) == (None, None)
    assert skill_of("crowd", [], []) is None


# -- a real crowd ------------------------------------------------------------------------------------------------------


@pytest.mark.level("all")
@pytest.mark.skipif(not BENCH.exists(), reason="the data are not here")
def test_the_crowd_of_forecastbench() -> None:
    """1,152 questions of markets, each at its earliest freeze."""
    metrics = require_module("sklearn.metrics", "it judges scores")
    rows: dict[tuple[str, str], dict[str, str]] = {}
    with open(BENCH, encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            kept = rows.setdefault((row["source"], row["id"]), row)
            if row["freeze"] < kept["freeze"]:
                rows[row["source"], row["id"]] = row
    items = [(Fraction(row["crowd_p"]), row["outcome"] == "1") for row in rows.values()]
    assert len(items) == 1152
    said, came = [float(chance) for chance, _ in items], [came for _, came in items]
    found = decomposed(items)
    assert found is not None
    assert isclose(float(found.score.value), metrics.brier_score_loss(came, said), abs_tol=1e-12)
    parts = (found.score, found.reliability, found.resolution, found.uncertainty)
    told = [f"{float(part.value):.4f}" for part in parts] + [f"{found.score.least:.4f}", f"{found.score.most:.4f}"]
    assert told == ["0.1001", "0.0015", "0.0956", "0.1938", "0.0900", "0.1111"]  # as docs/scoring.md says
    assert f"{1 - float(found.score.value / found.uncertainty.value):.2f}" == "0.48"
    assert found.came_true == 303
