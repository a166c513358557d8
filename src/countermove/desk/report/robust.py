"""The section on robustness: in how many draws of failing premises the answers and the status quo stay what they are."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.desk.report.blocks import DossierBlock, Section
from countermove.desk.report.found import ReportRecord
from countermove.desk.report.pictures import tornado_picture
from countermove.questions.robust.found import Finding, Robust
from countermove.questions.robust.told import FAILING, stays_text
from countermove.telling.blocks import Column, Sentence, Table
from countermove.telling.chances import chance_words
from countermove.telling.words import concept_name, count

__all__ = ["robust_section", "robust_sentence"]

_MODELS = ("dropped", "reversed")


def robust_section(record: ReportRecord) -> Section | None:
    """How robust it is; None where that was not asked for or skipped."""
    found = record.robust
    return None if found is None else Section("robust", "How robust it is", tuple(_told(found, record)))


def _told(found: Robust, record: ReportRecord) -> Iterator[DossierBlock]:
    start = [item for item in found.findings if item.kind == "start"]
    uncertain = sum(premise.uncertain for premise in found.premises)
    if told := robust_sentence(record):
        yield Sentence(told, "answer")
    yield Sentence(
        f"Each premise is held at its own certainty ({count(uncertain, 'premise')} below 1), all independent of one another. "
        "A premise that fails is either dropped, as if the actor did not care, or reversed, as if it wanted the opposite. That "
        "is a test of what is assumed, and no forecast."
    )
    subjects = [("the status quo stays as it is", "start", "")]
    subjects += [
        (f"the answer to {name} stays what it is", "answer", name)
        for name in dict.fromkeys(item.name for item in found.findings if item.kind == "answer")
    ]
    for what, kind, name in subjects:
        own = [item for item in found.findings if (item.kind, item.name) == (kind, name)]
        rows = tuple(
            (concept_name(concept), *(chance_words(_finding(own, concept, model).chance) for model in _MODELS))
            for concept in found.concepts
        )
        columns = (Column("Concept", fixed=True), Column("If dropped"), Column("If reversed"))
        yield Table(columns, rows, f"In how many draws {what}")
    picture = tornado_picture(record, _finding(start, found.concepts[0], "reversed"))
    if picture is not None:
        yield picture
    if found.exhaustive:
        yield Sentence("All combinations of premises were gone through, so these shares are exact.", "note")
    else:
        yield Sentence(
            f"Shares with an error are of {count(found.draws, 'draw')} (seed {found.seed}); those without are exact.",
            "note",
        )
    if not found.complete:
        yield Sentence("The draws were interrupted.", "caution")


def _finding(findings: list[Finding], concept: str, model: str) -> Finding:
    return next(item for item in findings if item.model == model and item.concept in (None, concept))


def robust_sentence(record: ReportRecord) -> str:
    """In how many draws of failing premises the first answer stays, or where the file asks nothing the status quo, under the
    first concept; or nothing."""
    found = record.robust
    if found is None or not any(premise.uncertain for premise in found.premises):
        return ""
    first = next((item.name for item in found.findings if item.kind == "answer"), None)
    told = (stays_text(found, "answer", first) if first else "") or stays_text(found, "start")
    return f"{FAILING}, {told}" if told else ""
