"""Asking one part of a longer answer after another: how many are done is told, and why one is missing is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from countermove.errors import ModelError

__all__ = ["Asker"]

Part = TypeVar("Part")


class Asker:
    """``half_done``: whether an interrupt left a part so, which then is left out. ``skipped``: (part, why) of what was not
    computed. ``interrupted``: whether an interrupt came; what is asked after it is skipped."""

    def __init__(
        self, count: int, *, half_done: Callable[[object], bool], progress: Callable[[int, int], None] | None
    ) -> None:
        self.skipped: list[tuple[str, str]] = []
        self.interrupted = False
        self._count, self._progress, self._done = count, progress, 0
        self._half_done = half_done

    def step(self) -> None:
        """Tell that one more of ``count`` steps is done."""
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._count)

    def __call__(
        self, name: str, make: Callable[[], Part], *, where: bool = True, too_long: str = "", needed: bool = False
    ) -> Part | None:
        """The part, which is one step; None where there is no reason for it, or it cannot be had. ``too_long``: why it is
        not asked for. Where it is ``needed`` only an interrupt leaves it out: its ModelError is raised."""
        found = None
        try:
            if where:
                found = self._made(name, make, too_long, needed)
            if not self.interrupted:
                self.step()  # an interrupt here loses nothing
        except KeyboardInterrupt:
            self.interrupted = True
            if where and found is None and name not in dict(self.skipped):
                self.skipped.append((name, "interrupted"))
        return found

    def _made(self, name: str, make: Callable[[], Part], too_long: str, needed: bool) -> Part | None:
        if self.interrupted or too_long:
            self.skipped.append((name, "interrupted" if self.interrupted else too_long))
            return None
        try:
            found = make()
        except ModelError as error:  # say, somebody holds two views: the rest can still be told
            if needed:
                raise
            self.skipped.append((name, str(error)))
            return None
        if self._half_done(found):
            raise KeyboardInterrupt
        return found
