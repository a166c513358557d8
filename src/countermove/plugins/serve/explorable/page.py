"""A report that argues back, as HTML: its first page turned into what can be pushed, with the compiled assessment and
its evaluator beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import resources

from countermove.assessment import Assessment
from countermove.context.answer import Answer
from countermove.context.glossary import glossary_of
from countermove.media.html import FOLDED, ArguingGroup, ArguingParts, html_of
from countermove.plugins.serve.consequences import Changed
from countermove.plugins.serve.explorable.pack import First, packed
from countermove.plugins.serve.explorable.program import page_program
from countermove.plugins.serve.lanes import rings_of
from countermove.plugins.serve.render import rendered
from countermove.plugins.serve.switches import NOTHING, bar_of
from countermove.plugins.serve.want_lines import steps_of, wants_shown
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.questions.check.claim_rows import ClaimRow
from countermove.questions.wants.compute import ladders
from countermove.reports.report.cited import PlaceShown, places_shown, places_told
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.first import (
    answer_judgement,
    coded_text,
    coming_text,
    key_answer_texts,
    refuted_text,
    screen_of,
    since_text,
)
from gmcr.base.tasks import OnProgress

__all__ = ["alive_of", "argues_back", "explorable_html"]

_OUTSIDE = {
    "base": "The text is read as giving that answer anyway: only another one can be chosen.",
    "unknown": "The address names something that this case does not have.",
}
"""Why an address is not followed, as the script names it → the same in words."""

_WITHOUT = "What stands below leaves that out; the program says more:"


def explorable_html(record: ReportRecord, assessment: Assessment) -> str:
    """The whole file. Raises CountermoveError for what is over a limit of compiled assessments."""
    return html_of(dossier_of(record), alive_of(record, assessment))


def argues_back(assessment: Assessment) -> Callable[[ReportRecord, OnProgress], ArguingParts]:
    """What makes a report on a case one that argues back, once there is one. Raises CountermoveError where it cannot be."""
    page_program(assessment)
    return lambda record, _: alive_of(record, assessment)


def alive_of(record: ReportRecord, assessment: Assessment) -> ArguingParts:
    """What makes the report on a case one that argues back."""
    from markupsafe import Markup

    answers, words = key_answer_texts(record), glossary_of(assessment)
    answer = Answer("wants", record.frame, words, ladders(assessment, verdicts=record.assess.claims), {})
    judged = [answer_judgement(told) for told in answers]
    first = First(
        said=tuple(item.text for item in judged),
        basis=tuple(item.basis for item in judged),
        notes=tuple(" · ".join(notes) for notes in _notes(record)),
        answers=()
        if record.assess.answered is None
        else tuple(own.first.values for own in record.assess.answered.questions),
        claims=tuple(claim.values for claim in record.assess.claims),
    )
    data, letters = packed(assessment, list(rings_of(answer).values()), first)
    places = places_shown(places_told(record.document, words), record.passages)
    html = rendered(
        "explorable.html.j2",
        outside=tuple((why, f"{told} {_WITHOUT}") for why, told in _OUTSIDE.items()),
        without=_WITHOUT,
        asked=[{"id": told.id, "asks": told.question} for told in answers],
        reading=screen_of(record),
        rings=rings_of(answer),
        places=places,
        folded=Markup(FOLDED),  # noqa: S704  # ours, or escaped
        arguing=True,
        whose="the file",
        steps=dict(steps_of(assessment, Phrasing(words))),
        differs=_differing(),
        refuted=refuted_text(record, first=True),
        since=since_text(record),
        coming=coming_text(record),
        coded=coded_text(record),
        pushes=(),
        changed=(),
        links={},
    )
    return ArguingParts(
        html,
        data,
        _read("templates", "reading.css") + _read("templates", "explorable.css"),
        _read("static", "explorable.js").strip(),
        letters,
        tuple(_groups(assessment, answer, places)),
    )


def _groups(
    assessment: Assessment, answer: Answer, places: Mapping[tuple[str, str], PlaceShown]
) -> Iterator[ArguingGroup]:
    """What is folded below the screen: what argues back first, then the chapters of the report."""
    words = answer.glossary
    drivers = [(name, driver.means or name.replace("_", " ")) for name, driver in assessment.document.drivers.items()]
    yield ArguingGroup(
        "why",
        "Why",
        rendered("explorable_why.html.j2", coarse=said("claims.coarse")),
        ("why", "follows"),
    )
    change = rendered(
        "explorable_change.html.j2",
        actors=wants_shown(answer, assessment, assessment.conflict(), NOTHING, frozenset()),
        steps=dict(steps_of(assessment, Phrasing(words))),
        drivers=drivers,
        places=places,
        links={},
    )
    yield ArguingGroup("change", "What would change it", change, ("change-it",))
    bar = [switch for switch in bar_of(assessment, words, NOTHING) if switch.name != "code"]  # a file has one coding
    eyes = rendered("explorable_eyes.html.j2", bar=bar, kept=())
    yield ArguingGroup("eyes", "Whose eyes", eyes, ())
    yield ArguingGroup("did", "How it did", "", ("since-then", "changed"))


def _notes(record: ReportRecord) -> Iterator[tuple[str, ...]]:
    """What is said of each claim as the file has it: its class first, which no push computes."""
    for claim in record.assess.claims:
        row = ClaimRow(claim, record.glossary)
        yield (row.word, *row.notes)


def _differing() -> dict[str, Changed]:
    """Rows of what changes, with names in place of what the script puts there."""

    def row(before: str, after: str, cells: object, base: tuple[str, str] = ("", "")) -> Changed:
        return Changed("claim", "⟦id⟧", "⟦says⟧", before, after, cells, base)  # type: ignore[arg-type]

    return {
        "word": row("⟦before⟧", "⟦after⟧", "⟦cells⟧"),
        "base": row("", "", "⟦cells⟧", ("⟦before⟧", "⟦after⟧")),
        "cell": row("⟦before⟧", "⟦before⟧", 1),
        "cells": row("⟦before⟧", "⟦before⟧", "⟦cells⟧"),
    }


def _read(*path: str) -> str:
    return resources.files("countermove.plugins.serve").joinpath(*path).read_text(encoding="utf-8")
