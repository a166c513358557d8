"""Which premise bears on which claim: the matrix of an analysis of competing hypotheses.

A row is a premise, a column a claim. A full square: the claim needs the premise (without it, or with another, less is
true); an open one: the premise speaks against the claim; the square is as large as the share of concepts under which
that is so; a dot: no bearing; nothing: the premise is not part of that claim's game. Shown are the premises that bear on most claims,
those of an actor together; claims stand in groups by their truth in the base reading, and in words below. Where the columns have no
room each premise tells in words which claims need it, and against which it speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from countermove.context.answer import Answer
from countermove.presentation.blocks import Column, Table, TableCell, Words
from countermove.presentation.canvas import Canvas
from countermove.presentation.cellmarks import SIGN, Sign, Signs, sign
from countermove.presentation.figure import Figure
from countermove.presentation.marks import rings
from countermove.presentation.metrics import width_of
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.table_figure import Head, Row, tabled
from countermove.presentation.theme import actors_of, theme_named
from countermove.presentation.wants import want_in_force
from countermove.presentation.words import capital, concept_name, count, listed, plural, shortened
from countermove.questions.matrix.compute import Bearing, Matrix
from countermove.questions.matrix.premises import premise_name, premise_teller, premise_text

__all__ = ["CLAIMS", "SHOWN", "matrix"]

SHOWN = 10
"""Premises that are shown: those that bear on most claims."""

CLAIMS = 40
"""Claims that are shown: of more, those on which most of these premises bear."""

_NAMED = 12
"""Claims that a premise names where there are no columns."""

_WORDS = 180.0
"""The room that premises have to have beside the columns."""

_TWO = 520.0
"""Where there is more room than this the words of claims stand in two columns."""

_SIGNS: Mapping[Literal["full", "open", "half", "dot"], str] = {
    "full": "the claim needs it",
    "open": "it speaks against the claim",
    "half": "now one, now the other, by concept",
    "dot": "no bearing",
}

_TRUTHS = ("True", "True under some concepts", "False", "Undefined")
"""What claims are in the base reading."""


def matrix(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The matrix of premises and claims."""
    found, glossary = answer.found, answer.glossary
    canvas = Canvas("matrix", width, theme_named(theme))
    actors, phrasing, room = actors_of(glossary, canvas.theme), Phrasing(glossary), canvas.x1 - canvas.x0
    bearing = [k for k, premise in enumerate(found.premises) if premise.bears_on]
    if not bearing:
        y = canvas.lines(canvas.x0, 26.0, _nothing(found), room, size=11.5, ink=canvas.theme.ink2)
        return canvas.figure(y, title=_nothing(found), description=_nothing(found), table=_table(found, phrasing))
    shown = _shown(found, bearing)
    groups = _groups(found, shown)
    wide = room - _across(groups) >= _WORDS
    heads, rows = (_grid if wide else _told)(found, shown, groups, phrasing)
    top = 26.0 if not wide else 16 + max(width_of(found.claims[k], 10) for own in groups.values() for k in own)
    y = tabled(canvas, min(top, 106.0), heads, rows, actors) + 18
    for told in _left(found, bearing, shown, groups):
        y = canvas.lines(canvas.x0, y, told, room, size=11, ink=canvas.theme.ink3)
    y = _key(canvas, y + 2, len(found.concepts)) if wide else y
    owners = {found.premises[k].actor for k in shown}
    y = rings(canvas, y + 4, [actor for key, actor in actors.items() if key in owners])
    y = _claims(canvas, y + 6, found, groups, phrasing)
    most = max(shown, key=lambda k: found.premises[k].bears_on)
    return canvas.figure(
        y,
        title=_title(found, most, phrasing),
        description=(
            f"{count(len(found.premises), 'premise')} against {count(len(found.claims), 'claim')}, in the base reading. "
            f"{count(len(bearing), 'premise')} bear on some claim. "
            + " ".join(f"{premise_name(found.premises[k])} on {found.premises[k].bears_on}." for k in shown)
        ),
        table=_table(found, phrasing),
    )


