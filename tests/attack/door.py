"""A door is where something of anybody's comes in; an attack on it is judged by what is promised there."""

from __future__ import annotations

import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

__all__ = ["Attempt", "Broken", "Door", "Tally", "attacked"]

Attempt: TypeAlias = Callable[[Random, int], str]
"""One attack: given a source of chance and its number, does it, judges it by the promise, and says how it ended in a word
or two (*refused*, *read*). Attacks with the lowest numbers may be the ones that are known by name."""


class Broken(AssertionError):
    """A promise is broken. ``lost``: something that was there is gone, or half-written."""

    def __init__(self, told: str, *, lost: bool = False) -> None:
        self.lost = lost
        super().__init__(told)


class Hang(BaseException):
    """An attack takes more of the processor than one may. No error: nothing that is attacked may catch it as its own."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """Where something comes in. ``name``: a word for the command line; ``title``: what comes in, in the words of the page;
    ``promise``: what holds of every attack; ``open``: gives the attack, in a folder of its own; ``full``: how many attacks
    the full run does; ``few``: how many ``make test`` does, the named ones among them; ``seconds``: of the processor that
    one of them may take; ``alone``: not with others at once (a server or a browser stands behind it); ``needs``: modules
    without which it cannot be tried; ``level``: of tests, from which on a few are done."""

    name: str
    title: str
    promise: str
    open: Callable[[Path], AbstractContextManager[Attempt]]
    full: int
    few: int
    seconds: float = 10.0
    alone: bool = False
    needs: tuple[str, ...] = ()
    level: str = "first"


@dataclass(kw_only=True)
class Tally:
    """How attacks on a door ended. ``ends``: word → how many; ``exceptions``, ``hangs``, ``broken``, ``lost``: what broke a
    promise, each with the number of its attack; ``slowest``: seconds of the processor that the dearest took;
    ``memory``: megabytes that the process had at most."""

    tried: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    exceptions: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0
    seconds: float = 0.0

    @property
    def wrong(self) -> list[str]:
        """Everything that broke a promise."""
        return [*self.exceptions, *self.hangs, *self.broken, *self.lost]

    def add(self, other: Tally) -> None:
        """Count what another process tried."""
        self.tried += other.tried
        self.ends.update(other.ends)
        for name in ("exceptions", "hangs", "broken", "lost"):
            getattr(self, name).extend(getattr(other, name))
        self.slowest, self.memory = max(self.slowest, other.slowest), max(self.memory, other.memory)
        self.seconds += other.seconds


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Ends what takes more of the processor (where the system tells)."""

    def ring(*_: Any) -> None:
        raise Hang

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def attacked(door: Door, numbers: Iterable[int], folder: Path, *, seed: int = 1) -> Tally:
    """Do the attacks of these numbers, each with chance of its own, so that one can be done again alone."""
    tally = Tally()
    began = time.process_time()
    with door.open(folder) as attempt:
        for number in numbers:
            tally.tried += 1
            before = time.process_time()
            try:
                with _limited(door.seconds):
                    end = attempt(Random(f"{door.name} {seed} {number}"), number)
                tally.ends[end] += 1
            except Hang:
                tally.hangs.append(f"{number}: {door.seconds:g} s of the processor")
            except Broken as error:
                (tally.lost if error.lost else tally.broken).append(f"{number}: {error}")
            except (Exception, SystemExit, KeyboardInterrupt, RecursionError):
                told = traceback.format_exc(limit=-2).strip().splitlines()
                tally.exceptions.append(f"{number}: {' | '.join(told[-5:])}"[:600])
            tally.slowest = max(tally.slowest, time.process_time() - before)
    tally.seconds = time.process_time() - began
    scale = 1 if sys.platform == "darwin" else 1024
    tally.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale // 10**6
    return tally
