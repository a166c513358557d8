"""Large arrays that can be made again: kept up to so many bytes, given up those asked for longest ago."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Generic, TypeVar

from numpy.typing import NDArray

__all__ = ["Kept", "Remade"]

Key = TypeVar("Key", bound=Hashable)


class Kept(Generic[Key]):
    """Arrays by key. ``room``: the bytes that they may take; the last one asked for is always kept."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.bytes = 0
        self._arrays: dict[Key, NDArray[Any]] = {}

    def __contains__(self, key: object) -> bool:
        return key in self._arrays

    def __len__(self) -> int:
        return len(self._arrays)

    def get(self, key: Key) -> NDArray[Any] | None:
        """The array, None where it is not kept (any more)."""
        found = self._arrays.pop(key, None)
        if found is not None:
            self._arrays[key] = found  # a dict is in the order of insertion: what was asked for last comes last
        return found

    def put(self, key: Key, array: NDArray[Any]) -> NDArray[Any]:
        """Keep an array, and give up others where there is no room for it; the one that is known by the key already stays."""
        if key in self._arrays:
            return self._arrays[key]
        self.bytes += array.nbytes
        self._arrays[key] = array
        while self.bytes > self.room and len(self._arrays) > 1:
            self.bytes -= self._arrays.pop(next(iter(self._arrays))).nbytes
        return array

    def copy(self) -> Kept[Key]:
        """The same arrays, to be added to apart."""
        found: Kept[Key] = Kept(self.room)
        found._arrays, found.bytes = dict(self._arrays), self.bytes
        return found


class Remade:
    """A list of arrays, each with how to make it again; to be read like a list."""

    def __init__(self, room: int) -> None:
        self._kept: Kept[int] = Kept(room)
        self._makers: list[Callable[[], NDArray[Any]]] = []

    def __len__(self) -> int:
        return len(self._makers)

    def __iter__(self) -> Iterator[NDArray[Any]]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> NDArray[Any]:
        found = self._kept.get(number)
        return self._kept.put(number, self._makers[number]()) if found is None else found

    def append(self, array: NDArray[Any], make: Callable[[], NDArray[Any]]) -> None:
        """Add an array; *make* gives an equal one."""
        self._kept.put(len(self), array)
        self._makers.append(make)
