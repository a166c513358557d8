"""Which tests run a line, and what each of them costs: recorded once for each commit, and kept in ``.mutants/``."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from coverage import CoverageData

from tests.conftest import ROOT
from tests.mutants.recording import FOLDER, SETTINGS

__all__ = ["Reach", "collected", "pytest_run"]

T = TypeVar("T")

MEMORY = 4 << 30
"""Bytes that tests may take."""


def pytest_run(
    tree: Path, level: str, *arguments: str, more: Mapping[str, str] | None = None, seconds: int | None = None
) -> tuple[int, float, str]:
    """Runs pytest in a tree: its exit code, the CPU time it took, and what it printed."""

    def limited() -> None:
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COVERAGE_"))}
    environment |= {"HYPOTHESIS_PROFILE": "ci", "OMP_NUM_THREADS": "1", "COLUMNS": "80", "COUNTERMOVE_LEVEL": level}
    with tempfile.TemporaryDirectory() as own, tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as told:
        program = subprocess.Popen(
            [*command, "--basetemp", f"{own}/of-tests"],
            cwd=tree,
            env=environment | {"PYTHONPATH": str(tree / "src")} | dict(more or {}),
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            preexec_fn=limited,
            start_new_session=True,
        )
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        return program.returncode, used.ru_utime + used.ru_stime, told.read()


def collected(tree: Path, level: str, within: Sequence[str]) -> list[str]:
    """The tests of a level that stand in these files and folders."""
    code, _, told = pytest_run(tree, level, "--collect-only", "-p", "no:xdist", *within)
    if code != 0:
        raise SystemExit(f"Tests are not found (exit code {code}):\n{told[-2000:]}")
    return [line for line in told.splitlines() if line.startswith("tests/") and "::" in line]


class Reach:
    """The tests of a level, and the lines that they run."""

    def __init__(self, tree: Path, level: str, within: Sequence[str], workers: int) -> None:
        """Reads what is kept for the sources of *tree*, and records what is lacking: tests that are new, or of which the
        file has changed."""
        folder = ROOT / ".mutants"
        folder.mkdir(exist_ok=True)
        self._kept = folder / f"{_digest(sorted((tree / 'src').rglob('*.py')))[:12]}.json"
        self._lines = CoverageData(str(self._kept.with_suffix(".sqlite")))
        self.costs: dict[str, float] = {}
        self._uses: dict[str, list[str]] = {}
        self._failed: set[str] = set()
        self._files: dict[str, str] = {}
        if self._kept.exists():
            self._lines.read()
            self.costs, self._uses, failed, self._files = json.loads(self._kept.read_text(encoding="utf-8"))
            self._failed = set(failed)
        there = collected(tree, level, within)
        files = {name: _digest([tree / name]) for name in sorted({test.partition("::")[0] for test in there})}
        changed = {name for name, digest in files.items() if self._files.get(name) != digest}
        if lacking := [test for test in there if test not in self.costs or test.partition("::")[0] in changed]:
            print(f"recording what {len(lacking):,} of {len(there):,} tests run", flush=True)
            for name, own in groupby(lacking, key=lambda test: test.partition("::")[0].rpartition("/")[0]):
                self._record(tree, level, list(own), workers)
                self._files |= {file: digest for file, digest in files.items() if file.rpartition("/")[0] == name}
                kept = [self.costs, self._uses, sorted(self._failed), self._files]
                self._kept.write_text(json.dumps(kept), encoding="utf-8")
        self.left_out = sorted(self._failed.intersection(there))
        self._users: dict[str, set[str]] = defaultdict(set)
        self._there = set(there) - self._failed
        for test in self._there:
            for name in self.made_for(test):
                self._users[name].add(test)
        self._paths: dict[str, list[str]] = defaultdict(list)
        for path in self._lines.measured_files():
            self._paths[path.partition("/src/")[2].removesuffix(".py")].append(path)

    def lines(self, module: str) -> set[int]:
        """The lines of a module that tests run, with those that run when it is loaded."""
        self._lines.set_query_contexts([".+"])
        return {line for path in self._paths[module] for line in self._lines.lines(path) or ()}

    def tests(self, module: str, wanted: Iterable[int]) -> list[str]:
        """The tests that run any of these lines, cheapest first, then the others of their files: what an object keeps
        (``cached_property``) is computed by the first test that asks, and used by them."""
        self._lines.set_query_contexts(None)
        names = set[str]()
        for path in self._paths[module]:
            by_line = self._lines.contexts_by_lineno(path)
            names |= {name for line in wanted for name in by_line.get(line, ())}
        found = {test for name in names for test in self._users.get(name, ())}
        files = {test.partition("::")[0] for test in found}
        beside = {test for test in self._there if test.partition("::")[0] in files}
        return sorted(beside, key=lambda test: (test not in found, self.cost([test]), test))

    def cost(self, tests: Iterable[str]) -> float:
        """CPU seconds of tests that are run together."""
        return sum(self.costs.get(name, 0) for name in {name for test in tests for name in self.made_for(test)})

    def made_for(self, test: str) -> set[str]:
        """The test and all that it uses."""
        found, open_ones = {test}, [test]
        while open_ones:
            new = set(self._uses.get(open_ones.pop(), ())) - found
            found |= new
            open_ones += new
        return found

    def _record(self, tree: Path, level: str, tests: Sequence[str], workers: int) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "settings").write_text(SETTINGS.format(tree=tree, folder=folder), encoding="utf-8")
            (folder / "tests").write_text("\n".join(tests), encoding="utf-8")
            more = {FOLDER: name, "COVERAGE_PROCESS_START": str(folder / "settings")}
            apart = ["-n", str(workers), "--dist", "loadfile"] if workers > 1 else ["-p", "no:xdist"]
            code, cpu, told = pytest_run(
                tree, level, "-p", "tests.mutants.recording", *apart, f"@{folder / 'tests'}", more=more
            )
            where = tests[0].partition("::")[0].rpartition("/")[0]
            print(f"  {where}, {cpu:,.0f} s of CPU time: {told.strip().splitlines()[-1]}", flush=True)
            if code not in (0, 1):
                raise SystemExit(told[-4000:])
            for test in tests:
                self.costs.pop(test, None)
                self._uses.pop(test, None)
            self._failed -= set(tests)
            for file in folder.glob("*.json"):
                costs, uses, failed = json.loads(file.read_text(encoding="utf-8"))
                _merged(self.costs, costs, max)
                _merged(self._uses, uses, lambda one, other: sorted({*one, *other}))
                self._failed |= set(failed)
            for file in folder.glob("lines.*"):
                other = CoverageData(str(file))
                other.read()
                self._lines.update(other)


def _merged(into: dict[str, T], new: Mapping[str, T], how: Callable[[T, T], T]) -> None:
    for name, value in new.items():
        into[name] = how(into[name], value) if name in into else value


def _digest(files: Sequence[Path]) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
