"""Minimal changes under concepts where an actor's steps depend on everybody's wants: SEQ and symmetric SEQ.

All combinations of the actors' edit sets are tried, except those that cannot be part of a minimal change: edit sets of
which a smaller part leads to the same ranks, and combinations that contain a minimal change. A cheap test settles what
it can without solving. For the rest only what is needed is computed: guarantees matter only where an actor has an
improvement, and which cells matter turns out step by step. So games are evaluated in rounds, each as far as it goes
with what is known, and what they lack is computed for all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import product, zip_longest

from gmcr.analysis.arena import Arena, Profile
from gmcr.analysis.edits.calculus import EditSet, EditSets
from gmcr.analysis.roads.roads import Play, Roads

__all__ = ["JointSearch", "in_rounds", "lacking_on_roads", "prepare_own"]

_BATCH = 2048


class JointSearch:
    """Minimal changes size by size; ``of_size`` has to be called with 1, 2, 3, … in turn.

    ``settled(profile)`` returns the value if it is clear without solving, otherwise None; ``values(profiles)`` returns
    those of many others.
    """

    def __init__(
        self,
        calculi: Sequence[EditSets],
        values: Callable[[Sequence[Profile]], Sequence[bool]],
        settled: Callable[[Profile], bool | None],
    ) -> None:
        self.calculi = calculi
        self.changes: list[EditSet] = []
        self._values = values
        self._settled = settled
        self._known: dict[Profile, bool] = {}
        base = tuple(calculus.rank_numbers()[0] for calculus in calculi)
        self._solve([base])
        self.holds = self._known[base]

    def of_size(self, size: int) -> list[EditSet]:
        """Return all minimal changes of exactly *size* edits."""
        flipped: list[EditSet] = []
        waiting: dict[Profile, list[EditSet]] = {}
        for profile, whole in self._combinations(size):
            waiting.setdefault(profile, []).append(whole)
            if len(waiting) == _BATCH:
                flipped += self._turned(waiting)
                waiting = {}
        flipped += self._turned(waiting)
        self.changes += flipped
        return flipped

    def _combinations(self, size: int) -> Iterator[tuple[Profile, EditSet]]:
        """Every combination of *size* edits that may be a minimal change, with its profile."""
        by_size: list[dict[int, list[tuple[int, EditSet]]]] = []
        for calculus in self.calculi:
            sizes: dict[int, list[tuple[int, EditSet]]] = {}
            for k in calculus.effective(size):
                own = calculus.sets[k]
                if not any(change <= own for change in self.changes):
                    sizes.setdefault(calculus.sizes[k], []).append((calculus.rank_numbers()[k], own))
            by_size.append(sizes)
        for split in product(*by_size):
            if sum(split) == size:
                for chosen in product(*(sizes[part] for sizes, part in zip(by_size, split, strict=True))):
                    whole = frozenset().union(*(own for _, own in chosen))
                    if not any(change < whole for change in self.changes):
                        yield tuple(number for number, _ in chosen), whole

    def _turned(self, waiting: dict[Profile, list[EditSet]]) -> list[EditSet]:
        self._solve([profile for profile in waiting if profile not in self._known])
        return [whole for profile, wholes in waiting.items() if self._known[profile] != self.holds for whole in wholes]

    def _solve(self, profiles: Sequence[Profile]) -> None:
        open_ones = []
        for profile in profiles:
            value = self._settled(profile)
            if value is None:
                open_ones.append(profile)
            else:
                self._known[profile] = value
        self._known |= zip(open_ones, self._values(open_ones), strict=True)


def in_rounds(
    arena: Arena, concept: str, value: Callable[[Play], bool], lacking: Callable[[Play], Collection[int]]
) -> Callable[[Sequence[Profile]], list[bool]]:
    """Return a function that finds the values of many games. ``lacking(play)`` returns the actors whose guarantees
    have to be computed next; ``value(play)`` returns the value, once there are none."""

    def values(profiles: Sequence[Profile]) -> list[bool]:
        known: dict[Profile, bool] = {}
        open_ones = [Play(arena, profile) for profile in profiles]
        with arena.temporarily():
            while open_ones:
                waiting: dict[frozenset[int], list[Play]] = {}
                for play in open_ones:
                    if actors := frozenset(lacking(play)):
                        waiting.setdefault(actors, []).append(play)
                    else:
                        known[play.profile] = value(play)
                for actors, plays in waiting.items():
                    arena.prepare([play.profile for play in plays], [concept], sorted(actors))
                open_ones = [play for plays in waiting.values() for play in plays]
        return [known[profile] for profile in profiles]

    return values


def lacking_on_roads(play: Play, start: int, concept: str) -> set[int]:
    """Return the actors whose guarantees are unknown and matter on the roads from a cell, as far as these are known."""
    lacking: set[int] = set()

    def steps(cell: int, actor: int) -> tuple[int, ...]:
        if actor in lacking or not play.arena.knows(play.profile, actor, concept):
            lacking.add(actor)
            return ()
        return play.steps(cell, actor, concept)

    Roads.walked(start, play.movers, steps)  # without an improvement there is nothing to deter
    return lacking


def prepare_own(calculi: Sequence[EditSets], concept: str) -> None:
    """Compute the actors' guarantees under all their edit sets; under *concept* only their own wants may matter."""
    if concept == "nash":
        return
    arena = calculi[0].arena
    columns = [[calculi[0].rank_numbers()[0]]] * len(arena.actors)  # any rank will do for the other actors
    for calculus in calculi:
        columns[calculus.actor] = sorted(set(calculus.rank_numbers()))
    profiles = [
        tuple(columns[k][0] if number is None else number for k, number in enumerate(row))
        for row in zip_longest(*columns)
    ]
    arena.prepare(profiles, [concept])
