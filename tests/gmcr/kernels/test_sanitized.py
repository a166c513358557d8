"""The compiled core under the address and undefined-behaviour sanitizers: the comparisons with NumPy, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, require_core, require_sanitizers

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


@pytest.mark.level("all")
@pytest.mark.parametrize(
    "tests",
    [
        ["-knot [numpy and not in_parts", "tests/gmcr/kernels/test_compiled.py", "tests/gmcr/kernels/test_search.py"],
        [
            "-knot webassembly and not bundled and not [5] and not [10] and not [15] and not [20] and not [25]",
            "tests/unit/program",
        ],
    ],
    ids=["kernels", "evaluator"],
)
def test_nothing_is_read_or_written_that_is_not_the_cores(tmp_path: Path, tests: list[str]) -> None:
    require_core()
    if any(not (ROOT / name).exists() for name in tests if not name.startswith("-")):
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
            *tests,
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
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert " passed" in done.stdout
