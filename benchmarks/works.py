"""``python -m benchmarks.works [--against DIR] [--repeat N] [--json FILE]``: processor time of what people ask, in turn with
another checkout, so that what else the machine does counts for both.

Whole commands are processes of their own, in processor time of all of theirs. Work in a process is timed there, once
everything that is not asked about is loaded. The least of the runs counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.documents import processor_time
from benchmarks.measure import ROOT

__all__: list[str] = []

COMMANDS = {
    "check korea-2021": 0.35,
    "assess korea-2021": 0.5,
    "assess korea-2021 --full": 1.0,
    "assess korea-2021 --json": 0.7,
    "redteam korea-2021": 0.7,
    "robust korea-2021 --draws 2000": 1.0,
    "report korea-2021 -o FILE --force": 1.8,
    "report korea-2021 --explorable -o FILE --force": 3.0,
    "--help": None,
}
"""Each with the processor seconds that are asked."""

FERRY = "actors={'line': 'run', 'town': 'pay'}, preferences={'line': ['run implies pay', 'run'], 'town': ['run', 'not pay']}"

INSIDE = {
    "all claims of korea-2021 in all readings and concepts": (
        0.05,
        "import countermove as cm; cm.check(cm.load('melos-416bc'))",
        "case = cm.load('korea-2021')",
        "cm.check(case)",
    ),
    "a push of korea-2021 in all readings (live)": (
        0.01,
        "import countermove as cm; n = iter(range(30, 99))",
        "live = cm.live('korea-2021'); live.standing(drivers={'window': '0.5'})",
        "[live.standing(drivers={'window': f'0.{next(n)}'}) for _ in range(5)]",
    ),
    "loading korea-2021": (0.05, "import countermove as cm; cm.load('melos-416bc')", "", "cm.load('korea-2021')"),
    "five concepts on six states, from Python": (
        0.0002,
        "import gmcr",
        f"made = lambda: gmcr.Conflict.from_options({FERRY}); gmcr.solve(made())",
        "[gmcr.solve(made()) for _ in range(100)]",
    ),
    "importing countermove, and what it needs": (None, "", "", "import countermove as cm; cm.load"),
}
"""Each with the processor seconds that are asked, what is loaded, what is made before, and what is timed."""

TIMES = {"a push of korea-2021 in all readings (live)": 5, "five concepts on six states, from Python": 100}


def command_seconds(checkout: Path, words: str) -> float:
    """Processor seconds of a whole command."""
    with tempfile.TemporaryDirectory() as folder:
        args = [str(Path(folder, "report.html")) if word == "FILE" else word for word in words.split()]
        return processor_time(lambda: run(checkout, ["-m", "countermove", *args]))


def inside_seconds(checkout: Path, name: str) -> float:
    """Processor seconds of work in a process."""
    _, loaded, made, timed = INSIDE[name]
    lines = [loaded, made, "import time as t_", "b_ = t_.process_time()", timed, "print(t_.process_time() - b_)"]
    return float(run(checkout, ["-c", "\n".join(filter(None, lines))])) / TIMES.get(name, 1)


def run(checkout: Path, words: list[str]) -> str:
    """What Python prints with the sources of a checkout."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, *words],
        check=True,
        capture_output=True,
        text=True,
        cwd=checkout,
        env={**kept, "PYTHONPATH": str(checkout / "src")},
    )
    return done.stdout


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.works", description=__doc__)
    parser.add_argument("--against", type=Path, help="another checkout, whose core is compiled")
    parser.add_argument("--repeat", type=int, default=5, help="counted runs of each (default 5)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--only", default="", help="only lines with this in their name")
    given = parser.parse_args()
    checkouts = [ROOT, *([given.against.resolve()] if given.against else [])]
    rows: dict[str, dict[str, float | None]] = {}
    targets = COMMANDS | {name: target for name, (target, *_) in INSIDE.items()}
    for name, target in targets.items():
        if given.only not in name:
            continue
        begun, least = perf_counter(), [float("inf")] * len(checkouts)
        for turn in range(given.repeat + 1):
            for place, checkout in enumerate(checkouts):
                seconds = inside_seconds(checkout, name) if name in INSIDE else command_seconds(checkout, name)
                if turn:  # the first compiles modules
                    least[place] = min(least[place], seconds)
        now, *before = least
        rows[name] = {"now": now, "before": before[0] if before else None, "asked": target}
        asked = "" if target is None else f"  asked {target:g}{'' if now <= target else ' (missed)'}"
        ratio = f"  before {before[0]:8.4f}, {now / before[0]:.2f} of it" if before else ""
        print(f"{name:55} {now:8.4f} s{ratio}{asked}  [{perf_counter() - begun:.0f} s]", flush=True)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
