"""The cells that roads come to, each a column of arrays that grow as they do."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Columns", "Numbers", "extended"]

Numbers = NDArray[np.intp]


class Columns:
    """Cells by column; ``width``: how many columns arrays have, some of them still free."""

    def __init__(self) -> None:
        self.cells: list[int] = []
        self.width = 64
        self._of_cell: dict[int, int] = {}

    def of(self, cell: int) -> int:
        """The column of a cell."""
        column = self._of_cell.get(cell)
        if column is None:
            column = self._of_cell[cell] = len(self.cells)
            self.cells.append(cell)
            while self.width < len(self.cells):
                self.width *= 2
        return column


def extended(array: NDArray[Any], rows: int, width: int | None = None, fill: Any = 0) -> NDArray[Any]:
    """An array with room for so many rows (and columns): itself, or a larger copy."""
    wide = array.shape[1:] if width is None else (max(width, array.shape[1]),)
    if rows <= len(array) and wide == array.shape[1:]:
        return array
    room = len(array) if rows <= len(array) else max(rows, 2 * len(array))
    larger = np.full((room, *wide), fill, dtype=array.dtype)
    larger[tuple(slice(size) for size in array.shape)] = array
    return larger
