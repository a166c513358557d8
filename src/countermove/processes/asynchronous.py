"""A worker for asynchronous callers: each wait runs in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from countermove.processes.frames import Message
from countermove.processes.worker import Worker

__all__ = ["answer_of", "ended", "ready"]


async def answer_of(
    worker: Worker, asked: Message, hear: Callable[[Message], Awaitable[None]] | None = None
) -> Message:
    """The worker's answer; *hear* is called with its messages on the way. Cancellation, or an exception in *hear*, ends
    the process. Raises NoAnswer, Lost."""
    loop, messages = asyncio.get_running_loop(), asyncio.Queue[Message | None]()

    def tell(message: Message | None) -> None:
        loop.call_soon_threadsafe(messages.put_nowait, message)

    def asking() -> Message:
        try:
            return worker.ask(asked, tell)
        finally:
            tell(None)

    answer = loop.run_in_executor(None, asking)
    try:
        while (message := await messages.get()) is not None:
            if hear is not None:
                await hear(message)
        return await answer
    finally:
        _abandon(worker, answer)


async def ready(worker: Worker) -> None:
    """Wait until the worker has loaded what it needs. Cancellation ends the process. Raises NoAnswer, Lost."""
    waiting = asyncio.get_running_loop().run_in_executor(None, worker.ready)
    try:
        await waiting
    finally:
        _abandon(worker, waiting)


async def ended(worker: Worker) -> None:
    """End the worker, and everything that it has started, now."""
    worker.kill()  # before a thread is free: one may be waiting for its answer
    await asyncio.get_running_loop().run_in_executor(None, worker.end)


def _abandon(worker: Worker, waiting: asyncio.Future[Message] | asyncio.Future[None]) -> None:
    """End a process for which nobody waits any more."""
    if not waiting.done() or waiting.cancelled():
        worker.kill()
        waiting.cancel()
