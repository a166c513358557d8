"""The product without its annexes: a copy of the sources from which their folder is taken says the same, to the byte."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

SLOW = re.compile(rb"^.*: [0-9,]+ of [0-9,]+ after [0-9]+ s\n", re.MULTILINE)
"""What long work says of itself where a machine is slow."""

COMMANDS = ("check {}", "check {} --json; assess {}; assess {} --json; report {} -o x.md")
RUN = """
import countermove, sys
assert countermove.__file__.startswith(sys.argv.pop(1)), countermove.__file__
from countermove.cli import main
for command in sys.argv.pop(1).split("; "):
    sys.argv[1:] = command.split()
    try:
        main()
    except SystemExit as end:
        print("ended with", end.code)
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources without the annexes."""
    folder = tmp_path_factory.mktemp("alone") / "src"
    ignored = shutil.ignore_patterns("__pycache__", "plugins")
    shutil.copytree(ROOT / "src", folder, ignore=ignored)
    assert not (folder / "countermove" / "plugins").exists()
    return folder


def run(source: Path, where: Path, commands: str) -> subprocess.CompletedProcess[bytes]:
    """Commands in one process, by the sources of a folder; nothing else of the program can be found, since it says where it is
    from."""
    env = {"PYTHONPATH": str(source), "COLUMNS": "80", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(source), commands],
        cwd=where,
        env=env,
        capture_output=True,
        check=False,
        timeout=300,
    )
    done.stderr = SLOW.sub(b"", done.stderr)
    return done


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("case", ["../ferry.yaml", pytest.param("korea-2021", marks=pytest.mark.level("judge"))])
def test_the_product_says_the_same_without_its_annexes(alone: Path, tmp_path: Path, case: str, command: str) -> None:
    (tmp_path / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    whole, without = tmp_path / "whole", tmp_path / "without"
    whole.mkdir()
    without.mkdir()
    first = run(ROOT / "src", whole, command.replace("{}", case))
    second = run(alone, without, command.replace("{}", case))
    assert (first.returncode, first.stdout, first.stderr) == (second.returncode, second.stdout, second.stderr)
    assert second.stderr == b""
    written = {path.name: path.read_bytes() for path in whole.iterdir()}
    assert written == {path.name: path.read_bytes() for path in without.iterdir()}
    assert first.stdout.count(b"ended with ") == len(command.split("; "))
    assert bool(written) == ("report" in command)


@pytest.mark.level("all")
def test_what_is_left_to_annexes_is_refused_in_one_sentence(alone: Path, tmp_path: Path) -> None:
    asked = ["watch korea-2021 --data .", "report korea-2021 -o x.html --explorable", "paper korea-2021"]
    done = run(alone, tmp_path, "; ".join(["--help", *asked]))
    listed = done.stdout.decode()
    assert "  report " in listed
    assert not {"serve", "site", "paper", "draft", "ledger", "verify", "mcp"} & set(listed.split())
    assert done.stderr.decode().splitlines() == [
        "No plugin that reads indicators from data is installed here.",
        "No plugin that makes reports that argue back is installed here.",
        "No such command 'paper'. Try: countermove --help",
    ]


@pytest.mark.level("all")
def test_a_name_of_an_annex_says_whose_it_is(alone: Path) -> None:
    code = "import countermove as cm\ncm.paper"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(alone)}, capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1] == (
        "AttributeError: countermove.paper belongs to the annex papers, which is not installed here."
    )
