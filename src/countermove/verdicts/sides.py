"""The answer to a key question in each cell: from what has to be true for yes and for no, in one scenario, in all the
games examined.

A cell is the first of these that applies: *yes*, if what makes it one is true; *no*, if what makes it one is true or,
without such, if what makes it a yes is false; *unsettled*, if one of them asks for outcomes and there are none; *either
way*, if one of them is false; otherwise it is undefined: there is no case to examine, and nothing to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks import CheckedGame
from countermove.inquiry.outcomes import RESTLESS, UNDECIDED
from countermove.verdicts.claims import Support
from countermove.verdicts.evaluation import compile_checks
from countermove.verdicts.key_questions import KeyQuestionSides
from countermove.verdicts.settings import Setting
from countermove.verdicts.values import prepare, truths_in
from gmcr import Edit
from gmcr.base.errors import AssessmentError, ModelError, Problem, SizeError

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "CELL",
    "EITHER",
    "NO",
    "UNDEFINED",
    "UNSETTLED",
    "YES",
    "CellWord",
    "Sides",
    "Values",
    "cell_word",
    "cells_of",
]

YES, NO, EITHER, UNSETTLED, UNDEFINED = 1, 0, 2, 3, -1
"""The answers of a cell; ``inquiry.outcomes.UNDECIDED`` (-2) if that is not known, since the time limit expired."""
_BOTH = 4

CellWord = Literal["yes", "no", "either way", "unsettled"]
CELL: Mapping[int, CellWord] = {YES: "yes", NO: "no", EITHER: "either way", UNSETTLED: "unsettled"}
"""The value of a cell → the answer in it; undefined cells have none."""

Values = np.ndarray[tuple[int, int], np.dtype[np.int8]]
"""One row a reading, one column a concept."""


def cell_word(cell: int) -> CellWord | None:
    """The answer of one cell; None if it is undefined, or yes and no at once."""
    return CELL.get(cell)


def cells_of(yes: NDArray[np.int8], no: NDArray[np.int8] | None) -> NDArray[np.int8]:
    """Cells from the truths of what makes it a yes and, if stated separately, a no (1, 0, -1 undefined, -2 not decided,
    ``RESTLESS``)."""
    return _ALONE[yes] if no is None else _PAIRED[yes, no]


def _cell(yes: int, no: int) -> int:
    if yes == 1:
        return _BOTH if no == 1 else YES
    if no == 1:
        return NO
    if UNDECIDED in (yes, no):
        return UNDECIDED
    if RESTLESS in (yes, no):
        return UNSETTLED
    return EITHER if 0 in (yes, no) else UNDEFINED


_TRUTHS = (0, 1, RESTLESS, UNDECIDED, -1)
_ALONE = np.array([{RESTLESS: UNSETTLED}.get(yes, yes) for yes in _TRUTHS], dtype=np.int8)
_PAIRED = np.array([[_cell(yes, no) for no in _TRUTHS] for yes in _TRUTHS], dtype=np.int8)
"""The cell by two truths; ``_ALONE`` by one. Negative truths index from the end."""


class AnsweredTwice(AssessmentError):
    """A question that is answered yes and no in one cell. ``question``, ``scenario`` (None: the base) identify it."""

    def __init__(self, question: str, scenario: str | None, error: AssessmentError) -> None:
        super().__init__(error.problems)
        self.question, self.scenario = question, scenario


class Sides:
    """Yes and no of one question in one scenario, in all the games examined: those of all readings, or of some, by
    their indices."""

    def __init__(
        self,
        assessment: Assessment,
        question: KeyQuestionSides,
        scenario: str | None,
        concepts: tuple[str, ...],
        places: Sequence[int] | None = None,
    ) -> None:
        self.assessment, self.question, self.scenario, self.concepts = assessment, question, scenario, concepts
        self.yes, self.no = question.sides[scenario]
        readings = assessment.readings
        self.readings = readings if places is None else [readings[place] for place in places]
        self.infeasible = False
        compile_checks(self._sides, len(self._sides) * len(self.readings))
        every = range(len(readings)) if places is None else places
        try:
            self.cases = [tuple(side.case(place=place) for side in self._sides) for place in every]
        except SizeError:  # not the question's fault
            raise
        except ModelError as error:
            if scenario is None or question.named:
                raise self._error(
                    f"{question.id} has no start{f' in {scenario}' if scenario else ''}: {error}"
                ) from None
            self.infeasible, self.cases = True, [() for _ in self.readings]

    @property
    def base(self) -> tuple[CheckedGame, ...] | None:
        """The games of the first reading examined, which is the base if all are; None if there are none."""
        return self.cases[0] or None

    @property
    def unlisted(self) -> bool:
        """Whether a side needs a list of the states, which are too many."""
        assessment = self.assessment
        return not assessment.structure.listed and any(side.check.lists(assessment.form) for side in self._sides)

    @property
    def _sides(self) -> tuple[Setting, ...]:
        return (self.yes,) if self.no is None else (self.yes, self.no)

    def pairs(self, row: int) -> tuple[tuple[Setting, CheckedGame], ...]:
        """What makes it a yes, and what a no, each with its game in one of the readings examined."""
        return tuple(zip(self._sides, self.cases[row], strict=bool(self.cases[row])))

    def table(self) -> Values:
        self._prepare(self.cases, self.concepts)
        rows = [self._row(cases, self.concepts) for cases in self.cases]
        values = np.array(rows, dtype=np.int8).reshape(len(rows), len(self.concepts))
        for row, place in np.argwhere(values == _BOTH).tolist():
            raise self._both(self.readings[row], self.concepts[place])
        return values

    def _prepare(self, cases: Iterable[tuple[CheckedGame, ...]], concepts: tuple[str, ...]) -> None:
        prepare((pair for own in cases for pair in zip(self._sides, own, strict=bool(own))), concepts)

    def _row(self, cases: tuple[CheckedGame, ...], concepts: tuple[str, ...]) -> list[int]:
        if not cases:
            return [UNDEFINED] * len(concepts)
        yes = np.array(truths_in(self.yes, cases[0], concepts), dtype=np.int8)
        no = None if self.no is None else np.array(truths_in(self.no, cases[1], concepts), dtype=np.int8)
        return list(map(int, cells_of(yes, no)))

    def _both(self, reading: Mapping[str, str], concept: str) -> AssessmentError:
        where = ", ".join(f"{name} = {answer}" for name, answer in reading.items()) or "the only reading"
        scenario = f" in {self.scenario}" if self.scenario else ""
        question = self.question.id
        message = (
            f"{question} is answered yes and no at once: under {concept}{scenario}, {where}. Let one exclude the other."
        )
        return AnsweredTwice(self.question.id, self.scenario, self._error(message))

    def _error(self, message: str) -> AssessmentError:
        line, column = self.assessment.positions.key(("key_questions", self.question.id))
        return AssessmentError([Problem(self.assessment.file, line, column, "error", "answer", message)])

    # -- after changes of wants ----------------------------------------------------------------------------------------

    def edits(self, row: int = 0, *, turn: bool = False) -> tuple[Edit, ...]:
        """Every edit in one of the readings examined; *turn*: including reversed wants."""
        return tuple(dict.fromkeys(edit for side, case in self.pairs(row) for edit in side.edits_in(case, turn=turn)))

    def cells_after(self, sets: Sequence[tuple[int, Sequence[Edit]]], concepts: tuple[str, ...]) -> Iterator[list[int]]:
        """The answers after some sets of edits, each in one of the readings examined, one a concept."""
        cases = [tuple(side.judged_after(edits, case) for side, case in self.pairs(row)) for row, edits in sets]
        self._prepare(cases, concepts)
        return (self._row(case, concepts) for case in cases)

    def cells_of_cases(self, cases: tuple[CheckedGame, ...], concepts: tuple[str, ...]) -> list[int]:
        """The answers in other games, one for each side, one cell a concept."""
        self._prepare([cases], concepts)
        return self._row(cases, concepts)

    def supports(self) -> tuple[Support, ...]:
        """The single edits that change the base reading's answer, and under which concepts."""
        if self.base is None:
            return ()
        base, edits = self._row(self.base, self.concepts), self.edits()
        supports = []
        for edit, after in zip(edits, self.cells_after([(0, (edit,)) for edit in edits], self.concepts), strict=True):
            changed = tuple(name for name, old, new in zip(self.concepts, base, after, strict=True) if old != new)
            if changed:
                supports.append(Support(edit, changed))
        return tuple(supports)
