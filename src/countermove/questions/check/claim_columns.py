"""How readings become columns of a grid, and the cells of a claim in them.

Readings appear in the same order everywhere (``reading_order``). Up to ``CELLS`` readings a column is four units wide;
up to ``FINE`` it is one, without gaps; beyond that, readings are shown as shares, question by question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.context.glossary import Glossary
from countermove.questions.check.reading_order import reading_order
from countermove.verdicts.claims import ClaimVerdict
from gmcr.base.summary import Record

__all__ = ["CELLS", "FINE", "Columns", "columns_of"]

CELLS = 64
FINE = 512


@dataclass(frozen=True, slots=True)
class Columns(Record):
    """``order``: the reading of each column; ``questions``: slowest first, with their answers; ``unit``: the width of
    one column; ``gap``: the space after each answer of the slowest question; ``room``: the width available to all
    columns."""

    questions: tuple[tuple[str, tuple[str, ...]], ...]
    order: NDArray[np.intp]
    unit: float
    gap: float
    room: float

    @property
    def coarse(self) -> bool:
        """Whether there are too many readings for one column each, or for the available room."""
        return self.order.size > FINE or self.width > self.room

    @property
    def inner(self) -> float:
        """The width of a cell, without the gap to the next."""
        return self.unit - (1 if self.unit > 1 else 0)

    @property
    def width(self) -> float:
        """The total width."""
        return self.left(self.order.size - 1) + self.inner

    @property
    def block(self) -> int:
        """The number of columns for one answer of the slowest question."""
        return self.order.size // len(self.questions[0][1]) if self.questions else self.order.size

    def left(self, column: int) -> float:
        """The x coordinate at which a column begins."""
        return column * self.unit + (column // self.block) * self.gap

    def of(self, reading: Mapping[str, str]) -> int:
        """The column of a reading; unnamed questions take their first answer."""
        column = 0
        for name, answers in self.questions:
            answer = reading.get(name, answers[0])
            column = column * len(answers) + (answers.index(answer) if answer in answers else 0)
        return column

    def runs(self, values: NDArray[np.int8]) -> list[tuple[int, int, int]]:
        """Adjacent cells of equal value without a gap between them, as (first, last, value)."""
        cuts = set(np.flatnonzero(np.diff(values)).tolist()) | set(range(self.block - 1, len(values), self.block))
        ends = sorted(cuts | {len(values) - 1})
        starts = [0, *(end + 1 for end in ends[:-1])]
        return [(first, last, int(values[first])) for first, last in zip(starts, ends, strict=True)]


def columns_of(claims: Sequence[ClaimVerdict], glossary: Glossary, room: float) -> Columns:
    """The columns for some claims, within *room*."""
    order = reading_order(claims, glossary)
    readings = order.order.size
    return Columns(order.questions, order.order, 1.0 if readings > CELLS else 4.0, 0.0 if readings == 1 else 3.0, room)
