"""Tables by their rows: the different ones, far faster as single numbers than row by row; and room for more."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["different_rows", "extended"]


def different_rows(table: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Of a table (rows, columns) of truth values, or of whole numbers from 0: where each different row stands first, and
    for each row which of these it is."""
    columns = np.packbits(table, axis=1) if table.dtype == np.bool_ else table
    keys, room = np.zeros(len(table), dtype=np.int64), 1
    for column in columns.T:
        size = int(column.max(initial=0)) + 1
        if room * size >= 1 << 63:  # no room for more: what there is so far, numbered
            keys = np.unique(keys, return_inverse=True)[1].reshape(-1)
            room = int(keys.max(initial=0)) + 1
        keys = keys * size + column
        room *= size
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return first, which.reshape(-1)


def extended(array: NDArray[Any], rows: int, width: int | None = None, fill: Any = 0) -> NDArray[Any]:
    """An array with room for so many rows (and columns): itself, or a larger copy."""
    wide = array.shape[1:] if width is None else (max(width, array.shape[1]),)
    if rows <= len(array) and wide == array.shape[1:]:
        return array
    room = len(array) if rows <= len(array) else max(rows, 2 * len(array))
    larger = np.full((room, *wide), fill, dtype=array.dtype)
    larger[tuple(slice(size) for size in array.shape)] = array
    return larger
