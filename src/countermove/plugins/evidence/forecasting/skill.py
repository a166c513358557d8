"""Skill of forecasts against a less informed forecaster: 1 where they were perfect, 0 where they were as good as the
other, below 0 where they were worse (the skill score, 1 - score / score of the other, over the same forecasts)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from countermove.verdicts.scores import Score, mean_score
from gmcr.base.summary import Record

__all__ = ["Skill", "Yardstick", "skill_of"]

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
