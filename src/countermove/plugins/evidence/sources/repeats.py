"""Paragraphs of one text that repeat one another, whole or as a part of a longer one.

Two are compared where they share a quarter of the three-word runs of the shorter one; runs in more than ``_COMMON``
paragraphs do not count. RapidFuzz then measures the similarity of the shorter one, or its first 2,000 letters, and the
best-fitting stretch of the longer one: 100 are the same words. Pairs that share most are compared first, within the
budget.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from countermove.sources.texts import SourceText
from countermove.sources.words import RUN, SHORT
from gmcr.base.errors import MissingExtra
from gmcr.base.summary import Record

__all__ = ["ALIKE", "Repeat", "Repeats", "repeats_in"]

ALIKE = 85.0
"""The least similarity of two paragraphs of which one repeats the other."""

_COMMON, _SHARED = 20, 0.25
_LONGEST, _COST = 2_000, 200_000_000
"""The number of letters compared, and the budget of all comparisons: letters of one times letters of the other."""


@dataclass(frozen=True, slots=True)
class Repeat(Record):
    """Two similar paragraphs."""

    shorter: int
    """The shorter one, from 1."""
    longer: int
    """The one that contains it, whole or as a part."""
    alike: float
    """Their similarity: 100 are the same words."""


@dataclass(frozen=True, slots=True)
class Repeats(Record):
    """Paragraphs that repeat others. ``complete``: whether all candidates were compared."""

    pairs: tuple[Repeat, ...]
    complete: bool


def repeats_in(text: SourceText) -> Repeats:
    """The paragraphs that repeat others, of eight words at least. Raises MissingExtra."""
    try:
        from rapidfuzz import fuzz
    except ImportError:
        raise MissingExtra("sources", "To find paragraphs that repeat one another") from None
    own = [text.words[start:end] for start, end in zip(text.starts, text.starts[1:], strict=False)]
    budget, repeats = _COST, list[Repeat]()
    for shorter, longer in _candidates(own):
        one, other = " ".join(own[shorter])[:_LONGEST], " ".join(own[longer])
        budget -= len(one) * len(other)
        if budget < 0:
            return Repeats(tuple(sorted(repeats, key=_order)), False)
        alike = fuzz.partial_ratio(one, other, score_cutoff=ALIKE)
        if alike >= ALIKE:
            repeats.append(Repeat(shorter + 1, longer + 1, round(alike, 1)))
    return Repeats(tuple(sorted(repeats, key=_order)), True)


def _order(repeat: Repeat) -> tuple[int, int]:
    return repeat.shorter, repeat.longer


def _candidates(own: list[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Pairs that share enough, the shorter paragraph first; those that share most first."""
    having: dict[tuple[str, ...], list[int]] = {}
    for paragraph, words in enumerate(own):
        if len(words) >= SHORT:
            for run in dict.fromkeys(words[place : place + RUN] for place in range(len(words) - RUN + 1)):
                having.setdefault(run, []).append(paragraph)
    shared = Counter[tuple[int, int]]()
    for paragraphs in having.values():
        if 1 < len(paragraphs) <= _COMMON:
            shared.update(combinations(paragraphs, 2))
    ranked: list[tuple[float, int, int]] = []
    for (first, second), count in shared.items():
        shorter, longer = sorted((first, second), key=lambda place: (len(own[place]), place))
        share = count / (len(own[shorter]) - RUN + 1)
        if share >= _SHARED:
            ranked.append((-share, shorter, longer))
    return [(shorter, longer) for _, shorter, longer in sorted(ranked)]
