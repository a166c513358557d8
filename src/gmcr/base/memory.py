"""How much memory is taken unasked, and what is said where more would be needed.

``COUNTERMOVE_MEMORY`` in the environment is how many gigabytes may be taken, 2 where it is not set. What is estimated to take
more is refused before anything of it is allocated.
"""

from __future__ import annotations

import os

from gmcr.base.errors import SizeError

__all__ = ["GIGABYTE", "UNASKED", "need_memory"]

GIGABYTE = 10**9

UNASKED = 2.0
"""Gigabytes that may be taken where nobody says how many."""


def need_memory(size: float, what: str, instead: str) -> None:
    """Raise SizeError where *what* takes more bytes than may be taken. *instead*: what to do to need less, as a clause."""
    allowed = _allowed()
    if size > allowed * GIGABYTE:
        raise SizeError(
            f"{what} takes about {size / GIGABYTE:,.2g} GB of memory, more than the {allowed:g} GB that may be taken: {instead}, "
            f"or allow more with COUNTERMOVE_MEMORY={_enough(size)} in the environment."
        )


def _allowed() -> float:
    """Gigabytes that may be taken; what is set and is no number counts as not set."""
    try:
        asked = float(os.environ.get("COUNTERMOVE_MEMORY", ""))
    except ValueError:
        return UNASKED
    return asked if asked > 0 else UNASKED


def _enough(size: float) -> int:
    """Gigabytes that are enough, with some room for what an estimate misses."""
    return int(1.5 * size / GIGABYTE) + 1
