"""Deals: of the flagship in all its readings, and of larger models, in processor time."""

from __future__ import annotations

from collections.abc import Iterator

import countermove as cm
import gmcr
from benchmarks import measure, models
from benchmarks.figure import Figure
from countermove.assessment import Assessment
from countermove.context.games import games_of
from gmcr import Conflict
from gmcr.analysis import OwnViews, deals_in

__all__ = ["deals"]


def deals(repeat: int) -> Iterator[Figure]:
    """Deals under five concepts: of korea-2021 in 32 readings, and at 2^16 states with wants."""
    median, least, most = measure.processor_seconds(lambda: cm.load("korea-2021"), _in_readings, repeat=repeat)
    yield Figure("deals", "korea-2021, 32 readings", median, "s", (least, most), 0.3)
    median, least, most = measure.processor_seconds(lambda: cm.load("korea-2021"), _in_shared_games, repeat=repeat)
    yield Figure("deals", "the same, as the question asks: games shared", median, "s", (least, most), 0.3)
    for actors in (2, 4):

        def make(actors: int = actors) -> Conflict:
            return models.lattice(16, actors, preferences="wants")

        median, least, most = measure.processor_seconds(make, gmcr.deals, repeat=repeat)
        yield Figure("deals", f"2^16 states, {actors} actors", median, "s", (least, most), 3.0)


def _in_shared_games(case: Assessment) -> list[gmcr.Deals]:
    games, found = games_of(case), []
    for reading in case.readings:
        game = case.conflict(reading=reading)
        found.append(deals_in(OwnViews(games, (games.arena.profile(game),) * len(game.actors)), game.start))
    return found


def _in_readings(case: Assessment) -> list[gmcr.Deals]:
    return [gmcr.deals(case.conflict(reading=reading)) for reading in case.readings]
