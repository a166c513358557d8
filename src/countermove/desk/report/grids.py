"""Reading × concept tables as grids with their words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from countermove.desk.report.blocks import Grid

__all__ = ["grid_of"]

WIDEST = 128
"""Readings that a grid shows cell by cell, at most; of more there are only the words."""


def grid_of(values: NDArray[np.int8], words: str) -> Grid | None:
    """The grid of a table (readings, concepts); None where it would be too wide."""
    if not 1 < values.shape[0] <= WIDEST:
        return None
    return Grid(tuple(tuple(map(int, row)) for row in values.T.tolist()), words)
