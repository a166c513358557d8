"""The key questions with their answers on the first screen: each in full, with its reason, and where the answer
differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.presentation.blocks import Sentence
from countermove.presentation.lines import folded
from countermove.questions.answers.text import KeyAnswerText

__all__ = ["answers_shown"]


def answers_shown(answers: Sequence[KeyAnswerText], width: int) -> Iterator[Sentence]:
    """The questions, each followed by its answer."""
    for item in answers:
        yield Sentence(item.question, "answer")
        yield from (Sentence(f"  {line}", "line") for line in folded(f"{item.lead} {item.basis}", width - 2))
