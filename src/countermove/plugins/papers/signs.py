"""What tables of papers are made of: words and mathematical signs, in cells, rows and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gmcr.base.record import Record

__all__ = ["PaperRow", "PaperTable", "Piece", "Pieces", "Sign", "between", "state"]


Kind: TypeAlias = Literal["state", "better", "tie", "unknown", "to", "stable", "equilibrium", "weight"]


@dataclass(frozen=True, slots=True)
class Sign(Record):
    """A sign. ``number``: of a state; or how much better, 1, 2 (strongly) or more."""

    kind: Kind
    number: int = 0


Piece: TypeAlias = str | Sign
Pieces: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PaperRow(Record):
    """A row of a table. ``cells``: as many as there are columns. ``kind``: "group" (its first cell is a heading for the
    rows below), "plain", or "last" (set apart from those above)."""

    cells: tuple[Pieces, ...]
    kind: Literal["group", "plain", "last"] = "plain"


@dataclass(frozen=True, slots=True)
class PaperTable(Record):
    """A table. ``name``: which of the tables; ``head``: the heading of each column, the first of which says what rows
    are about; ``long``: whether the second column is running text; ``notes``: sentences below it."""

    name: str
    caption: str
    head: tuple[Pieces, ...]
    rows: tuple[PaperRow, ...]
    notes: tuple[Pieces, ...] = ()
    long: bool = False


def between(parts: Iterable[Pieces], sign: Piece) -> Iterator[Piece]:
    """Parts one after another, with a sign or words between two."""
    for place, part in enumerate(parts):
        if place:
            yield sign
        yield from part


def state(number: int) -> Sign:
    """The sign of a state."""
    return Sign("state", number)
