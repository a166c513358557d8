"""Batches of games on one structure, and the primitives computed literally."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels import Kernel, kernel_for
from gmcr.model import GraphStructure, OptionStructure, Structure
from tests.gmcr.stability.conflicts import as_arcs, form_of, graph_conflict
from tests.judge.graph import Graph, moves, opponents, reach, reach_improving
from tests.judge.strategies import conflict_graph, plain_graph, random_conflict, random_graph

__all__ = ["Batch", "batches", "literal_best", "literal_worst", "random_ranks"]


class Batch:
    """``ranks[actor][game]`` over the judge's states; ``structure`` to compute with."""

    def __init__(self, structure: Structure, graph: Graph, ranks: NDArray[np.uint8]) -> None:
        self.structure = structure
        self.graph = graph
        self.ranks = ranks
        self.graphs = [
            Graph(
                graph.states,
                graph.actors,
                graph.arcs,
                {a: dict(zip(graph.states, ranks[k, g].tolist(), strict=True)) for k, a in enumerate(graph.actors)},
            )
            for g in range(ranks.shape[1])
        ]

    def cells(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values over states (…, states) as values over cells, 0 where infeasible."""
        places = (
            np.arange(values.shape[-1]) if isinstance(self.structure, GraphStructure) else np.array(self.graph.states)
        )
        whole = np.zeros((*values.shape[:-1], self.structure.cells), dtype=values.dtype)
        whole[..., self.structure.cells_of(places)] = values
        return whole

    def states(self, values: NDArray[Any]) -> list[list[int]]:
        """Values over cells (games, cells) as values over states."""
        return [self.structure.at_states(game).tolist() for game in values]

    def kernel(self, games: slice = slice(None)) -> Kernel:
        return kernel_for(self.structure, [self.cells(own[games]) for own in self.ranks])


def random_ranks(rng: np.random.Generator, actors: int, games: int, states: int, kind: type = np.uint8) -> NDArray[Any]:
    """Ranks from 1, some games with many ties."""
    levels = rng.integers(1, max(2, states + 1), size=(actors, games, 1))
    return (1 + rng.integers(0, 10**6, size=(actors, games, states)) % levels).astype(kind)


def batches(layout: str, count: int, seed: int, games: int) -> Iterator[tuple[Batch, np.random.Generator]]:
    """Random structures of one layout ("dense", "sparse", "graph" or "arcs", which need not be transitive)."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        structure: Structure
        if layout == "arcs":
            given = random_graph(rng, states=6, density=(0.2, 0.4)[number % 2])
            graph, structure = plain_graph(given), graph_conflict(given).structure
        else:
            plain = random_conflict(
                rng,
                bits=5,
                infeasible=(0.0, 0.3)[number % 2],
                one_way=(0.0, 0.3, 0.7)[number % 3],
                options=1 + number % 4,
            )
            graph = conflict_graph(plain)
            structure = (
                as_arcs(plain, graph).structure if layout == "graph" else OptionStructure(form_of(plain), layout)
            )
        yield Batch(structure, graph, random_ranks(rng, len(graph.actors), games, len(graph.states))), rng


def literal_best(batch: Batch, values: NDArray[Any], actor: int) -> list[list[int]]:
    """The best over a state and the actor's moves, game by game."""
    states, name = batch.graph.states, batch.graph.actors[actor]
    found = []
    for game in values.tolist():
        own = dict(zip(states, game, strict=True))
        found.append([max(own[q] for q in (s, *moves(batch.graph, s, name))) for s in states])
    return found


def literal_worst(batch: Batch, values: NDArray[Any], actor: int, *, improving: bool) -> list[list[int]]:
    """The least over a state and all that the opponents reach from it."""
    states, name = batch.graph.states, batch.graph.actors[actor]
    follow: Callable[[Graph, frozenset[str], int], frozenset[int]] = reach_improving if improving else reach
    found = []
    for graph, game in zip(batch.graphs, values.tolist(), strict=True):
        own = dict(zip(states, game, strict=True))
        found.append([min(own[q] for q in (s, *follow(graph, opponents(graph, [name]), s))) for s in states])
    return found
