"""Which premise bears on which claim: the matrix of an analysis of competing hypotheses.

A row is a premise, a column a claim. A full square: the claim needs the premise (without it, or with another, less is
true); an open one: the premise speaks against the claim; the size of the square is the share of concepts under which
that is so; a dot: no bearing; blank: the premise is not part of that claim's game. The figure shows the premises that
bear on most claims, those of an actor together; claims stand in groups by their truth in the base reading, and in words
below. If the columns have no room, each premise says in words which claims need it, and against which it speaks.
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
from countermove.presentation.premises import want_in_force
from countermove.presentation.table_figure import Head, Row, draw_table
from countermove.presentation.theme import actors_of, theme_named
from countermove.presentation.words import capital, concept_name, count, listed, plural, shortened
from countermove.questions.matrix.compute import Bearing, Matrix
from countermove.questions.matrix.text import premise_name, premise_phrasing, premise_text

__all__ = ["CLAIMS", "SHOWN", "matrix"]

SHOWN = 10
"""The number of premises shown: those that bear on most claims."""

CLAIMS = 40
"""The number of claims shown: of more, those on which most of these premises bear."""

_NAMED = 12
"""The number of claims that a premise names if there are no columns."""

_WORDS = 180.0
"""The least width for premises beside the columns."""

_TWO = 520.0
"""With more width than this the words of claims stand in two columns."""

_SIGNS: Mapping[Literal["full", "open", "half", "dot"], str] = {
    "full": "the claim needs it",
    "open": "it speaks against the claim",
    "half": "now one, now the other, by concept",
    "dot": "no bearing",
}

_TRUTHS = ("True", "True under some concepts", "False", "Undefined")
"""The values of claims in the base reading."""


def matrix(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The matrix of premises and claims."""
    result, glossary = answer.record, answer.glossary
    canvas = Canvas("matrix", width, theme_named(theme))
    actors, phrasing, room = actors_of(glossary, canvas.theme), Phrasing(glossary), canvas.x1 - canvas.x0
    bearing = [k for k, premise in enumerate(result.premises) if premise.bears_on]
    if not bearing:
        y = canvas.lines(canvas.x0, 26.0, _nothing(result), room, size=11.5, ink=canvas.theme.ink2)
        return canvas.figure(y, title=_nothing(result), description=_nothing(result), table=_table(result, phrasing))
    shown = _shown(result, bearing)
    groups = _groups(result, shown)
    wide = room - _across(groups) >= _WORDS
    heads, rows = (_grid if wide else _grid_in_words)(result, shown, groups, phrasing)
    top = 26.0 if not wide else 16 + max(width_of(result.claims[k], 10) for own in groups.values() for k in own)
    y = draw_table(canvas, min(top, 106.0), heads, rows, actors) + 18
    for line in _omissions(result, bearing, shown, groups):
        y = canvas.lines(canvas.x0, y, line, room, size=11, ink=canvas.theme.ink3)
    y = _key(canvas, y + 2, len(result.concepts)) if wide else y
    owners = {result.premises[k].actor for k in shown}
    y = rings(canvas, y + 4, [actor for key, actor in actors.items() if key in owners])
    y = _claims(canvas, y + 6, result, groups, phrasing)
    most = max(shown, key=lambda k: result.premises[k].bears_on)
    return canvas.figure(
        y,
        title=_title(result, most, phrasing),
        description=(
            f"{count(len(result.premises), 'premise')} against {count(len(result.claims), 'claim')}, in the base reading. "
            f"{count(len(bearing), 'premise')} bear on some claim. "
            + " ".join(f"{premise_name(result.premises[k])} on {result.premises[k].bears_on}." for k in shown)
        ),
        table=_table(result, phrasing),
    )


def _shown(result: Matrix, bearing: Sequence[int]) -> list[int]:
    """The premises that bear on most claims, those of an actor together, in the order of the file."""
    most = sorted(bearing, key=lambda k: (-result.premises[k].bears_on, -result.premises[k].diagnosticity, k))[:SHOWN]
    return sorted(most)


