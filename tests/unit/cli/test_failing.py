"""Files that cannot be read, interrupts and too little memory: an exit code and a line each, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.unit.cli.conftest import Process, Run
from tests.unit.reports.samples import FERRY

__all__: list[str] = []


def test_with_json_the_errors_are_data_and_still_told(run: Run, ferry: str) -> None:
    done = run("solve", ferry, "--scenario", "gitf", "--json")
    assert done.exit_code == 2
    (error,) = json.loads(done.stdout)["errors"]
    assert (error["code"], error["suggestion"]) == ("unknown", "gift")
    assert error["message"] in done.stderr
    assert json.loads(run("solve", ferry, "--nope", "--json").stdout)["errors"][0]["code"] == "input"


def test_all_problems_of_a_file_one_a_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    text = FERRY.replace("start: []", "start: [pya]").replace("demand: {now: 0.6}", "demand: {nwo: 0.6}")
    file.write_text(text, encoding="utf-8")
    done = run("assess", str(file))
    assert done.exit_code == 2
    lines = done.stderr.splitlines()
    assert len(lines) >= 3
    assert all(line.startswith(f"{file}:") for line in lines)
    printed = json.loads(run("assess", str(file), "--json").stdout)
    assert [error["line"] for error in printed["errors"]] == [int(line.split(":")[1]) for line in lines]


def test_check_tells_the_problems_of_all_its_files(run: Run, tmp_path: Path) -> None:
    done = run("check", str(tmp_path / "a.yaml"), "korea-2021", str(tmp_path / "b.yaml"))
    assert done.exit_code == 2
    assert [Path(line.split(":")[0]).name for line in done.stderr.splitlines()] == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("name", ["", ".", "/", "/dev/null", "none.yaml", "a\nb"])
def test_what_is_no_file_is_refused(run: Run, name: str) -> None:
    done = run("assess", name)
    assert done.exit_code == 2
    assert done.stderr.strip()


def test_files_that_are_no_text_are_refused(run: Run, tmp_path: Path) -> None:
    for name, content in {"empty": b"", "binary": bytes(range(256)), "latin": b"title: \xe9"}.items():
        file = tmp_path / name
        file.write_bytes(content)
        done = run("assess", str(file))
        assert done.exit_code == 2
        assert done.stderr.startswith(f"{file}:")
        assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(run: Run, ferry: str) -> None:
    Path(ferry).chmod(0)
    assert run("assess", ferry).exit_code == 2


@pytest.mark.level("all")
def test_arguments_that_are_no_text_are_refused(process: Process) -> None:
    for arguments in ([b"assess", b"caf\xe9.yaml"], [b"assess", b"caf\xe9", b"--json"], [b"\xff"]):
        done = process(*arguments)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert done.stderr.strip()
        if b"--json" in arguments:
            assert json.loads(done.stdout)["errors"]


def test_an_interrupt_ends_with_130_and_one_line(tmp_path: Path) -> None:
    code = (
        "import countermove.reports as desk, time\n"
        "def slow(*a, **k):\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "desk.open_case = slow\n"
        "from countermove.cli import main\nmain()\n"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", code, "assess", "korea-2021"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    time.sleep(0.1)
    program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=60)
    assert program.returncode == 130
    assert errors == "Interrupted.\n"


def test_too_little_memory_is_told(run: Run, ferry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from countermove import reports

    def greedy(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reports, "ask", greedy)
    done = run("solve", ferry)
    assert done.exit_code == 2
    assert "more memory than there is" in done.stderr
