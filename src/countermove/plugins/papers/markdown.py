"""Tables of a paper as Markdown: CommonMark with the tables of GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from countermove.plugins.papers.text import PaperTable, Pieces, Sign, sentence
from countermove.presentation.markdown import escaped

__all__ = ["markdown_of"]

_SIGNS: Final[Mapping[str, str]] = {
    "tie": " \\~ ",
    "unknown": " U ",
    "to": " → ",
    "stable": "•",
    "equilibrium": "**E**",
    "weight": "2^k",
}


def markdown_of(tables: Sequence[PaperTable], remarks: Sequence[str]) -> str:
    """The tables, each below its caption and above its notes, then *remarks*."""
    return "\n".join(_lines(tables, remarks))


def _lines(tables: Sequence[PaperTable], remarks: Sequence[str]) -> Iterator[str]:
    for table in tables:
        yield f"**{escaped(sentence(table.caption))}**"
        yield ""
        yield _joined(list(map(_cell, table.head)))
        yield f"|---|{('---|' if table.long else ':---:|') * (len(table.head) - 1)}"
        for row in table.rows:
            cells = [_cell(cell) for cell in row.cells]
            yield _joined([f"*{cells[0]}*", *cells[1:]] if row.kind == "group" else cells)
        yield ""
        if table.notes:
            yield " ".join(map(_cell, table.notes))
            yield ""
    for remark in remarks:
        yield f"*{escaped(remark)}*"
        yield ""


def _joined(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell or ' ' for cell in cells)} |"


def _cell(pieces: Pieces) -> str:
    """A cell of words and signs. After a sign nothing begins a block, so only characters with a meaning inside lines
    are escaped there.
    """
    parts = [
        _sign(piece) if isinstance(piece, Sign) else escaped(f"s{piece}")[1:] if place else escaped(piece)
        for place, piece in enumerate(pieces)
    ]
    return re.sub(" {2,}", " ", "".join(parts)).strip()


def _sign(sign: Sign) -> str:
    if sign.kind == "state":
        return f"s{sign.number}"
    if sign.kind == "better":
        return {1: " \\> ", 2: " ≫ "}.get(sign.number) or f" ≫{sign.number} "
    return _SIGNS[sign.kind]
