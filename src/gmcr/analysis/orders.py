"""Preferences as numbers: where wants are met and how actors rank the states, each different array once.

A want is met in the same states wherever the drivers that it mentions have the same values. Wants met in the same
states share one *truth*, and actors with the same ordered truths rank alike. Truths and ranks have numbers, which are
cheap keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arrays import RecomputedArrays
from gmcr.logic import Formula
from gmcr.model import Conflict, EditedStructure, ModelWant, OptionStructure, Preference, Ranking, Structure
from gmcr.model.ranking import Ranks, ranks_from_truths, ranks_of_many

__all__ = ["BATCH_CELLS", "FEW_CELLS", "Orders", "Profile"]

Profile = tuple[int, ...]
"""The number of each actor's rank array."""

BATCH_CELLS = 1 << 20
"""The number of cells handled together, at most about this."""

FEW_CELLS = 1 << 12
"""On structures with at most this many cells many orders are ranked together and many games solved side by side."""

RANKS_ROOM, TRUTHS_ROOM = 1 << 28, 1 << 27
"""The memory limits for rank arrays and for truth arrays on larger structures, in bytes. Evicted arrays are
recomputed."""

_OF_PREFERENCES = (
    "ranks", "_rank_number", "_truths", "_truth_number", "_drivers", "_of_formula", "_of_want", "_of_wants", "_of_truths",
    "_of_ranking",
)  # fmt: skip
"""The attributes that depend on states and preferences alone, not on moves."""

_Values = tuple[tuple[int, int], ...]


