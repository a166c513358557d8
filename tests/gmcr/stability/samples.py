"""Random conflicts as pairs: the judge's graph and the engine's conflict in one of its layouts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gmcr import Conflict
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import as_arcs, conflict_of, graph_conflict
from tests.judge.graph import Graph
from tests.judge.strategies import (
    PlainConflict,
    PlainGraph,
    conflict_graph,
    plain_graph,
    random_conflict,
    random_graph,
)

__all__ = ["ROUND", "compared", "in_every_layout", "layout_of", "pairs", "plain_arcs", "plain_options"]

Pair = tuple[Graph, Conflict]

ROUND = 54
"""So many option forms show each of 18 kinds in each of three layouts; so many conflicts by arcs each of 27 kinds twice."""


def compared(count: int, enough: int = ROUND) -> int:
    """How many of *count* models are compared with the judge: a round, or half of one where each takes long (each kind once,
    the layouts in turn), or all (``COUNTERMOVE_LEVEL=judge``)."""
    assert count >= enough
    return count if FULL else enough


def layout_of(number: int, layouts: int = 3) -> int:
    """The layout of an option form: the next one with each, and each kind in another with each eighteen."""
    return (number + number // 18) % layouts


def plain_options(count: int, seed: int, *, actors: int | None = None, bits: int = 5) -> Iterator[PlainConflict]:
    """Option forms with and without ties, holes and one-way acts."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        yield random_conflict(
            rng,
            actors=actors,
            bits=(bits, bits - 1)[number % 2],
            ties=(0.0, 0.3, 0.8)[number % 3],
            infeasible=(0.0, 0.25, 0.6)[number // 3 % 3],
            one_way=(0.0, 0.4)[number // 9 % 2],
        )


def plain_arcs(count: int, seed: int, *, actors: int | None = None) -> Iterator[PlainGraph]:
    """Arcs that are seldom transitive."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        yield random_graph(
            rng,
            actors=actors,
            states=(4, 6, 8)[number % 3],
            density=(0.15, 0.3, 0.45)[number // 3 % 3],
            ties=(0.0, 0.3, 0.8)[number // 9 % 3],
        )


def in_every_layout(plain: PlainConflict) -> list[Pair]:
    graph = conflict_graph(plain)
    return [(graph, conflict_of(plain, "dense")), (graph, conflict_of(plain, "sparse")), (graph, as_arcs(plain, graph))]


def pairs(count: int, seed: int, *, actors: int | None = None, bits: int = 5) -> Iterator[Pair]:
    """*count* option forms, the layouts in turn, then *count* conflicts by arcs."""
    for number, plain in enumerate(plain_options(count, seed, actors=actors, bits=bits)):
        yield in_every_layout(plain)[layout_of(number)]
    for given in plain_arcs(count, seed + 1, actors=actors):
        yield plain_graph(given), graph_conflict(given)
