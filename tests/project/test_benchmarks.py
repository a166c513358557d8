"""The benchmarks can be run: a name that moves breaks nothing that nobody runs for weeks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.registry import GROUPS
from tests.conftest import ROOT

__all__: list[str] = []


@pytest.mark.level("all")
def test_every_group_of_figures_is_offered() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert all(name in done.stdout for name in (*GROUPS, "page", "pages"))
