"""Guarantees of an actor under several concepts at once, with their common parts computed once.

Two propagations serve four concepts: over the opponents' moves (GMR, SMR) and over their improvements (SEQ, symmetric
SEQ), each carrying r_i and the escape e_i as two lanes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels import Kernel, Values
from gmcr.stability.concept import Concept

__all__ = ["guarantees", "stable_where"]


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
