"""The answers on the page: the first at once, each further one on a line that opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from countermove.plugins.serve.render import rendered
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital
from countermove.questions.answers.text import key_answer_text
from countermove.questions.statusquo.compute import start_in
from countermove.reports.assessing.screen import start_text
from countermove.reports.report.blocks import Judgement
from countermove.reports.report.first import answer_judgement
from countermove.verdicts.answers.compute import Answers, KeyAnswer, word_of
from countermove.verdicts.observations import base_out_text
from gmcr.base.record import Record

__all__ = ["AnswerShown", "answers_html", "answers_shown"]

_LINE = 90
"""The longest answer that stands on one line with its question."""


@dataclass(frozen=True, slots=True)
class AnswerShown(Record):
    """A key question on the page. ``word``: its answer in the current reading, if that is not the base; ``brief``: the
    answer on the line of the question, as a word where the whole is long."""

    id: str
    told: Judgement
    word: str
    brief: str


def answers_shown(opened: Opened, answered: Answers) -> tuple[AnswerShown, ...]:
    """The answers, in file order."""
    phrasing = Phrasing(opened.glossary, opened.switches.view)
    judgements = ((item, answer_judgement(key_answer_text(item, answered, phrasing))) for item in answered.questions)
    return tuple(
        AnswerShown(item.id, one, _here(opened, item.first), _brief(one.text, item.first)) for item, one in judgements
    )


def answers_html(opened: Opened, answered: Answers, answers: Sequence[AnswerShown], *, whole: bool) -> str:
    """Their fragment, with where things go from the start. *whole*: whether what they rest on is told."""
    phrasing = Phrasing(opened.glossary, opened.switches.view)
    now = start_in(opened.context)
    seen = answered.observed
    out = seen is not None and (seen.base_out or seen.nothing_left)
    refuted = base_out_text(seen, phrasing) if seen is not None and out else ""
    moved = start_text(now, phrasing, argued=out)
    return rendered("answers.html.j2", answers=answers, refuted=refuted, moved=moved, whole=whole, links=opened.links)


def _brief(text: str, answer: KeyAnswer) -> str:
    """An answer of one line: no part of a long one, which could read otherwise."""
    return text if len(text) <= _LINE else f"{capital(answer.answer)}."


def _here(opened: Opened, answer: KeyAnswer) -> str:
    """The answer in the current reading, if that is not the base and differs from the answer over all readings."""
    if not opened.switches.reading:
        return ""
    word = word_of(answer.values[:1])
    return "" if word == answer.answer else word
