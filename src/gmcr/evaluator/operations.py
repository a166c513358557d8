"""The words of programs, by number."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Comparison", "Kind", "Operation", "Truth"]


class Truth(IntEnum):
    """Operations of formulas, on a stack of rows."""

    WHERE, COMPARED, AND, OR, NOT, XOR = range(6)


class Comparison(IntEnum):
    """How a linear form compares with 0."""

    BELOW, AT_MOST, EQUAL, UNEQUAL, AT_LEAST, ABOVE = range(6)


class Operation(IntEnum):
    """Edits of a game: of overlays, of pushes, and of changes that are tried.

    ``DROP want``; ``REWRITE want, into, could be (or -1)``; ``MOVE want, after (0 or 1), anchor``; ``SET driver, value``;
    ``HAPPEN on, off``; ``COULD_BE want``; ``SWAP want``; ``TURN want``; ``NEGATE want``; ``ALONE want (or -1)``.
    """

    DROP, REWRITE, MOVE, SET, HAPPEN, COULD_BE, SWAP, TURN, NEGATE, ALONE = range(10)


class Kind(IntEnum):
    """Kinds of checks."""

    STABLE, CONTENT, OWN_VIEWS, OUTCOMES, PASSES, EVERYWHERE, PREFERS = range(7)
    LEVER, LEVER_EXACTLY, FORESIGHT, INDUCES, SINGLE_CHANGES, MORE_RESPONSIBLE, DEAL = range(7, 14)
