"""answers: the key questions, side by side, as the author's model and each view as a whole answers them, in one
reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import numpy as np

from countermove.verdicts.answers.compute import Word, word_of
from countermove.verdicts.key_questions import sides_in
from countermove.verdicts.settings import Setting
from countermove.verdicts.sides import Values, cells_of
from countermove.verdicts.values import prepare, truths_in
from gmcr.base.errors import ModelError
from gmcr.base.record import BY_NAME
from gmcr.base.summary import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["AnsweredInViews", "answered_in_views"]


@dataclass(frozen=True, slots=True)
class AnsweredInViews(Record):
    """One key question, in the examined reading."""

    id: str
    """Its name."""
    asks: str
    """The question in words."""
    author: Word
    """The answer of the author's model."""
    views: Annotated[tuple[tuple[str, Word], ...], BY_NAME]
    """View → its answer, if everything is as the view has it."""


def answered_in_views(
    assessment: Assessment,
    question: str,
    concepts: tuple[str, ...],
) -> AnsweredInViews | None:
    """A key question in all views; None for one that is tied to a view or a scenario of its own."""

    def answer(view: str | None) -> Word | None:
        sides = sides_in(assessment, question, view=view)
        return None if sides is None else _word(sides, concepts)

    author = answer(None)
    if author is None:
        return None
    views = [(view, answer(view) or "nothing to say") for view in assessment.views]
    return AnsweredInViews(question, assessment.document.key_questions[question].asks, author, tuple(views))


def _word(sides: tuple[Setting, Setting | None], concepts: tuple[str, ...]) -> Word:
    stated = [side for side in sides if side is not None]
    try:
        cases = [side.case() for side in stated]
    except ModelError:  # an infeasible start
        return "nothing to say"
    prepare(zip(stated, cases, strict=True), concepts)
    rows = [np.array(truths_in(side, case, concepts), dtype=np.int8) for side, case in zip(stated, cases, strict=True)]
    cells: Values = cells_of(rows[0], rows[1] if len(rows) > 1 else None).reshape(1, -1)
    return word_of(cells)
