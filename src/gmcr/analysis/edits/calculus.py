"""One actor's edit sets, and the steps that each of them leads to in a given cell.

Under Nash, GMR and SMR the actor's steps depend on its own wants alone. Nash steps need no stability analysis either:
in a cell, only its fibre is examined, for all edit sets at once. Under GMR and SMR the guarantees of all rank arrays
that edit sets lead to are computed together.

Minimal changes under concepts where an actor's steps depend on everybody's wants: SEQ and symmetric SEQ.

All combinations of the actors' edit sets are tried, except those that cannot be part of a minimal change: edit sets of
which a smaller part leads to the same ranks, and combinations that contain a minimal change. A cheap test settles what
it can without solving. For the rest only what is needed is computed: guarantees matter only where an actor has an
improvement, and which cells matter turns out step by step. So games are evaluated in rounds, each as far as it goes
with what is known, and what they lack is computed for all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import combinations, product, zip_longest
from math import comb

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena, Profile
from gmcr.analysis.arrays import different_rows
from gmcr.analysis.edits.edits import BECOMING, Edit, EditKind, arranged, kinds_of, turned_round
from gmcr.analysis.moves import lean_moves
from gmcr.analysis.roads.roads import Play, Roads
from gmcr.base.errors import SizeError
from gmcr.model import SILENT, Conflict, Ranking

__all__ = ["MAX_SETS", "EditSet", "EditSets", "JointSearch", "in_rounds", "lacking_on_roads", "prepare_own"]


EditSet = frozenset[Edit]

MAX_SETS = 1_000_000
"""One actor's edit sets are listed up to about this many."""

_FEW_SETS = 4_000
"""The construction of at most this many is cached."""


