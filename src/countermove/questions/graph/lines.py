"""Moves as lines: one between two states for each actor, with a head where it leads.

Most moves are reversible. One line stands for both directions: a filled head where its mover gains, an open one where
it may go without gaining.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from countermove.questions.graph.compute import Move
from gmcr.base.summary import Record

__all__ = ["Line", "lines_of"]


@dataclass(frozen=True, slots=True)
class Line(Record):
    """``tail``, ``head``: codes, the head being where its mover gains, if it ever does; ``gains``: whether it does
    there; ``back``: whether it may also go the other way, and never gains by that."""

    actor: str
    tail: int
    head: int
    gains: bool
    back: bool

    @property
    def ends(self) -> tuple[int, int]:
        """Both states, ascending."""
        return min(self.tail, self.head), max(self.tail, self.head)


def lines_of(moves: Iterable[Move]) -> tuple[Line, ...]:
    """One line for each actor and pair of states between which it can move."""
    pairs: dict[tuple[str, int, int], list[Move]] = {}
    for move in moves:
        low, high = min(move.source, move.target), max(move.source, move.target)
        pairs.setdefault((move.actor, low, high), []).append(move)
    lines = []
    for same in pairs.values():
        best = max(same, key=lambda move: move.better)
        lines.append(Line(best.actor, best.source, best.target, best.better > 0, len(same) > 1))
    return tuple(lines)
