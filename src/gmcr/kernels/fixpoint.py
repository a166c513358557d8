"""Lowering an array by alternating steps until nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from gmcr.kernels.layout import Values

__all__ = ["least_fixpoint"]


def least_fixpoint(values: Values, steps: Sequence[Callable[[Values], Values]], *, idempotent: bool = True) -> Values:
    """The least array that *steps* reach from *values*, where each step gives lower bounds. *idempotent*: repeating a
    step at once changes nothing more."""
    quiet, turn, done = 0, 0, int(idempotent)
    while quiet < len(steps):
        lower = np.minimum(values, steps[turn % len(steps)](values))
        turn += 1
        quiet = quiet + 1 if np.array_equal(lower, values) else done
        values = lower
    return values
