"""The one order in which readings are shown: the question on which most verdicts turn changes slowest.

Structure thus appears as stripes wherever readings stand beside one another: in figures, reports and on terminals.
Questions on which equally many verdicts turn stay in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.context.glossary import Glossary
from countermove.verdicts.claims import ClaimVerdict
from gmcr.base.summary import Record

__all__ = ["ReadingOrder", "reading_order"]


@dataclass(frozen=True, slots=True, eq=False)
class ReadingOrder(Record):
    """``questions``: slowest first, with the answers that are examined; ``order``: the reading of each column. The
    first column is the base reading."""

    questions: tuple[tuple[str, tuple[str, ...]], ...]
    order: NDArray[np.intp]

    def choices(self) -> Iterator[tuple[str, tuple[str, ...], tuple[int, ...]]]:
        """Every question with its answers, and the index of the answer given in each column."""
        inner = self.order.size
        for name, answers in self.questions:
            inner //= len(answers)
            yield name, answers, tuple(column // inner % len(answers) for column in range(self.order.size))


def reading_order(claims: Sequence[ClaimVerdict], glossary: Glossary) -> ReadingOrder:
    """The order of the examined readings of a case, by what the verdicts on some claims turn on."""
    questions = [(name, question.left) for name, question in glossary.questions.items()]
    turned = {
        name: sum(any(name in dict(item.equations) for item in claim.turns_on) for claim in claims)
        for name, _ in questions
    }
    ranked = sorted(questions, key=lambda item: -turned[item[0]])
    shape = [len(answers) for _, answers in questions]
    places = np.arange(int(np.prod(shape, dtype=np.int64)) if shape else 1).reshape(shape or [1])
    order = places.transpose([questions.index(item) for item in ranked]).reshape(-1) if shape else places
    return ReadingOrder(tuple(ranked), order)
