"""The compiled core under the address and undefined-behaviour sanitizers: the comparisons with NumPy, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import FULL, ROOT, require_core, require_sanitizers

__all__: list[str] = []

FLAGS = ("-O0", "-g1", "-std=gnu11", "-fPIC", "-shared", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")

RUN = """
import ctypes, sys
import pytest
from gmcr.base import core
opened = ctypes.CDLL(sys.argv[1])
core._choose = lambda: (opened, "sanitized core")
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:hypothesispytest", *sys.argv[2:]]))
"""


KERNELS = ("tests/gmcr/kernels/test_compiled.py", "tests/gmcr/kernels/test_search.py")
EVALUATOR = "tests/unit/program"
LEFT_OUT = "[numpy", "in_parts", "webassembly", "bundled", *(f"[{first}]" for first in range(5, 30, 5))
"""What does not run the core, or shows of it what others show."""
LONG = "without_an_evaluator", "drawn_without", "those_of_the_search", "game[75]", "[165]"
"""What takes half of the time, and runs no line of the core that the rest does not (of its branches eight in 2,337): at the level
``judge`` alone."""


@pytest.mark.level("all")
def test_nothing_is_read_or_written_that_is_not_the_cores(tmp_path: Path) -> None:
    require_core()
    if not (ROOT / EVALUATOR).exists():
        pytest.skip("the engine is tested alone")
    compiler, runtime = require_sanitizers()
    folders = [ROOT / "src" / "gmcr" / "kernels" / "compiled", ROOT / "src" / "gmcr" / "evaluator" / "c"]
    sources = [str(path) for folder in folders for path in sorted(folder.glob("*.c"))]
    library = tmp_path / "sanitized.so"
    subprocess.run([compiler, *FLAGS, "-o", str(library), *sources], check=True, timeout=120)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            RUN,
            str(library),
            "-k" + " and ".join(f"not {name}" for name in (*LEFT_OUT, *(() if FULL else LONG))),
            *KERNELS,
            EVALUATOR,
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "LD_PRELOAD": runtime,
            "ASAN_OPTIONS": "detect_leaks=0",  # the interpreter's own
            "COUNTERMOVE_MODELS": "24",
            "COUNTERMOVE_LEVEL": "all",  # where instructions are watched, all of the judge's level takes hours
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert " passed" in done.stdout
