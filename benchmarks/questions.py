"""Questions about the Korean case, each of a file just read: nothing is known of it yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import countermove as cm
from benchmarks import measure
from benchmarks.figure import Figure
from countermove import questions as ask

__all__ = ["questions"]


def questions(repeat: int) -> Iterator[Figure]:
    """All changes of up to three edits under each concept, and whatever else takes a while."""
    for concept in cm.CONCEPTS:
        yield _asked(
            f"change, up to 3 edits, {concept}",
            lambda case, concept=concept: ask.change(case, concept=concept),  # type: ignore[misc]
            repeat,
            2.0,
        )
    yield _asked("check, 36 claims", ask.check, repeat)
    yield _asked("responsibility, 4 views, 32 readings", ask.responsibility, repeat)
    yield _asked("tipping, the author's claims too", ask.tipping, repeat)
    yield _asked("redteam, all claims", ask.redteam, min(repeat, 3))
    yield _asked("robust, 2,000 draws, all claims", ask.robust, min(repeat, 3))


def _asked(name: str, question: Callable[[cm.Assessment], object], repeat: int, target: float | None = None) -> Figure:
    median, least, most = measure.cold(lambda: cm.load("korea-2021"), question, repeat=repeat)  # type: ignore[arg-type]
    return Figure("questions", name, median, "s", (least, most), target)
