"""Which premise bears on which claim: the matrix of an analysis of competing hypotheses.

A row is a premise, a column a claim. A full square: the claim needs the premise (without it, or with another, less is
true); an open one: the premise speaks against the claim; the square is as large as the share of concepts under which
that is so; a dot: no bearing; nothing: the premise is not part of that claim's game. Rows are sorted by diagnosticity: how
well the premise tells the claims apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal

from countermove.case.answer import Answer
from countermove.questions.matrix.found import Bearing, Matrix
from countermove.questions.matrix.premises import premise_name, premise_teller, premise_text
from countermove.telling.blocks import Column, Table
from countermove.telling.canvas import Canvas
from countermove.telling.cellmarks import SIGN, Sign, Signs, sign
from countermove.telling.figure import Figure
from countermove.telling.marks import rings
from countermove.telling.metrics import width_of
from countermove.telling.phrases import Teller
from countermove.telling.signs import wanted
from countermove.telling.tabled import Head, Row, ShareBar, TableCell, Words, tabled
from countermove.telling.theme import actors_of, theme_named
from countermove.telling.words import concept_name, count, listed

__all__ = ["CLAIMS", "SHOWN", "matrix"]

SHOWN = 40
"""Premises that are shown: those that tell the claims apart best."""

CLAIMS = 48
"""Claims that are shown: of more, those that most premises bear on."""

_TITLE = "Which premise bears on which claim"
_NAME, _TELLS = 128.0, 76.0
"""What the names of premises take, and how well they tell claims apart."""

_WORDS = 120.0
"""Less room than this beside the name of a premise has no words of it."""

_SIGNS: Mapping[Literal["full", "open", "half", "dot"], str] = {
    "full": "the claim needs it",
    "open": "it speaks against the claim",
    "half": "now one, now the other, by concept",
    "dot": "no bearing",
}


def matrix(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The matrix of premises and claims. Wider than *width* where there are more claims than fit."""
    found, glossary = answer.found, answer.glossary
    chosen = _claims(found)
    least = _NAME + SIGN * len(chosen) + _TELLS + 28
    canvas = Canvas("matrix", max(width, 32 + least), theme_named(theme))
    actors, teller = actors_of(glossary, canvas.theme), Teller(glossary)
    order = sorted(range(len(found.premises)), key=lambda k: -found.premises[k].diagnosticity)
    bearing = [k for k in order if found.premises[k].bears_on]
    shown = bearing[:SHOWN]
    if not shown:
        y = canvas.lines(canvas.x0, 26.0, _nothing(found), canvas.x1 - canvas.x0, size=11.5, ink=canvas.theme.ink2)
        return canvas.figure(y, title=_TITLE, description=_nothing(found), table=_table(found, teller))
    claims = [found.claims[k] for k in chosen]
    says = {name: glossary.claims[name].says if name in glossary.claims else "" for name in claims}
    worded = canvas.x1 - canvas.x0 - least > _WORDS
    heads = [
        Head("premise", width=_NAME if worded else canvas.x1 - canvas.x0 - (least - _NAME)),
        *([Head()] if worded else []),
        Head(
            width=SIGN * len(claims), kind="claim", uprights=tuple((name, f"{name}: {says[name]}") for name in claims)
        ),
        Head("tells apart", width=_TELLS),
    ]
    top = 16 + min(max([width_of(claim, 10) for claim in claims] + [20.0]), 90.0)
    y = tabled(canvas, top, heads, [_row(found, k, chosen, teller, worded) for k in shown], actors, tight=True) + 16
    y = _key(canvas, _unshown(canvas, y, found, len(shown), len(claims)) + 2, len(found.concepts))
    owners = {found.premises[k].actor for k in shown}
    y = rings(canvas, y + 4, [actor for key, actor in actors.items() if key in owners]) - 6
    told = ", ".join(premise_name(found.premises[k]) for k in shown[:5])
    return canvas.figure(
        y,
        title=_TITLE,
        description=(
            f"{count(len(found.premises), 'premise')} against {count(len(found.claims), 'claim')}, in the base reading. "
            f"{count(len(bearing), 'premise')} bear on some claim. Most telling: {told or 'none'}."
        ),
        table=_table(found, teller),
    )


