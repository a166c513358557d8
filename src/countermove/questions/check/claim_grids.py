"""The cells of a claim as a micro-grid, the reading ruler above the grids, and shares where there are too many cells.

The one order in which readings are shown: the question on which most verdicts turn changes slowest.

Structure thus appears as stripes wherever readings stand beside one another: in figures, reports and on terminals.
Questions on which equally many verdicts turn stay in the order of the file.

How readings become columns of a grid, and the cells of a claim in them.

Readings appear in the same order everywhere (``reading_order``). Up to ``CELLS`` readings a column is four units wide;
up to ``FINE`` it is one, without gaps; beyond that, readings are shown as shares, question by question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.context.glossary import Glossary
from countermove.inquiry.outcomes import UNDECIDED
from countermove.presentation.canvas import Canvas, number
from countermove.presentation.marks import verdict
from countermove.presentation.metrics import width_of, wrapped
from countermove.verdicts.claims import ClaimVerdict
from gmcr.base.record import Record

__all__ = [
    "CELLS",
    "FINE",
    "QUESTIONS",
    "ClaimGrid",
    "ClaimSign",
    "Columns",
    "ReadingOrder",
    "columns_of",
    "draw_ruler",
    "reading_order",
]


@dataclass(frozen=True, slots=True, eq=False)
class ReadingOrder(Record):
    """``questions``: slowest first, with the answers that are examined; ``order``: the reading of each column. The
    first column is the base reading."""

    questions: tuple[tuple[str, tuple[str, ...]], ...]
    order: NDArray[np.intp]

    def choices(self) -> Iterator[tuple[str, tuple[str, ...], tuple[int, ...]]]:
        """Every question with its answers, and the index of the answer given in each column."""
        inner = self.order.size
        for name, answers in self.questions:
            inner //= len(answers)
            yield name, answers, tuple(column // inner % len(answers) for column in range(self.order.size))


def reading_order(claims: Sequence[ClaimVerdict], glossary: Glossary) -> ReadingOrder:
    """The order of the examined readings of a case, by what the verdicts on some claims turn on."""
    questions = [(name, question.left) for name, question in glossary.questions.items()]
    turned = {
        name: sum(any(name in dict(item.equations) for item in claim.turns_on) for claim in claims)
        for name, _ in questions
    }
    ranked = sorted(questions, key=lambda item: -turned[item[0]])
    shape = [len(answers) for _, answers in questions]
    places = np.arange(int(np.prod(shape, dtype=np.int64)) if shape else 1).reshape(shape or [1])
    order = places.transpose([questions.index(item) for item in ranked]).reshape(-1) if shape else places
    return ReadingOrder(tuple(ranked), order)


CELLS = 64
FINE = 512


@dataclass(frozen=True, slots=True)
class Columns(Record):
    """``order``: the reading of each column; ``questions``: slowest first, with their answers; ``unit``: the width of
    one column; ``gap``: the space after each answer of the slowest question; ``room``: the width available to all
    columns."""

    questions: tuple[tuple[str, tuple[str, ...]], ...]
    order: NDArray[np.intp]
    unit: float
    gap: float
    room: float

    @property
    def coarse(self) -> bool:
        """Whether there are too many readings for one column each, or for the available room."""
        return self.order.size > FINE or self.width > self.room

    @property
    def inner(self) -> float:
        """The width of a cell, without the gap to the next."""
        return self.unit - (1 if self.unit > 1 else 0)

    @property
    def width(self) -> float:
        """The total width."""
        return self.left(self.order.size - 1) + self.inner

    @property
    def block(self) -> int:
        """The number of columns for one answer of the slowest question."""
        return self.order.size // len(self.questions[0][1]) if self.questions else self.order.size

    def left(self, column: int) -> float:
        """The x coordinate at which a column begins."""
        return column * self.unit + (column // self.block) * self.gap

    def of(self, reading: Mapping[str, str]) -> int:
        """The column of a reading; unnamed questions take their first answer."""
        column = 0
        for name, answers in self.questions:
            answer = reading.get(name, answers[0])
            column = column * len(answers) + (answers.index(answer) if answer in answers else 0)
        return column

    def runs(self, values: NDArray[np.int8]) -> list[tuple[int, int, int]]:
        """Adjacent cells of equal value without a gap between them, as (first, last, value)."""
        cuts = set(np.flatnonzero(np.diff(values)).tolist()) | set(range(self.block - 1, len(values), self.block))
        ends = sorted(cuts | {len(values) - 1})
        starts = [0, *(end + 1 for end in ends[:-1])]
        return [(first, last, int(values[first])) for first, last in zip(starts, ends, strict=True)]


def columns_of(claims: Sequence[ClaimVerdict], glossary: Glossary, room: float) -> Columns:
    """The columns for some claims, within *room*."""
    order = reading_order(claims, glossary)
    readings = order.order.size
    return Columns(order.questions, order.order, 1.0 if readings > CELLS else 4.0, 0.0 if readings == 1 else 3.0, room)


QUESTIONS = 8
"""The number of questions shown: those on which most verdicts turn."""

_ROOM = 60.0
"""The space that a question needs beside its name."""

# -- the ruler ---------------------------------------------------------------------------------------------------------


def draw_ruler(canvas: Canvas, columns: Columns, glossary: Glossary, place: tuple[float, float, float]) -> float:
    """Show for each question which columns give which answer; returns the y coordinate at which the grids may begin.
    ``place``: where grids and words begin, and the height from which there is room."""
    grid_x, words_x, y = place
    if columns.coarse or not columns.questions:
        return y
    y += 14
    for name, answers in columns.questions:
        asks = glossary.questions[name].asks or ""
        with canvas.group("question", title=asks, question=name):
            top = y - 9
            y = _question(canvas, (name, asks, answers), words_x, y)
            below = grid_x == words_x
            _ruler(canvas, grid_x, y - 9 if below else top, columns, name, answers)
            y += 17 if below else 2
    return y - 4


def _question(canvas: Canvas, question: tuple[str, str, tuple[str, ...]], x: float, y: float) -> float:
    """A question and its answers, each with its sign; returns the base line for what follows."""
    theme, (name, asks, answers) = canvas.theme, question
    at, y = canvas.run(x, y, name, face="bold")
    at += 8
    right = canvas.x1
    if right - at < _ROOM:
        at, y = x, y + 15
    lines = wrapped(asks, 11, "sans", right - at)
    for line in lines:
        canvas.text(at, y, line, size=11, ink=theme.ink3)
        y += 15
    # Answers follow the question on its line if all of them fit there; otherwise they have lines of their own.
    total = sum(width_of(answer, 11) + 12 for answer in answers) + 12 * (len(answers) - 1)
    first = at
    if not lines:
        y += 15
    if len(lines) < 2 and at + width_of(asks, 11) + (16 if asks else 0) + total <= right:
        first, y = at + width_of(asks, 11) + (16 if asks else 0), y - 15
    here = first
    for place, answer in enumerate(answers):
        span = width_of(answer, 11) + 12
        if here > first and here + span > right + 0.5:
            here, y = at, y + 16
        broken = wrapped(answer, 11, "sans", right - at - 12)
        for line in broken:
            canvas.text(here, y, line, size=11, ink=theme.ink2)
            y += 16
        y, span = y - 16, max(width_of(line, 11) for line in broken) + 12
        _answer_key(canvas, here + span - 8, y - 7.5, place, len(answers))
        here += span + 12
    return y + 15


def _answer_key(canvas: Canvas, x: float, y: float, place: int, answers: int) -> None:
    theme = canvas.theme
    canvas.rect(x + 0.5, y + 0.5, 6, 7, stroke=theme.ink3)
    high = 7.0 * place / max(answers - 1, 1)
    if place:
        canvas.rect(x, y + 8 - high, 7, high, fill=theme.ink3)
    canvas.mark(x, y, 7, 8, "answer")


def _ruler(canvas: Canvas, x: float, y: float, columns: Columns, name: str, answers: Sequence[str]) -> None:
    theme = canvas.theme
    place = [item[0] for item in columns.questions].index(name)
    inner = 1
    for _, later in columns.questions[place + 1 :]:
        inner *= len(later)
    bars = []
    for column in range(0, columns.order.size, inner):
        choice = column // inner % len(answers)
        if choice:
            left = columns.left(column)
            wide = columns.left(column + inner - 1) + columns.inner - left
            high = 8.0 * choice / (len(answers) - 1)
            bars.append(f"M{number(x + left)} {number(y + 8 - high)}h{number(wide)}v{number(high)}h{number(-wide)}z")
    canvas.line((x, y + 8.5), (x + columns.width, y + 8.5), stroke=theme.control)
    if bars:
        canvas.path("".join(bars), fill=theme.ink3)
    canvas.mark(x, y, columns.width, 8, f"ruler {name}")


# -- cells -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClaimSign(Record):
    """The sign of a class, in front of a cell."""

    mark: str

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.presentation.blocks.Drawn`."""
        verdict(canvas, x + 7, y - 1, self.mark)
        return y


