"""Whether a forecast has come true, by the dates in its file and never by the clock.

*Today* is the requested day, otherwise the latest day on which the file says that something was resolved or observed. A
resolution of a later day is not known yet. One that came true or did not is *final* once the day on which the forecast
closes is not after today, or if it says that its rule settles it (``settled``); until then the forecast could still
change, and it is so only *so far*.

Scores of forecasts: the quadratic and the logarithmic score.

A forecast that gave an event the probability p scores (p - o)², with o = 1 if the event came about and o = 0 if it did
not: 0 is best, 1 is worst, and whoever always says even odds gets 1/4 (Brier 1950, *Monthly Weather Review* 78:1; half
of his sum over both cases). The logarithmic score is -ln of the probability that was given to what happened (Good
1952): 0 is best, even odds get 0.69, and there is no worst. A chance that is stated as an interval has the scores of
all probabilities in it: the least and the largest are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import log
from typing import TYPE_CHECKING, Literal

from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment.schema import Document

__all__ = [
    "EVEN_ODDS",
    "LogScore",
    "Score",
    "Standing",
    "log_score",
    "mean_log_score",
    "mean_score",
    "quadratic_score",
    "standings",
    "today_of",
]


Standing = Literal["open", "so far", "final", "without a score"]
"""``final``: it came true or did not, and can be scored; ``without a score``: void or disputed."""


def today_of(document: Document, as_of: date | None = None) -> date | None:
    """The day whose knowledge counts; None if nothing has a day."""
    if as_of is not None:
        return as_of
    days = [resolution.date for resolution in document.resolutions.values()]
    days += [record.day for record in document.observations.values() if record.day is not None]
    return max(days, default=None)


def standings(document: Document, as_of: date | None = None) -> dict[str, Standing]:
    """How every forecast stands today."""
    today = today_of(document, as_of)
    standings: dict[str, Standing] = {}
    for name, forecast in document.forecasts.items():
        resolution = document.resolutions.get(name)
        if resolution is None or today is None or resolution.date > today:
            standings[name] = "open"
        elif resolution.outcome not in ("came_true", "did_not"):
            standings[name] = "without a score"
        else:
            standings[name] = "final" if resolution.settled or forecast.closes <= today else "so far"
    return standings


EVEN_ODDS = Fraction(1, 4)
"""The score of a forecast that says even odds."""


@dataclass(frozen=True, slots=True)
class Score(Record):
    """From 0 (best) to 1: the least and the largest score of the probabilities that a chance stands for."""

    low: Fraction
    """The least, exactly."""
    high: Fraction
    """The largest."""


@dataclass(frozen=True, slots=True)
class LogScore(Record):
    """From 0 (best) upwards: the least and the largest logarithmic score of the probabilities that a chance stands for."""

    low: float | None
    """The least; null if it is infinite: what happened was given no chance at all."""
    high: float | None
    """The largest; null if it is infinite."""


def quadratic_score(chance: tuple[Fraction, Fraction], came_true: bool) -> Score:
    """The score of a chance, a closed interval within [0, 1], once it is known whether the event came about."""
    low, high = (1 - chance[1], 1 - chance[0]) if came_true else chance
    return Score(low**2, high**2)


def log_score(chance: tuple[Fraction, Fraction], came_true: bool) -> LogScore:
    """The logarithmic score of a chance, once it is known whether the event came about."""
    least, most = chance if came_true else (1 - chance[1], 1 - chance[0])
    return LogScore(_surprise(most), _surprise(least))


def _surprise(chance: Fraction) -> float | None:
    return abs(log(chance)) if chance else None


def mean_score(scores: Sequence[Score]) -> Score | None:
    """The mean over forecasts; None if there are none."""
    if not scores:
        return None
    count = Fraction(len(scores))
    return Score(sum(item.low for item in scores) / count, sum(item.high for item in scores) / count)


def mean_log_score(scores: Sequence[LogScore]) -> LogScore | None:
    """The mean over forecasts; None if there are none."""
    if not scores:
        return None
    return LogScore(_mean([item.low for item in scores]), _mean([item.high for item in scores]))


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if len(known) == len(values) else None
