"""Which sentence of a passage is about what a premise says, as far as words tell.

A case gives paragraphs, not sentences. A word counts the more the fewer paragraphs have it: log((P + 1) / p) for one that p of
P paragraphs have (the inverse document frequency of text retrieval); short words and ``LIGHT`` ones count nothing. A sentence is
singled out where it shares at least two words with the premise, these count at least as much as one that stands in one paragraph
only, and more than ``LEAD`` times what those count that any other sentence of the passage shares; or where the passage is that
sentence alone. It is a place to look at first, and no more: whoever shows it says so.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from countermove.sources.texts import SourceText
from countermove.sources.words import words_of

__all__ = ["LEAD", "LIGHT", "Alike"]

LEAD = 1.2
"""How far the sentence that is singled out is ahead of every other."""

_LEAST = 2
"""Words that it shares at least."""

_LETTERS = 6
"""So many letters of a word tell it from others: engage and engagement are the same."""

_SHORT = 4
"""Letters of the Latin alphabet from which on a word counts."""

_WORDS = (
    "about after also although because been being both could does from have into less more most must only "
    "other over rather shall should since some still such than that their them then there these they this "
    "those though until upon want wants were what when where whether which while whom whose will with within "
    "without would"
)

LIGHT = frozenset(_WORDS.split())
"""Longer words of English that stand in any sentence."""


class Alike:
    """The sentences of one text."""

    def __init__(self, text: SourceText) -> None:
        self._text = text

    @cached_property
    def _paragraphs(self) -> Counter[str]:
        """Stem → how many paragraphs have it."""
        starts, words = self._text.starts, self._text.words
        found = Counter[str]()
        for start, end in pairwise(starts):
            found.update(set(map(_stem, words[start:end])))
        return found

    def singled(self, words: str, sentences: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
        """The place of the sentence that *words* are about, and the words that they share as the sentence has them, those that
        count most first; None where none is singled out."""
        if len(sentences) == 1:
            return 0, ()
        wanted = set(map(_stem, words_of(words)))
        shared = [self._shared(wanted, words_of(sentence)) for sentence in sentences]
        sums = [sum(own.values()) for own in shared]
        place = max(range(len(sums)), key=sums.__getitem__, default=0)
        others = max((sum_ for other, sum_ in enumerate(sums) if other != place), default=0.0)
        alone = math.log(len(self._text.paragraphs) + 1)
        if not sentences or len(shared[place]) < _LEAST or sums[place] < alone or sums[place] <= LEAD * others:
            return None
        heaviest = sorted(shared[place], key=lambda word: -shared[place][word])
        return place, tuple(heaviest)

    def _shared(self, wanted: set[str], words: Iterable[str]) -> dict[str, float]:
        """Words of a sentence that are wanted, each stem once, with what they count."""
        count = len(self._text.paragraphs)
        found: dict[str, tuple[str, float]] = {}
        for word in words:
            stem = _stem(word)
            own = self._paragraphs[stem]
            if stem in wanted and stem not in found and own and _counts(word):
                found[stem] = word, math.log((count + 1) / own)
        return dict(found.values())


def _counts(word: str) -> bool:
    return word not in LIGHT and not (word.isascii() and len(word) < _SHORT)


def _stem(word: str) -> str:
    return (word[:-1] if len(word) > 3 and word.endswith("s") else word)[:_LETTERS]
