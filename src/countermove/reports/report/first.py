"""The first page: the reading screen on paper. The answer, further questions a line each, what decides, the conclusions
counted, and what happened since."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.presentation.blocks import Sentence
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.questions.answers.text import KeyAnswerText, key_answer_text
from countermove.questions.check.claim_rows import ClaimRow
from countermove.questions.check.verdicts import claims_head
from countermove.questions.deal.line import deal_line
from countermove.questions.drift.line import drift_line
from countermove.questions.multiverse.line import coding_line
from countermove.reports.assessing.screen import moved_text, own_claims, rests_on, since_sentences
from countermove.reports.reading_screen import ReadingScreen, reading_screen_of
from countermove.reports.report.blocks import DossierBlock, Judgement, Judgements, Mark, Marks, Timeline
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.pictures import COLUMN, WIDE, deciding_picture
from countermove.verdicts.observations import base_out_text

__all__ = [
    "answer_judgement",
    "beside_page",
    "coded_text",
    "coming_text",
    "first_page",
    "key_answer_texts",
    "refuted_text",
    "screen_of",
    "since_text",
    "start_sentence",
]


def screen_of(record: ReportRecord) -> ReadingScreen:
    """The reading screen of a report."""
    return reading_screen_of(record.assess.context, record.assess.observed)


def first_page(record: ReportRecord, screen: ReadingScreen, form: str = "html") -> Iterator[DossierBlock]:
    """The answers and what decides, for a reader who stops after one page. *form*: the format of the dossier."""
    first, *further = key_answer_texts(record)
    if refuted := refuted_text(record, first=True):
        yield Sentence(refuted, "caution")
    yield Judgements((answer_judgement(first, start_sentence(record)),))
    if further:
        yield Judgements(tuple(Judgement(answer.lead, asked=answer.question) for answer in further), lines=True)
    if coming := coming_text(record):
        yield Sentence(coming)
    if coded := coded_text(record):
        yield Sentence(coded)
    # A sheet of paper is wider than the main column of a page.
    drawn = deciding_picture(record, screen, WIDE if form == "pdf" else COLUMN)
    yield Sentence(screen.title) if drawn is None else drawn


def beside_page(record: ReportRecord, screen: ReadingScreen) -> Iterator[DossierBlock]:
    """How many conclusions follow, what the premises rest on, and what happened since."""
    if own := own_claims(record.assess):
        yield Sentence(claims_head(own), "heading")
        rows = (ClaimRow(claim, record.glossary) for claim in reversed(own))
        yield Marks(tuple(Mark(row.id, row.mark, f"{row.says}: {row.word}") for row in rows))
    yield from rests_on(record.assess, counted=not screen.forecasts)
    if screen.events or screen.forecasts:
        yield Sentence("What happened since", "heading")
        if since := since_text(record):
            yield Sentence(since)
        if screen.events:
            yield Timeline(screen.events)
        if screen.forecasts:
            yield Sentence(screen.forecasts)


def refuted_text(record: ReportRecord, *, first: bool = False) -> str:
    """A warning that events refute the base reading, or all readings; "" otherwise. *first*: the first event alone, where more
    of it stands below."""
    seen = record.assess.observed
    if seen is None or not (seen.base_out or seen.nothing_left):
        return ""
    return base_out_text(seen, Phrasing(record.glossary), first=first)


def since_text(record: ReportRecord) -> str:
    """What the events leave, and what that changes, as the first screen has it."""
    return " ".join(told.text for told in since_sentences(record.assess, key_answer_texts(record)))


def start_sentence(record: ReportRecord) -> str:
    """What happens at the start, read on from the answer: that nobody moves, or who does and where it ends."""
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    if record.assess.statusquo.concepts[0].holds:
        return said("screen.rests", deal=deal_line(record.assess.context, phrasing))
    return moved_text(record.assess, phrasing)


def coming_text(record: ReportRecord) -> str:
    """Who steps first if nobody does anything, as drivers drift; "" where somebody moves at once, or nothing drifts."""
    if not record.assess.statusquo.concepts[0].holds:
        return ""
    return drift_line(record.assess.context, Phrasing(record.glossary, record.frame.assumptions.view))


def coded_text(record: ReportRecord) -> str:
    """Where an answer is another one in some coding of the file, as it stands; "" otherwise."""
    return coding_line(record.assess.context.assessment, Phrasing(record.glossary))


def key_answer_texts(record: ReportRecord) -> list[KeyAnswerText]:
    """The key questions with their answers, in file order."""
    answers = record.assess.answered
    assert answers is not None, "nothing is shown before they are answered"
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    return [key_answer_text(item, answers, phrasing) for item in answers.questions]


def answer_judgement(answer: KeyAnswerText, then: str = "") -> Judgement:
    """An answer, what happens *then*, and below it its grounds."""
    return Judgement(answer.lead, answer.basis, asked=answer.question, then=then)
