"""What a report consists of in any medium: sentences, tables, sketches, and pages of them.

Plain text only: no markup, no colour. A *tone* says what a sentence is for; each medium decides how that looks, and
nothing may depend on it.

Tables as CSV (RFC 4180): numbers as they are, and texts that no spreadsheet reads as a formula.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from io import StringIO
from typing import Any, Protocol, TypeAlias

from countermove.presentation.escape import cleaned
from countermove.presentation.numbers import decimal_text, fraction_text
from gmcr.base.characters import one_line, spreadsheet_safe, visible
from gmcr.base.record import Record

__all__ = [
    "NOTHING",
    "AnswerText",
    "Block",
    "Cell",
    "Column",
    "Drawn",
    "Line",
    "Number",
    "Page",
    "Sentence",
    "Share",
    "ShareBar",
    "Sketch",
    "SketchRow",
    "Table",
    "TableCell",
    "Value",
    "Words",
    "csv_of",
    "text_of",
]


NOTHING = "–"
"""Stands in a cell that has nothing to say; a card leaves it out."""


@dataclass(frozen=True, slots=True)
class Sentence(Record):
    """``tone``: "title", "answer" (to be read first), "heading", "plain", "item" (one of a list), "subitem" (one below
    an item), "line" (stands on a line of its own, never wrapped), "caution" (unwelcome to a reader) or "note" (small
    print). ``more``: how to ask for the rest, shown only where there is a command line to ask on."""

    text: str
    tone: str = "plain"
    more: str = ""

    def shown(self) -> Sentence:
        """This sentence without hidden characters or line breaks: a text of a case cannot begin a line of its own."""
        line = one_line if self.tone == "line" else _flowing
        return replace(self, text=line(self.text))

    @property
    def with_more(self) -> str:
        """The text, and how to ask for the rest."""
        return f"{self.text} {self.more}" if self.more else self.text


@dataclass(frozen=True, slots=True)
class Column(Record):
    """A column: its heading; ``fixed`` if its cells should stay on one line; ``right`` for numbers; ``measured`` if
    these have standard errors, which get a column of their own in a spreadsheet."""

    title: str
    fixed: bool = False
    right: bool = False
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Share(Record):
    """A cell that is a share from 0 to 1; an outline if *open* (it could end what holds already)."""

    value: Fraction
    open: bool = False


@dataclass(frozen=True, slots=True)
class Number(Record):
    """A cell that is a number, with its standard error, and its ``text`` for people."""

    value: Fraction | float
    text: str
    error: float = 0.0


Value: TypeAlias = str | int | float | Fraction | Share | Number
"""A value, which each medium writes in its own way; a float if decimals read better than a fraction."""


@dataclass(frozen=True, slots=True)
class Words(Record):
    """A piece of a line. ``weight``: title (a sentence that a row is about), strong (its name), bold, plain, faint, or small (below
    something strong)."""

    text: str
    weight: str = "plain"


@dataclass(frozen=True, slots=True)
class ShareBar(Record):
    """A share from 0 to 1 of an actor ("": of nobody), as a bar of that length and as a number; an outline if ``open``.
    ``whole``: the value of a bar over the whole column, if it belongs to nobody."""

    actor: str
    value: Fraction
    open: bool = False
    whole: Fraction = Fraction(1)

    @property
    def text(self) -> str:
        """The number."""
        return decimal_text(self.value)


class Drawn(Protocol):
    """Draws itself in a cell, on a medium that can draw; in words it is nothing."""

    def draw(self, canvas: Any, x: float, y: float, room: float) -> float:
        """Draw on the line at *y*, in *room* from *x* on; returns where the next line is."""


Line: TypeAlias = Words | tuple[Words, ...] | ShareBar | Drawn
"""A line of a cell: words in one weight or several, a bar, or a mark that is only drawn."""


@dataclass(frozen=True, slots=True)
class TableCell(Record):
    """A cell of lines. ``ring``: the actor whose ring stands before it where rings are drawn; ``mark``: another mark
    before it. ``told``: its value where nothing is drawn, if that is more than its lines in words: who a ring stands
    for, the number that a mark shows."""

    lines: tuple[Line, ...]
    ring: str = ""
    mark: Drawn | None = None
    plain: Value | None = None

    @property
    def value(self) -> Value:
        """Its value where nothing is drawn."""
        return "; ".join(filter(None, map(_line_text, self.lines))) if self.plain is None else self.plain


def _line_text(line: Line) -> str:
    if isinstance(line, tuple):
        return " ".join(part.text for part in line)
    return line.text if isinstance(line, Words | ShareBar) else ""


Cell: TypeAlias = Value | TableCell
"""The content of a cell."""


def text_of(cell: Cell) -> str:
    """A cell as text."""
    if isinstance(cell, TableCell):
        return text_of(cell.value)
    if isinstance(cell, Share):
        return fraction_text(cell.value)
    if isinstance(cell, Number):
        return cell.text
    if isinstance(cell, float):
        return decimal_text(cell, 3)
    return fraction_text(cell) if isinstance(cell, Fraction) else str(cell)


@dataclass(frozen=True, slots=True)
class Table(Record):
    """Rows of cells, each as long as ``columns``; a cell may hold several lines. A row whose first cell is empty goes on
    with what the row above is about. ``by_row``: if the columns do not fit, each row may be worded by itself; ``lead``:
    how many rows about one thing say what matters most."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    by_row: bool = False
    lead: int = 1

    @property
    def values(self) -> tuple[tuple[Value, ...], ...]:
        """The rows as values, where nothing is drawn."""
        return tuple(tuple(cell.value if isinstance(cell, TableCell) else cell for cell in row) for row in self.rows)

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as text."""
        return tuple(tuple(map(text_of, row)) for row in self.rows)

    def least(self, long: int) -> tuple[int, ...]:
        """The fewest characters in which each column can be read: its longest word, all of a cell that stays on one
        line, and *long* for texts of that length."""
        widths, texts = [], self.texts
        for place, column in enumerate(self.columns):
            cells = [line for row in texts for line in row[place].split("\n")]
            words = max((len(word) for text in cells for word in text.split()), default=0)
            longest = max(map(len, cells), default=0)
            head = max(map(len, column.title.split()), default=0)
            widths.append(max(head, longest if column.fixed else max(words, min(longest, long))))
        return tuple(widths)

    def shown(self) -> Table:
        """This table without hidden characters."""
        columns = tuple(replace(column, title=visible(column.title)) for column in self.columns)
        rows = tuple(tuple(map(_visible, row)) for row in self.values)
        return replace(self, columns=columns, rows=rows, caption=_flowing(self.caption))


@dataclass(frozen=True, slots=True)
class SketchRow(Record):
    """A row of a sketch: its ``name``, its signs (``drawn``, wrapped at spaces, if any), and its words (``told``)."""

    name: str
    signs: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sketch(Record):
    """A small picture in signs of one column each: ``lines`` for terminals that can show Unicode, ``plain`` the same in
    ASCII (except names of the case). ``rows``: the rows from which the lines were laid out, so that a narrower medium
    can lay them out anew."""

    lines: tuple[str, ...]
    plain: tuple[str, ...]
    caption: str = ""
    rows: tuple[SketchRow, ...] = ()

    def shown(self) -> Sketch:
        """This sketch without hidden characters."""
        lines, plain = tuple(map(one_line, self.lines)), tuple(map(one_line, self.plain))
        rows = tuple(SketchRow(one_line(row.name), row.signs, one_line(row.words)) for row in self.rows)
        return Sketch(lines, plain, _flowing(self.caption), rows)


Block = Sentence | Sketch | Table


@dataclass(frozen=True, slots=True)
class Page(Record):
    """The words about one record, in reading order."""

    blocks: tuple[Block, ...]

    def shown(self) -> Page:
        """This page with hidden characters written out: for a screen."""
        return Page(tuple(block.shown() for block in self.blocks))


@dataclass(frozen=True, slots=True)
class AnswerText(Record):
    """The words of one answer. ``title``: its subject; ``answer``: what to read first; ``body``: the rest. ``short``:
    the answer in a line or two, for a list of many; by default the sentences of ``answer`` that are answers.
    ``of_a_game``: whether it is about one game of the case, which is then named; ``under``: text right behind that;
    ``named``: whether the case is named before the title."""

    title: str
    answer: tuple[Block, ...]
    body: tuple[Block, ...] = ()
    short: str = ""
    of_a_game: bool = True
    named: bool = True
    under: str = ""

    @property
    def in_short(self) -> str:
        """The answer in a line or two."""
        said = (block.text for block in self.answer if isinstance(block, Sentence) and block.tone == "answer")
        return self.short or " ".join(said)


def _visible(cell: Value) -> Value:
    """The cell without hidden characters."""
    return visible(cell) if isinstance(cell, str) else cell


def _flowing(text: str) -> str:
    return visible(text).replace("\n", " ")


def csv_of(table: Table) -> str:
    """A table as CSV. Hidden characters are written out, and no cell is a formula to a spreadsheet."""
    stream = StringIO()
    writer = csv.writer(stream)
    heads = ([name.title, *([f"{name.title}, standard error"] if name.measured else [])] for name in table.columns)
    writer.writerow([spreadsheet_safe(cleaned(title)) for titles in heads for title in titles])
    for row in table.values:
        cells = ([_value(cell), *_error(cell, name)] for cell, name in zip(row, table.columns, strict=True))
        writer.writerow([text for texts in cells for text in texts])
    return stream.getvalue()


def _value(cell: Value) -> str:
    match cell:
        case str():
            return spreadsheet_safe(cleaned(cell))
        case Share() | Number():
            return f"{float(cell.value):.10g}"
        case _:
            return f"{float(cell):.10g}" if isinstance(cell, Fraction | float) else str(cell)


def _error(cell: Value, column: Column) -> Iterator[str]:
    """The standard error of a cell, if its column has them."""
    if column.measured:
        yield f"{cell.error:.10g}" if isinstance(cell, Number) else ""
