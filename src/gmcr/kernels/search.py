"""Whether anything deters an improvement, found by a search from where it leads instead of a solution for all states.

An improvement s → s1 of actor i is deterred iff the opponents can get from s1, by legal sequences of moves or of
improvements, to a state whose value is at most r_i(s): the value of a state is r_i or, where i replies once, the best
of r_i over the state and i's moves from it. The search proceeds layer by layer over the opponents' moves and stops
where it meets such a state; its cost depends on how far that is, not on the number of states.

All improvements from one state are searched together, with one set of visited states: opponents cannot change i's
options, and two moves of i from the same state differ in these, so their searches never meet. A *layer* is an array of
codes; an opponent's moves from it are the codes with each pattern of its options switched. In each fibre of an opponent
only the state that it likes least is followed, and only while that is lower than where it has moved from before:
everything else leads to no further states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.layout import Values
from gmcr.model import OptionStructure

__all__ = ["Codes", "Search", "SearchResult"]

Codes = NDArray[np.int64]
Bools = NDArray[np.bool_]

_FEW = 32
"""Below this many states choosing among them takes longer than following them all."""

_TOP = np.uint32(np.iinfo(np.uint32).max)

_TOGETHER = 1 << 15
"""The number of moves processed at once: arrays of this size stay in the second-level cache, and a search can end after
each."""


class SearchResult(NamedTuple):
    """``deterred``: for each improvement whether something was found that deters it; ``whole``: whether the search was
    exhaustive, because there was room enough; ``moves_followed``: the number of opponents' moves that were followed."""

    deterred: Bools
    whole: bool
    moves_followed: int


@dataclass(frozen=True, slots=True)
class _Mover:
    """What an actor can switch: its bits from ``low`` on, the ``patterns`` of these (none is 0), and its acts that
    cannot be taken back."""

    low: int
    mask: int
    patterns: Codes
    forward: int
    back: int


