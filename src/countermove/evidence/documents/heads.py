"""Running heads, feet and page numbers: lines at the top or the bottom of pages that say the same wherever they stand.

What counts is how a line looks with its numbers taken out. It is dropped where as many as a third of the pages, and two at
least, have such a line among the two uppermost or lowest ones at the same height; a lone number also where it is that of its
page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from countermove.evidence.documents.lines import Line

__all__ = ["without_heads"]

_DEPTH, _SHARE, _SAME = 2, 1 / 3, 6.0
_NUMBERS = re.compile(r"[0-9]+|\b[ivxlc]+\b")


def without_heads(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], dict[str, int]]:
    """The pages without them, and those that were dropped: as the first of each stands, and on how many pages."""
    edges = [_edges(lines) for lines in pages]
    standing: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for number, own in enumerate(edges):
        for line in own:
            standing[_look(line.text)].append((number, line))
    dropped: dict[str, int] = {}
    gone: set[tuple[int, Line]] = set()
    for found in standing.values():
        repeated = _repeated(found, sum(1 for lines in pages if lines))
        if repeated:
            dropped[repeated[0][1].text] = len({number for number, _ in repeated})
            gone.update(repeated)
    return [[line for line in lines if (number, line) not in gone] for number, lines in enumerate(pages)], dropped


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The uppermost and the lowest lines, each with what stands beside it."""
    heights = sorted({round(line.y) for line in lines})
    if len(heights) <= _DEPTH + 1:
        heights = heights[:1] + heights[-1:] if len(heights) > 1 else []
    at = {*heights[:_DEPTH], *heights[-_DEPTH:]}
    return [line for line in lines if round(line.y) in at]


def _look(text: str) -> str:
    """A line without its numbers and spaces."""
    return "".join(_NUMBERS.sub("#", text.casefold()).split())


def _repeated(found: list[tuple[int, Line]], pages: int) -> list[tuple[int, Line]]:
    """Those at a height that enough of them share."""
    need = max(2, _SHARE * pages)
    kept: list[tuple[int, Line]] = []
    for number, line in found:
        alike = {other for other, one in found if abs(one.y - line.y) <= _SAME}
        own = pages <= 2 and line.text.strip() == str(number + 1)
        if len(alike) >= need or own:
            kept.append((number, line))
    return kept
