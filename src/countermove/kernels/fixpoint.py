"""Lowering an array by taking turns until nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from countermove.kernels.layout import Values

__all__ = ["least_fixpoint"]


def least_fixpoint(values: Values, steps: Sequence[Callable[[Values], Values]]) -> Values:
    """The least array that *steps* reach from *values*, each step giving lower bounds; a step is idempotent."""
    quiet, turn = 0, 0
    while quiet < len(steps):
        lower = np.minimum(values, steps[turn % len(steps)](values))
        turn += 1
        quiet = quiet + 1 if np.array_equal(lower, values) else 1
        values = lower
    return values
