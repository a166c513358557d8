"""From everything that is known about a case to a dossier: which section tells what, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from countermove.desk.assess.statusquo import concepts_table, statusquo_sentences
from countermove.desk.report.blocks import Dossier, DossierBlock, Section
from countermove.desk.report.claims import claims_section
from countermove.desk.report.drivers import tipping_section
from countermove.desk.report.evidence import evidence_section, forecasts_section, left_out_section, watch_section
from countermove.desk.report.found import ReportRecord
from countermove.desk.report.judgements import answers_told, judgements_section
from countermove.desk.report.method import made_of, method_section
from countermove.desk.report.pictures import graph_picture, ladders_picture, responsibility_picture
from countermove.desk.report.questions import about_claims, about_roads, about_the_target, since_section
from countermove.desk.report.robust import robust_section
from countermove.desk.report.standards import standards_of, standards_section
from countermove.questions.answers.told import answers_sentences
from countermove.questions.change.told import change_sentences, changes_table
from countermove.questions.responsibility.told import degrees_sentences, degrees_table
from countermove.questions.why.told import acts_table
from countermove.telling.assumptions import game_text
from countermove.telling.phrases import Teller
from countermove.telling.words import count

__all__ = ["dossier_of"]


def dossier_of(record: ReportRecord, *, form: str = "html") -> Dossier:
    """The dossier of a case. *form*: what it is written as ("html", "pdf" or "markdown"), where it tells of itself."""
    body = [section for section in _sections(record) if section is not None]
    pictures = sum(len(section.pictures) for section in body)
    body.append(standards_section(standards_of(record, pictures=pictures, form=form)))
    body.append(method_section(record))
    first = answers_told(record)[0]
    return Dossier(
        title=record.glossary.title,
        case=record.frame.case,
        answer=f"{first.question} {first.verdict}",
        answer_rest=" ".join(filter(None, (first.since, first.because))),
        facts=tuple(_facts(record)),
        sections=tuple(body),
        made=made_of(record),
    )


def _facts(record: ReportRecord) -> Iterator[str]:
    document = record.document
    if document.as_of:
        yield f"as of {_day(document.as_of)}"
    if document.horizon:
        yield f"looks to {_day(document.horizon)}"
    yield count(len(record.glossary.actors), "actor")
    yield count(record.assess.states, "feasible state")
    yield count(record.assess.over_readings.readings, "reading")


def _day(date: date) -> str:
    return f"{date.day} {date:%B %Y}"


def _sections(record: ReportRecord) -> Iterator[Section | None]:
    yield judgements_section(record)
    yield _answers(record)
    yield _status_quo(record)
    yield claims_section(record)
    yield from about_claims(record)
    yield _change(record)
    yield from about_the_target(record)
    yield _responsibility(record)
    yield tipping_section(record)
    yield robust_section(record)
    yield from about_roads(record)
    yield evidence_section(record)
    yield watch_section(record)
    yield forecasts_section(record)
    yield from since_section(record)
    yield left_out_section(record)


def _answers(record: ReportRecord) -> Section | None:
    found = record.assess.answered
    if found is None:
        return None
    told = answers_sentences(found, Teller(record.glossary, record.frame.assumptions.view))
    return Section("answers", "The questions, answered", tuple(told))


def _status_quo(record: ReportRecord) -> Section:
    teller = Teller(record.glossary, record.frame.assumptions.view)
    blocks: list[DossierBlock] = list(statusquo_sentences(record.assess, teller))
    blocks += graph_picture(record)
    if record.assess.acts:
        blocks.append(acts_table(record.assess.acts, teller, "What becomes of every single act"))
    if any(not view.holds for view in record.assess.statusquo.concepts) or not record.assess.over_readings.holds.all():
        blocks.append(concepts_table(record.assess, teller))
    blocks += ladders_picture(record)
    return Section("status-quo", "The status quo, explained", tuple(blocks), lead=game_text(record.frame, teller))


def _change(record: ReportRecord) -> Section | None:
    answer = record.assess.answers.get("change")
    if answer is None:
        return None
    changes = answer.found.found[0]
    teller = Teller(record.glossary, record.frame.assumptions.view)
    blocks: list[DossierBlock] = [*change_sentences(changes, teller, answer.on)]
    if len(changes.changes) > len(changes.smallest):
        blocks.append(changes_table(changes, teller))
    return Section("change", "What would change it", tuple(blocks))


def _responsibility(record: ReportRecord) -> Section | None:
    found = record.assess.responsibility
    if found is None:
        return None
    words = record.glossary
    blocks = (*degrees_sentences(found, words), *(responsibility_picture(record) or (degrees_table(found, words),)))
    return Section("responsibility", "Who is responsible, in whose eyes", blocks)
