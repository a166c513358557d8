"""A byte-bounded LRU cache for arrays that can be recomputed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Generic, TypeVar

from numpy.typing import NDArray

__all__ = ["LruCache", "RecomputedArrays"]

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
