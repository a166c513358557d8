"""Finds the sentence of a passage that a premise is about, as far as words tell.

A case points at paragraphs, not sentences. A word weighs more the fewer paragraphs have it: log((P + 1) / p) for one
that p of P paragraphs have (the inverse document frequency of text retrieval); short words and ``LIGHT`` ones weigh
nothing. A sentence is singled out where it shares at least two words with the premise whose weights sum to at least
that of a word in only one paragraph, and to more than ``LEAD`` times the sum of any other sentence of the passage; or
where the passage is that sentence alone. It is a place to look at first, and no more: callers that show it say so.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from countermove.sources.texts import SourceText
from countermove.sources.words import words_of

__all__ = ["LEAD", "LIGHT", "SentenceMatcher"]

LEAD = 1.2
"""The ratio by which the sentence singled out leads every other."""

_LEAST = 2
"""The smallest number of shared words."""

_LETTERS = 6
"""The number of letters that tell a word from others: engage and engagement are the same."""

_SHORT = 4
"""The smallest length of a word in Latin letters that has a weight."""

_WORDS = (
    "about after also although because been being both could does from have into less more most must only "
    "other over rather shall should since some still such than that their them then there these they this "
    "those though until upon want wants were what when where whether which while whom whose will with within "
    "without would"
)

LIGHT = frozenset(_WORDS.split())
"""Longer words of English that are common in any sentence."""


class SentenceMatcher:
    """The sentences of one text."""

    def __init__(self, text: SourceText) -> None:
        self._text = text

    @cached_property
    def _paragraphs(self) -> Counter[str]:
        """Stem → the number of paragraphs that have it."""
        starts, words = self._text.starts, self._text.words
        counts = Counter[str]()
        for start, end in pairwise(starts):
            counts.update(set(map(_stem, words[start:end])))
        return counts

    def singled(self, words: str, sentences: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
        """The index of the sentence that *words* are about, and the words they share, as the sentence has them, the
        heaviest first; None where no sentence is singled out."""
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
        """The wanted words of a sentence, each stem once, with their weights."""
        count = len(self._text.paragraphs)
        weights: dict[str, tuple[str, float]] = {}
        for word in words:
            stem = _stem(word)
            own = self._paragraphs[stem]
            if stem in wanted and stem not in weights and own and _counts(word):
                weights[stem] = word, math.log((count + 1) / own)
        return dict(weights.values())


def _counts(word: str) -> bool:
    return word not in LIGHT and not (word.isascii() and len(word) < _SHORT)


def _stem(word: str) -> str:
    return (word[:-1] if len(word) > 3 and word.endswith("s") else word)[:_LETTERS]
