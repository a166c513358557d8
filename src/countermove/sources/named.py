"""The sentences of a passage that a case names: by number, by a few words of them, or by both.

Sentences are counted through the passage, which may be several paragraphs (a chapter, or one that the reader's copy
divides), or a part of one. Where number and words are given, the words are the judge: the sentence that has them is
meant, wherever it stands in the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from countermove.sources.sentences import Sentence, sentences_of_paragraph
from countermove.sources.texts import SourceText, Stretch, words_of
from gmcr.base.record import Record

__all__ = ["MarkedSentence", "NamedFound", "NamedState", "marked_in", "named_in", "sentences_at"]

NamedState: TypeAlias = Literal["there", "elsewhere", "missing"]
"""Whether a named sentence is where the case says; *elsewhere*: its words are in another sentence of the passage."""


@dataclass(frozen=True, slots=True)
class NamedFound(Record):
    """The sentences that are meant, none where they are missing: words that run on are in more than one."""

    state: NamedState
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class MarkedSentence(Record):
    """A sentence to show. ``start``, ``end``: the bounds of what is marked in its text: the words by which the case names
    it, or else all of it."""

    paragraph: int
    number: int
    text: str
    start: int
    end: int

    @property
    def pieces(self) -> tuple[str, str, str]:
        """Its text before the mark, in it and after it."""
        return self.text[: self.start], self.text[self.start : self.end], self.text[self.end :]


def sentences_at(text: SourceText, paragraphs: tuple[int, int], words: Stretch | None = None) -> tuple[Sentence, ...]:
    """The sentences of a passage, in order. *paragraphs*: the first and the last that have it, from 1; *words*: the
    stretch of words of the text that it is, where it need not be all of them."""
    first, last = paragraphs
    own = tuple(
        sentence
        for number in range(first, last + 1)
        for sentence in sentences_of_paragraph(number, text.paragraphs[number - 1])
    )
    if words is None or words == text.words_in((first - 1, last)):
        return own
    return tuple(one for one in own if words[0] <= _first_word(text, one) < words[1])


def _first_word(text: SourceText, sentence: Sentence) -> int:
    """The index of the first word of a sentence in its text."""
    before = text.paragraphs[sentence.paragraph - 1][: sentence.start]
    return text.starts[sentence.paragraph - 1] + len(words_of(before))


def named_in(passage: Sequence[Sentence], number: int | None, words: str) -> NamedFound:
    """The sentences of a passage that are named by a *number*, from 1, or by *words* ("" for none), or by both."""
    wanted = words_of(words)
    if wanted:
        found = _with(passage, wanted)
        there = number is None or number - 1 in found
        state: NamedState = "missing" if not found else "there" if there else "elsewhere"
        return NamedFound(state, tuple(passage[place] for place in found))
    if number is not None and number <= len(passage):
        return NamedFound("there", (passage[number - 1],))
    return NamedFound("missing", ())


def _with(passage: Sequence[Sentence], words: Sequence[str]) -> list[int]:
    """The places of the sentences with the first occurrence of some consecutive words."""
    own = [(word, place) for place, one in enumerate(passage) for word in words_of(one.text)]
    for start in range(len(own) - len(words) + 1):
        run = own[start : start + len(words)]
        if [word for word, _ in run] == list(words):
            return list(dict.fromkeys(place for _, place in run))
    return []


def marked_in(sentences: Sequence[Sentence], words: str) -> Iterator[MarkedSentence]:
    """Sentences with what is marked in each: the *words* by which it is named, where they stand in it alone."""
    pattern = r"[\W_]*".join(map(re.escape, words_of(words)))
    for one in sentences:
        found = re.search(pattern, one.text, re.IGNORECASE) if pattern and len(sentences) == 1 else None
        start, end = found.span() if found else (0, len(one.text))
        yield MarkedSentence(one.paragraph, one.number, one.text, start, end)
