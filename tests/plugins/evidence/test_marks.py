"""Tables against marks made by hand: no worse than was measured, and the documentation shows what is measured now."""

from __future__ import annotations

import json

import pytest

from benchmarks.drafting import (
    DRAWN,
    HELD_OUT,
    MARKED,
    MARKS,
    TEXTS,
    counts_drawn,
    counts_of,
    drawn_table,
    holders_of,
    table,
    text_marked,
)
from countermove.plugins.evidence.documents.cues import KINDS
from countermove.sources.sentences import sentences_in
from tests.conftest import ROOT

__all__: list[str] = []

MARGIN = 0.1
"""How far a figure may fall below what was measured."""

MEASURED = {
    "question": (0.80, 1.00),
    "preference": (1.00, 0.71),
    "forecast": (0.85, 0.94),
    "conditional": (1.00, 0.58),
    "mechanism": (1.00, 0.62),
    "reported": (0.89, 0.89),
    "hedge": (1.00, 1.00),
    "date": (1.00, 1.00),
    "any": (1.00, 0.95),
}
"""Precision and recall in the invented text, which lies in the repository."""


@pytest.mark.parametrize("kind", MEASURED)
def test_the_tables_find_in_the_invented_text_what_they_did(kind: str) -> None:
    counts = counts_of("invented")
    assert counts is not None
    precision, recall = MEASURED[kind]
    assert counts[kind].precision >= precision - MARGIN
    assert counts[kind].recall >= recall - MARGIN


def test_holders_are_found_in_the_invented_text_as_they_were() -> None:
    found = holders_of("invented")
    assert found is not None
    assert found.precision >= 0.86 - MARGIN
    assert found.recall >= 0.75 - MARGIN


@pytest.mark.parametrize("name", TEXTS)
def test_sentences_are_those_of_the_reader(name: str) -> None:
    found = text_marked(name)
    if found is None:
        pytest.skip("the text is not in the repository")
    text, marks = found
    own = {
        (number, *place)
        for number, paragraph in enumerate(text.paragraphs, start=1)
        for place in sentences_in(paragraph)
    }
    assert own == {(mark["paragraph"], mark["start"], mark["end"]) for mark in marks}


@pytest.mark.level("all")
def test_the_documentation_shows_what_is_measured() -> None:
    if text_marked(HELD_OUT) is None or text_marked("sun-2021") is None:
        pytest.skip("two of the texts are not in the repository")
    page = (ROOT / "docs" / "drafting.md").read_text(encoding="utf-8")
    assert "\n".join(table()) in page, "python -m benchmarks.drafting prints the table"
    assert "\n".join(drawn_table()) in page, "and this one"


HELD = {"advice": (0.80, 0.94), "limit": (0.73, 0.73), "risk": (0.67, 1.00)}
"""Precision and recall in the drawn sentences that tuned nothing."""


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("kind", DRAWN)
def test_the_tables_find_in_drawn_sentences_what_they_did(kind: str) -> None:
    counts = counts_drawn(held_out=True)
    if counts is None:
        pytest.skip("their texts are not in the repository")
    precision, recall = HELD[kind]
    assert counts[kind].precision >= precision - MARGIN
    assert counts[kind].recall >= recall - MARGIN


def test_every_kind_is_marked_somewhere() -> None:
    drawn = json.loads((MARKS / "drawn.json").read_text(encoding="utf-8"))
    assert {*MARKED, *DRAWN} == set(KINDS)
    assert tuple(drawn["kinds"]) == DRAWN
    assert {kind for one in drawn["sentences"] for kind in one["cues"]} == set(DRAWN)
    assert [one["held_out"] for one in drawn["sentences"]].count(True) == 60
