"""A report that argues back, as HTML: its first page turned into what can be pushed, with the compiled assessment and
its evaluator beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources

from countermove.assessment import Assessment
from countermove.assessment.rewrite import Step, StepKind, pushed
from countermove.context.answer import Answer
from countermove.context.glossary import glossary_of
from countermove.media.html import FOLDED, ArguingParts, html_of
from countermove.plugins.serve.consequences import Changed, step_text
from countermove.plugins.serve.explorable.pack import First, packed
from countermove.plugins.serve.explorable.program import page_program
from countermove.plugins.serve.lanes import rings_of
from countermove.plugins.serve.render import rendered
from countermove.plugins.serve.switches import NOTHING, bar_of
from countermove.plugins.serve.want_lines import wants_shown
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import capital
from countermove.questions.check.claim_rows import ClaimRow
from countermove.questions.wants.compute import ladders
from countermove.reports.report.cited import places_shown, places_told
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.first import answer_judgement, key_answer_texts, refuted_text
from gmcr.base.errors import ModelError
from gmcr.base.tasks import OnProgress

__all__ = ["alive_of", "argues_back", "explorable_html"]

_STEPS: dict[StepKind, str] = {"drop": "leave out", "turn": "turn", "lower": "lower"}
"""What can be done to one want by a button, and what that is called."""

_OUTSIDE = {
    "base": "The text is read to give that answer anyway: only another one can be chosen.",
    "unknown": "The address names something that this case has not.",
}
"""Why an address is not followed, as the script names it → the same in words."""

_WITHOUT = "Below, it is without that; the program says more:"


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
    )
    data, letters = packed(assessment, list(rings_of(answer).values()), first)
    html = rendered(
        "explorable.html.j2",
        bar=bar_of(assessment, words, NOTHING),
        kept=(),
        outside=tuple((why, f"{told} {_WITHOUT}") for why, told in _OUTSIDE.items()),
        without=_WITHOUT,
        asked=[{"id": told.id, "asks": told.question} for told in answers],
        actors=wants_shown(answer, assessment, assessment.conflict(), NOTHING, frozenset()),
        steps=dict(_steps(assessment, Phrasing(words))),
        drivers=[
            (name, driver.means or name.replace("_", " ")) for name, driver in assessment.document.drivers.items()
        ],
        places=places_shown(places_told(record.document, words), record.passages),
        folded=Markup(FOLDED),
        differs=_differing(),
        refuted=refuted_text(record),
        coarse=said("claims.coarse"),
        pushes=(),
        changed=(),
        links={},
    )
    return ArguingParts(
        html, data, _read("templates", "explorable.css"), _read("static", "explorable.js").strip(), letters
    )


def _notes(record: ReportRecord) -> Iterator[tuple[str, ...]]:
    """What is said of each claim as the file has it: its class first, which no push computes."""
    for claim in record.assess.claims:
        row = ClaimRow(claim, record.glossary)
        yield (row.word, *row.notes)


def _steps(assessment: Assessment, phrasing: Phrasing) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Want → what can be done to it: what that is called, the step, and the step as a sentence."""
    for lines in assessment.own_calculus.lines.values():
        for line in lines:
            steps = [Step(kind, line.want.id) for kind in _STEPS]
            yield (
                line.want.id,
                [
                    (_STEPS[step.kind], step.text, capital(step_text(step, phrasing)))
                    for step in steps
                    if _is_open(assessment, step)
                ],
            )


def _is_open(assessment: Assessment, step: Step) -> bool:
    """Whether a step can be taken: an actor's last want has none below it, and one that is dropped is not there."""
    try:
        pushed(assessment, (step,))
    except ModelError:
        return False
    return True


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
