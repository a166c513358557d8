"""A calculating process, from outside: it is started, given one job at a time, and can be killed at any moment."""

from __future__ import annotations

from collections.abc import Callable

from countermove.processes.asynchronous import answer_of, ended
from countermove.processes.frames import Message
from countermove.processes.worker import NoAnswer, Worker
from gmcr.base.errors import CountermoveError

__all__ = ["Calculator", "Failed", "Tell"]

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
        return cls(Worker("countermove.plugins.serve.serving.jobs:answering"))

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._worker.pid

    @property
    def alive(self) -> bool:
        """Whether the process is still running."""
        return self._worker.alive

    async def done(self, job: Message, tell: Tell | None = None) -> Message:
        """The result of a job; one at a time. Raises Failed, Lost."""

        async def hear(said: Message) -> None:
            if tell is not None:
                tell(said["done"], said["of"])

        try:
            answer = await answer_of(self._worker, job, hear)
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
