"""Claims as a small picture for terminals: a row a claim, a column a reading, below a ruler that says which reading is
which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from countermove.context.glossary import Glossary
from countermove.presentation.blocks import Sketch, SketchRow
from countermove.presentation.sketches import CELLS, rows_sketch
from countermove.questions.check.reading_order import ReadingOrder, reading_order
from countermove.questions.check.verdicts import cells_text
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.condition_words import answer_text

__all__ = ["ruler_rows", "strips_sketch"]


def strips_sketch(claims: Sequence[ClaimVerdict], glossary: Glossary) -> Sketch | None:
    """A row a claim and a column a reading: filled where it holds under every concept, half where under some; None if
    there is one reading, or more than fit."""
    if not claims or not 1 < claims[0].values.shape[0] <= CELLS:
        return None
    order = reading_order(claims, glossary)
    strips = (SketchRow(claim.id, _strip(claim.values[order.order]), cells_text(claim)) for claim in claims)
    return rows_sketch(
        [*ruler_rows(order, glossary), *strips],
        "Where each claim holds, one column per reading (full: under every concept, half: under some, dot: under none)",
    )


def ruler_rows(order: ReadingOrder, glossary: Glossary) -> Iterator[SketchRow]:
    """A row for each open question: which columns give which answer, a bar being the second of two; and what the bar
    stands for."""
    for name, answers, choices in order.choices():
        if len(answers) < 2:
            continue
        signs = "─━" if len(answers) == 2 else "─123456789"
        bars = "".join(signs[min(choice, len(signs) - 1)] for choice in choices)
        texts = [
            f"{sign}{' ' if len(answers) > 2 else ': '}{answer_text(name, answer, glossary)}"
            for sign, answer in zip(signs[1:], answers[1:], strict=False)
        ]
        yield SketchRow(name, bars, "; ".join(texts))


def _strip(values: NDArray[np.int8]) -> str:
    signs = []
    for row in values.tolist():
        defined = [value for value in row if value >= 0]
        signs.append("?" if not defined else "█" if all(defined) else "▒" if any(defined) else "·")
    return "".join(signs)
