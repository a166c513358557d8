"""The sections on claims: a summary of what follows, and each claim with its verdict, its cells, and what it turns and
rests on."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.presentation.blocks import Sentence
from countermove.presentation.pages import text_of_answer
from countermove.presentation.words import capital, concepts_phrase, count
from countermove.questions.check.claim_rows import ClaimRow, claim_groups, claim_rows
from countermove.questions.check.class_words import in_order
from countermove.questions.check.grounds import ClaimGrounds, grade_text
from countermove.questions.check.reading_order import ReadingOrder, reading_order
from countermove.questions.check.verdicts import since_summary
from countermove.reports.assessing.whole import claims_sentences
from countermove.reports.report.blocks import Entries, Entry, Section
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.grids import grid_of, ruler_of
from countermove.reports.report.pictures import board_picture
from countermove.reports.report.premises import places_text, quotes_of

__all__ = ["claims_section", "grounds_section"]

_GROUPS = ("What the author concludes", "What others hold", "Probes: not the author's")


def claims_section(record: ReportRecord) -> Section:
    """What follows: the board, and in words what a reader should know about it."""
    if not record.assess.claims:
        only = Sentence("The file makes no claims. Write one conclusion, and Countermove says whether it follows.")
        return Section("claims", "", (only,))
    sentences = [item for item in claims_sentences(record.assess) if item.tone == "caution"]
    if since := since_summary(record.assess.claims):
        sentences.insert(0, Sentence(since, "answer"))
    together = record.answers.get("together")
    if together is not None and len(together.record.claims) > 1:
        sentences += [
            item for item in text_of_answer(together).answer if isinstance(item, Sentence) and item.tone == "answer"
        ]
    return Section("claims", "", (*board_picture(record), *sentences))


def grounds_section(record: ReportRecord) -> Section | None:
    """Every claim with its verdict, and what it turns and rests on; None if there are no claims."""
    if not record.assess.claims:
        return None
    order = reading_order(record.assess.claims, record.glossary)
    listing = Entries(tuple(_entries(record, order)), _key(record), ruler=ruler_of(order, record.glossary))
    return Section("grounds", "Every conclusion, and what it rests on", (listing,))


def _key(record: ReportRecord) -> str:
    readings = record.assess.over_readings.readings
    concepts = concepts_phrase(record.frame.assumptions.concepts)
    if readings == 1:
        return f"Each claim is judged under {concepts}."
    return (
        f"Each claim is judged in {count(readings, 'reading')} (across the grid; the first column is the base reading) under "
        f"{concepts} (down). Dark: it holds there. Pale: it fails. A thin line: there is no outcome to judge. The bars above the "
        "grids say which columns are which readings; questions on which most verdicts turn come first."
    )


def _entries(record: ReportRecord, order: ReadingOrder) -> Iterator[Entry]:
    grounds = {item.claim: item for item in record.grounds.claims}
    for name, group in zip(_GROUPS, claim_groups(record.assess.claims), strict=True):
        for row in claim_rows(in_order(group), record.glossary):
            yield _entry(row, record, order, grounds[row.id], name)


def _entry(row: ClaimRow, record: ReportRecord, order: ReadingOrder, ground: ClaimGrounds, group: str) -> Entry:
    written = record.document.claims[row.id]
    wording = f'worded "{written.wording}"' if written.wording else ""
    weakest = grade_text(ground.weakest) if ground.weakest else ""
    stripes = row.turns(2)
    return Entry(
        id=row.id,
        mark=row.mark,
        word=row.word,
        text=row.says,
        meta=tuple(filter(None, (*row.where, *row.whose, wording, places_text(record.document, written.at)))),
        details=tuple(
            (label, capital(text) if label == "note" else text)
            for label, text in row.details(turning=row.turning, rests=True, weakest=weakest)
        ),
        grid=grid_of(
            row.claim.values,
            capital(row.cells),
            order,
            told=f"{row.id} {row.cells}{f': {stripes}' if stripes else ''}",
            framed=row.claim.verdict == "contradicted",
        ),
        group=group,
        quotes=quotes_of(record, "claim", row.id),
    )
