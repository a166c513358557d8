"""Preferences as numbers: what is met where, and how an actor ranks the states, each different array once.

A want is met in the same states at the same values of the drivers that it mentions, and wants met in the same states are
one *truth*; actors whose ordered truths are the same rank alike. Truths and ranks have numbers, which are cheap keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from countermove.logic import Formula, drivers_in
from countermove.model import Conflict, ModelWant, OptionStructure, Preference, Ranking, Structure, want_truth
from countermove.model.ranking import Ranks, ranks_from_truths, ranks_of_many

__all__ = ["BATCH_CELLS", "FEW_CELLS", "Orders", "Profile"]

Profile = tuple[int, ...]
"""For each actor the number of its rank array."""

BATCH_CELLS = 1 << 20
"""What is looked at together holds at most about this many cells."""

FEW_CELLS = 1 << 12
"""On structures with no more cells than this many orders are ranked together, and many games solved side by side."""

_Values = tuple[tuple[int, int], ...]


class Orders:
    """Truths and ranks of all games on one structure, made when asked for and kept."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.ranks: list[Ranks] = []
        self._rank_number: dict[bytes, int] = {}
        self._truths: list[NDArray[np.bool_]] = []
        self._truth_number: dict[bytes, int] = {}
        self._drivers: dict[ModelWant | tuple[ModelWant, ...], tuple[str, ...]] = {}
        self._of_formula: dict[Formula, ModelWant] = {}
        self._of_want: dict[tuple[ModelWant, _Values], int] = {}
        self._of_wants: dict[tuple[tuple[ModelWant, ...], _Values], int] = {}
        self._of_truths: dict[tuple[int, ...], int] = {}
        self._of_ranking: dict[tuple[Ranking, str], int] = {}

    @property
    def actors(self) -> tuple[str, ...]:
        return self.structure.actors

    def profile(self, conflict: Conflict, drivers: Mapping[str, Fraction] | None = None) -> Profile:
        """The profile of a game on this structure, at its own drivers or at other values of all of them."""
        return tuple(self.rank(actor, conflict.preferences[actor], conflict, drivers) for actor in self.actors)

    def rank(
        self, actor: str, preference: Preference, conflict: Conflict, drivers: Mapping[str, Fraction] | None = None
    ) -> int:
        """The number of an actor's rank array, at the drivers of a game or at other values of all of them."""
        if isinstance(preference, Ranking):
            return self._rank_of_ranking(actor, preference, conflict)
        return self.rank_of_wants(preference, conflict.drivers if drivers is None else drivers)

    def rank_of_wants(self, wants: tuple[ModelWant, ...], drivers: Mapping[str, Fraction]) -> int:
        """The number of the rank array of ordered wants."""
        key = (wants, _values(self.drivers_of(wants), drivers))
        found = self._of_wants.get(key)
        if found is None:
            numbers = tuple(self.truth_of(want, drivers) for want in wants)
            found = self._of_wants[key] = self.rank_of_truths(numbers)
        return found

    def drivers_of(self, wants: ModelWant | tuple[ModelWant, ...]) -> tuple[str, ...]:
        """The drivers that a want, or some of these, mention."""
        known = self._drivers.get(wants)
        if known is None:
            every = [wants] if isinstance(wants, ModelWant) else wants
            names = {name for want in every for part in want.parts for name in drivers_in(part)}
            known = self._drivers[wants] = tuple(sorted(names))
        return known

    def rank_of_truths(self, numbers: tuple[int, ...]) -> int:
        """The number of the rank array of ordered truth arrays, given by their numbers."""
        found = self._of_truths.get(numbers)
        if found is None:
            assert isinstance(self.structure, OptionStructure)
            space = self.structure.space
            truths = [self._truths[number].reshape(space.shape) for number in numbers]
            found = self._of_truths[numbers] = self._keep(ranks_from_truths(truths, space.shape, space.feasible))
        return found

    def ranks_of_truths(self, orders: Sequence[tuple[int, ...]]) -> list[int]:
        """The same for many orders. On small structures those not known yet are ranked together, a length at a time."""
        if self.structure.cells <= FEW_CELLS:
            fresh: dict[int, list[tuple[int, ...]]] = {}
            for numbers in dict.fromkeys(orders):
                if numbers not in self._of_truths:
                    fresh.setdefault(len(numbers), []).append(numbers)
            for alike in fresh.values():
                self._rank_together(alike)
        return [self.rank_of_truths(numbers) for numbers in orders]

    def _rank_together(self, orders: Sequence[tuple[int, ...]]) -> None:
        assert isinstance(self.structure, OptionStructure)
        space = self.structure.space
        step = max(1, BATCH_CELLS // space.cells)
        for first in range(0, len(orders), step):
            part = orders[first : first + step]
            truths = (np.stack([self._truths[number] for number in column]) for column in zip(*part, strict=True))
            ranked = ranks_of_many(truths, (len(part), space.cells), space.feasible)
            for numbers, ranks in zip(part, ranked, strict=True):
                self._of_truths[numbers] = self._keep(ranks)

    def truth_of(self, want: ModelWant, drivers: Mapping[str, Fraction]) -> int:
        """The number of the truth array (bool, cells) of a want at given drivers."""
        key = (want, _values(self.drivers_of(want), drivers))
        found = self._of_want.get(key)
        if found is None:
            assert isinstance(self.structure, OptionStructure)
            space = self.structure.space
            met = np.broadcast_to(want_truth(want, space.columns, drivers), space.shape).reshape(-1)
            found = self._truth_number.setdefault(np.packbits(met).tobytes(), len(self._truths))
            if found == len(self._truths):
                self._truths.append(met)
            self._of_want[key] = found
        return found

    def truth_of_formula(self, formula: Formula, drivers: Mapping[str, Fraction]) -> int:
        """The number of the truth array of a formula at given drivers."""
        known = self._of_formula.get(formula)
        if known is None:
            known = self._of_formula[formula] = ModelWant(formula)
        return self.truth_of(known, drivers)

    def met(self, formula: Formula, drivers: Mapping[str, Fraction]) -> NDArray[np.bool_]:
        """Truth of a formula in every cell at given drivers."""
        return self.truth(self.truth_of_formula(formula, drivers))

    def truth(self, number: int) -> NDArray[np.bool_]:
        """The truth array of a number."""
        return self._truths[number]

    def _rank_of_ranking(self, actor: str, ranking: Ranking, conflict: Conflict) -> int:
        key = (ranking, actor)
        if key not in self._of_ranking:
            self._of_ranking[key] = self._keep(conflict.cell_ranks[self.actors.index(actor)])
        return self._of_ranking[key]

    def _keep(self, ranks: Ranks) -> int:
        number = self._rank_number.setdefault(ranks.tobytes(), len(self.ranks))
        if number == len(self.ranks):
            self.ranks.append(ranks)
        return number


def _values(names: tuple[str, ...], drivers: Mapping[str, Fraction]) -> _Values:
    """Driver values as pairs of integers: hashing a Fraction is slow."""
    return tuple((value.numerator, value.denominator) for value in map(drivers.__getitem__, names)) if names else ()