def _groups(result: Matrix, shown: Sequence[int]) -> dict[str, list[int]]:
    """The indices of claims on which the premises shown bear, grouped by their value in the base reading."""
    groups: dict[str, list[int]] = {truth: [] for truth in _TRUTHS}
    weight = {k: sum(result.bearings[premise][k].bears for premise in shown) for k in range(len(result.claims))}
    for k in sorted(sorted((k for k in weight if weight[k]), key=lambda k: -weight[k])[:CLAIMS]):
        groups[_truth(result.values[k])].append(k)
    return {truth: own for truth, own in groups.items() if own}


def _truth(values: Sequence[int]) -> str:
    truths = set(values) - {-1}
    return _TRUTHS[3] if not truths else _TRUTHS[1] if len(truths) > 1 else _TRUTHS[0] if 1 in truths else _TRUTHS[2]


def _across(groups: Mapping[str, Sequence[int]]) -> float:
    """The width of the columns of claims."""
    return sum(SIGN * len(own) + 14 for own in groups.values())


def _grid(
    result: Matrix, shown: Sequence[int], groups: Mapping[str, Sequence[int]], phrasing: Phrasing
) -> tuple[list[Head], list[Row]]:
    """Premises in words, and a sign for each claim."""
    heads = [Head("premise"), *(_columns(result, own, phrasing) for own in groups.values())]
    rows = []
    for k in shown:
        bearings = result.premises[k].bearings
        signs = (TableCell((Signs(tuple(_sign(bearings[claim]) for claim in own)),)) for own in groups.values())
        rows.append(_row(result, k, (_premise_cell(result, k, phrasing), *signs), phrasing))
    return heads, rows


def _columns(result: Matrix, own: Sequence[int], phrasing: Phrasing) -> Head:
    uprights = tuple((result.claims[k], f"{result.claims[k]}: {_says(result.claims[k], phrasing)}") for k in own)
    return Head(width=SIGN * len(own), least=0, kind="claim", uprights=uprights)


def _grid_in_words(
    result: Matrix, shown: Sequence[int], groups: Mapping[str, Sequence[int]], phrasing: Phrasing
) -> tuple[list[Head], list[Row]]:
    """Premises in words, each with the claims that need it and those that it speaks against."""
    rows = []
    for k in shown:
        name = _premise_cell(result, k, phrasing, weight="bold")
        lines = tuple(Words(text) for text in _bears(result, k))
        rows.append(_row(result, k, (TableCell((*name.lines, *lines), ring=name.ring),), phrasing))
    return [Head("premise")], rows


def _bears(result: Matrix, place: int) -> Iterator[str]:
    bearings = result.premises[place].bearings
    for lead, own in (
        ("needed by", [bool(item.supports) for item in bearings]),
        ("against", [bool(item.against) for item in bearings]),
    ):
        names = [claim for claim, is_so in zip(result.claims, own, strict=True) if is_so]
        if names:
            yield f"{lead} {shortened(names, _NAMED, sep=' ', where=' in the table')}"


def _row(result: Matrix, place: int, cells: tuple[TableCell, ...], phrasing: Phrasing) -> Row:
    return Row(cells, "premise", premise_text(result, place, phrasing), {"premise": result.premises[place].name})


def _premise_cell(result: Matrix, place: int, phrasing: Phrasing, weight: str = "plain") -> TableCell:
    """A premise in words, then its id, or its value."""
    premise = result.premises[place]
    if premise.kind == "want":
        own, _ = premise_phrasing(result, place, phrasing)
        text = want_in_force(own, premise.name).wish
        return TableCell(((Words(text, weight), Words(premise.name, "faint")),), ring=premise.actor)
    if premise.kind == "answer":
        question = phrasing.glossary.questions[premise.name]
        text = question.answers.get(premise.value) or premise.value.replace("_", " ")
        return TableCell(((Words(text, weight), Words(f"{premise.name} = {premise.value}", "faint")),))
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


