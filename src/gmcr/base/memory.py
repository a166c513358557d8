"""The memory limit, and the error for what would exceed it.

``COUNTERMOVE_MEMORY`` in the environment sets the limit in gigabytes, 2 by default. What is estimated to take more is
refused before any of it is allocated.
"""

from __future__ import annotations

import os

from gmcr.base.errors import SizeError

__all__ = ["GIGABYTE", "UNASKED", "need_memory"]

GIGABYTE = 10**9

UNASKED = 2.0
"""The default limit in gigabytes."""


def need_memory(size: float, what: str, instead: str) -> None:
    """Raise SizeError if *what* takes more bytes than the limit. *instead* says what to do to need less, as a
    clause."""
    allowed = _allowed()
    if size > allowed * GIGABYTE:
        raise SizeError(
            f"{what} takes about {size / GIGABYTE:,.2g} GB of memory, more than the {allowed:g} GB that may be taken: {instead}, "
            f"or allow more with COUNTERMOVE_MEMORY={_enough(size)} in the environment."
        )


def _allowed() -> float:
    """The limit in gigabytes; a setting that is no number counts as not set."""
    try:
        limit = float(os.environ.get("COUNTERMOVE_MEMORY", ""))
    except ValueError:
        return UNASKED
    return limit if limit > 0 else UNASKED


def _enough(size: float) -> int:
    """A sufficient limit in gigabytes, with some room for what an estimate misses."""
    return int(1.5 * size / GIGABYTE) + 1
