"""Many games on one structure: what they share is computed once.

The games of an assessment (readings, scenarios, views, edits) have the same states and moves and differ in preferences
and start. An *arena* turns each actor's preferences into ranks and numbers the different rank arrays; a *profile*,
one rank number an actor, is all that roads and stability depend on. Games with the same profile are solved once, and
those not yet solved are solved together, as one batch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.errors import SizeError
from countermove.kernels import Ensemble, Lattice, Values, in_chunks, kernel_for
from countermove.logic import Formula, drivers_in
from countermove.model import (
    Conflict,
    GraphStructure,
    OptionStructure,
    Preference,
    Ranking,
    Structure,
    Want,
    want_truth,
)
from countermove.model.ranking import Ranks, ranks_from_truths, ranks_of_many
from countermove.stability import Concept, concepts_named, guarantees
from countermove.stability import concept as concept_named

__all__ = ["Arena", "Profile", "Steps", "TooLong"]

Profile = tuple[int, ...]
"""For each actor the number of its rank array in the arena."""

Steps = dict[int, tuple[int, ...]]
"""Cell → the cells that an actor steps to."""

_BATCH_CELLS = 1 << 20
"""Games solved together hold at most about this many cells an actor."""

_FEW_CELLS = 1 << 12
"""On structures with no more cells than this many orders are ranked together, and many games solved side by side."""

_FEW_SWITCHES = 1 << 7
"""Side by side only where actors have no more sets of options than this between them."""

_MANY_GAMES = 16
"""Side by side from so many games on."""


class TooLong(SizeError):
    """What was asked for takes more steps than were allowed (``Arena.at_most``)."""


class Arena:
    """Ranks, guarantees and moves of all games on one structure, made when asked for and kept."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.ranks: list[Ranks] = []
        self._rank_number: dict[bytes, int] = {}
        self._by_truths: dict[tuple[int, ...], int] = {}
        self._known: dict[int, _Known] = {}
        self._number: dict[Want, int] = {}
        self._formulas: dict[int, Want] = {}
        self._lists: dict[int, _WantList] = {}
        self._truth_number: dict[tuple[int, _Values], int] = {}
        self._by_list: dict[tuple[int, _Values], int] = {}
        self._truths: list[NDArray[np.bool_]] = []
        self._truth_by_content: dict[bytes, int] = {}
        self._others: dict[tuple[int, str, Any], int] = {}
        self._guarantees: dict[tuple[str, int, Any], Values] = {}
        self._steps: dict[tuple[str, int, int], Steps] = {}
        self._moves: dict[tuple[int, int], tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        self._allowed: int | None = None

    @property
    def actors(self) -> tuple[str, ...]:
        return self.structure.actors

    @cached_property
    def lattice(self) -> Lattice:
        """States and moves for kernels with games on the last axis. Raises ModelError in graph form."""
        return Lattice(self.structure)

    # -- preferences to ranks --------------------------------------------------------------------------------------

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

    def rank_of_wants(self, wants: tuple[Want, ...], drivers: Mapping[str, Fraction]) -> int:
        """The number of the rank array of ordered wants."""
        key = (id(wants), _values(self.drivers_of(wants), drivers))
        found = self._by_list.get(key)
        if found is None:
            numbers = tuple(self.truth_of(want, drivers) for want in wants)
            found = self._by_list[key] = self.rank_of_truths(numbers)
        return found

    def drivers_of(self, wants: tuple[Want, ...]) -> tuple[str, ...]:
        """The drivers that some of these wants mention."""
        known = self._lists.get(id(wants))
        if known is None:
            names = sorted({name for want in wants for name in self._know(want).drivers})
            known = self._lists[id(wants)] = _WantList(wants, tuple(names))
        return known.drivers

    def _know(self, want: Want) -> _Known:
        """What is kept about a want; equal wants share a number. Looked up by identity, which is cheap."""
        known = self._known.get(id(want))
        if known is None:
            number = self._number.setdefault(want, len(self._number))
            parts = [part for part in (want.formula, want.condition, want.otherwise) if part is not None]
            known = self._known[id(want)] = _Known(
                want, number, tuple(sorted(frozenset().union(*map(drivers_in, parts))))
            )
        return known

    def rank_of_truths(self, numbers: tuple[int, ...]) -> int:
        """The number of the rank array of ordered truth arrays, given by their numbers."""
        found = self._by_truths.get(numbers)
        if found is None:
            assert isinstance(self.structure, OptionStructure)
            space = self.structure.space
            truths = [self._truths[number].reshape(space.shape) for number in numbers]
            found = self._by_truths[numbers] = self._keep(ranks_from_truths(truths, space.shape, space.feasible))
        return found

    def ranks_of_truths(self, orders: Sequence[tuple[int, ...]]) -> list[int]:
        """The same for many orders. On small structures those not known yet are ranked together, a length at a time."""
        if self.structure.cells <= _FEW_CELLS:
            fresh: dict[int, list[tuple[int, ...]]] = {}
            for numbers in dict.fromkeys(orders):
                if numbers not in self._by_truths:
                    fresh.setdefault(len(numbers), []).append(numbers)
            for alike in fresh.values():
                self._rank_together(alike)
        return [self.rank_of_truths(numbers) for numbers in orders]

    def _rank_together(self, orders: Sequence[tuple[int, ...]]) -> None:
        assert isinstance(self.structure, OptionStructure)
        space = self.structure.space
        step = max(1, _BATCH_CELLS // space.cells)
        for first in range(0, len(orders), step):
            part = orders[first : first + step]
            truths = (np.stack([self._truths[number] for number in column]) for column in zip(*part, strict=True))
            ranked = ranks_of_many(truths, (len(part), space.cells), space.feasible)
            for numbers, ranks in zip(part, ranked, strict=True):
                self._by_truths[numbers] = self._keep(ranks)

    def truth_of(self, want: Want, drivers: Mapping[str, Fraction]) -> int:
        """The number of the truth array (bool, cells) of a want at given drivers."""
        known = self._know(want)
        key = (known.number, _values(known.drivers, drivers))
        found = self._truth_number.get(key)
        if found is None:
            assert isinstance(self.structure, OptionStructure)
            space = self.structure.space
            met = np.broadcast_to(want_truth(want, space.columns, drivers), space.shape).reshape(-1)
            content = np.packbits(met).tobytes()
            found = self._truth_by_content.setdefault(content, len(self._truths))
            if found == len(self._truths):
                self._truths.append(met)
            self._truth_number[key] = found
        return found

    def truth_of_formula(self, formula: Formula, drivers: Mapping[str, Fraction]) -> int:
        """The number of the truth array of a formula at given drivers."""
        known = self._formulas.get(id(formula))
        if known is None:
            known = self._formulas[id(formula)] = Want(formula)
        return self.truth_of(known, drivers)

    def met(self, formula: Formula, drivers: Mapping[str, Fraction]) -> NDArray[np.bool_]:
        """Truth of a formula in every cell at given drivers."""
        return self.truth(self.truth_of_formula(formula, drivers))

    def truth(self, number: int) -> NDArray[np.bool_]:
        """The truth array of a number."""
        return self._truths[number]

    def _rank_of_ranking(self, actor: str, ranking: Ranking, conflict: Conflict) -> int:
        key = (id(ranking), actor, ranking)
        if key not in self._others:
            self._others[key] = self._keep(conflict.cell_ranks[self.actors.index(actor)])
        return self._others[key]

    def _keep(self, ranks: Ranks) -> int:
        number = self._rank_number.setdefault(ranks.tobytes(), len(self.ranks))
        if number == len(self.ranks):
            self.ranks.append(ranks)
        return number

    # -- moves -----------------------------------------------------------------------------------------------------

    def moves(self, cell: int, actor: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where an actor can move from a cell: (cells, codes of the options that each move changes)."""
        key = (cell, actor)
        if key not in self._moves:
            code = self.structure.code_of(cell)
            codes = self.structure.moves(code, self.actors[actor])
            changed = np.zeros_like(codes) if isinstance(self.structure, GraphStructure) else codes ^ code
            self._moves[key] = (self.structure.cells_of(codes), changed)
        return self._moves[key]

    def steps_known(self, profile: Profile, concept: str) -> list[Steps]:
        """For each actor, where it steps from the cells looked at so far; to be added to. Games in which an actor ranks
        alike share this where nobody else's ranks matter, which is under Nash, GMR and SMR."""
        if not concept_named(concept).own_only:
            return [{} for _ in profile]
        return [self._steps.setdefault((concept, actor, rank), {}) for actor, rank in enumerate(profile)]

    @contextmanager
    def at_most(self, steps: int) -> Iterator[None]:
        """Raise TooLong where more would be spent on steps: how far roads lead is not known before they are walked."""
        before, self._allowed = self._allowed, steps
        try:
            yield
        finally:
            self._allowed = before

    def spend(self, moves: int) -> None:
        """Count what finding the steps among so many moves takes: one, and more where these are hundreds."""
        if self._allowed is not None:
            self._allowed -= 1 + moves // 256
            if self._allowed < 0:
                raise TooLong("This takes more steps than were allowed.")

    # -- guarantees ------------------------------------------------------------------------------------------------

    def prepare(
        self, profiles: Iterable[Profile], concepts: Sequence[str], actors: Collection[int] | None = None
    ) -> None:
        """Compute the guarantees of all these games that are not known yet, in batches; of some *actors* only, or of all."""
        whose = range(len(self.actors)) if actors is None else actors
        wanted = list(dict.fromkeys(profiles))
        for sanctions in ("moves", "improvements"):
            names = [item.name for item in concepts_named(concepts) if item.sanctions == sanctions]
            if not names:
                continue
            missing = [p for p in wanted if not all(self.knows(p, k, name) for name in names for k in whose)]
            if sanctions == "moves":
                missing = _covering(missing)
            step = max(1, _BATCH_CELLS // self.structure.cells)
            for first in range(0, len(missing), step):
                self._solve(missing[first : first + step], names, whose)

    @contextmanager
    def briefly(self) -> Iterator[None]:
        """Forget afterwards the guarantees that were not known before: for searches through thousands of games that nobody
        asks about again."""
        known = self._guarantees
        self._guarantees = dict(known)
        try:
            yield
        finally:
            self._guarantees = known

    def guarantee(self, profile: Profile, actor: int, concept: str) -> Values:
        """What an actor can count on after moving to each cell, under a concept: ranks, (cells,)."""
        if concept == "nash":
            return self.ranks[profile[actor]]
        key = self._key(profile, actor, concept)
        if key not in self._guarantees:
            self.prepare([profile], [concept])
        return self._guarantees[key]

    def _key(self, profile: Profile, actor: int, concept: str) -> tuple[str, int, Any]:
        own = concept_named(concept).own_only
        return (concept, actor, profile[actor] if own else profile)

    def knows(self, profile: Profile, actor: int, concept: str) -> bool:
        """Whether what an actor can count on is known already."""
        return concept == "nash" or self._key(profile, actor, concept) in self._guarantees

    def _solve(self, profiles: Sequence[Profile], names: Sequence[str], actors: Collection[int]) -> None:
        concepts = concepts_named(names)
        # Over the opponents' moves the kernels of one game are as fast.
        improving = any(not item.own_only for item in concepts)
        side_by_side = improving and len(profiles) >= _MANY_GAMES and self._small
        solve = self._games_last if side_by_side else self._games_first
        for item, actor, values in solve(profiles, concepts, actors):
            for place, profile in enumerate(profiles):
                key = (item.name, actor, profile[actor] if item.own_only else profile)
                self._guarantees.setdefault(key, values[place])

    def _games_first(
        self, profiles: Sequence[Profile], concepts: Sequence[Concept], actors: Collection[int]
    ) -> Iterator[tuple[Concept, int, Values]]:
        """Guarantees, (games, cells), in a kernel with games on the first axis."""
        stacked = []
        for actor in range(len(self.actors)):
            arrays = [self.ranks[profile[actor]] for profile in profiles]
            stacked.append(np.stack(arrays).astype(max(array.dtype for array in arrays), copy=False))
        kernel = kernel_for(self.structure, stacked)
        for actor in actors:
            for item, values in guarantees(kernel, actor, concepts):
                yield item, actor, values

    def _games_last(
        self, profiles: Sequence[Profile], concepts: Sequence[Concept], actors: Collection[int]
    ) -> Iterator[tuple[Concept, int, Values]]:
        """The same with games on the last axis: many times faster for many small ones. What is infeasible gets 0."""
        numbers = range(len(self.actors))
        kind = np.result_type(*(self.ranks[profile[actor]].dtype for profile in profiles for actor in numbers))
        ranks = [
            self.structure.at_states(
                np.stack([self.ranks[profile[actor]] for profile in profiles], axis=-1).astype(kind)
            )
            for actor in numbers
        ]

        def work(kernel: Ensemble) -> list[tuple[Concept, int, Values]]:
            return [(item, actor, values) for actor in actors for item, values in guarantees(kernel, actor, concepts)]

        cells = self.structure.cells_of(self.structure.states)
        for parts in zip(*in_chunks(self.lattice, ranks, work), strict=True):
            item, actor, _ = parts[0]
            values = np.zeros((len(profiles), self.structure.cells), dtype=kind)
            values[:, cells] = np.concatenate([part for _, _, part in parts], axis=-1).T
            yield item, actor, values

    @cached_property
    def _small(self) -> bool:
        """Whether games are worth solving side by side: few cells, and few sets of options that a move can switch."""
        if not isinstance(self.structure, OptionStructure) or self.structure.cells > _FEW_CELLS:
            return False
        return sum(1 << (high - low) for low, high in self.structure.form.span.values()) <= _FEW_SWITCHES


_Values = tuple[tuple[int, int], ...]


def _values(names: tuple[str, ...], drivers: Mapping[str, Fraction]) -> _Values:
    """Driver values as pairs of integers: hashing a Fraction is slow."""
    return tuple((value.numerator, value.denominator) for value in map(drivers.__getitem__, names)) if names else ()


@dataclass(frozen=True, slots=True)
class _Known:
    """A want, kept alive so that its identity stays its own."""

    want: Want
    number: int
    drivers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _WantList:
    wants: tuple[Want, ...]
    drivers: tuple[str, ...]


def _covering(profiles: Sequence[Profile]) -> list[Profile]:
    """Fewer profiles that between them hold the same rank numbers of every actor: actors do not interact here."""
    if not profiles:
        return []
    columns = [list(dict.fromkeys(column)) for column in zip(*profiles, strict=True)]
    longest = max(map(len, columns))
    return [tuple(column[min(place, len(column) - 1)] for column in columns) for place in range(longest)]
