"""``python -m tests.mutants [MODULE …] [--count N] [--seed N] [--level LEVEL]``: do the tests notice small faults?

A *mutant* is a copy of the sources with one expression of one function changed: a comparison, a boolean or arithmetic
operator, a constant, min and max, a negated condition, a result that is not returned. It is *killed* when a test that runs
its line fails, and *survives* when all pass; one whose tests use up the CPU time allowed is counted by itself, as killed
(DeMillo, Lipton & Sayward 1978). A survivor is a missing test, or computes the same: that is for people to tell.

Mutants are drawn with a seed from all functions that some test runs, every kind of change as often as any other. Which
tests run a line is recorded once (``.mutants/``, as long as the suite takes twice) and brought up to date where tests have
changed. Tests run in copies of the tree that are thrown away afterwards, never in the tree itself.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from tests.conftest import LEVELS
from tests.mutants.faults import Mutant, all_of, chosen, modules
from tests.mutants.reach import Reach
from tests.mutants.trying import Copies, Outcome, copied

__all__ = ["main"]


def main() -> None:
    """Make mutants, run the tests on each, and print which survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="as gmcr/analysis/roads/roads; all by default")
    parser.add_argument("--count", type=int, default=200, help="mutants drawn (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="which are drawn (default 1)")
    parser.add_argument("--level", choices=LEVELS, default="first", help="the tests that are run (default first)")
    parser.add_argument("--tests", nargs="+", default=["tests"], help="files and folders of tests (default all)")
    parser.add_argument("--budget", type=float, default=60, help="CPU seconds of tests a mutant (default 60)")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="tests at a time (default: one a core)"
    )
    parser.add_argument("--of", type=Path, help="draw from what survived in this file instead")
    parser.add_argument("--json", type=Path, help="write what became of each to this file")
    asked = parser.parse_args()
    there = modules()
    if strange := sorted(set(asked.modules) - set(there)):
        parser.error(f"there is no module {', '.join(strange)}")
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        first = copied(Path(folder) / "copy")
        reach = Reach(first, asked.level, asked.tests, asked.workers)
        if reach.left_out:
            print(f"{len(reach.left_out)} tests fail without any change, and are left out: {', '.join(reach.left_out)}")
        every = _survivors(asked.of) if asked.of else [item for name in asked.modules or there for item in all_of(name)]
        drawn = chosen(every, asked.count, asked.seed, _run(every, reach))
        print(f"{len(drawn)} mutants of {len({item.module for item in drawn})} modules, seed {asked.seed}", flush=True)
        copies = Copies(first, asked.workers, reach, asked.level, asked.budget)
        outcomes = []
        with ThreadPoolExecutor(asked.workers) as pool:
            for future in as_completed([pool.submit(copies.fate, item) for item in drawn]):
                outcomes.append(future.result())
                if outcomes[-1].fate != "killed":
                    print(f"  {_told(outcomes[-1])}", flush=True)
                if asked.json:
                    asked.json.write_text(json.dumps([asdict(item) for item in outcomes], indent=1), encoding="utf-8")
    _report(outcomes)


def _run(mutants: Sequence[Mutant], reach: Reach) -> set[Mutant]:
    """Those of functions that some test runs; says how many there are in others."""
    lines = {name: reach.lines(name) for name in {item.module for item in mutants}}
    found = {item for item in mutants if not lines[item.module].isdisjoint(item.body)}
    unrun = Counter(item.module for item in mutants if item not in found)
    print(f"{len(found):,} faults can be made in functions that tests run; {unrun.total():,} in others")
    print("".join(f"  unrun: {count:4} in {name}\n" for name, count in unrun.most_common()), end="", flush=True)
    return found


def _survivors(file: Path) -> list[Mutant]:
    """Those that survived in an earlier run, as they are made of the sources now."""
    kept = [item["mutant"] for item in json.loads(file.read_text(encoding="utf-8")) if item["fate"] == "survived"]
    names = {(item["module"], item["start"], item["kind"], item["new"]) for item in kept}
    every = [item for module in sorted({name[0] for name in names}) for item in all_of(module)]
    return [item for item in every if (item.module, item.start, item.kind, item.new) in names]


def _told(outcome: Outcome) -> str:
    left = f", {outcome.left_out} more were too dear" if outcome.left_out else ""
    return f"{outcome.fate}, tried with {outcome.tried} tests{left}: {outcome.mutant}"


def _report(outcomes: Sequence[Outcome]) -> None:
    for module in sorted({item.mutant.module for item in outcomes if item.fate == "survived"}):
        own = Counter(item.fate for item in outcomes if item.mutant.module == module)
        print(f"{module:<32}" + ", ".join(f"{count} {fate}" for fate, count in sorted(own.items())))
    fates = Counter(item.fate for item in outcomes)
    noticed, real = fates["killed"] + fates["timed out"], len(outcomes) - fates["equivalent"]
    print(
        f"{len(outcomes)} mutants: {', '.join(f'{count} {fate}' for fate, count in sorted(fates.items()))}; "
        f"{noticed} of {real} that are not equivalent are noticed ({100 * noticed / max(1, real):.0f} %), "
        f"in {sum(item.cpu for item in outcomes):.0f} s of CPU time"
    )


if __name__ == "__main__":
    main()
