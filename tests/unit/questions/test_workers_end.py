"""Processes that draw end with the one that started them, whatever ends that, and at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from countermove.questions.robust.workers import Gathered, executor_of
from tests.conftest import ROOT

__all__: list[str] = []

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")

# Two workers are busy for ten minutes; who they are is told. Whether SIGINT is ignored where the tests run does not matter.
WORK = """
import os, time

def busy(folder, place):
    with open(os.path.join(folder, f"{os.getpid()}"), "w"):
        pass
    until = time.monotonic() + 600
    while time.monotonic() < until:
        pass
"""

# No ``if __name__ == "__main__"``: a worker does not run the script again.
BUSY = """
import signal, sys
from functools import partial
from countermove.questions.robust.workers import Gathered, executor_of
from work import busy

signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    with executor_of(2) as executor:
        list(Gathered(partial(busy, sys.argv[1]), range(40), executor))
    print("whole")
except KeyboardInterrupt:
    print("in part")
"""


def cpu(pid: int) -> float | None:
    """Seconds of CPU that a process has taken; None where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_the_process_that_started_them(tmp_path: Path, number: signal.Signals) -> None:
    script, folder = tmp_path / "busy.py", tmp_path / "workers"
    script.write_text(BUSY, encoding="utf-8")
    (tmp_path / "work.py").write_text(WORK, encoding="utf-8")
    folder.mkdir()
    program = subprocess.Popen(
        [sys.executable, str(script), str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(tmp_path)])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while len(os.listdir(folder)) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    workers = [int(name) for name in os.listdir(folder)]
    try:
        assert len(workers) == 2
        before = {pid: cpu(pid) for pid in workers}
        if number == signal.SIGINT:  # a terminal sends it to all of them
            os.killpg(program.pid, number)
        else:
            program.send_signal(number)
        last = dict(before)
        while time.monotonic() < until and any(cpu(pid) is not None for pid in workers):
            last |= {pid: now for pid in workers if (now := cpu(pid)) is not None}
            time.sleep(0.02)
        left = [pid for pid in workers if cpu(pid) is not None]
    finally:
        for pid in workers:
            if cpu(pid) is not None:
                os.kill(pid, signal.SIGKILL)
        if program.poll() is None and number != signal.SIGINT:
            program.kill()
        printed, errors = program.communicate(timeout=60)
    assert not left
    assert max((last[pid] or 0) - (before[pid] or 0) for pid in workers) < 2  # each works on for less than that
    assert "Traceback" not in errors
    assert printed == ("in part\n" if number == signal.SIGINT else "")


def wait(part: int) -> int:
    if part:
        time.sleep(600)
    return part


@pytest.mark.level("all")
@pytest.mark.filterwarnings("error")  # an error in the pool's own thread is a warning here
def test_ending_with_much_that_waits_is_quiet() -> None:
    for _ in range(3):
        with executor_of(2) as executor:
            gathered = Gathered(wait, range(200), executor)
            assert next(iter(gathered)) == (0, 0)
            assert list(gathered.rest()) == []
