"""Lean moves against their definition, in both ways of finding them; and how much is done."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from gmcr.analysis import Arena
from gmcr.analysis import moves as module
from gmcr.analysis.edits.calculus import EditSets
from gmcr.analysis.edits.edits import Edit
from gmcr.analysis.moves import lean_moves
from gmcr.model import Conflict
from tests.conftest import in_one_test
from tests.counting import calls_in


def defined(changed: list[int], worth: list[int], able: list[bool]) -> list[bool]:
    """The definition, move by move."""
    moves = list(zip(changed, worth, able, strict=True))
    return [
        can and not any(other and part & bits == part != bits and gain >= value for part, gain, other in moves)
        for bits, value, can in moves
    ]


def drawn(
    seed: int, bits: tuple[int, ...], share: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Some sets of some bits, and in three games what they are worth and whether they can be."""
    rng = np.random.default_rng(seed)
    every = [sum(1 << bits[k] for k in range(len(bits)) if code >> k & 1) for code in range(1, 1 << len(bits))]
    changed = np.array([code for code in every if rng.random() < share], dtype=np.int64)
    worth = rng.integers(0, 4, (3, changed.size))
    return changed, worth, rng.random((3, changed.size)) < 0.7


@in_one_test("kind", [np.int64, np.uint8, object])
@in_one_test("share", [1.0, 0.5, 0.1])
@in_one_test("bits", [(0,), (5, 6), (0, 2, 3), (1, 2, 3, 4, 40), tuple(range(7))])
def test_a_move_is_lean_unless_a_part_of_it_is_as_good(bits: tuple[int, ...], share: float, kind: type) -> None:
    seen = set()
    for seed in range(20):
        changed, worth, able = drawn(seed, bits, share)
        found = lean_moves(changed, worth.astype(kind), able)
        for game in range(3):
            expected = defined(changed.tolist(), worth[game].tolist(), able[game].tolist())
            assert found[game].tolist() == expected, (seed, game)
            seen |= {(can, lean) for can, lean in zip(able[game].tolist(), expected, strict=True)}
    assert (True, True) in seen
    assert (False, True) not in seen


def test_both_ways_of_finding_them_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    for share, used in ((1.0, "_over_subsets"), (0.1, "_one_by_one")):
        calls = []
        with monkeypatch.context() as patch:
            way = getattr(module, used)
            patch.setattr(module, used, lambda *given, way=way, calls=calls: calls.append(1) or way(*given))
            lean_moves(*drawn(1, tuple(range(7)), share))
        assert calls, used


def test_many_games_are_looked_at_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    changed, worth, able = drawn(1, tuple(range(7)), 1.0)
    whole = lean_moves(changed, worth, able)
    monkeypatch.setattr(module, "_ROOM", 1 << 7)  # one game at a time
    assert lean_moves(changed, worth, able).tolist() == whole.tolist()


def test_without_options_every_move_is_lean() -> None:
    able = np.array([[True, False, True]])
    assert lean_moves(np.zeros(3, dtype=np.int64), np.array([[1, 2, 3]]), able).tolist() == able.tolist()


def test_no_games_and_no_moves() -> None:
    none = np.zeros((0, 3), dtype=np.bool_)
    assert lean_moves(np.array([1, 2, 3]), np.zeros((0, 3), dtype=np.int64), none).shape == (0, 3)
    assert lean_moves(np.zeros(0, dtype=np.int64), np.zeros((2, 0)), np.zeros((2, 0), dtype=np.bool_)).shape == (2, 0)


def test_the_moves_of_twelve_options_are_not_gone_through_one_by_one() -> None:
    """Pair by pair the steps of all edit sets took a minute here."""
    options = [f"o{k}" for k in range(12)]
    conflict = Conflict.from_options(
        actors={"A": options, "B": ["y"]}, preferences={"A": ["o0 iff y", "o1", "not o2"], "B": ["y"]}
    )
    calculus = EditSets(conflict, Arena(conflict.structure), "A")
    calculus.up_to(2)
    start, found = conflict.structure.cell(conflict.start), list[Any]()
    assert calls_in(lambda: found.append(calculus.steps(start))) < 4000 < 1 << len(options)
    [(labels, steps)] = found
    assert steps[labels[0]] == (conflict.structure.cell(conflict.code(["o1"])),)
    without = calculus.sets.index(frozenset({Edit("A", "A 2", "drop")}))
    assert steps[labels[without]] == ()
