"""The sections on claims: a summary of what follows, and each claim with its verdict, its cells, and what it turns and
rests on.

Reading × concept tables as grids with a caption, and the ruler above them.

The section that explains every id of a case: its premises line by line, in the order of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from countermove.assessment.schema.premises import Want
from countermove.context.glossary import Glossary
from countermove.presentation.blocks import Sentence
from countermove.presentation.numbers import decimal_text
from countermove.presentation.pages import text_of_answer
from countermove.presentation.phrases import Phrasing
from countermove.presentation.places import PlaceTold
from countermove.presentation.words import capital, concepts_phrase, count, listed
from countermove.questions.check.claim_grids import ReadingOrder, reading_order
from countermove.questions.check.claim_rows import ClaimRow, claim_groups, claim_rows
from countermove.questions.check.grounds import ClaimGrounds, grade_text
from countermove.questions.check.verdicts import in_order, since_summary
from countermove.reports.assessing.whole import claims_sentences
from countermove.reports.report.blocks import DossierBlock, Entries, Entry, Grid, Pairs, Quote, Ruler, RulerRow, Section
from countermove.reports.report.cited import places_told, quote_of
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.pictures import board_picture
from countermove.verdicts.observations import seen_text
from countermove.verdicts.turning_points import answer_text

__all__ = ["claims_section", "grid_of", "grounds_section", "premises_section", "quotes_of", "ruler_of"]


WIDEST = 128
"""The most readings that a grid shows cell by cell; for more there are only the words."""


def grid_of(
    values: NDArray[np.int8], words: str, order: ReadingOrder | None = None, *, told: str = "", framed: bool = False
) -> Grid | None:
    """The grid of a table (readings, concepts), in an order of readings; None if it would be too wide."""
    if not 1 < values.shape[0] <= WIDEST:
        return None
    rows = values if order is None else values[order.order]
    return Grid(tuple(tuple(map(int, row)) for row in rows.T.tolist()), words, told, framed)


def ruler_of(order: ReadingOrder, glossary: Glossary) -> Ruler | None:
    """The ruler that identifies the columns of grids; None if there are no grids."""
    if not 1 < order.order.size <= WIDEST:
        return None
    rows = []
    for name, answers, choices in order.choices():
        if len(answers) < 2:  # one answer is selected: it does not distinguish columns
            continue
        bars, first = [], 0
        for choice, run in groupby(choices):
            span = sum(1 for _ in run)
            if choice:
                bars.append((first, span, choice / (len(answers) - 1)))
            first += span
        words = [capital(answer_text(name, answer, glossary)) for answer in answers[1:]]
        bar = f"bar: {words[0]}" if len(words) == 1 else f"bars, from low to high: {'; '.join(words)}"
        rows.append(RulerRow(name, glossary.questions[name].asks or "", bar, tuple(bars)))
    return Ruler(tuple(rows), order.order.size)


def premises_section(record: ReportRecord) -> Section:
    """Wants, open questions, numbers, rules, scenarios, views and observations, each with its words and its place."""
    blocks: list[DossierBlock] = []
    told = places_told(record.document, record.glossary)
    for kind, title, items in _groups(record):
        if items:
            pointing = _POINTING.get(kind, kind)
            places = {name: told[pointing, name] for name, _ in items if (pointing, name) in told}
            quotes = {name: own for name, _ in items if (own := quotes_of(record, pointing, name))}
            blocks += [Sentence(title, "heading"), Pairs(tuple(items), kind, quotes, places)]
    return Section("premises", "The premises, line by line", tuple(blocks))


_POINTING = {"open": "open question", "seen": "observation"}


def quotes_of(record: ReportRecord, kind: str, name: str) -> tuple[Quote, ...]:
    """The passages that a premise or claim points at, if there are texts."""
    passages = () if record.passages is None else record.passages.of(kind, name)
    return tuple(map(quote_of, passages))


def _groups(record: ReportRecord) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    document, phrasing = record.document, Phrasing(record.glossary)
    for actor, item in document.actors.items():
        wanting = phrasing.agree(actor, "wants", "want")
        title = f"What {phrasing.the(actor)} {wanting}, most important first"
        yield "want", title, [(want.id, _want(want, phrasing)) for want in item.wants]
    yield "open", "What the source leaves open", list(_questions(record))
    yield (
        "driver",
        "Numbers that switch wants on and off",
        [
            (
                name,
                f"{driver.means or 'a number'}, now {decimal_text(driver.now, fixed=True)}",
            )
            for name, driver in document.drivers.items()
        ],
    )
    yield (
        "rule",
        "What cannot be",
        [
            (name, rule.why or phrasing.clause(record.glossary.formula(rule.never)))
            for name, rule in document.never.items()
        ],
    )
    yield (
        "scenario",
        "What may come",
        [(name, scenario.why or "") for name, scenario in document.scenarios.items()],
    )
    yield (
        "view",
        "How others see it",
        [(name, _view(name, record)) for name in document.views],
    )
    yield "seen", "What has happened since", list(_observations(record, phrasing))


def _observations(record: ReportRecord, phrasing: Phrasing) -> Iterator[tuple[str, str]]:
    """What was observed and how it ended, and the values that numbers had."""
    for item in record.assess.observed.seen if record.assess.observed is not None else ():
        yield item.id, seen_text(item, phrasing).removesuffix(f" ({item.id})")
    for name, observation in record.document.observations.items():
        if observation.sets is not None:
            values = (f"{driver} was {decimal_text(value, fixed=True)}" for driver, value in observation.sets.items())
            yield name, f"On {observation.date} {listed(values)}"


def _want(want: Want, phrasing: Phrasing) -> str:
    short = "; otherwise ".join(filter(None, (phrasing.says(want.id, part) for part in ("want", "otherwise"))))
    wish = phrasing.want(want.id, "")
    return f"{short}: {wish}" if short else wish


def _questions(record: ReportRecord) -> Iterator[tuple[str, str]]:
    turning: Counter[str] = Counter()
    for claim in record.assess.claims:
        turning.update({name for item in claim.turns_on for name, _ in item.equations})
    for name, question in record.document.open.items():
        answers = [reading.means or answer for answer, reading in question.readings.items()]
        text = f"{question.asks or name} {capital('; or '.join(answers))} (the first is the base reading)."
        verdicts = count(turning[name], "verdict")
        yield name, f"{text} {capital(verdicts)} {'turns' if turning[name] == 1 else 'turn'} on it"


def _view(name: str, record: ReportRecord) -> str:
    words = record.glossary.views[name]
    return f"{words.holder_name or 'others'}: {words.about or name}"


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
    told = places_told(record.document, record.glossary)
    for name, group in zip(_GROUPS, claim_groups(record.assess.claims), strict=True):
        for row in claim_rows(in_order(group), record.glossary):
            yield _entry(row, record, order, grounds[row.id], name, told.get(("claim", row.id)))


def _entry(
    row: ClaimRow, record: ReportRecord, order: ReadingOrder, ground: ClaimGrounds, group: str, place: PlaceTold | None
) -> Entry:
    written = record.document.claims[row.id]
    wording = f'worded "{written.wording}"' if written.wording else ""
    weakest = grade_text(ground.weakest) if ground.weakest else ""
    stripes = row.turns(2)
    return Entry(
        id=row.id,
        mark=row.mark,
        word=row.word,
        text=row.says,
        meta=tuple(filter(None, (*row.where, *row.whose, wording))),
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
        place=place,
    )
