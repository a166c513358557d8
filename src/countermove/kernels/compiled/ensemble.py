"""Propagation for very many small games at once by the compiled core: see ``ensemble.c``."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np

from countermove.kernels.compiled.calls import address, call, fits, pointers
from countermove.kernels.ensemble import Ensemble
from countermove.kernels.layout import Values

__all__ = ["CompiledEnsemble"]


class _Arcs(ctypes.Structure):
    """``Arcs`` of ``ensemble.c``."""

    _fields_ = (("count", ctypes.c_int64), ("ends", ctypes.c_void_p), ("ranks", ctypes.c_void_p))


class CompiledEnsemble(Ensemble):
    """As ``Ensemble``, which does what the core has no types for, and what is too large to be listed arc by arc."""

    def own_best(self, values: Values, actor: int) -> Values:
        if self.lattice.arcs is None or not fits(values):
            return super().own_best(values, actor)
        given = np.ascontiguousarray(values)
        found = given.copy()
        at = [ctypes.c_void_p(self._address(array)) for array in (given, found)]
        call("countermove_ensemble_best", self._opponents([actor], None), given.shape[-1], given.itemsize, *at)
        return found

    def _relaxed(self, lanes: Sequence[Values], actor: int, *, improving: bool) -> list[Values]:
        kinds = {values.dtype for values in (*lanes, *(self.ranks if improving else ()))}
        if self.lattice.arcs is None or len(kinds) > 1 or len(lanes) > 2 or not fits(*lanes):
            return super()._relaxed(lanes, actor, improving=improving)
        given = [np.ascontiguousarray(values) for values in lanes]
        found = [np.empty_like(values) for values in given]
        movers = [j for j in self.lattice.actors if j != actor and self.lattice.switches[j]]
        call(
            "countermove_ensemble_worst",
            self._opponents(movers, self.ranks if improving else None),
            len(movers),
            self.lattice.rows,
            given[0].shape[-1],
            given[0].itemsize,
            len(given),
            int(self.lattice.transitive),
            *(pointers([self._address(array) for array in arrays]) for arrays in (given, found)),
        )
        return found

    def _opponents(self, movers: Sequence[int], ranks: Sequence[Values] | None) -> ctypes.Array[_Arcs]:
        """The arcs of some actors, as C takes them, with their ranks where improvements alone are followed."""
        assert self.lattice.arcs is not None
        own = [self.lattice.arcs[j] for j in movers]
        return (_Arcs * len(movers))(
            *(
                _Arcs(len(ends), address(ends, np.int32, ends.size), None if ranks is None else self._address(ranks[j]))
                for j, ends in zip(movers, own, strict=True)
            )
        )

    def _address(self, array: Values) -> int:
        """Of an array of (rows, games)."""
        return address(array, array.dtype.type, self.lattice.rows * array.shape[-1])
