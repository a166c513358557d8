"""What is done, counted: no test asserts how long something takes, since the machine may be busy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

__all__ = ["Clock", "calls_in", "grows_evenly"]


@dataclass(slots=True)
class Clock:
    """A clock that goes on, by a *tick*, whenever somebody looks at it."""

    tick: float = 0.01
    looks: int = 0

    def __call__(self) -> float:
        self.looks += 1
        return self.looks * self.tick


def calls_in(work: Callable[[], object]) -> int:
    """How many functions are called while some work is done, those of Python itself too."""
    calls = 0

    def told(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(told)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def grows_evenly(work: Callable[[int], object], size: int) -> bool:
    """Whether twice as much takes about twice as many calls at most: nothing is gone through again for each of its parts."""
    work(size // 2)  # what is kept for good is made
    once, twice = (calls_in(lambda many=many: work(many)) for many in (size, 2 * size))
    return twice <= 2.2 * once
