"""``python -m benchmarks.touch.child WORK SECONDS``: do one work as often as fits into so many seconds, and tell what it cost.

Runs in a process of its own, with the checkout to be measured first on the path.
"""

from __future__ import annotations

import json
import sys
import time

from benchmarks.measure import peak
from benchmarks.touch.works import WORKS

__all__ = ["main"]

_MOST = 5
_WARM = 2.0
"""What takes less than so many seconds is done once without being counted: modules are read at first use."""


def main(work: str, seconds: float) -> None:
    """Print one JSON object: the least processor seconds, how many runs, and the peak memory of the process in bytes."""
    made = WORKS[work]
    taken: list[float] = []
    first = _one(made)
    if first >= _WARM:
        taken.append(first)
    while not taken or (len(taken) < _MOST and sum(taken) < seconds):
        taken.append(_one(made))
    print(json.dumps({"seconds": min(taken), "runs": len(taken), "bytes": peak(), "core": _core()}))


def _one(made: object) -> float:
    assert callable(made)
    run = made()
    begun = time.process_time()
    run()
    return time.process_time() - begun


def _core() -> str:
    """Which core is in use; before there was another one, NumPy."""
    try:
        from gmcr.base.core import library
    except ImportError:
        return "numpy"
    return "compiled" if library() else "numpy"


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
