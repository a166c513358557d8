"""Sections made from the page of a question, with its pictures behind the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from countermove.context.answer import Answer
from countermove.presentation.blocks import Table
from countermove.presentation.pages import text_of_answer
from countermove.presentation.phrases import Phrasing
from countermove.reports.report.blocks import Section, ShownPicture
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.pictures import lever_picture, longrun_picture, matrix_picture, road_pictures

__all__ = [
    "about_claims",
    "about_premises",
    "about_roads",
    "about_the_target",
    "since_section",
    "since_title",
    "together_section",
]


_ROADS: Mapping[str, str] = {
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
    for name, title in _ROADS.items():
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
    """An answer as a section, with its pictures behind the part that is to be read first."""
    telling = text_of_answer(answer)
    body = [block for block in telling.body if tables or not isinstance(block, Table)]
    return Section(anchor, title, (*telling.answer, *pictures, *body), lead=lead)
