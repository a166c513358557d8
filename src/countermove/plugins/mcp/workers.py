"""Calculating processes from the server's side: a few, each ended if it takes too much or nobody waits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

import anyio

from countermove.plugins.mcp.screens import AHEAD, INCOMPLETE, stopped_text
from countermove.plugins.mcp.tools import ToolRequest
from countermove.processes.budget import OverBudget, budget_of
from countermove.processes.frames import Message
from countermove.processes.pool import answer_of, ended, ready
from countermove.processes.worker import Lost, NoAnswer, Worker
from gmcr.base.characters import Shown, visible
from gmcr.base.errors import CountermoveError

__all__ = ["Workers"]

_GRACE = 2.0
"""Additional seconds of processor time for reporting what is known by then."""

_LOADING = 120.0
"""The most seconds in which a new process has to load what it needs, on a machine that is busy."""

_AT_ONCE = 2
"""Calculations at once; others wait."""

Far = Callable[[float, float], Awaitable[None]]
"""Receives progress: how much is done, of how much."""


class Workers:
    """Answers requests, each in a process. ``limit``: seconds of processor time for each, otherwise those of the
    budget."""

    def __init__(self, base: Path, *, limit: float | None = None) -> None:
        self._budget = budget_of("mcp")
        self.limit = self._budget.seconds if limit is None else limit
        self._base = base
        self._idle: list[Worker] = []
        self._at_once = anyio.Semaphore(_AT_ONCE)

    async def __aenter__(self) -> Workers:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._idle:
            await ended(self._idle.pop())

    async def answer(self, request: ToolRequest, far: Far) -> Shown:
        """The answer, or the part known when time is up. Raises CountermoveError."""
        heard, worker, free = _Heard(), None, False
        async with self._at_once:
            try:
                worker = await self._free()
                await heard.answer(worker, request, far, self.limit + _GRACE)
                free = True
            except OverBudget as error:
                if error.limit != "seconds":
                    raise
            except OSError as error:
                raise CountermoveError(f"No process can be started to calculate: {error.strerror or error}.") from None
            except (Lost, NoAnswer):
                raise CountermoveError(
                    "The calculation broke off, which is a defect: the server's log says why."
                ) from None
            finally:
                if worker is not None:
                    await self._left(worker, free=free)
        return heard.told(self.limit)

    async def _free(self) -> Worker:
        """An idle process, or a new one."""
        while self._idle:
            if (idle := self._idle.pop()).alive:
                return idle
            await ended(idle)
        worker = Worker(
            "countermove.plugins.mcp.worker:Answers",
            str(self._base),
            f"{self.limit}",
            budget=self._budget,
            what="Answering it",
        )
        try:
            with anyio.fail_after(_LOADING):
                await ready(worker)
        except TimeoutError:
            await ended(worker)
            raise CountermoveError(f"No process was ready to calculate within {_LOADING:g} s: ask again.") from None
        return worker

    async def _left(self, worker: Worker, *, free: bool) -> None:
        if free:
            self._idle.append(worker)
        else:
            with anyio.CancelScope(shield=True):
                await ended(worker)


class _Heard:
    """The messages of a process so far."""

    def __init__(self) -> None:
        self._said: Message = {}

    async def answer(self, worker: Worker, request: ToolRequest, far: Far, seconds: float) -> None:
        """Ask, and listen until it answers, or has taken *seconds* of processor time; once it has sent the answer so
        far, it may take only a little more. Raises OverBudget, Stalled, Lost, NoAnswer."""
        done = 0

        async def hear(said: Message) -> None:
            nonlocal done
            self._said |= said
            if "meanwhile" in said:
                worker.shorten(AHEAD + _GRACE)
            if said.get("done", 0) > done:  # progress never decreases
                done = said["done"]
                await far(done, max(done, said["of"]))

        self._said |= await answer_of(worker, asdict(request), hear, seconds=seconds)

    def told(self, limit: float) -> Shown:
        """The text of the answer. Raises CountermoveError."""
        said = self._said
        if "error" in said:
            raise CountermoveError(said["error"])
        if "text" in said:
            return visible(said["text"])
        if "meanwhile" in said:
            why = stopped_text(min(limit, AHEAD), said.get("less", ""), INCOMPLETE)
            return visible(f"*{why}*\n\n{said['meanwhile']}")
        raise CountermoveError(stopped_text(limit, said.get("less", "")))
