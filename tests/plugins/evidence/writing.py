"""Texts made of invented words, in which words are as unevenly used as in a language, and ways to change them."""

from __future__ import annotations

import random
from collections.abc import Callable

from countermove.sources.texts import SourceText, text_of

__all__ = ["EDITS", "Words", "invented", "text"]

Words = list[str]

_RANDOM = random.Random(5)
_VOCABULARY = list(
    dict.fromkeys(
        "".join(_RANDOM.choice("bcdfghjklmnprstvw") + _RANDOM.choice("aeiou") for _ in range(_RANDOM.randint(1, 4)))
        for _ in range(6000)
    )
)
_WEIGHTS = [1 / (place + 2.7) for place in range(len(_VOCABULARY))]  # Zipf's and Mandelbrot's law


def invented(number: int, low: int, high: int, *, seed: int = 1) -> list[Words]:
    """So many paragraphs, each of *low* to *high* words."""
    rng = random.Random(seed)
    return [rng.choices(_VOCABULARY, _WEIGHTS, k=rng.randint(low, high)) for _ in range(number)]


def text(paragraphs: list[Words], *, between: str = "\n\n", source: str = "s") -> SourceText:
    """A text of paragraphs."""
    return text_of(between.join(map(" ".join, paragraphs)), source, f"{source}.txt", "0" * 64)


def _replaced(words: Words, share: float, rng: random.Random) -> Words:
    return [rng.choices(_VOCABULARY, _WEIGHTS)[0] if rng.random() < share else word for word in words]


def _deleted(words: Words, share: float, rng: random.Random) -> Words:
    return [word for word in words if rng.random() >= share]


def _inserted(words: Words, share: float, rng: random.Random) -> Words:
    found: Words = []
    for word in words:
        found.append(word)
        if rng.random() < share:
            found += rng.choices(_VOCABULARY, _WEIGHTS)
    return found


def _misread(words: Words, share: float, rng: random.Random) -> Words:
    """As a scan is read: some letters are others, or a gap."""
    signs = "abcdefghijklmnopqrstuvwxyz1 "
    return " ".join(
        "".join(rng.choice(signs) if rng.random() < share else letter for letter in word) for word in words
    ).split()


EDITS: dict[str, Callable[[Words, float, random.Random], Words]] = {
    "replaced": _replaced,
    "deleted": _deleted,
    "inserted": _inserted,
    "misread": _misread,
}
"""Edits by name: each changes about a share of the words, or of the letters."""
