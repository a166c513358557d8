"""Composes a dossier from all results on a case: its first page, its chapters and its annex.

The section on method and limits, and the identity of the file and the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from countermove import __version__
from countermove.extensions import complain, function_at, plugins
from countermove.likelihood import scale_of
from countermove.presentation.assumptions import game_text, under_title
from countermove.presentation.blocks import Sentence
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, concept_counts, concept_name, count, listed
from countermove.questions.answers.text import answers_sentences
from countermove.questions.change.text import change_sentences, changes_table
from countermove.questions.responsibility.text import degrees_sentences, degrees_table
from countermove.questions.why.text import acts_table
from countermove.reports.assessing.statusquo import concepts_table, statusquo_sentences
from countermove.reports.report.blocks import Chapter, Dossier, DossierBlock, Pairs, Section
from countermove.reports.report.claims import claims_section, grounds_section, premises_section
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.evidence import (
    evidence_section,
    forecasts_section,
    ladder_table,
    left_out_section,
    watch_section,
)
from countermove.reports.report.first import beside_page, first_page, screen_of
from countermove.reports.report.pictures import (
    about_claims,
    about_premises,
    about_roads,
    about_the_target,
    graph_picture,
    ladders_picture,
    lanes_picture,
    responsibility_picture,
    since_section,
    since_title,
    together_section,
)
from countermove.reports.report.sensitivity import draws_section, robust_section, tipping_section
from countermove.reports.report.standards import standards_of, standards_section

__all__ = ["dossier_of", "made_of", "method_section"]


def method_section(record: ReportRecord) -> Section:
    """How the results were computed, what they cannot say, and what identifies them."""
    assumed = record.frame.assumptions
    blocks: list[DossierBlock] = [
        Sentence(
            "The engine is the Graph Model for Conflict Resolution (Kilgour, Hipel & Fang 1987): actors with options and "
            "ordered wants, who weigh a move by the countermoves that it invites. Everything here is computed from the "
            "premises of one file; nothing is drawn from anywhere else."
        ),
        Sentence("Concepts: which countermoves an actor reckons with", "heading"),
        *(Sentence(f"{capital(concept_name(name))} {concept_counts(name)}.", "item") for name in assumed.concepts),
        *_likelihood(record),
        Sentence("Limits", "heading"),
        *(Sentence(text, "item") for text in _limits(record)),
    ]
    return Section("method", "Method and limits", (*blocks, Pairs(made_of(record))))


def _likelihood(record: ReportRecord) -> Iterator[DossierBlock]:
    """The words for chances, if there are forecasts."""
    if not record.document.forecasts:
        return
    yield ladder_table(scale_of(record.document.scale))
    yield Sentence(
        "Likelihood is about what will happen; confidence is about what a judgement rests on, and is shown here by the readings "
        "in which a claim holds and by the grades of its sources. A number that two words share belongs to the word further from "
        "even odds.",
        "note",
    )


def _limits(record: ReportRecord) -> Iterator[str]:
    yield "Preferences are ordinal: an earlier want outweighs all later ones together, and nothing is said about how much."
    yield (
        "A verdict is about the premises. It says what follows from them, not that they are true; a premise that is wrong "
        "makes what rests on it worthless, and the lists of what each claim rests on say where to look."
    )
    now = record.assess.statusquo
    if now.holds_bare and all(view.holds for view in now.concepts):
        yield "With no premises at all the status quo would hold as well: inaction is what every concept falls back on."
    bound = record.frame.assumptions.bound
    if record.assess.changes is not None and bound is not None:
        yield f"Changes of mind are looked for up to {count(bound, 'edit')} at a time; larger ones may exist."
    if record.tipping is not None:
        yield "Thresholds are those of one reading, for the status quo and the target; claims have their own."
    yield from (f"Left out: {name} ({why.rstrip('.')})." for name, why in record.skipped)


def made_of(record: ReportRecord) -> tuple[tuple[str, str], ...]:
    """What identifies the file and the run."""
    assumed = record.frame.assumptions
    phrasing = Phrasing(record.glossary)
    questions = record.glossary.questions
    base = all(answer == next(iter(questions[name].answers)) for name, answer in (assumed.reading or {}).items())
    reading = ", ".join(f"{name} = {answer}" for name, answer in (assumed.reading or {}).items())
    pairs = [
        ("Case", record.frame.case),
        ("File (SHA-256)", record.frame.digest),
        *record.imprint,
        ("Countermove", __version__),
        ("Reading", f"{reading}{' (base)' if base else ''}" if reading else "one reading only"),
    ]
    if assumed.coding:
        pairs.append(("Coding", listed(f"{name} = {choice}" for name, choice in assumed.coding.items())))
    if assumed.scenario:
        pairs.append(("Scenario", assumed.scenario))
    if assumed.view:
        pairs.append(("View", assumed.view))
    if assumed.drivers:
        pairs.append(("Drivers set by hand", listed(f"{name} = {value}" for name, value in assumed.drivers.items())))
    pairs += [
        ("Concepts", listed(map(concept_name, assumed.concepts))),
        ("Bound", "none" if assumed.bound is None else count(assumed.bound, "edit")),
        ("Seed", _seed(record)),
        ("Actors", phrasing.names(record.glossary.actors)),
    ]
    return tuple(pairs)


def _seed(record: ReportRecord) -> str:
    robust = record.robust
    if robust is None or robust.exhaustive:
        return "none: nothing here is drawn at random"
    return f"{robust.seed} ({count(robust.draws, 'draw')})"


def dossier_of(record: ReportRecord, *, form: str = "html", brief: bool = False) -> Dossier:
    """The dossier of a case. *form*: its format ("html", "pdf" or "markdown"), where its text depends on that; *brief*:
    the first page alone."""
    screen = screen_of(record)
    return Dossier(
        title=record.glossary.title,
        case=record.frame.case,
        byline=under_title(record.assess.context),
        first=tuple(first_page(record, screen, form)),
        beside=tuple(beside_page(record, screen)),
        chapters=() if brief else _chapters(record, form),
        made=made_of(record),
        imprint=3 + len(record.imprint),
    )


def _chapters(record: ReportRecord, form: str) -> tuple[Chapter, ...]:
    read = tuple(_open(record))
    return (*read, _annex(record, form, sum(len(section.pictures) for chapter in read for section in chapter.sections)))


# -- chapters that are read --------------------------------------------------------------------------------------------


def _open(record: ReportRecord) -> Iterator[Chapter]:
    now = record.assess.statusquo
    still = all(view.holds for view in now.concepts)
    chapters = [
        ("changed", since_title(record), since_section(record)),
        ("why", "Why nobody moves" if still else "Who moves, and why", [_status_quo(record), _wants(record)]),
        ("follows", "What follows, and what does not", [claims_section(record), *about_claims(record)]),
        (
            "change-it",
            "What would change it",
            [_change(record), tipping_section(record), robust_section(record), _responsibility(record)],
        ),
        ("since-then", "How it did, and what to watch", [forecasts_section(record), watch_section(record)]),
    ]
    for name, title, sections in chapters:
        if chapter := _chapter(name, title, (*sections, *_brought(record, name))):
            yield chapter


def _chapter(name: str, title: str, sections: Iterable[Section | None], *, folded: bool = False) -> Chapter | None:
    present = tuple(section for section in sections if section is not None)
    return Chapter(name, title, present, folded) if present else None


def _brought(record: ReportRecord, chapter: str) -> Iterator[Section]:
    """The sections that plugins add to a chapter. If one is faulty a complaint says so, and the report is complete
    without it."""
    for plugin in plugins():
        for added in plugin.sections:
            if added.chapter != chapter:
                continue
            try:
                section = function_at(added.function, plugin.name)(record)
            except Exception as error:  # noqa: BLE001  # whatever it raises, the report is written
                complain(plugin.name, f"its section of a report is left out: {error}")
                continue
            if isinstance(section, Section):
                yield section
            elif section is not None:
                complain(
                    plugin.name,
                    f"its section of a report is left out, since it is of the type {type(section).__name__}.",
                )


def _status_quo(record: ReportRecord) -> Section:
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    blocks: list[DossierBlock] = [*statusquo_sentences(record.assess, phrasing), *lanes_picture(record)]
    if record.assess.acts:
        blocks.append(acts_table(record.assess.acts, phrasing, "What becomes of every single act"))
    if any(not view.holds for view in record.assess.statusquo.concepts) or not record.assess.over_readings.held.all():
        blocks.append(concepts_table(record.assess, phrasing))
    return Section("status-quo", "", tuple(blocks), lead=game_text(record.frame, phrasing))


def _wants(record: ReportRecord) -> Section | None:
    pictures = tuple(ladders_picture(record))
    return Section("wants", "What each actor wants", pictures) if pictures else None


def _change(record: ReportRecord) -> Section | None:
    answer = record.assess.answers.get("change")
    if answer is None:
        return None
    changes = answer.record.by_concept[0]
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    blocks: list[DossierBlock] = [*change_sentences(changes, phrasing, answer.on)]
    if len(changes.changes) > len(changes.smallest):
        blocks.append(changes_table(changes, phrasing))
    return Section("change", "Whose change of mind", tuple(blocks))


def _responsibility(record: ReportRecord) -> Section | None:
    responsibility = record.assess.responsibility
    if responsibility is None:
        return None
    words = record.glossary
    blocks = (
        *degrees_sentences(responsibility, words),
        *(responsibility_picture(record) or (degrees_table(responsibility, words),)),
    )
    return Section("responsibility", "Who is responsible, in whose eyes", blocks)


# -- for looking up ----------------------------------------------------------------------------------------------------


def _annex(record: ReportRecord, form: str, drawn: int) -> Chapter:
    """The chapter for reference; *drawn*: the number of pictures before it."""
    sections = [section for section in _looked_up(record) if section is not None]
    pictures = drawn + sum(len(section.pictures) for section in sections)
    sections.append(standards_section(standards_of(record, pictures=pictures, form=form)))
    sections.append(method_section(record))
    sections.extend(_brought(record, "annex"))
    return Chapter("annex", "Reference", tuple(sections), folded=True)


def _looked_up(record: ReportRecord) -> Iterator[Section | None]:
    yield premises_section(record)
    yield _answers(record)
    yield grounds_section(record)
    yield together_section(record)
    yield from about_premises(record)
    yield _graph(record)
    yield from about_roads(record)
    yield from about_the_target(record)
    yield evidence_section(record)
    yield draws_section(record)
    yield left_out_section(record)


def _answers(record: ReportRecord) -> Section | None:
    answers = record.assess.answered
    if answers is None:
        return None
    sentences = answers_sentences(answers, Phrasing(record.glossary, record.frame.assumptions.view))
    return Section("answers", "The questions, answered in full", tuple(sentences))


def _graph(record: ReportRecord) -> Section | None:
    pictures = tuple(graph_picture(record))
    return Section("graph", "The states that are reached, or would be", pictures) if pictures else None
