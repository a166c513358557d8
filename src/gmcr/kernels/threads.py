"""One calculation in parts on several threads, or on none where they cannot be started."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["on_threads"]

Part = TypeVar("Part")
Result = TypeVar("Result")


def on_threads(work: Callable[[Part], Result], parts: Sequence[Part], threads: int) -> list[Result]:
    """Apply ``work`` to every part on *threads* threads; results are in the order of parts. Repeating a part must give
    the same result: on a platform without threads (WebAssembly), and where no more can be started, all parts are
    computed here."""
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
    """The future of every part; None where no thread can be started."""
    try:
        return [pool.submit(work, part) for part in parts]
    except RuntimeError:
        return None
