"""The section on robustness: what becomes of the status quo if premises fail as often as their certainty says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from countermove.desk.report.blocks import DossierBlock, Section
from countermove.desk.report.found import ReportRecord
from countermove.desk.report.likelihoods import ladder_table, word_text
from countermove.desk.report.pictures import tornado_picture
from countermove.likelihood import scale_of
from countermove.questions.robust.found import Finding, Robust
from countermove.telling.blocks import Column, Sentence, Table
from countermove.telling.numbers import decimal_text
from countermove.telling.words import concept_name, count

__all__ = ["robust_section", "robust_sentence"]

_MODELS = ("dropped", "reversed")


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
    if told := robust_sentence(record):
        yield Sentence(told, "answer")
    yield Sentence(
        f"Each premise is held at its own certainty ({count(uncertain, 'premise')} below 1), all independent of one another. "
        "A premise that fails is either dropped, as if the actor did not care, or reversed, as if it wanted the opposite."
    )
    rows = []
    for concept in found.concepts:
        cells = [_cell(_finding(start, concept, model), record) for model in _MODELS]
        rows.append((concept_name(concept), *cells))
    columns = (Column("Concept", fixed=True), Column("If dropped"), Column("If reversed"))
    yield Table(columns, tuple(rows), "The chance that the status quo still holds")
    picture = tornado_picture(record, _finding(start, found.concepts[0], "reversed"))
    if picture is not None:
        yield picture
    if found.exhaustive:
        yield Sentence("All combinations of premises were gone through, so these chances are exact.", "note")
    else:
        yield Sentence(
            f"Chances with an error are from {count(found.draws, 'draw')} (seed {found.seed}); those without are exact.",
            "note",
        )
    if not found.complete:
        yield Sentence("The draws were interrupted.", "caution")


def _finding(findings: list[Finding], concept: str, model: str) -> Finding:
    return next(item for item in findings if item.model == model and item.concept in (None, concept))


def robust_sentence(record: ReportRecord) -> str:
    """What becomes of the status quo if premises fail as often as their certainty says, under the first concept; or
    nothing."""
    found = record.robust
    if found is None or not any(premise.uncertain for premise in found.premises):
        return ""
    start = [item for item in found.findings if item.kind == "start"]
    concept = found.concepts[0]
    dropped, turned = (_cell(_finding(start, concept, model), record) for model in _MODELS)
    return (
        "If premises fail as often as their certainty says, the chance that the status quo holds under "
        f"{concept_name(concept)} is {dropped} where a false one is dropped, and {turned} where it is reversed."
    )


def _cell(item: Finding, record: ReportRecord) -> str:
    chance = item.chance
    if chance is None:
        return "undefined"
    if chance.value in (0, 1):
        some = "all" if chance.value == 1 else "none"
        return f"{int(chance.value)}{'' if chance.exact else f' ({some} of {chance.draws:,} draws)'}"
    word = word_text(Fraction(chance.value).limit_denominator(10**9), scale_of(record.document.scale))
    error = "" if chance.exact else f" ± {decimal_text(chance.error, 3, fixed=True)}"
    return f"{decimal_text(chance.value, 3, fixed=True)}{error} ({word})"
