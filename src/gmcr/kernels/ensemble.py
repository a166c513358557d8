"""Propagation for a large number of small games at once: games on the last axis, nothing sorted.

Arrays are (rows, B): one row for each feasible state, aligned with ``structure.states``, and B games that share states
and moves and differ in preferences. Every operation on a row works on B neighbouring bytes, so NumPy's loops are long
even where the model is small; with up to 254 ranks a value is one byte.

An actor's moves are its *switches*: the non-empty sets d of its options that a move can switch, each a list of arcs
(source rows, target rows) in which no row is both source and target. For every switch of every actor the *closed* mask
of a batch is 0xFF where the move is not an improvement and 0x00 where it is, so that a relaxation is two operations on
bytes, for which there are vector instructions:

    m[source] ← min(m[source], m[target] | closed)

Moves are transitive within an actor (unless options need something) and a round covers all of its switches, so one
round is the actor's whole closure; opponents take turns until none changes anything.

On a full lattice sources and targets are views (an axis reversed, an index fixed); elsewhere they are lists of rows.
Explicit arcs need not be transitive, so this kernel does not support games in graph form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ModelError, SizeError
from gmcr.kernels.layout import Values
from gmcr.model import OptionStructure, Structure

__all__ = ["MAX_ARCS", "MAX_TARGETS", "Ensemble", "EnsembleSwitch", "Lattice"]

MAX_TARGETS = 1 << 27
"""The maximum number of entries in a table of move targets (8 bytes each)."""

MAX_ARCS = 1 << 22
"""The maximum number of moves that are listed for the compiled core."""


@dataclass(frozen=True, slots=True)
class EnsembleSwitch:
    """One set of options of an actor that a move switches. ``changed``: its bits. ``sources`` and ``targets``: rows, as
    an index into arrays of ``Lattice.shape``; ``size``: the number of arcs."""

    changed: int
    sources: Any
    targets: Any
    size: int


class Lattice:
    """States and moves of a structure in option form, as the kernel uses them; made once and used for every batch.

    ``shape``: the shape in which the first axis of an array is viewed (on a full lattice one axis for each option,
    highest bit first).
    """

    def __init__(self, structure: Structure) -> None:
        if not isinstance(structure, OptionStructure):
            raise ModelError("Ensembles are for conflicts in option form: explicit arcs need not be transitive.")
        self.structure = structure
        form = structure.form
        self.states = structure.states
        self.rows = int(self.states.size)
        bits = len(form.options)
        self.transitive = not form.needing
        self.full = self.rows == 1 << bits and self.transitive
        self.shape: tuple[int, ...] = (2,) * bits if self.full else (self.rows,)
        self.spans = [form.span[actor] for actor in form.actors]
        self.one_way = [option.one_way for option in form.options]
        self._held_off = [structure.held(actor).off for actor in form.actors] if form.needing else []
        self.switches = [tuple(self._switches(low, high)) for low, high in self.spans]
        self.free = [self.transitive and not any(self.one_way[low:high]) for low, high in self.spans]

    @property
    def actors(self) -> range:
        """The actors, by position."""
        return range(len(self.spans))

    @cached_property
    def owned(self) -> bool:
        """Whether every option belongs to some actor."""
        return sum(high - low for low, high in self.spans) == len(self.one_way)

    @cached_property
    def targets(self) -> list[tuple[NDArray[np.intp], NDArray[np.int64]]]:
        """For each actor: (rows, switches) the row to which each switch leads, -1 where it is impossible; and the bits
        that each switch changes. Raises SizeError."""
        size = self.rows * sum((1 << (high - low)) - 1 for low, high in self.spans)
        if size > MAX_TARGETS:
            raise SizeError(
                f"With {self.rows:,} states there are {size:,} moves to list: more than the {MAX_TARGETS:,} that drawing games "
                "takes on. Exclude impossible states with `never` rules, or give actors fewer options."
            )
        tables = []
        for low, high in self.spans:
            changed = np.arange(1, 1 << (high - low), dtype=np.int64) << low
            table = np.full((self.rows, changed.size), -1, dtype=np.intp)
            for place, bits in enumerate(changed.tolist()):
                sources, goals = self._arcs(bits)
                table[sources, place] = goals
            tables.append((table, changed))
        return tables

    @cached_property
    def arcs(self) -> list[NDArray[np.int32]] | None:
        """Each actor's moves: (moves, 2) rows, from and to. None where there are too many to list."""
        if self.rows * sum((1 << (high - low)) - 1 for low, high in self.spans) > MAX_ARCS:
            return None
        lists = []
        for low, high in self.spans:
            own = [np.stack(self._arcs(pattern << low), axis=-1) for pattern in range(1, 1 << (high - low))]
            every = np.concatenate(own) if own else np.empty((0, 2))
            lists.append(every[np.argsort(every[:, 0], kind="stable")].astype(np.int32))
        return lists

    def closed_bytes(self, itemsize: int) -> int:
        """The size in bytes of one game's masks."""
        return itemsize * sum(switch.size for own in self.switches for switch in own)

    def _switches(self, low: int, high: int) -> Iterator[EnsembleSwitch]:
        for bits in (pattern << low for pattern in range(1, 1 << (high - low))):
            if self.full:
                yield from self._views(bits)
                continue
            sources, targets = self._arcs(bits)
            # The two directions of a two-way switch are separated, so that no row is both source and target.
            top = self.states[sources] >> (bits.bit_length() - 1) & 1 == 1
            for half in (~top, top):
                if half.any():
                    yield EnsembleSwitch(bits, sources[half], targets[half], int(half.sum()))

    def _views(self, bits: int) -> Iterator[EnsembleSwitch]:
        count = len(self.one_way)
        chosen = [k for k in range(count) if bits >> k & 1]
        fixed = {k: int(self.one_way[k] == "back") for k in chosen if self.one_way[k]}
        cases = [fixed] if fixed else [{chosen[-1]: 0}, {chosen[-1]: 1}]
        for case in cases:
            sources: list[Any] = [slice(None)] * count
            targets: list[Any] = [slice(None)] * count
            for k in chosen:
                axis = count - 1 - k
                if k in case:
                    sources[axis], targets[axis] = case[k], 1 - case[k]
                else:
                    targets[axis] = slice(None, None, -1)
            yield EnsembleSwitch(bits, tuple(sources), tuple(targets), self.rows >> len(case))

    def _arcs(self, bits: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows from which switching exactly *bits* is a move, and the rows to which it leads."""
        legal = np.ones(self.rows, dtype=np.bool_)
        for k, way in enumerate(self.one_way):
            if bits >> k & 1 and way:
                legal &= (self.states >> k & 1) == (way == "back")
        for off in self._held_off:
            legal &= off & bits == 0
        goals = self.states ^ bits
        places = np.minimum(np.searchsorted(self.states, goals), self.rows - 1)
        legal &= self.states[places] == goals
        sources = np.flatnonzero(legal)
        return sources, places[sources]


class Ensemble:
    """The primitives of ``kernels.layout.Kernel`` over (rows, B). ``ranks``: one array for each actor, from 1."""

    def __init__(self, lattice: Lattice, ranks: Sequence[Values]) -> None:
        self.lattice = lattice
        self.ranks: Sequence[Values] = ranks
        self._closed: dict[int, list[NDArray[Any]]] = {}
        self._room: dict[int, NDArray[Any]] = {}

    def own_best(self, values: Values, actor: int) -> Values:
        """The best of *values* over each state and the actor's moves from it."""
        lattice = self.lattice
        low, high = lattice.spans[actor]
        if lattice.full and lattice.free[actor]:
            view = self._fibres(values, low, high)
            return np.broadcast_to(view.max(axis=1, keepdims=True), view.shape).reshape(values.shape)
        result = values.copy()
        shaped, source = self._shaped(result), self._shaped(values)
        for switch in lattice.switches[actor]:
            shaped[switch.sources] = np.maximum(shaped[switch.sources], source[switch.targets])
        return result

    def worst(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        """The least of each lane over a state and all states that the actor's opponents can reach from it."""
        lattice = self.lattice
        low, high = lattice.spans[actor]
        if lattice.full and lattice.owned and all(lattice.free[j] for j in lattice.actors if j != actor):
            results = []
            for values in lanes:
                view = self._fibres(values, low, high)
                least = view.min(axis=(0, 2), keepdims=True)
                results.append(np.broadcast_to(least, view.shape).reshape(values.shape))
            return results
        return self._relaxed(lanes, actor, improving=False)

    def worst_improving(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        """The least of each lane over a state and all states that legal sequences of the opponents' improvements reach
        from it."""
        return self._relaxed(lanes, actor, improving=True)

    def satisfied(self, concepts: Sequence[tuple[str, bool]], *, threads: int = 1) -> list[NDArray[np.uint8]] | None:
        """For each actor uint8 (rows, B): bit k is set where the actor is stable under the k-th of the concepts *asked*
        for, given by their sanctions and reply (``stability.concept``). None where the kernel has no direct method;
        callers then combine the other primitives."""
        return None

    def _relaxed(self, lanes: Sequence[Values], actor: int, *, improving: bool) -> list[Values]:
        """All lanes lowered together, with opponents taking turns until none changes anything."""
        lower = self._lower_by_improvements if improving else self._lower_by_moves
        values = np.stack(lanes)
        shaped = values.reshape(len(lanes), *self.lattice.shape, -1)
        opponents = [j for j in self.lattice.actors if j != actor and self.lattice.switches[j]]
        quiet, turn = 0, 0
        before = np.empty_like(values)
        words, words_before = _words(values), _words(before)
        while quiet < len(opponents):
            np.copyto(before, values)
            lower(shaped, opponents[turn % len(opponents)])
            turn += 1
            quiet = quiet + 1 if np.array_equal(words, words_before) else int(self.lattice.transitive)
        return list(values)

    def _lower_by_moves(self, shaped: NDArray[Any], actor: int) -> None:
        for switch in self.lattice.switches[actor]:
            sources, targets = (slice(None), *_index(switch.sources)), (slice(None), *_index(switch.targets))
            shaped[sources] = np.minimum(shaped[sources], shaped[targets])

    def _lower_by_improvements(self, shaped: NDArray[Any], actor: int) -> None:
        if actor not in self._closed:
            self._closed[actor] = [self._closed_mask(switch, actor) for switch in self.lattice.switches[actor]]
        for switch, closed in zip(self.lattice.switches[actor], self._closed[actor], strict=True):
            sources, targets = (slice(None), *_index(switch.sources)), (slice(None), *_index(switch.targets))
            if self.lattice.full:
                view = shaped[sources]
                onward = self._buffer(view)
                np.bitwise_or(shaped[targets], closed, out=onward)
                np.minimum(view, onward, out=view)
            else:
                onward = shaped[targets]
                onward |= closed
                shaped[sources] = np.minimum(shaped[sources], onward, out=onward)

    def _buffer(self, like: NDArray[Any]) -> NDArray[Any]:
        """A buffer for an array of this shape, in the same memory every time so that it stays in the cache."""
        if like.size not in self._room:
            self._room[like.size] = np.empty(like.size, dtype=like.dtype)
        return self._room[like.size].reshape(like.shape)

    def _closed_mask(self, switch: EnsembleSwitch, actor: int) -> NDArray[Any]:
        ranks = self._shaped(self.ranks[actor])
        worse = ranks[switch.targets] <= ranks[switch.sources]
        ones: NDArray[Any] = worse.view(np.uint8) if ranks.dtype == np.uint8 else worse.astype(ranks.dtype)
        closed: NDArray[Any] = np.negative(ones)
        return closed

    def _shaped(self, values: Values) -> NDArray[Any]:
        return values.reshape(*self.lattice.shape, -1)

    def _fibres(self, values: Values, low: int, high: int) -> NDArray[Any]:
        """(higher bits, the actor's strategies, lower bits, B)."""
        return values.reshape(-1, 1 << (high - low), 1 << low, values.shape[-1])


def _index(rows: Any) -> tuple[Any, ...]:
    return rows if isinstance(rows, tuple) else (rows,)


def _words(values: NDArray[Any]) -> NDArray[Any]:
    """The same bytes as eight-byte words where the size allows it, so that there is less to compare."""
    flat = values.reshape(-1)
    return flat.view(np.uint64) if flat.nbytes % 8 == 0 else flat
