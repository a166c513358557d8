"""Moves that several actors make simultaneously from one state, with their option changes superposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ModelError, SizeError
from gmcr.kernels.joint import SimultaneousMoves
from gmcr.model import Conflict, GraphStructure, OptionStructure
from gmcr.stability.arcs import arcs_of, expand

__all__ = ["MAX_JOINT", "JointMoves"]

Ints = NDArray[np.int64]
Places = NDArray[np.bool_]

MAX_JOINT = 1 << 24
"""The maximum number of joint moves that may meet one improvement."""

_BLOCK = 1 << 20
"""The approximate number of joint moves processed at a time."""


class JointMoves:
    """The improvements of every actor from every state. ``gains``: actor → bool (states,), where it has any.

    Raises ModelError in graph form, unless the states come from an option form.
    """

    def __init__(self, conflict: Conflict) -> None:
        structure = conflict.structure
        codes = structure.form.codes if isinstance(structure, GraphStructure) else structure.states
        if codes is None:
            raise ModelError("Simultaneous sanctioning superposes option changes: it needs a conflict in option form.")
        self.conflict, self.codes = conflict, codes
        self.ranks = {actor: conflict.ranks(actor) for actor in conflict.actors}
        self.offers = {actor: _Offers.of(conflict, actor, codes) for actor in conflict.actors}
        self.gains: Mapping[str, Places] = {actor: offers.count > 0 for actor, offers in self.offers.items()}

    def unmet(self, actor: str, leaving: Mapping[str, Places]) -> Places:
        """Where some improvement of *actor* meets no joint move to a feasible state that it likes no better: bool
        (states,). *leaving*: where each of the other actors moves at all; it may also stay. Raises SizeError."""
        counts = {
            other: np.where(leaving[other], offers.count, 0)
            for other, offers in self.offers.items()
            if other != actor and (leaving[other] & self.gains[other] & self.gains[actor]).any()
        }
        beside = self._beside(actor, counts, leaving)
        if beside is None:
            sources, codes = self._improvements(actor)
        elif len(counts) == 1:
            alone: Places = beside.states()[self.codes]
            return alone
        else:
            cells, codes = beside.improvements()
            sources = np.searchsorted(self.codes, cells)
        order = sorted(counts, key=lambda other: int(counts[other].sum()))
        return self._left(actor, sources, codes, {other: counts[other] for other in order})

    def _left(self, actor: str, sources: Ints, codes: Ints, counts: Mapping[str, Ints]) -> Places:
        """Where some improvement from *sources* to *codes* is unmet. The best improvement of each state is tried first,
        then twice as many in each round, because one unmet improvement decides about its state."""
        unmet = np.zeros(self.codes.size, dtype=np.bool_)
        order = np.lexsort((-self._ranks(actor, codes), sources))
        sources, codes = sources[order], codes[order]
        number = np.arange(sources.size) - np.searchsorted(sources, sources)
        done, step = 0, 1
        while sources.size:
            now = number < done + step
            for part in _parts(sources[now], list(counts.values())):
                at, reached = sources[now][part], codes[now][part]
                unmet[at[~self._met(actor, at, reached, counts)]] = True
            going = ~now & ~unmet[sources]
            sources, codes, number = sources[going], codes[going], number[going]
            done, step = done + step, 2 * step
        return unmet

    def _beside(
        self, actor: str, counts: Mapping[str, Ints], leaving: Mapping[str, Places]
    ) -> SimultaneousMoves | None:
        """The other actor with the most improvements, out of those whose improvements need not be enumerated; None for
        none."""
        conflict, structure = self.conflict, self.conflict.structure
        if structure.layout != "dense" or not isinstance(structure, OptionStructure):
            return None
        free = [other for other in counts if not _bound(structure, other)]
        if not free:
            return None
        most = max(free, key=lambda other: int(counts[other].sum()))
        span, moves = structure.form.span, np.zeros(structure.cells, dtype=np.bool_)
        moves[self.codes] = leaving[most]
        return SimultaneousMoves(
            own=conflict.cell_ranks[conflict.actor(actor)],
            other=conflict.cell_ranks[conflict.actor(most)],
            spans=(span[actor], span[most]),
            one_way=[option.one_way for option in structure.form.options[slice(*span[actor])]],
            leaves=moves,
        )

    def _improvements(self, actor: str) -> tuple[Ints, Ints]:
        """(places s, codes s1)."""
        offers = self.offers[actor]
        sources, number = expand(offers.count)
        return sources, offers.codes[offers.start[sources] + number]

    def _met(self, actor: str, sources: Ints, codes: Ints, counts: Mapping[str, Ints]) -> Places:
        """Which of the improvements from *sources* to *codes* meet a joint move. Actors are added one by one, each
        adding some of its improvements at a time to what the others do; improvements that are already met are
        dropped."""
        met = np.zeros(sources.size, dtype=np.bool_)
        item, reached, floor = np.arange(sources.size), codes, self.ranks[actor][sources]
        for other, count in counts.items():
            offers, begun, step = self.offers[other], 0, 2
            grown = [(item, reached)]
            while item.size:
                source = sources[item]
                which, number = expand(np.minimum(count[source] - begun, step))
                change = self.codes[source] ^ reached
                onward = change[which] ^ offers.codes[(offers.start[source] + begun)[which] + number]
                joint, ranks = item[which], self._ranks(actor, onward)
                met[joint[(ranks > 0) & (ranks <= floor[joint])]] = True
                grown.append((joint, onward))
                begun, step = begun + step, 4 * step
                going = ~met[item] & (count[source] > begun)
                item, reached = item[going], reached[going]
            item, reached = (np.concatenate(parts) for parts in zip(*grown, strict=True))
            going = ~met[item]
            item, reached = item[going], reached[going]
        return met

    def _ranks(self, actor: str, codes: Ints) -> Ints:
        """The actor's ranks of states by their codes, 0 for infeasible ones."""
        if self.conflict.layout == "dense":
            return self.conflict.cell_ranks[self.conflict.actor(actor)][codes].astype(np.int64)
        places = np.minimum(np.searchsorted(self.codes, codes), self.codes.size - 1)
        return np.where(self.codes[places] == codes, self.ranks[actor][places], 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Offers:
    """One actor's improvements: those from the state at place s lead to codes[start[s]:start[s] + count[s]]."""

    start: Ints
    count: Ints
    codes: Ints

    @classmethod
    def of(cls, conflict: Conflict, actor: str, codes: Ints) -> _Offers:
        ranks, structure = conflict.ranks(actor), conflict.structure
        if isinstance(structure, OptionStructure) and not _bound(structure, actor):
            return cls._of_fibres(ranks, codes & ~np.int64(structure.form.mask(actor)), codes)
        sources, targets = arcs_of(conflict, actor)
        gains = ranks[targets] > ranks[sources]
        count = np.bincount(sources[gains], minlength=ranks.size)
        return cls(np.cumsum(count) - count, count, codes[targets[gains]])

    @classmethod
    def _of_fibres(cls, ranks: Ints, fibres: Ints, codes: Ints) -> _Offers:
        """For an actor that may move to all of its fibre: with the fibre sorted best first, the improvements come
        before the state."""
        order = np.lexsort((-ranks, fibres))
        fibre, rank, places = fibres[order], ranks[order], np.arange(ranks.size)
        fresh = np.diff(fibre, prepend=-1) != 0
        begin = np.maximum.accumulate(np.where(fresh, places, 0))
        tie = np.maximum.accumulate(np.where(fresh | (np.diff(rank, prepend=-1) != 0), places, 0))
        start, count = np.empty_like(order), np.empty_like(order)
        start[order], count[order] = begin, tie - begin
        return cls(start, count, codes[order])


def _bound(structure: OptionStructure, actor: str) -> bool:
    """Whether anything keeps the actor from some states of its fibre."""
    return any(option.one_way or option.needs for option in structure.form.options if option.actor == actor)


def _parts(sources: Ints, counts: Sequence[Ints]) -> Iterator[Ints]:
    """Improvements in parts that meet about _BLOCK joint moves each. Raises SizeError."""
    joint = np.ones(sources.size)
    for count in counts:
        joint *= 1 + count[sources]
    if joint.size and joint.max() > MAX_JOINT:
        raise SizeError(
            f"More than {MAX_JOINT} joint moves in one state: too many to look at. "
            "Leave options out, or use sequential stability."
        )
    cuts = np.flatnonzero(np.diff(np.cumsum(joint) // _BLOCK, prepend=0))
    yield from np.split(np.arange(sources.size), cuts)
