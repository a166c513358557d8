"""The two cores side by side: the same work, each in processes of its own, preferences ranked beforehand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.figure import Figure
from benchmarks.measure import ROOT

__all__ = ["cores", "per_second"]

_CODE = """
import json, sys, time
import numpy as np
import countermove as cm
from benchmarks import models
from gmcr.base.core import core_named
from gmcr.kernels import Lattice
from gmcr.stability import solve_ensemble

def solved(bits, actors, preferences):
    conflict = models.lattice(bits, actors, preferences=preferences)
    conflict.cell_ranks
    return lambda: cm.solve(conflict), 1 << bits

def drawn(conflict, games):
    lattice = Lattice(conflict.structure)
    rng = np.random.default_rng(1)
    ranks = [rng.integers(1, min(lattice.rows, 250) + 1, (lattice.rows, games)).astype(np.uint8) for _ in conflict.actors]
    return lambda: solve_ensemble(lattice, ranks, threads=1), games

def listed():
    conflict = models.sparse()
    conflict.cell_ranks
    return lambda: cm.solve(conflict), conflict.states.size

works = {
    "solve": solved,
    "lattice": lambda games: drawn(models.lattice(7, 4), games),
    "korea": lambda games: drawn(cm.load("korea-2021").conflict(), games),
    "sparse": listed,
}
name, given, repeat = json.loads(sys.argv[1])
work, count = works[name](*given)
seconds = []
for _ in range(repeat):
    before = time.process_time()
    work()
    seconds.append(time.process_time() - before)
print(json.dumps({"core": core_named(), "per_second": [count / one for one in seconds]}))
"""

_WORKS: tuple[tuple[str, str, list[object], str, float | None, float | None], ...] = (
    ("2^12 states, 4 actors", "solve", [12, 4, "wants"], "states/s", None, None),
    ("2^20 states, 4 actors", "solve", [20, 4, "wants"], "states/s", 8e6, 0.7e6),
    ("2^20 states, 4 actors, ranks", "solve", [20, 4, "ranks"], "states/s", None, None),
    ("2^20 states, 8 actors", "solve", [20, 8, "wants"], "states/s", None, None),
    ("2^20 of 2^40 states, 4 actors", "sparse", [], "states/s", None, None),
    ("games of 7 options, 4 actors", "lattice", [20_000], "draws/s", 5e5, 1e5),
    ("games of korea-2021", "korea", [10_000], "draws/s", 1.5e5, 1e4),
)


def per_second(work: str, given: list[object], core: str, repeat: int) -> list[float]:
    """How much of a work a second of one processor does, in each run, with a core: "compiled" or "numpy"."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE, json.dumps([work, given, repeat])],
        cwd=ROOT,
        env={**os.environ, "COUNTERMOVE_CORE": core, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    if core == "compiled" and found["core"] != "compiled core":
        raise SystemExit(f"The compiled core is not in use: {found['core']}.")
    return [float(one) for one in found["per_second"]]


def cores(repeat: int) -> Iterator[Figure]:
    """Five concepts by the compiled core and by NumPy alone, a second of one processor."""
    for name, work, given, unit, *targets in _WORKS:
        best = []
        for core, target in zip(("compiled", "numpy"), targets, strict=True):
            rates = per_second(work, given, core, repeat)
            best.append(max(rates))
            yield Figure("cores", f"{name}, {core}", max(rates), unit, (min(rates), max(rates)), target, at_least=True)
        yield Figure("cores", "  times as fast", best[0] / best[1], "×")
