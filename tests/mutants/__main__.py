"""``python -m tests.mutants [MODULE …] [--each N] [--seed N] [--json FILE]``: do the tests notice small faults?

A *mutant* is a copy of the sources with one expression of one module changed: a comparison, a boolean or arithmetic
operator, a constant, min and max, a negated condition, a result that is not returned. It is *killed* when a test of the
module fails, and *survives* when all pass; one whose tests use up the CPU time allowed is counted by itself, as killed
(DeMillo, Lipton & Sayward 1978). A survivor is a missing test, or computes the same: that is for people to tell.

Which mutants of a module are made is drawn with a seed, every kind of change as often as any other. Tests run in
copies of the tree that are thrown away afterwards, never in the tree itself, and on all cores.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Queue
from threading import Timer

from tests.conftest import ROOT
from tests.mutants.faults import Mutant, all_of, chosen
from tests.mutants.subjects import SUBJECTS

__all__ = ["main"]

SPARE = 4
"""The tests of a mutant may take so many times the CPU time that they take without it, and ten seconds."""

NO_TESTS = 5
LATE = (-signal.SIGXCPU, -signal.SIGKILL)
"""Exit codes: pytest has found no test; CPU time, or all patience, is used up."""

MEMORY = 4 << 30
"""Bytes that they may take."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: "killed", "survived", "equivalent" or "timed out"; ``cpu``: seconds that it took to tell."""

    mutant: Mutant
    fate: str
    cpu: float


class Copies:
    """Copies of the tree, one for each core, in which tests are run."""

    def __init__(self, folder: Path, count: int, modules: Sequence[str]) -> None:
        self._free: Queue[Path] = Queue()
        self._allowed: dict[str, int] = {}
        first = folder / "0"
        for name in ("src", "tests", "docs", "benchmarks"):
            shutil.copytree(ROOT / name, first / name, ignore=shutil.ignore_patterns("__pycache__", "_build"))
        for name in ("pyproject.toml", "README.md"):
            shutil.copy2(ROOT / name, first / name)
        for module in modules:
            code, cpu = self._tested(first, module, None)
            if code != 0:
                raise SystemExit(f"The tests of {module} fail without any change (exit code {code}).")
            self._allowed[module] = 10 + int(SPARE * cpu)
            print(f"  {module}: its tests take {cpu:.1f} s", flush=True)
        # What Python has compiled may pass for that of a changed text of the same length and second.
        for module in modules:
            for old in (self._file(first, module).parent / "__pycache__").glob(f"{Path(module).name}.*"):
                old.unlink()
        for number in range(1, count):
            shutil.copytree(first, folder / str(number))
        for number in range(count):
            self._free.put(folder / str(number))

    @staticmethod
    def _file(tree: Path, module: str) -> Path:
        return tree / "src" / "countermove" / f"{module}.py"

    def fate(self, mutant: Mutant) -> Outcome:
        """What becomes of a mutant; waits for a copy that is free."""
        tree = self._free.get()
        try:
            file = self._file(tree, mutant.module)
            whole = file.read_text(encoding="utf-8")
            file.write_text(mutant.applied(whole), encoding="utf-8")
            try:
                code, cpu = self._tested(tree, mutant.module, self._allowed[mutant.module])
            finally:
                file.write_text(whole, encoding="utf-8")
        finally:
            self._free.put(tree)
        if code == NO_TESTS:
            raise SystemExit(f"No test was found for {mutant.module}.")
        lives = "equivalent" if mutant.equivalent else "survived"
        return Outcome(mutant, {0: lives, **dict.fromkeys(LATE, "timed out")}.get(code, "killed"), cpu)

    @staticmethod
    def _tested(tree: Path, module: str, seconds: int | None) -> tuple[int, float]:
        """The exit code of the tests of a module, and the CPU time they took; compiled modules are kept the first time."""

        def limited() -> None:
            if seconds is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

        tests = [f"tests/unit/{name}" for name in SUBJECTS[module]]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
        environment = {**os.environ, "HYPOTHESIS_PROFILE": "ci", "OMP_NUM_THREADS": "1", "COLUMNS": "80"}
        environment |= {} if seconds is None else {"PYTHONDONTWRITEBYTECODE": "1"}
        with tempfile.TemporaryDirectory() as own:
            program = subprocess.Popen(
                [*command, "--basetemp", f"{own}/of-tests"],
                cwd=tree,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=limited,
            )
            patience = Timer(30 * (seconds or 60), program.kill)  # a test that waits uses no CPU time
            patience.start()
            _, status, used = os.wait4(program.pid, 0)
            patience.cancel()
        program.returncode = os.waitstatus_to_exitcode(status)
        return program.returncode, used.ru_utime + used.ru_stime


def main() -> None:
    """Make mutants, run the tests on each, and print which survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(SUBJECTS)}; all by default")
    parser.add_argument("--each", type=int, default=16, help="mutants of each module (default 16)")
    parser.add_argument("--seed", type=int, default=1, help="which are drawn (default 1)")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="tests at a time (default: one a core)"
    )
    parser.add_argument("--json", type=Path, help="write what became of each to this file")
    asked = parser.parse_args()
    modules = asked.modules or list(SUBJECTS)
    if strange := [name for name in modules if name not in SUBJECTS]:
        parser.error(f"no tests are named here for {', '.join(strange)}")
    drawn = [item for name in modules for item in chosen(all_of(name), asked.each, asked.seed)]
    print(f"{len(drawn)} mutants of {len(modules)} modules, seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = Copies(Path(folder), asked.workers, modules)
        outcomes = []
        with ThreadPoolExecutor(asked.workers) as pool:
            for future in as_completed([pool.submit(copies.fate, item) for item in drawn]):
                outcomes.append(future.result())
                if outcomes[-1].fate != "killed":
                    print(f"  {outcomes[-1].fate}: {outcomes[-1].mutant}", flush=True)
    _report(outcomes)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(item) for item in outcomes], indent=1), encoding="utf-8")


def _report(outcomes: Sequence[Outcome]) -> None:
    for module in sorted({item.mutant.module for item in outcomes}):
        own = Counter(item.fate for item in outcomes if item.mutant.module == module)
        print(f"{module:<22}" + ", ".join(f"{count} {fate}" for fate, count in sorted(own.items())))
    fates = Counter(item.fate for item in outcomes)
    noticed, real = fates["killed"] + fates["timed out"], len(outcomes) - fates["equivalent"]
    print(
        f"{len(outcomes)} mutants: {', '.join(f'{count} {fate}' for fate, count in sorted(fates.items()))}; "
        f"{noticed} of {real} that are not equivalent are noticed ({100 * noticed / max(1, real):.0f} %), "
        f"in {sum(item.cpu for item in outcomes):.0f} s of CPU time"
    )


if __name__ == "__main__":
    main()
