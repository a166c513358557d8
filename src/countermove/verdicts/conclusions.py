"""Every answer and verdict of an assessment in all its cells, without what they rest on: to compare many assessments that
differ in little.

What has no start, or is answered yes and no at once, is not asked, and says why; a scenario that a question does not name
and that has no start has nothing to say, as in ``answers``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.verdicts.evaluation import values_everywhere
from countermove.verdicts.key_questions import KeyQuestionSides, key_questions_of
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.sides import UNDEFINED, Values, cell_word, cells_of
from countermove.verdicts.values import prepare, truths_in, values_of
from gmcr.base.errors import ModelError, SizeError
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Conclusions", "Place", "conclusions_of"]

Place = tuple[str, str | None]
"""A key question, and the scenario in which it is answered (None: the base)."""


@dataclass(frozen=True, eq=False)
class Conclusions(Record):
    """``answers``: the cells of every answer, one row a reading, one column a concept, as ``verdicts.sides`` has them;
    ``claims``: those of every claim, undefined ones alike. In place of a table: why it is not asked."""

    answers: Mapping[Place, Values | str]
    claims: Mapping[str, Values | str]


def conclusions_of(
    assessment: Assessment, concepts: tuple[str, ...], *, claims: bool = True, clocks: bool = True
) -> Conclusions:
    """The conclusions of an assessment under concepts; *claims*: whether its claims are asked too; *clocks*: whether checks
    about drifts are."""
    questions = key_questions_of(assessment)
    claimed = {name: setting_of(assessment, name) for name in assessment.claims} if claims else {}
    places = {(item.id, scenario): (item, sides) for item in questions for scenario, sides in item.sides.items()}
    settings = [side for _, sides in places.values() for side in sides if side is not None] + list(claimed.values())
    left_out = {item: "it is about drifts" for item in settings if item.check.about_drifts and not clocks}
    tables = {**left_out, **_tables([item for item in settings if item not in left_out], concepts)}
    return Conclusions(
        {place: _answer(question, place[1], sides, tables) for place, (question, sides) in places.items()},
        {name: _claim(tables[item]) for name, item in claimed.items()},
    )


def _tables(settings: Sequence[Setting], concepts: tuple[str, ...]) -> dict[Setting, Values | str]:
    """The values of checks in every reading, or why they have none."""
    told = values_everywhere(settings, concepts)
    return {
        item: _literally(item, concepts) if table is None else table for item, table in zip(settings, told, strict=True)
    }


def _literally(item: Setting, concepts: tuple[str, ...]) -> Values | str:
    """The same by the literal meaning of a check."""
    readings = range(len(item.assessment.readings))
    try:
        cases = [item.case(place=place) for place in readings]
        prepare(((item, case) for case in cases), concepts)
        rows = [truths_in(item, case, concepts) for case in cases]
    except SizeError:
        raise
    except ModelError as error:
        return str(error)
    return np.array(rows, dtype=np.int8).reshape(len(rows), len(concepts))


def _claim(table: Values | str) -> Values | str:
    return table if isinstance(table, str) else values_of(table)


def _answer(
    question: KeyQuestionSides,
    scenario: str | None,
    sides: tuple[Setting, Setting | None],
    tables: Mapping[Setting, Values | str],
) -> Values | str:
    """The cells of an answer, or why it is not asked."""
    own = [tables[side] for side in sides if side is not None]
    missing = next((table for table in own if isinstance(table, str)), None)
    if missing is not None:
        if scenario is None or question.named:
            return missing
        shapes = [table.shape for table in tables.values() if not isinstance(table, str)]
        return np.full(shapes[0], UNDEFINED, dtype=np.int8) if shapes else missing
    yes, *no = (table for table in own if not isinstance(table, str))
    cells: Values = cells_of(yes, no[0] if no else None)
    if _twice(cells):
        return "it is answered yes and no at once"
    return cells


def _twice(cells: Values) -> bool:
    """Whether some cell is a yes and a no."""
    return any(value != UNDEFINED and value >= 0 and cell_word(value) is None for value in np.unique(cells).tolist())