def _shown(found: Matrix, bearing: Sequence[int]) -> list[int]:
    """The premises that bear on most claims, those of an actor together, in the order of the file."""
    most = sorted(bearing, key=lambda k: (-found.premises[k].bears_on, -found.premises[k].diagnosticity, k))[:SHOWN]
    return sorted(most)


def _groups(found: Matrix, shown: Sequence[int]) -> dict[str, list[int]]:
    """The claims on which premises that are shown bear, by number, under what they are in the base reading."""
    groups: dict[str, list[int]] = {truth: [] for truth in _TRUTHS}
    weight = {k: sum(found.bearings[premise][k].bears for premise in shown) for k in range(len(found.claims))}
    for k in sorted(sorted((k for k in weight if weight[k]), key=lambda k: -weight[k])[:CLAIMS]):
        groups[_truth(found.values[k])].append(k)
    return {truth: own for truth, own in groups.items() if own}


def _truth(values: Sequence[int]) -> str:
    told = set(values) - {-1}
    return _TRUTHS[3] if not told else _TRUTHS[1] if len(told) > 1 else _TRUTHS[0] if 1 in told else _TRUTHS[2]


def _across(groups: Mapping[str, Sequence[int]]) -> float:
    """What the columns of claims take."""
    return sum(SIGN * len(own) + 14 for own in groups.values())


def _grid(
    found: Matrix, shown: Sequence[int], groups: Mapping[str, Sequence[int]], phrasing: Phrasing
) -> tuple[list[Head], list[Row]]:
    """Premises in words, and a sign for each claim."""
    heads = [Head("premise"), *(_columns(found, own, phrasing) for own in groups.values())]
    rows = []
    for k in shown:
        bearings = found.premises[k].bearings
        signs = (TableCell((Signs(tuple(_sign(bearings[claim]) for claim in own)),)) for own in groups.values())
        rows.append(_row(found, k, (_named(found, k, phrasing), *signs), phrasing))
    return heads, rows


def _columns(found: Matrix, own: Sequence[int], phrasing: Phrasing) -> Head:
    uprights = tuple((found.claims[k], f"{found.claims[k]}: {_says(found.claims[k], phrasing)}") for k in own)
    return Head(width=SIGN * len(own), least=0, kind="claim", uprights=uprights)


def _told(
    found: Matrix, shown: Sequence[int], groups: Mapping[str, Sequence[int]], phrasing: Phrasing
) -> tuple[list[Head], list[Row]]:
    """Premises in words, each with the claims that need it and those that it speaks against."""
    rows = []
    for k in shown:
        name = _named(found, k, phrasing, weight="bold")
        lines = tuple(Words(text) for text in _bears(found, k))
        rows.append(_row(found, k, (TableCell((*name.lines, *lines), ring=name.ring),), phrasing))
    return [Head("premise")], rows


def _bears(found: Matrix, place: int) -> Iterator[str]:
    bearings = found.premises[place].bearings
    for lead, own in (
        ("needed by", [bool(item.supports) for item in bearings]),
        ("against", [bool(item.against) for item in bearings]),
    ):
        names = [claim for claim, is_so in zip(found.claims, own, strict=True) if is_so]
        if names:
            yield f"{lead} {shortened(names, _NAMED, sep=' ', where=' in the table')}"


def _row(found: Matrix, place: int, cells: tuple[TableCell, ...], phrasing: Phrasing) -> Row:
    return Row(cells, "premise", premise_text(found, place, phrasing), {"premise": found.premises[place].name})


def _named(found: Matrix, place: int, phrasing: Phrasing, weight: str = "plain") -> TableCell:
    """A premise in words, then its id, or the value that it has."""
    premise = found.premises[place]
    if premise.kind == "want":
        own, _ = premise_teller(found, place, phrasing)
        told = want_in_force(own, premise.name).told
        return TableCell(((Words(told, weight), Words(premise.name, "faint")),), ring=premise.actor)
    if premise.kind == "answer":
        question = phrasing.glossary.questions[premise.name]
        told = question.answers.get(premise.value) or premise.value.replace("_", " ")
        return TableCell(((Words(told, weight), Words(f"{premise.name} = {premise.value}", "faint")),))
    means = phrasing.glossary.drivers.get(premise.name, "")
    at = f"{premise.name} {driver_text(Fraction(premise.value))}"
    return TableCell(((Words(means, weight), Words(at, "faint")) if means else (Words(at, weight),),))


