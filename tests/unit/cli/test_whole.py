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

from countermove import reports
from countermove.assessment import load, loads
from countermove.catalogue import QUESTIONS
from countermove.catalogue.of_reports import LANES
from countermove.cli.output import show
from countermove.context.answer import Answer, ask
from countermove.context.game import game_of
from countermove.context.selection import BASE
from countermove.media import page_of
from countermove.presentation.blocks import Page, Sentence, Sketch, Table
from countermove.presentation.pages import page_of_answer
from countermove.presentation.sketches import width_of
from countermove.questions.lanes.text import way_texts
from countermove.reports.figure import Request, draw
from gmcr import Ranking
from gmcr.base.errors import AssessmentError, ModelError, SizeError
from gmcr.formats.normal_form import MAX_TERMS, disjunctive

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")

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
            yield from (word for row in block.rows for word in (*row.name.split(), *row.words.translate(ASCII).split()))


@pytest.mark.level("judge", but=7)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize(("case", "name"), ASKED)
def test_what_is_told_is_there_whole(case: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    is_whole(page_of_answer(answered(case, name)), read(case), monkeypatch)


@pytest.mark.level("all")
def test_all_that_is_assessed_is_there_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    is_whole(page_of(reports.assess(load("melos-416bc")), full=True), read("melos-416bc"), monkeypatch)


def is_whole(page: Page, own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether all of a page is there at each width. *own*: the file of its case."""
    drawn = {
        part for block in page.blocks if isinstance(block, Sketch) for row in block.rows for part in row.signs.split()
    }
    pictures = {line.translate(ASCII) for line in drawn}
    for width in WIDTHS:
        written = shown(page, width, monkeypatch)
        assert all(width_of(line) <= width for line in written.splitlines())
        folded = " ".join(written.split())
        for block in page.shown().blocks:
            if isinstance(block, Sentence):
                assert " ".join(block.with_more.split()) in folded
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


@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [380.0, 760.0])
def test_why_nobody_moves_is_there_whole_in_its_picture(case: str, width: float) -> None:
    answer = ask(LANES, load(case))
    figure = draw("lanes", Request(game_of(load(case), BASE), width=width))
    told = " ".join(box.label for box in figure.boxes if box.kind == "text")
    for way in way_texts(answer, answer.record.dearest(12)):
        for text in (way.act, way.reason, way.follows):
            assert text in told


# -- messages ----------------------------------------------------------------------------------------------------------

OPTIONS = [f"option_number_{k}" for k in range(24)]
LONG_RULE = " and ".join(f"a.{name}" for name in OPTIONS[:12])
"""A rule of far more than eighty characters."""

RULED = f"""\
countermove: 1
actors:
  a:
    options: {{{", ".join(f"{name}: {{}}" for name in OPTIONS)}}}
    wants: [{{id: a1, want: a.option_number_0, assumed: true}}]
never: {{r1: {{never: {LONG_RULE}, assumed: true}}}}
start: [a.option_number_0]
scenarios:
  all: {{why: everything comes, happens: [{", ".join(f"a.{name}" for name in OPTIONS[:12])}], assumed: true}}
"""


def test_a_rule_that_excludes_a_start_is_told_whole() -> None:
    with pytest.raises(AssessmentError) as refused:
        loads(RULED, file="ruled.yaml")
    assert f"is infeasible: rule r1 excludes {LONG_RULE}." in str(refused.value)


def test_a_rule_that_excludes_a_state_is_told_whole() -> None:
    case = loads(RULED.partition("scenarios:")[0], file="ruled.yaml")
    with pytest.raises(ModelError) as refused:
        case.conflict().code([f"a.{name}" for name in OPTIONS[:12]])
    assert f"rule r1 excludes {LONG_RULE}." in str(refused.value)


def test_a_formula_that_cannot_be_settled_is_told_whole() -> None:
    """As a disjunction of conjunctions this one would have 2^12 of them."""
    want = " and ".join(f"(a.{one} or a.{two})" for one, two in zip(OPTIONS[:12], OPTIONS[12:], strict=True))
    text = RULED.partition("never:")[0].replace("want: a.option_number_0,", f'want: "{want}",')
    wants = loads(f"{text}start: []\n", file="wide.yaml").conflict().preferences["a"]
    assert not isinstance(wants, Ranking)
    with pytest.raises(SizeError) as refused:
        disjunctive(wants[0].formula)
    assert str(refused.value).startswith(f"{want} becomes more than {MAX_TERMS} conjunctions when written ")
