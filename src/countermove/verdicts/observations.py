"""observations: which readings, under which concepts, survive what happened.

An observation *refutes* a cell (a reading under a concept) if what it saw is true in no state that is reached in the
scenario that had come about, or how it ended in no outcome; a cell without an outcome is judged by the states that are
reached. Each is judged by itself, in no order; a cell *survives* if all allow it. The older ``facts`` are one more,
without a date. A survivor is not confirmed: it is only not refuted.

If nothing survives, the *refusing* sets are the smallest that together leave nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np

from countermove.assessment.selection import BASE
from countermove.context.context import Context, context_of
from countermove.inquiry.checks import CheckedGame
from gmcr.base.errors import CountermoveError, ModelError
from gmcr.base.record import BY_NAME, INTERNAL, Among, derived
from gmcr.base.summary import Record
from gmcr.logic import Formula

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["FACTS", "Cells", "ObservationEffect", "Observed", "as_day", "observed", "observed_in"]

FACTS = "facts"
"""The id of the undated ``facts`` among observations."""

Cells = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
"""One row a reading, one column a concept."""


@dataclass(frozen=True, slots=True, eq=False)
class ObservationEffect(Record):
    """One observation, and what it allows."""

    id: str
    """Its name; `facts` for the undated ones."""
    date: date | None
    """The day on which it happened; null if unknown, and for the undated facts."""
    when: str | None
    """The time in words, if the file has some."""
    scenario: str | None
    """The scenario that had come about."""
    kind: Literal["saw", "ended"]
    """Whether it was seen on the way, or is how it ended."""
    formula: str
    """The observation, as written."""
    note: str | None
    """The file's remark on it."""
    leaves: Annotated[Cells, Among(1, 0)]
    """One row a reading, one value a concept: whether that cell allows it."""


@dataclass(frozen=True, slots=True, eq=False)
class Observed(Record):
    """What happened, and which readings that leaves."""

    concepts: Annotated[tuple[str, ...], INTERNAL]
    as_of: date | None
    """The day whose knowledge counts; null if all observations count."""
    seen: tuple[ObservationEffect, ...]
    """The observations that refute something or could have, in file order."""
    survives: Annotated[Cells, Among(1, 0)]
    """One row a reading, one value a concept: whether all observations allow that cell."""
    left: Annotated[tuple[tuple[str, tuple[str, ...]], ...], BY_NAME]
    """Open question → the answers that some survivor gives under some concept."""
    refusing: tuple[tuple[str, ...], ...]
    """If nothing survives, the smallest sets of observations that together leave nothing."""
    selected: Annotated[bool, INTERNAL] = False

    @derived
    def base_out(self) -> bool:
        """Whether the base reading is refuted under every concept."""
        return not self.survives[0].any()

    @derived
    def nothing_left(self) -> bool:
        """Whether no reading of this model allows what happened."""
        return not self.survives.any()

    @property
    def narrows(self) -> bool:
        """Whether it refutes anything."""
        return not self.survives.all()

    def gist(self) -> str:
        """The number of cells that survive, and of observations."""
        return f"{int(self.survives.sum())} of {self.survives.size} cells survive {len(self.seen)} observations"


def observed(
    assessment: Assessment, *, concepts: str | Sequence[str] | None = None, as_of: date | str | None = None
) -> Observed | None:
    """What survives; None if the file has no observations that refute, nor facts. ``concepts``: those of the file if
    None. ``as_of``: use only what could be known on that day, and nothing without a day. Raises UnknownName, and
    CountermoveError for an invalid day."""
    return observed_in(context_of(assessment, "observed", concepts=concepts, as_of=as_day(as_of)))


def observed_in(context: Context) -> Observed | None:
    """What survives under the concepts of a call, by the knowledge of its day."""
    assessment, names, day = context.assessment, context.concepts, context.as_of
    written = list(_written(assessment, day))
    if not written:
        return None
    seen = tuple(
        ObservationEffect(
            name,
            day_,
            words,
            scenario,
            kind,
            text,
            note,
            _leaves(context, scenario, kind, assessment.formula(text)),
        )
        for name, day_, words, scenario, kind, text, note in written
    )
    survives: Cells = np.logical_and.reduce([item.leaves for item in seen])
    some = [bool(row.any()) for row in survives]
    remaining = tuple(
        (question, tuple(answer for answer in answers if _survives(assessment.readings, question, answer, some)))
        for question, answers in assessment.questions.items()
        if question not in assessment.selection.reading
    )
    refusing = () if survives.any() else _refusing(seen)
    return Observed(names, day, seen, survives, remaining, refusing, assessment.selection != BASE)


def as_day(day: object, what: str = "as_of") -> date | None:
    """A day, given as such or as text. Raises CountermoveError."""
    if day is None or type(day) is date:
        return day
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        raise CountermoveError(
            f"A day is written 2022-03-24 (year-month-day); {str(day)[:40]!r} is none.", argument=what
        ) from None


_Written = tuple[str, date | None, str | None, str | None, Literal["saw", "ended"], str, str | None]


def _written(assessment: Assessment, day: date | None) -> Iterator[_Written]:
    for name, record in assessment.document.observations.items():
        if day is not None and (record.day is None or record.day > day):
            continue
        if record.saw is not None:
            yield name, record.date, record.when, record.in_, "saw", record.saw, record.note
        elif record.ended is not None:
            yield name, record.date, record.when, record.in_, "ended", record.ended, record.note
    facts = assessment.document.facts
    if facts is not None and day is None:
        yield FACTS, None, None, facts.in_, "ended", facts.outcome, None


def _leaves(context: Context, scenario: str | None, kind: str, formula: Formula) -> Cells:
    """Which cells allow an observation. A reading in which the scenario's start is infeasible allows nothing."""
    games, concepts = context.games, context.concepts
    cases: list[CheckedGame | None] = []
    for reading in context.assessment.readings:
        try:
            cases.append(CheckedGame(games=games, conflict=context.conflict(reading=reading, scenario=scenario)))
        except ModelError:
            cases.append(None)
    games.arena.prepare([case.play.profile for case in cases if case is not None], concepts)
    return np.array(
        [[case is not None and _allows(case, kind, formula, concept) for concept in concepts] for case in cases],
        dtype=np.bool_,
    )


def _allows(case: CheckedGame, kind: str, formula: Formula, concept: str) -> bool:
    roads = case.play.roads(case.start(), concept)
    looked_at = roads.outcomes if kind == "ended" and roads.outcomes else roads.reached
    return bool(case.where(formula)[list(looked_at)].any()) or not roads.whole  # what is undecided refutes nothing


def _survives(readings: Sequence[Mapping[str, str]], question: str, answer: str, some: Sequence[bool]) -> bool:
    return any(alive and reading[question] == answer for reading, alive in zip(readings, some, strict=True))


def _refusing(seen: Sequence[ObservationEffect]) -> tuple[tuple[str, ...], ...]:
    """The smallest sets that together leave nothing, all of least size."""
    for size in range(1, len(seen) + 1):
        refusing = [
            tuple(item.id for item in chosen)
            for chosen in combinations(seen, size)
            if not np.logical_and.reduce([item.leaves for item in chosen]).any()
        ]
        if refusing:
            return tuple(refusing)
    return ()
