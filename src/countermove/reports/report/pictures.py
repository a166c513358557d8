"""Figures for a dossier, drawn for wide and for narrow screens if that makes a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from countermove.context.answer import Answer
from countermove.presentation.blocks import Sketch
from countermove.presentation.figure import Figure
from countermove.presentation.sketches import WIDTH
from countermove.questions.check.figure import claims
from countermove.questions.lanes.figure import lanes
from countermove.questions.levers.figure import levers
from countermove.questions.longrun.figure import longrun
from countermove.questions.matrix.figure import matrix
from countermove.questions.responsibility.figure import responsibility
from countermove.questions.roads.figure import drawable, road
from countermove.questions.robust.compute import Finding
from countermove.questions.robust.figure import drawn as tornado
from countermove.questions.states.figure import states
from countermove.questions.tipping.figure import drivers, phase
from countermove.questions.tipping.sketch import lines_sketch
from countermove.questions.wants.figure import wants
from countermove.questions.wants.sketch import ladders_sketch
from countermove.reports.assessing.lanes import lanes_sketch
from countermove.reports.report.blocks import ShownPicture
from countermove.reports.report.compute import ReportRecord

__all__ = [
    "COLUMN",
    "NARROW",
    "SHEET",
    "WIDE",
    "board_picture",
    "driver_pictures",
    "graph_picture",
    "ladders_picture",
    "lanes_picture",
    "lever_picture",
    "longrun_picture",
    "matrix_picture",
    "responsibility_picture",
    "road_pictures",
    "tornado_picture",
]

WIDE, NARROW = 760, 358
"""Widths in pixels at which figures are drawn."""

COLUMN, SHEET = 640, 980
"""Widths of pictures in the main column of a first page, and across a sheet of paper."""

_ROADS = 3
"""The most roads that are drawn."""


def _both(
    draw: Callable[[float], Figure], *, sketch: Sketch | None = None, repeats: bool = False, wide: float = WIDE
) -> ShownPicture:
    """A picture in both widths; only one if narrow and wide are the same drawing."""
    figure, narrow = draw(wide), draw(NARROW)
    return ShownPicture(figure, None if narrow.svg == figure.svg else narrow, sketch, repeats)


def lanes_picture(record: ReportRecord, wide: float) -> Iterator[ShownPicture]:
    """The ways out of the start, and what stops each."""
    answer = record.assess.lanes
    ways = len(answer.record.ways)
    if ways:
        yield _both(lambda width: lanes(answer, width=width), sketch=lanes_sketch(answer, ways, WIDTH), wide=wide)


def board_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """The claims by verdict; on narrow screens only the first of many that follow."""
    assessment = record.assess
    if assessment.claims:
        answer = Answer("check", assessment.frame, assessment.glossary, assessment, {})  # only its claims are drawn
        yield _both(lambda width: claims(answer, width=width, folded=width == NARROW), repeats=True)


def graph_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """The states that are reached from the start, or would be."""
    answer = record.drawn.get("states")
    if answer is not None and (answer.record.steps or answer.record.blocked):
        yield _both(lambda width: states(answer, width=width), repeats=True)


def ladders_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """What every actor wants, as ladders."""
    assessment = record.assess
    answer = Answer("wants", assessment.frame, assessment.glossary, assessment.ladders, {})
    yield _both(
        lambda width: wants(answer, width=width), sketch=ladders_sketch(assessment.ladders, assessment.glossary.actors)
    )


def responsibility_picture(record: ReportRecord) -> tuple[ShownPicture, ...]:
    """Degrees of responsibility in every view."""
    answer = record.drawn.get("responsibility")
    return () if answer is None else (_both(lambda width: responsibility(answer, width=width)),)


def driver_pictures(record: ReportRecord) -> Iterator[ShownPicture]:
    """Every driver alone; and the plane of the two drivers that tip the outcomes nearest."""
    answer, plane = record.drawn.get("drivers"), record.drawn.get("phase")
    if answer is not None:
        tip = answer.record.thing("outcomes")
        yield _both(
            lambda width: drivers(answer, width=width), sketch=lines_sketch(answer.record, tip, what="the outcome")
        )
    if plane is not None:
        yield _both(lambda width: phase(plane, width=min(width, 620)))


def tornado_picture(record: ReportRecord, finding: Finding) -> ShownPicture | None:
    """The premises that a finding leans on; None if none makes a difference."""
    answer = record.answers.get("robust")
    if answer is None or not finding.bars:
        return None
    return _both(lambda width: tornado(answer, finding, width=width))


def lever_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """The replies that each act would provoke from every actor."""
    answer = record.answers.get("levers")
    if answer is not None and answer.record.settings and answer.record.settings[0].levers:
        yield _both(lambda width: levers(answer, width=width), repeats=True)


def road_pictures(record: ReportRecord) -> Iterator[ShownPicture]:
    """Roads that lead away from the start, one to each outcome, whatever the concept."""
    answer = record.answers.get("roads")
    if answer is None:
        return
    away = [number for number, path in enumerate(drawable(answer.record)) if path.steps]
    for number in away[:_ROADS]:
        yield _both(lambda width, number=number: road(answer, number=number, width=min(width, 620)))  # type: ignore[misc]


def matrix_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """Which premise bears on which claim."""
    answer = record.matrix
    if answer is not None and any(premise.bears_on for premise in answer.record.premises):
        yield _both(lambda width: matrix(answer, width=width))


def longrun_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """Where it ends, and how likely, unless that is certain under every concept."""
    answer = record.answers.get("longrun")
    if answer is None or all(len(item.ends) == 1 for item in answer.record.by_concept):
        return
    yield _both(lambda width: longrun(answer, width=width))