def _omissions(
    result: Matrix, bearing: Sequence[int], shown: Sequence[int], groups: Mapping[str, Sequence[int]]
) -> Iterator[str]:
    """What is left out."""
    more, idle = len(bearing) - len(shown), len(result.premises) - len(bearing)
    parts = [f"{more:,} more {plural(more, 'premise bears', 'premises bear')} on fewer"] if more else []
    parts += [f"{idle:,} {plural(idle, 'bears', 'bear')} on none"] if idle else []
    if parts:
        yield f"And {listed(parts)}; the table has all."
    drawn = {k for own in groups.values() for k in own}
    free = [k for k in range(len(result.claims)) if k not in drawn]
    none = [result.claims[k] for k in free if not any(result.bearings[premise][k].bears for premise in shown)]
    if none:
        yield f"None of these bears on {listed(none) if len(none) <= _NAMED else count(len(none), 'claim')}."
    if len(none) < len(free):
        yield f"Claims not shown: {len(free) - len(none):,} on which fewer of them bear."


def _claims(canvas: Canvas, y: float, result: Matrix, groups: Mapping[str, Sequence[int]], phrasing: Phrasing) -> float:
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
            pieces = [(result.claims[k], "bold", theme.ink2), (_says(result.claims[k], phrasing), "sans", theme.ink2)]
            x = canvas.x0 + column * (each + 24)
            ends[column] = canvas.pieces(x, ends[column], pieces, each)
        y = max(ends)
    return y


def _says(claim: str, phrasing: Phrasing) -> str:
    own = phrasing.glossary.claims.get(claim)
    return "" if own is None else own.says


def _title(result: Matrix, most: int, phrasing: Phrasing) -> str:
    """The finding: the premise that bears on most claims."""
    premise = result.premises[most]
    what = {
        "want": f"one want of {phrasing.the(premise.actor)}",
        "answer": f"the answer to {premise.name}",
        "driver": f"the value of {premise.name}",
    }[premise.kind]
    return f"{capital(what)} bears on {premise.bears_on} of {count(len(result.claims), 'claim')}"


def _nothing(result: Matrix) -> str:
    return (
        f"None of {count(len(result.premises), 'premise')} bears on any of {count(len(result.claims), 'claim')} alone, "
        "in the base reading."
    )


def _key(canvas: Canvas, y: float, concepts: int) -> float:
    theme, x = canvas.theme, canvas.x0
    for shape, text in _SIGNS.items():
        span = 18 + width_of(text, 11)
        if x > canvas.x0 and x + span > canvas.x1:
            x, y = canvas.x0, y + 17
        sign(canvas, x + 5.5, y - 4, Sign(shape))
        canvas.text(x + 18, y, text, size=11, ink=theme.ink2)
        x += span + 16
    text = "No sign: the premise is not part of the claim’s game."
    if concepts > 1:
        text = f"The larger the square, the more of the {count(concepts, 'concept')} it holds under. {text}"
    return canvas.lines(canvas.x0, y + 17, text, canvas.x1 - canvas.x0, size=11, ink=theme.ink3)


def _table(result: Matrix, phrasing: Phrasing) -> Table:
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
            premise_text(result, place, phrasing),
            claim,
            item.value,
            _under(item.supports),
            _under(item.against),
            ", ".join(item.by),
            float(premise.diagnosticity),
        )
        for place, (premise, own) in enumerate(zip(result.premises, result.bearings, strict=True))
        for claim, item in zip(result.claims, own, strict=True)
        if item.bears
    ]
    return Table(columns, tuple(rows), "Bearings of premises on claims")


def _under(concepts: Sequence[str]) -> str:
    return ", ".join(map(concept_name, concepts))
