"""The script of a text, as far as it matters for tables of words: from left to right with spaces, or not."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Literal, TypeAlias

__all__ = ["Script", "script_of"]

Script: TypeAlias = Literal["latin", "right-to-left", "without spaces", "other"]
"""``without spaces``: Chinese, Japanese, Thai, Lao, Khmer, Burmese. ``other``: letters such as Greek, Cyrillic, Korean."""

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\ufb00-\ufb06]")
_MOST = 200_000
"""The number of letters examined."""


def script_of(paragraphs: Iterable[str]) -> Script:
    """The script of most letters."""
    counts = Counter[Script]()
    budget = _MOST
    for paragraph in paragraphs:
        for sign in paragraph[:budget]:
            if sign.isalpha():
                counts[_of(sign)] += 1
        budget -= len(paragraph)
        if budget <= 0:
            break
    return counts.most_common(1)[0][0] if counts else "other"


def _of(letter: str) -> Script:
    if letter.isascii() or _LATIN.match(letter):
        return "latin"
    if _SPACELESS.match(letter):
        return "without spaces"
    return "right-to-left" if unicodedata.bidirectional(letter) in ("R", "AL") else "other"