class Orders:
    """Truths and ranks of all games on one structure, computed on request and cached."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        few = structure.cells <= FEW_CELLS
        self.ranks: list[Ranks] | RecomputedArrays = [] if few else RecomputedArrays(RANKS_ROOM)
        self._rank_number: dict[bytes, int] = {}
        self._truths: list[NDArray[np.bool_]] | RecomputedArrays = [] if few else RecomputedArrays(TRUTHS_ROOM)
        self._truth_number: dict[bytes, int] = {}
        self._drivers: dict[ModelWant | tuple[ModelWant, ...], tuple[str, ...]] = {}
        self._of_formula: dict[Formula, ModelWant] = {}
        self._of_want: dict[tuple[ModelWant, _Values], int] = {}
        self._of_wants: dict[tuple[tuple[ModelWant, ...], _Values], int] = {}
        self._of_truths: dict[tuple[int, ...], int] = {}
        self._of_ranking: dict[tuple[Ranking, str], int] = {}

    def share_with(self, other: Orders) -> None:
        """Give another instance, just made on a structure with the same states, the same truths and ranks under the
        same numbers."""
        for name in _OF_PREFERENCES:
            setattr(other, name, getattr(self, name))

    @property
    def actors(self) -> tuple[str, ...]:
        return self.structure.actors

    def profile(self, conflict: Conflict, drivers: Mapping[str, Fraction] | None = None) -> Profile:
        """Return the profile of a game on this structure.

        Parameters
        ----------
        conflict : Conflict
            The game.
        drivers : mapping of str to Fraction, optional
            Other values for all its drivers. By default the game's own.

        Returns
        -------
        tuple of int
            The number of each actor's rank array.
        """
        return tuple(self.rank(actor, conflict.preferences[actor], conflict, drivers) for actor in self.actors)

    def rank(
        self, actor: str, preference: Preference, conflict: Conflict, drivers: Mapping[str, Fraction] | None = None
    ) -> int:
        """The number of an actor's rank array, at the drivers of a game or at other values of all of them."""
        if isinstance(preference, Ranking):
            return self._rank_of_ranking(actor, preference, conflict)
        return self.rank_of_wants(preference, conflict.drivers if drivers is None else drivers)

    def rank_of_wants(self, wants: tuple[ModelWant, ...], drivers: Mapping[str, Fraction]) -> int:
        """The number of the rank array that ordered wants give."""
        key = (wants, _values(self.drivers_of(wants), drivers))
        number = self._of_wants.get(key)
        if number is None:
            numbers = tuple(self.truth_of(want, drivers) for want in wants)
            number = self._of_wants[key] = self.rank_of_truths(numbers)
        return number

    def drivers_of(self, wants: ModelWant | tuple[ModelWant, ...]) -> tuple[str, ...]:
        """The drivers that a want mentions, or that any of several do."""
        known = self._drivers.get(wants)
        if known is None:
            every = [wants] if isinstance(wants, ModelWant) else wants
            names = {name for want in every for part in want.parts for name in part.drivers}
            known = self._drivers[wants] = tuple(sorted(names))
        return known

    def rank_of_truths(self, numbers: tuple[int, ...]) -> int:
        """The number of the rank array that ordered truth arrays give, these by their numbers."""
        number = self._of_truths.get(numbers)
        if number is None:
            make = partial(self._ranked, numbers)
            number = self._of_truths[numbers] = self._keep(make(), make)
        return number

    def _ranked(self, numbers: tuple[int, ...]) -> Ranks:
        assert isinstance(self.structure, (OptionStructure, EditedStructure))
        space = self.structure.space
        truths = (self._truths[number].reshape(space.shape) for number in numbers)
        return ranks_from_truths(truths, space.shape, space.feasible)

    def ranks_of_truths(self, orders: Sequence[tuple[int, ...]]) -> list[int]:
        """The numbers of the rank arrays of many orders. On a small structure new orders of the same length are ranked
        together."""
        if self.structure.cells <= FEW_CELLS:
            fresh: dict[int, list[tuple[int, ...]]] = {}
            for numbers in dict.fromkeys(orders):
                if numbers not in self._of_truths:
                    fresh.setdefault(len(numbers), []).append(numbers)
            for alike in fresh.values():
                self._rank_together(alike)
        return [self.rank_of_truths(numbers) for numbers in orders]

    def _rank_together(self, orders: Sequence[tuple[int, ...]]) -> None:
        assert isinstance(self.structure, (OptionStructure, EditedStructure))
        space = self.structure.space
        step = max(1, BATCH_CELLS // space.cells)
        for first in range(0, len(orders), step):
            part = orders[first : first + step]
            truths = (np.stack([self._truths[number] for number in column]) for column in zip(*part, strict=True))
            ranked = ranks_of_many(truths, (len(part), space.cells), space.feasible)
            for numbers, ranks in zip(part, ranked, strict=True):
                self._of_truths[numbers] = self._keep(ranks, partial(self._ranked, numbers))

    def truth_of(self, want: ModelWant, drivers: Mapping[str, Fraction]) -> int:
        """The number of the truth array (bool, cells) of a want at given drivers."""
        key = (want, _values(self.drivers_of(want), drivers))
        number = self._of_want.get(key)
        if number is None:
            assert isinstance(self.structure, (OptionStructure, EditedStructure))
            space = self.structure.space
            met = np.broadcast_to(want.truth(space.columns, drivers), space.shape).reshape(-1)
            packed = np.packbits(met).tobytes()
            number = self._truth_number.setdefault(packed, len(self._truths))
            if number == len(self._truths):
                _add(self._truths, met, partial(_unpacked, packed, met.size))
            self._of_want[key] = number
        return number

    def truth_of_formula(self, formula: Formula, drivers: Mapping[str, Fraction]) -> int:
        """The number of the truth array of a formula at given drivers."""
        known = self._of_formula.get(formula)
        if known is None:
            known = self._of_formula[formula] = ModelWant(formula)
        return self.truth_of(known, drivers)

    def met(self, formula: Formula, drivers: Mapping[str, Fraction]) -> NDArray[np.bool_]:
        """The truth of a formula in every cell at given drivers."""
        return self.truth(self.truth_of_formula(formula, drivers))

    def truth(self, number: int) -> NDArray[np.bool_]:
        """The truth array with a number."""
        return self._truths[number]

    def _rank_of_ranking(self, actor: str, ranking: Ranking, conflict: Conflict) -> int:
        key = (ranking, actor)
        if key not in self._of_ranking:
            own = conflict.cell_ranks[self.actors.index(actor)]
            self._of_ranking[key] = self._keep(own, lambda: own)
        return self._of_ranking[key]

    def _keep(self, ranks: Ranks, make: Callable[[], Ranks]) -> int:
        number = self._rank_number.setdefault(_name(ranks), len(self.ranks))
        if number == len(self.ranks):
            _add(self.ranks, ranks, make)
        return number


def _name(array: NDArray[Any]) -> bytes:
    """A name that equal arrays share and different arrays do not: their bytes, or beyond a kilobyte a digest of
    these."""
    held = array.tobytes()
    return held if len(held) <= 1024 else blake2b(held, digest_size=32).digest()


def _add(arrays: list[NDArray[Any]] | RecomputedArrays, array: NDArray[Any], make: Callable[[], NDArray[Any]]) -> None:
    if isinstance(arrays, RecomputedArrays):
        arrays.append(array, make)
    else:
        arrays.append(array)


def _unpacked(packed: bytes, size: int) -> NDArray[np.bool_]:
    return np.unpackbits(np.frombuffer(packed, dtype=np.uint8), count=size).view(np.bool_)


def _values(names: tuple[str, ...], drivers: Mapping[str, Fraction]) -> _Values:
    """Driver values as pairs of integers, since hashing a Fraction is slow."""
    return tuple((value.numerator, value.denominator) for value in map(drivers.__getitem__, names)) if names else ()
