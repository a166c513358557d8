"""The section on whether the author's conclusions can be true together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from countermove.desk.report import ReportRecord
from countermove.questions.together import Exclusion, Together
from countermove.report.dossier.blocks import DossierBlock, Section
from countermove.report.text import Column, Sentence, Table
from countermove.report.words import capital, concepts_phrase, count, listed, number, plural

__all__ = ["together_section"]

_TOLD = 8
"""Exclusions and answers told, at most."""


def together_section(record: ReportRecord) -> Section | None:
    """Whether the author's conclusions are true together anywhere; None with fewer than two."""
    found = record.together
    if found is None or len(found.claims) < 2:
        return None
    blocks: list[DossierBlock] = [*_answer(found), *_exclusions(found, record), *_settles(found, record)]
    return Section("together", "Whether the conclusions go together", tuple(blocks))


def _answer(found: Together) -> Iterator[Sentence]:
    claims = count(len(found.claims), "conclusion")
    if found.holding:
        where = "every reading" if len(found.holding) == found.readings else count(len(found.holding), "reading")
        yield Sentence(f"The author's {claims} are all true together in {where}, under some concept.", "answer")
        return
    nowhere = "no reading under any concept makes all of them so"
    yield Sentence(f"The author's {claims} are nowhere true together: {nowhere}.", "answer")
    if found.closest:
        near = found.closest[0]
        failing = [*near.false, *near.undefined]
        same = sum(item.fails == near.fails for item in found.closest)
        yield Sentence(
            f"{capital(count(same, 'reading'))} {plural(same, 'comes', 'come')} closest; there "
            f"{count(near.fails, 'conclusion')} {plural(near.fails, 'is', 'are')} not true. "
            f"One of them: {_reading(near.reading)}, "
            f"under {concepts_phrase(near.concepts)}, where {listed(failing)} {plural(len(failing), 'fails', 'fail')}."
        )


def _reading(reading: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {answer}" for name, answer in reading.items()) or "the one reading"


def _exclusions(found: Together, record: ReportRecord) -> Iterator[Sentence]:
    if not found.exclusions:
        return
    yield Sentence("What cannot be held at once", "heading")
    yield from (Sentence(_exclusion(item, record), "item") for item in found.exclusions[:_TOLD])
    rest = len(found.exclusions) - _TOLD
    if rest > 0:
        yield Sentence(f"... and {count(rest, 'further set')}.", "item")


def _exclusion(item: Exclusion, record: ReportRecord) -> str:
    says = {name: record.glossary.claims[name].says for name in item.claims}
    if item.alone:
        (name,) = item.claims
        return f"{name} is true nowhere: {says[name].rstrip('.')}."
    told = "; ".join(f"{name}, {text.rstrip('.')}" for name, text in says.items())
    return f"{listed(item.claims)} exclude one another ({told})."


def _settles(found: Together, record: ReportRecord) -> Iterator[Table]:
    useful = [item for item in found.settles if item.factor != "concept"]
    if not useful:
        return
    rows = []
    for item in useful[:_TOLD]:
        question = record.glossary.questions[item.factor]
        rows.append((item.factor, question.asks or "", f"{float(item.determined):.1f}", f"{item.bits:.2f}"))
    columns = (
        Column("", fixed=True),
        Column("If it were known"),
        Column("Conclusions settled", right=True),
        Column("Information (bits)", right=True),
    )
    already = f"{number(len(found.determined))} of {number(len(found.claims))} conclusions are settled already"
    caption = f"What an answer would settle ({already})"
    yield Table(columns, tuple(rows), caption)
