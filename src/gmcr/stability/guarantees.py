"""Guarantees of all actors under several concepts at once, sharing what they have in common.

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
    """For each concept what *actor* can count on in each cell after moving there: (B, cells), as ranks.

    Concepts come grouped by sanctions, not in the order given. Arrays may be shared or read-only: copy before writing.
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
    """Where *actor* is stable, (B, cells): its rank is at least the best guarantee among its moves."""
    stable: NDArray[np.bool_] = kernel.ranks[actor] >= kernel.own_best(guarantee, actor)
    return stable
