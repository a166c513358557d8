"""The sections on claims: what follows in sum, and each claim with its verdict, its cells, and what it turns and rests on."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.desk.assessing.whole import claims_sentences
from countermove.desk.report.blocks import Entries, Entry, Section
from countermove.desk.report.found import ReportRecord
from countermove.desk.report.grids import grid_of, ruler_of
from countermove.desk.report.pictures import board_picture
from countermove.desk.report.premises import places_text, quotes_of
from countermove.questions.check.class_words import in_order, mark_of, undone_text
from countermove.questions.check.grounds import ClaimGrounds, grade_text
from countermove.questions.check.reading_order import ReadingOrder, reading_order
from countermove.questions.check.verdicts import (
    cells_text,
    expectation_text,
    rests_text,
    since_summary,
    since_text,
    warnings_text,
)
from countermove.telling.assumptions import scenario_text
from countermove.telling.blocks import Sentence
from countermove.telling.pages import telling_of
from countermove.telling.phrases import Teller
from countermove.telling.words import capital, concepts_phrase, count
from countermove.verdicts.condition_words import conditions_text
from countermove.verdicts.judged import ClaimVerdict

__all__ = ["claims_section", "grounds_section"]

_GROUPS = ("What the author concludes", "What others hold", "Probes: not the author's")


def claims_section(record: ReportRecord) -> Section:
    """What follows: the board, and in words what a reader should know of it."""
    if not record.assess.claims:
        only = Sentence("The file makes no claims. Write one conclusion, and Countermove says whether it follows.")
        return Section("claims", "", (only,))
    told = [item for item in claims_sentences(record.assess) if item.tone == "caution"]
    if since := since_summary(record.assess.claims):
        told.insert(0, Sentence(since, "answer"))
    given = record.answers.get("together")
    if given is not None and len(given.found.claims) > 1:
        told += [item for item in telling_of(given).answer if isinstance(item, Sentence) and item.tone == "answer"]
    return Section("claims", "", (*board_picture(record), *told))


def grounds_section(record: ReportRecord) -> Section | None:
    """Every claim with its verdict, and what it turns and rests on; None without any."""
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
    for place, name in enumerate(_GROUPS):
        for claim in in_order(record.assess.claims):
            if _group(claim) == place:
                yield _entry(claim, record, order, grounds[claim.id], name)


def _group(claim: ClaimVerdict) -> int:
    return 2 if claim.probe else 0 if claim.by is None else 1


def _entry(claim: ClaimVerdict, record: ReportRecord, order: ReadingOrder, ground: ClaimGrounds, group: str) -> Entry:
    words, written = record.glossary.claims[claim.id], record.document.claims[claim.id]
    where = [f"if {scenario_text(words.scenario, record.glossary)}"] if words.scenario else []
    where += [f"in the view {words.view}"] if words.view else []
    where += [f"held by {words.by_name}"] if words.by_name else []
    where += [f'worded "{written.wording}"'] if written.wording else []
    where += [places] if (places := places_text(record.document, written.at)) else []
    details = []
    if claim.verdict == "not determined":
        turning = conditions_text(claim.turns_on, words=record.glossary) or "no three things alone decide it"
        details.append(("turns on", turning))
    if since := since_text(claim):
        details.append(("since", since))
    if claim.kind == "holds_by_inaction":
        details.append(("holds", undone_text(claim, record.glossary)))
    details.append(("rests on", rests_text(claim, teller=Teller(record.glossary))))
    if ground.weakest:
        details.append(("weakest link", grade_text(ground.weakest)))
    details += [("note", capital(warning)) for warning in warnings_text(claim, record.glossary)]
    if expectation := expectation_text(claim):
        details.append(("note", capital(expectation)))
    cells = f"holds in {cells_text(claim)} cells"
    return Entry(
        id=claim.id,
        mark=mark_of(claim),
        word=claim.word,
        text=words.says,
        meta=tuple(where),
        details=tuple(details),
        grid=grid_of(
            claim.values,
            capital(cells),
            order,
            told=f"{claim.id} {cells}{_stripes(claim, record)}",
            framed=claim.verdict == "contradicted",
        ),
        group=group,
        quotes=quotes_of(record, "claim", claim.id),
    )


def _stripes(claim: ClaimVerdict, record: ReportRecord) -> str:
    """What the stripes of a grid are."""
    told = conditions_text(claim.turns_on, most=2, words=record.glossary)
    return f": {told}" if told else ""