def _sign(item: Bearing) -> Sign:
    if not item.bears:
        return Sign("dot" if item.occurs else "")
    shape: Literal["full", "open", "half"] = (
        "half" if item.supports and item.against else "full" if item.supports else "open"
    )
    return Sign(shape, abs(item.value))


def _left(
    found: Matrix, bearing: Sequence[int], shown: Sequence[int], groups: Mapping[str, Sequence[int]]
) -> Iterator[str]:
    """What is not drawn."""
    more, idle = len(bearing) - len(shown), len(found.premises) - len(bearing)
    parts = [f"{more:,} more {plural(more, 'premise bears', 'premises bear')} on fewer"] if more else []
    parts += [f"{idle:,} {plural(idle, 'bears', 'bear')} on none"] if idle else []
    if parts:
        yield f"And {listed(parts)}; the table has all."
    drawn = {k for own in groups.values() for k in own}
    free = [k for k in range(len(found.claims)) if k not in drawn]
    none = [found.claims[k] for k in free if not any(found.bearings[premise][k].bears for premise in shown)]
    if none:
        yield f"None of these bears on {listed(none) if len(none) <= _NAMED else count(len(none), 'claim')}."
    if len(none) < len(free):
        yield f"Claims not shown: {len(free) - len(none):,} on which fewer of them bear."


def _claims(canvas: Canvas, y: float, found: Matrix, groups: Mapping[str, Sequence[int]], phrasing: Phrasing) -> float:
    """The claims in words, group by group."""
    theme, room = canvas.theme, canvas.x1 - canvas.x0
    columns = 2 if room > _TWO else 1
    each = (room - 24 * (columns - 1)) / columns
    for truth, own in groups.items():
        y = canvas.lines(canvas.x0, y + 4, f"{truth} in the base reading", room, size=11, face="bold", ink=theme.ink2)
        half = -(-len(own) // columns)
        ends = [y] * columns
        for number, k in enumerate(own):
            column = number // half
            pieces = [(found.claims[k], "bold", theme.ink2), (_says(found.claims[k], phrasing), "sans", theme.ink2)]
            x = canvas.x0 + column * (each + 24)
            ends[column] = canvas.pieces(x, ends[column], pieces, each)
        y = max(ends)
    return y


def _says(claim: str, phrasing: Phrasing) -> str:
    own = phrasing.glossary.claims.get(claim)
    return "" if own is None else own.says


def _title(found: Matrix, most: int, phrasing: Phrasing) -> str:
    """The premise that bears on most claims: the finding."""
    premise = found.premises[most]
    what = {
        "want": f"one want of {phrasing.the(premise.actor)}",
        "answer": f"the answer to {premise.name}",
        "driver": f"the value of {premise.name}",
    }[premise.kind]
    return f"{capital(what)} bears on {premise.bears_on} of {count(len(found.claims), 'claim')}"


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
        told = f"The larger the square, the more of the {count(concepts, 'concept')} it holds under. {told}"
    return canvas.lines(canvas.x0, y + 17, told, canvas.x1 - canvas.x0, size=11, ink=theme.ink3)


def _table(found: Matrix, phrasing: Phrasing) -> Table:
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
            premise_text(found, place, phrasing),
            claim,
            item.value,
            _under(item.supports),
            _under(item.against),
            ", ".join(item.by),
            float(premise.diagnosticity),
        )
        for place, (premise, own) in enumerate(zip(found.premises, found.bearings, strict=True))
        for claim, item in zip(found.claims, own, strict=True)
        if item.bears
    ]
    return Table(columns, tuple(rows), "Bearings of premises on claims")


def _under(concepts: Sequence[str]) -> str:
    return ", ".join(map(concept_name, concepts))
