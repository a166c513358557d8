"""The same sentence everywhere: what terminal, brief, report and page say of an answer is one text, whatever is selected."""

from __future__ import annotations

import re
from html import unescape

import pytest

from countermove.assessment import loads
from countermove.assessment.bundle import content
from countermove.context.selection import Selection
from countermove.plugins.serve.switches import Switches
from countermove.plugins.serve.view import page
from countermove.presentation.assumptions import set_text
from countermove.presentation.phrases import Phrasing
from countermove.questions.answers.text import key_answer_text
from countermove.reports.assessing.compute import assess
from countermove.reports.assessing.screen import moved_text
from countermove.reports.assessing.text import assess_page
from countermove.reports.report.blocks import Judgements
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import report_case

__all__: list[str] = []


def flowing(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all")
@pytest.mark.parametrize(
    ("case", "selection"),
    [
        ("melos-416bc", Selection()),
        ("melos-416bc", Selection(drivers={"fear": "0.1"})),
        ("korea-2021", Selection(reading={"O1": "answers"}, scenario="crisis", drivers={"strain": "0.2"})),
        ("melos-416bc", Selection(reading={"Q4": "example"}, scenario="undeceived", drivers={"cost": "0.6"})),
    ],
)
def test_an_answer_is_one_text_on_every_surface(case: str, selection: Selection) -> None:
    assessment = loads(content(case), file=f"{case}.yaml")
    record = assess(assessment, selection, parts=())
    assert record.answered is not None
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    told = [key_answer_text(item, record.answered, phrasing) for item in record.answered.questions]
    screen = flowing(" ".join(getattr(block, "text", "") for block in assess_page(record, width=80).blocks))
    first = dossier_of(report_case(assessment, selection, brief=True), brief=True)
    shown = page(
        content(case), Switches(scenario=selection.scenario, reading=selection.reading, drivers=selection.drivers)
    )
    assert not shown.problems
    fragments = flowing(
        unescape(re.sub(r"<[^>]*>", " ", "".join(shown.fragments[part] for part in ("head", "answers", "further"))))
    )
    judgements = [item for block in first.first if isinstance(block, Judgements) for item in block.items]
    for place, (item, judged) in enumerate(zip(told, judgements, strict=True)):
        assert f"{item.question} {item.lead} {item.basis}".strip() in screen
        assert (judged.asked, judged.text) == (item.question, item.lead)
        assert judged.basis == ("" if place else item.basis), "a further question has a line"
        assert _bare(item.lead) in _bare(fragments)
        # Pushed, a page looks for what would change an answer up to two wants at once.
        for part in (item.otherwise, item.because if not selection.drivers else "", item.since if not item.now else ""):
            assert _bare(part) in _bare(fragments)
    moved = moved_text(record, phrasing)
    assert judgements[0].then == (moved or "Nobody moves.")
    assert flowing(moved) in screen
    assert _bare(moved) in _bare(fragments)
    assert set_text(record.context) in (screen and f"{screen} {first.byline}")
    assert set_text(record.context) in first.byline
    assert set_text(record.context) in fragments


def _bare(text: str) -> str:
    return "".join(text.split())
