"""Answers under several concepts, told one after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from countermove.presentation.blocks import AnswerText, Block, Sentence
from countermove.presentation.words import concept_name

__all__ = ["several_texts"]


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
