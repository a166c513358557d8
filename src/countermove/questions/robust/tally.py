"""Tallies of draws: in how many something holds, in all of them and in those where a premise is true.

Tallies are integers (draws, or exact weights over a common denominator), so they can be added up in any order with the
same sum.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.draws.premises import Model
from countermove.inquiry.draws.sample import Sampled
from gmcr.base.summary import Record

__all__ = ["Counts", "DrawTally", "Place", "counted", "outcomes_counted", "weighed"]

Counts = NDArray[Any]
"""(…, 1 + premises): a number of draws, and for each premise the number of those in which it is true."""

Place = tuple[Model, int, int]
"""Model of a false premise, index of the subject, index of the concept."""

_EXACT_FLOAT = 1 << 53
_EXACT_INT = 1 << 62


@dataclass(slots=True)
class DrawTally(Record):
    """``counts``: by (model, index of the subject, index of the concept), three rows: where it holds, does not hold, is
    undefined. ``outcomes``: by (model, index of the concept) for each state's code, and None for no outcome, where it
    is one. ``draws``: their number, or the common denominator of the weights."""

    draws: int = 0
    counts: dict[Place, Counts] = field(default_factory=dict)
    outcomes: dict[tuple[Model, int], dict[int | None, Counts]] = field(default_factory=dict)

    def add(self, other: DrawTally) -> None:
        """Add another tally to this one."""
        self.draws += other.draws
        for key, counts in other.counts.items():
            self.counts[key] = self.counts[key] + counts if key in self.counts else counts
        for place, tallied in other.outcomes.items():
            mine = self.outcomes.setdefault(place, {})
            for code, counts in tallied.items():
                mine[code] = mine[code] + counts if code in mine else counts


def weighed(truths: NDArray[np.bool_], weight: NDArray[Any] | None, total: int) -> NDArray[Any]:
    """The weight of each draw: (draws, 1 + premises). ``truths``: bool (draws, premises); ``weight``: (draws,),
    integers that add up to *total*; None: 1 each."""
    table = np.ones((len(truths), 1 + truths.shape[1]), dtype=np.bool_)
    table[:, 1:] = truths
    if weight is None:
        kind: type = np.float64 if total < _EXACT_FLOAT else np.int64  # floats multiply fastest, and are exact there
        return table.astype(kind)
    weights: NDArray[Any] = np.where(table, weight[:, None], 0)
    return weights.astype(np.int64) if total < _EXACT_INT else weights


def counted(masks: NDArray[np.bool_], table: NDArray[Any]) -> Counts:
    """The draws in each row of *masks* (bool, rows × draws), by their weights: (rows, 1 + premises)."""
    counts: Counts = masks.astype(table.dtype) @ table
    return counts if counts.dtype == object else counts.astype(np.int64)


def outcomes_counted(
    outcomes: NDArray[np.bool_], games: Sampled, codes: NDArray[np.int64], table: NDArray[Any]
) -> dict[int | None, Counts]:
    """For each state that is an outcome (bool, (rows, games)) in some draw, and for None (no outcome at all), the draws
    in which it is. ``codes``: of the rows of states."""
    of_game = np.zeros((outcomes.shape[1], table.shape[1]), dtype=table.dtype)
    np.add.at(of_game, games.of_draw, table)
    rows = np.flatnonzero(np.any(outcomes, axis=1))
    none = ~np.any(outcomes, axis=0, keepdims=True)
    masks = np.concatenate([outcomes[rows], none])
    counts: dict[int | None, Counts] = dict(zip(codes[rows].tolist(), counted(masks[:-1], of_game), strict=True))
    counts[None] = counted(masks[-1:], of_game)[0]
    return counts
