"""The section on robustness: what becomes of the status quo if premises fail as often as their certainty says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from countermove.desk.report import ReportRecord
from countermove.likelihood import name_of
from countermove.questions.robust import Chance, Finding, Robust
from countermove.report.dossier.blocks import DossierBlock, Section
from countermove.report.dossier.pictures import tornado_picture
from countermove.report.likelihoods import ladder_table, scale_of
from countermove.report.text import Column, Sentence, Table
from countermove.report.words import concept_name, count

__all__ = ["robust_section"]

_MODELS = ("dropped", "turned")


def robust_section(record: ReportRecord) -> Section:
    """How robust the status quo is, and the likelihood ladder that its words are taken from."""
    blocks: list[DossierBlock] = []
    found = record.robust
    if found is not None:
        blocks += _told(found, record)
    name = scale_of(record.document.scale)
    blocks.append(ladder_table(name))
    blocks.append(
        Sentence(
            "Likelihood is about what will happen; confidence is about what a judgement rests on, and is told here by the "
            "readings in which a claim holds and by the grades of its sources. The two are never mixed in one sentence. "
            "A number that two words share belongs to the word further from even odds.",
            "note",
        )
    )
    return Section("robust", "How robust it is, and words for likelihood", tuple(blocks))


def _told(found: Robust, record: ReportRecord) -> Iterator[DossierBlock]:
    start = [item for item in found.findings if item.kind == "start"]
    uncertain = sum(premise.uncertain for premise in found.premises)
    yield Sentence(
        f"Each premise is held at its own certainty ({count(uncertain, 'premise')} below 1), all independent of one another. "
        "A premise that fails is either dropped, as if the actor did not care, or turned round, as if it wanted the opposite."
    )
    rows = []
    for concept in found.concepts:
        cells = [_cell(_finding(start, concept, model), record) for model in _MODELS]
        rows.append((concept_name(concept), *cells))
    columns = (Column("Concept", fixed=True), Column("If dropped"), Column("If turned round"))
    yield Table(columns, tuple(rows), "The chance that the status quo still holds")
    picture = tornado_picture(record, _finding(start, found.concepts[0], "turned"))
    if picture is not None:
        yield picture
    if found.exhaustive:
        yield Sentence("All combinations of premises were gone through, so these chances are exact.", "note")
    else:
        yield Sentence(
            f"Chances with an error are from {count(found.draws, 'draw')} (seed {found.seed}); those without are exact.", "note"
        )
    if not found.complete:
        yield Sentence("The draws were interrupted.", "caution")


def _finding(findings: list[Finding], concept: str, model: str) -> Finding:
    return next(item for item in findings if item.model == model and item.concept in (None, concept))


def _cell(item: Finding, record: ReportRecord) -> str:
    if item.chance is None:
        return "undefined"
    word = _word(item.chance, scale_of(record.document.scale))
    return f"{_number(item.chance)}{f' ({word})' if word else ''}"


def _number(chance: Chance) -> str:
    """Three decimals, and the error where it was drawn."""
    value = float(chance.value)
    told = "1" if chance.value == 1 else "0" if chance.value == 0 else f"{value:.3f}"
    return told if chance.exact else f"{told} ± {chance.error:.3f}"


def _word(chance: Chance, name: str) -> str:
    exact = Fraction(chance.value).limit_denominator(10**9)
    if exact in (0, 1):
        return {0: "never", 1: "always"}[int(exact)]
    naming = name_of(exact, name)
    return "" if naming is None else naming.word if naming.exact else f"nearest: {naming.word}"

