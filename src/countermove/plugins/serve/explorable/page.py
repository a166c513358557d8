"""A report that argues back, as HTML: its first page turned into what can be pushed, and everything computed beforehand
beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources

from countermove.assessment import Assessment
from countermove.context.answer import Answer
from countermove.context.glossary import glossary_of
from countermove.media.html import ArguingParts, html_of
from countermove.plugins.serve.consequences import Changed, step_text
from countermove.plugins.serve.explorable.compute import Explored, explore, pushable
from countermove.plugins.serve.explorable.pack import First, packed
from countermove.plugins.serve.lanes import rings_of
from countermove.plugins.serve.render import rendered
from countermove.plugins.serve.switches import NOTHING, bar_of
from countermove.plugins.serve.want_lines import wants_shown
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import capital
from countermove.questions.check.claim_rows import ClaimRow
from countermove.questions.wants.compute import ladders
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.first import answer_judgement, key_answer_texts, refuted_text
from gmcr.base.tasks import OnProgress, run_to_end

__all__ = ["alive_of", "argues_back", "explorable_html"]

_CALLED = {"drop": "leave out", "turn": "turn", "lower": "lower"}

_OUTSIDE = {
    "pushes": "Two changes of wants, a want and a number, or three numbers at once were not computed beforehand.",
    "view": "What is pushed in somebody else's eyes was not computed beforehand.",
    "base": "Only what changes an answer that the text is read to give was computed beforehand.",
    "between": "These two numbers together lie between those that were computed beforehand.",
    "unknown": "The address names something that this case has not, or a number outside its range.",
}
"""Why something was not computed, as the script names it → the same in words."""

_WITHOUT = "Below, it is without that; this answers it:"

_STANDS = (
    "A number that is set lies between those that were computed beforehand. Below, all is told of the one that stands for it, "
    "where the same follows; this tells it of yours:"
)


def explorable_html(record: ReportRecord, explored: Explored) -> str:
    """The whole file."""
    return html_of(dossier_of(record), alive_of(record, explored))


def argues_back(assessment: Assessment) -> Callable[[ReportRecord, OnProgress], ArguingParts]:
    """What makes a report on a case one that argues back, once there is one. Raises CountermoveError where it cannot be."""
    pushable(assessment)
    return lambda record, tell: alive_of(record, run_to_end(explore.work(assessment), tell))


def alive_of(record: ReportRecord, explored: Explored) -> ArguingParts:
    """What makes the report on a case one that argues back."""
    assessment, answers = explored.assessment, key_answer_texts(record)
    words = glossary_of(assessment)
    answer = Answer("wants", record.frame, words, ladders(assessment, verdicts=record.assess.claims), {})
    actors = wants_shown(answer, assessment, assessment.conflict(), NOTHING, frozenset())
    rings = rings_of(answer)
    judged = [answer_judgement(told) for told in answers]
    data, letters = packed(
        explored,
        list(rings.values()),
        First(
            said=tuple(item.text for item in judged),
            basis=tuple(item.basis for item in judged),
            notes=tuple(" · ".join(notes) for notes in _notes(record)),
        ),
    )
    first = rendered(
        "explorable.html.j2",
        bar=bar_of(assessment, words, NOTHING),
        kept=(),
        outside=(*((why, f"{told} {_WITHOUT}") for why, told in _OUTSIDE.items()), ("stands", _STANDS)),
        asked=[{"id": told.id, "asks": told.question} for told in answers],
        actors=actors,
        steps=_steps(explored, Phrasing(words)),
        drivers=[
            (name, driver.means or name.replace("_", " ")) for name, driver in assessment.document.drivers.items()
        ],
        differs=_differing(),
        refuted=refuted_text(record),
        coarse=said("claims.coarse"),
        pushes=(),
        changed=(),
        links={},
    )
    return ArguingParts(
        first, data, _read("templates", "explorable.css"), _read("static", "explorable.js").strip(), letters
    )


def _notes(record: ReportRecord) -> Iterator[tuple[str, ...]]:
    """What is said of each claim as the file has it: its class first, which no push computes."""
    for claim in record.assess.claims:
        row = ClaimRow(claim, record.glossary)
        yield (row.word, *row.notes)


def _steps(explored: Explored, phrasing: Phrasing) -> dict[str, list[tuple[str, str, str]]]:
    """Want → what can be done to it: what that is called, the step, and the step as a sentence."""
    found: dict[str, list[tuple[str, str, str]]] = {want: [] for want in explored.wants}
    for push in explored.pushes:
        if step := push.step:
            found[step.want].append((_CALLED[step.kind], step.text, capital(step_text(step, phrasing))))
    return found


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
