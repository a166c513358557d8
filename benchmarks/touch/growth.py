"""What cost does as one thing grows and nothing else does: the series that the page about speed plots, and their slopes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.figure import Figure
from benchmarks.growing import GROWN
from benchmarks.measure import slope
from benchmarks.touch.compare import ROOT, Runner, Variant
from benchmarks.touch.works import GROWING

__all__ = ["growth"]

_STEEPEST = 2.0
"""Cost grows at most with the square of what grows."""

_START = 0.02
"""Seconds below which a run shows nothing of how cost grows."""


def growth(repeat: int, *, only: Sequence[str] = (), limit: float = 300.0) -> Iterator[Figure]:
    """check, lint and assess as one thing grows; the slope of log cost over log size."""
    with Runner.opened(limit) as runner:
        core = "compiled" if runner.compiled else "numpy"
        for verb in GROWING:
            for thing in GROWN:
                if not only or any(part in f"{verb}, {thing}" for part in only):
                    yield from _series(runner, verb, thing, core, repeat)


def _series(runner: Runner, verb: str, thing: str, core: str, repeat: int) -> Iterator[Figure]:
    known: dict[int, float] = {}
    for size in GROWN[thing]:
        runs = [runner.run(f"{verb}_{thing}_{size}", Variant(ROOT, core)) for _ in range(repeat)]
        seconds = min((item.seconds for item in runs if item.seconds is not None), default=None)
        yield Figure(
            "growth",
            f"{verb}, {size:,} {thing}",
            seconds,
            "s",
            core=core,
            gigabytes=max(item.bytes for item in runs) / 1e9,
            size=size,
            why=runs[0].why,
        )
        if seconds is None:
            break
        known[size] = seconds
    last = [size for size in known if known[size] >= _START][-3:]
    if len(last) > 1:
        fitted = slope(last, [known[size] for size in last])
        yield Figure(
            "growth", f"{verb}, {thing}: slope over the last {len(last)}", fitted, "", target=_STEEPEST, core=core
        )