@dataclass(frozen=True, slots=True)
class ClaimGrid(Record):
    """A claim's cells drawn in a cell of the sheet: ``left``: the offset from its edge; ``wide``: the width. ``tick``:
    the column of the selected reading."""

    claim: ClaimVerdict
    columns: Columns
    glossary: Glossary
    tick: int
    left: float
    wide: float

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.presentation.blocks.Drawn`."""
        draw = _shares if self.columns.coarse else _cells
        return draw(canvas, x + self.left, y - 7, self) + 17


def _cells(canvas: Canvas, x: float, y: float, grid: ClaimGrid) -> float:
    claim, columns = grid.claim, grid.columns
    theme = canvas.theme
    values = claim.values[columns.order]
    high, wide = 4.0, columns.inner
    runs: dict[int, list[str]] = {1: [], 0: [], -1: [], UNDECIDED: []}
    for row in range(values.shape[1]):
        middle = y + 5 + row * (high + 1) + high / 2
        for first, last, value in columns.runs(values[:, row]):
            left = columns.left(first)
            span = columns.left(last) + wide - left
            runs[value].append(f"M{number(x + left)} {number(middle)}h{number(span)}")
    # Adjacent cells are one dashed stroke: a tenth of the bytes of a rectangle each.
    dash = f"{number(wide)} 1" if columns.unit > 1 else ""
    unknown = ((-1, canvas.fill("hatch") if runs[-1] else ""), (UNDECIDED, theme.control))
    for value, stroke in ((1, theme.holds), (0, theme.fails), *unknown):
        if runs[value]:
            canvas.path("".join(runs[value]), stroke=stroke, line=high, dash=dash)
    bottom: float = y + 5 + values.shape[1] * (high + 1) - 1
    canvas.mark(x, y + 5, columns.width, bottom - y - 5, f"grid {claim.id}")
    if claim.verdict == "contradicted":
        canvas.rect(x - 1.5, y + 3.5, columns.width + 3, bottom - y - 2, stroke=theme.control)
    canvas.rect(x + columns.left(grid.tick), y, max(wide, 3), 2, fill=theme.ink)
    return bottom


def _shares(canvas: Canvas, x: float, y: float, grid: ClaimGrid) -> float:
    """For each question shown, and each answer to it, the share of defined cells in which the claim holds."""
    claim, columns, glossary, width = grid.claim, grid.columns, grid.glossary, grid.wide
    theme = canvas.theme
    names = list(glossary.questions)
    table = claim.values.reshape([*(len(item.answers) for item in glossary.questions.values()), -1])
    named = [name for name, _ in columns.questions[:QUESTIONS]]
    label = min(max(34.0, max((width_of(name, 10) for name in named), default=0.0) + 6), width / 2)
    for name, answers in columns.questions[:QUESTIONS]:
        foot = canvas.lines(x, y + 9, name, label - 4, size=10, leading=12, ink=theme.ink3)
        piece = (width - label) / len(answers)
        for place in range(len(answers)):
            own = np.take(table, place, axis=names.index(name))
            defined = int((own >= 0).sum())
            share = int((own == 1).sum()) / defined if defined else 0.0
            left = x + label + place * piece
            canvas.rect(left, y + 3, piece - 3, 6, fill=theme.fails, kind="mark", label=f"{name} {answers[place]}")
            if share:
                canvas.rect(left, y + 3, (piece - 3) * share, 6, fill=theme.holds)
        y = foot - 9
    return y
