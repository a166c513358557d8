"""Turns: which of the jobs that wait is done next, and which is one too many.

Jobs wait by case, within a case by matter (saving, what is in the file, drafts, slow work), and within a matter by page.
Each case has its turn, in its turn each matter, and there each page: whoever was served longest ago is next, and a newcomer
is behind all who have waited since before. So a quick check waits for one job of every other matter or case at most, however
many drafts wait.

At most ``CASE`` jobs wait for a case, and ``ALL`` in all. One more takes a place from whoever holds most of them: from the
case, there the matter, there the page with most, the newest; often it is that itself, and is refused at once.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from gmcr.base.errors import CountermoveError

__all__ = ["ALL", "CASE", "Busy", "Matter", "Place", "Turns"]

CASE = 8
"""The most jobs that wait for a case."""

ALL = 64
"""The most jobs that wait."""

_KEPT = 1024
"""The number of cases, matters and pages whose last turn is remembered."""

Matter = Literal["save", "file", "draft", "slow"]
"""What a job is about; ``slow``: it has a process of its own."""

T = TypeVar("T")


class Busy(CountermoveError):
    """Raised when too many jobs wait."""

    def __init__(self) -> None:
        super().__init__("Too much waits here to be worked out: ask again in a moment.")


class Place(NamedTuple):
    """Where a job waits: for a case, about a matter, for a page ("" for a program)."""

    case: str
    matter: Matter
    page: str


@dataclass(frozen=True, slots=True, eq=False)
class _Held(Generic[T]):
    """A job that waits. ``number``: the how manieth it is; ``since``: the turn in which it came."""

    item: T
    place: Place
    number: int
    since: int


class Turns(Generic[T]):
    """The jobs that wait."""

    def __init__(self, *, case: int = CASE, every: int = ALL) -> None:
        self._case, self._every = case, every
        self._held: list[_Held[T]] = []
        self._last: OrderedDict[tuple[str, ...], int] = OrderedDict()
        self._number = self._turn = 0

    def __iter__(self) -> Iterator[T]:
        return iter([held.item for held in self._held])

    def __len__(self) -> int:
        return len(self._held)

    def enter(self, item: T, place: Place) -> T | None:
        """Let a job wait. Returns the one that is too many then, possibly this one, and that waits no longer."""
        self._number += 1
        self._held.append(_Held(item, place, self._number, self._turn))
        extra = self._too_many(self._held, place)
        if extra is None:
            return None
        self._held.remove(extra)
        out: T = extra.item
        return out

    def has_room(self, place: Place) -> bool:
        """Whether one more job could wait there."""
        new: _Held[Any] = _Held(None, place, self._number + 1, self._turn)
        return self._too_many([*self._held, new], place) is not new

    def leave(self, item: T) -> None:
        """Let it wait no longer."""
        self._held = [held for held in self._held if held.item is not item]

    def take(self, *, slow: bool) -> T | None:
        """The job whose turn it is among those that have a process of their own (*slow*), or among the others."""
        able = [held for held in self._held if (held.place.matter == "slow") == slow]
        if not able:
            return None
        self._turn += 1
        for depth in range(1, len(Place._fields) + 1):
            able = min(_groups(able, depth).items(), key=lambda group: self._rank(*group))[1]
            self._last[able[0].place[:depth]] = self._turn
            self._last.move_to_end(able[0].place[:depth])
        while len(self._last) > _KEPT:
            self._last.popitem(last=False)
        self._held.remove(able[0])
        return able[0].item

    def _rank(self, prefix: tuple[str, ...], group: list[_Held[T]]) -> tuple[int, bool, int]:
        """When these had their last turn, or began to wait for the first one."""
        last = self._last.get(prefix)
        return (group[0].since if last is None else last, last is not None, group[0].number)

    def _too_many(self, held: Sequence[_Held[Any]], place: Place) -> _Held[Any] | None:
        """The job that is one too many, the newest of them having come to a place; None if there is room for all."""
        own = [item for item in held if item.place.case == place.case]
        if len(own) > self._case:
            return _newest_of_most(own)
        return _newest_of_most(held) if len(held) > self._every else None


def _groups(held: list[_Held[T]], depth: int) -> dict[tuple[str, ...], list[_Held[T]]]:
    groups: dict[tuple[str, ...], list[_Held[T]]] = {}
    for item in held:
        groups.setdefault(item.place[:depth], []).append(item)
    return groups


def _newest_of_most(held: Sequence[_Held[Any]]) -> _Held[Any]:
    """The newest job of the page with most jobs of the matter with most of the case with most."""
    for depth in range(1, len(Place._fields) + 1):
        count = Counter(item.place[:depth] for item in held)
        most = max(held, key=lambda item: (count[item.place[:depth]], item.number)).place[:depth]
        held = [item for item in held if item.place[:depth] == most]
    return held[-1]
