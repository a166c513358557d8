"""The ladder of likelihood words for a report, and scores."""

from __future__ import annotations

from countermove.likelihood import Scale, ScaleStep, scale
from countermove.presentation.blocks import Column, Table
from countermove.presentation.likelihoods import percent
from countermove.presentation.numbers import percent_text
from countermove.verdicts.scores import Score

__all__ = ["ladder_table", "score_text"]


def score_text(score: Score) -> str:
    """A quadratic score, or its range for a chance that is an interval: "0.04", "0.0025 to 0.04"."""
    low, high = f"{float(score.low):.2g}", f"{float(score.high):.2g}"
    return low if low == high else f"{low} to {high}"


def ladder_table(name: str) -> Table:
    """The likelihood scale, most likely first."""
    chosen: Scale = scale(name)
    rows = tuple((" or ".join(step.words), _interval(step)) for step in reversed(chosen.steps))
    return Table((Column("Word"), Column("Probability", fixed=True, right=True)), rows, f"Likelihood: {chosen.title}")


def _interval(step: ScaleStep) -> str:
    return f"{percent_text(step.low)} to {percent(step.high)}"
