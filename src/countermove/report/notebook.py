"""Records as pieces of HTML, for notebooks: the same words and tables as on a terminal, with figures where there are some."""

from __future__ import annotations

from functools import singledispatch

from countermove.assessment import Assessment
from countermove.desk.report.blocks import DossierBlock, Grid, Pairs
from countermove.desk.report.grids import grid_of
from countermove.questions.check.found import ClaimVerdict
from countermove.questions.check.verdicts import cells_text, conditions_text, rests_text, warnings_text
from countermove.report.html import fragment_of
from countermove.report.records import page_of
from countermove.stability import Stability
from countermove.telling.blocks import Column, Sentence, Table
from countermove.telling.words import capital, concept_name, concepts_phrase, count, listed

__all__ = ["html_of_record"]


@singledispatch
def html_of_record(record: object) -> str:
    """A record as a piece of HTML. Raises TypeError for what is none."""
    return fragment_of(page_of(record).blocks)


@html_of_record.register
def _(record: ClaimVerdict) -> str:
    told = [Sentence(f"{record.id}: {record.verdict}.", "answer")]
    told += [Sentence(f"{capital(warning)}.", "caution") for warning in warnings_text(record)]
    pairs = [("Holds in", f"{cells_text(record)} cells, under {concepts_phrase(record.concepts)}")]
    if record.turns_on:
        pairs.append(("Turns on", conditions_text(record.turns_on)))
    pairs.append(("Rests on", rests_text(record)))
    grid = grid_of(record.values, capital(f"holds in {cells_text(record)} cells"))
    blocks: list[DossierBlock | Grid] = [*told, *([grid] if grid else []), Pairs(tuple(pairs))]
    return fragment_of(blocks)


@html_of_record.register
def _(record: Assessment) -> str:
    document = record.document
    size = [
        count(len(record.actors), "actor"),
        count(len(record.form.options), "option"),
        count(len(document.claims), "claim"),
        count(len(record.questions), "open question"),
        count(len(record.views), "view"),
        count(len(record.scenarios), "scenario"),
    ]
    warned = f", {count(len(record.warnings), 'warning')}" if record.warnings else ""
    return fragment_of(
        [
            Sentence(document.title or record.name, "answer"),
            Sentence(f"{capital(listed(size))}{warned}."),
            Pairs((("File", record.file), ("SHA-256", record.digest))),
        ]
    )


@html_of_record.register
def _(record: Stability) -> str:
    rows = []
    for name in record.concepts:
        codes = record.equilibria(name).tolist()
        more = f" and {len(codes) - 12:,} more" if len(codes) > 12 else ""
        rows.append((concept_name(name), f"{len(codes):,}", f"{', '.join(map(str, codes[:12]))}{more}"))
    columns = (Column("Concept", fixed=True), Column("Equilibria", right=True), Column("Codes"))
    return fragment_of([Table(columns, tuple(rows), "Equilibria")])
