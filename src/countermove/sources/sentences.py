"""The sentences of a text, paragraph by paragraph.

A sentence ends at a full stop, a question or exclamation mark or an ellipsis, with the quotation marks and brackets
that follow it, where a blank comes next and then no lower-case letter; in scripts without blanks, at their own full
stops. A full stop ends no sentence after an abbreviation (``BEFORE_NAMES``, ``BEFORE_NUMBERS``, ``NEVER_LAST``), after
a single capital letter, and after the number of an item at the beginning; after letters with full stops between them
(*the U.S.*) it does where the next word opens sentences (``OPENERS``). A footnote number glued to a full stop belongs
to the sentence that ends. Items of a list that begin lines of their own are sentences each.

Finds the sentence of a passage that a premise is about, as far as words tell.

This is for a case that names no sentence (``sources.named`` has those that do).

A word weighs more the fewer paragraphs have it: log((P + 1) / p) for one
that p of P paragraphs have (the inverse document frequency of text retrieval); short words and ``LIGHT`` ones weigh
nothing. A sentence is singled out where it shares at least two words with the premise whose weights sum to at least
that of a word in only one paragraph, and to more than ``LEAD`` times the sum of any other sentence of the passage; or
where the passage is that sentence alone. It is a place to look at first, and no more: callers that show it say so.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from countermove.sources.texts import SourceText, words, words_of
from gmcr.base.record import Record

__all__ = [
    "BEFORE_NAMES",
    "BEFORE_NUMBERS",
    "LEAD",
    "LIGHT",
    "LONGEST",
    "NEVER_LAST",
    "OPENERS",
    "Sentence",
    "SentenceMatcher",
    "sentences_in",
    "sentences_of",
    "sentences_of_paragraph",
]


BEFORE_NAMES = words(
    (
        """
    mr mrs ms messrs dr prof gen lt col maj capt cmdr adm sgt cpl brig sen rep gov amb hon rev st ste pres sec
    min mt ft
    """,
    )
)
"""Abbreviations followed by a name."""

BEFORE_NUMBERS = words(
    (
        """
    no nos art arts fig figs para paras p pp vol vols ch chap sect eq ca c approx jan feb mar apr jun jul aug
    sep sept oct nov dec
    """,
    )
)
"""Abbreviations followed by a number."""

NEVER_LAST = words(
    (
        """
    e.g i.e cf vs viz eg ie
    """,
    )
)
"""Abbreviations that end no sentence."""

OPENERS = words(
    (
        """
    the this that these those there it he she they we i you its his her their our my a an in on at as if when
    while although though but and or yet so however moreover nevertheless nonetheless therefore thus what who
    why how where which since after before for with without from to by both some many most all no not one such
    once until unless because despite during under even still also then today
    """,
    )
)
"""Words that open sentences more often than they continue a name."""

_WIDE = "\u3002\uff01\uff1f\uff61"
"""Full stops of scripts without blanks."""
_MARKS = ".!?\u2026\u061f\u06d4"
_CLOSING = "\"'\u201d\u2019\u00bb)\\]"
# Possessive, and anchored at the first of several marks, so that a text of nothing but full stops is scanned once.
_END = re.compile(
    rf"(?:(?P<wide>[{_WIDE}]++[\u300d\u300f{_CLOSING}]*+)\s*+"
    rf"|(?<![{_MARKS}])(?P<mark>[{_MARKS}]++)(?P<note>[0-9]{{1,3}}(?=\s))?(?P<closing>[{_CLOSING}]*+)(?:\s++|\Z))"
)
_OPENING = "\"'\u201c\u2018\u00ab([\u00bf\u00a1"
_ITEM = re.compile(r"\n[^\S\n]*(?=(?:[-*•►▪◦‣–—]|\(?[0-9]{1,2}[.)]|\(?[a-z]\))\s)")
_WORD_BEFORE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\Z")
_NUMBER_ALONE = re.compile(r"[\W_]*(?:[0-9]{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,5})\.?\Z")
_FIRST_WORD = re.compile(r"[^\w]*([^\W_]+)")
_LONGEST_WORD = 40


LONGEST = 5_000
"""The largest number of letters of a sentence that are examined."""


@dataclass(frozen=True, slots=True)
class Sentence(Record):
    """A sentence of a paragraph."""

    paragraph: int
    """The paragraph, from 1."""
    number: int
    """Its number in the paragraph, from 1."""
    start: int
    """The index of its first character in the paragraph, from 0."""
    end: int
    """The index after its last character."""
    text: str
    """Its text, on one line."""

    @property
    def read(self) -> str:
        """Its text up to the limit: anything longer is no sentence but a table or a list."""
        return self.text[:LONGEST]

    @property
    def place(self) -> str:
        """Paragraph and number: "4.2"."""
        return f"{self.paragraph}.{self.number}"


def sentences_of(text: SourceText) -> tuple[Sentence, ...]:
    """All sentences of a text, in order."""
    return tuple(
        sentence
        for number, paragraph in enumerate(text.paragraphs, start=1)
        for sentence in sentences_of_paragraph(number, paragraph)
    )


def sentences_of_paragraph(number: int, paragraph: str) -> Iterator[Sentence]:
    """The sentences of the paragraph with a number."""
    for place, (start, end) in enumerate(sentences_in(paragraph), start=1):
        yield Sentence(number, place, start, end, " ".join(paragraph[start:end].split()))


def sentences_in(paragraph: str) -> Iterator[tuple[int, int]]:
    """The bounds of the sentences of a paragraph, without the blanks around them: only blanks are left out."""
    start = 0
    for end in sorted({*_ends(paragraph), *(item.start() for item in _ITEM.finditer(paragraph)), len(paragraph)}):
        piece = paragraph[start:end]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = end


def _ends(paragraph: str) -> Iterator[int]:
    start = 0
    for match in _END.finditer(paragraph):
        rest = paragraph[match.end() : match.end() + _LONGEST_WORD]
        if match["wide"] or (match["mark"] and not _goes_on(paragraph, start, match, rest)):
            start = match.end()
            yield start


def _goes_on(paragraph: str, start: int, match: re.Match[str], rest: str) -> bool:
    """Whether a sentence continues after a mark that could end it."""
    opening = rest.lstrip(_OPENING)
    if opening[:1].islower():
        return True
    if match["mark"] != "." or match["note"]:
        return False
    before = paragraph[max(start, match.start() - _LONGEST_WORD) : match.start()]
    if _NUMBER_ALONE.match(before) and match.start() - start < _LONGEST_WORD:
        return True
    last = _WORD_BEFORE.search(before)
    return last is not None and not match["closing"] and _abbreviated(last.group(), rest)


def _abbreviated(word: str, rest: str) -> bool:
    """Whether the full stop after a word belongs to it, before the *rest*."""
    small = word.lower()
    if small in NEVER_LAST or small in BEFORE_NAMES:
        return True
    if small in BEFORE_NUMBERS:
        return rest[:1].isdigit()
    if len(word) == 1 and word.isupper():
        return True
    if "." in word and all(len(part) <= 2 for part in word.split(".")):
        opener = _FIRST_WORD.match(rest)
        return opener is not None and opener[1].lower() not in OPENERS
    return False


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
