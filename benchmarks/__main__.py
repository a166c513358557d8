"""``python -m benchmarks [GROUP …] [--repeat N] [--json FILE]``: take the figures, print a table, write JSON."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.measure import machine
from benchmarks.registry import GROUPS


def main() -> None:
    """Measure the groups named (all by default)."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "groups", nargs="*", choices=[*GROUPS, []], help="what to measure; everything where none is named"
    )
    parser.add_argument("--repeat", type=int, default=5, help="counted runs of each figure (default 5)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args()
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    figures: list[Figure] = []
    for group in chosen.groups or GROUPS:
        print(f"\n{group}: {(GROUPS[group].__doc__ or '').splitlines()[0]}")
        for figure in GROUPS[group](chosen.repeat):
            figures.append(figure)
            print(_line(figure), flush=True)
    if chosen.json:
        record = {"machine": machine(), "figures": [asdict(figure) | {"met": figure.met} for figure in figures]}
        chosen.json.write_text(json.dumps(record, indent=1), encoding="utf-8")


def _line(figure: Figure) -> str:
    spread = "" if figure.spread is None else f"  ({figure.spread[0]:.3g} to {figure.spread[1]:.3g})"
    target = ""
    if figure.target is not None:
        sign = "at least" if figure.at_least else "at most"
        target = f"  {sign} {figure.target:g}: {'met' if figure.met else 'MISSED'}"
    return f"  {figure.name:<56} {figure.value:>9.4g} {figure.unit}{spread}{target}"


if __name__ == "__main__":
    main()
