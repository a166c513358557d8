"""The graph form of a conflict: labelled states and each actor's arcs, given one by one.

A_i ⊆ S × S without loops. Moves need not be transitive, so a legal sequence (no actor moves twice running) is more
than a path, and the kernels work over (state, last mover).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from countermove.errors import ModelError, UnknownName

__all__ = ["ArcForm"]


@dataclass(frozen=True)
class ArcForm:
    """``labels`` of the states; ``arcs``: actor → (sources, targets), int64 arrays of positions, sorted, no loops.
    ``codes``: where the states are those of an option form, which options are on in each (int64, ascending)."""

    labels: tuple[str, ...]
    arcs: Mapping[str, tuple[NDArray[np.int64], NDArray[np.int64]]]
    codes: NDArray[np.int64] | None = None

    @classmethod
    def from_labels(cls, states: Sequence[str], arcs: Mapping[str, Iterable[tuple[str, str]]]) -> ArcForm:
        labels = tuple(str(state) for state in states)
        if not labels:
            raise ModelError("A conflict needs at least one state.")
        if not arcs:
            raise ModelError("A conflict needs at least one actor.")
        place = {label: k for k, label in enumerate(labels)}
        if len(place) < len(labels):
            raise ModelError("Two states have the same label.")
        built = {}
        for actor, pairs in arcs.items():
            found = set()
            for source, target in pairs:
                for label in (source, target):
                    if label not in place:
                        raise UnknownName("state", label, labels)
                if source == target:
                    raise ModelError(f"{actor} cannot move from {source} to itself.", actor=actor)
                found.add((place[source], place[target]))
            table = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
            built[actor] = (table[:, 0].copy(), table[:, 1].copy())
        return cls(labels, built)

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(self.arcs)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {label: k for k, label in enumerate(self.labels)}

    def code(self, label: str) -> int:
        """The position of a label; raises UnknownName."""
        if label not in self._place:
            raise UnknownName("state", label, self.labels)
        return self._place[label]

    def targets(self, actor: str, code: int) -> NDArray[np.int64]:
        """Where *actor* can move from *code*, ascending."""
        sources, targets = self.arcs[actor]
        low, high = np.searchsorted(sources, [code, code + 1])
        return targets[low:high]
