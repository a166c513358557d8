"""report: everything that a report on one case tells, each part computed once.

Parts that a case gives no reason for are None (no target, no drivers, no views); parts that would take too long are None
too, and named in ``skipped`` with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from countermove.analysis.changes import BOUND
from countermove.assessment import Assessment
from countermove.assessment.schema import Document
from countermove.desk.assess import AssessRecord, assess
from countermove.desk.frame import Frame
from countermove.desk.game import Game
from countermove.desk.glossary import Glossary
from countermove.desk.ladders import LaddersRecord, ladders
from countermove.desk.levers import LeversRecord, levers_case
from countermove.desk.roads import RoadsRecord, roads_case
from countermove.desk.selection import BASE, Selection
from countermove.desk.views import ViewsRecord, views_case
from countermove.errors import Problem, SizeError
from countermove.questions.grounds import Grounds, grounds
from countermove.questions.suspicions import suspicions
from countermove.questions.tipping import Tipping, tipping
from countermove.stability import CONCEPTS

__all__ = ["ReportRecord", "report_case"]

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, eq=False)
class ReportRecord:
    """``document``: the file as it was read; ``suspicions``: what is probably not meant, or weakens the assessment.
    ``skipped``: (part, why) of what was too large to compute."""

    frame: Frame
    glossary: Glossary
    document: Document
    assess: AssessRecord
    ladders: LaddersRecord
    grounds: Grounds
    tipping: Tipping | None
    levers: LeversRecord | None
    roads: RoadsRecord | None
    views: ViewsRecord | None
    suspicions: tuple[Problem, ...]
    skipped: tuple[tuple[str, str], ...]


def report_case(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    concepts: Sequence[str] = CONCEPTS,
    bound: int = BOUND,
) -> ReportRecord:
    """All that a report on a case tells. Raises UnknownName, ModelError, SizeError (too many states)."""
    skipped: list[tuple[str, str]] = []

    def part(name: str, make: Callable[[], Part]) -> Part | None:
        try:
            return make()
        except SizeError as error:
            skipped.append((name, str(error)))
            return None

    assessed = assess(assessment, selection, concepts=concepts, bound=bound)
    game = Game(
        assessment.name,
        assessment.digest,
        selection.conflict(assessment),
        assessed.glossary,
        selection,
        assessment,
    )
    has_views = bool(assessment.views) and selection.view is None
    return ReportRecord(
        frame=assessed.frame,
        glossary=assessed.glossary,
        document=assessment.document,
        assess=assessed,
        ladders=ladders(assessment, selection),
        grounds=grounds(assessment, assessed.claims),
        tipping=part("tipping", lambda: _tipping(assessment, selection, concepts)) if assessment.ranges else None,
        levers=part("levers", lambda: levers_case(assessment, selection)),
        roads=part("roads", lambda: roads_case(game, concepts=concepts)),
        views=part("views", lambda: views_case(assessment, selection, concepts=concepts)) if has_views else None,
        suspicions=suspicions(assessment, verdicts=assessed.claims),
        skipped=tuple(skipped),
    )


def _tipping(assessment: Assessment, selection: Selection, concepts: Sequence[str]) -> Tipping:
    """Of the start, the outcomes and the target only: claims have their own drivers and take much longer."""
    return tipping(
        assessment,
        claims=(),
        concepts=concepts,
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
    )
