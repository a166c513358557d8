"""The layout: layers by distance, no crossing where none is needed, nothing overlapping, always the same."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from countermove.presentation.layers import layered, places_near, squeeze

__all__: list[str] = []

EDGES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30)


@given(EDGES, st.lists(st.integers(0, 12), min_size=1, max_size=3, unique=True))
def test_layers_order_and_places(edges: list[tuple[int, int]], roots: list[int]) -> None:
    sizes = {node: 10.0 + node for node in range(13)}
    found = layered(roots, edges, sizes, gap=5)
    at = {node: k for k, layer in enumerate(found.layers) for node in layer}
    assert set(found.layers[0]) == set(roots)
    assert all(at[b] == at[a] + 1 for a, b in found.forward)
    assert all(at[b] <= at[a] for a, b in found.back)
    assert {*found.forward, *found.back} == {(a, b) for a, b in edges if a in at}
    for layer in found.layers:
        for upper, lower in itertools.pairwise(layer):
            assert found.place[lower] - found.place[upper] >= (sizes[upper] + sizes[lower]) / 2 + 5 - 1e-9
    assert layered(roots, edges, sizes, gap=5) == found
    room = max(sum(sizes[node] + 5 for node in layer) for layer in found.layers)
    tight = squeeze(found, sizes, room, gap=5)
    assert all(sizes[node] / 2 - 1e-6 <= tight.place[node] <= room - sizes[node] / 2 + 1e-6 for node in at)


def test_lines_are_uncrossed_where_they_can_be() -> None:
    found = layered([0, 1], [(0, 3), (1, 2), (2, 5), (3, 4)], dict.fromkeys(range(6), 10.0))
    order = [layer.index for layer in found.layers]
    assert (order[1](3) < order[1](2)) == (order[0](0) < order[0](1))
    assert (order[2](4) < order[2](5)) == (order[1](3) < order[1](2))


def test_places_are_the_nearest_that_do_not_overlap() -> None:
    assert places_near([0, 100], [10, 10], 2) == [0, 100]
    assert places_near([50, 50], [10, 10], 2) == [44, 56]
    assert places_near([], [], 2) == []
