"""Which premise bears on which claim: the matrix of an analysis of competing hypotheses.

A row is a premise, a column a claim. A full square: the claim needs the premise (without it, or with another, less is
true); an open one: the premise speaks against the claim; the square is as large as the share of concepts under which
that is so; a dot: no bearing; nothing: the premise is not part of that claim's game. Rows are sorted by diagnosticity: how
well the premise tells the claims apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from countermove.case.answer import Answer
from countermove.questions.matrix.found import Bearing, Matrix
from countermove.questions.matrix.premises import premise_name, premise_teller, premise_text
from countermove.telling.blocks import Column, Table
from countermove.telling.canvas import Canvas
from countermove.telling.figure import Figure
from countermove.telling.marks import rings
from countermove.telling.metrics import width_of
from countermove.telling.phrases import Teller
from countermove.telling.signs import wanted
from countermove.telling.theme import actors_of, theme_named
from countermove.telling.words import concept_name, count, listed

__all__ = ["CLAIMS", "SHOWN", "matrix"]

SHOWN = 40
"""Premises that are shown: those that tell the claims apart best."""

CLAIMS = 48
"""Claims that are shown: of more, those that most premises bear on."""

_TITLE = "Which premise bears on which claim"
_CELL = 16.0
_ROW = 19.0
_SIDE = 11.0
_WORDS = 120.0
"""Less room than this beside the name of a premise has no words of it."""


def matrix(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The matrix of premises and claims. Wider than *width* where there are more claims than fit."""
    found, glossary = answer.found, answer.glossary
    name, right = 128.0, 86.0
    chosen = _claims(found)
    claims = [found.claims[k] for k in chosen]
    cells = _CELL * len(claims)
    width = max(width, 32 + name + right + cells)
    canvas = Canvas("matrix", width, theme_named(theme))
    theme_ = canvas.theme
    actors, teller = actors_of(glossary, theme_), Teller(glossary)
    order = sorted(range(len(found.premises)), key=lambda k: -found.premises[k].diagnosticity)
    bearing = [k for k in order if found.premises[k].bears_on]
    shown = bearing[:SHOWN]
    left = canvas.x1 - right - cells
    tall = max([width_of(claim, 10) for claim in claims] + [20.0])
    top = 14 + min(tall, 90.0) + 6
    if not shown:
        y = canvas.lines(canvas.x0, 26.0, _nothing(found), canvas.x1 - canvas.x0, size=11.5, ink=theme_.ink2)
        return canvas.figure(y, title=_TITLE, description=_nothing(found), table=_table(found, teller))
    canvas.text(canvas.x0, top - 4, "premise", size=11, ink=theme_.ink3)
    for place, claim in enumerate(claims):
        says = glossary.claims[claim].says if claim in glossary.claims else ""
        x = left + place * _CELL + _CELL / 2
        with canvas.group("claim", title=f"{claim}: {says}", claim=claim):
            canvas.upright(x + 3.5, top - 4 - min(tall, 90.0) / 2, claim, size=10, ink=theme_.ink2, within=90)
    canvas.text(canvas.x1, top - 4, "tells apart", size=11, ink=theme_.ink3, anchor="end", within=right - 6)
    y = top + 4
    highest = max((float(found.premises[k].diagnosticity) for k in shown), default=0.0) or 1.0
    for k in shown:
        premise = found.premises[k]
        canvas.line((canvas.x0, y), (canvas.x1, y), stroke=theme_.rule)
        with canvas.group("premise", title=premise_text(found, k, teller), premise=premise.name):
            base = y + 13.5
            x = canvas.x0
            if premise.actor in actors:
                canvas.ring(x + 7, base - 4, actors[premise.actor], radius=7)
                x += 19
            x += canvas.text(x, base, premise_name(premise), size=11, face="bold", within=left - x - 6) + 8
            if left - x > _WORDS:
                canvas.text(x, base, _said(found, k, teller), size=11, ink=theme_.ink2, within=left - x - 10)
            for place, number_ in enumerate(chosen):
                _cell(canvas, left + place * _CELL + _CELL / 2, y + _ROW / 2, found.bearings[k][number_])
            share = float(premise.diagnosticity)
            start = canvas.x1 - right + 10
            canvas.rect(
                start, base - 7, max(34.0 * share / highest, 0.5), 7, fill=theme_.ink3, kind="mark", label="tells"
            )
            canvas.text(canvas.x1, base, f"{share:.2f}", size=10.5, ink=theme_.ink2, anchor="end")
        y += _ROW
    canvas.line((canvas.x0, y), (canvas.x1, y), stroke=theme_.rule)
    y += 16
    rest = len(found.premises) - len(shown)
    if rest:
        idle = len(found.premises) - len(bearing)
        more = len(bearing) - len(shown)
        parts = [f"{more:,} more that bear on some claim"] if more else []
        parts += [f"{idle:,} that bear on none"] if idle else []
        told = f"Premises not shown: {listed(parts)}."
        y = canvas.lines(canvas.x0, y, told, canvas.x1 - canvas.x0, size=11, ink=theme_.ink3)
    if len(claims) < len(found.claims):
        told = f"Claims not shown: {len(found.claims) - len(claims):,} that fewer premises bear on; the table has all."
        y = canvas.lines(canvas.x0, y, told, canvas.x1 - canvas.x0, size=11, ink=theme_.ink3)
    y = _key(canvas, y + 2, len(found.concepts))
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


