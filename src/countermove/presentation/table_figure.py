"""Drawn tables whose cells hold words and marks: one painter for every figure that is a table.

A *cell* is a pile of lines, each a flow of words or a mark. If the columns do not fit beside one another, each row
becomes a card: its first cell above, then below it every other one that says something, behind its column's ring or
title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from countermove.presentation.blocks import NOTHING, ShareBar, TableCell, Words
from countermove.presentation.canvas import Canvas
from countermove.presentation.cellmarks import SIGN, axis
from countermove.presentation.metrics import width_of
from countermove.presentation.numbers import decimal_text
from countermove.presentation.theme import ActorStyle, Theme
from gmcr.base.record import Record

__all__ = ["MARK", "Head", "Row", "draw_table", "fits"]

MARK = 24.0
"""The width of a mark before a cell."""

_GAP = 14.0
_ROW = 16.0
_SIZES = {"strong": 11.5, "small": 10.5}

_UPRIGHT = 90.0
"""The greatest length of an upright title."""


@dataclass(frozen=True, slots=True)
class Head(Record):
    """A column: its ``title``, or the ``ring`` and name of an actor (the ring alone if ``bare``); its ``share`` of the
    room, ``most`` at most (the rest goes to columns without it), and the ``least`` it needs; or just a fixed ``width``.
    ``uprights``: titles of its signs, each with its explanation; ``axis``: the two ends of a scale above its spans;
    ``ends``: labels above the two ends of its ranges."""

    title: str = ""
    share: float = 1.0
    most: float = 0.0
    least: float = 60.0
    ring: str = ""
    width: float = 0.0
    uprights: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    axis: tuple[float, float] | None = None
    ends: tuple[str, str] | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Row(Record):
    """``across``: text over all columns but the first, instead of cells. ``continues``: it continues the row above,
    right below those cells in whose columns it has something. ``kind``, ``title``, ``data``: of the group."""

    cells: tuple[TableCell, ...]
    kind: str
    title: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    across: str = ""
    continues: bool = False


def draw_table(
    canvas: Canvas,
    y: float,
    heads: Sequence[Head],
    rows: Sequence[Row],
    actors: Mapping[str, ActorStyle],
    *,
    ruled: bool = True,
    tight: bool = False,
    cards: bool = False,
) -> float:
    """Draw a table from *y* downwards; returns where it ends. ``ruled``: a line below the last row too. ``tight``: rows
    of one line, close to one another, however narrow the columns are. ``cards``: rows are cards in any case."""
    painter = _Painter(canvas, canvas.theme, actors, heads, tight)
    wide = tight or (not cards and fits(canvas, heads, actors))
    y = painter.beside(y, rows) if wide else painter.cards(y, rows)
    if ruled:
        canvas.line((canvas.x0, y), (canvas.x1, y), stroke=canvas.theme.rule)
    return y


def fits(canvas: Canvas, heads: Sequence[Head], actors: Mapping[str, ActorStyle]) -> bool:
    """Whether the columns fit beside one another without breaking a word of an actor's name."""
    widths = _widths(heads, canvas.x1 - canvas.x0)
    words = ((head.ring and not head.bare and actors[head.ring].name.split()) or [] for head in heads)
    longest = [max((21 + width_of(word, 11) for word in own), default=0.0) for own in words]
    return all(width >= max(head.least, own) for width, head, own in zip(widths, heads, longest, strict=True))


def _widths(heads: Sequence[Head], room: float) -> list[float]:
    room -= _GAP * (len(heads) - 1)
    whole = sum(head.share for head in heads)
    capped = [head.width or (min(head.most, room * head.share / whole) if head.most else 0.0) for head in heads]
    free = sum(head.share for head in heads if not (head.most or head.width)) or 1.0
    return [own or (room - sum(capped)) * head.share / free for head, own in zip(heads, capped, strict=True)]


