"""Platforms that have less than others: neither threads nor further processes, no links, no locks, no users."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Process

__all__: list[str] = []

BARE = """\
import os, sys, threading

def start(self):
    raise RuntimeError("can't start new thread")

threading.Thread.start = start
for name in ("link", "geteuid", "fchown"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("fcntl", "_multiprocessing", "_posixshmem"):
    sys.modules[name] = None
os.cpu_count = lambda: 4
"""
MAIN = "from countermove.cli import main; main()"
TERMINAL = """\
import io

class Terminal(io.StringIO):
    def isatty(self):
        return True

shown, sys.stderr = sys.stderr, Terminal()
from countermove.cli.output import counted_progress, progress
with progress("Digging", after=0):
    pass
with counted_progress("Counting") as told:
    told(1, 2)
shown.write(f"{sys.stderr.getvalue()!r}")
"""


@pytest.mark.level("all")
def test_answers_are_the_same_and_files_are_written(process: Process, tmp_path: Path) -> None:
    for command in (
        ("assess", "melos-416bc", "--json"),
        ("robust", "melos-416bc", "--draws", "100", "--workers", "2", "--json"),
    ):
        bare, usual = process(*command, code=BARE + MAIN), process(*command)
        assert (bare.returncode, bare.stdout) == (0, usual.stdout), bare.stderr.decode()
    written = process("new", "ours.yaml", code=BARE + MAIN)
    assert written.returncode == 0, written.stderr.decode()
    assert {item.name for item in tmp_path.iterdir()} == {"countermove.schema.json", "ours.yaml"}
    again = process("new", "ours.yaml", code=BARE + MAIN)
    assert again.returncode == 2
    assert b"exists already" in again.stderr


def test_on_a_terminal_nothing_moves_and_nothing_fails(process: Process) -> None:
    shown = process(code="import sys\n" + BARE + TERMINAL)
    assert (shown.returncode, shown.stderr) == (0, b"''")
