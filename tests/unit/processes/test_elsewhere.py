"""Calls that other systems have not are guarded: where they are missing, commands say what they say here."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, require_module
from tests.unit.processes.elsewhere import LACKING

__all__: list[str] = []

COMMANDS = (
    ["assess", "{root}/docs/examples/river.yaml"],
    ["robust", "{root}/docs/examples/river.yaml", "--draws", "20", "--workers", "2"],  # in processes of its own
    ["new", "mine.yaml", "--title", "Will they sign?"],  # written beside its place, and moved there
    ["new", "mine.yaml"],  # and not over another
    ["convert", "elmira-1991", "elmira.yaml"],
    ["convert", "elmira-1991", "elmira.yaml", "--force"],  # over another, with its rights
    ["lint", "mine.yaml"],
    ["draft", "{root}/docs/examples/bridge.txt", "-o", "bridge.yaml"],  # in a process with a budget
    ["seal", "sealed.yaml"],  # rewritten in turn
    ["ledger", "sealed.yaml"],  # within a budget
    ["report", "{root}/docs/examples/river.yaml", "-o", "river.html"],
)
EVERYWHERE = {
    "os": """O_RDONLY O_WRONLY PathLike W_OK X_OK _exit access chdir chmod close cpu_count devnull dup dup2 environ fdopen
        fsencode fspath fstat fsync getcwd link listdir open path pathsep read readlink replace scandir sep set_inheritable
        stat stat_result supports_effective_ids umask write""",
    "signal": "SIGINT SIGTERM SIG_DFL SIG_IGN Signals signal",
    "time": "monotonic process_time thread_time time",
}
"""What the sources ask of the system and Windows has too."""

GUARDED = {"O_BINARY", "SIG_UNBLOCK"}
"""What stands where the system was asked first: of Windows alone, or of a call that is looked for."""

RUN = """
import json, sys
from typer.testing import CliRunner
from countermove.cli import app
from countermove.processes.pool import pooled
said = []
for command in json.loads(sys.argv[1]):
    done = CliRunner().invoke(app, command, prog_name="countermove")
    said.append([done.exit_code, done.stdout + done.stderr, repr(done.exception)])
with pooled(1) as pool:  # another process answers, and is ended
    said.append([pool.submit(abs, -3).result()])
print(json.dumps(said))
"""


def test_what_another_system_has_not_is_taken_away_in_the_simulation() -> None:
    systems = {"os": os, "signal": signal, "time": time}
    posix = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
    asking = re.compile(rf"^\s*(?:import|from) (?:{'|'.join(sorted(posix | set(systems)))})\b", re.MULTILINE)
    missed = set()
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if asking.search(text) else ():
            if isinstance(node, ast.Import):
                missed |= {alias.name for alias in node.names} & posix - set(LACKING["win32"]["modules"])
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in systems:
                module, name = node.value.id, node.attr
                known = {*EVERYWHERE[module].split(), *LACKING["win32"][module], *GUARDED}
                if hasattr(systems[module], name) and name not in known:  # a variable may be called time too
                    missed.add(f"{module}.{name}")
    assert missed == set()


def said_by(system: str, place: Path) -> list[list[object]]:
    """What commands say on a system, and what they leave in a folder."""
    place.mkdir()
    (place / "start").mkdir()
    source = ROOT / "tests" / "unit" / "processes" / "elsewhere.py"
    (place / "start" / "sitecustomize.py").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    sealed = (ROOT / "src/countermove/assessment/cases/melos-416bc.yaml").read_text(encoding="utf-8")
    (place / "sealed.yaml").write_text(sealed, encoding="utf-8")
    commands = [[word.format(root=ROOT) for word in command] for command in COMMANDS]
    paths = os.pathsep.join([str(place / "start"), str(ROOT / "src")])
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(commands)],
        cwd=place,
        env={**os.environ, "PYTHONPATH": paths, "COUNTERMOVE_ELSEWHERE": system, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: list[list[object]] = json.loads(done.stdout)
    return [*said, sorted(path.name for path in place.iterdir())]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> list[list[object]]:
    return said_by("", tmp_path_factory.mktemp("here") / "place")


@pytest.mark.level("all")
@pytest.mark.parametrize("system", LACKING)
def test_what_is_said_where_calls_are_missing_is_what_is_said_here(
    system: str, here: list[list[object]], tmp_path: Path
) -> None:
    require_module("wasmtime", "checks are computed in it where there is no compiled core")
    assert said_by(system, tmp_path / "place") == here
