"""Figures for a dossier, drawn for wide and for narrow screens if that makes a difference.

Sections made from the page of a question, with its pictures behind the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile

from countermove.context.answer import Answer
from countermove.presentation.blocks import Block, Sentence, Sketch, Table
from countermove.presentation.figure import Figure
from countermove.presentation.pages import text_of_answer
from countermove.presentation.phrases import Phrasing
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
from countermove.questions.tipping.text import lines_sketch
from countermove.questions.wants.figure import wants
from countermove.questions.wants.ladder_rungs import ladders_sketch
from countermove.reports.assessing.screen import lanes_sketch
from countermove.reports.reading_figure import deciding, deciding_sketch
from countermove.reports.reading_screen import ReadingScreen
from countermove.reports.report.blocks import Section, ShownPicture
from countermove.reports.report.cited import places_told
from countermove.reports.report.compute import ReportRecord

__all__ = [
    "COLUMN",
    "NARROW",
    "WIDE",
    "about_claims",
    "about_premises",
    "about_roads",
    "about_the_target",
    "board_picture",
    "deciding_picture",
    "driver_pictures",
    "graph_picture",
    "ladders_picture",
    "lanes_picture",
    "lever_picture",
    "longrun_picture",
    "matrix_picture",
    "responsibility_picture",
    "road_pictures",
    "since_section",
    "since_title",
    "together_section",
    "tornado_picture",
]


WIDE, NARROW = 760, 358
"""Widths in pixels at which figures are drawn."""

COLUMN = 640
"""The width of a picture in the main column of a first page."""

_ROADS = 3
"""The most roads that are drawn."""


def _both(
    draw: Callable[[float], Figure], *, sketch: Sketch | None = None, repeats: bool = False, wide: float = WIDE
) -> ShownPicture:
    """A picture in both widths; only one if narrow and wide are the same drawing."""
    figure, narrow = draw(wide), draw(NARROW)
    return ShownPicture(figure, None if narrow.svg == figure.svg else narrow, sketch, repeats)


def deciding_picture(record: ReportRecord, screen: ReadingScreen, wide: float) -> ShownPicture | None:
    """What decides, on tracks; None if nothing alone does."""
    if not screen.rows:
        return None
    places, words = places_told(record.document, record.glossary), record.glossary
    drawn = deciding_sketch(screen, words, places)
    return _both(lambda width: deciding(screen, words, places, width=width), sketch=drawn, wide=wide)


def lanes_picture(record: ReportRecord) -> Iterator[ShownPicture]:
    """The ways out of the start, and what stops each."""
    answer = record.assess.lanes
    ways = len(answer.record.ways)
    if ways:
        yield _both(lambda width: lanes(answer, width=width), sketch=lanes_sketch(answer, ways, WIDTH))


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


_ROAD_PICTURES: Mapping[str, str] = {
    "levers": "Who can move whom",
    "roads": "Where it can go from here",
    "coalitions": "What coalitions could do",
    "longrun": "In the long run",
    "views": "In the eyes of those who take part",
}
"""Question → the title of its section."""

_DRAWN: Mapping[str, Callable[[ReportRecord], Iterable[ShownPicture]]] = {
    "levers": lever_picture,
    "roads": road_pictures,
    "longrun": longrun_picture,
}


def about_claims(record: ReportRecord) -> Iterator[Section]:
    """How each conclusion could be overturned, if that was asked for."""
    if record.redteam is not None:
        yield _section("redteam", "How the conclusions could be overturned", record.redteam)


def together_section(record: ReportRecord) -> Section | None:
    """Which conclusions go together; None if there are not several."""
    answer = record.answers.get("together")
    if answer is None or len(answer.record.claims) < 2:
        return None
    return _section("together", "Whether the conclusions go together", answer)


def about_premises(record: ReportRecord) -> Iterator[Section]:
    """Which premise bears on which conclusion."""
    if record.matrix is not None:
        pictures = matrix_picture(record)
        # The picture includes its table, so the table is not printed twice.
        yield _section("matrix", "Which premise bears on which conclusion", record.matrix, pictures, tables=False)


def about_the_target(record: ReportRecord) -> Iterator[Section]:
    """The preferences that would make the nearest state with the target hold."""
    answer = record.answers.get("inverse")
    if answer is not None:
        phrasing, state = Phrasing(record.glossary, record.frame.assumptions.view), answer.record.state
        near = f"The state with {phrasing.target()} that the fewest moves lead to is {state}"
        lead = f"{near}: {phrasing.state(answer.on[state])}."
        yield _section("inverse", "What a mediator would need", answer, lead=lead)


def about_roads(record: ReportRecord) -> Iterator[Section]:
    """Who can move whom, where it can go, what coalitions could do, where it ends, and in whose eyes."""
    for name, title in _ROAD_PICTURES.items():
        answer, drawn = record.answers.get(name), _DRAWN.get(name)
        if answer is not None:
            yield _section(name, title, answer, drawn(record) if drawn else ())


def since_section(record: ReportRecord) -> Iterator[Section]:
    """What changed since another version."""
    if record.since is not None:
        yield _section("since", "", record.since)


def since_title(record: ReportRecord) -> str:
    """The title of the section on what changed."""
    return "What changed" if record.since is None else f"What changed since {record.since.frames[0].case}"


def _section(
    anchor: str,
    title: str,
    answer: Answer,
    pictures: Iterable[ShownPicture] = (),
    *,
    lead: str = "",
    tables: bool = True,
) -> Section:
    """An answer as a section, with its pictures behind the sentences that are to be read first."""
    telling = text_of_answer(answer)
    body = [block for block in telling.body if tables or not isinstance(block, Table)]
    first = tuple(takewhile(_opening, telling.answer))
    return Section(anchor, title, (*first, *pictures, *telling.answer[len(first) :], *body), lead=lead)


def _opening(block: Block) -> bool:
    """Whether it stands before the first list of an answer, and the sentence that leads up to that."""
    return isinstance(block, Sentence) and block.tone not in ("item", "subitem") and not block.text.endswith(":")
