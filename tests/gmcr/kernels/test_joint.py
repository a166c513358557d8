"""What one other actor does at the same moment, against a loop over all pairs of moves."""

from __future__ import annotations

import numpy as np
import pytest

from gmcr.kernels import joint
from gmcr.kernels.joint import SimultaneousMoves


def literal(beside: SimultaneousMoves, bits: int) -> set[tuple[int, int]]:
    """The unmet improvements (s, s1)."""
    (low, high), (start, end) = beside.spans
    found = set()
    for s in np.flatnonzero(beside.own).tolist():
        for strategy in range(1 << (high - low)):
            s1 = s & ~(((1 << (high - low)) - 1) << low) | strategy << low
            on, off = s1 & ~s, s & ~s1
            crossed = any(
                (way == "forward" and off >> (low + k) & 1) or (way == "back" and on >> (low + k) & 1)
                for k, way in enumerate(beside.one_way)
            )
            if crossed or beside.own[s1] <= beside.own[s]:
                continue
            others = [s ^ change << start for change in range(1, 1 << (end - start))] if beside.leaves[s] else []
            joined = [s1 ^ s ^ q for q in others if beside.other[q] > beside.other[s]]
            if not any(0 < beside.own[t] <= beside.own[s] for t in joined):
                found.add((s, s1))
    assert all(s1 < 1 << bits for _, s1 in found)
    return found


@pytest.mark.parametrize("block", [1, 1 << 19])
def test_it_is_the_loop_over_all_pairs_of_moves(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint, "_BLOCK", block)
    rng = np.random.default_rng(3)
    met = 0
    for spans in (((0, 2), (2, 4)), ((3, 5), (1, 3)), ((1, 2), (2, 5)), ((2, 5), (0, 2))):
        for number in range(6):
            top = (3, 40)[number % 2]
            feasible = rng.random(32) >= (0.0, 0.3)[number // 2 % 2]
            own, other = (np.where(feasible, rng.integers(1, top, 32), 0).astype(np.uint8) for _ in range(2))
            ways = rng.choice(["", "forward", "back"], spans[0][1] - spans[0][0]).tolist() if number > 3 else []
            one_way = ways or [""] * (spans[0][1] - spans[0][0])
            beside = SimultaneousMoves(own, other, spans, one_way, rng.random(32) < 0.8)
            sources, targets = beside.improvements()
            expected = literal(beside, 5)
            assert sorted(zip(sources.tolist(), targets.tolist(), strict=True)) == sorted(expected)
            assert set(np.flatnonzero(beside.states()).tolist()) == {s for s, _ in expected}
            free = SimultaneousMoves(own, other, spans, one_way, np.zeros(32, dtype=np.bool_))
            met += free.improvements()[0].size - sources.size
    assert met > 50
