"""The interface of a propagation kernel, and the conventions that all kernels share.

Arrays are over *cells* with a leading batch axis: shape (B, cells), B games that share states and moves and differ in
preferences. Ranks are unsigned, larger is better, 0 marks an infeasible cell, and the type's maximum is reserved for
+∞. With r_i the rank of a state for actor i and v any array:

* own_best(v, i): the best of v over a state and i's moves from it (with v = r_i the *escape* e_i);
* worst(v, i): the least of v over a state and all states that i's opponents can reach from it by legal sequences of
  moves;
* worst_improving(v, i): the same over legal sequences of improvements, each mover improving on the state it moves from.

A legal sequence is one in which nobody moves twice in a row. Several arrays v share one pass (*lanes*). Values of
infeasible cells in results are meaningless.

One calculation in parts on several threads, or on none where they cannot be started.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Kernel", "Values", "on_threads"]


Values = NDArray[np.unsignedinteger[Any]]


class Kernel(Protocol):
    """The primitives, with actors given by position. ``ranks`` are given once, when the kernel is made."""

    ranks: Sequence[Values]

    def own_best(self, values: Values, actor: int) -> Values: ...
    def worst(self, lanes: Sequence[Values], actor: int) -> list[Values]: ...
    def worst_improving(self, lanes: Sequence[Values], actor: int) -> list[Values]: ...


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
