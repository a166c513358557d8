"""What a verdict turns on: the fewest conditions under which it is the same throughout.

Factors (the open questions, and the concept) span a table of values 1, 0 or -1 (undefined). A *condition* fixes up to
three factors; it *decides* if the defined cells that meet it are non-empty and all have one value. The result is the
deciding conditions that are minimal by inclusion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from gmcr.base.record import BY_NAME
from gmcr.base.summary import Record

__all__ = ["Condition", "Factor", "turning_points"]

MOST = 3
"""The largest number of equations in a condition."""

Factor = tuple[str, tuple[str, ...]]
"""A name and the values that it can have, in order: a question and its answers, or "concept" and the concepts."""


@dataclass(frozen=True, slots=True)
class Condition(Record):
    """Equations under which the value is the same throughout; no smaller set of them suffices."""

    equations: Annotated[tuple[tuple[str, str], ...], BY_NAME]
    """Question, or concept → the answer, or the concept's name."""
    holds: bool
    """The value wherever they hold."""


def turning_points(values: NDArray[np.int8], factors: Sequence[Factor]) -> tuple[Condition, ...]:
    """All minimal deciding conditions of a table, fewest equations first, in the order of factors and values.

    ``values``: any shape whose cells run over the product of the factors' values in order (the last one fastest).
    """
    table = values.reshape([len(choices) for _, choices in factors])
    conditions: list[Condition] = []
    decided: set[frozenset[tuple[int, int]]] = set()
    for size in range(1, MOST + 1):
        for axes in combinations(range(len(factors)), size):
            others = tuple(axis for axis in range(len(factors)) if axis not in axes)
            some_true = (table == 1).any(axis=others)
            some_false = (table == 0).any(axis=others)
            for picks in product(*(range(table.shape[axis]) for axis in axes)):
                if some_true[picks] == some_false[picks]:
                    continue
                pairs = frozenset(zip(axes, picks, strict=True))
                if any(known <= pairs for known in decided):
                    continue
                decided.add(pairs)
                equations = tuple(
                    (factors[axis][0], factors[axis][1][pick]) for axis, pick in zip(axes, picks, strict=True)
                )
                conditions.append(Condition(equations, bool(some_true[picks])))
    return tuple(conditions)
