"""Trying mutants: each in a copy of the tree, with the tests that run its line, cheapest first, until one fails."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from tests.conftest import ROOT
from tests.mutants.faults import Mutant
from tests.mutants.reach import Reach, pytest_run

__all__ = ["Copies", "Outcome", "copied", "portions"]

PORTIONS = (2.0, 20.0)
"""CPU seconds of tests that are run in one go: first those that notice most, then more, then all that are left."""

SPARE = 4
"""Tests may take so many times the CPU time that they take without a fault, and half a minute for finding them."""

LATE = (-signal.SIGXCPU, -signal.SIGKILL)
"""Exit codes: CPU time, or memory, is used up."""

LEFT_BEHIND = (".git", ".venv*", ".mutants", "node_modules", "_build", ".hypothesis", ".*_cache", "results")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant."""

    mutant: Mutant
    fate: str
    """"killed", "survived", "equivalent" or "timed out"."""
    by: str = ""
    """The test that noticed it."""
    tried: int = 0
    """Tests that it was tried with, up to the portion in which it was noticed."""
    left_out: int = 0
    """Others of them, and of the files they stand in, that were too dear."""
    cpu: float = 0


def copied(folder: Path) -> Path:
    """A copy of the tree in which tests are run, with what Python has compiled."""
    shutil.copytree(ROOT, folder, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    return folder


def portions(tests: Sequence[str], reach: Reach, budget: float) -> Iterator[list[str]]:
    """Tests in the order that they are tried in, but for those with which they would cost more than *budget* together. What
    tests share is made once in each portion."""
    limits = [limit for limit in PORTIONS if limit < budget]
    own: list[str] = []
    made, spent = set[str](), 0.0
    for test in tests:
        cost = sum(reach.costs.get(name, 0) for name in reach.made_for(test) - made)
        if spent + cost > budget:
            continue
        while limits and spent + cost > limits[0]:
            limits.pop(0)
            if own:
                yield own
            own, made = [], set()
        own.append(test)
        made |= reach.made_for(test)
        spent += cost
    if own:
        yield own


class Copies:
    """Copies of the tree in which mutants are tried."""

    def __init__(self, first: Path, count: int, reach: Reach, level: str, budget: float) -> None:
        self._reach, self._level, self._budget = reach, level, budget
        self._free: Queue[Path] = Queue()
        for number in range(count):
            self._free.put(
                shutil.copytree(first, first.with_name(f"{first.name}-{number}"), symlinks=True) if number else first
            )

    def fate(self, mutant: Mutant) -> Outcome:
        """What becomes of a mutant; waits for a copy that is free."""
        tests = self._reach.tests(mutant.module, mutant.lines)
        tree = self._free.get()
        file = tree / "src" / f"{mutant.module}.py"
        kept = file.with_suffix(".kept")
        try:
            shutil.move(file, kept)
            file.write_text(mutant.applied(kept.read_text(encoding="utf-8")), encoding="utf-8")
            # What Python has compiled may pass for that of a changed text of the same length and second.
            for old in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
                old.unlink()
            return self._tried(mutant, tree, tests)
        finally:
            shutil.move(kept, file)
            self._free.put(tree)

    def _tried(self, mutant: Mutant, tree: Path, tests: Sequence[str]) -> Outcome:
        tried, spent, names = 0, 0.0, tree / "tests-of-a-mutant"
        for own in portions(tests, self._reach, self._budget):
            names.write_text("\n".join(own), encoding="utf-8")
            code, cpu, told = pytest_run(
                tree,
                self._level,
                *("-x", "-p", "no:xdist", f"@{names}"),
                more={"PYTHONDONTWRITEBYTECODE": "1"},
                seconds=30 + int(SPARE * self._reach.cost(own)),
            )
            tried, spent = tried + len(own), spent + cpu
            if code in LATE:
                return Outcome(mutant, "timed out", own[0], tried, 0, spent)
            if code != 0:
                by = re.findall(r"^(?:FAILED|ERROR) (\S+)", told, re.MULTILINE)
                return Outcome(mutant, "killed", by[0] if by else told[-400:], tried, 0, spent)
        lives = "equivalent" if mutant.equivalent else "survived"
        return Outcome(mutant, lives, "", tried, len(tests) - tried, spent)
