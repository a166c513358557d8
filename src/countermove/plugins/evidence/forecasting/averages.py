"""The quadratic score of a forecast averaged over the days on which it stood, when its chance was changed in between.

Each day from the first to the last, both included, has the score of the chance that stood on it; the average over days
is the score of the whole (Mellers et al. 2014, *Psychological Science* 25:5). So an early chance counts as long as it
stood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from countermove.verdicts.scores import Score, quadratic_score

__all__ = ["Step", "averaged_score"]

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
