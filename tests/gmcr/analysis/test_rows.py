"""Different rows, against a dictionary of them."""

from __future__ import annotations

import numpy as np

from gmcr.analysis.arrays import different_rows
from tests.conftest import in_one_test

__all__: list[str] = []


@in_one_test("columns", [0, 1, 7, 9, 70, 600])
@in_one_test("top", [None, 1, 5, 1 << 40])
def test_rows_that_are_alike_are_one(columns: int, top: int | None) -> None:
    rng = np.random.default_rng(columns)
    table = rng.random((12, columns)) < 0.8 if top is None else rng.integers(0, top + 1, (12, columns))
    table = table[rng.integers(0, 12, 40)]
    first, which = different_rows(table)
    numbers: dict[tuple[int, ...], int] = {}
    for place, row in enumerate(map(tuple, table.tolist())):
        number = numbers.setdefault(row, int(which[place]))
        assert which[place] == number
        assert tuple(table[first[number]].tolist()) == row
        assert first[number] <= place
    assert len(set(numbers.values())) == len(numbers) == len(first)


def test_no_rows() -> None:
    assert [part.tolist() for part in different_rows(np.zeros((0, 3), dtype=np.bool_))] == [[], []]
