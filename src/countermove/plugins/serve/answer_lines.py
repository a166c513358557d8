"""The answers on the page: the first stays in sight, each further one on a line that opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from countermove.plugins.serve.render import rendered
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import capital
from countermove.questions.answers.text import key_answer_text
from countermove.questions.deal.line import deal_line
from countermove.questions.drift.line import drift_line
from countermove.questions.multiverse.line import coding_line
from countermove.questions.statusquo.compute import start_in
from countermove.reports.assessing.screen import start_text
from countermove.reports.report.blocks import Judgement
from countermove.reports.report.first import answer_judgement
from countermove.verdicts.answers.compute import Answers, KeyAnswer, word_of
from countermove.verdicts.observations import Observed, base_out_text
from gmcr.base.record import Record

__all__ = ["AnswerShown", "answer_fragments", "answers_shown", "coming_text", "refuted_text", "then_text"]

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


def answer_fragments(
    opened: Opened, answered: Answers, answers: Sequence[AnswerShown], *, whole: bool
) -> dict[str, str]:
    """Their fragments: the first, which stays in sight, with where things go from the start, and what stands below it.
    *whole*: whether what they rest on is told."""
    refuted = refuted_text(opened, answered.observed, first=True)
    out = refuted != ""
    then = then_text(opened, argued=out)
    changed = opened.switches.pushed and then != then_text(opened.unpushed, argued=out)
    links = opened.links
    return {
        "answers": rendered("answers.html.j2", answers=answers, then=then, then_changed=changed, links=links),
        "further": rendered(
            "further.html.j2",
            answers=answers,
            coming=coming_text(opened, whole),
            coded=coded_text(opened, whole),
            refuted=refuted,
            whole=whole,
            links=links,
        ),
    }


def coming_text(opened: Opened, whole: bool) -> str | None:
    """Who steps first if nobody does anything, as drivers drift; "" where somebody moves at once, or nothing drifts. Unless all
    is told, it is not found out first: None where it is not known yet."""
    if not any(opened.assessment.calculus().drifts.values()) or not start_in(opened.context).concepts[0].holds:
        return ""
    kept, asked = opened.written.kept, opened.switches.but(ask="", of="").query()
    line: str
    of, line = kept.get("coming", (None, ""))
    if of != asked:
        if not whole:
            return None
        line = drift_line(opened.context, Phrasing(opened.glossary, opened.switches.view))
        kept["coming"] = asked, line
    return line


def coded_text(opened: Opened, whole: bool) -> str:
    """Where an answer is another one in some coding of the file, as it stands: whatever is selected and pushed. Unless all is
    told, it is not found out first."""
    return coding_line(opened.context.assessment, Phrasing(opened.glossary), ask=whole)


def refuted_text(opened: Opened, seen: Observed | None, *, first: bool = False) -> str:
    """That what happened refutes what is argued; *first*: by the first event, and how many more there are."""
    if seen is None or not (seen.base_out or seen.nothing_left):
        return ""
    return base_out_text(seen, Phrasing(opened.glossary, opened.switches.view), first=first)


def then_text(opened: Opened, *, argued: bool = False) -> str:
    """Whether anybody moves at the start, and where that ends; where nobody does, whether a deal is open. *argued*: whether
    this is what was argued, and not what happened."""
    now, phrasing = start_in(opened.context), Phrasing(opened.glossary, opened.switches.view)
    if now.concepts[0].holds:
        return said("screen.rests", deal=deal_line(opened.context, phrasing))
    return start_text(now, phrasing, argued=argued)


def _brief(text: str, answer: KeyAnswer) -> str:
    """An answer of one line: no part of a long one, which could read otherwise."""
    return text if len(text) <= _LINE else f"{capital(answer.answer)}."


def _here(opened: Opened, answer: KeyAnswer) -> str:
    """The answer in the current reading, if that is not the base and differs from the answer over all readings."""
    if not opened.switches.reading:
        return ""
    word = word_of(answer.values[:1])
    return "" if word == answer.answer else word