class EditSets:
    """The edit sets of one actor, by number and ordered by size.

    Parameters
    ----------
    conflict : Conflict
        The game.
    arena : Arena
        An arena of its structure.
    actor : str
        The actor.
    turn : bool, default False
        Whether wants may be turned round too, see ``edits_of``.
    stress : bool, default False
        Whether wants may be reversed too, see ``edits_of``.
    leave_out : bool, default False
        Whether wants may be dropped only.

    Notes
    -----
    Number 0 is the empty set. Larger sets are made on request. An actor given by a ranking has the empty set alone.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Arena, EditSets
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> sets = EditSets(ferry, Arena(ferry.structure), "town")
    >>> sets.up_to(1), sorted(edit.kind for edit in sets.chosen(1))
    (range(0, 4), ['drop'])
    """

    def __init__(
        self,
        conflict: Conflict,
        arena: Arena,
        actor: str,
        *,
        turn: bool = False,
        stress: bool = False,
        leave_out: bool = False,
    ) -> None:
        self.arena = arena
        self.actor = conflict.actor(actor)
        self.sizes: list[int] = [0]
        self._bound = 0
        self._labels: dict[tuple[int, str], tuple[NDArray[np.int64], list[tuple[int, ...]]]] = {}
        self._numbers: list[int] = []
        self._lean: list[int] = []
        self._wants = wants = conflict.preferences[actor]
        self._conflict = conflict
        self._ids: list[str] = []
        self._kinds: tuple[tuple[EditKind, ...], ...] = ()
        self._chosen: list[Chosen] = [()]
        self._sets: list[EditSet] = []
        self._rank_of: dict[Chosen, int] = {}
        if isinstance(wants, Ranking):
            self._orders = np.zeros((1, 0), dtype=np.intp)
            return
        self._ids = [want.id for want in wants]
        # One row for each thing that a want can become; the last says nothing and stands for a dropped want.
        could = [want.changed or SILENT for want in wants]
        turned = [turned_round(conflict, want) if turn else SILENT for want in wants]
        negated = [want.negated if stress else SILENT for want in wants]
        self._become = [arena.truth_of(want, conflict.drivers) for want in (*wants, *could, *turned, *negated, SILENT)]
        self._kinds = kinds_of(wants, turn=turn, stress=stress, leave_out=leave_out)
        self._orders = _orders_of(self._kinds, 0)[1]

    @property
    def sets(self) -> list[EditSet]:
        """The edit sets listed so far."""
        self._sets += [self.chosen(number) for number in range(len(self._sets), len(self._chosen))]
        return self._sets

    def chosen(self, number: int) -> EditSet:
        """Return an edit set.

        Parameters
        ----------
        number : int
            Its number.

        Returns
        -------
        frozenset of Edit
            The edits.
        """
        actor = self.arena.actors[self.actor]
        return frozenset(Edit(actor, self._ids[place], kind) for place, kind in self._chosen[number])

    @cached_property
    def _base(self) -> int:
        """The number of the actor's ranks before any edit."""
        return self.arena.rank(self.arena.actors[self.actor], self._wants, self._conflict)

    @staticmethod
    def signature(conflict: Conflict, arena: Arena, actor: str, *, turn: bool = False) -> Hashable:
        """Return what an actor's edit sets depend on, besides ``stress`` and ``leave_out``.

        Parameters
        ----------
        conflict : Conflict
            The game.
        arena : Arena
            An arena of its structure.
        actor : str
            The actor.
        turn : bool, default False
            Whether wants may be turned round too.

        Returns
        -------
        hashable
            A key; two games with the same key can share the edit sets.
        """
        wants = conflict.preferences[actor]
        if isinstance(wants, Ranking):
            return arena.rank(actor, wants, conflict)
        return tuple(
            (
                want.id,
                arena.truth_of(want, conflict.drivers),
                None if want.could_be is None else arena.truth_of_formula(want.could_be, conflict.drivers),
                arena.truth_of(turned_round(conflict, want), conflict.drivers) if turn else None,
            )
            for want in wants
        )

    def count(self, size: int) -> int:
        """Return the number of sets of limited size, an upper bound.

        Parameters
        ----------
        size : int
            The largest number of edits in a set.

        Returns
        -------
        int
            The number, with those sets counted that have two edits of one want.
        """
        edits = sum(map(len, self._kinds))
        return sum(comb(edits, k) for k in range(size + 1))

    def up_to(self, size: int) -> range:
        """Return the numbers of all edit sets of limited size.

        Parameters
        ----------
        size : int
            The largest number of edits in a set.

        Returns
        -------
        range
            The numbers from 0.

        Raises
        ------
        SizeError
            If there are more than about 1,000,000.
        """
        while self._bound < min(size, sum(map(len, self._kinds))):
            if self.count(self._bound + 1) > 2 * MAX_SETS:
                who = self.arena.actors[self.actor]
                raise SizeError(
                    f"{who} has more than {MAX_SETS:,} sets of up to {self._bound + 1} edits: ask for fewer.", actor=who
                )
            size_now = self._bound + 1
            few = self.count(size_now) <= _FEW_SETS
            fresh, rows = (_orders_of if few else _orders_of.__wrapped__)(self._kinds, size_now)
            # All at once, so that an interrupt leaves nothing half done.
            orders = np.concatenate((self._orders, rows))
            self._bound, self._orders = size_now, orders
            self._chosen += fresh
            self.sizes += [size_now] * len(fresh)
            self._labels.clear()
        return range(next((k for k, length in enumerate(self.sizes) if length > size), len(self.sizes)))

    # -- what edit sets make of the actor's ranks ------------------------------------------------------------------

    @property
    def wanting(self) -> bool:
        """Whether there is anything to edit: an actor given by a ranking, or without wants, has one order."""
        return bool(self._ids)

    def truth_rows(self, first: int = 0) -> NDArray[np.int32] | None:
        """Return the orders of truth arrays that edit sets lead to.

        Parameters
        ----------
        first : int, default 0
            The number of the first edit set.

        Returns
        -------
        ndarray of int32, shape (sets, wants), or None
            For every edit set listed so far, from *first* on, the numbers of the truth arrays in the arena, most
            important first, followed by -1; None if there is nothing to edit.
        """
        if not self._ids:
            return None
        become = np.array([*self._become[:-1], -1], dtype=np.int32)
        rows: NDArray[np.int32] = become[self._orders[first:]]
        return rows

    def rank_numbers(self) -> list[int]:
        """Return the ranks that edit sets lead to.

        Returns
        -------
        list of int
            For every edit set listed so far the number of the rank array in the arena.
        """
        if not self._ids:
            return [self._base]
        fresh = [
            tuple(self._become[place] for place in row if place != len(self._become) - 1)
            for row in self._orders[len(self._numbers) :].tolist()
        ]
        self._numbers += self.arena.ranks_of_truths(fresh)
        return self._numbers

    def rank_after(self, edits: Sequence[Edit]) -> int:
        """Return the ranks after some edits.

        Parameters
        ----------
        edits : sequence of Edit
            The edits, at most one per want; those of other actors have no effect.

        Returns
        -------
        int
            The number of the rank array in the arena.

        Raises
        ------
        SizeError
            If there are too many sets of that size.
        """
        own = [known for edit in edits if (known := self._own_edits.get(edit)) is not None]
        if not own:
            return self._base
        chosen = tuple(sorted(own))
        rank = self._rank_of.get(chosen)
        if rank is None:
            self.up_to(len(chosen))
            self._rank_of = dict(zip(self._chosen, self.rank_numbers(), strict=True))
            rank = self._rank_of[chosen]
        return rank

    @cached_property
    def _own_edits(self) -> dict[Edit, tuple[int, EditKind]]:
        actor = self.arena.actors[self.actor]
        return {
            Edit(actor, self._ids[place], kind): (place, kind) for place, own in enumerate(self._kinds) for kind in own
        }

    def effective(self, size: int) -> list[int]:
        """Return the edit sets that can be part of a minimal change.

        Parameters
        ----------
        size : int
            The largest number of edits in a set.

        Returns
        -------
        list of int
            The numbers of the edit sets of which no smaller part leads to the same ranks.

        Raises
        ------
        SizeError
            If there are too many sets of that size.
        """
        self.up_to(size)
        numbers = self.rank_numbers()
        place = {own: k for k, own in enumerate(self.sets)}
        known = self._lean[-1] + 1 if self._lean else 0
        for k in range(known, len(self.sets)):
            parts = (frozenset(part) for length in range(self.sizes[k]) for part in combinations(self.sets[k], length))
            if all(numbers[place[part]] != numbers[k] for part in parts):
                self._lean.append(k)
        return [k for k in self._lean if self.sizes[k] <= size]

    # -- steps -----------------------------------------------------------------------------------------------------

    def steps(self, cell: int, concept: str = "nash") -> tuple[NDArray[np.int64], list[tuple[int, ...]]]:
        """Return the steps from a cell under each edit set listed so far.

        Parameters
        ----------
        cell : int
            The cell.
        concept : str, default "nash"
            "nash", "gmr" or "smr".

        Returns
        -------
        labels : ndarray of int64, shape (sets,)
            The label of each edit set.
        targets : list of tuple of int
            For each label the cells stepped to.
        """
        key = (cell, concept)
        if key not in self._labels:
            targets, changed = self.arena.moves(cell, self.actor)
            self.arena.spend(len(self.sizes) * targets.size)
            cells = np.concatenate(([cell], targets)).astype(np.int64)
            if concept == "nash":
                of_set = None
                worth = self._keys(cells)
                improving = np.greater(worth[:, 1:], worth[:, :1]).astype(np.bool_)
            else:
                numbers, of_set = np.unique(np.array(self.rank_numbers()), return_inverse=True)
                worth = np.stack([self.arena.ranks[number][cells] for number in numbers.tolist()]).astype(np.int64)
                improving = worth[:, 1:] > worth[:, :1]
                for number, (here, *_), better in zip(numbers.tolist(), worth.tolist(), improving, strict=True):
                    if better.any():
                        better[better] = self._undeterred(number, concept, targets[better], here)
            lean = lean_moves(changed, worth[:, 1:], improving)
            first, labels = different_rows(lean)
            of_each = labels if of_set is None else labels[of_set.reshape(-1)]
            self._labels[key] = (of_each, [tuple(targets[row].tolist()) for row in lean[first]])
        return self._labels[key]

    def _undeterred(self, number: int, concept: str, targets: NDArray[np.int64], floor: int) -> NDArray[np.bool_]:
        """The improvements that GMR or SMR does not deter. Nobody else's ranks matter, so any will do in their
        places."""
        return self.arena.undeterred((number,) * len(self.arena.actors), self.actor, concept, targets, floor)

    def _keys(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """Comparable worth of some cells under every edit set: (sets, cells), larger is better."""
        if not self._ids:
            return self.arena.ranks[self._base][cells].astype(np.int64)[None]
        met = np.stack([self.arena.truth(number)[cells] for number in self._become])
        length = self._orders.shape[1]
        keys: NDArray[np.int64] = np.zeros((len(self.sizes), cells.size), dtype=np.int64 if length <= 62 else object)
        for place in range(length):
            keys = keys * 2 + met[self._orders[:, place]].astype(keys.dtype)
        return keys


Chosen = tuple[tuple[int, EditKind], ...]
"""Edits of an actor's wants by the positions of these."""


@lru_cache(maxsize=1 << 10)
def _orders_of(kinds: tuple[tuple[EditKind, ...], ...], size: int) -> tuple[tuple[Chosen, ...], NDArray[np.intp]]:
    """All sets of *size* edits, of wants that can be changed in these ways, and for each the rows that it ranks by,
    most important first: the want at a position, its could_be, turned round or reversed, and at last rows that say
    nothing. Many calculi share them."""
    count = len(kinds)
    offset = {kind: place * count for place, kind in enumerate(("", *BECOMING))}
    every = [(place, kind) for place, own in enumerate(kinds) for kind in own]
    sets = tuple(chosen for chosen in combinations(every, size) if len({place for place, _ in chosen}) == size)
    orders = np.full((len(sets), count), len(offset) * count, dtype=np.intp)
    for row, chosen in enumerate(sets):
        order = [offset[kind] + place for place, kind in arranged(count, dict(chosen))]
        orders[row, : len(order)] = order
    return sets, orders


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
