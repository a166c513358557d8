"""``python -m tests.levels [--level first | all] [--runs N]``: the tests that take more than their level allows.

What a test costs is the least of three runs: CPU time of its process, and of those that it starts. A test of the first level
(``make test``) may take two seconds, one of the second (``make test-all``) twenty; what takes longer belongs to a higher level,
beside it: ``@pytest.mark.level("all")``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import LEVELS, ROOT
from tests.levels.recording import FOLDER

__all__ = ["LIMITS", "costs", "main"]

LIMITS = {"first": 2.0, "all": 20.0}
"""CPU seconds that a test of a level may take."""


def costs(level: str) -> dict[str, float]:
    """What each test costs when a level is run once, on all cores."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.levels.recording",
            "-n",
            "logical",
            "--dist",
            "worksteal",
        ]
        surroundings = {**os.environ, FOLDER: folder, "COUNTERMOVE_LEVEL": level}
        subprocess.run(command, cwd=ROOT, env=surroundings, check=False, stdout=subprocess.DEVNULL)
        lines = [
            line for file in Path(folder).glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()
        ]
    return dict(map(json.loads, lines))


def main() -> int:
    """Prints what is above the limit, dearest first, and what all cost together; 1 where anything is."""
    given = argparse.ArgumentParser(prog="python -m tests.levels", description=__doc__)
    given.add_argument("--level", choices=LEVELS[:2], help="of one level alone")
    given.add_argument("--runs", type=int, default=3, help="runs of which the least counts")
    asked, above = given.parse_args(), 0
    for level in [asked.level] if asked.level else LEVELS[:2]:
        least: dict[str, float] = {}
        for number in range(asked.runs):
            print(f"{level}: run {number + 1} of {asked.runs} ...", file=sys.stderr)
            for test, cost in costs(level).items():
                least[test] = min(cost, least.get(test, cost))
        print(f"{level}: {len(least):,} tests, {sum(least.values()):,.0f} CPU seconds; above {LIMITS[level]:g}:")
        for test, cost in sorted(least.items(), key=lambda item: -item[1]):
            if cost > LIMITS[level]:
                above += 1
                print(f"{cost:8.1f}  {test}")
    return int(above > 0)


if __name__ == "__main__":
    sys.exit(main())
