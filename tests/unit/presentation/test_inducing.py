"""Moves made for their answer, in words."""

from __future__ import annotations

from countermove import CONCEPTS, loads, reports
from countermove.media import page_of
from countermove.presentation.blocks import Sentence, Table
from countermove.presentation.steps import pays_text

DEAL = """
countermove: 1
title: Would he give?
sources: {n: {what: made up, grade: B2, default: true}}
actors:
  ann: {name: Ann, options: {pay: {does: pays}}, wants: [{id: a1, want: bob.give, at: [1]}, {id: a2, want: not pay, at: [1]}]}
  bob: {name: Bob, options: {give: {does: gives}}, wants: [{id: b1, want: give iff ann.pay, at: [1]}]}
target: bob.give
start: []
"""

LED = (
    "Somebody could be led there: Ann pays (state 1), which pays because of the answer that it brings, if whoever makes "
    "it is bound by it,"
)
NASH = "with everybody looking one step ahead (Nash)"


def test_how_an_act_pays() -> None:
    assert pays_text(dict.fromkeys(CONCEPTS, "never")) == "never"
    assert pays_text({"nash": "at once"}) == "at once"
    assert pays_text({"nash": "at once", "gmr": "deterred", "seq": "at once"}) == (
        "at once under Nash and SEQ; deterred under GMR"
    )
    assert pays_text({"nash": "never", "gmr": "never"}) == "never under Nash and GMR"


def said(question: str, **asked: object) -> list[str]:
    page = page_of(reports.ask(question, loads(DEAL), **asked))
    return [block.text for block in page.blocks if isinstance(block, Sentence)]


def test_levers_change_and_roads_say_who_could_be_led() -> None:
    page = page_of(reports.ask("levers", loads(DEAL), concepts=["nash"]))
    texts = [block.text for block in page.blocks if isinstance(block, Sentence)]
    assert "A move can pay Ann through the answer that it brings." in texts
    answer = f"{NASH}, since the others go from there to where Ann pays; Bob gives (state 3)."
    assert (
        f"Ann pays (state 1): it pays because of the answer that it brings, if whoever makes it is bound by it, {answer}"
        in texts
    )
    [paying] = [block for block in page.blocks if isinstance(block, Table) and "pay their own maker" in block.caption]
    assert paying.texts == (("Ann pays", "by its answer if bound"),)
    assert f"A state in which Bob gives: nobody goes there {NASH}. {LED} {NASH}." in " ".join(said("change"))
    assert any(LED in text for text in said("roads"))


def test_the_status_quo_names_what_pays_by_its_answer() -> None:
    page = page_of(reports.assess(loads(DEAL)), full=True)
    texts = [block.text for block in page.blocks if isinstance(block, Sentence)]
    assert (
        "Neither of the two actors gains at once by a move of its own, whatever the others would do about it." in texts
    )
    assert "A move that is no gain at once may still pay, through the answer that it brings:" in texts
