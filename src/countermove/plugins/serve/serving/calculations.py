"""What is asked of the processes that calculate: one that stays and knows what was worked out before, others for what is slow.

The one that stays does a job at a time, the oldest first. Equal jobs are done once for all who wait. A *page* (what a browser
shows in one tab) wants to know only its newest state: what it asked before is dropped where it has not begun, and abandoned
where it has, between its parts, or after ``ABANDONED`` seconds with its process. After ``LIMIT`` seconds any job is stopped by
ending the process, and another process begins.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from countermove.plugins.serve.serving.processes import Calculator, Failed, Tell
from countermove.processes.frames import Message
from countermove.processes.worker import Lost
from gmcr.base.errors import CountermoveError

__all__ = ["LIMIT", "Calculations", "Job", "Stopped", "Superseded"]

LIMIT = 10.0
"""Seconds that a job may take in the process that stays."""

ABANDONED = 2.0
"""Seconds in which a job that nobody wants to know any more has to end, before it is ended."""

ALONE = 3
"""Processes beside it, at most; who asks for more waits."""

_ANSWERS = 64
"""Answers that are kept, for whoever asks the same."""

_ESTIMATE = 3.0
"""Seconds in which has to be known what would have taken less."""


class Superseded(CountermoveError):
    """The page has asked something newer."""

    def __init__(self) -> None:
        super().__init__("Something newer was asked in the meantime.")


class Stopped(CountermoveError):
    """It would have taken too long."""


class Process(Protocol):
    """What a process has to do: see ``Calculator``."""

    @property
    def alive(self) -> bool: ...
    async def done(self, job: Message, tell: Tell | None = None) -> Message: ...
    def drop(self) -> None: ...
    async def kill(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do. ``told``: what the process is given; ``key``: the same for jobs with the same answer; ``state``: what a
    page shows, of which it may ask several things."""

    told: Message = field(repr=False)
    key: str
    state: str = ""


@dataclass(slots=True, eq=False)
class _Waiting:
    """Somebody who waits for an answer."""

    page: str | None
    state: str
    answer: asyncio.Future[Message]


@dataclass(slots=True, eq=False)
class _Entry:
    """A job, and all who wait for its answer."""

    job: Job
    waiting: list[_Waiting] = field(default_factory=list)


class Calculations:
    """Begin with ``running``. ``begin``: what begins a process."""

    def __init__(
        self, begin: Callable[[], Awaitable[Process]] = Calculator.begun, *, limit: float = LIMIT, alone: int = ALONE
    ) -> None:
        self._begin, self._limit = begin, limit
        self._free = asyncio.Semaphore(alone)
        self._queue: OrderedDict[str, _Entry] = OrderedDict()
        self._now: _Entry | None = None
        self._due: asyncio.Timeout | None = None
        self._more, self._first = asyncio.Event(), asyncio.Event()
        self._process: Process | None = None
        self._others: set[Process] = set()
        self._answers: OrderedDict[str, Message] = OrderedDict()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Calculations]:
        """While it runs; no process is left when it ends."""
        worker = asyncio.create_task(self._run())
        try:
            yield self
        finally:
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker
            for process in (self._process, *self._others):
                if process is not None:
                    await process.kill()

    async def begun(self) -> None:
        """Wait until the process that stays has begun; it may still be loading."""
        await self._first.wait()

    # -- in the process that stays ---------------------------------------------------------------------------------

    async def answer(self, job: Job, *, page: str | None = None) -> Message:
        """The answer to a job. *page*: whose it is; what the same page asked of another state is superseded.

        Raises Superseded, Stopped, Lost, Failed.
        """
        if page is not None:
            self._supersede(page, job)
        if job.key in self._answers:
            self._answers.move_to_end(job.key)
            return self._answers[job.key]
        waiting = _Waiting(page, job.state, asyncio.get_running_loop().create_future())
        if self._now is not None and self._now.job.key == job.key and self._now.waiting:
            entry = self._now
        else:
            entry = self._queue.setdefault(job.key, _Entry(job))
        entry.waiting.append(waiting)
        self._more.set()
        try:
            return await waiting.answer
        finally:
            self._leave(entry, waiting)

    def _supersede(self, page: str, job: Job) -> None:
        for entry in [*self._queue.values(), *([] if self._now is None else [self._now])]:
            for item in [item for item in entry.waiting if item.page == page and item.state != job.state]:
                if not item.answer.done():
                    item.answer.set_exception(Superseded())
                self._leave(entry, item)

    def _leave(self, entry: _Entry, waiting: _Waiting) -> None:
        """Somebody waits no more; where nobody does, it is not worked on."""
        if waiting not in entry.waiting:
            return
        entry.waiting.remove(waiting)
        if entry.waiting:
            return
        if entry is self._now:
            if self._process is not None:
                self._process.drop()
            if self._due is not None and (when := self._due.when()) is not None:
                with suppress(RuntimeError):  # it is over just now
                    self._due.reschedule(min(when, asyncio.get_running_loop().time() + ABANDONED))
        elif self._queue.get(entry.job.key) is entry:
            del self._queue[entry.job.key]

    async def _run(self) -> None:
        with suppress(OSError):
            await self._ready()  # so that it has loaded what it needs when the first job comes
        self._first.set()
        while True:
            await self._more.wait()
            if not self._queue:
                self._more.clear()
                continue
            _, self._now = self._queue.popitem(last=False)
            entry = self._now
            try:
                found = await self._found(entry.job)
            except (CountermoveError, OSError) as error:
                self._now = None
                for item in entry.waiting:
                    if not item.answer.done():
                        item.answer.set_exception(error)
            else:
                self._now = None
                self._keep(entry.job.key, found)
                for item in entry.waiting:
                    if not item.answer.done():
                        item.answer.set_result(found)

    async def _found(self, job: Job) -> Message:
        process = await self._ready()
        try:
            async with asyncio.timeout(self._limit) as self._due:
                return await process.done(job.told)
        except TimeoutError:
            process = await self._ready(anew=True)
            if self._now is not None and not self._now.waiting:
                raise Superseded from None
            raise Stopped(await self._less(process, job)) from None
        except Lost:
            await self._ready(anew=True)
            raise
        finally:
            self._due = None

    async def _less(self, process: Process, job: Job) -> str:
        """That it was stopped, and what would take less."""
        try:
            async with asyncio.timeout(_ESTIMATE):
                found = await process.done({**job.told, "kind": "effort", "after": self._limit})
                return str(found["told"])
        except (TimeoutError, Lost):
            await self._ready(anew=True)
        except Failed:
            pass
        return f"Stopped after {self._limit:g} s."

    async def _ready(self, *, anew: bool = False) -> Process:
        if self._process is not None and (anew or not self._process.alive):
            await self._process.kill()
            self._process = None
        if self._process is None:
            self._process = await self._begin()
        return self._process

    def _keep(self, key: str, found: Message) -> None:
        self._answers[key] = found
        while len(self._answers) > _ANSWERS:
            self._answers.popitem(last=False)

    # -- in a process of its own -----------------------------------------------------------------------------------

    async def alone(self, job: Job, tell: Tell | None = None) -> Message:
        """The answer to a job that takes long, in a process that ends with it, or with whoever waits. Raises Lost, Failed."""
        if job.key in self._answers:
            return self._answers[job.key]
        async with self._free:
            process = await self._begin()
            self._others.add(process)
            try:
                found = await process.done(job.told, tell)
                self._keep(job.key, found)
                return found
            finally:
                self._others.discard(process)
                await asyncio.shield(process.kill())
