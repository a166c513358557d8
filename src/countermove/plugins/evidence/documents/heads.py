"""Running heads, feet and page numbers: lines at the top or the bottom of pages that repeat, or are set apart from the
text.

Lines are compared without their numbers. A line is dropped where at least a third of the pages, and at least two, have
such a line among the two uppermost or lowest ones at the same height. A short line that is set apart from the text is
dropped as well where, at its height, most pages have one: heads name the chapter, or left and right pages differ. A
lone number is also dropped where it is that of its page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from countermove.plugins.evidence.documents.lines import Line

__all__ = ["without_heads"]

_DEPTH, _SHARE, _SAME = 2, 1 / 3, 6.0
_MOST, _APART, _SHORT = 0.6, 1.8, 0.7
_NUMBERS = re.compile(r"[0-9]+|\b[ivxlc]+\b")

Standing = tuple[int, Line]
"""A line, and its page, from 0."""


def without_heads(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], dict[str, int]]:
    """The pages without running lines, and the dropped lines: the first of each, and its number of pages."""
    gone: set[Standing] = set()
    by_look: dict[str, list[Standing]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for line in _edges(lines):
            by_look[_look(line.text)].append((number, line))
    own = sum(1 for lines in pages if lines)
    for alike in by_look.values():
        gone.update(_repeated(alike, own))
    apart = [(number, line) for number, lines in enumerate(pages) for line in _apart(lines)]
    gone.update(item for item in apart if _pages_with(item, apart) >= max(2, _MOST * own))
    dropped = {
        look: repeated for look, alike in by_look.items() if (repeated := [item for item in alike if item in gone])
    }
    return (
        [[line for line in lines if (number, line) not in gone] for number, lines in enumerate(pages)],
        {repeated[0][1].text: len({number for number, _ in repeated}) for repeated in dropped.values()},
    )


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The uppermost and the lowest lines, each with those beside it."""
    heights = sorted({round(line.y) for line in lines})
    if len(heights) <= _DEPTH + 1:
        heights = heights[:1] + heights[-1:] if len(heights) > 1 else []
    at = {*heights[:_DEPTH], *heights[-_DEPTH:]}
    return [line for line in lines if round(line.y) in at]


def _apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The uppermost and the lowest line, if short and far from the others."""
    ordered = sorted(lines, key=lambda line: line.y)
    if len(ordered) < 2 * _DEPTH:
        return
    width = max(line.end for line in ordered) - min(line.x for line in ordered)
    for line, next_ in ((ordered[0], ordered[1]), (ordered[-1], ordered[-2])):
        if abs(next_.y - line.y) > _APART * 1.2 * max(line.size, next_.size) and line.end - line.x < _SHORT * width:
            yield line


def _look(text: str) -> str:
    """A line without its numbers and spaces."""
    return "".join(_NUMBERS.sub("#", text.casefold()).split())


def _pages_with(item: Standing, others: Sequence[Standing]) -> int:
    """The number of pages with one of the others at the height of a line."""
    return len({number for number, line in others if abs(line.y - item[1].y) <= _SAME})


def _repeated(alike: list[Standing], pages: int) -> Iterator[Standing]:
    """The lines at a height that enough of them share."""
    for number, line in alike:
        own = pages <= 2 and line.text.strip() == str(number + 1)
        if own or _pages_with((number, line), alike) >= max(2, _SHARE * pages):
            yield number, line
