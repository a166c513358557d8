"""A byte-bounded LRU cache for arrays that can be recomputed.

Tables by their rows: finding the different ones as single numbers, far faster than row by row, and growing
arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["LruCache", "RecomputedArrays", "different_rows", "extended"]


Key = TypeVar("Key", bound=Hashable)


class LruCache(Generic[Key]):
    """Arrays by key, with the least recently used evicted. ``room`` is the memory limit in bytes; the last array used
    is never evicted."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.bytes = 0
        self._arrays: dict[Key, NDArray[Any]] = {}

    def __contains__(self, key: object) -> bool:
        return key in self._arrays

    def __len__(self) -> int:
        return len(self._arrays)

    def get(self, key: Key) -> NDArray[Any] | None:
        """Return an array, or None if it is not cached."""
        array = self._arrays.pop(key, None)
        if array is not None:
            self._arrays[key] = array  # a dict keeps the order of insertion: the most recently used comes last
        return array

    def put(self, key: Key, array: NDArray[Any]) -> NDArray[Any]:
        """Cache an array, evicting others if there is no room for it, and return it. If the key is cached already, its
        array stays and is returned."""
        if key in self._arrays:
            return self._arrays[key]
        self.bytes += array.nbytes
        self._arrays[key] = array
        while self.bytes > self.room and len(self._arrays) > 1:
            self.bytes -= self._arrays.pop(next(iter(self._arrays))).nbytes
        return array

    def copy(self) -> LruCache[Key]:
        """Return a cache of the same arrays that changes independently of this one."""
        copied: LruCache[Key] = LruCache(self.room)
        copied._arrays, copied.bytes = dict(self._arrays), self.bytes
        return copied


class RecomputedArrays:
    """A read-only sequence of arrays, each cached and recomputed when it was evicted."""

    def __init__(self, room: int) -> None:
        self._kept: LruCache[int] = LruCache(room)
        self._makers: list[Callable[[], NDArray[Any]]] = []

    def __len__(self) -> int:
        return len(self._makers)

    def __iter__(self) -> Iterator[NDArray[Any]]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> NDArray[Any]:
        array = self._kept.get(number)
        return self._kept.put(number, self._makers[number]()) if array is None else array

    def append(self, array: NDArray[Any], make: Callable[[], NDArray[Any]]) -> None:
        """Add an array; *make* returns an equal one."""
        self._kept.put(len(self), array)
        self._makers.append(make)


def different_rows(table: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the different rows of a table.

    Parameters
    ----------
    table : ndarray, shape (rows, columns)
        Truth values, or whole numbers from 0.

    Returns
    -------
    first : ndarray of intp, shape (different,)
        Where each different row stands first.
    which : ndarray of intp, shape (rows,)
        For each row the position in *first* of the row that it equals.

    Examples
    --------
    >>> import numpy as np
    >>> from gmcr.analysis import different_rows
    >>> first, which = different_rows(np.array([[1, 0], [0, 2], [1, 0]]))
    >>> first.tolist(), which.tolist()
    ([1, 0], [1, 0, 1])
    """
    columns = np.packbits(table, axis=1) if table.dtype == np.bool_ else table
    keys, room = np.zeros(len(table), dtype=np.int64), 1
    for column in columns.T:
        size = int(column.max(initial=0)) + 1
        if room * size >= 1 << 63:  # no room for more: number the rows by the columns so far
            keys = np.unique(keys, return_inverse=True)[1].reshape(-1)
            room = int(keys.max(initial=0)) + 1
        keys = keys * size + column
        room *= size
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return first, which.reshape(-1)


def extended(array: NDArray[Any], rows: int, width: int | None = None, fill: Any = 0) -> NDArray[Any]:
    """Return an array with room for a number of rows (and columns): the array itself, or a larger copy."""
    wide = array.shape[1:] if width is None else (max(width, array.shape[1]),)
    if rows <= len(array) and wide == array.shape[1:]:
        return array
    room = len(array) if rows <= len(array) else max(rows, 2 * len(array))
    larger = np.full((room, *wide), fill, dtype=array.dtype)
    larger[tuple(slice(size) for size in array.shape)] = array
    return larger
