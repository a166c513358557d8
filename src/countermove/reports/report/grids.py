"""Reading × concept tables as grids with a caption, and the ruler above them."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from countermove.context.glossary import Glossary
from countermove.presentation.words import capital
from countermove.questions.check.reading_order import ReadingOrder
from countermove.reports.report.blocks import Grid, Ruler, RulerRow
from countermove.verdicts.condition_words import answer_text

__all__ = ["grid_of", "ruler_of"]

WIDEST = 128
"""The most readings that a grid shows cell by cell; for more there are only the words."""


def grid_of(
    values: NDArray[np.int8], words: str, order: ReadingOrder | None = None, *, told: str = "", framed: bool = False
) -> Grid | None:
    """The grid of a table (readings, concepts), in an order of readings; None if it would be too wide."""
    if not 1 < values.shape[0] <= WIDEST:
        return None
    rows = values if order is None else values[order.order]
    return Grid(tuple(tuple(map(int, row)) for row in rows.T.tolist()), words, told, framed)


def ruler_of(order: ReadingOrder, glossary: Glossary) -> Ruler | None:
    """The ruler that identifies the columns of grids; None if there are no grids."""
    if not 1 < order.order.size <= WIDEST:
        return None
    rows = []
    for name, answers, choices in order.choices():
        if len(answers) < 2:  # one answer is selected: it does not distinguish columns
            continue
        bars, first = [], 0
        for choice, run in groupby(choices):
            span = sum(1 for _ in run)
            if choice:
                bars.append((first, span, choice / (len(answers) - 1)))
            first += span
        words = [capital(answer_text(name, answer, glossary)) for answer in answers[1:]]
        bar = f"bar: {words[0]}" if len(words) == 1 else f"bars, from low to high: {'; '.join(words)}"
        rows.append(RulerRow(name, glossary.questions[name].asks or "", bar, tuple(bars)))
    return Ruler(tuple(rows), order.order.size)
