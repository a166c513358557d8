"""Queries to the calculating processes: a permanent one, which remembers earlier results, and others for slow jobs.

The permanent one does one job at a time; whose turn it is, and how many may wait, says ``turns``. Equal jobs are done once
for all who wait. A *page* (what a browser shows in one tab) needs only its newest state: its earlier requests are dropped if
they have not started, and abandoned if they have, between their parts, or after ``ABANDONED`` seconds together with the
process. The page numbers its requests, since they overtake one another on their way here. Any other job may take the
processor time of its budget: then its process is ended, and a new one starts. The clock ends nothing that somebody waits
for, so a busy machine refuses no work.

A calculating process, from outside: it is started, given one job at a time, and can be killed at any moment.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Protocol

from countermove.plugins.serve.serving.turns import Busy, Matter, Place, Turns
from countermove.processes.budget import OverBudget, Stalled, budget_of
from countermove.processes.frames import Message
from countermove.processes.pool import answer_of, ended
from countermove.processes.worker import Lost, NoAnswer, Worker
from gmcr.base.errors import CountermoveError

__all__ = ["Calculations", "Calculator", "Failed", "Job", "Stopped", "Superseded", "Tell"]


Tell = Callable[[int, int], None]


class Failed(CountermoveError):
    """A job that failed. ``kind``: the class of the error; ``errors``: the problems as data."""

    def __init__(self, failure: Message) -> None:
        self.kind, self.errors = str(failure["kind"]), tuple(failure["errors"])
        super().__init__(str(failure["error"]))


class Calculator:
    """One process. Create it with ``begun``."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    @classmethod
    async def begun(cls) -> Calculator:
        """A new process, which loads its modules while it waits for its first job."""
        budget = budget_of("serve")
        return cls(Worker("countermove.plugins.serve.serving.jobs:answering", budget=budget, what="Calculating it"))

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._worker.pid

    @property
    def alive(self) -> bool:
        """Whether the process is still running."""
        return self._worker.alive

    async def done(self, job: Message, tell: Tell | None = None, *, seconds: float = 0) -> Message:
        """The result of a job; one at a time. *seconds*: of processor time that it may take, 0 for any. Raises Failed,
        Lost, OverBudget, Stalled."""

        async def hear(said: Message) -> None:
            if tell is not None:
                tell(said["done"], said["of"])

        try:
            answer = await answer_of(self._worker, job, hear, seconds=seconds)
        except NoAnswer as error:
            raise Failed({"kind": error.kind, "error": str(error), "errors": ()}) from None
        if "failed" in answer:
            raise Failed(answer["failed"])
        done: Message = answer["done"]
        return done

    def drop(self) -> None:
        """Ask it to abandon its job as soon as it can."""
        self._worker.drop()

    async def kill(self) -> None:
        """End it, and its child processes, now."""
        await ended(self._worker)


ABANDONED = 2.0
"""Seconds of the clock in which an abandoned job has to end before its process is ended."""

ALONE = 3
"""The most additional processes; further requests wait."""

_ANSWERS = 64
"""The number of cached answers."""

_PAGES = 1024
"""The number of pages whose newest request is remembered."""

_ESTIMATE = 3.0
"""Seconds of processor time for estimating what would have taken less."""


class Superseded(CountermoveError):
    """The page has made a newer request."""

    def __init__(self) -> None:
        super().__init__("Something newer was asked in the meantime.")


class Stopped(CountermoveError):
    """The job would have taken too much."""


