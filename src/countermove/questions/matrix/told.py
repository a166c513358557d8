"""matrix in words, as a grid, and as CSV: which premise bears on which claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction

from countermove.characters import visible
from countermove.questions.matrix.asked import MatrixRecord
from countermove.questions.matrix.found import Bearing, Matrix, Premise
from countermove.questions.matrix.premises import premise_name, premise_text
from countermove.telling.assumptions import game_text
from countermove.telling.blocks import Block, Column, Page, Sentence, Table
from countermove.telling.phrases import Teller
from countermove.telling.words import concepts_phrase, count, listed

__all__ = ["matrix_csv", "matrix_grid", "matrix_page"]

_WIDE = 12
"""With more claims than this the page lists them by premise instead of drawing the grid."""


def matrix_page(record: MatrixRecord) -> Page:
    """The premises, the most diagnostic first, with the claims that each supports and speaks against."""
    found, teller = record.found, Teller(record.glossary)
    blocks: list[Block] = [
        Sentence(f"{record.frame.case}: which premise bears on which claim", "heading"),
        Sentence(f"{game_text(record.frame, teller)} Under {concepts_phrase(found.concepts)}.", "note"),
    ]
    if not (found.claims or found.complete):
        return Page((*blocks, Sentence("Interrupted before any claim was looked at.", "caution")))
    blocks.append(Sentence(_answer(found), "answer"))
    blocks.append(_lists(record, teller) if len(found.claims) > _WIDE else matrix_grid(record))
    idle = [premise_name(premise) for premise in found.premises if not premise.bears_on]
    if idle:
        blocks.append(Sentence(f"On no claim bear, by themselves, {listed(idle)}."))
    alone = [claim for place, claim in enumerate(found.claims) if not any(row[place].bears for row in found.bearings)]
    if alone:
        blocks.append(Sentence(f"No single premise bears on {listed(alone)}.", "caution"))
    blocks.append(
        Sentence(
            "+ supports: another edit, answer or value of it alone makes the claim less true; - speaks against: it makes it "
            "more true; the number is of the concepts under which it does, a dot that the premise is not part of the claim's "
            "game. Diagnosticity is the variance of that over the claims: 0 tells none of them apart.",
            "note",
        )
    )
    if not found.complete:
        blocks.append(Sentence(f"Interrupted after {count(len(found.claims), 'claim')}.", "caution"))
    return Page(tuple(blocks))


def _answer(found: Matrix) -> str:
    best = max((premise.diagnosticity for premise in found.premises), default=None)
    if not best:
        return "No premise tells the claims apart: each bears on all of them alike, or on none."
    named = [premise_name(premise) for premise in found.premises if premise.diagnosticity == best]
    return f"Most diagnostic {'is' if len(named) == 1 else 'are'} {listed(named)} ({float(best):.2f})."


def _ranked(found: Matrix) -> list[tuple[int, Premise, tuple[Bearing, ...]]]:
    """Premises that bear on something, with their places, the most diagnostic first."""
    every = enumerate(zip(found.premises, found.bearings, strict=True))
    rows = [(place, premise, bearings) for place, (premise, bearings) in every if premise.bears_on]
    return sorted(rows, key=lambda row: -row[1].diagnosticity)


def _lists(record: MatrixRecord, teller: Teller) -> Table:
    rows = []
    for place, premise, bearings in _ranked(record.found):
        named = list(zip(record.found.claims, bearings, strict=True))
        rows.append(
            (
                f"{float(premise.diagnosticity):.2f}",
                premise_text(record.found, place, teller),
                ", ".join(claim for claim, item in named if item.supports) or "-",
                ", ".join(claim for claim, item in named if item.against) or "-",
            )
        )
    columns = (
        Column("Diagnosticity", fixed=True, right=True),
        Column("Premise"),
        Column("Supports"),
        Column("Speaks against"),
    )
    return Table(columns, tuple(rows))


def matrix_grid(record: MatrixRecord) -> Table:
    """The grid: premises that bear on something down, claims across; + and - with the number of concepts."""
    found = record.found
    rows = tuple(
        (
            f"{float(premise.diagnosticity):.2f}",
            premise_name(premise),
            *(_mark(item) for item in bearings),
        )
        for _, premise, bearings in _ranked(found)
    )
    columns = (
        Column("Diagnosticity", fixed=True, right=True),
        Column("Premise", fixed=True),
        *(Column(claim, fixed=True) for claim in found.claims),
    )
    return Table(columns, rows)


def _mark(item: Bearing) -> str:
    """ "+5": supports it under five concepts; "" bears not; "." is not part of its game."""
    if not item.occurs:
        return "."
    told = f"+{len(item.supports)}" if item.supports else ""
    return told + (f"-{len(item.against)}" if item.against else "")


def matrix_csv(found: Matrix) -> str:
    """The whole table as CSV (RFC 4180): one row a premise, one column a claim with the bearing, from -1
    to 1, empty where the premise is not part of the claim's game."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(
        ["premise", "kind", "actor", "value", "diagnosticity", "bears_on", "among", *map(visible, found.claims)]
    )
    for premise, bearings in zip(found.premises, found.bearings, strict=True):
        value = _decimal(Fraction(premise.value)) if premise.kind == "driver" else premise.value
        head = [visible(premise.name), premise.kind, visible(premise.actor), visible(value)]
        writer.writerow(
            [
                *head,
                _decimal(premise.diagnosticity),
                premise.bears_on,
                premise.among,
                *_cells(bearings),
            ]
        )
    return written.getvalue()


def _cells(bearings: Sequence[Bearing]) -> list[str]:
    return [_decimal(item.value) if item.occurs else "" for item in bearings]


def _decimal(value: Fraction) -> str:
    """One form for all numbers: a decimal of at most nine digits."""
    return f"{float(value):.9g}"
