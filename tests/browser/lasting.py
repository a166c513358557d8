"""What all files of this folder share: one Chromium and two servers, each begun by the first that asks for it.

They end before a test of another folder begins, since an event loop of its own runs as long as Chromium does.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

__all__ = ["Lasting", "Shelf"]

T = TypeVar("T")


class Shelf(NamedTuple):
    """A server, and the folder that it serves."""

    address: str
    folder: Path


class Lasting:
    """Things that last from test to test, by their names."""

    def __init__(self) -> None:
        self._ends, self._known = ExitStack(), dict[str, Any]()

    def get(self, name: str, begin: Callable[[], AbstractContextManager[T]]) -> T:
        """The thing of that name; it begins where there is none."""
        if name not in self._known:
            self._known[name] = self._ends.enter_context(begin())
        known: T = self._known[name]
        return known

    def end(self) -> None:
        """End all of them, the newest first."""
        self._known.clear()
        self._ends.close()
