"""The first page: the reader's questions with their answers, other key findings, and the conclusions that do not simply
follow."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.presentation.blocks import Sentence
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import all_of, capital, count, number, plural
from countermove.questions.answers.text import KeyAnswerText, key_answer_text
from countermove.questions.check.claim_rows import ClaimRow
from countermove.questions.check.verdicts import claims_head, follows
from countermove.reports.assessing.screen import changes_text, moved_text, own_claims, rests_on
from countermove.reports.report.blocks import DossierBlock, Entries, Entry, Judgement, Judgements
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.pictures import COLUMN, SHEET, lanes_picture
from countermove.reports.report.sensitivity import nearest_text, then_text, thing_named
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.observations import base_out_text
from countermove.verdicts.turning_points import conditions_text

__all__ = ["answer_judgement", "beside_page", "first_page", "key_answer_texts", "refuted_text"]

_WAYS = 2
"""The most ways to bring something about that are shown; the rest is counted."""

_TURNING = 2
"""The most conditions shown for a conclusion that turns on something."""


def first_page(record: ReportRecord, form: str = "html") -> Iterator[DossierBlock]:
    """The answers, for a reader who stops after one page. *form*: the format of the dossier."""
    answers = key_answer_texts(record)
    if refuted := refuted_text(record):
        yield Sentence(refuted, "caution")
    yield Judgements(tuple(map(answer_judgement, answers)))
    yield from _as_argued(record)
    # On paper everything has to fit on one page: a wider picture is less tall.
    yield from lanes_picture(record, SHEET if form == "pdf" else COLUMN)


def refuted_text(record: ReportRecord) -> str:
    """A warning if what happened refutes the base reading, or all readings, and what that changes; "" otherwise."""
    seen = record.assess.observed
    if seen is None or not (seen.base_out or seen.nothing_left):
        return ""
    what = "" if seen.nothing_left else f" What happened {changes_text(key_answer_texts(record))}."
    return f"{base_out_text(seen, Phrasing(record.glossary))}{what}"


def beside_page(record: ReportRecord) -> Iterator[DossierBlock]:
    """Other key findings: what holds, what would change it, what tips it, and what does not simply follow."""
    yield from _as_argued(record)
    yield Judgements(tuple(_beside(record)), beside=True)
    yield from _conclusions(record)


def _as_argued(record: ReportRecord) -> Iterator[Sentence]:
    """A note that a column is about what was argued, if events refute it."""
    seen = record.assess.observed
    if seen is not None and seen.base_out:
        yield Sentence("As argued, leaving aside what has happened since:", "note")


def key_answer_texts(record: ReportRecord) -> list[KeyAnswerText]:
    """The key questions with their answers, in file order."""
    answers = record.assess.answered
    assert answers is not None, "nothing is shown before they are answered"
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    return [key_answer_text(item, answers, phrasing) for item in answers.questions]


def answer_judgement(answer: KeyAnswerText) -> Judgement:
    """An answer, and below it its grounds."""
    return Judgement(answer.lead, answer.basis, asked=answer.question)


# -- beside the answers ------------------------------------------------------------------------------------------------


def _beside(record: ReportRecord) -> Iterator[Judgement]:
    yield _status_quo(record)
    yield from _change(record)
    yield from _tipping(record)


def _status_quo(record: ReportRecord) -> Judgement:
    """The share of readings and concepts in which the status quo holds."""
    over, names = record.assess.over_readings, record.frame.assumptions.concepts
    held, cells = int(over.held.sum()), over.readings * len(names)
    under = f"under {all_of(len(names), 'concept') if len(names) > 1 else 'one concept'}"
    if held == cells:
        lead = (
            f"The status quo holds in {all_of(over.readings, 'reading')}"
            if over.readings > 1
            else "The status quo holds"
        )
        basis = f"{capital(under)}."
    elif held:
        lead = "Whether the status quo holds depends"
        turning = conditions_text(over.turns_on, most=_TURNING, words=record.glossary)
        what = count(over.readings, "reading") if over.readings > 1 else ""
        of = f"{what} × {count(len(names), 'concept')}" if what else count(len(names), "concept")
        basis = f"It {turning}." if turning else f"It holds in {held:,} of {cells:,} ({of})."
    else:
        lead, basis = "The status quo does not hold", f"In none of {count(over.readings, 'reading')}, {under}."
        basis += f" {moved_text(record.assess, Phrasing(record.glossary, record.frame.assumptions.view))}"
    if record.assess.statusquo.holds_bare and held:
        basis += " With no premises at all it would hold too."
    return Judgement(f"{lead}.", basis, "status-quo")


def _change(record: ReportRecord) -> Iterator[Judgement]:
    """The effect of a change of mind alone."""
    changes = record.assess.changes
    if changes is None:
        return
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    target = phrasing.target(changes.target)
    aim = f"keep it from ending in {target}" if changes.holds else f"bring {target} about"
    if not changes.changes:
        yield Judgement(f"No change of mind of up to {count(changes.bound, 'edit')} would {aim}.", "", "change")
        return
    size, ways = len(changes.smallest[0]), len(changes.smallest)
    if size == 1:
        who = phrasing.actors(dict.fromkeys(change[0].actor for change in changes.smallest))
        alone = plural(ways, "one change of mind", f"{number(ways)} changes of mind, each alone,")
        lead = f"{capital(alone)} would {aim}: {plural(ways, 'that', 'those')} of {who}."
    else:
        there = f"there {plural(ways, 'is', 'are')} {count(ways, 'way')}"
        lead = f"It takes {number(size)} changes of mind at once to {aim}; {there}."
    edits = "; or ".join(phrasing.edits(change) for change in changes.smallest[:_WAYS])
    yield Judgement(lead, f"{edits}{f'; {number(ways - _WAYS)} more' if ways > _WAYS else ''}.", "change")


def _tipping(record: ReportRecord) -> Iterator[Judgement]:
    """The number that is nearest to tipping the status quo."""
    if record.tipping is None:
        return
    tip = thing_named(record.tipping, "start")
    near = tip.nearest.get("sum")
    if near is None:
        return
    means = [record.document.drivers[name].means for name in near.moves]
    meanings = f"{capital('; '.join(filter(None, means)))}. " if any(means) else ""
    yield Judgement(
        f"Nearest to tipping it: {nearest_text(near, tip)}.", f"{meanings}{then_text(near, record)}".strip(), "tipping"
    )


# -- conclusions -------------------------------------------------------------------------------------------------------


def _conclusions(record: ReportRecord) -> Iterator[DossierBlock]:
    """How many conclusions follow, and those that do not simply do; what is forecast, and what the premises rest on."""
    if own := own_claims(record.assess):
        yield Sentence(claims_head(own), "heading")
        open_ = [claim for claim in own if not follows(claim)]
        if open_:
            yield Entries(tuple(_open(claim, record) for claim in open_), brief=True)
    yield from rests_on(record.assess)


def _open(claim: ClaimVerdict, record: ReportRecord) -> Entry:
    row = ClaimRow(claim, record.glossary)
    why = row.turns(_TURNING) if claim.kind in ("depends", None) else row.note
    return Entry(row.id, row.mark, row.word, row.says, (why,) if why else ())
