"""The section on robustness: in how many draws of failing premises the answers and the status quo stay the same."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.presentation.blocks import Column, Sentence, Table
from countermove.presentation.chances import chance_words
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import concept_name, count
from countermove.questions.robust.compute import Finding, Robust
from countermove.questions.robust.text import FAILING, stays_text
from countermove.reports.report.blocks import DossierBlock, Section
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.pictures import tornado_picture

__all__ = ["draws_section", "robust_section", "robust_sentence"]

_MODELS = ("dropped", "reversed")


def robust_section(record: ReportRecord) -> Section | None:
    """What the status quo leans on, or why that is left out; None if there is no reason to ask."""
    robust = record.robust
    if robust is None:
        why = dict(record.skipped).get("robust")
        if why is None:
            return None
        return Section("robust", "What it leans on", (Sentence(f"Left out: {why.rstrip('.')}.", "note"),))
    start = [item for item in robust.findings if item.kind == "start"]
    blocks: list[DossierBlock] = []
    if text := robust_sentence(record):
        blocks.append(Sentence(text, "answer"))
    if picture := tornado_picture(record, _finding(start, robust.concepts[0], "reversed")):
        blocks.append(picture)
    blocks.append(
        Sentence(
            "A premise that fails is either dropped, as if the actor did not care, or reversed, as if it wanted the opposite. "
            "That is a test of what is assumed, not a forecast.",
            "note",
        )
    )
    return Section("robust", "What it leans on", tuple(blocks))


def draws_section(record: ReportRecord) -> Section | None:
    """In how many draws of failing premises each answer and the status quo stay the same; None if that was not asked
    for."""
    robust = record.robust
    return None if robust is None else Section("draws", "How robust it is", tuple(_draws(robust)))


def _draws(robust: Robust) -> Iterator[DossierBlock]:
    uncertain = sum(premise.uncertain for premise in robust.premises)
    yield Sentence(
        f"Each premise is held at its own certainty ({count(uncertain, 'premise')} below 1), all independent of one another."
    )
    names = dict.fromkeys(item.name for item in robust.findings if item.kind == "answer")
    subjects = [("The status quo", "start", ""), *((f"The answer to {name}", "answer", name) for name in names)]
    rows = tuple(
        (what, concept_name(concept), *(chance_words(_finding(own, concept, model).chance) for model in _MODELS))
        for what, kind, name in subjects
        for own in [[item for item in robust.findings if (item.kind, item.name) == (kind, name)]]
        for concept in robust.concepts
    )
    columns = (
        Column("What stays", fixed=True),
        Column("Concept", fixed=True),
        Column("If dropped"),
        Column("If reversed"),
    )
    yield Table(columns, rows, "In how many draws it stays the same")
    if robust.exhaustive:
        yield Sentence("All combinations of premises were computed, so these shares are exact.", "note")
    else:
        yield Sentence(
            f"Shares with an error are of {count(robust.draws, 'draw')} (seed {robust.seed}); those without are exact.",
            "note",
        )
    if not robust.complete:
        yield Sentence("The draws were interrupted.", "caution")


def _finding(findings: list[Finding], concept: str, model: str) -> Finding:
    return next(item for item in findings if item.model == model and item.concept in (None, concept))


def robust_sentence(record: ReportRecord) -> str:
    """In how many draws of failing premises the first answer (or, if the file asks nothing, the status quo) stays the
    same, under the first concept; "" if no premise is uncertain."""
    robust = record.robust
    if robust is None or not any(premise.uncertain for premise in robust.premises):
        return ""
    phrasing = Phrasing(record.glossary)
    first = next((item.name for item in robust.findings if item.kind == "answer"), None)
    text = (stays_text(robust, "answer", first, phrasing) if first else "") or stays_text(robust, "start", "", phrasing)
    return f"{FAILING}, {text}" if text else ""
