"""Stability of every state for every actor in very many small games at once (see ``kernels.ensemble``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels import Ensemble, Lattice, Values, ensemble_for, in_chunks
from gmcr.stability.catalogue import CONCEPTS, concepts_named
from gmcr.stability.guarantees import guarantees, stable_where

__all__ = ["ensemble_guarantees", "solve_ensemble"]


def solve_ensemble(
    lattice: Lattice, ranks: Sequence[Values], *, concepts: str | Iterable[str] = CONCEPTS, threads: int = 2
) -> list[NDArray[np.uint8]]:
    """For each actor uint8 (states, games): bit k is set where the actor is stable under the k-th of *concepts*.

    ``ranks``: one array (states, games) an actor, from 1, larger is better, below the type's maximum. Raises
    UnknownName.
    """
    chosen = concepts_named(concepts)
    asked = [(item.sanctions, item.reply) for item in chosen]
    at_once = ensemble_for(lattice, ranks).satisfied(asked, threads=threads)
    if at_once is not None:
        return at_once

    def work(kernel: Ensemble) -> list[NDArray[np.uint8]]:
        table = []
        for actor in lattice.actors:
            bits = np.zeros(kernel.ranks[actor].shape, dtype=np.uint8)
            for item, guarantee in guarantees(kernel, actor, chosen):
                stable = stable_where(kernel, actor, guarantee).view(np.uint8)
                bits |= stable << np.uint8(chosen.index(item))
            table.append(bits)
        return table

    return _joined(in_chunks(lattice, ranks, work, threads=threads))


def ensemble_guarantees(
    lattice: Lattice,
    ranks: Sequence[Values],
    *,
    concepts: str | Iterable[str] = CONCEPTS,
    actors: Sequence[int] | None = None,
    threads: int = 2,
) -> dict[str, list[Values]]:
    """For each concept and actor (of *actors*, by default of all) what the actor can count on after moving to each state:
    (states, games), as ranks."""
    chosen, whose = concepts_named(concepts), lattice.actors if actors is None else actors

    def work(kernel: Ensemble) -> list[Values]:
        found: dict[tuple[str, int], Values] = {}
        for actor in whose:
            for item, guarantee in guarantees(kernel, actor, chosen):
                found[item.name, actor] = guarantee
        return [found[item.name, actor] for item in chosen for actor in whose]

    every = _joined(in_chunks(lattice, ranks, work, threads=threads))
    count = len(whose)
    return {item.name: every[k * count : (k + 1) * count] for k, item in enumerate(chosen)}


def _joined(parts: Sequence[Sequence[NDArray[Any]]]) -> list[NDArray[Any]]:
    return [np.concatenate(arrays, axis=-1) for arrays in zip(*parts, strict=True)]
