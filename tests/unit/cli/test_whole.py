"""Nothing is cut where sense can turn: whatever a question tells is there whole, however narrow the terminal is.

Every question of the catalogue is asked of bundled cases and shown at 120, 80 and 50 columns: each sentence is there word for
word, each word of a table or a sketch too, and no dots stand for what is missing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

import pytest

from countermove import desk
from countermove.assessment import load
from countermove.case.answer import Answer, ask
from countermove.case.game import game_of
from countermove.case.selection import BASE
from countermove.catalogue import QUESTIONS
from countermove.catalogue.drawn import LANES
from countermove.cli.output import show
from countermove.desk.figure.asked import Request, draw
from countermove.questions.lanes.told import ways_told
from countermove.report import page_of
from countermove.telling.blocks import Page, Sentence, Sketch, Table
from countermove.telling.lines import width_of
from countermove.telling.pages import page_of_answer

__all__: list[str] = []

CASES = ("korea-2021", "melos-416bc", "ukraine-2022")
WIDTHS = (120, 80, 50)
SLOW = {("korea-2021", "redteam"), ("korea-2021", "watch"), ("korea-2021", "robust"), ("melos-416bc", "redteam")}
"""Told the same way in another case."""

UKRAINE = ("check", "levers", "longrun", "redteam", "watch")
"""What that case tells otherwise than the two others."""

ASKED = [
    (case, name)
    for case in CASES
    for name, question in QUESTIONS.items()
    if question.cases == "one"
    and name != "perception"
    and (case, name) not in SLOW
    and (case != "ukraine-2022" or name in UKRAINE)
]
ASCII = str.maketrans("█▒·●○━─┃◐", "#+.*o=-|~")
DOTS = re.compile(r"\S*(?:…|\.\.)\S*")


@cache
def answered(case: str, name: str) -> Answer:
    question = QUESTIONS[name]
    given = {item.name: "start" for item in question.options if item.needed and item.kind == "state"}
    return ask(question, load(case), **given, **({"draws": 100} if name == "robust" else {}))


@cache
def read(case: str) -> str:
    """The file of a bundled case."""
    return resources.files("countermove").joinpath("assessment", "cases", f"{case}.yaml").read_text(encoding="utf-8")


def shown(page: Page, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page as a pipe of so many columns has it."""
    out = io.StringIO()
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("sys.stdout", out)
    show(page)
    return out.getvalue()


def words(page: Page) -> Iterator[str]:
    """Every word of its tables and sketches, what is drawn left out."""
    for block in page.shown().blocks:
        if isinstance(block, Table):
            yield from (word for row in block.texts for cell in row for word in cell.split())
        elif isinstance(block, Sketch):
            yield from (word for row in block.rows for word in (*row.name.split(), *row.told.translate(ASCII).split()))


@pytest.mark.parametrize(("case", "name"), ASKED)
def test_what_is_told_is_there_whole(case: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    is_whole(page_of_answer(answered(case, name)), read(case), monkeypatch)


def test_all_that_is_assessed_is_there_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    is_whole(page_of(desk.assess(load("melos-416bc")), full=True), read("melos-416bc"), monkeypatch)


def is_whole(page: Page, own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether all of a page is there at each width. *own*: the file of its case."""
    drawn = {
        part for block in page.blocks if isinstance(block, Sketch) for row in block.rows for part in row.drawn.split()
    }
    pictures = {line.translate(ASCII) for line in drawn}
    for width in WIDTHS:
        written = shown(page, width, monkeypatch)
        assert all(width_of(line) <= width for line in written.splitlines())
        folded = " ".join(written.split())
        for block in page.shown().blocks:
            if isinstance(block, Sentence):
                assert " ".join(block.asked.split()) in folded
            elif block.caption:
                assert " ".join(block.caption.split()) in folded
        there = {word.rstrip(";") for word in folded.split()}
        missing = [word for word in words(page) if word.rstrip(";") not in there and width_of(word) <= width - 2]
        assert not missing
        for picture in sorted(pictures, key=len, reverse=True):
            written = written.replace(picture, "")
        cut = [
            word.strip("“”;,()")
            for line in written.splitlines()
            if set(line) - set(" .#+?")
            for word in DOTS.findall(line)
        ]
        assert not [word for word in cut if word not in own], "dots that the file did not write"


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [380.0, 760.0])
def test_why_nobody_moves_is_there_whole_in_its_picture(case: str, width: float) -> None:
    answer = ask(LANES, load(case))
    figure = draw("lanes", Request(game_of(load(case), BASE), width=width))
    told = " ".join(box.label for box in figure.boxes if box.kind == "text")
    for way in ways_told(answer, answer.found.dearest(12)):
        for text in (way.act, way.reason, way.follows):
            assert text in told
