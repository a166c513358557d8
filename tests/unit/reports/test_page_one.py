"""Page one of the report: what it draws and says is what the reading screen records, each number is what the status quo says
there, and all of it is one side of paper."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.context.context import Context
from countermove.media.html import html_of
from countermove.media.markdown import markdown_of
from countermove.presentation.figure import Figure
from countermove.presentation.phrases import Phrasing
from countermove.questions.statusquo.compute import statusquo
from countermove.reports.new import new_file
from countermove.reports.reading_figure import deciding
from countermove.reports.reading_screen import MOST, Deciding, ReadingScreen, reading_screen_of
from countermove.reports.report.blocks import Judgements, Marks, ShownPicture, Timeline
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord, report_case
from countermove.reports.report.first import screen_of
from gmcr.base.errors import AssessmentError, ModelError
from tests.conftest import models, require_module
from tests.flagship import korea_report
from tests.judge.answers.generate import random_file
from tests.unit.presentation.figures.checking import faults, markup_faults

__all__: list[str] = []

CASES = ("korea-2021", "melos-416bc", "ukraine-2022")

PIER = """\
countermove: 1
title: Will the pier be built?
as_of: "2024-01-10"
horizon: "2024-12-31"
actors:
  town:
    options: {build: {does: builds the pier}, tax: {does: raises a tax}}
    wants:
      - {id: t1, want: town.build, while: trade > 0.7 or cost < 0.5, otherwise: not town.build, at: [{source: P, para: 3}]}
      - {id: t2, want: not town.tax}
start: []
drivers:
  trade: {now: 0.4, means: how much the town trades, range: [0, 1]}
  cost: {now: 0.9}
sources: {P: {what: A plan, default: true}}
observations:
  B1: {sets: {trade: 0.6}, date: "2024-03-01"}
  B2: {ended: not town.build, date: "2024-05-01"}
"""
"""Two numbers, one of which was seen since, and an event."""

FORTY = """\
countermove: 1
title: A file of forty numbers
as_of: "2024-01-10"
actors:
  one:
    options: {act: {does: acts}}
    wants: [{id: w, want: one.act, while: CONDITION, otherwise: not one.act}]