def _row(found: Matrix, place: int, claims: Sequence[int], teller: Teller, worded: bool) -> Row:
    premise = found.premises[place]
    most = max(item.diagnosticity for item in found.premises) or Fraction(1)
    signs = Signs(tuple(_sign(premise.bearings[k]) for k in claims))
    cells = (
        TableCell((Words(premise_name(premise), "bold"),), ring=premise.actor),
        *([TableCell((Words(_said(found, place, teller)),))] if worded else []),
        TableCell((signs,)),
        TableCell((ShareBar("", premise.diagnosticity, whole=most),)),
    )
    return Row(cells, "premise", premise_text(found, place, teller), {"premise": premise.name})


def _sign(item: Bearing) -> Sign:
    if not item.bears:
        return Sign("dot" if item.occurs else "")
    shape: Literal["full", "open", "half"] = (
        "half" if item.supports and item.against else "full" if item.supports else "open"
    )
    return Sign(shape, abs(item.value))


def _unshown(canvas: Canvas, y: float, found: Matrix, premises: int, claims: int) -> float:
    """What is left out."""
    bearing = sum(bool(premise.bears_on) for premise in found.premises)
    more, idle = bearing - premises, len(found.premises) - bearing
    parts = [f"{more:,} more that bear on some claim"] if more else []
    parts += [f"{idle:,} that bear on none"] if idle else []
    told = [f"Premises not shown: {listed(parts)}."] if parts else []
    if claims < len(found.claims):
        rest = len(found.claims) - claims
        told.append(f"Claims not shown: {rest:,} that fewer premises bear on; the table has all.")
    for text in told:
        y = canvas.lines(canvas.x0, y, text, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)
    return y


def _claims(found: Matrix) -> list[int]:
    """The claims that are shown, by number, in file order."""
    weight = [sum(row[k].bears for row in found.bearings) for k in range(len(found.claims))]
    order = sorted(range(len(found.claims)), key=lambda k: (-weight[k], k))
    return sorted(order[:CLAIMS])


def _nothing(found: Matrix) -> str:
    return (
        f"None of {count(len(found.premises), 'premise')} bears on any of {count(len(found.claims), 'claim')} alone, "
        "in the base reading."
    )


def _key(canvas: Canvas, y: float, concepts: int) -> float:
    theme, x = canvas.theme, canvas.x0
    for shape, told in _SIGNS.items():
        span = 18 + width_of(told, 11)
        if x > canvas.x0 and x + span > canvas.x1:
            x, y = canvas.x0, y + 17
        sign(canvas, x + 5.5, y - 4, Sign(shape))
        canvas.text(x + 18, y, told, size=11, ink=theme.ink2)
        x += span + 16
    told = "No sign: the premise is not part of the claim’s game."
    if concepts > 1:
        told = f"The larger the square, the more of the {count(concepts, 'concept')} it is so under. {told}"
    return canvas.lines(canvas.x0, y + 17, told, canvas.x1 - canvas.x0, size=11, ink=theme.ink3)


def _said(found: Matrix, place: int, teller: Teller) -> str:
    """What the premise at a place says, its name and whose it is left out."""
    premise = found.premises[place]
    if premise.kind == "want":
        own, _ = premise_teller(found, place, teller)
        return " ".join(wanted(own.game.wants[premise.name], own))
    return premise_text(found, place, teller).removeprefix(premise_name(premise)).removeprefix(": ")


def _table(found: Matrix, teller: Teller) -> Table:
    columns = (
        Column("Premise"),
        Column("Kind", fixed=True),
        Column("In words"),
        Column("Claim", fixed=True),
        Column("Bearing", right=True),
        Column("Supports under"),
        Column("Against under"),
        Column("Shown by"),
        Column("Diagnosticity of the premise", right=True),
    )
    rows = [
        (
            premise_name(premise),
            premise.kind,
            premise_text(found, place, teller),
            claim,
            item.value,
            _named(item.supports),
            _named(item.against),
            ", ".join(item.by),
            float(premise.diagnosticity),
        )
        for place, (premise, own) in enumerate(zip(found.premises, found.bearings, strict=True))
        for claim, item in zip(found.claims, own, strict=True)
        if item.bears
    ]
    return Table(columns, tuple(rows), "Bearings of premises on claims")


def _named(concepts: Sequence[str]) -> str:
    return ", ".join(map(concept_name, concepts))
