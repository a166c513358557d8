"""Search for deterrence by the compiled core: see ``search.c``."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.compiled.calls import address, call, fits, pointers
from gmcr.kernels.layout import Values
from gmcr.kernels.search import Codes, Search, SearchResult
from gmcr.model import OptionStructure

__all__ = ["CompiledSearch"]

_MOST = 1 << 31
"""Places have 32 bits."""


class _Mover(ctypes.Structure):
    """``Mover`` of ``search.c``."""

    _fields_ = (
        *((name, ctypes.c_int64) for name in ("low", "high", "forward", "back")),
        *((name, ctypes.c_void_p) for name in ("off", "order", "first", "last", "reach")),
    )


class _Search(ctypes.Structure):
    """``Search`` of ``search.c``."""

    _fields_ = (
        ("actors", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("states", "movers", "ranks", "sizes", "seen", "queue")),
    )


class CompiledSearch(Search):
    """``Search`` in C. The Python class still handles types that the core does not support."""

    def __init__(self, structure: OptionStructure) -> None:
        super().__init__(structure)
        self._ranks: list[Values] = []
        self._kept: list[Any] = []

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
        if self.structure.cells >= _MOST or not fits(*ranks):
            return super().deterred(ranks, actor, targets, floor, improving=improving, reply=reply, room=room)
        search, cells = self._search_in(ranks), np.ascontiguousarray(self.cells_of(targets))
        deterred, looked_at = np.empty(targets.size, dtype=np.uint8), ctypes.c_int64()
        pointer = ctypes.c_void_p(address(cells, np.int64, targets.size))
        at = [ctypes.c_void_p(address(array, np.uint8, array.size)) for array in (self._open, deterred)]
        numbers = (int(floor), int(improving), int(reply), int(room))
        call("countermove_search", search, actor, targets.size, pointer, *numbers, *at, ctypes.byref(looked_at))
        spent = looked_at.value
        return SearchResult(deterred.view(np.bool_), spent <= room, min(spent, room))

    def _search_in(self, ranks: Sequence[Values]) -> Any:
        """The structure that C searches; addresses are updated only when the game changes."""
        if len(ranks) != len(self._ranks) or any(
            one is not other for one, other in zip(ranks, self._ranks, strict=True)
        ):
            sizes = np.array([own.itemsize for own in ranks], dtype=np.int64)
            own = pointers([address(array, array.dtype.type, self.structure.cells) for array in ranks])
            self._ranks, self._kept = list(ranks), [sizes, own]
            self._layout.sizes = address(sizes, np.int64, sizes.size)
            self._layout.ranks = ctypes.addressof(own)
        return ctypes.byref(self._layout)

    @cached_property
    def _layout(self) -> _Search:
        cells, actors = self.structure.cells, len(self.structure.actors)
        movers = (_Mover * actors)(*(self._mover(k) for k in range(actors)))
        seen, queue = np.zeros(cells, dtype=np.uint8), np.empty(cells, dtype=np.uint32)
        states = None if self.structure.layout == "dense" else np.ascontiguousarray(self.structure.states)
        self._lasting += [movers, seen, queue, states]
        return _Search(
            actors=actors,
            states=None if states is None else address(states, np.int64, cells),
            movers=ctypes.addressof(movers),
            seen=address(seen, np.uint8, cells),
            queue=address(queue, np.uint32, cells),
        )

    def _mover(self, actor: int) -> _Mover:
        mover, cells = self.movers[actor], self.structure.cells
        low, high = self.structure.form.span[self.structure.actors[actor]]
        reach = np.zeros(cells, dtype=np.uint32)
        self._lasting.append(reach)
        compiled = _Mover(
            low=low, high=high, forward=mover.forward, back=mover.back, reach=address(reach, np.uint32, cells)
        )
        if self.structure.layout == "sparse":
            for name, places in zip(("order", "first", "last"), self._fibres(mover.mask), strict=True):
                self._lasting.append(places)
                setattr(compiled, name, address(places, np.uint32, cells))
        if self.structure.form.needing:
            off = np.ascontiguousarray(self.structure.held(self.structure.actors[actor]).off)
            self._lasting.append(off)
            compiled.off = address(off, np.int64, cells)
        return compiled

    def _fibres(self, mask: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
        """The places of states fibre by fibre, and for each state where its fibre begins and ends among them."""
        _, number, counts = np.unique(self.structure.states & ~mask, return_inverse=True, return_counts=True)
        number, ends = number.reshape(-1), np.cumsum(counts)
        order = np.argsort(number, kind="stable").astype(np.uint32)
        return order, (ends - counts)[number].astype(np.uint32), ends[number].astype(np.uint32)

    @cached_property
    def _open(self) -> NDArray[np.uint8]:
        return np.zeros(max(mover.patterns.size + 1 for mover in self.movers), dtype=np.uint8)

    @cached_property
    def _lasting(self) -> list[Any]:
        """Arrays whose addresses C holds."""
        return []
