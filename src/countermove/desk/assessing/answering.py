"""The key questions with their answers on the first screen: each whole, with its reason, and where else it is another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.questions.answers.told import AnswerTold
from countermove.telling.blocks import Sentence
from countermove.telling.lines import folded

__all__ = ["answer_text", "answers_shown"]


def answers_shown(told: Sequence[AnswerTold], width: int) -> Iterator[Sentence]:
    """The questions, each with its answer below it."""
    for item in told:
        yield Sentence(item.question, "answer")
        yield from (Sentence(f"  {line}", "line") for line in folded(answer_text(item), width - 2))


def answer_text(item: AnswerTold) -> str:
    """An answer as every first screen, brief and page tells it: the verdict, since then another, where else another, because of
    what, and what would change it."""
    return " ".join(filter(None, (item.verdict, item.now, item.otherwise, item.because, item.change)))
