"""Names that formulas can use, made from the free text that other programs use as names.

A name in Countermove is a letter followed by letters, digits and _, and not a word of the formula language. The text
that it was made from is its *title*.
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
    """Return whether a formula can use *name*."""
    return _IDENTIFIER.match(name) is not None and name not in KEYWORDS


def identifiers(titles: Iterable[str], *, otherwise: str) -> list[str]:
    """Return one name that formulas can use for each title, all different.

    Parameters
    ----------
    titles : iterable of str
        The titles.
    otherwise : str
        The stem of a name for which nothing of its title remains.

    Returns
    -------
    list of str
        The names, in the order of the titles: ``Release water`` becomes ``Release_water``, a second one
        ``Release_water_2``. If nothing remains it is ``otherwise_3`` by position, from 1.

    Examples
    --------
    >>> from gmcr.formats import identifiers
    >>> identifiers(["Release water", "Release water", "!"], otherwise="option")
    ['Release_water', 'Release_water_2', 'option_3']
    """
    names: list[str] = []
    used: set[str] = set()
    counts: dict[str, int] = {}  # of each stem the last number, as all before it are used: thousands may have the same
    for place, title in enumerate(titles, 1):
        stem = _stem(title) or f"{otherwise}_{place}"
        name, count = stem, counts.get(stem, 1)
        while name in used:
            count += 1
            name = f"{stem}_{count}"
        counts[stem] = count
        used.add(name)
        names.append(name)
    return names


def _stem(title: str) -> str:
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", title))
    stem = "_".join(words)[:LONGEST].strip("_")
    if stem and not is_identifier(stem):
        stem = f"{stem}_" if stem in KEYWORDS else f"_{stem}"
    return stem if is_identifier(stem) else ""
