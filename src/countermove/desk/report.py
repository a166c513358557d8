"""report: everything that a report on one case tells, each part computed once.

Parts that a case gives no reason for are None (no target, no drivers, no views); parts that would take too long are None
too, and named in ``skipped`` with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from countermove.analysis.changes import BOUND
from countermove.assessment import Assessment
from countermove.assessment.schema import Document
from countermove.desk.assess import AssessRecord, assess
from countermove.desk.frame import Frame
from countermove.desk.game import Game
from countermove.desk.glossary import Glossary
from countermove.desk.levers import LeversRecord, levers_case
from countermove.desk.roads import RoadsRecord, roads_case
from countermove.desk.selection import BASE, Selection
from countermove.desk.state_graph import StateGraph, state_graph
from countermove.desk.views import ViewsRecord, views_case
from countermove.errors import Problem, SizeError
from countermove.questions.grounds import Grounds, grounds
from countermove.questions.robust import Robust, robust
from countermove.questions.suspicions import suspicions
from countermove.questions.tipping import Tip, Tipping, tipping
from countermove.questions.together import Together, together
from countermove.stability import CONCEPTS

__all__ = ["DRAWS", "ReportRecord", "report_case"]

DRAWS = 500
"""Draws for how robust the status quo is, unless told otherwise."""

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, eq=False)
class ReportRecord:
    """``document``: the file as it was read; ``suspicions``: what is probably not meant, or weakens the assessment.
    ``plane``: tipping over the two drivers that tip the outcomes nearest (None where fewer than two do). ``skipped``: (part,
    why) of what was too large to compute."""

    frame: Frame
    glossary: Glossary
    document: Document
    assess: AssessRecord
    grounds: Grounds
    graph: StateGraph | None
    together: Together | None
    tipping: Tipping | None
    plane: Tipping | None
    robust: Robust | None
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
    draws: int = DRAWS,
    seed: int = 0,
) -> ReportRecord:
    """All that a report on a case tells. ``draws``, ``seed``: of how robust the status quo is. Raises UnknownName,
    ModelError, SizeError (too many states)."""
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
    tips = part("tipping", lambda: _tipping(assessment, selection, concepts)) if assessment.ranges else None
    has_views = bool(assessment.views) and selection.view is None
    return ReportRecord(
        frame=replace(assessed.frame, assumptions=replace(assessed.frame.assumptions, seed=seed)),
        glossary=assessed.glossary,
        document=assessment.document,
        assess=assessed,
        grounds=grounds(assessment, assessed.claims),
        graph=part("the state graph", lambda: state_graph(game, concept=assessed.frame.assumptions.concepts[0])),
        together=part("together", lambda: together(assessment, concepts=concepts)) if assessment.claims else None,
        tipping=tips,
        plane=part("the phase diagram", lambda: _plane(assessment, selection, concepts, tips)),
        robust=part("robust", lambda: _robust(assessment, selection, concepts, draws, seed)),
        levers=part("levers", lambda: levers_case(assessment, selection)),
        roads=part("roads", lambda: roads_case(game, concepts=concepts)),
        views=part("views", lambda: views_case(assessment, selection, concepts=concepts)) if has_views else None,
        suspicions=suspicions(assessment, verdicts=assessed.claims),
        skipped=tuple(skipped),
    )


def _tipping(
    assessment: Assessment, selection: Selection, concepts: Sequence[str], vary: Sequence[str] = ()
) -> Tipping:
    """Of the start, the outcomes and the target only: claims have their own drivers and take much longer."""
    return tipping(
        assessment,
        vary,
        claims=(),
        concepts=concepts,
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
    )


def _plane(
    assessment: Assessment, selection: Selection, concepts: Sequence[str], tips: Tipping | None
) -> Tipping | None:
    """Over the two drivers that tip the outcomes nearest, each moved alone, in shares of their ranges."""
    if tips is None:
        return None
    outcomes = next(tip for tip in tips.tips if tip.kind == "outcomes")
    near = sorted(
        (distance, place) for place, distance in enumerate(_distances(outcomes, tips)) if distance is not None
    )
    if len(near) < 2:
        return None
    chosen = sorted(place for _, place in near[:2])
    return _tipping(assessment, selection, concepts, [tips.drivers[place] for place in chosen])


def _distances(tip: Tip, tips: Tipping) -> list[Fraction | None]:
    """How far each driver is from its nearest threshold, in shares of its range; None where it has none."""
    found: list[Fraction | None] = []
    for line in tip.lines:
        low, high = tips.ranges[line.driver]
        gaps = [abs(item.at - line.now) / (high - low) for item in (line.down, line.up) if item is not None]
        found.append(min(gaps, default=None))
    return found


def _robust(assessment: Assessment, selection: Selection, concepts: Sequence[str], draws: int, seed: int) -> Robust:
    """Of the start and the outcomes only: claims take much longer."""
    return robust(
        assessment,
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
        claims=(),
        concepts=concepts,
        draws=draws,
        seed=seed,
    )
