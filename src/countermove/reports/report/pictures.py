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
    given = record.assess.lanes
    ways = len(given.found.ways)
    if ways:
        yield _both(lambda width: lanes(given, width=width), sketch=lanes_sketch(given, ways, WIDTH), wide=wide)


def board_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """The claims by verdict; on narrow screens only the first of many that follow."""
    found = record.assess
    if found.claims:
        given = Answer("check", found.frame, found.glossary, found, {})  # only its claims are drawn
        yield _both(lambda width: claims(given, width=width, folded=width == NARROW), repeats=True)


def graph_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """The states that are reached from the start, or would be."""
    given = record.drawn.get("states")
    if given is not None and (given.found.steps or given.found.blocked):
        yield _both(lambda width: states(given, width=width), repeats=True)


def ladders_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """What every actor wants, as ladders."""
    found = record.assess
    given = Answer("wants", found.frame, found.glossary, found.ladders, {})
    yield _both(lambda width: wants(given, width=width), sketch=ladders_sketch(found.ladders, found.glossary.actors))


def responsibility_picture(record: ReportRecord) -> tuple[ShownPicture, ...]:
    """Degrees of responsibility in every view."""
    given = record.drawn.get("responsibility")
    return () if given is None else (_both(lambda width: responsibility(given, width=width)),)


def driver_pictures(record: ReportRecord) -> Iterator[ShownPicture]:
    """Every driver alone; and the plane of the two drivers that tip the outcomes nearest."""
    given, plane = record.drawn.get("drivers"), record.drawn.get("phase")
    if given is not None:
        tip = given.found.thing("outcomes")
        yield _both(
            lambda width: drivers(given, width=width), sketch=lines_sketch(given.found, tip, what="the outcome")
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
    given = record.answers.get("levers")
    if given is not None and given.found.settings and given.found.settings[0].levers:
        yield _both(lambda width: levers(given, width=width), repeats=True)


def road_pictures(record: ReportRecord) -> Iterator[ShownPicture]:
    """Roads that lead away from the start, one to each outcome, whatever the concept."""
    given = record.answers.get("roads")
    if given is None:
        return
    away = [number for number, told in enumerate(drawable(given.found)) if told.steps]
    for number in away[:_ROADS]:
        yield _both(lambda width, number=number: road(given, number=number, width=min(width, 620)))  # type: ignore[misc]


def matrix_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """Which premise bears on which claim."""
    given = record.matrix
    if given is not None and any(premise.bears_on for premise in given.found.premises):
        yield _both(lambda width: matrix(given, width=width))


def longrun_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """Where it ends, and how likely, unless that is certain under every concept."""
    given = record.answers.get("longrun")
    if given is None or all(len(item.ends) == 1 for item in given.found.by_concept):
        return
    yield _both(lambda width: longrun(given, width=width))
