"""Parts of one calculation on several threads, and without them where none can be started."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["on_threads"]

Part = TypeVar("Part")
Result = TypeVar("Result")


def on_threads(work: Callable[[Part], Result], parts: Sequence[Part], threads: int) -> list[Result]:
    """``work`` done on every part by so many threads; results in the order of parts. Done again, a part has the same result: on a
    platform without threads (WebAssembly), and where no more may be started, all are done here."""
    if threads < 2 or len(parts) < 2:
        return [work(part) for part in parts]
    pool = ThreadPoolExecutor(min(threads, len(parts)))
    try:
        waiting = _begun(pool, work, parts)
        if waiting is not None:
            return [future.result() for future in waiting]
    finally:
        pool.shutdown(cancel_futures=True)
    return [work(part) for part in parts]


def _begun(
    pool: ThreadPoolExecutor, work: Callable[[Part], Result], parts: Sequence[Part]
) -> list[Future[Result]] | None:
    """What comes of the parts, in time; None where no thread can be started."""
    try:
        return [pool.submit(work, part) for part in parts]
    except RuntimeError:
        return None
