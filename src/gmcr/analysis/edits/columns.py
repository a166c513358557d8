"""The cells that roads come to, each a column of arrays that grow as they do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Columns", "Numbers", "bit_of"]

Numbers = NDArray[np.intp]


class Columns:
    """Cells by column. ``width`` is how many columns the arrays have, some of them still free."""

    def __init__(self) -> None:
        self.cells: list[int] = []
        self.width = 64
        self._of_cell: dict[int, int] = {}

    @property
    def words(self) -> int:
        """The number of 64-bit words with a bit for each column."""
        return self.width // 64

    def of(self, cell: int) -> int:
        """Return the column of a cell."""
        column = self._of_cell.get(cell)
        if column is None:
            column = self._of_cell[cell] = len(self.cells)
            self.cells.append(cell)
            while self.width < len(self.cells):
                self.width *= 2
        return column


def bit_of(columns: Numbers) -> NDArray[np.uint64]:
    """Return the bit of each column in its word."""
    return np.left_shift(np.uint64(1), (columns & 63).astype(np.uint64))
