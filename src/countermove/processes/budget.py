"""What work on files of anybody may take: one record of limits, and one table of defaults.

Time is that of the processor, not of the clock: on a busy machine honest work takes long and costs no more. So that
nothing waits without end either, a worker that had work and used next to nothing for a minute (`IDLE`, `STALLED`) is
ended too. The environment raises a limit, for every kind of work: ``COUNTERMOVE_SECONDS``, ``COUNTERMOVE_MEMORY`` (in
gigabytes), ``COUNTERMOVE_UNPACKED`` (in megabytes) and ``COUNTERMOVE_ITEMS``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from gmcr.base.errors import CountermoveError
from gmcr.base.record import Record

__all__ = ["BUDGETS", "IDLE", "STALLED", "Budget", "Limit", "OverBudget", "Stalled", "Watch", "budget_of"]

Limit: TypeAlias = Literal["seconds", "memory", "unpacked", "items"]

_UNITS: Mapping[Limit, tuple[int, str, str]] = {
    "seconds": (1, "s of processor time", "COUNTERMOVE_SECONDS"),
    "memory": (10**9, "GB of memory", "COUNTERMOVE_MEMORY"),
    "unpacked": (10**6, "MB unpacked", "COUNTERMOVE_UNPACKED"),
    "items": (1, "items", "COUNTERMOVE_ITEMS"),
}
"""Limit → how many of its own units are one of the environment's, that unit, and the name there."""

STALLED: Final = 60.0
"""Seconds of wall time after which a process that had work is asked what it used of the processor."""

IDLE: Final = 0.5
"""Seconds of processor time that are next to nothing in that time."""


_LEAST: Final = 1e-9
"""A limit that is not 0, which stands for any amount."""


@dataclass(frozen=True, slots=True)
class Budget(Record):
    """What one piece of work may take; 0 for any amount. ``seconds``: of processor time; ``memory``: bytes;
    ``unpacked``: bytes of what is read, as they are when nothing is compressed; ``items``: of whatever it consists of."""

    seconds: float = 0
    memory: int = 0
    unpacked: int = 0
    items: int = 0

    def need(self, limit: Limit, reached: float, what: str) -> None:
        """Raise OverBudget if *what* has reached more than a limit."""
        most = getattr(self, limit)
        if most and reached > most:
            raise OverBudget(limit, most, reached, what)


BUDGETS: Final[Mapping[str, Budget]] = {
    "draft": Budget(seconds=60, memory=2 * 10**9, unpacked=200 * 10**6, items=100_000),
    "verify": Budget(seconds=120, memory=2 * 10**9),
    "ledger": Budget(seconds=60, memory=2 * 10**9),
    "compare": Budget(seconds=600, memory=4 * 10**9),
    "watch": Budget(seconds=600, memory=2 * 10**9, unpacked=500 * 10**6),
    "serve": Budget(seconds=10, memory=4 * 10**9),
    "mcp": Budget(seconds=10, memory=4 * 10**9),
}
"""Kind of work → its limits, where the environment says nothing else."""


class OverBudget(CountermoveError):
    """Some work takes more than it may. ``limit``: which limit; ``reached``: what it had come to, or None if only that
    it was over the limit is known."""

    def __init__(self, limit: Limit, most: float, reached: float | None, what: str) -> None:
        self.limit, self.reached = limit, reached
        size, unit, name = _UNITS[limit]
        now = "more than" if reached is None else f"{_short(reached / size)} of at most"
        enough = max(1, round(2 * max(most, reached or 0) / size))
        super().__init__(
            f"{what} takes {now} {_short(most / size)} {unit}: allow more with {name}={enough} in the environment."
        )


def _short(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 100 else f"{amount:.3g}"


class Stalled(CountermoveError):
    """A process had work, and did next to nothing."""

    def __init__(self, wall: float, used: float) -> None:
        super().__init__(
            f"The process did next to nothing for {wall:.0f} s ({used:.1f} s of processor time) and was ended: ask again."
        )


class Watch:
    """Judges what a process has used, while it has one request. ``used``: the seconds of processor time that it had used
    before, ``wall``: the time then."""

    def __init__(self, budget: Budget, what: str, *, used: float, wall: float) -> None:
        self._budget, self._what = budget, what
        self._before, self._marked, self._since = used, used, wall

    def shorten(self, seconds: float, *, used: float) -> None:
        """Let it go on for *seconds* of processor time at most."""
        until, most = max(used - self._before + seconds, _LEAST), self._budget.seconds
        self._budget = replace(self._budget, seconds=min(until, most) if most else until)

    def error_at(self, *, used: float, wall: float) -> CountermoveError | None:
        """Why it is to be ended now; None if it may go on."""
        try:
            self._budget.need("seconds", used - self._before, self._what)
        except OverBudget as error:
            return error
        if used - self._marked > IDLE:
            self._marked, self._since = used, wall
        elif wall - self._since >= STALLED:
            return Stalled(wall - self._since, used - self._marked)
        return None


def budget_of(kind: str) -> Budget:
    """The limits of a kind of work, as the environment raises them; a setting that is no positive number counts as not
    set."""
    default = BUDGETS[kind]
    given = {limit: own for limit in _UNITS if (own := _set(limit)) and getattr(default, limit)}
    return Budget(**{limit: given.get(limit, getattr(default, limit)) for limit in _UNITS})


def _set(limit: Limit) -> float:
    size, _, name = _UNITS[limit]
    try:
        value = float(os.environ.get(name, "")) * size
        whole = int(value)  # what is not finite is no amount of anything
    except (ValueError, OverflowError):
        return 0
    return max(0, value if limit == "seconds" else whole)