class Search:
    """Deterrence on one structure, in games that differ in preferences. Graph form is not supported, since moves there
    need not be transitive and nobody may move twice in a row."""

    def __init__(self, structure: OptionStructure) -> None:
        self.structure = structure
        self._dense = structure.layout == "dense"

    def deterred(
        self,
        ranks: Sequence[Values],
        actor: int,
        targets: Codes,
        floor: int,
        *,
        improving: bool,
        reply: bool,
        room: int,
    ) -> SearchResult:
        """For each of an actor's improvements from one state, given by the codes to which they lead, whether it is
        deterred. *floor*: the actor's rank of that state. *improving*: whether only improvements of opponents count.
        *room*: the maximum number of opponents' moves to follow. ``ranks``: one array (cells,) for each actor; only the
        actor's own matters if not *improving*."""
        hunt = _Hunt(self, ranks, actor, floor, improving, reply, room)
        whole = True
        try:
            hunt.follow(targets)
        except _NoRoom:
            whole = False
        finally:
            for cells in hunt.visited:
                self.seen[cells] = False
            for mover, fibres in hunt.moved:
                self.reach[mover][fibres] = 0
        return SearchResult(hunt.deterred[hunt.strategy(targets)], whole, hunt.moves_followed)

    @cached_property
    def seen(self) -> Bools:
        """For each cell, whether the current search has visited it."""
        return np.zeros(self.structure.cells, dtype=np.bool_)

    @cached_property
    def first(self) -> NDArray[np.intp]:
        """A buffer for one place at each cell."""
        return np.zeros(self.structure.cells, dtype=np.intp)

    @cached_property
    def reach(self) -> list[NDArray[np.uint32]]:
        """For each actor how far it has been followed in each fibre; 0 where it has not been followed."""
        return [np.zeros(self.structure.cells, dtype=np.uint32) for _ in self.structure.actors]

    @cached_property
    def meeting(self) -> list[bool]:
        """For each actor, whether it can move to one state from two that ``fibres`` distinguishes."""
        return [self.structure.form.needing or bool(mover.forward or mover.back) for mover in self.movers]

    @cached_property
    def movers(self) -> list[_Mover]:
        """What each actor can switch."""
        form, movers = self.structure.form, []
        for actor in form.actors:
            low, high = form.span[actor]
            patterns = np.arange(1, 1 << (high - low), dtype=np.int64) << low
            forward, back = form.one_way_mask(actor, "forward"), form.one_way_mask(actor, "back")
            movers.append(_Mover(low, form.mask(actor), patterns, forward, back))
        return movers

    def cells_of(self, codes: Codes) -> Codes:
        """The cells of feasible codes; infeasible codes map to arbitrary cells in the sparse layout."""
        if self._dense:
            return codes
        return np.minimum(np.searchsorted(self.structure.states, codes), self.structure.cells - 1)

    def fibres(self, codes: Codes, actor: int) -> Codes:
        """A number below the number of cells for each state. States with the same number are those from which an
        actor's moves lead to the same states (and to one another), if it likes them alike."""
        if self.structure.form.needing:
            return self.cells_of(codes)
        if not self._dense:
            return self._numbers[actor][self.cells_of(codes)]
        numbers: Codes = codes & self._outside(actor)
        return numbers

    def _outside(self, actor: int) -> int:
        """The bits that an actor cannot switch back and forth."""
        mover = self.movers[actor]
        return ~(mover.mask & ~(mover.forward | mover.back))

    @cached_property
    def _numbers(self) -> list[Codes]:
        """For each actor a number for every state's fibre."""
        states = self.structure.states
        every = range(len(self.movers))
        return [np.unique(states & self._outside(k), return_inverse=True)[1].reshape(-1) for k in every]

    def moves(self, codes: Codes, actor: int) -> tuple[NDArray[np.intp], Codes, Codes]:
        """All moves of an actor from some states: the position of each source, the code of the target, and its cell. In
        the dense layout infeasible targets are included."""
        mover = self.movers[actor]
        goals = codes[:, None] ^ mover.patterns
        if mover.forward or mover.back or self.structure.form.needing:
            held = (codes & mover.forward) | (~codes & mover.back)
            if self.structure.form.needing:
                held |= self.structure.held(self.structure.actors[actor]).off[self.cells_of(codes)]
            sources, switched = np.nonzero(held[:, None] & mover.patterns == 0)
            there = goals[sources, switched]
        else:
            sources = np.repeat(np.arange(codes.size), mover.patterns.size)
            there = goals.reshape(-1)
        if self._dense:
            return sources, there, there
        cells = self.cells_of(there)
        met = self.structure.states[cells] == there
        return sources[met], there[met], cells[met]


class _NoRoom(Exception):
    """The search would follow more moves than it may."""


