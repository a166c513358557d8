"""Propagation on a list of feasible states by the compiled core: see ``sparse.c``."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.compiled.calls import FIRST, address, call, fits, pointers, sorted_places
from gmcr.kernels.layout import Values
from gmcr.kernels.sparse import SparseKernel
from gmcr.model import OptionForm

__all__ = ["CompiledSparse"]


_BEST, _MOVE, _IMPROVE = range(3)


class _Fibres(ctypes.Structure):
    """``Fibres`` of ``sparse.c``."""

    _fields_ = (
        ("patterns", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("list", "pattern", "on", "off")),
    )


class CompiledSparse(SparseKernel):
    """``SparseKernel`` in C. The Python class still handles types that the core does not support."""

    def __init__(self, form: OptionForm, ranks: Sequence[Values], states: NDArray[np.int64]) -> None:
        super().__init__(form, ranks, states)
        self._states = np.ascontiguousarray(states)
        self._kept: list[Any] = []
        self._held = [self._patterns(actor) for actor in range(len(self.fibres))]

    def own_best(self, values: Values, actor: int) -> Values:
        if not fits(values):
            return super().own_best(values, actor)
        array = np.ascontiguousarray(values)
        result = array.copy()
        for game, best in zip(array, result, strict=True):
            self._call(_BEST, [self._moves[actor]], game, best)
        return result

    def worst(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        if not fits(*lanes):
            return super().worst(lanes, actor)
        return [self._closure(values, [self._moves] * len(values), actor, _MOVE) for values in lanes]

    def worst_improving(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        if not fits(*lanes, *self.ranks):
            return super().worst_improving(lanes, actor)
        return [self._closure(values, self._improvements, actor, _IMPROVE) for values in lanes]

    def _closure(self, values: Values, games: Sequence[Sequence[_Fibres]], actor: int, kind: int) -> Values:
        result = np.array(values, order="C")
        for game, own in zip(result, games, strict=True):
            self._call(kind, [fibres for j, fibres in enumerate(own) if j != actor], game, game)
        return result

    def _call(self, kind: int, actors: Sequence[_Fibres], source: Values, values: Values) -> None:
        movers = pointers([ctypes.addressof(fibres) for fibres in actors])
        at = [ctypes.c_void_p(self._address(array)) for array in (source, values)]
        codes, size = ctypes.c_void_p(address(self._states, np.int64, self._states.size)), self._states.size
        quiet_after = int(self.transitive)
        call("countermove_sparse", movers, len(actors), size, codes, kind, quiet_after, values.itemsize, *at)

    def _address(self, array: Values) -> int:
        return address(array, array.dtype.type, self._states.size)

    @cached_property
    def _moves(self) -> list[_Fibres]:
        """Each actor's states, fibre by fibre."""
        lists = []
        for actor, fibres in enumerate(self.fibres):
            places = fibres.order.astype(np.uint32)
            places[fibres.start] |= FIRST
            lists.append(self._listed(actor, places))
        return lists

    @cached_property
    def _improvements(self) -> list[list[_Fibres]]:
        """For each game and actor the same states, best first."""
        numbers = [fibres.number.astype(np.uint32) for fibres in self.fibres]
        batch = [[np.ascontiguousarray(ranks[game]) for ranks in self.ranks] for game in range(len(self.ranks[0]))]
        return [
            [
                self._listed(actor, sorted_places(own, number, self.fibres[actor].start.size))
                for actor, (own, number) in enumerate(zip(game, numbers, strict=True))
            ]
            for game in batch
        ]

    def _patterns(self, actor: int) -> dict[str, int]:
        """What the actor's moves have to leave unchanged, as C takes it."""
        held = self.fibres[actor].held
        if self.fibres[actor].free:
            return {"patterns": 1}
        on, off = (np.array([pair[k] for pair in held.patterns], dtype=np.int64) for k in (0, 1))
        pattern = held.pattern.astype(np.uint32)
        self._kept += [on, off, pattern]
        return {
            "patterns": on.size,
            "pattern": address(pattern, np.uint32, self._states.size),
            "on": address(on, np.int64, on.size),
            "off": address(off, np.int64, on.size),
        }

    def _listed(self, actor: int, places: NDArray[np.uint32]) -> _Fibres:
        self._kept.append(places)
        return _Fibres(list=address(places, np.uint32, self._states.size), **self._held[actor])
