"""The quadratic score of a forecast averaged over the days on which it stood, when its chance was changed in between.

Each day from the first to the last, both included, has the score of the chance that stood on it; the average over days
is the score of the whole (Mellers et al. 2014, *Psychological Science* 25:5). So an early chance counts as long as it
stood.

Calibration of forecasts, and the parts of a quadratic score; for 30 forecasts or more.

Forecasts are put into ten bins of equal width by their probability. With n forecasts, n_k in bin k, p_k their mean
probability there, o_k the share of them that came true, and o that of all (Murphy 1973, *Journal of Applied
Meteorology* 12:4):

* reliability: Σ n_k (p_k - o_k)² / n, which is 0 where chances are right as often as they say;
* resolution: Σ n_k (o_k - o)² / n, how far the bins distinguish events;
* uncertainty: o (1 - o), which belongs to the events alone;
* and a remainder, since probabilities within a bin differ: score = reliability - resolution + uncertainty + within
  bins, exactly.

The interval for the share in a bin is Wilson's (1927, *JASA* 22:158), those for the parts lie between percentiles of
resampled forecasts (bootstrap, with a seed); both of 95%. A chance that is an interval counts with its middle.

Skill of forecasts against a less informed forecaster: 1 where they were perfect, 0 where they were as good as the
other, below 0 where they were worse (the skill score, 1 - score / score of the other, over the same forecasts).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import sqrt
from typing import Literal

import numpy as np

from countermove.verdicts.forecasts import Score, mean_score, quadratic_score
from gmcr.base.record import Record

__all__ = [
    "BINS",
    "LEAST",
    "Bin",
    "Decomposition",
    "Judged",
    "Part",
    "Skill",
    "Step",
    "Yardstick",
    "averaged_score",
    "calibrated",
    "decomposed",
    "skill_of",
    "wilson",
]


Step = tuple[date, tuple[Fraction, Fraction]]
"""A day, and the chance that stood from then on."""


def averaged_score(steps: Sequence[Step], first: date, last: date, came_true: bool) -> Score | None:
    """The average over the days from *first* to *last* of the steps, in the order of their days; None where there is no
    such day, or no chance stood on the first."""
    standing = [step for step in steps if step[0] <= last]
    if last < first or not standing or standing[0][0] > first:
        return None
    low = high = Fraction(0)
    for place, (day, chance) in enumerate(standing):
        until = standing[place + 1][0].toordinal() if place + 1 < len(standing) else last.toordinal() + 1
        days = until - max(day, first).toordinal()
        if days > 0:
            score = quadratic_score(chance, came_true)
            low, high = low + days * score.low, high + days * score.high
    total = last.toordinal() - first.toordinal() + 1
    return Score(low / total, high / total)


LEAST = 30
"""The least number of forecasts for a statement about calibration."""

BINS = 10

Judged = tuple[Fraction, bool]
"""A probability, and whether the event came about."""

_DRAWS = 2000
_NORMAL = 1.959963984540054
"""The quantile of 0.975."""


@dataclass(frozen=True, slots=True)
class Bin(Record):
    """Forecasts of similar probability."""

    low: Fraction
    """The least probability in the bin."""
    high: Fraction
    """The probability at which the next bin begins; the last bin includes 1."""
    forecasts: int
    """The number of forecasts in it."""
    said: Fraction
    """Their mean probability."""
    came_true: int
    """The number of them that came true."""
    least: float
    """The lower end of Wilson's 95% interval for the share that comes true."""
    most: float
    """The upper end."""


@dataclass(frozen=True, slots=True)
class Part(Record):
    """A part of a score, and its range over other forecasts of the kind."""

    value: Fraction
    """Its exact value."""
    least: float
    """The lower end of the 95% interval (bootstrap)."""
    most: float
    """The upper end."""


@dataclass(frozen=True, slots=True)
class Decomposition(Record):
    """The parts of a quadratic score."""

    forecasts: int
    """The number of forecasts."""
    score: Part
    """The quadratic score of the probabilities."""
    reliability: Part
    """The distance of the share that came true from the stated chance, bin by bin: less is better."""
    resolution: Part
    """How far the bins distinguish events: more is better."""
    uncertainty: Part
    """The part of the events alone: the score of always stating the share that comes true."""
    within_bins: Fraction
    """The rest: score = reliability - resolution + uncertainty + this."""
    came_true: int
    """The number that came true."""
    seed: int
    """The seed of the draws."""


