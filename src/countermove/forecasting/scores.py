"""How forecasts did: the quadratic score.

A forecast that gave an event the probability p scores (p - o)², with o = 1 where the event came about and o = 0 where it
did not: 0 is best, 1 is worst, and whoever always says even odds gets 1/4 (Brier 1950, *Monthly Weather Review* 78:1; half
of his sum over both cases). A chance that is stated as an interval has the scores of all probabilities in it: the least and
the largest are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.brief import Brief

__all__ = ["EVEN_ODDS", "Score", "mean_score", "quadratic_score"]

EVEN_ODDS = Fraction(1, 4)
"""The score of a forecast that says even odds."""


@dataclass(frozen=True, slots=True)
class Score(Brief):
    """From 0 (best) to 1: the least and the largest score of the probabilities that a chance stands for."""

    low: Fraction
    high: Fraction


def quadratic_score(chance: tuple[Fraction, Fraction], came_true: bool) -> Score:
    """The score of a chance, a closed interval within [0, 1], once it is known whether the event came about."""
    low, high = (1 - chance[1], 1 - chance[0]) if came_true else chance
    return Score(low**2, high**2)


def mean_score(scores: Sequence[Score]) -> Score | None:
    """The mean over forecasts; None of none."""
    if not scores:
        return None
    count = Fraction(len(scores))
    return Score(sum(item.low for item in scores) / count, sum(item.high for item in scores) / count)
