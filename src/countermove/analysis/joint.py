"""Minimal changes under concepts where what an actor does depends on everybody's wants: SEQ and symmetric SEQ.

All combinations of the actors' edit sets are gone through, less those that cannot be part of a minimal change: edit
sets of which a smaller part leads to the same ranks, and combinations that hold a minimal change. What a cheap test
settles is not solved at all; the rest, by profile, in batches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product, zip_longest

from countermove.analysis.arena import Profile
from countermove.analysis.calculus import Calculus, EditSet

__all__ = ["JointSearch", "prepare_own"]

_BATCH = 2048


class JointSearch:
    """Minimal changes size by size; ``of_size`` has to be called with 1, 2, 3, … in turn.

    ``value(profile)``: the value after solving, asked for profiles that are prepared; ``settled(profile)``: the value
    where it is clear without, else None.
    """

    def __init__(
        self,
        calculi: Sequence[Calculus],
        concept: str,
        value: Callable[[Profile], bool],
        settled: Callable[[Profile], bool | None],
    ) -> None:
        self.calculi = calculi
        self.arena = calculi[0].arena
        self.concept = concept
        self.found: list[EditSet] = []
        self._value = value
        self._settled = settled
        self._known: dict[Profile, bool] = {}
        base = tuple(calculus.rank_numbers()[0] for calculus in calculi)
        self._solve([base])
        self.holds = self._known[base]

    def of_size(self, size: int) -> list[EditSet]:
        """All minimal changes of exactly *size* edits."""
        flipped: list[EditSet] = []
        waiting: dict[Profile, list[EditSet]] = {}
        for profile, whole in self._combinations(size):
            waiting.setdefault(profile, []).append(whole)
            if len(waiting) == _BATCH:
                flipped += self._turned(waiting)
                waiting = {}
        flipped += self._turned(waiting)
        self.found += flipped
        return flipped

    def _combinations(self, size: int) -> Iterator[tuple[Profile, EditSet]]:
        """Every combination of *size* edits that may be a minimal change, with its profile."""
        by_size: list[dict[int, list[tuple[int, EditSet]]]] = []
        for calculus in self.calculi:
            sizes: dict[int, list[tuple[int, EditSet]]] = {}
            for k in calculus.effective(size):
                own = calculus.sets[k]
                if not any(change <= own for change in self.found):
                    sizes.setdefault(calculus.sizes[k], []).append((calculus.rank_numbers()[k], own))
            by_size.append(sizes)
        for split in product(*by_size):
            if sum(split) == size:
                for chosen in product(*(sizes[part] for sizes, part in zip(by_size, split, strict=True))):
                    whole = frozenset().union(*(own for _, own in chosen))
                    if not any(change < whole for change in self.found):
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
        with self.arena.briefly(open_ones, [self.concept]):
            for profile in open_ones:
                self._known[profile] = self._value(profile)


def prepare_own(calculi: Sequence[Calculus], concept: str) -> None:
    """Compute what the actors can count on under all their edit sets; only their own wants may matter to *concept*."""
    if concept == "nash":
        return
    arena = calculi[0].arena
    columns = [[calculi[0].rank_numbers()[0]]] * len(arena.actors)  # anything for actors that are not asked about
    for calculus in calculi:
        columns[calculus.actor] = sorted(set(calculus.rank_numbers()))
    profiles = [
        tuple(columns[k][0] if number is None else number for k, number in enumerate(row))
        for row in zip_longest(*columns)
    ]
    arena.prepare(profiles, [concept])
