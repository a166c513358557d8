"""Answers under several concepts, told one after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from countermove.presentation.blocks import Block, Sentence, Telling
from countermove.presentation.words import concept_name

__all__ = ["several_told"]


def several_told(
    title: str,
    answers: Sequence[tuple[str, Iterable[Block], Iterable[Block]]],
    last: Iterable[Block],
    *,
    alone: bool,
    named: bool = True,
) -> Telling:
    """A telling made of (concept, what to read first, the rest) for each concept, and of *last*. A single concept needs
    no heading if *alone*: no other one was asked for."""
    if alone and len(answers) == 1:
        [(_, answer, body)] = answers
        return Telling(title, tuple(answer), (*body, *last), named=named)
    blocks: list[Block] = []
    short = []
    for concept, answer, body in answers:
        heading = Sentence(f"Under {concept_name(concept)}", "heading")
        own = Telling("", tuple(answer))
        short.append(f"{heading.text}: {own.in_short}")
        blocks += (heading, *own.answer, *body)
    return Telling(title, (), (*blocks, *last), " ".join(short), named=named)
