"""Claims as micro-grids: one cell for each reading (across) and concept (down), and what the verdict turns and rests on.

Dark: the claim holds in that cell; pale: it fails; hatched: it is undefined. Readings are sorted so that the question on
which most verdicts turn changes slowest, so that structure is seen as stripes; the ruler above the grids says which column
is which reading. Up to 64 readings a cell is 4 units wide; up to 512 it is one, without gaps, and the same for every claim;
above that a bar for each question shows in what share of its cells the claim holds under each answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.desk.glossary import Glossary
from countermove.questions import ClaimVerdict
from countermove.report.figures.canvas import Canvas, number
from countermove.report.figures.figure import Figure
from countermove.report.figures.marks import verdict
from countermove.report.figures.metrics import width_of
from countermove.report.figures.theme import Theme, theme_named
from countermove.report.text import Column, Table
from countermove.report.verdicts import cells_text, claims_summary, conditions_text, rests_text
from countermove.report.words import capital, concept_name, count, listed

__all__ = ["claims_grid"]

_CELLS = 64
_FINE = 512
_NARROW = 560


@dataclass(frozen=True, slots=True)
class _Columns:
    """How readings become columns: ``order`` gives the reading of each column; ``questions`` slowest first, with their
    answers; ``unit``: the width of one column; ``gap``: behind each answer of the slowest question."""

    questions: tuple[tuple[str, tuple[str, ...]], ...]
    order: NDArray[np.intp]
    unit: float
    gap: float

    @property
    def width(self) -> float:
        return self.left(self.order.size - 1) + (self.unit - (1 if self.unit > 1 else 0))

    def left(self, column: int) -> float:
        block = self.order.size // len(self.questions[0][1]) if self.questions else self.order.size
        return column * self.unit + (column // block) * self.gap


def claims_grid(
    claims: Sequence[ClaimVerdict],
    *,
    glossary: Glossary,
    reading: Mapping[str, str] | None = None,
    theme: str = "light",
    width: float = 760,
) -> Figure:
    """The verdicts on claims, in file order. ``reading``: the one that a tick marks (the base reading where absent)."""
    canvas = Canvas("claims", width, theme_named(theme))
    columns = _columns(claims, glossary)
    concepts = claims[0].concepts if claims else ()
    coarse = columns.order.size > _FINE
    right = 150.0 if coarse else max(columns.width, 131.0)
    narrow = width < max(_NARROW, right + 330)
    grid_x = canvas.x0 + 24 if narrow else canvas.x1 - right
    y = _head(canvas, claims, columns, grid_x, narrow, coarse, glossary)
    y = _key(canvas, y, concepts, columns, coarse)
    tick = _column_of(columns, glossary, reading or {})
    for claim in claims:
        y = _row(canvas, y, claim, glossary, columns, grid_x, right, narrow, coarse, tick)
    if not claims:
        canvas.text(canvas.x0, y + 14, "No claims yet.", ink=canvas.theme.ink2)
        y += 20
    told = f"{capital(claims_summary(claims))}." if len(claims) > 1 else ""
    return canvas.figure(
        y + 10,
        title=f"Claims: {glossary.title}",
        description=(
            f"{count(len(claims), 'claim')}, each judged in {count(int(columns.order.size), 'reading')} under "
            f"{listed(map(concept_name, concepts))}. {told}"
        ),
        table=_table(claims, glossary),
    )


def _columns(claims: Sequence[ClaimVerdict], glossary: Glossary) -> _Columns:
    given = [(name, tuple(question.answers)) for name, question in glossary.questions.items()]
    turned = {
        name: sum(any(name in dict(item.equations) for item in claim.turns_on) for claim in claims) for name, _ in given
    }
    ranked = sorted(given, key=lambda item: -turned[item[0]])
    shape = [len(answers) for _, answers in given]
    readings = int(np.prod(shape, dtype=np.int64)) if shape else 1
    places = np.arange(readings).reshape(shape or [1])
    axes = [given.index(item) for item in ranked]
    order = places.transpose(axes).reshape(-1) if shape else places
    fine = readings > _CELLS
    return _Columns(tuple(ranked), order, 1.0 if fine else 4.0, 0.0 if readings == 1 else 3.0)


def _column_of(columns: _Columns, glossary: Glossary, reading: Mapping[str, str]) -> int:
    """The column of a reading; unnamed questions take their first answer."""
    column = 0
    for name, answers in columns.questions:
        answer = reading.get(name, answers[0])
        column = column * len(answers) + (answers.index(answer) if answer in answers else 0)
    return column


# -- head --------------------------------------------------------------------------------------------------------------


def _head(
    canvas: Canvas,
    claims: Sequence[ClaimVerdict],
    columns: _Columns,
    grid_x: float,
    narrow: bool,
    coarse: bool,
    glossary: Glossary,
) -> float:
    """The reading ruler: for each question which columns give which answer."""
    theme, y = canvas.theme, 26.0
    if coarse or not columns.questions:
        return 12.0
    for name, answers in columns.questions:
        asks = glossary.questions[name].asks or ""
        with canvas.group("question", title=asks, question=name):
            room = (canvas.x1 if narrow else grid_x - 14) - canvas.x0
            at = canvas.x0 + canvas.text(canvas.x0, y, name, size=11, face="bold", within=60) + 8
            told = room - (at - canvas.x0)
            keys = [(answer, k) for k, answer in enumerate(answers)][:4]
            spans = [min(width_of(answer.replace("_", " "), 11), told / len(keys) - 22) + 12 for answer, _ in keys]
            total = sum(spans) + 10 * (len(keys) - 1)
            start = at if narrow else max(at, canvas.x0 + room - total)
            if not narrow and asks and start - at > 70:
                canvas.text(at, y, asks, size=11, ink=theme.ink3, within=start - at - 12)
            for (answer, k), span in zip(keys, spans, strict=True):
                canvas.text(start, y, answer.replace("_", " "), size=11, ink=theme.ink2, within=max(span - 11, 8))
                _answer_key(canvas, start + span - 8, y - 7.5, k, len(answers))
                start += span + 10
            top = y + 5 if narrow else y - 9
            _ruler(canvas, grid_x, top, columns, name, answers)
        y += 34 if narrow else 17
    return y + 2


def _answer_key(canvas: Canvas, x: float, y: float, place: int, answers: int) -> None:
    theme = canvas.theme
    canvas.rect(x + 0.5, y + 0.5, 6, 7, stroke=theme.ink3)
    high = 7.0 * place / max(answers - 1, 1)
    if place:
        canvas.rect(x, y + 8 - high, 7, high, fill=theme.ink3)
    canvas.mark(x, y, 7, 8, "answer")


def _ruler(canvas: Canvas, x: float, y: float, columns: _Columns, name: str, answers: tuple[str, ...]) -> None:
    theme = canvas.theme
    place = [item[0] for item in columns.questions].index(name)
    inner = 1
    for _, later in columns.questions[place + 1 :]:
        inner *= len(later)
    total = columns.order.size
    bars = []
    for column in range(0, total, inner):
        choice = column // inner % len(answers)
        if choice:
            left = columns.left(column)
            wide = columns.left(column + inner - 1) + columns.unit - (1 if columns.unit > 1 else 0) - left
            high = 8.0 * choice / (len(answers) - 1)
            bars.append(f"M{number(x + left)} {number(y + 8 - high)}h{number(wide)}v{number(high)}h{number(-wide)}z")
    canvas.line((x, y + 8.5), (x + columns.width, y + 8.5), stroke=theme.control)
    if bars:
        canvas.path("".join(bars), fill=theme.ink3)
    canvas.mark(x, y, columns.width, 8, f"ruler {name}")


def _key(canvas: Canvas, y: float, concepts: Sequence[str], columns: _Columns, coarse: bool) -> float:
    theme = canvas.theme
    names = ", ".join(map(concept_name, concepts))
    if coarse:
        told = (
            f"{columns.order.size:,} readings. Bars: of all cells with that answer, how many hold. Concepts: {names}."
        )
    else:
        readings = count(int(columns.order.size), "reading")
        told = f"Each grid: {readings} across, {count(len(concepts), 'concept')} down ({names}). The tick marks the reading in use."
    y = canvas.lines(canvas.x0, y + 10, told, canvas.x1 - canvas.x0, size=11, ink=theme.ink3)
    x = canvas.x0
    for fill, word in ((theme.holds, "holds"), (theme.fails, "fails"), (canvas.hatch(), "undefined")):
        canvas.rect(x, y - 8, 9, 9, fill=fill, kind="mark", label=word)
        x += 14
        x += canvas.text(x, y, word, size=11, ink=theme.ink2) + 16
    told = "Bold: dropping, swapping or turning that want is enough; plain: only turning it round."
    if canvas.x1 - x > 380:
        canvas.text(x, y, told, size=11, ink=theme.ink3, within=canvas.x1 - x)
        return y + 12
    return canvas.lines(canvas.x0, y + 16, told, canvas.x1 - canvas.x0, size=11, ink=theme.ink3) - 3


# -- rows --------------------------------------------------------------------------------------------------------------


def _row(
    canvas: Canvas,
    y: float,
    claim: ClaimVerdict,
    glossary: Glossary,
    columns: _Columns,
    grid_x: float,
    right: float,
    narrow: bool,
    coarse: bool,
    tick: int,
) -> float:
    theme, words = canvas.theme, glossary.claims[claim.id]
    canvas.line((canvas.x0, y), (canvas.x1, y), stroke=theme.rule)
    left = canvas.x0 + 24
    room = (canvas.x1 if narrow else grid_x - 18) - left
    rests = " ".join(dict.fromkeys(item.edit.want for item in claim.rests_on))
    with canvas.group("claim", title=f"{claim.id}: {claim.verdict}", claim=claim.id, rests=rests):
        verdict(canvas, canvas.x0 + 7, y + 17, claim.verdict, unsupported=claim.unsupported)
        at = canvas.lines(left, y + 21, words.says, room, size=14, leading=18, face="serif", most=5)
        at = canvas.pieces(left, at - 2, _meta(claim, glossary, theme), room)
        turning = conditions_text(claim.turns_on, most=2)
        if turning:
            at = canvas.lines(left, at, f"turns on: {turning}", room, size=11, ink=theme.ink2, most=4)
        if narrow:
            bottom = _grid(canvas, grid_x, at - 4, claim, columns, tick, right, coarse, glossary)
            bottom = _rests(canvas, grid_x, bottom + 14, claim, canvas.x1 - grid_x, theme)
            return bottom - 6
        bottom = _grid(canvas, grid_x, y + 12, claim, columns, tick, right, coarse, glossary)
        bottom = _rests(canvas, grid_x, bottom + 14, claim, right, theme)
        return max(at, bottom) - 4


def _meta(claim: ClaimVerdict, glossary: Glossary, theme: Theme) -> list[tuple[str, str, str]]:
    words = glossary.claims[claim.id]
    pieces = [(claim.id, "bold", theme.ink), (claim.verdict, "sans", theme.ink2)]
    notes = ["unsupported"] if claim.unsupported else []
    notes += [f"restates {listed(claim.restated, 'or')}"] if claim.restated else []
    notes += ["a probe, not the author’s"] if claim.probe else []
    notes += [f"held by {words.by_name}"] if words.by_name else []
    notes += [f"if {words.scenario}"] if words.scenario else []
    notes += [f"in the view {words.view}"] if words.view else []
    notes += [f"the file expects: {claim.expect}"] if claim.as_expected is False else []
    return pieces + [(f"· {note}", "sans", theme.ink3) for note in notes]


def _rests(canvas: Canvas, x: float, y: float, claim: ClaimVerdict, width: float, theme: Theme) -> float:
    enough: dict[str, bool] = {}
    for item in claim.rests_on:
        enough[item.edit.want] = enough.get(item.edit.want, False) or item.edit.kind != "negate"
    if not enough:
        canvas.text(x, y, "rests on nothing", size=11, ink=theme.ink3, within=width)
        return y + 15
    pieces = [("rests on", "sans", theme.ink3)]
    pieces += [(want, "bold" if strong else "sans", theme.ink2) for want, strong in list(enough.items())[:12]]
    if len(enough) > 12:
        pieces.append((f"and {len(enough) - 12} more", "sans", theme.ink3))
    return canvas.pieces(x, y, pieces, width)


def _grid(
    canvas: Canvas,
    x: float,
    y: float,
    claim: ClaimVerdict,
    columns: _Columns,
    tick: int,
    right: float,
    coarse: bool,
    glossary: Glossary,
) -> float:
    if coarse:
        return _shares(canvas, x, y, claim, right, glossary)
    theme, unit = canvas.theme, columns.unit
    values = claim.values[columns.order]
    high, wide = 4.0, unit - (1 if unit > 1 else 0)
    runs: dict[int, list[str]] = {1: [], 0: [], -1: []}
    for row in range(values.shape[1]):
        middle = y + 5 + row * (high + 1) + high / 2
        for first, last, value in _runs(values[:, row], columns):
            left = columns.left(first)
            span = columns.left(last) + wide - left
            runs[value].append(f"M{number(x + left)} {number(middle)}h{number(span)}")
    # Cells side by side are one dashed stroke: a tenth of the bytes of a rectangle each.
    dash = f"{number(wide)} 1" if unit > 1 else ""
    for value, stroke in ((1, theme.holds), (0, theme.fails), (-1, canvas.hatch() if runs[-1] else "")):
        if runs[value]:
            canvas.path("".join(runs[value]), stroke=stroke, line=high, dash=dash)
    bottom: float = y + 5 + values.shape[1] * (high + 1) - 1
    canvas.mark(x, y + 5, columns.width, bottom - y - 5, f"grid {claim.id}")
    canvas.rect(x + columns.left(tick), y, max(wide, 3), 2, fill=theme.ink)
    return bottom


def _runs(values: NDArray[np.int8], columns: _Columns) -> list[tuple[int, int, int]]:
    """Neighbouring cells of one value without a gap between them, as (first, last, value)."""
    block = columns.order.size // len(columns.questions[0][1]) if columns.questions else columns.order.size
    cuts = set(np.flatnonzero(np.diff(values)).tolist()) | set(range(block - 1, len(values), block))
    ends = sorted(cuts | {len(values) - 1})
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [(first, last, int(values[first])) for first, last in zip(starts, ends, strict=True)]


def _shares(canvas: Canvas, x: float, y: float, claim: ClaimVerdict, width: float, glossary: Glossary) -> float:
    """For each question, and each answer to it, the share of defined cells that hold."""
    theme = canvas.theme
    questions = [(name, tuple(item.answers)) for name, item in glossary.questions.items()]
    table = claim.values.reshape([*(len(answers) for _, answers in questions), -1])
    label = 34.0
    for axis, (name, answers) in enumerate(questions):
        canvas.text(x, y + 9, name, size=10, ink=theme.ink3, within=label - 4)
        piece = (width - label) / len(answers)
        for place in range(len(answers)):
            own = np.take(table, place, axis=axis)
            defined = int((own >= 0).sum())
            share = int((own == 1).sum()) / defined if defined else 0.0
            left = x + label + place * piece
            canvas.rect(left, y + 3, piece - 3, 6, fill=theme.fails, kind="mark", label=f"{name} {answers[place]}")
            if share:
                canvas.rect(left, y + 3, (piece - 3) * share, 6, fill=theme.holds)
        y += 12
    return y


# -- the table behind --------------------------------------------------------------------------------------------------


def _table(claims: Sequence[ClaimVerdict], glossary: Glossary) -> Table:
    concepts = claims[0].concepts if claims else ()
    columns = (
        Column("Claim", fixed=True),
        Column("Verdict", fixed=True),
        Column("What it says"),
        Column("Held by"),
        Column("Scenario"),
        Column("View"),
        Column("Cells that hold", right=True),
        *(Column(f"{concept_name(name)}: readings that hold", right=True) for name in concepts),
        Column("Turns on"),
        Column("Rests on"),
    )
    rows = []
    for claim in claims:
        words = glossary.claims[claim.id]
        rows.append(
            (
                claim.id,
                claim.verdict,
                words.says,
                words.by_name or "",
                words.scenario or "",
                words.view or "",
                cells_text(claim),
                *(str(int((claim.values[:, k] == 1).sum())) for k in range(len(concepts))),
                conditions_text(claim.turns_on, most=99),
                rests_text(claim, most=99),
            )
        )
    return Table(columns, tuple(rows), f"The claims of {glossary.title}")
