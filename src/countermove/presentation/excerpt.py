"""A long page in short: its sentences, and of each list and table the first rows, as many as there is room for.

What is cut says how many rows it lacks, and what has no room at all is named at the end. A page that fits stays as it
is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from countermove.presentation.blocks import Block, Cell, Page, Sentence, Table, text_of
from countermove.presentation.words import count, number

__all__ = ["FULL", "ROOM", "ROWS", "excerpt"]

ROOM = 60
"""The most lines of a page in short."""

ROWS = 12
"""The most rows of a table, or items of a list, on it."""

FULL = "(--full)"
"""How to ask for the rest."""

_FEWEST = 3
"""The fewest rows of each, unless there is no room for all tables and lists anyway."""

_NAMED = 2
"""The most parts without room that are named."""

Part = tuple[Block, ...]
"""What stands under one heading or caption."""

Lines = Callable[[Sequence[Block]], int]
"""The number of lines that blocks take where they are laid out."""


def excerpt(page: Page, lines: Lines, *, room: int = ROOM) -> Page:
    """The page in at most *room* lines, if its sentences leave any.

    Every list and table gets as many rows as let all of them fit; if even few do not, the first ones get theirs first.
    """
    if lines(page.blocks) <= room:
        return page
    parts = tuple(_parts(page.blocks))
    for rows, whole in _cuts(_FEWEST):
        blocks = tuple(block for part in parts for block in _cut(part, rows, whole))
        if lines(blocks) <= room:
            return Page(blocks)
    kept = room
    while lines(blocks := _in_order(parts, lines, kept)) > room and kept:
        kept -= 1  # the sentence on what is left out takes room itself
    return Page(blocks)


def _cuts(fewest: int) -> Iterator[tuple[int, bool]]:
    """How many rows to show, and whether with all that stands below each: most first."""
    yield ROWS, True
    yield from ((rows, False) for rows in range(ROWS, fewest - 1, -1))


def _parts(blocks: Sequence[Block]) -> Iterator[Part]:
    part: list[Block] = []
    for block in blocks:
        if part and _name(block):
            yield tuple(part)
            part = []
        part.append(block)
    yield tuple(part)


def _name(block: Block) -> str:
    """The heading or caption that a part begins with."""
    if isinstance(block, Sentence):
        return block.text if block.tone == "heading" else ""
    return block.caption


def _in_order(parts: Sequence[Part], lines: Lines, room: int) -> tuple[Block, ...]:
    """Each part with as many rows as there is room for, the first ones first, and which ones have none."""
    shown: Part = ()
    missing: list[str] = []
    for part in parts:
        fitting = (blocks for cut in _cuts(1) if lines((*shown, *(blocks := _cut(part, *cut)))) <= room)
        blocks = next(fitting, () if shown else _cut(part, 1, False))
        shown += blocks
        missing += [] if blocks else [_name(part[0])]
    return (*shown, *_left_out(missing))


def _left_out(names: Sequence[str]) -> Iterator[Sentence]:
    if names:
        rest = len(names) - _NAMED
        more = (f"and {count(rest, 'more part')}",) if rest > 0 else ()
        yield Sentence(f"Left out here: {'; '.join((*names[:_NAMED], *more))}.", "note", FULL)


def _cut(part: Part, rows: int, whole: bool) -> Part:
    """A part with at most so many *rows* of each table and list; *whole*: with what stands below each."""
    return tuple(_cut_blocks(part, rows, whole))


def _cut_blocks(part: Part, rows: int, whole: bool) -> Iterator[Block]:
    items = 0
    for block in part:
        tone = block.tone if isinstance(block, Sentence) else ""
        if tone not in ("item", "subitem"):
            yield from _rest(items - rows, "item")
            items = 0
        items += tone == "item"
        if isinstance(block, Table):
            yield from _cut_table(block, rows, whole)
        elif items <= rows:
            yield block
    yield from _rest(items - rows, "item")


def _rest(left: int, tone: str, *, more: bool = False) -> Iterator[Sentence]:
    """How many rows are not shown, and whether there is *more* on those that are."""
    said = [f"and {number(left)} more"] if left > 0 else []
    said += ["and more on each"] if more else []
    if said:
        yield Sentence(f"{', '.join(said).capitalize()}.", tone, FULL)


def _cut_table(table: Table, rows: int, whole: bool) -> Iterator[Block]:
    entries = tuple(_entries(table))
    rows += len(entries) == rows + 1 <= ROWS  # the last one takes no more room than the note on it
    kept = tuple(entry if whole else entry[: table.lead] for entry in entries[:rows])
    yield replace(table, rows=tuple(row for entry in kept for row in entry))
    yield from _rest(len(entries) - rows, "note", more=kept != entries[:rows])


def _entries(table: Table) -> Iterator[tuple[tuple[Cell, ...], ...]]:
    """The rows in groups: one whose first cell is empty goes on with what the row above is about."""
    entry: list[tuple[Cell, ...]] = []
    for row in table.rows:
        if entry and text_of(row[0]):
            yield tuple(entry)
            entry = []
        entry.append(row)
    if entry:
        yield tuple(entry)