start: []
drivers: {DRIVERS}
observations: {B: {ended: not one.act, date: "2024-05-01"}}
"""


def forty() -> str:
    """A file in which each of forty numbers decides, and takes many words."""
    means = "a number whose meaning takes a good many words to say, so that it fills more than one line; it is number"
    condition = " or ".join(f"d{k} > 0.9" for k in range(40))
    drivers = ", ".join(f"d{k}: {{now: {0.1 + k / 100:.2f}, means: '{means} {k}'}}" for k in range(40))
    return FORTY.replace("CONDITION", condition).replace("DRIVERS", drivers)


@cache
def record(text: str) -> ReportRecord:
    return report_case(loads(text, file="case.yaml"), brief=True)


@cache
def recorded(case: str) -> ReportRecord:
    return report_case(load(case), brief=True)


def drawn(told: ReportRecord, form: str = "html") -> Figure:
    [picture] = [block for block in dossier_of(told, form=form, brief=True).first if isinstance(block, ShownPicture)]
    return picture.figure


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words_of(row: Deciding) -> Iterator[str]:
    """All that the record says of a row."""
    yield row.words
    yield from (want.id for want in row.wants)
    yield from (want.words for want in row.wants)
    yield from (zone.words for zone in row.zones)
    yield from (label.told for label in row.labels)
    yield from (own.told for own in row.instead)
    if row.seen is not None:
        yield row.seen.told


def says(figure: Figure, screen: ReadingScreen) -> None:
    """A picture says all that is recorded, in this order of rows."""
    lines = flat("".join(box.label for box in figure.boxes if box.kind == "text"))
    assert figure.title == screen.title
    for row in screen.rows:
        for words in words_of(row):
            # What does not fit on one line is broken where another column may stand between.
            assert all(flat(word) in lines for word in words.split()), words
    places = [lines.index(flat(row.words)[:12]) for row in screen.rows]
    assert places == sorted(places)


def drawn_soundly(figure: Figure) -> None:
    assert not list(markup_faults(figure))
    marks = ("ring of the number", "seen since")  # a number may be where it was seen
    assert not [fault for fault in faults(figure) if not all(mark in fault for mark in marks)]


@pytest.mark.parametrize("width", [358, 640, 760])
def test_what_is_drawn_is_what_is_recorded(width: float) -> None:
    told = record(PIER)
    screen = screen_of(told)
    assert [row.key for row in screen.rows] == ["number:trade", "number:cost", "want:t2"]
    figure = deciding(screen, told.glossary, {}, width=width)
    says(figure, screen)
    drawn_soundly(figure)


def test_page_one_has_the_answer_the_rows_the_conclusions_and_what_happened_in_this_order() -> None:
    told = record(PIER)
    page, screen = dossier_of(told, brief=True), screen_of(told)
    assert [type(block) for block in page.first] == [Judgements, ShownPicture]
    [timeline] = [block for block in page.beside if isinstance(block, Timeline)]
    assert timeline.events == screen.events
    assert [event.day for event in timeline.events] == ["10 January 2024", "1 March 2024", "1 May 2024"]
    says(drawn(told), screen)
    assert "¶\u00a03" in "".join(box.label for box in drawn(told).boxes)
    html, paper = html_of(page), markdown_of(dossier_of(told, form="markdown", brief=True))
    for text in (screen.title, *(event.day for event in screen.events), *(row.words for row in screen.rows)):
        assert text in html
        assert text in paper
    assert "how much the town trades" in html.lower()
    assert re.search(r"^ {6}─+●─+◆─+┃▒+$", paper, re.MULTILINE), "a track in letters"


@pytest.mark.level("all")
@pytest.mark.parametrize("case", CASES)
def test_so_it_is_for_the_bundled_cases(case: str) -> None:
    told = recorded(case)
    for form in ("html", "pdf"):
        figure = drawn(told, form)
        says(figure, screen_of(told))
        drawn_soundly(figure)
    claims = [claim for claim in told.assess.claims if claim.of_the_author]
    [marks] = [block for block in dossier_of(told).beside if isinstance(block, Marks)]
    assert {mark.id for mark in marks.items} == {claim.id for claim in claims}


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", models(range(300), range(0, 300, 20)))
def test_so_it_is_for_files_by_chance(seed: int) -> None:
    try:
        context = Context(loads(random_file(seed), file="chance.yaml"))
        screen = reading_screen_of(context, None)
    except (AssessmentError, ModelError):  # its start cannot be
        return
    if screen.rows:
        for width in (358, 640):
            figure = deciding(screen, context.glossary, {}, width=width)
            says(figure, screen)
            drawn_soundly(figure)


def happens(assessment: Assessment, driver: str, value: Fraction) -> str:
    """What the status quo says of a game in which a driver is set."""
    now = statusquo(assessment, drivers={driver: value}, concepts=assessment.concepts[:1])
    steps = [(actor, goal) for source, actor, goal in now.concepts[0].steps if source == now.start.code]
    if not steps:
        return "nobody moves"
    (actor, goal), *others = steps
    move = Phrasing(Context(assessment).glossary).move(actor, now.on[now.start.code], now.on[goal])
    return f"{move} (or others move)" if others else move


def told_right(told: ReportRecord) -> None:
    """Each part of each track is headed by what happens in its middle."""
    figure, assessment = drawn(told), told.assess.context.assessment
    cells = {row[0]: row[2] for row in figure.table.texts}
    for row in screen_of(told).rows:
        if row.driver:
            low, span = Fraction(row.low), Fraction(row.high) - Fraction(row.low)
            middles = [low + span * Fraction((zone.begin + zone.end) / 2) for zone in row.zones]
            expected = [happens(assessment, row.driver, value.limit_denominator(10**6)) for value in middles]
            assert [part.removesuffix(" (now)") for part in cells[row.words].split(" | ")] == expected


def test_each_part_of_a_track_says_what_happens_there() -> None:
    told_right(record(PIER))


@pytest.mark.level("all")
@pytest.mark.parametrize("case", CASES)
def test_each_part_says_what_happens_there_in_bundled_cases(case: str) -> None:
    told_right(recorded(case))


# -- one side of paper -------------------------------------------------------------------------------------------------


def on_paper(told: ReportRecord, *, brief: bool) -> tuple[int, str]:
    """How many pages a PDF has, and the text of its first."""
    require_module("typst", "it sets PDFs")
    pypdf = require_module("pypdf", "it reads the text of a PDF")
    from countermove.media.pdf import pdf_of

    reader = pypdf.PdfReader(io.BytesIO(pdf_of(dossier_of(told, form="pdf", brief=brief))))
    return len(reader.pages), flat(reader.pages[0].extract_text())


def on_one_side(told: ReportRecord, *, brief: bool = True) -> None:
    """The first page holds the answer, the rows and what happened since."""
    pages, text = on_paper(told, brief=brief)
    screen, page = screen_of(told), dossier_of(told, form="pdf", brief=True)
    assert (pages == 1) == brief
    answers = [item for block in page.first if isinstance(block, Judgements) for item in block.items]
    assert all(flat(f"{answer.text}{answer.then}") in text for answer in answers)
    assert flat(screen.title) in text
    drawn_there = text[text.index(flat(screen.title)) :]
    for row in screen.rows:
        assert all(flat(label.told) in drawn_there for label in row.labels)
        assert all(flat(word) in drawn_there for word in row.words.split())
    for event in screen.events:
        assert flat(f"{event.day}{event.told}") in text
    assert flat(screen.forecasts) in text


def test_a_small_file_is_one_side() -> None:
    on_one_side(record(PIER))


@pytest.mark.level("all")
@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=[] if case == "melos-416bc" else pytest.mark.level("judge")) for case in CASES]
)
def test_a_bundled_case_is_one_side_and_page_one_of_the_whole(case: str) -> None:
    on_one_side(recorded(case))
    on_one_side(korea_report() if case == "korea-2021" else report_case(load(case), draws=20), brief=False)


@pytest.mark.level("all")
def test_a_fresh_file_is_one_side(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    new_file(str(file))
    on_one_side(record(file.read_text(encoding="utf-8")))


@pytest.mark.level("all")
def test_of_forty_numbers_six_are_drawn_and_it_is_one_side() -> None:
    told = record(forty())
    assert len(screen_of(told).rows) == MOST == 6
    assert screen_of(told).title == "What decides whether anybody moves, as the file stands: 6 of 40 numbers."
    on_one_side(told)
