"""Ctrl-C while commands work: what is known by then is told, and the exit code says that it is a part."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from countermove.cli import app, output
from tests.conftest import ROOT
from tests.unit.cli.test_commands import record
from tests.unit.reports.samples import TWO_DRIVERS

__all__: list[str] = []

Interrupted = Callable[..., "tuple[int, str, str]"]

# Whoever is told how much is done waits there for the signal, which so comes in the midst of the work.
WAITING = """
import sys, time
from contextlib import contextmanager
import countermove.cli.output as output

@contextmanager
def counted(message):
    def told(done, of):
        if done >= AFTER:
            print("ready", file=sys.stderr, flush=True)
            time.sleep(60)
    yield told

output.counted_progress = counted
from countermove.cli import main
main()
"""


@pytest.fixture
def interrupted(cases: Path, monkeypatch: pytest.MonkeyPatch) -> Interrupted:
    """Run a command in this process, which interrupts itself when so much is done: exit code, output, errors."""

    def start(*arguments: str, after: int) -> tuple[int, str, str]:
        sent: list[int] = []

        @contextmanager
        def counted(_: str) -> Iterator[Callable[[int, int], None]]:
            def told(done: int, of: int) -> None:
                if done >= after:
                    assert not sent, "the work went on after the interrupt"
                    sent.append(done)
                    signal.raise_signal(signal.SIGINT)

            yield told

        monkeypatch.setattr(output, "counted_progress", counted)
        monkeypatch.chdir(cases)
        result = CliRunner(env={"COLUMNS": "100", "NO_COLOR": None, "FORCE_COLOR": None}).invoke(
            app, list(arguments), prog_name="countermove"
        )
        assert sent, "it was done before the interrupt"
        assert isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.stdout, result.stderr

    return start


def interrupted_process(folder: Path, *arguments: str, after: int) -> tuple[int, str, str]:
    """The same of a process of its own, which gets the signal from outside."""
    program = subprocess.Popen(
        [sys.executable, "-c", WAITING.replace("AFTER", str(after)), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stderr is not None
    assert program.stderr.readline() == "ready\n"
    program.send_signal(signal.SIGINT)
    printed, errors = program.communicate(timeout=60)
    return program.returncode, printed, errors


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A folder with a case and a later version of it."""
    (tmp_path / "two.yaml").write_text(TWO_DRIVERS, encoding="utf-8")
    (tmp_path / "later.yaml").write_text(TWO_DRIVERS.replace("now: 0.6", "now: 0.1"), encoding="utf-8")
    return tmp_path


COMMANDS = [
    (["change", "two.yaml", "--concept", "seq", "--concept", "nash"], 2, "Interrupted: only sets of up to two edits"),
    (["change", "two.yaml", "--concept", "gmr", "--concept", "smr"], 1, "nothing has been looked at under SMR"),
    (["change", "two.yaml", "--concept", "gmr", "--concept", "smr"], 4, "only sets of up to one edit have been"),
    (["responsibility", "two.yaml"], 2, "Interrupted: 2 of 4 games are known"),
    (["tipping", "two.yaml"], 2, "Interrupted: not everything was looked at"),
    (["tipping", "two.yaml"], 0, "Interrupted before anything was looked at"),
    (["together", "two.yaml"], 2, "Interrupted: E was not judged"),
    (["together", "two.yaml"], 0, "Interrupted before any claim was judged"),
    (["inverse", "two.yaml", "start", "--concept", "seq"], 1, "Interrupted after"),
    (["diff", "two.yaml", "later.yaml"], 1, "Interrupted: B, C, D and E were not judged"),
    (["compare", "two.yaml", "later.yaml"], 4, "Interrupted after no sets of lines"),
    (["redteam", "two.yaml"], 2, "Interrupted: two claims only"),
    (["redteam", "two.yaml"], 0, "Interrupted before any claim was looked at"),
    (["matrix", "two.yaml"], 2, "Interrupted after two claims"),
    (["matrix", "two.yaml"], 0, "Interrupted before any claim was looked at"),
    (
        ["roads", "two.yaml"],
        4,
        (
            "Missing: the roads with everybody fearing any answer with a reply of their own (SMR), "
            "reckoning with answers that pay (SEQ) or the same with a reply of their own (symmetric SEQ)"
        ),
    ),
    (["roads", "two.yaml"], 9, "Missing: four roads to outcomes step by step"),
    (["views", "two.yaml"], 2, "Incomplete: some concepts, what all corrections would change"),
    (["views", "two.yaml"], 8, "Incomplete: what that is in every reading"),
    (
        ["levers", "two.yaml"],
        2,
        "Interrupted: only 2 of three acts were tried and one scenario was not looked at: somebody pays (gift)",
    ),
    (["levers", "two.yaml"], 4, "Interrupted: one scenario was not looked at: somebody pays (gift)"),
    (["levers", "two.yaml"], 0, "Interrupted before any act was tried"),
    (["coalitions", "two.yaml"], 1, "Interrupted: what follows is about the first coalition alone, in one reading"),
    (["coalitions", "two.yaml"], 4, "Interrupted: only 1 of 2 readings was examined"),
    (["longrun", "two.yaml"], 2, "Interrupted: what follows is about Nash and GMR alone"),
    (["longrun", "two.yaml", "--method", "simulated", "--runs", "50"], 60, "the last with 10 of 50 runs"),
    (["longrun", "two.yaml"], 0, "Interrupted before anything was known"),
    (["robust", "two.yaml"], 32, "Interrupted before all combinations of premises were tried"),
    (["robust", "korea-2021", "--claim", "C06", "--draws", "600", "--workers", "1"], 50, "50 of 600 draws are done"),
]


