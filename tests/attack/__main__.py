"""``python -m tests.attack [DOOR ...]``: attack the doors in full, and write the figures of docs/security.md.

``--only NUMBER`` does one attack again, with its traceback; ``--share 0.01`` a part of each; figures are written only of
full runs, each door's when it is done."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from tests.attack.door import Door, Tally, attacked
from tests.attack.doors import DOORS
from tests.conftest import ROOT

__all__ = ["FIGURES", "main"]

FIGURES = ROOT / "docs" / "attacks.json"


def _part(name: str, first: int, step: int, count: int, seed: int) -> Tally:
    door = next(door for door in DOORS if door.name == name)
    with tempfile.TemporaryDirectory() as folder:
        return attacked(door, range(first, count, step), Path(folder), seed=seed)


def _whole(door: Door, count: int, seed: int, workers: int) -> Tally:
    if door.alone or workers == 1:
        return _part(door.name, 0, 1, count, seed)
    from tests.attack.__main__ import _part as part_of  # by a name that another process finds

    tally = Tally()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for part in [pool.submit(part_of, door.name, first, workers, count, seed) for first in range(workers)]:
            tally.add(part.result())
    return tally


def _again(door: Door, number: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder, door.open(Path(folder)) as attempt:
        print(attempt(Random(f"{door.name} {seed} {number}"), number))


def _written(door: Door, tally: Tally) -> None:
    known: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {"doors": []}
    counts = asdict(tally)
    figures = {"name": door.name, "title": door.title, "promise": door.promise, "tried": tally.tried}
    figures |= {name: len(counts[name]) for name in ("exceptions", "hangs", "broken", "lost")}
    figures |= {"ends": dict(tally.ends.most_common()), "slowest": round(tally.slowest, 2), "memory": tally.memory}
    figures |= {"seconds": round(tally.seconds), "on": date.today().isoformat()}
    doors = {own["name"]: own for own in known["doors"]} | {door.name: figures}
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    whole = {"machine": machine, "doors": [doors[own.name] for own in DOORS if own.name in doors]}
    FIGURES.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> int:
    """1 where a promise is broken."""
    given = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    given.add_argument("doors", nargs="*", metavar="DOOR", help=", ".join(door.name for door in DOORS))
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--share", type=float, default=1.0, help="a part of the attacks of each door")
    given.add_argument("--only", type=int, metavar="NUMBER", help="one attack again")
    given.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked, wrong = given.parse_args(), 0
    names = {door.name: door for door in DOORS}
    if unknown := [name for name in asked.doors if name not in names]:
        given.error(f"no such door: {', '.join(unknown)}")
    for door in [names[name] for name in asked.doors] or DOORS:
        if asked.only is not None:
            _again(door, asked.only, asked.seed)
            continue
        count = max(1, round(door.full * asked.share))
        tally = _whole(door, count, asked.seed, asked.workers)
        wrong += len(tally.wrong)
        ends = ", ".join(f"{end} {number:,}" for end, number in tally.ends.most_common(6))
        print(f"{door.name}: {tally.tried:,} tried, {len(tally.wrong)} wrong ({ends}); {tally.seconds:,.0f} CPU s")
        for line in tally.wrong[:20]:
            print(f"  {line}")
        sys.stdout.flush()
        if asked.share == 1.0:
            _written(door, tally)
    return int(wrong > 0)


if __name__ == "__main__":
    from tests.attack.__main__ import main as started  # by this name other processes find what they are to do

    sys.exit(started())
