"""answers: the reader's key questions, answered."""

from __future__ import annotations

from countermove.verdicts.answers.compute import Answered, Answers, Deciding, KeyAnswer, Since, answers

__all__ = ["Answered", "Answers", "Deciding", "KeyAnswer", "Since", "answers"]
