"""Names that formulas can use, made from the free text that other programs have as names.

A name in Countermove is a letter followed by letters, digits and _, and no word of the formula language. What it was
made from is kept beside it as its *title*.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from gmcr.logic import KEYWORDS

__all__ = ["LONGEST", "identifiers", "is_identifier"]

LONGEST = 80
"""Longer names are cut."""

_IDENTIFIER = re.compile(r"[^\W\d]\w*\Z")


def is_identifier(name: str) -> bool:
    """Whether a formula can use *name*."""
    return _IDENTIFIER.match(name) is not None and name not in KEYWORDS


def identifiers(titles: Iterable[str], *, otherwise: str) -> list[str]:
    """One name for each title, all different: ``Release water`` becomes ``Release_water``, a second one
    ``Release_water_2``; where nothing remains, ``otherwise_3`` by position (from 1)."""
    names: list[str] = []
    taken: set[str] = set()
    for place, title in enumerate(titles, 1):
        stem = _stem(title) or f"{otherwise}_{place}"
        name, count = stem, 1
        while name in taken:
            count += 1
            name = f"{stem}_{count}"
        taken.add(name)
        names.append(name)
    return names


def _stem(title: str) -> str:
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", title))
    stem = "_".join(words)[:LONGEST].strip("_")
    if stem and not is_identifier(stem):
        stem = f"{stem}_" if stem in KEYWORDS else f"_{stem}"
    return stem if is_identifier(stem) else ""
