"""Readings stand in one order everywhere, and the ruler above them says which column is which reading."""

from __future__ import annotations

import re

import pytest

from countermove.context.answer import Answer, ask
from countermove.media.html import fragment_of
from countermove.questions.check.claim_grids import reading_order
from countermove.questions.check.figure import grids
from countermove.questions.check.text import strips_sketch
from countermove.reports.report.blocks import Entries, Entry
from countermove.reports.report.claims import grid_of, ruler_of
from tests.flagship import korea_checked
from tests.unit.questions.assessments import pair

__all__: list[str] = []


@pytest.fixture(scope="module", params=[5, "korea-2021", 12])
def answer(request: pytest.FixtureRequest) -> Answer:
    given = request.param
    return korea_checked() if given == "korea-2021" else ask("check", pair(given).assessment)


@pytest.mark.level("all")
def test_the_ruler_names_the_reading_of_every_column(answer: Answer) -> None:
    order, readings = reading_order(answer.record.claims, answer.glossary), answer.record.cases[0].rows
    assert sorted(order.order.tolist()) == list(range(len(readings)))
    assert order.order[0] == 0, "the base reading comes first"
    ruler = ruler_of(order, answer.glossary)
    for row, (name, answers, choices) in zip(ruler.rows if ruler else (), order.choices(), strict=bool(ruler)):
        assert [answers[choice] for choice in choices] == [readings[place][name] for place in order.order]
        heights = [0.0] * len(choices)
        for first, span, high in row.bars:
            heights[first : first + span] = [high] * span
        assert heights == [choice / max(len(answers) - 1, 1) for choice in choices]
        assert row.id == name


@pytest.mark.level("all")
def test_questions_on_which_more_verdicts_turn_come_first(answer: Answer) -> None:
    claims = answer.record.claims
    turned = [
        sum(any(name in dict(item.equations) for item in claim.turns_on) for claim in claims)
        for name, _ in reading_order(claims, answer.glossary).questions
    ]
    assert turned == sorted(turned, reverse=True)


@pytest.mark.level("all", but=2)
def test_figure_report_and_terminal_show_the_same_columns(answer: Answer) -> None:
    claims, glossary = answer.record.claims, answer.glossary
    order = reading_order(claims, glossary)
    names = [name for name, _ in order.questions]
    sketch = strips_sketch(claims, glossary)
    if sketch is None:
        assert order.order.size == 1
        return
    lines = {line.split()[0]: line for line in sketch.lines if not line.startswith(" ")}
    assert list(lines)[: len(names)] == names
    drawn = [box.label.removeprefix("ruler ") for box in grids(answer).boxes if box.label.startswith("ruler ")]
    assert drawn == names
    for claim in claims:
        grid = grid_of(claim.values, "", order)
        assert grid is not None
        assert [list(row) for row in grid.cells] == claim.values[order.order].T.tolist()
        strip = lines[claim.id].split()[1]
        for sign, cells in zip(strip, zip(*grid.cells, strict=True), strict=True):
            defined = [cell for cell in cells if cell != -1]
            assert sign == ("?" if not defined else "█" if all(defined) else "▒" if any(defined) else "·")


@pytest.mark.level("all")
def test_each_group_of_grids_has_its_ruler_and_a_contradicted_one_its_frame() -> None:
    answer = korea_checked()
    order = reading_order(answer.record.claims, answer.glossary)
    claims = {claim.id: claim for claim in answer.record.claims}
    items = [
        Entry(name, claims[name].verdict, "", "", grid=grid_of(
            claims[name].values, name, order, told=f"of {name}", framed=claims[name].verdict == "contradicted"), group=group)
        for name, group in (("C01", "a"), ("C16", "a"), ("C04", "b"))
    ]  # fmt: skip
    page = fragment_of([Entries(tuple(items), ruler=ruler_of(order, answer.glossary))])
    assert page.count('<ul class="ruler">') == 2
    assert len(re.findall(r'class="grid framed"', page)) == 1
    assert len(re.findall(r'class="grid"', page)) == 2
    assert "<title>of C16</title>" in page
    assert "If Pyongyang came first, would Washington sit down?" in page
    assert "bar: Washington would sit down once Pyongyang came" in page
