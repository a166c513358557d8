"""Concepts beyond the five, which are not one propagation: processor time, preferences ranked beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import countermove as cm
from benchmarks import measure, models
from benchmarks.figure import Figure
from gmcr import Conflict

__all__ = ["concepts"]


def concepts(repeat: int) -> Iterator[Figure]:
    """Three kinds of preference and non-myopic stability at 2^12 states and 2 actors; SIM beside the five concepts."""
    for preferences in ("wants", "ranks"):
        model = f"2^12 states, 2 actors, {preferences}"

        def make(preferences: str = preferences) -> Conflict:
            return _ranked(models.lattice(12, 2, preferences=preferences))

        strengths, unknown, fuzzy = models.graded(make()), models.unsure(make()), models.fuzzy(make())
        asked: dict[str, Callable[[Conflict], object]] = {
            "strength": lambda made, given=strengths: cm.solve_relation(made, preferences=given),  # type: ignore[misc]
            "unknown": lambda made, given=unknown: cm.solve_relation(made, preferences=given),  # type: ignore[misc]
            "fuzzy": lambda made, given=fuzzy: cm.solve_relation(made, preferences=given),  # type: ignore[misc]
            "nonmyopic": cm.solve_nonmyopic,
            "limited, 5 moves": lambda made: cm.solve_limited(made, horizon=5),
        }
        for name, solve in asked.items():
            median, least, most = measure.processor_seconds(make, solve, repeat=repeat)
            yield Figure("concepts", f"{name}, {model}", median, "s", (least, most), 1.0)
    for bits in (10, 12, 14):
        for actors in (2, 3, 4, 8):
            yield from _simultaneous(bits, actors, repeat)


def _simultaneous(bits: int, actors: int, repeat: int) -> Iterator[Figure]:
    def make() -> Conflict:
        return _ranked(models.lattice(bits, actors))

    five = measure.processor_seconds(make, cm.solve, repeat=repeat)[0]
    median, least, most = measure.processor_seconds(make, cm.solve_sim, repeat=repeat)
    yield Figure("concepts", f"SIM, 2^{bits} states, {actors} actors", median, "s", (least, most))
    yield Figure("concepts", "  times as long as the five concepts", median / five, "×", None, 56.0)


def _ranked(conflict: Conflict) -> Conflict:
    for actor in conflict.actors:
        conflict.ranks(actor)
    return conflict
