"""Orders of truth arrays are told apart however large their numbers are."""

from __future__ import annotations

from typing import cast

import numpy as np

from gmcr import Conflict
from gmcr.analysis import Arena, EditSets
from gmcr.analysis.edits.labels import Columns, Labels

__all__: list[str] = []


class Rows:
    """Edit sets that lead to these orders."""

    def __init__(self, *rows: list[int]) -> None:
        self.rows = np.array(rows, dtype=np.int32)

    def truth_rows(self, first: int) -> np.ndarray:
        return self.rows[first:]


def test_orders_with_large_numbers_are_not_taken_for_others() -> None:
    """(5, 0, 7, 0) in two bytes each has the bytes of (5, 7) in four."""
    ferry = Conflict.from_options(
        actors={"line": "run", "town": "pay"},
        preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    )
    labels = Labels(Arena(ferry.structure), 0, "nash", Columns())
    short, wide = Rows([5, 0, 7, 0]), Rows([5, 7, -1, -1], [1 << 15, 7, 1, 2])
    first = labels.orders(cast(EditSets, short)).tolist()
    others = labels.orders(cast(EditSets, wide)).tolist()
    assert len({*first, *others}) == 3
    assert labels.orders(cast(EditSets, short)).tolist() == first
