"""The product without its annexes: a copy of the sources from which their folder is taken says the same, to the byte."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

__all__: list[str] = []

SLOW = re.compile(rb"^.*: [0-9,]+ of [0-9,]+ after [0-9]+ s\n", re.MULTILINE)
"""What long work says of itself where a machine is slow."""

COMMANDS = (
    "check korea-2021",
    "check korea-2021 --json",
    "assess korea-2021",
    "assess korea-2021 --json",
    "report korea-2021 -o x.md",
)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources without the annexes."""
    folder = tmp_path_factory.mktemp("alone") / "src"
    ignored = shutil.ignore_patterns("__pycache__", "plugins")
    shutil.copytree(ROOT / "src", folder, ignore=ignored)
    assert not (folder / "countermove" / "plugins").exists()
    return folder


def run(source: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A command by the sources of a folder; nothing else of the program can be found, since it says where it is from."""
    code = (
        "import countermove, sys; "
        f"assert countermove.__file__.startswith({str(source)!r}), countermove.__file__; "
        "from countermove.cli import main; main()"
    )
    env = {"PYTHONPATH": str(source), "COLUMNS": "80", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=where, env=env, capture_output=True, check=False, timeout=300
    )
    done.stderr = SLOW.sub(b"", done.stderr)
    return done


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_product_says_the_same_without_its_annexes(alone: Path, tmp_path: Path, command: str) -> None:
    whole, without = tmp_path / "whole", tmp_path / "without"
    whole.mkdir()
    without.mkdir()
    first = run(ROOT / "src", whole, *command.split())
    second = run(alone, without, *command.split())
    assert (first.returncode, first.stdout, first.stderr) == (second.returncode, second.stdout, second.stderr)
    assert second.stderr == b""
    written = {path.name: path.read_bytes() for path in whole.iterdir()}
    assert written == {path.name: path.read_bytes() for path in without.iterdir()}
    assert first.stdout
    assert bool(written) == command.startswith("report")


@pytest.mark.level("all")
def test_what_is_left_to_annexes_is_refused_in_one_sentence(alone: Path, tmp_path: Path) -> None:
    listed = run(alone, tmp_path, "--help").stdout.decode()
    assert "  report " in listed
    assert not {"serve", "site", "paper", "draft", "ledger", "verify", "mcp"} & set(listed.split())
    told = run(alone, tmp_path, "watch", "korea-2021", "--data", ".").stderr.decode()
    assert told == "No plugin that reads indicators from data is installed here.\n"
    told = run(alone, tmp_path, "report", "korea-2021", "-o", "x.html", "--explorable").stderr.decode()
    assert told == "No plugin that makes reports that argue back is installed here.\n"
    told = run(alone, tmp_path, "paper", "korea-2021").stderr.decode()
    assert told == "No such command 'paper'. Try: countermove --help\n"
