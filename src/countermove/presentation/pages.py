"""Answers in words, made by the ``text`` module of their question, which is looked up by name; and whole pages of
them.

Answers under several concepts, told one after another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from countermove.catalogue import module_of
from countermove.context.answer import Answer
from countermove.presentation.assumptions import game_text, unlisted_text
from countermove.presentation.blocks import AnswerText, Block, Page, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.statements import WITHOUT
from countermove.presentation.words import concept_name

__all__ = ["page_of_answer", "several_texts", "table_of", "text_of_answer"]


_READING = ("solve", "why")
"""The questions that read strength and doubt of wants."""


def text_of_answer(answer: Answer, **shown: Any) -> AnswerText:
    """The words of an answer. *shown*: how much of it to show, by the options of its question that say so."""
    module = import_module(module_of(answer.question, "text"))
    telling: AnswerText = getattr(module, f"{answer.question}_text")(answer, **shown)
    return telling


def table_of(answer: Answer) -> Table:
    """The table that the question of an answer provides for spreadsheets."""
    module = import_module(module_of(answer.question, "text"))
    table: Table = getattr(module, f"{answer.question}_table")(answer)
    return table


def page_of_answer(answer: Answer, **shown: Any) -> Page:
    """An answer as a page: its title, its game, the answer and the rest."""
    telling, frame = text_of_answer(answer, **shown), answer.frame
    head: list[Block] = [Sentence(f"{frame.case}: {telling.title}" if telling.named else telling.title, "heading")]
    if telling.of_a_game:
        game = game_text(frame, Phrasing(answer.glossary, frame.assumptions.view))
        if said := f"{game} {telling.under}".strip():
            head.append(Sentence(said, "note"))
    if proved := " ".join(dict.fromkeys(filter(None, map(unlisted_text, answer.frames)))):
        head.append(Sentence(proved, "note"))
    if answer.glossary.graded and answer.question not in _READING:
        head.append(Sentence(WITHOUT, "note"))
    return Page((*head, *telling.answer, *telling.body))


def several_texts(
    title: str,
    answers: Sequence[tuple[str, Iterable[Block], Iterable[Block]]],
    last: Iterable[Block],
    *,
    alone: bool,
    named: bool = True,
) -> AnswerText:
    """A telling made of (concept, what to read first, the rest) for each concept, and of *last*. A single concept needs
    no heading if *alone*: no other one was asked for."""
    if alone and len(answers) == 1:
        [(_, answer, body)] = answers
        return AnswerText(title, tuple(answer), (*body, *last), named=named)
    blocks: list[Block] = []
    short = []
    for concept, answer, body in answers:
        heading = Sentence(f"Under {concept_name(concept)}", "heading")
        own = AnswerText("", tuple(answer))
        short.append(f"{heading.text}: {own.in_short}")
        blocks += (heading, *own.answer, *body)
    return AnswerText(title, (), (*blocks, *last), " ".join(short), named=named)
