"""cases in words."""

from __future__ import annotations

from countermove.desk.cases import CaseLine, CasesRecord
from countermove.report.text import Block, Column, Page, Sentence, Table
from countermove.report.words import count, listed

__all__ = ["cases_page"]


def cases_page(record: CasesRecord) -> Page:
    """The bundled cases: what each asks, how large it is, and what it claims."""
    blocks: list[Block] = []
    for case in record.cases:
        blocks += [Sentence(case.name, "heading"), Sentence(case.title), Sentence(_size(case), "note")]
        if case.claims:
            columns = (Column("Claim", fixed=True), Column("What it says"))
            blocks.append(Table(columns, tuple(case.claims.items())))
    blocks.append(Sentence("Assess one with: countermove assess NAME", "note"))
    return Page(tuple(blocks))


def _size(case: CaseLine) -> str:
    parts = [
        listed(case.actors),
        count(case.options, "option"),
        count(case.readings, "reading"),
        count(len(case.claims), "claim"),
    ]
    return "; ".join(parts)
