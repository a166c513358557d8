"""The claims board, compared with the verdicts that check finds, on bundled cases and random ones."""

from __future__ import annotations

import re

import pytest

from countermove.context.answer import Answer, ask
from countermove.questions.check.figure import FOLDED, board_groups, board_title
from countermove.questions.check.figure import claims as board
from countermove.questions.check.verdicts import turns_text
from countermove.verdicts.turning_points import turning_points
from tests.conftest import models
from tests.flagship import korea_checked
from tests.unit.questions.assessments import pair

__all__: list[str] = []


def counted(answer: Answer) -> None:
    """Every claim stands once, in the group of its class, and the bar is its share."""
    found = answer.record.claims
    groups = list(board_groups(found))
    assert sorted(claim.id for _, group in groups for claim in group) == sorted(claim.id for claim in found)
    for heading, group in groups:
        assert int(heading.split()[0]) == len(group)
        if group[0].of_the_author:
            assert len({claim.kind for claim in group}) == 1
    figure = board(answer)
    bars = dict(re.findall(r"<title>(\S+) holds in (\d+ of \d+) cells</title>", figure.svg))
    left_out = sum(map(int, re.findall(r"(\d+) more, in the table", figure.svg)))
    for claim in found:
        defined = int((claim.values != -1).sum())
        if defined and claim.id in bars:
            assert bars[claim.id] == f"{int((claim.values == 1).sum())} of {defined}"
        elif defined:
            left_out -= 1
    assert left_out >= 0, "whatever is not drawn is counted"
    assert bars
    assert [row[:2] for row in figure.table.texts] == [(claim.id, claim.word) for claim in found]


@pytest.mark.parametrize("seed", models(range(20), (2, 9)))
def test_the_board_of_a_generated_case_counts_what_check_finds(seed: int) -> None:
    counted(ask("check", pair(seed).assessment))


@pytest.mark.level("all")
def test_the_board_of_the_korean_case() -> None:
    answer = korea_checked()
    counted(answer)
    assert [heading for heading, _ in board_groups(answer.record.claims)] == [
        "1 is contradicted",
        "2 restate a premise",
        "5 turn on something the source leaves open",
        "11 follow, as long as nobody wants otherwise",
        "12 held by others",
        "5 not the author’s: probes",
    ]
    shown = {box.label for box in board(answer).boxes}
    assert "that China manages a crisis together with Washington (c2) · if provocation resumes" in shown
    assert "until the United States wants otherwise (u2)" in shown
    assert "turns on whether Washington would not sit down (O1)" in shown
    folded = board(answer, folded=True)
    assert "7 more, in the table" in {box.label for box in folded.boxes}
    for figure in (board(answer), folded):
        counted_ = sum(map(int, re.findall(r"(\d+) more, in the table", figure.svg)))
        assert len(re.findall(r'data-claim="', figure.svg)) + counted_ == len(answer.record.claims)
    assert FOLDED == 4
    assert board_title(answer.record.claims).startswith(
        "Of 19 conclusions, eleven follow (ten of them say that something"
    )


@pytest.mark.level("all")
def test_what_a_verdict_turns_on_is_a_question_that_decides_alone_or_the_simplest_condition() -> None:
    answer = korea_checked()
    words, claims = answer.glossary, {claim.id: claim for claim in answer.record.claims}
    for claim in claims.values():
        if claim.verdict != "not determined":
            continue
        told = turns_text(claim.turns_on, words)
        whole = re.fullmatch(r"turns on whether (.+) \((\w+)\)", told)
        if whole is None:
            continue
        answers = list(words.questions[whole[2]].answers)
        place = list(words.questions).index(whole[2])
        table = claim.values.reshape([*(len(item.answers) for item in words.questions.values()), -1])
        for k, name in enumerate(answers):
            own = table.take(k, axis=place)
            means = (words.questions[whole[2]].answers[name] or name).rstrip(".")
            assert (own[own != -1] == 1).all() if means in whole[1] else (own[own != -1] == 0).all()
    assert turns_text((), words) == "turns on no set of up to three conditions"
    values = claims["C21"].values
    factors = [(name, tuple(item.answers)) for name, item in words.questions.items()]
    found = turning_points(values, [*factors, ("concept", claims["C21"].concepts)])
    assert turns_text(found, words) == "turns on: holds with everybody looking one step ahead (Nash)"
