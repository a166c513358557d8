"""answers: what the reader wanted to know, answered."""

from __future__ import annotations

from countermove.questions.answers.found import Answered, Answers, Deciding, KeyAnswer, Since, answers

__all__ = ["Answered", "Answers", "Deciding", "KeyAnswer", "Since", "answers"]
