"""Bad input ends with 2 and one clear message; nothing ends in a traceback."""

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
from tests.unit.desk.samples import FERRY

__all__: list[str] = []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["why", "{}", "town.pya"], "'town.pya' is not a state or option here. Did you mean town.pay?"),
        (["why", "{}", "pay,rum"], "'rum' is not an option here. Did you mean run?"),
        (["why", "{}", "99"], "There is no state 99: codes run from 0 to 7."),
        (["why", "{}", "6"], "State 6 is infeasible: rule n1 excludes"),
        (["why", "{}", "start", "--actor", "twon"], "'twon' is not an actor here. Did you mean town?"),
        (["solve", "{}", "--reading", "R=x"], "'R' is not a question here."),
        (["solve", "{}", "--reading", "Q=purse"], "Did you mean purse_first?"),
        (
            ["solve", "{}", "--reading", "Q"],
            "A reading is written QUESTION=ANSWER; 'Q' is not of that form. Here: --reading",
        ),
        (["solve", "{}", "--scenario", "gitf"], "'gitf' is not a scenario here. Did you mean gift?"),
        (["assess", "{}", "--view", "optimist"], "Did you mean pessimist?"),
        (["solve", "{}", "--set", "demnd=0.1"], "'demnd' is not a driver here. Did you mean demand?"),
        (["solve", "{}", "--set", "demand=2"], "demand: 2 is outside its range, 0 to 1."),
        (["solve", "{}", "--set", "demand=much"], "demand: 'much' is not a number."),
        (["check", "{}", "--concept", "nsh"], "'nsh' is not a concept here. Did you mean nash?"),
        (["check", "{}", "--claim", "Z"], "'Z' is not a claim here. There are: A, B, C, D, E."),
        (["assess", "korea-2012"], "Did you mean korea-2021?"),
        (["schema", "--record", "asess"], "'asess' is not a record here. Did you mean assess?"),
        (["asess", "{}"], "Try: countermove --help"),
        (["assess"], "Try: countermove assess --help"),
        (["assess", "{}", "--jsn"], "Try: countermove assess --help"),
        (["assess", "{}", "--bound", "0"], "Try: countermove assess --help"),
        (["new", "{}"], "exists already; force overwrites it. Here: --force"),
    ],
)
def test_one_clear_message(run: Run, ferry: str, arguments: list[str], message: str) -> None:
    given = [argument.replace("{}", ferry) for argument in arguments]
    done = run(*given)
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


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


def test_arguments_that_are_no_text_are_refused(process: Process) -> None:
    for arguments in ([b"assess", b"caf\xe9.yaml"], [b"assess", b"caf\xe9", b"--json"], [b"\xff"]):
        done = process(*arguments)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert done.stderr.strip()
        if b"--json" in arguments:
            assert json.loads(done.stdout)["errors"]


def test_a_reader_who_leaves_is_no_error(ferry: str) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", "from countermove.cli import main; main()", "solve", "korea-2021", "--all", "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    errors = program.stderr.read()
    program.stderr.close()
    assert program.wait(60) == 141
    assert errors == b""


def test_an_interrupt_ends_with_130_and_one_line(tmp_path: Path) -> None:
    code = (
        "import countermove.desk as desk, time\n"
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
    from countermove import desk

    def greedy(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(desk, "ask", greedy)
    done = run("solve", ferry)
    assert done.exit_code == 2
    assert "more memory than there is" in done.stderr
