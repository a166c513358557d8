"""The quadratic score, against its definition and its properties."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermove.verdicts.forecasts import EVEN_ODDS, Score, mean_score, quadratic_score

__all__: list[str] = []

chances = st.fractions(0, 1)


@given(chances, st.booleans())
def test_a_number_scores_its_squared_error(chance: Fraction, came_true: bool) -> None:
    error = (chance - int(came_true)) ** 2
    assert quadratic_score((chance, chance), came_true) == Score(error, error)


@given(st.tuples(chances, chances).map(sorted), chances, st.booleans())
def test_an_interval_holds_the_scores_of_all_its_numbers(
    ends: list[Fraction], share: Fraction, came_true: bool
) -> None:
    low, high = ends
    inside = low + share * (high - low)
    score = quadratic_score((low, high), came_true)
    assert score.low <= quadratic_score((inside, inside), came_true).low <= score.high
    assert {score.low, score.high} == {quadratic_score((end, end), came_true).low for end in ends}


@given(chances, chances)
def test_saying_what_one_believes_scores_best(believed: Fraction, said: Fraction) -> None:
    def expected(told: Fraction) -> Fraction:
        return (
            believed * quadratic_score((told, told), True).low
            + (1 - believed) * quadratic_score((told, told), False).low
        )

    assert expected(believed) <= expected(said)


def test_even_odds_score_a_quarter_whatever_happens() -> None:
    half = Fraction(1, 2)
    assert [quadratic_score((half, half), seen) for seen in (True, False)] == [Score(EVEN_ODDS, EVEN_ODDS)] * 2


def test_the_mean_is_over_forecasts() -> None:
    scores = [quadratic_score((Fraction(8, 10), Fraction(95, 100)), seen) for seen in (True, False)]
    found = mean_score(scores)
    assert found is not None
    assert (found.low, found.high) == (
        (Fraction(5, 100) ** 2 + Fraction(8, 10) ** 2) / 2,
        (Fraction(2, 10) ** 2 + Fraction(95, 100) ** 2) / 2,
    )
    assert mean_score([]) is None


@pytest.mark.parametrize("pair", list(product([Fraction(0), Fraction(1)], repeat=2)))
def test_certainty_is_all_right_or_all_wrong(pair: tuple[Fraction, Fraction]) -> None:
    chance, seen = pair
    assert quadratic_score((chance, chance), bool(seen)).high == int(chance != seen)