@dataclass(frozen=True, slots=True)
class _Painter:
    canvas: Canvas
    theme: Theme
    actors: Mapping[str, ActorStyle]
    heads: Sequence[Head]
    tight: bool = False

    def beside(self, y: float, rows: Sequence[Row]) -> float:
        canvas = self.canvas
        y += max((self.tall(head) - _UPRIGHT for head in self.heads if self.tall(head) > _UPRIGHT), default=0.0)
        widths = _widths(self.heads, canvas.x1 - canvas.x0)
        places = list(accumulate(widths, lambda x, width: x + width + _GAP, initial=canvas.x0))
        ends = [
            self.head(place, y, head, width) for place, head, width in zip(places, self.heads, widths, strict=False)
        ]
        y, (above, below) = max(ends), (14, 10) if self.tight else (18, 5)
        for row in rows:
            filled = [place for place, cell in enumerate(row.cells) if cell.lines]
            if row.continues:
                top = max(ends[place] for place in filled) + 4
            else:
                canvas.line((canvas.x0, y), (canvas.x1, y), stroke=self.theme.rule)
                top, ends = y + above, [y + above] * len(row.cells)
            with canvas.group(row.kind, title=row.title, **row.data):
                for place in filled:
                    ends[place] = self.cell(places[place], top, row.cells[place], widths[place])
                if row.across:
                    ends.append(self.words(places[1], y + 18, Words(row.across, "faint"), canvas.x1 - places[1]))
                y = max(ends) - below
        return y

    def head(self, x: float, y: float, head: Head, width: float) -> float:
        if head.uprights:
            return self.uprights(x, y, head)
        if head.axis is not None:
            return axis(self.canvas, x, y, width, head.axis, head.title) - 5
        if head.ends is not None:
            for at, label, anchor in zip((x + 5, x + width - 5), head.ends, ("start", "end"), strict=True):
                self.canvas.text(at, y, label, size=11, ink=self.theme.ink3, anchor=anchor)
            return y + 10
        if not head.ring:
            return self.canvas.lines(x, y, head.title, width, size=11, ink=self.theme.ink3) - 5
        actor = self.actors[head.ring]
        self.canvas.ring(x + 8, y - 4, actor)
        if head.bare:
            return y + 10
        return self.canvas.lines(x + 21, y, actor.name, width - 21, size=11, leading=14, ink=self.theme.ink2) - 5

    @staticmethod
    def tall(head: Head) -> float:
        """The length of its longest upright title."""
        return max((width_of(title, 10) for title, _ in head.uprights), default=0.0)

    def uprights(self, x: float, y: float, head: Head) -> float:
        """Draw upright titles on the line of the other titles."""
        for place, (title, says) in enumerate(head.uprights):
            tall = width_of(title, 10)
            with self.canvas.group(head.kind, title=says, **{head.kind: title}):
                middle = x + (place + 0.5) * SIGN + 3.5
                self.canvas.upright(middle, y - tall / 2, title, size=10, ink=self.theme.ink2)
        return y + 10

    def cards(self, y: float, rows: Sequence[Row]) -> float:
        canvas, room = self.canvas, self.canvas.x1 - self.canvas.x0
        for head in self.heads:
            if head.axis is not None:
                y = axis(canvas, canvas.x0, y, room, head.axis, head.title) - 5
        for row in rows:
            if not row.continues:
                canvas.line((canvas.x0, y), (canvas.x1, y), stroke=self.theme.rule)
            with canvas.group(row.kind, title=row.title, **row.data):
                y = self.cell(canvas.x0, y + 8 if row.continues else y + 19, row.cells[0], room)
                if row.across:
                    y = self.words(canvas.x0 + 24, y, Words(row.across, "faint"), room - 24)
                for group in self.groups(row, room):
                    each = room / len(group)
                    y = max(self.card(canvas.x0 + k * each, y + 3, *item, each) for k, item in enumerate(group))
                y -= 5
        return y

    def groups(self, row: Row, room: float) -> Iterator[list[tuple[Head, TableCell]]]:
        """The cells that say something, side by side if two of them fit."""
        waiting: list[tuple[Head, TableCell]] = []
        for head, cell in zip(self.heads[1:], row.cells[1:], strict=False):
            if not cell.lines or cell.lines == (Words(NOTHING, "faint"),):
                continue
            if waiting and not (head.most and 2 * head.most <= room):
                yield waiting
                waiting = []
            waiting.append((head, cell))
            if len(waiting) == 2 or not head.most:
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def card(self, x: float, y: float, head: Head, cell: TableCell, room: float) -> float:
        canvas = self.canvas
        if head.ring:
            canvas.ring(x + 32, y - 4, self.actors[head.ring], radius=7)
            return max(self.cell(x + 44, y, cell, room - 44), y + 17)  # below its ring
        if head.title and head.axis is None:
            y = canvas.lines(x, y, head.title, room, size=11, ink=self.theme.ink3) + (4 if cell.ring else 0)
        return self.cell(x, y, cell, room)

    def cell(self, x: float, y: float, cell: TableCell, room: float) -> float:
        if cell.ring in self.actors:
            radius = 7 if self.tight else 8
            self.canvas.ring(x + radius, y - 4, self.actors[cell.ring], radius=radius)
            x, room = x + 22, room - 22
        if cell.mark is not None:
            cell.mark.draw(self.canvas, x, y, MARK)
            x, room = x + MARK, room - MARK
        for line in cell.lines:
            match line:
                case ShareBar():
                    y = self.bar(x, y, line, room)
                case Words() | tuple():
                    y = self.words(x, y, line, room)
                case _:
                    y = line.draw(self.canvas, x, y, room)
        return y

    def words(self, x: float, y: float, line: Words | tuple[Words, ...], room: float) -> float:
        inks = {"strong": self.theme.ink, "plain": self.theme.ink2, "faint": self.theme.ink3, "small": self.theme.ink3}
        faces = {"strong": "bold", "bold": "bold"}
        if isinstance(line, Words) and line.weight == "title":
            return self.canvas.lines(x, y + 3, line.text, room, size=14, leading=18, face="serif") - 2
        if isinstance(line, Words):
            return self.canvas.lines(
                x, y, line.text, room, size=_SIZES.get(line.weight, 11), leading=14 if line.weight == "small" else 15,
                face=faces.get(line.weight, "sans"), ink=inks.get(line.weight, self.theme.ink),
            )  # fmt: skip
        pieces = [(part.text, faces.get(part.weight, "sans"), inks.get(part.weight, self.theme.ink2)) for part in line]
        return self.canvas.pieces(x, y, pieces, room) + 1

    def bar(self, x: float, y: float, bar: ShareBar, room: float) -> float:
        if not bar.actor:
            return self.plain_bar(x, y, bar, room)
        canvas, actor = self.canvas, self.actors[bar.actor]
        track = min(room, 150.0) - 58
        canvas.text(x + 18, y, actor.letter, size=10.5, face="bold", anchor="end")
        canvas.line((x + 24, y - 4), (x + 24 + track, y - 4), stroke=self.theme.rule)
        if bar.value:
            fill = self.theme.sheet if bar.open else actor.colour
            canvas.rect(
                x + 24, y - 8.5, float(bar.value) * track, 9, fill=fill, stroke=actor.colour, line=1.6, kind="mark",
                label=actor.letter,
            )  # fmt: skip
        canvas.text(x + 24 + track + 7, y, decimal_text(bar.value), size=10.5, ink=self.theme.ink2)
        return y + _ROW

    def plain_bar(self, x: float, y: float, bar: ShareBar, room: float) -> float:
        """Draw a bar that belongs to nobody, without a letter."""
        wide, ink = max(float(bar.value / bar.whole) * (room - 42), 0.5), self.theme.ink3
        self.canvas.rect(x, y - 7, wide, 7, fill=ink, kind="mark", label="bar")
        self.canvas.text(x + room, y, decimal_text(bar.value), size=10.5, ink=self.theme.ink2, anchor="end")
        return y + _ROW - 1
