from __future__ import annotations

import numpy as np

from gmcr.kernels.layout import Values
from gmcr.kernels.sparse import least_fixpoint


def test_steps_take_turns_until_none_changes_anything() -> None:
    calls = []

    def from_left(values: Values) -> Values:
        calls.append("left")
        return np.concatenate((values[:1], values[:-1]))  # one place only: needs many turns

    def from_right(values: Values) -> Values:
        calls.append("right")
        return np.concatenate((values[1:], values[-1:]))

    given = np.array([5, 9, 9, 1, 9, 9, 7], dtype=np.uint8)
    assert least_fixpoint(given, [from_left, from_right]).tolist() == [1] * 7
    assert calls[:2] == ["left", "right"]
    assert given.tolist() == [5, 9, 9, 1, 9, 9, 7]


def test_without_steps_nothing_changes() -> None:
    given = np.array([3, 1], dtype=np.uint8)
    assert least_fixpoint(given, []).tolist() == [3, 1]
    assert least_fixpoint(given, [lambda values: values + np.uint8(1)]).tolist() == [3, 1]