class Process(Protocol):
    """The interface of a process: see ``Calculator``."""

    @property
    def alive(self) -> bool: ...
    async def done(self, job: Message, tell: Tell | None = None, *, seconds: float = 0) -> Message: ...
    def drop(self) -> None: ...
    async def kill(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Job:
    """A job. ``message``: to the process; ``key``: the same for jobs with the same answer; ``state``: the state of a page,
    about which it may request several things; ``case`` and ``matter``: where it waits."""

    message: Message = field(repr=False)
    key: str
    state: str = ""
    case: str = ""
    matter: Matter = "file"

    def place(self, page: str | None) -> Place:
        """Where it waits for a page."""
        return Place(self.case, self.matter, page or "")


@dataclass(slots=True, eq=False)
class _Waiting:
    """A request that waits for an answer."""

    page: str | None
    state: str
    answer: asyncio.Future[Message]


@dataclass(slots=True, eq=False)
class _Entry:
    """A job, and all requests that wait for its answer."""

    job: Job
    waiting: list[_Waiting] = field(default_factory=list)

    def fail(self, error: Exception) -> None:
        """Tell all who wait that there is no answer."""
        for item in self.waiting:
            if not item.answer.done():
                item.answer.set_exception(error)

    def give(self, answer: Message) -> None:
        """Tell all who wait the answer."""
        for item in self.waiting:
            if not item.answer.done():
                item.answer.set_result(answer)


class Calculations:
    """Start with ``running``. ``begin`` starts a process; ``limit``: the processor time that a job may take in the
    permanent one, in seconds, otherwise that of the budget."""

    def __init__(
        self,
        begin: Callable[[], Awaitable[Process]] = Calculator.begun,
        *,
        limit: float | None = None,
        alone: int = ALONE,
    ) -> None:
        self._begin, self._limit = begin, budget_of("serve").seconds if limit is None else limit
        self._free = alone
        self._turns: Turns[_Entry] = Turns()
        self._now: _Entry | None = None
        self._due: asyncio.Timeout | None = None
        self._more, self._first = asyncio.Event(), asyncio.Event()
        self._process: Process | None = None
        self._others: set[Process] = set()
        self._answers: OrderedDict[str, Message] = OrderedDict()
        self._newest: OrderedDict[str, tuple[int, str]] = OrderedDict()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Calculations]:
        """Runs within the context; no process is left at its end."""
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
        """Wait until the permanent process has started; it may still be loading."""
        await self._first.wait()

    # -- in the process that stays ---------------------------------------------------------------------------------

    async def answer(self, job: Job, *, page: str | None = None, number: int | None = None) -> Message:
        """The answer to a job. *page*: the page that requests it; its earlier requests about other states are superseded.
        *number*: the how manieth of its requests it is; without one it is the newest.

        Raises Superseded, Busy, Stopped, Lost, Failed.
        """
        if page is not None:
            self._supersede(page, job, number)
        if job.key in self._answers:
            self._answers.move_to_end(job.key)
            return self._answers[job.key]
        waiting = _Waiting(page, job.state, asyncio.get_running_loop().create_future())
        current = [] if self._now is None or not self._now.waiting else [self._now]
        entry = next(
            (item for item in (*current, *self._turns) if item.job.key == job.key and item.job.matter != "slow"), None
        )
        if entry is not None:
            entry.waiting.append(waiting)
        else:
            entry = _Entry(job, [waiting])
            self._wait(entry, page)
        self._more.set()
        try:
            return await waiting.answer
        finally:
            self._leave(entry, waiting)

    def _wait(self, entry: _Entry, page: str | None) -> None:
        """Let a job wait, if need be in place of another. Raises Busy."""
        extra = self._turns.enter(entry, entry.job.place(page))
        if extra is entry:
            raise Busy
        if extra is not None:
            extra.fail(Busy())

    def _supersede(self, page: str, job: Job, number: int | None) -> None:
        """End what the page has asked before about other states. Raises Superseded if it has asked about another since."""
        newest, state = self._newest.get(page, (0, job.state))
        if number is not None and number < newest:
            if state != job.state:
                raise Superseded
            return
        self._newest[page] = (newest if number is None else number, job.state)
        self._newest.move_to_end(page)
        while len(self._newest) > _PAGES:
            self._newest.popitem(last=False)
        for entry in [*self._turns, *([] if self._now is None else [self._now])]:
            if entry.job.matter == "slow":
                continue  # it ends with its request
            for item in [item for item in entry.waiting if item.page == page and item.state != job.state]:
                if not item.answer.done():
                    item.answer.set_exception(Superseded())
                self._leave(entry, item)

    def _leave(self, entry: _Entry, waiting: _Waiting) -> None:
        """Stop waiting; if nobody else waits for the entry, drop it."""
        if waiting not in entry.waiting:
            return
        entry.waiting.remove(waiting)
        if entry.waiting:
            return
        if entry is self._now:
            if self._process is not None:
                self._process.drop()
            if self._due is not None:
                with suppress(RuntimeError):  # it has just ended
                    self._due.reschedule(asyncio.get_running_loop().time() + ABANDONED)
        else:
            self._turns.leave(entry)

    async def _run(self) -> None:
        with suppress(OSError):
            await self._ready()  # so that it has loaded its modules before the first job
        self._first.set()
        while True:
            await self._more.wait()
            entry = self._now = self._turns.take(slow=False)
            if entry is None:
                self._more.clear()
                continue
            try:
                answer = await self._result(entry.job)
            except (CountermoveError, OSError) as error:
                self._now = None
                entry.fail(error)
            else:
                self._now = None
                self._keep(entry.job.key, answer)
                entry.give(answer)

    async def _result(self, job: Job) -> Message:
        process = await self._ready()
        try:
            async with asyncio.timeout(None) as self._due:
                return await process.done(job.message, seconds=self._limit)
        except TimeoutError:  # nobody waits for it
            await self._ready(anew=True)
            raise Superseded from None
        except OverBudget as error:
            process = await self._ready(anew=True)
            if self._now is not None and not self._now.waiting:
                raise Superseded from None
            raise Stopped(await self._less(process, job, error)) from None
        except (Lost, Stalled):
            await self._ready(anew=True)
            raise
        finally:
            self._due = None

    async def _less(self, process: Process, job: Job, error: OverBudget) -> str:
        """The message that the job was stopped, with what would take less."""
        if error.limit == "memory":
            return "Stopped: it needs more memory than it may take here. Ask about a smaller model."
        try:
            effort = {**job.message, "kind": "effort", "after": self._limit}
            return str((await process.done(effort, seconds=_ESTIMATE))["told"])
        except (OverBudget, Lost, Stalled):
            await self._ready(anew=True)
        except Failed:
            pass
        return f"Stopped after {self._limit:g} s of processor time."

    async def _ready(self, *, anew: bool = False) -> Process:
        if self._process is not None and (anew or not self._process.alive):
            await self._process.kill()
            self._process = None
        if self._process is None:
            self._process = await self._begin()
        return self._process

    def _keep(self, key: str, answer: Message) -> None:
        self._answers[key] = answer
        while len(self._answers) > _ANSWERS:
            self._answers.popitem(last=False)

    # -- in a process of its own -----------------------------------------------------------------------------------

    async def alone(self, job: Job, tell: Tell | None = None, *, page: str | None = None) -> Message:
        """The answer to a slow job, from a process that ends with it, or with the request. Raises Busy, Lost, Failed,
        Stopped."""
        if job.key in self._answers:
            return self._answers[job.key]
        async with self._turn(replace(job, matter="slow"), page):
            process = await self._begin()
            self._others.add(process)
            try:
                answer = await process.done(job.message, tell)
                self._keep(job.key, answer)
                return answer
            except OverBudget as error:
                raise Stopped(await self._less(process, job, error)) from None
            finally:
                self._others.discard(process)
                await asyncio.shield(process.kill())

    def need_room(self, job: Job, *, page: str | None = None) -> None:
        """Raise Busy if a slow job could not even wait."""
        slow = replace(job, matter="slow")
        if job.key not in self._answers and not self._free and not self._turns.has_room(slow.place(page)):
            raise Busy

    @asynccontextmanager
    async def _turn(self, job: Job, page: str | None) -> AsyncIterator[None]:
        """One of the additional processes may run within the context, which is waited for. Raises Busy."""
        if self._free:
            self._free -= 1
        else:
            await self._slow_turn(job, page)
        try:
            yield
        finally:
            self._free += 1
            self._begin_slow()

    async def _slow_turn(self, job: Job, page: str | None) -> None:
        waiting = _Waiting(page, job.state, asyncio.get_running_loop().create_future())
        entry = _Entry(job, [waiting])
        self._wait(entry, page)
        try:
            await waiting.answer
        except asyncio.CancelledError:
            if waiting.answer.cancelled():
                self._turns.leave(entry)
            else:  # its turn came as it left
                self._free += 1
                self._begin_slow()
            raise

    def _begin_slow(self) -> None:
        """Let those begin whose turn it is."""
        while self._free and (entry := self._turns.take(slow=True)) is not None:
            if not entry.waiting[0].answer.done():
                self._free -= 1
                entry.give({})