def _cell(canvas: Canvas, x: float, y: float, item: Bearing) -> None:
    theme = canvas.theme
    if not item.occurs:
        return
    if not item.bears:
        canvas.circle(x, y, 1, fill=theme.control)
        return
    share = max(abs(float(item.value)), 0.2) if item.value else 0.2
    side = 4 + (_SIDE - 4) * share
    box = (x - side / 2, y - side / 2, side, side)
    if item.supports and item.against:
        canvas.rect(*box, fill=theme.fails, stroke=theme.ink, line=1.2, kind="mark", label="both")
        canvas.line((x - side / 2, y + side / 2), (x + side / 2, y - side / 2), stroke=theme.ink, line=1.2)
    elif item.supports:
        canvas.rect(*box, fill=theme.holds, stroke=theme.holds, kind="mark", label="supports")
    else:
        canvas.rect(*box, fill=theme.sheet, stroke=theme.ink, line=1.4, kind="mark", label="against")


def _key(canvas: Canvas, y: float, concepts: int) -> float:
    theme, x = canvas.theme, canvas.x0
    for sign, told in (
        ("supports", "the claim needs it"),
        ("against", "it speaks against the claim"),
        ("both", "now one, now the other, by concept"),
        ("none", "no bearing"),
    ):
        span = 18 + width_of(told, 11)
        if x > canvas.x0 and x + span > canvas.x1:
            x, y = canvas.x0, y + 17
        middle, level = x + 5.5, y - 4
        if sign == "none":
            canvas.circle(middle, level, 1.2, fill=theme.ink3)
        else:
            fill = {"supports": theme.holds, "against": theme.sheet, "both": theme.fails}[sign]
            canvas.rect(middle - 5, level - 5, 10, 10, fill=fill, stroke=theme.ink, line=1.2)
            if sign == "both":
                canvas.line((middle - 5, level + 5), (middle + 5, level - 5), stroke=theme.ink, line=1.2)
        canvas.mark(x, y - 10, 11, 12, sign)
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
            str(item.value),
            _named(item.supports),
            _named(item.against),
            ", ".join(item.by),
            f"{float(premise.diagnosticity):.4f}",
        )
        for place, (premise, own) in enumerate(zip(found.premises, found.bearings, strict=True))
        for claim, item in zip(found.claims, own, strict=True)
        if item.bears
    ]
    return Table(columns, tuple(rows), "Bearings of premises on claims")


def _named(concepts: Sequence[str]) -> str:
    return ", ".join(map(concept_name, concepts))
