"""Whether what answers take is what ``countermove.effort`` says beforehand, within a factor of five."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import countermove as cm
from benchmarks.figure import Figure
from benchmarks.touch.compare import ROOT, Runner, Variant
from benchmarks.touch.works import ESTIMATED, QUESTIONS
from countermove.assessment import loads

__all__ = ["effort"]

_OFF = 5.0
"""How many times more or less it may be."""

_SHORT = 0.5
"""Seconds below which nobody is told anything, so that it may be off by as much as it likes."""


def effort(_: int, *, only: Sequence[str] = (), limit: float = 300.0) -> Iterator[Figure]:
    """What answers take against what is estimated: times more, or less."""
    with Runner.opened(limit) as runner:
        core = "compiled" if runner.compiled else "numpy"
        for file, text in ESTIMATED.items():
            case = loads(text())
            for question in QUESTIONS:
                name = f"{question}, {file}"
                if only and not any(part in name for part in only):
                    continue
                estimated = cm.effort(question, case).seconds
                taken = runner.run(f"{question}@{file}", Variant(ROOT, core))
                seconds = taken.seconds
                off = (
                    None if seconds is None else max(estimated, seconds, _SHORT) / max(_SHORT, min(estimated, seconds))
                )
                told = "" if seconds is None else f"{estimated:.2g} s estimated, {seconds:.2g} s taken"
                memory = taken.bytes / 1e9
                yield Figure("effort", name, off, "×", target=_OFF, core=core, gigabytes=memory, why=taken.why or told)
