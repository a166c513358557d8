"""Platforms that have less than others: neither threads nor further processes, no links, no locks, no users."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Process, Run

__all__ = ["MAIN"]

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
MAIN = """\
from countermove.cli import main
for command in commands:
    sys.argv[1:] = command
    try:
        main()
    except SystemExit as end:
        print(end.code, file=sys.stderr)
"""
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
def test_answers_are_the_same_and_files_are_written(process: Process, run: Run, tmp_path: Path, ferry: str) -> None:
    commands = [
        ("assess", ferry, "--json"),
        ("robust", "melos-416bc", "--draws", "40", "--workers", "2", "--json"),
        ("new", "ours.yaml"),
        ("new", "ours.yaml"),
    ]
    bare = process(code=f"{BARE}commands = {commands}\n{MAIN}")
    usual = "".join(run(*command).stdout for command in commands[:2])
    assert bare.stdout.decode().startswith(usual), bare.stderr.decode()
    assert {item.name for item in tmp_path.iterdir()} == {"countermove.schema.json", "ferry.yaml", "ours.yaml"}
    *done, again = bare.stderr.decode().splitlines()[:4]
    assert done == ["0", "0", "0"]
    assert "exists already" in again


def test_on_a_terminal_nothing_moves_and_nothing_fails(process: Process) -> None:
    shown = process(code="import sys\n" + BARE + TERMINAL)
    assert (shown.returncode, shown.stderr) == (0, b"''")