class _Hunt:
    """One search: from all improvements of an actor from one state."""

    def __init__(
        self,
        search: Search,
        ranks: Sequence[Values],
        actor: int,
        floor: int,
        improving: bool,
        reply: bool,
        room: int,
    ) -> None:
        self.search, self.ranks, self.actor, self.floor = search, ranks, actor, floor
        self.improving, self.reply, self.room = improving, reply, room
        self.own = ranks[actor]
        self.moves_followed = 0
        self.visited: list[Codes] = []
        self.moved: list[tuple[int, Codes]] = []
        widths = [1 << (high - low) for low, high in search.structure.form.span.values()]
        self.opponents = [j for j, width in enumerate(widths) if j != actor and width > 1]
        self.widths = [width - 1 for width in widths]
        self.deterred: Bools = np.zeros(widths[actor], dtype=np.bool_)

    def follow(self, targets: Codes) -> None:
        """Determine which improvements are deterred."""
        self._visit(self.search.cells_of(targets))
        strategies, deterred = self.strategy(targets), self.deterred
        layer, depth = targets, 0
        while layer.size:
            depth += 1
            fresh = []
            for codes, cells in self._onward(layer, depth):
                sanctions = codes[self._sanctioning(codes, cells)]
                if sanctions.size:
                    deterred[self.strategy(sanctions)] = True
                    if deterred[strategies].all():
                        return
                fresh.append(codes)
            layer = np.concatenate(fresh) if fresh else layer[:0]
            layer = layer[~deterred[self.strategy(layer)]]

    def strategy(self, codes: Codes) -> Codes:
        """The actor's own options as a number, which differs between improvements and is the same for all states
        reached from one."""
        mover = self.search.movers[self.actor]
        numbers: Codes = (codes & mover.mask) >> mover.low
        return numbers

    def _onward(self, layer: Codes, depth: int) -> Iterator[tuple[Codes, Codes]]:
        """The unvisited states, with their cells, to which opponents move from a layer, a part at a time."""
        for mover in self.opponents:
            step = max(1, _TOGETHER // self.widths[mover])
            short = layer.size < _FEW or depth == 1
            leading = layer if short else self._leading(layer, mover)
            # The improvements lie in different fibres, and for other states one of each fibre is followed; most
            # searches end earlier.
            meeting = depth > 1 and (short or self.search.meeting[mover])
            for first in range(0, leading.size, step):
                part = leading[first : first + step]
                self._spend(part.size * self.widths[mover])
                sources, codes, cells = self.search.moves(part, mover)
                fits = ~self.search.seen[cells]
                if self.improving:
                    ranks = self.ranks[mover]
                    fits &= ranks[cells] > ranks[self.search.cells_of(part)][sources]
                else:
                    fits &= self.own[cells] > 0
                codes, cells = codes[fits], cells[fits]
                if meeting:
                    once = self._once(cells)
                    codes, cells = codes[once], cells[once]
                if cells.size:
                    self._visit(cells)
                    yield codes, cells

    def _leading(self, layer: Codes, mover: int) -> Codes:
        """The states of a layer from which an opponent gets further than it has been followed so far: in each fibre one
        of those that it likes least."""
        self._spend(layer.size)
        fibres, reach = self.search.fibres(layer, mover), self.search.reach[mover]
        far: NDArray[np.uint32] = np.ones(layer.size, dtype=np.uint32)
        if self.improving:
            far = _TOP - self.ranks[mover][self.search.cells_of(layer)].astype(np.uint32)
        further = far > reach[fibres]
        layer, fibres, far = layer[further], fibres[further], far[further]
        self.moved.append((mover, fibres))
        np.maximum.at(reach, fibres, far)
        least = far == reach[fibres]
        layer, fibres = layer[least], fibres[least]
        leading: Codes = layer[self._once(fibres)]
        return leading

    def _once(self, numbers: Codes) -> Bools:
        """For each distinct number (below the number of cells), marks one of its positions."""
        places, first = np.arange(numbers.size), self.search.first
        first[numbers] = places
        once: Bools = first[numbers] == places
        return once

    def _sanctioning(self, codes: Codes, cells: Codes) -> Bools:
        """Which states the actor likes no better than the one it came from, and cannot leave for a better one."""
        bad: Bools = self.own[cells] <= self.floor
        if self.reply and bad.any():
            places = np.flatnonzero(bad)
            step = max(1, _TOGETHER // max(1, self.widths[self.actor]))
            for first in range(0, places.size, step):
                part = places[first : first + step]
                self._spend(part.size * self.widths[self.actor])
                sources, _, reached = self.search.moves(codes[part], self.actor)
                bad[part[sources[self.own[reached] > self.floor]]] = False
        return bad

    def _visit(self, cells: Codes) -> None:
        self.search.seen[cells] = True
        self.visited.append(cells)

    def _spend(self, moves: int) -> None:
        if self.moves_followed + moves > self.room:
            raise _NoRoom
        self.moves_followed += moves
