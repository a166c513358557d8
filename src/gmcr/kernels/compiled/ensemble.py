"""Propagation for a large number of small games at once by the compiled core: see ``ensemble.c``."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.compiled.calls import address, call, fits, pointers
from gmcr.kernels.ensemble import Ensemble
from gmcr.kernels.layout import Values, on_threads

__all__ = ["CompiledEnsemble"]

_SANCTIONS = {"none": 0, "moves": 1, "improvements": 2}

_MOST = 8
"""The maximum number of concepts, one bit each."""

_BLOCK = 64
"""The maximum number of games processed side by side."""


class _Arcs(ctypes.Structure):
    """``Arcs`` of ``ensemble.c``."""

    _fields_ = (("count", ctypes.c_int64), ("ends", ctypes.c_void_p))


class _Games(ctypes.Structure):
    """``Games`` of ``ensemble.c``."""

    _fields_ = (
        *((name, ctypes.c_int64) for name in ("rows", "games", "actors", "quiet_after")),
        ("arcs", ctypes.POINTER(_Arcs)),
        ("ranks", ctypes.POINTER(ctypes.c_void_p)),
    )


class CompiledEnsemble(Ensemble):
    """``Ensemble`` in C. The Python class still handles types that the core does not support, and lattices with too
    many arcs to list."""

    def own_best(self, values: Values, actor: int) -> Values:
        if self.lattice.arcs is None or not fits(values):
            return super().own_best(values, actor)
        source = np.ascontiguousarray(values)
        result = np.empty_like(source)
        games = self._games(source.shape[-1], ranked=False)
        at = [pointers([self._address(array)]) for array in (source, result)]
        call("countermove_ensemble", ctypes.byref(games), actor, _SANCTIONS["none"], source.itemsize, 1, *at)
        return result

    def satisfied(self, concepts: Sequence[tuple[str, bool]], *, threads: int = 1) -> list[NDArray[np.uint8]] | None:
        kinds = {ranks.dtype for ranks in self.ranks}
        if self.lattice.arcs is None or len(kinds) > 1 or not fits(*self.ranks) or len(concepts) > _MOST:
            return super().satisfied(concepts, threads=threads)
        self.ranks = [np.ascontiguousarray(ranks) for ranks in self.ranks]
        sanctions = np.array([_SANCTIONS[name] for name, _ in concepts], dtype=np.int64)
        reply = np.array([replies for _, replies in concepts], dtype=np.int64)
        tables = [np.empty(ranks.shape, dtype=np.uint8) for ranks in self.ranks]
        count = self.ranks[0].shape[-1]
        games = self._games(count, ranked=True)
        at = [ctypes.c_void_p(address(column, np.int64, len(concepts))) for column in (sanctions, reply)]
        goals = pointers([self._address(bits) for bits in tables])

        def part(bounds: tuple[int, int]) -> None:
            size = self.ranks[0].itemsize
            call("countermove_ensemble_stable", ctypes.byref(games), *bounds, size, len(concepts), *at, goals)

        step = -(-count // threads // _BLOCK) * _BLOCK
        parts = [(first, min(first + step, count)) for first in range(0, count, step)]
        on_threads(part, parts, len(parts))
        return tables

    def _relaxed(self, lanes: Sequence[Values], actor: int, *, improving: bool) -> list[Values]:
        kinds = {values.dtype for values in (*lanes, *(self.ranks if improving else ()))}
        if self.lattice.arcs is None or len(kinds) > 1 or len(lanes) > 2 or not fits(*lanes):
            return super()._relaxed(lanes, actor, improving=improving)
        inputs = [np.ascontiguousarray(values) for values in lanes]
        results = [np.empty_like(values) for values in inputs]
        call(
            "countermove_ensemble",
            ctypes.byref(self._games(inputs[0].shape[-1], ranked=improving)),
            actor,
            _SANCTIONS["improvements" if improving else "moves"],
            inputs[0].itemsize,
            len(inputs),
            *(pointers([self._address(array) for array in arrays]) for arrays in (inputs, results)),
        )
        return results

    def _games(self, count: int, *, ranked: bool) -> _Games:
        """*count* games as C takes them, with all ranks where improvements are followed."""
        assert self.lattice.arcs is not None
        arcs = [_Arcs(len(ends), address(ends, np.int32, ends.size)) for ends in self.lattice.arcs]
        ranks: list[int | None] = [None for _ in arcs]
        if ranked:
            if any(own.shape[-1] != count for own in self.ranks):
                raise ValueError("the core asked for as many games as there are ranks of")
            ranks = [self._address(own) for own in self.ranks]
        return _Games(
            self.lattice.rows,
            count,
            len(arcs),
            int(self.lattice.transitive),
            (_Arcs * len(arcs))(*arcs),
            pointers(ranks),
        )

    def _address(self, array: NDArray[Any]) -> int:
        """The address of an array of (rows, games)."""
        return address(array, array.dtype.type, self.lattice.rows * array.shape[-1])
