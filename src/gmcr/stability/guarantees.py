"""Guarantees of an actor under several concepts at once, with their common parts computed once.

Two propagations serve four concepts: over the opponents' moves (GMR, SMR) and over their improvements (SEQ, symmetric
SEQ), each carrying r_i and the escape e_i as two lanes.

Stability of every state for every actor in a large number of small games at once (see ``kernels.ensemble``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels import Ensemble, Kernel, Lattice, Values, ensemble_for, in_chunks
from gmcr.stability.catalogue import CONCEPTS, concepts_named
from gmcr.stability.concept import Concept

__all__ = ["ensemble_guarantees", "guarantees", "solve_ensemble", "stable_where"]


def guarantees(kernel: Kernel, actor: int, concepts: Sequence[Concept]) -> Iterable[tuple[Concept, Values]]:
    """Yield, for each concept, what an actor can count on after moving to each cell.

    Parameters
    ----------
    kernel : gmcr.kernels.Kernel
        The propagation kernel of the games.
    actor : int
        The actor's position.
    concepts : sequence of Concept
        The concepts.

    Returns
    -------
    iterator of (Concept, ndarray)
        Concepts, grouped by sanctions and not in the order given, with the guarantees as ranks, shape (B, cells) for B
        games. Arrays may be shared or read-only: copy before writing.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.kernels import kernel_for
    >>> from gmcr.stability import concepts_named, guarantees
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> kernel = kernel_for(ferry.structure, [ranks[None] for ranks in ferry.cell_ranks])
    >>> [(item.name, values.tolist()) for item, values in guarantees(kernel, 1, concepts_named(["nash", "seq"]))]
    [('nash', [[2, 4, 1, 3]]), ('seq', [[2, 2, 1, 3]])]
    """
    ranks = kernel.ranks[actor]
    escape: Values | None = None
    for sanctions in ("none", "moves", "improvements"):
        group = [concept for concept in concepts if concept.sanctions == sanctions]
        if not group:
            continue
        if sanctions == "none":
            for concept in group:
                yield concept, ranks
            continue
        if escape is None and any(concept.reply for concept in group):
            escape = kernel.own_best(ranks, actor)
        kinds = sorted({concept.reply for concept in group})
        lanes = [escape if reply and escape is not None else ranks for reply in kinds]
        worst = kernel.worst(lanes, actor) if sanctions == "moves" else kernel.worst_improving(lanes, actor)
        for concept in group:
            yield concept, np.minimum(worst[kinds.index(concept.reply)], ranks)


def stable_where(kernel: Kernel, actor: int, guarantee: Values) -> NDArray[np.bool_]:
    """Return where an actor is stable: where its rank is at least the best guarantee among its moves.

    Parameters
    ----------
    kernel : gmcr.kernels.Kernel
        The propagation kernel of the games.
    actor : int
        The actor's position.
    guarantee : ndarray, shape (B, cells)
        What it can count on after moving to each cell, as ``guarantees`` yields it.

    Returns
    -------
    ndarray of bool, shape (B, cells)
        Whether the actor is stable in each cell; meaningless in infeasible ones.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.kernels import kernel_for
    >>> from gmcr.stability import concepts_named, guarantees, stable_where
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> kernel = kernel_for(ferry.structure, [ranks[None] for ranks in ferry.cell_ranks])
    >>> [(_, guarantee)] = guarantees(kernel, 1, concepts_named("seq"))
    >>> stable_where(kernel, 1, guarantee).tolist()
    [[True, True, False, True]]
    """
    stable: NDArray[np.bool_] = kernel.ranks[actor] >= kernel.own_best(guarantee, actor)
    return stable


def solve_ensemble(
    lattice: Lattice, ranks: Sequence[Values], *, concepts: str | Iterable[str] = CONCEPTS, threads: int = 2
) -> list[NDArray[np.uint8]]:
    """Return the stability of every state for every actor in many games with the same states and moves.

    Parameters
    ----------
    lattice : gmcr.kernels.Lattice
        The states and moves.
    ranks : sequence of ndarray of unsigned integers, shape (states, games)
        One array for each actor: ranks from 1, larger is better, below the type's maximum.
    concepts : str or iterable of str, default CONCEPTS
        Names of at most eight basic concepts, or one of them.
    threads : int, default 2
        The number of threads.

    Returns
    -------
    list of ndarray of uint8, shape (states, games)
        One array for each actor; bit k is set where the actor is stable under the k-th of *concepts*.

    Raises
    ------
    UnknownName
        If a concept does not exist.

    See Also
    --------
    solve : The same for one game, and the definitions.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.kernels import Lattice
    >>> from gmcr.stability import solve_ensemble
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> ranks = [array[:, None] for array in ferry.cell_ranks]
    >>> [bits[:, 0].tolist() for bits in solve_ensemble(Lattice(ferry.structure), ranks, concepts=["nash", "seq"])]
    [[3, 0, 2, 3], [3, 3, 0, 2]]
    """
    chosen = concepts_named(concepts)
    pairs = [(item.sanctions, item.reply) for item in chosen]
    at_once = ensemble_for(lattice, ranks).satisfied(pairs, threads=threads)
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
    """Return what actors can count on after moving to each state in many games.

    Parameters
    ----------
    lattice : gmcr.kernels.Lattice
        The states and moves.
    ranks : sequence of ndarray of unsigned integers, shape (states, games)
        One array for each actor: ranks from 1, larger is better, below the type's maximum.
    concepts : str or iterable of str, default CONCEPTS
        Names of basic concepts, or one of them.
    actors : sequence of int, optional
        The positions of the actors; by default all.
    threads : int, default 2
        The number of threads.

    Returns
    -------
    dict of str to list of ndarray, shape (states, games)
        Concept → for each of *actors* its guarantees, as ranks (see ``gmcr.stability.concept``).

    Raises
    ------
    UnknownName
        If a concept does not exist.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.kernels import Lattice
    >>> from gmcr.stability import ensemble_guarantees
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> ranks = [array[:, None] for array in ferry.cell_ranks]
    >>> [array[:, 0].tolist() for array in ensemble_guarantees(Lattice(ferry.structure), ranks, concepts="seq")["seq"]]
    [[2, 1, 2, 1], [2, 2, 1, 3]]
    """
    chosen, whose = concepts_named(concepts), lattice.actors if actors is None else actors

    def work(kernel: Ensemble) -> list[Values]:
        results: dict[tuple[str, int], Values] = {}
        for actor in whose:
            for item, guarantee in guarantees(kernel, actor, chosen):
                results[item.name, actor] = guarantee
        return [results[item.name, actor] for item in chosen for actor in whose]

    every = _joined(in_chunks(lattice, ranks, work, threads=threads))
    count = len(whose)
    return {item.name: every[k * count : (k + 1) * count] for k, item in enumerate(chosen)}


def _joined(parts: Sequence[Sequence[NDArray[Any]]]) -> list[NDArray[Any]]:
    return [np.concatenate(arrays, axis=-1) for arrays in zip(*parts, strict=True)]