@pytest.mark.level("judge", but=12)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize(("arguments", "after", "told"), COMMANDS)
def test_what_is_known_is_told(interrupted: Interrupted, arguments: list[str], after: int, told: str) -> None:
    code, printed, errors = interrupted(*arguments, after=after)
    assert (code, errors) == (130, "Interrupted.\n")
    assert told in " ".join(printed.split())


@pytest.mark.level("all")
@pytest.mark.parametrize(
    ("arguments", "after", "extra"),
    [
        (arguments, after, extra)
        for arguments, after, told in COMMANDS
        for extra in ([], ["--json"])
        if arguments[0] in ("redteam", "robust") and "before" not in told and (arguments[0] == "robust") == bool(extra)
    ],
)
def test_a_process_that_is_sent_the_signal_does_the_same(
    cases: Path, interrupted: Interrupted, arguments: list[str], after: int, extra: list[str]
) -> None:
    """Of what is told by words, of what is data, and of draws: where the signal comes from is the same for all."""
    here = interrupted(*arguments, *extra, after=after)
    assert interrupted_process(cases, *arguments, *extra, after=after) == here


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize(("after", "first"), [(1, "answers"), (2, "check"), (5, "together")])
def test_assess_tells_what_it_has_and_names_the_rest(interrupted: Interrupted, after: int, first: str) -> None:
    on_screen = first in ("answers", "check")  # of the parts that come after these, --full alone tells
    code, printed, errors = interrupted("assess", "two.yaml", *([] if on_screen else ["--full"]), after=after)
    assert (code, errors) == (130, "Interrupted.\n")
    text = " ".join(printed.split())
    if on_screen:
        assert f"Interrupted; not answered here: {first}" in text
        assert len(printed.splitlines()) <= 30
    else:
        assert f"{first}: not shown here (interrupted)." in text
    code, printed, _ = interrupted("assess", "two.yaml", "--full", "--json", after=after)
    assert code == 130
    assert record(printed, "assess")["parts"]["skipped"][0] == {"part": first, "why": "interrupted"}


def test_a_report_is_not_written_without_verdicts(interrupted: Interrupted, cases: Path) -> None:
    code, printed, errors = interrupted("report", "two.yaml", "-o", "out.md", after=1)
    assert (code, printed, errors) == (130, "", "Interrupted.\n")
    assert not (cases / "out.md").exists()


@pytest.mark.level("judge", but=10)
@pytest.mark.level("all", but=3)
@pytest.mark.parametrize(
    ("arguments", "after"), [(arguments, after) for arguments, after, told in COMMANDS if "before" not in told]
)
def test_the_data_says_that_it_is_a_part(interrupted: Interrupted, arguments: list[str], after: int) -> None:
    code, printed, errors = interrupted(*arguments, "--json", after=after)
    assert (code, errors) == (130, "Interrupted.\n")
    data = record(printed, arguments[0])
    if arguments[0] in ("change", "inverse"):
        assert data["left_out"] or not all(item["complete"] for item in data["concepts"])
    else:
        assert data["complete"] is False
    assert json.loads(printed)["record"] == arguments[0]


@pytest.mark.level("judge")
def test_these_tests_do_not_need_interrupts_that_come_through(tmp_path: Path) -> None:
    """What ``nohup`` and ``trap '' INT`` ignore is ignored by all that is started from there."""
    alone = "tests/unit/cli/test_failing.py::test_an_interrupt_ends_with_130_and_one_line"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--basetemp",
        str(tmp_path / "in"),
        alone,
    ]
    ignored = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); os.execv(sys.executable, sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", ignored, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
