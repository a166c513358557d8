"""Layered layout: nodes in layers by their distance from the roots, ordered so that few lines cross, and placed.

*Layer* of a node: the fewest edges from a root, roots being layer 0. An edge goes *forward* iff its target's layer is
the next one; breadth-first distance leaves no edge that skips a layer, so that forward edges never pass a node, and all
others (*back*) lead to a layer that is there already. *Order*: sweeps of barycentres (Sugiyama, Tagawa & Toda 1981),
ties by the order given, keeping the order with the fewest crossings. *Places*: as near as the order and the sizes allow
(in least squares, by pooling adjacent nodes that would overlap) to the middle of a node's neighbours.

The same input gives the same layout on every machine: nothing is random and no force is simulated.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gmcr.base.record import Record

__all__ = ["Layout", "in_layers", "layered", "places_near", "squeeze"]

_SWEEPS = 8
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Layout(Record):
    """``layers``: nodes in order; ``place``: node → the centre of its position across; ``forward``, ``back``: the
    edges; ``extent``: the width of all places, from 0."""

    layers: tuple[tuple[int, ...], ...]
    place: Mapping[int, float]
    forward: tuple[tuple[int, int], ...]
    back: tuple[tuple[int, int], ...]
    extent: float


def layered(
    roots: Sequence[int], edges: Sequence[tuple[int, int]], sizes: Mapping[int, float], *, gap: float = 14
) -> Layout:
    """The layout of all nodes that can be reached from the roots. ``sizes``: the width of each node."""
    depth = _depths(roots, edges)
    known = list(dict.fromkeys((a, b) for a, b in edges if a in depth))
    forward = [(a, b) for a, b in known if depth[b] == depth[a] + 1]
    back = [(a, b) for a, b in known if depth[b] <= depth[a]]
    layers: list[list[int]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for node, layer in depth.items():
        layers[layer].append(node)
    return in_layers(layers, forward, sizes, gap=gap, back=back)


def in_layers(
    layers: Sequence[Sequence[int]],
    forward: Sequence[tuple[int, int]],
    sizes: Mapping[int, float],
    *,
    gap: float = 14,
    back: Sequence[tuple[int, int]] = (),
) -> Layout:
    """The layout of nodes whose layers are known. ``forward``: edges from one layer to the next."""
    ordered = _ordered([list(layer) for layer in layers], forward)
    place, extent = _places(ordered, forward, sizes, gap)
    return Layout(tuple(map(tuple, ordered)), place, tuple(forward), tuple(back), extent)


def _depths(roots: Sequence[int], edges: Sequence[tuple[int, int]]) -> dict[int, int]:
    onward: dict[int, list[int]] = {}
    for a, b in edges:
        onward.setdefault(a, []).append(b)
    depth = dict.fromkeys(roots, 0)
    waiting = list(depth)
    for node in waiting:  # grows during iteration
        for target in onward.get(node, ()):
            if target not in depth:
                depth[target] = depth[node] + 1
                waiting.append(target)
    return depth


def _ordered(layers: list[list[int]], forward: Sequence[tuple[int, int]]) -> list[list[int]]:
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for a, b in forward:
        before.setdefault(b, []).append(a)
        after.setdefault(a, []).append(b)
    best, fewest = layers, _crossings(layers, forward)
    current = layers
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        down = sweep % 2 == 0
        current = _swept(current, before if down else after, down)
        crossings = _crossings(current, forward)
        if crossings < fewest:
            best, fewest = current, crossings
    return best


def _swept(layers: list[list[int]], joined: Mapping[int, Sequence[int]], down: bool) -> list[list[int]]:
    done = [list(layer) for layer in layers]
    order = range(1, len(done)) if down else range(len(done) - 2, -1, -1)
    for k in order:
        beside = {node: place for place, node in enumerate(done[k - 1 if down else k + 1])}
        own = {node: place for place, node in enumerate(done[k])}

        def weight(node: int, beside: Mapping[int, int] = beside, own: Mapping[int, int] = own) -> float:
            near = [beside[other] for other in joined.get(node, ()) if other in beside]
            return sum(near) / len(near) if near else float(own[node])

        done[k] = sorted(done[k], key=weight)
    return done


def _crossings(layers: Sequence[Sequence[int]], forward: Sequence[tuple[int, int]]) -> int:
    at = {node: (k, place) for k, layer in enumerate(layers) for place, node in enumerate(layer)}
    by_layer: dict[int, list[tuple[int, int]]] = {}
    for a, b in forward:
        by_layer.setdefault(at[a][0], []).append((at[a][1], at[b][1]))
    return sum(
        (first[0] - second[0]) * (first[1] - second[1]) < 0
        for pairs in by_layer.values()
        for k, first in enumerate(pairs)
        for second in pairs[:k]
    )


def _places(
    layers: Sequence[Sequence[int]], forward: Sequence[tuple[int, int]], sizes: Mapping[int, float], gap: float
) -> tuple[dict[int, float], float]:
    joined: dict[int, list[int]] = {}
    for a, b in forward:
        joined.setdefault(a, []).append(b)
        joined.setdefault(b, []).append(a)
    place: dict[int, float] = {}
    for layer in layers:
        at = 0.0
        for node in layer:
            place[node] = at + sizes[node] / 2
            at += sizes[node] + gap
    for turn in range(_ROUNDS):
        for layer in layers if turn % 2 == 0 else reversed(layers):
            wanted = [
                sum(place[other] for other in joined[node]) / len(joined[node]) if node in joined else place[node]
                for node in layer
            ]
            for node, middle in zip(layer, places_near(wanted, [sizes[node] for node in layer], gap), strict=True):
                place[node] = middle
    low = min((place[node] - sizes[node] / 2 for node in place), default=0.0)
    high = max((place[node] + sizes[node] / 2 for node in place), default=0.0)
    return {node: middle - low for node, middle in place.items()}, high - low


def squeeze(layout: Layout, sizes: Mapping[int, float], room: float, *, gap: float = 14) -> Layout:
    """The layout within *room*, moving nodes as little as that takes. Each layer must fit into *room* by itself."""
    if layout.extent <= room:
        return layout
    place = {node: middle * room / layout.extent for node, middle in layout.place.items()}
    for layer in layout.layers:
        edge = 0.0
        for node in layer:
            place[node] = max(place[node], edge + sizes[node] / 2)
            edge = place[node] + sizes[node] / 2 + gap
        edge = room
        for node in reversed(layer):
            place[node] = min(place[node], edge - sizes[node] / 2)
            edge = place[node] - sizes[node] / 2 - gap
    return replace(layout, place=place, extent=room)


def places_near(wanted: Sequence[float], sizes: Sequence[float], gap: float) -> list[float]:
    """Middles in the order given, as near to those wanted (least squares) as sizes and gap allow."""
    # With d_k the least distance of the k-th middle from the first, middles m_k = d_k + x_k with x ascending: a regression.
    least = [0.0]
    for before, after in itertools.pairwise(sizes):
        least.append(least[-1] + (before + after) / 2 + gap)
    blocks: list[tuple[float, int]] = []
    for value in (want - d for want, d in zip(wanted, least, strict=False)):
        total, count = value, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            earlier, many = blocks.pop()
            total, count = total + earlier, count + many
        blocks.append((total, count))
    level = [total / count for total, count in blocks for _ in range(count)]
    return [d + x for d, x in zip(least, level, strict=False)]
