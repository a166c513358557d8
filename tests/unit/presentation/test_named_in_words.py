"""Scenarios and answers are told in words where the file has some, with their names behind."""

from __future__ import annotations

import pytest

from countermove.assessment import Assessment, loads
from countermove.context.answer import ask
from countermove.context.game import game_of
from countermove.context.selection import Selection
from countermove.presentation.assumptions import answer_clause, game_text, scenario_text, scenario_words
from countermove.presentation.phrases import Phrasing
from countermove.questions.check.claim_rows import ClaimRow
from countermove.questions.matrix.text import premise_text
from countermove.verdicts.claims import check
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

WORDS = FERRY.replace("service_first: {}", "service_first: {means: it thinks of service.}").replace(
    "purse_first:\n", "purse_first:\n        means: it thinks of its purse.\n"
)


@pytest.fixture(scope="module")
def told() -> Assessment:
    return loads(WORDS)


def test_a_scenario(told: Assessment) -> None:
    words = game_of(told).glossary
    assert scenario_text("gift", words) == "somebody pays (gift)"
    asides = loads(FERRY.replace("why: somebody pays", "why: somebody pays (nobody knows who)."))
    assert scenario_words("gift", game_of(asides).glossary) == "somebody pays"
    bare = game_of(loads(FERRY.replace("    why: somebody pays\n", ""))).glossary
    assert (scenario_text("gift", bare), scenario_words("gift", bare)) == ("gift", "")


def test_a_conclusion_in_a_scenario(told: Assessment) -> None:
    words = game_of(told).glossary
    (claim,) = (claim for claim in check(told, search=False) if claim.id == "B")
    assert "if somebody pays (gift)" in ClaimRow(claim, words).notes


def test_an_answer(told: Assessment) -> None:
    assert answer_clause("Q", "purse_first", game_of(told).glossary) == "it thinks of its purse (Q)"
    assert answer_clause("Q", "purse_first", game_of(loads(FERRY)).glossary) == "Q = purse_first"


def test_the_game_that_is_looked_at(told: Assessment) -> None:
    answer = ask("why", told, Selection(reading={"Q": "purse_first"}), state="start")
    assert (
        game_text(answer.frame, Phrasing(answer.glossary))
        == "Set here: on the reading that it thinks of its purse (Q)."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WORDS, "Q = service_first: it thinks of service"),
        (FERRY, "Q = service_first: Does the town think first of its purse?"),
    ],
)
def test_a_premise_that_is_an_answer(text: str, said: str) -> None:
    answer = ask("matrix", loads(text))
    (place,) = (place for place, item in enumerate(answer.record.premises) if item.kind == "answer")
    assert premise_text(answer.record, place, Phrasing(answer.glossary)) == said
