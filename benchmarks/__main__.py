"""``python -m benchmarks [GROUP …] [--repeat N] [--json FILE] [--against DIR]``: take the figures, print a table, write JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.measure import machine
from benchmarks.page import page
from benchmarks.pages import pages
from benchmarks.registry import GROUPS
from benchmarks.touch import effort, growth, touch


def main() -> None:
    """Measure the groups named (all by default)."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "groups",
        nargs="*",
        choices=[*GROUPS, "touch", "growth", "effort", "page", "pages", []],
        help="what to measure; everything where none is named",
    )
    parser.add_argument("--repeat", type=int, default=5, help="counted runs of each figure (default 5)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--against", type=Path, help="another checkout, measured in turn with this one (touch)")
    parser.add_argument(
        "--only", action="append", default=[], help="only lines with this in their name (touch, growth, effort)"
    )
    chosen = parser.parse_args()
    groups = GROUPS | {
        "touch": partial(touch, against=chosen.against and chosen.against.resolve(), only=chosen.only),
        "growth": partial(growth, only=chosen.only),
        "effort": partial(effort, only=chosen.only),
        "page": page,
        "pages": pages,
    }
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    figures: list[Figure] = []
    for group in chosen.groups or groups:
        print(f"\n{group}: {_about(groups[group])}")
        for figure in groups[group](chosen.repeat):
            figures.append(figure)
            print(_line(figure), flush=True)
            if chosen.json:  # after each: whoever ends it early has what was taken
                _write(figures, chosen.json)


def _write(figures: Sequence[Figure], file: Path) -> None:
    taken = [asdict(figure) | {"met": figure.met, "ratio": figure.ratio} for figure in figures]
    file.write_text(json.dumps({"machine": machine(), "figures": taken}, indent=1), encoding="utf-8")


def _about(group: Callable[..., object]) -> str:
    return (getattr(group, "func", group).__doc__ or "").splitlines()[0]


def _line(figure: Figure) -> str:
    if figure.value is None:
        return f"  {figure.name:<44} {figure.core:<9} not taken: {figure.why}"
    spread = "" if figure.spread is None else f"  ({figure.spread[0]:.3g} to {figure.spread[1]:.3g})"
    target = ""
    if figure.target is not None:
        sign = "at least" if figure.at_least else "at most"
        target = f"  {sign} {figure.target:,g}: {'met' if figure.met else 'MISSED'}"
    if figure.core:
        ratio = figure.why if figure.ratio is None else f"{figure.ratio:.1f} times better than {figure.before:,.4g}"
        peak = "" if figure.most_gigabytes is None else f"  {figure.gigabytes:.2f} of {figure.most_gigabytes:g} GB"
        return (
            f"  {figure.name:<44} {figure.core:<9} {figure.value:>10,.4g} {figure.unit}{target}{peak}  {ratio}".rstrip()
        )
    return f"  {figure.name:<56} {figure.value:>9.4g} {figure.unit}{spread}{target}"


if __name__ == "__main__":
    main()
