"""States in rows by how far improvements lead: in the lowest nobody gains by a move; the states that lead there stand
above it.

The row of a state is the length of the longest chain of improvements from it, states between which improvements circle
counting as one. Thus every improvement outside a circle leads downwards, and the lowest row holds the Nash equilibria.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from countermove.questions.graph.lines import Line

__all__ = ["levels_of"]


def levels_of(codes: Sequence[int], lines: Sequence[Line]) -> dict[int, int]:
    """Code → its row, counted from the lowest."""
    onward: dict[int, set[int]] = {code: set() for code in codes}
    for line in lines:
        if line.gains:
            onward[line.tail].add(line.head)
    reach = {code: _reached(code, onward) for code in codes}
    level: dict[int, int] = {}
    # States that can reach more come later: a state reaches all that its successors reach.
    for code in sorted(codes, key=lambda code: len(reach[code] | {code})):
        circle = {code, *(other for other in reach[code] if code in reach[other])}
        below = {target for member in circle for target in onward[member]} - circle
        level[code] = 1 + max((level[target] for target in below), default=-1)
    return level


def _reached(code: int, onward: Mapping[int, set[int]]) -> set[int]:
    reached: set[int] = set()
    waiting = list(onward[code])
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting.extend(onward[here])
    return reached
