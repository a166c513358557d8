"""Running the program: in this process for speed, as a process of its own where that matters."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from countermove.cli import app
from tests.conftest import ROOT
from tests.unit.reports.samples import FERRY

__all__ = ["Process", "Run", "ferry", "process", "run"]

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def ferry(tmp_path: Path) -> str:
    """The path of a small case."""
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY, encoding="utf-8")
    return str(path)


@pytest.fixture
def run() -> Run:
    """Run a command line in this process, as if piped, 80 columns wide unless told otherwise."""
    # Click before 8.2 mixes the two streams unless told not to.
    apart: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
    runner = CliRunner(env={"COLUMNS": "80", "NO_COLOR": None, "FORCE_COLOR": None}, **apart)

    def start(*arguments: str, columns: int = 80) -> Result:
        result = runner.invoke(app, list(arguments), prog_name="countermove", env={"COLUMNS": str(columns)})
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return start


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """Run a command line as a process of its own."""

    def start(
        *arguments: str | bytes,
        env: Mapping[str, str] | None = None,
        code: str = "from countermove.cli import main; main()",
    ) -> subprocess.CompletedProcess[bytes]:
        command: Sequence[str | bytes] = [sys.executable, "-c", code, *arguments]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80", **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=120,
        )

    return start