def calibrated(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """The bins that have forecasts; none for fewer than 30."""
    if len(judged) < LEAST:
        return ()
    by_bin: dict[int, list[Judged]] = {}
    for item in judged:
        by_bin.setdefault(_bin(item[0]), []).append(item)
    return tuple(_bin_of(place, items) for place, items in sorted(by_bin.items()))


def _bin(chance: Fraction) -> int:
    return min(BINS - 1, int(chance * BINS))


def _bin_of(place: int, items: Sequence[Judged]) -> Bin:
    true = sum(came for _, came in items)
    mean = sum((chance for chance, _ in items), Fraction(0)) / len(items)
    return Bin(Fraction(place, BINS), Fraction(place + 1, BINS), len(items), mean, true, *wilson(true, len(items)))


def wilson(true: int, of: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share."""
    share, z2 = true / of, _NORMAL**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _NORMAL / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of**2))
    return (0.0 if true == 0 else middle - half), (1.0 if true == of else middle + half)


def decomposed(judged: Sequence[Judged], *, seed: int = 0) -> Decomposition | None:
    """The parts of the score of these forecasts; None for fewer than 30."""
    if len(judged) < LEAST:
        return None
    count = Fraction(len(judged))
    share = sum(came for _, came in judged) / count
    bins = calibrated(judged)
    score = sum(((chance - came) ** 2 for chance, came in judged), Fraction(0)) / count
    shares = [Fraction(item.came_true, item.forecasts) for item in bins]
    weights = [item.forecasts / count for item in bins]
    off = [(item.said - true) ** 2 for item, true in zip(bins, shares, strict=True)]
    apart = [(true - share) ** 2 for true in shares]
    reliability = sum((weight * part for weight, part in zip(weights, off, strict=True)), Fraction(0))
    resolution = sum((weight * part for weight, part in zip(weights, apart, strict=True)), Fraction(0))
    uncertainty = share * (1 - share)
    values = (score, reliability, resolution, uncertainty)
    parts = [Part(value, *ends) for value, ends in zip(values, _resampled(judged, seed), strict=True)]
    return Decomposition(
        forecasts=len(judged),
        score=parts[0],
        reliability=parts[1],
        resolution=parts[2],
        uncertainty=parts[3],
        within_bins=score - (reliability - resolution + uncertainty),
        came_true=sum(came for _, came in judged),
        seed=seed,
    )


def _resampled(judged: Sequence[Judged], seed: int) -> list[tuple[float, float]]:
    """The intervals of score, reliability, resolution and uncertainty, over forecasts resampled with replacement."""
    chances = np.array([float(chance) for chance, _ in judged])
    came = np.array([float(came) for _, came in judged])
    bins = np.array([_bin(chance) for chance, _ in judged])
    rng = np.random.default_rng(seed)
    scores = []
    for _ in range(_DRAWS):
        drawn = rng.integers(len(judged), size=len(judged))
        p, o, k = chances[drawn], came[drawn], bins[drawn]
        many = np.bincount(k, minlength=BINS)
        there = many > 0
        mean_p = np.bincount(k, p, BINS)[there] / many[there]
        mean_o = np.bincount(k, o, BINS)[there] / many[there]
        weight, share = many[there] / len(judged), o.mean()
        off, apart = weight @ (mean_p - mean_o) ** 2, weight @ (mean_o - share) ** 2
        scores.append((((p - o) ** 2).mean(), off, apart, share * (1 - share)))
    least, most = np.percentile(np.array(scores), (2.5, 97.5), axis=0)
    return [(float(low), float(high)) for low, high in zip(least, most, strict=True)]


Yardstick = Literal["even odds", "base rates", "share that came true", "crowd"]
"""The yardsticks for forecasts: always stating even odds; the base rates that the file states; always stating the share
that came true, which nobody knew beforehand; and a crowd."""


@dataclass(frozen=True, slots=True)
class Skill(Record):
    """Forecasts compared with another forecaster's."""

    against: Yardstick
    """The yardstick."""
    forecasts: int
    """The number of forecasts that both made."""
    own: Score
    """The mean quadratic score of the forecasts."""
    other: Score
    """The mean quadratic score of the other."""
    low: Fraction | None
    """The least skill, where a chance is an interval; null where the other was perfect."""
    high: Fraction | None
    """The largest skill."""


def skill_of(against: Yardstick, own: Sequence[Score], other: Sequence[Score]) -> Skill | None:
    """The skill of forecasts against others of the same events; None for none."""
    ours, theirs = mean_score(own), mean_score(other)
    if ours is None or theirs is None:
        return None
    low = 1 - ours.high / theirs.low if theirs.low else None
    high = 1 - ours.low / theirs.high if theirs.high else None
    return Skill(against, len(own), ours, theirs, low, high)
