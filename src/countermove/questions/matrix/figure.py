"""Which premise bears on which claim: the matrix of an analysis of competing hypotheses.

A row is a claim, in words, a column a premise, in the words that its file has for it, or by its id. A full square: the
claim needs the premise (without it, or with another, less is true); an open one: the premise speaks against the claim;
the size of the square is the share of concepts under which that is so; a dot: no bearing; blank: the premise is not part
of that claim's game. The figure shows the premises that bear on most claims, those of an actor together, and says them
in full below; claims stand in groups by their truth in the base reading. If the columns have no room, each premise says
in words which claims need it, and against which it speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Literal, NamedTuple

from countermove.context.answer import Answer
from countermove.presentation.blocks import Cell, Column, Table, TableCell, Words
from countermove.presentation.canvas import Canvas, sentence_figure
from countermove.presentation.cellmarks import SIGN, Sign, Signs, sign
from countermove.presentation.figure import Figure
from countermove.presentation.marks import rings
from countermove.presentation.metrics import width_of
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premises import want_in_force
from countermove.presentation.table_figure import Head, Row, draw_table
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
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

_WORDS = 150.0
"""The least width for claims beside the columns."""

_UPRIGHT = 190.0
"""The greatest length of a premise in words above its column."""

_SAID = 80
"""The greatest length of a want in the title."""

_TWO = 520.0
"""With more width than this what stands below does so in two columns."""

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
        nothing = _nothing(result)
        return sentence_figure(canvas, nothing, description=nothing, table=_table(result, phrasing))
    shown = _shown(result, bearing)
    groups = _groups(result, shown)
    columns = _columns(result, shown, phrasing)
    wide = room - sum(head.width + 14 for head in columns) >= _WORDS
    if wide:
        top = 16 + min(max(width_of(title, 10) for head in columns for title, _ in head.uprights), 90.0)
        y = _grid(canvas, top, columns, result, shown, groups, phrasing) + 18
    else:
        y = draw_table(canvas, 26.0, [Head("premise")], _in_words(result, shown, phrasing), actors) + 18
    for line in _omissions(result, bearing, shown, groups):
        y = canvas.lines(canvas.x0, y, line, room, size=11, ink=canvas.theme.ink3)
    y = _key(canvas, y + 2, len(result.concepts)) if wide else y
    owners = {result.premises[k].actor for k in shown}
    y = rings(canvas, y + 4, [actor for key, actor in actors.items() if key in owners])
    below = _premises(result, shown, phrasing) if wide else _claims(result, groups, phrasing)
    for heading, entries in below.items():
        y = _listed(canvas, y + 6, heading, entries, actors)
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


def _columns(result: Matrix, shown: Sequence[int], phrasing: Phrasing) -> list[Head]:
    """The columns of the premises, those of an actor side by side."""
    heads = []
    for _, group in groupby(shown, key=lambda k: (result.premises[k].kind, result.premises[k].actor)):
        own = list(group)
        uprights = tuple((_upright(result, k, phrasing), premise_text(result, k, phrasing)) for k in own)
        heads.append(Head(width=SIGN * len(own), least=0, kind="premise", uprights=uprights))
    return heads


def _upright(result: Matrix, place: int, phrasing: Phrasing) -> str:
    """A premise in a few words, with its id; the id alone, or with its value, if there are none or too many."""
    premise = result.premises[place]
    if premise.kind == "want":
        own, _ = premise_phrasing(result, place, phrasing)
        says = own.says(premise.name, own.branch(premise.name))
    else:
        says = phrasing.glossary.drivers.get(premise.name, "")
        if premise.kind == "answer":
            says = phrasing.glossary.questions[premise.name].answers.get(premise.value) or ""
    name = premise_name(premise)
    text = f"{says} {premise.name}".strip()
    return text if says and width_of(text, 10) <= _UPRIGHT else name


def _grid(
    canvas: Canvas,
    y: float,
    columns: Sequence[Head],
    result: Matrix,
    shown: Sequence[int],
    groups: Mapping[str, Sequence[int]],
    phrasing: Phrasing,
) -> float:
    """Claims in words, by their truth, with a sign for each premise."""
    titles, rows = [Head("claim"), *columns], []
    for truth, own in groups.items():
        rows.append(Row((TableCell((Words(f"{truth} in the base reading", "bold"),)),), "truth"))
        for k in own:
            name, says = result.claims[k], _says(result.claims[k], phrasing)
            words = (Words(says), Words(name, "faint")) if says else (Words(name),)
            signs = [_sign(result.premises[premise].bearings[k]) for premise in shown]
            cells, at = [TableCell((words,))], 0
            for head in columns:
                many = len(head.uprights)
                cells.append(TableCell((Signs(tuple(signs[at : at + many])),)))
                at += many
            rows.append(Row(tuple(cells), "claim", f"{name}: {says}", {"claim": name}))
    return draw_table(canvas, y, titles, rows, {}, tight=True)


def _in_words(result: Matrix, shown: Sequence[int], phrasing: Phrasing) -> list[Row]:
    """Premises in words, each with the claims that need it and those that it speaks against."""
    rows = []
    for k in shown:
        name = _premise_cell(result, k, phrasing, weight="bold")
        lines = tuple(Words(text) for text in _bears(result, k))
        rows.append(_row(result, k, (TableCell((*name.lines, *lines), ring=name.ring),), phrasing))
    return rows


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


class Entry(NamedTuple):
    """An id, and its words; the actor whose ring stands before it."""

    name: str
    says: str
    actor: str = ""


def _premises(result: Matrix, shown: Sequence[int], phrasing: Phrasing) -> dict[str, list[Entry]]:
    """The premises of the columns in full."""
    entries = []
    for k in shown:
        words = [text for line in _premise_cell(result, k, phrasing).lines if isinstance(line, tuple) for text in line]
        premise = result.premises[k]
        entries.append(Entry(premise_name(premise), words[0].text, premise.actor if premise.kind == "want" else ""))
    return {"The premises": entries}


def _claims(result: Matrix, groups: Mapping[str, Sequence[int]], phrasing: Phrasing) -> dict[str, list[Entry]]:
    """The claims in words, group by group."""
    return {
        f"{truth} in the base reading": [Entry(result.claims[k], _says(result.claims[k], phrasing)) for k in own]
        for truth, own in groups.items()
    }


def _listed(
    canvas: Canvas, y: float, heading: str, entries: Sequence[Entry], actors: Mapping[str, ActorStyle]
) -> float:
    """Draw what ids stand for, below a heading."""
    theme, room = canvas.theme, canvas.x1 - canvas.x0
    columns = 2 if room > _TWO else 1
    each = (room - 24 * (columns - 1)) / columns
    y = canvas.lines(canvas.x0, y, heading, room, size=11, face="bold", ink=theme.ink2)
    half = -(-len(entries) // columns)
    ends = [y] * columns
    inside = 19.0 if any(item.actor for item in entries) else 0.0
    for number, item in enumerate(entries):
        column = number // half
        x = canvas.x0 + column * (each + 24)
        if item.actor:
            canvas.ring(x + 7, ends[column] - 4, actors[item.actor], radius=7)
        pieces = [(item.name, "bold", theme.ink2), (item.says, "sans", theme.ink2)]
        ends[column] = canvas.pieces(x + inside, ends[column], pieces, each - inside) + (2 if inside else 0)
    return max(ends)


def _says(claim: str, phrasing: Phrasing) -> str:
    own = phrasing.glossary.claims.get(claim)
    return "" if own is None else own.says


def _title(result: Matrix, most: int, phrasing: Phrasing) -> str:
    """The finding: the premise that bears on most claims."""
    premise = result.premises[most]
    if premise.kind == "want":
        own, _ = premise_phrasing(result, most, phrasing)
        said = own.whose_reason(premise.name, own.branch(premise.name))
        what = f"that {said}" if len(said) <= _SAID else f"one want of {phrasing.the(premise.actor)} ({premise.name})"
    else:
        what = f"the {'answer to' if premise.kind == 'answer' else 'value of'} {premise.name}"
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
    rows = [row for place in range(len(result.premises)) for row in _bearing_rows(result, place, phrasing)]
    return Table(columns, tuple(rows), "Bearings of premises on claims")


def _bearing_rows(result: Matrix, place: int, phrasing: Phrasing) -> Iterator[tuple[Cell, ...]]:
    """The claims on which a premise bears, with how."""
    premise = result.premises[place]
    if not premise.bears_on:
        return
    named = (premise_name(premise), premise.kind, premise_text(result, place, phrasing))
    for claim, item in zip(result.claims, result.bearings[place], strict=True):
        if item.bears:
            shown_by = (_under(item.supports), _under(item.against), ", ".join(item.by))
            yield (*named, claim, item.value, *shown_by, float(premise.diagnosticity))


def _under(concepts: Sequence[str]) -> str:
    return ", ".join(map(concept_name, concepts))
