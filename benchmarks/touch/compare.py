"""Taking the lines of the table: the trees and cores in turn, each run in a process of its own, so that what else runs on the
machine slows all of them alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from benchmarks.touch.table import ROWS, Row
from benchmarks.touch.works import FILES

__all__ = ["Runner", "Taken", "Variant", "touch"]

ROOT = Path(__file__).resolve().parents[2]

_ROUND = 1.0
"""Seconds in which one process repeats a work that is short."""

_LONG = 30.0
"""What takes longer than so many seconds is measured once."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A tree with a core. ``core``: "compiled", or "numpy"."""

    tree: Path
    core: str

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment in which it runs: its own modules before all others, compiled ones kept."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        kept.pop("COUNTERMOVE_CORE", None)
        if self.core == "numpy":
            kept["COUNTERMOVE_CORE"] = "numpy"
        kept["COUNTERMOVE_MEMORY"] = "8"  # some lines are about games that take more than is taken unasked
        return kept | {"PYTHONPATH": os.pathsep.join((str(self.tree / "src"), str(ROOT)))}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run cost. ``seconds``: of the processor, the least; None where it failed or took over the limit."""

    seconds: float | None
    bytes: int = 0
    why: str = ""


def touch(
    repeat: int, *, against: Path | None = None, only: Sequence[str] = (), limit: float = 300.0
) -> Iterator[Figure]:
    """What has to be fast enough to touch, in processor seconds, the least of some runs, with the compiled core and without."""
    with Runner.opened(limit) as runner:
        cores = ("compiled", "numpy") if runner.compiled else ("numpy",)
        for row in ROWS:
            if only and not any(part in row.name for part in only):
                continue
            yield from _line(runner, row, cores, against, repeat)


def _line(runner: Runner, row: Row, cores: Sequence[str], against: Path | None, repeat: int) -> Iterator[Figure]:
    """A line: one figure a core, each against the other tree, which has NumPy alone or its own core."""
    ours = [Variant(ROOT, core) for core in cores if core == "compiled" or row.numpy_too or len(cores) == 1]
    theirs = [Variant(against, "compiled")] if against and row.before else []
    least: dict[Variant, Taken] = {}
    for _ in range(repeat):
        for variant in (*ours, *theirs):
            known = least.get(variant)
            if known is None or (known.seconds is not None and known.seconds < _LONG):
                least[variant] = _less(known, runner.run(row.work, variant))
    before = least[theirs[0]] if theirs else None
    for variant in ours:
        yield _figure(row, variant.core, least[variant], before)


def _less(known: Taken | None, new: Taken) -> Taken:
    if known is None or known.seconds is None or (new.seconds is not None and new.seconds < known.seconds):
        return new
    return known


def _figure(row: Row, core: str, taken: Taken, before: Taken | None) -> Figure:
    def value(item: Taken) -> float | None:
        if item.seconds is None:
            return None
        return item.seconds / row.amount if row.unit == "s" else row.amount / item.seconds

    old = None if before is None else value(before)
    return Figure(
        "touch",
        row.name,
        value(taken),
        row.unit,
        target=row.core if core == "compiled" else row.numpy,
        at_least=row.unit != "s",
        core=core,
        before=old,
        gigabytes=taken.bytes / 1e9,
        most_gigabytes=row.memory if core == "compiled" else None,
        why=taken.why or ("" if before is None else before.why and f"before: {before.why}"),
    )


class Runner:
    """Runs works in processes of their own."""

    def __init__(self, folder: Path, limit: float) -> None:
        self.folder, self.limit = folder, limit
        for name, text in FILES.items():
            (folder / name).write_text(text(), encoding="utf-8")
        self.compiled = self._child(Variant(ROOT, "compiled"), "six_states").get("core") == "compiled"

    @classmethod
    @contextmanager
    def opened(cls, limit: float) -> Iterator[Runner]:
        """With a folder of its own."""
        with tempfile.TemporaryDirectory() as folder:
            yield cls(Path(folder), limit)

    def run(self, work: str | tuple[str, ...], variant: Variant) -> Taken:
        """One run of a work, or of a command."""
        try:
            if isinstance(work, str):
                told = self._child(variant, work)
                return Taken(told["seconds"], told["bytes"])
            return self._command(variant, work)
        except subprocess.TimeoutExpired:
            return Taken(None, why=f"over {self.limit:g} s")
        except subprocess.CalledProcessError as error:
            last = (error.stderr or b"").decode(errors="replace").strip().splitlines()[-1:]
            return Taken(None, why=last[0] if last else f"ended with {error.returncode}")

    def _child(self, variant: Variant, work: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.touch.child", work, str(_ROUND)],
            check=True,
            capture_output=True,
            cwd=self.folder,
            env=variant.surroundings,
            timeout=self.limit,
        )
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told

    def _command(self, variant: Variant, words: Sequence[str]) -> Taken:
        """The processor time of a whole process, user and system."""
        command = [sys.executable, "-m", "countermove", *words]
        with open(os.devnull, "wb") as nowhere, tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, stdout=nowhere, stderr=said, cwd=self.folder, env=variant.surroundings)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in (0, 1):  # 1: a claim is not as expected
                said.seek(0)
                raise subprocess.CalledProcessError(process.returncode, command, stderr=said.read())
        return Taken(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
