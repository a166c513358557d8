"""Timing and memory, the same way for everything."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

__all__ = ["cold", "machine", "once", "peak", "peak_bytes", "process_seconds", "processor_seconds", "slope"]

Made = TypeVar("Made")

ROOT = Path(__file__).resolve().parent.parent


def cold(make: Callable[[], object], run: Callable[[object], object], *, repeat: int) -> tuple[float, float, float]:
    """Seconds of ``run(make())``, making not counted: (median, least, most) of *repeat* after one warm-up."""
    seconds = []
    for _ in range(repeat + 1):
        made = make()
        begun = time.perf_counter()
        run(made)
        seconds.append(time.perf_counter() - begun)
    counted = seconds[1:]
    return statistics.median(counted), min(counted), max(counted)


def processor_seconds(
    make: Callable[[], Made], run: Callable[[Made], object], *, repeat: int
) -> tuple[float, float, float]:
    """As ``cold``, in seconds of processor time of all threads: what else runs on the machine counts for little."""
    seconds = []
    for _ in range(repeat + 1):
        made = make()
        begun = time.process_time()
        run(made)
        seconds.append(time.process_time() - begun)
    counted = seconds[1:]
    return statistics.median(counted), min(counted), max(counted)


def once(made: Made, run: Callable[[Made], object]) -> float:
    """Seconds of ``run(made)``, once and without warm-up: for what takes long."""
    begun = time.perf_counter()
    run(made)
    return time.perf_counter() - begun


def process_seconds(command: list[str], *, repeat: int) -> tuple[float, float, float]:
    """Wall seconds of a whole process: (median, least, most) of *repeat* after one warm-up, in which modules are compiled.

    Python keeps compiled modules unless the environment forbids it, which would add a second to every start.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return cold(
        lambda: None,
        lambda _: subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=kept),
        repeat=repeat,
    )


def peak_bytes(code: str) -> int:
    """Run *code* in a fresh process (Linux): the growth of its peak memory since it set ``before = peak()``."""
    script = f"{_PRELUDE}\n{code}\n{_CODA}"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT)
    return int(json.loads(done.stdout.strip().splitlines()[-1])["grown"])


def peak() -> int:
    """The peak memory of this process so far, in bytes (Linux); ru_maxrss would start at the parent's."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


_PRELUDE = """
import json
from benchmarks.measure import peak
"""
_CODA = """
print(json.dumps({"grown": peak() - before}))
"""


def slope(sizes: list[int], seconds: list[float]) -> float:
    """The slope of log time over log size, by least squares."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def machine() -> dict[str, object]:
    """What it was measured on."""
    model = ""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor()
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "load": os.getloadavg()[0],
    }
