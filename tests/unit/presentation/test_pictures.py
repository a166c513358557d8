"""A report and the command ``figure`` show the same pictures, since both ask as the catalogue says."""

from __future__ import annotations

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.catalogue import PICTURES, QUESTIONS
from countermove.context.game import game_of
from countermove.context.selection import BASE, Selection
from countermove.questions.responsibility.compute import responsibility
from countermove.reports.figure import Request, draw
from countermove.reports.report.blocks import ShownPicture
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import report_case
from countermove.verdicts.responsibility import FEW
from tests import flagship
from tests.unit.reports.samples import FERRY, TWO_DRIVERS

__all__: list[str] = []

DRAWS = 60


def pictures(assessment: Assessment, selection: Selection = BASE) -> list[ShownPicture]:
    dossier = dossier_of(report_case(assessment, selection, draws=DRAWS))
    return [block for section in dossier.sections for block in section.blocks if isinstance(block, ShownPicture)]


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all")
@pytest.mark.parametrize("case", ["ferry", "korea-2021", "two drivers"])
def test_a_report_shows_what_the_command_draws(case: str) -> None:
    texts = {"ferry": FERRY, "two drivers": TWO_DRIVERS}
    assessment = loads(texts[case], file="case.yaml") if case in texts else load(case)
    game, seen = game_of(assessment, BASE), set()
    for picture in pictures(assessment):
        name = picture.figure.name
        if name in seen:
            continue  # of several roads the command draws the first
        seen.add(name)
        width = picture.figure.width
        assert picture.figure.svg == draw(name, Request(game, draws=DRAWS, width=width)).svg, name
    assert {"wants", "responsibility", "drivers"} <= seen
    if case == "korea-2021":
        assert seen == set(PICTURES) - {"lanes", "grids", "graph", "road", "longrun"}, (
            "nobody moves, lanes stand on the first page, and grids beside their claims"
        )


@pytest.mark.level("judge")
def test_the_picture_of_responsibility_goes_through_few_readings() -> None:
    """One policy, wherever it is drawn: all readings, or one where they are more than ``FEW``."""
    korea = flagship.korea()
    assert 1 < len(korea.readings) <= FEW
    (drawn,) = (item.figure for item in pictures(korea) if item.figure.name == "responsibility")
    assert any(box.label == "over 32 readings" for box in drawn.boxes)
    questions = "".join(f"  P{k}: {{readings: {{one: {{}}, other: {{}}}}}}\n" for k in range(6))
    many = loads(FERRY.replace("open:\n", f"open:\n{questions}", 1), file="many.yaml")
    assert len(many.readings) > FEW
    assert responsibility(many, over_readings="few").readings == ()
    shown = draw("responsibility", Request(game_of(many, BASE)))
    told = " ".join(box.label for box in shown.boxes if box.kind == "text")
    assert "Of 128 readings one was looked at" in told


@pytest.mark.level("judge")
def test_in_a_view_the_picture_of_responsibility_is_of_that_view() -> None:
    """What is selected holds for every picture: nothing of it is told of the author's model."""
    korea, washington = flagship.korea(), Selection(view="washington")
    (drawn,) = (item.figure for item in pictures(korea, washington) if item.figure.name == "responsibility")
    assert drawn.svg == draw("responsibility", Request(game_of(korea, washington), width=drawn.width)).svg
    assert [row[0] for row in drawn.table.texts] == ["the United States (washington)"]
    assert "author" not in drawn.title + drawn.description


def test_every_picture_of_a_question_has_what_draws_it() -> None:
    declared = {picture.name: question.name for question in QUESTIONS.values() for picture in question.pictures}
    assert set(declared) == set(PICTURES) - {"graph", "lanes", "states", "wants"}
    for name, (question, _) in PICTURES.items():
        module = __import__(f"countermove.questions.{question.name}.figure", fromlist=[name])
        assert callable(getattr(module, name)), name
