"""Checks whether quotes are in a text: verified, repaired or rejected.

A quote is compared as a passage is (``sources.texts``): by letters and digits, not by case, spaces or punctuation.

* *verified*: it stands in the named paragraph, from the beginning of a word to the end of one.
* *repaired*: it stands in another paragraph (the nearest is taken), or continues into the next; or its parts, where
  something is omitted between them (…), stand in one paragraph in their order; or the text has nearly the same words.
  Nearly means: at least ``ALIKE`` of 100 by RapidFuzz, and words that differ are other forms of one word, or omitted or
  inserted, and none is a number or one of ``DECISIVE``: without *not* it would be another statement.
* *rejected*: everything else. A quote that fails only because of such words, or omits few words with a denying one
  among them (*turned*), has the passage beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, islice, pairwise
from typing import Literal, TypeAlias

from countermove.sources.texts import RUN, SourceText, Stretch, words_of
from gmcr.base.errors import MissingExtra
from gmcr.base.record import Record

__all__ = ["ALIKE", "DECISIVE", "How", "Quoted", "Quotes", "State"]

ALIKE = 88.0
"""The least similarity of a nearly identical quote and passage: 100 are the same words."""

DENYING = frozenset(
    "not no never none neither nor without cannot t unless hardly barely scarcely".split()  # noqa: SIM905
)
"""Words that deny: an ellipsis for a few words may hide none of them."""

DECISIVE = (
    DENYING
    | {"if"}
    | {
        "only",
        "may",
        "might",
        "could",
        "can",
        "will",
        "would",
        "should",
        "must",
        "shall",
        "likely",
        "unlikely",
        "all",
        "some",
    }
    | {
        "few",
        "most",
        "more",
        "less",
        "always",
        "sometimes",
        "until",
        "before",
        "after",
        "except",
        "but",
        "however",
        "almost",
    }
)
"""Words that no repair may add or drop: with or without them a sentence says something else."""

_FORMS = 80.0
"""The least similarity of two forms of one word."""

_TURNS = ("un", "in", "im", "ir", "dis", "non", "anti", "de")
_ELLIPSIS = re.compile(r"\s*(?:\[\s*)?(?:\.\s?\.\s?\.|…)(?:\s*\])?\s*")
_PART, _FEW, _LOOKED_AT, _SHARED = 2, 4, 8, 0.2
_APART = 12
"""The largest number of words omitted at either end of a quote, between its first or last word and the rest."""

_MANY = 1_000
"""The largest number of occurrences examined."""

_COST = 200_000_000
"""The budget of all comparisons of one text: letters of quotes times letters of paragraphs."""

State: TypeAlias = Literal["verified", "repaired", "rejected"]
How: TypeAlias = Literal["elsewhere", "runs on", "parts", "nearly", "turned", "short", "none"]


@dataclass(frozen=True, slots=True)
class Quoted(Record):
    """The result for a quote."""

    state: State
    """Whether it is in the text."""
    how: How | None
    """How it was repaired, or why it was rejected; null for a verified one."""
    paragraphs: tuple[int, int] | None
    """The first and the last paragraph that contain it; null where none does."""
    passage: str
    """The words of the text, on one line; empty where no paragraph contains it."""
    start: int
    """The index of the passage's first character in its first paragraph, from 0."""
    end: int
    """The index after its last character in its last paragraph."""
    alike: float | None
    """The similarity of quote and passage, of 100, where they are not the same; for a rejected one, of the most similar
    passage.
    """
    differing: tuple[str, ...]
    """Words of only one of the two."""


class Quotes:
    """Looks for quotes in one text. Stretches are of its words."""

    def __init__(self, text: SourceText) -> None:
        self.text = text
        self._budget = _COST
        self._places: dict[int, tuple[int, ...]] = {}

    def find(self, quote: str, paragraph: int, *, least: int = 3) -> Quoted:
        """Check a quote of at least *least* words from a *paragraph* (from 1). Raises MissingExtra."""
        words = words_of(quote)
        if not words:
            return _rejected("none")
        here = min(max(paragraph, 1), len(self.text.paragraphs))
        exact = self._exact(words, here)
        if exact and self._in(exact) == (paragraph, paragraph):
            return self._quoted("verified", None, exact)
        if len(words) < least:
            return _rejected("short")
        if exact:
            first, last = self._in(exact)
            return self._quoted("repaired", "elsewhere" if first == last else "runs on", exact)
        if parts := self._parts(quote, here):
            whole = parts[0][0], parts[-1][1]
            if denying := self._denied_between(parts):
                return replace(self._quoted("rejected", "turned", whole), differing=denying)
            return self._quoted("repaired", "parts", whole)
        return self._nearly(words, here)

    def _in(self, stretch: Stretch) -> tuple[int, int]:
        """The first and the last paragraph of a stretch, from 1."""
        first, end = self.text.paragraphs_in(stretch)
        return first + 1, end

    def _of(self, number: int) -> Stretch:
        return self.text.words_in((number - 1, number))

    # -- the same letters ----------------------------------------------------------------------------------------------

    @cached_property
    def _letters(self) -> str:
        return "".join(self.text.words)

    @cached_property
    def _begins(self) -> tuple[int, ...]:
        """The index of the first letter of each word, and after the last letter of all."""
        return (0, *accumulate(map(len, self.text.words)))

    @cached_property
    def _words_at(self) -> dict[int, int]:
        return {letter: word for word, letter in enumerate(self._begins)}

    def _occurrences(self, words: Sequence[str], within: Stretch) -> Iterator[Stretch]:
        """The occurrences of these letters, from the beginning of a word to the end of one."""
        letters = "".join(words)
        at, end = self._begins[within[0]], self._begins[within[1]]
        while (at := self._letters.find(letters, at, end)) >= 0:
            first, last = self._words_at.get(at), self._words_at.get(at + len(letters))
            if first is not None and last is not None:
                yield first, last
            at += 1

    def _exact(self, words: Sequence[str], here: int) -> Stretch | None:
        """The occurrence of these words nearest to a paragraph, preferably within one."""

        def far(stretch: Stretch) -> tuple[int, int]:
            first, last = self._in(stretch)
            return (0, last - first) if first <= here <= last else (abs(first - here), last - first)

        return min(islice(self._occurrences(words, (0, len(self.text.words))), _MANY), key=far, default=None)

    # -- parts, in their order -----------------------------------------------------------------------------------------

    def _parts(self, quote: str, here: int) -> list[Stretch] | None:
        parts = [words for part in _ELLIPSIS.split(quote) if (words := words_of(part))]
        if len(parts) < 2 or any(len(words) < _PART for words in parts):
            return None
        for number in sorted(range(1, len(self.text.paragraphs) + 1), key=lambda number: abs(number - here)):
            begin, end = self._of(number)
            stretches: list[Stretch] = []
            for words in parts:
                one = next(self._occurrences(words, (stretches[-1][1] if stretches else begin, end)), None)
                if one is None:
                    break
                stretches.append(one)
            else:
                return stretches
        return None

    def _denied_between(self, parts: Sequence[Stretch]) -> tuple[str, ...]:
        """Denying words among a few omitted between parts; more words are a clause of their own."""
        gaps = (self.text.words[one[1] : next_[0]] for one, next_ in pairwise(parts))
        return tuple(word for gap in gaps if len(gap) <= _FEW for word in gap if word in DENYING)

    # -- nearly the same words -----------------------------------------------------------------------------------------

    @cached_property
    def _runs(self) -> dict[tuple[str, ...], set[int]]:
        runs: dict[tuple[str, ...], set[int]] = {}
        for number in range(1, len(self.text.paragraphs) + 1):
            begin, end = self._of(number)
            for place in range(begin, end - RUN + 1):
                runs.setdefault(self.text.words[place : place + RUN], set()).add(number)
        return runs

    def _likely(self, words: Sequence[str], here: int) -> list[int]:
        """Paragraphs that share runs of words with a quote, those that share most first; *here* before all others."""
        shared = Counter[int]()
        for place in range(len(words) - RUN + 1):
            shared.update(self._runs.get(tuple(words[place : place + RUN]), ()))
        enough = _SHARED * max(len(words) - RUN + 1, 1)
        likely = sorted((-many, abs(number - here), number) for number, many in shared.items() if many >= enough)
        return [here, *(number for _, _, number in likely[:_LOOKED_AT] if number != here)]

    def _nearly(self, words: Sequence[str], here: int) -> Quoted:
        try:
            import rapidfuzz  # noqa: F401
        except ImportError:
            raise MissingExtra("documents", "To look for quotes that are nearly right") from None
        best = _rejected("none")
        for number in self._likely(words, here):
            stretch = self._aligned(words, self._of(number))
            if stretch is None:
                continue
            passage = self.text.words[stretch[0] : stretch[1]]
            alike = _alike(words, passage)
            if alike <= (best.alike or 0.0):
                continue
            differing, harmless = _compared(words, passage)
            if harmless:
                stretch = self._extended(words, stretch, self._of(number))
                differing, harmless = _compared(words, self.text.words[stretch[0] : stretch[1]])
            if alike < ALIKE:
                best = replace(_rejected("none"), alike=alike)
            elif harmless:
                best = replace(self._quoted("repaired", "nearly", stretch), alike=alike, differing=differing)
            else:
                best = replace(self._quoted("rejected", "turned", stretch), alike=alike, differing=differing)
        return best

    def _aligned(self, words: Sequence[str], within: Stretch) -> Stretch | None:
        """The stretch of a paragraph that is most similar to a quote; None where the paragraph is shorter, or the
        budget is spent.
        """
        from rapidfuzz import fuzz

        own, wanted = self.text.words[within[0] : within[1]], " ".join(words)
        text = " ".join(own)
        self._budget -= len(text) * len(wanted)
        if len(text) < 0.8 * len(wanted) or self._budget < 0:
            return None
        aligned = fuzz.partial_ratio_alignment(wanted, text)
        if aligned is None or aligned.dest_start >= aligned.dest_end:
            return None
        begins = (0, *accumulate(len(word) + 1 for word in own))
        first, last = bisect_right(begins, aligned.dest_start) - 1, bisect_right(begins, aligned.dest_end - 1) - 1
        stretches = [
            (start, stop)
            for start in range(max(first - 1, 0), first + 2)
            for stop in range(last, min(last + 2, len(own)) + 1)
            if start < stop
        ]
        start, stop = max(stretches, key=lambda one: (_alike(words, own[one[0] : one[1]]), one[0] - one[1]))
        return within[0] + start, within[0] + stop

    def _extended(self, words: Sequence[str], stretch: Stretch, within: Stretch) -> Stretch:
        """The stretch of a passage extended to the first and last words of a quote, where these stand a little apart
        from the rest: the quote omits the words between, which may decide."""
        text, (start, stop) = self.text.words, stretch
        if text[start] != words[0]:
            before = range(start - 1, max(start - _APART, within[0]) - 1, -1)
            start = next((place for place in before if text[place] == words[0]), start)
        if text[stop - 1] != words[-1]:
            after = range(stop, min(stop + _APART, within[1]))
            stop = next((place + 1 for place in after if text[place] == words[-1]), stop)
        return start, stop

    # -- passages ------------------------------------------------------------------------------------------------------

    def _quoted(self, state: State, how: How | None, stretch: Stretch) -> Quoted:
        first, last = self._in(stretch)
        passages: list[str] = []
        start = to = 0
        for number in range(first, last + 1):
            begin, end = self._of(number)
            own = max(stretch[0], begin), min(stretch[1], end)
            at, to = self._span(number, own)
            passages.append(self.text.paragraphs[number - 1][at:to])
            start = at if number == first else start
        return Quoted(state, how, (first, last), " ".join(" ".join(passages).split()), start, to, None, ())

    def _span(self, number: int, stretch: Stretch) -> tuple[int, int]:
        """The range of characters of a paragraph that some of its words take."""
        paragraph = self.text.paragraphs[number - 1]
        if number not in self._places:
            own = (place for place, sign in enumerate(paragraph) for _ in "".join(words_of(sign)))
            self._places[number] = tuple(own)
        places, base = self._places[number], self._begins[self._of(number)[0]]
        first, last = self._begins[stretch[0]] - base, self._begins[stretch[1]] - base - 1
        return (places[first], places[last] + 1) if last < len(places) else (0, len(paragraph))


def _rejected(how: How) -> Quoted:
    return Quoted("rejected", how, None, "", 0, 0, None, ())


def _alike(words: Sequence[str], others: Sequence[str]) -> float:
    from rapidfuzz import fuzz

    return round(fuzz.ratio(" ".join(words), " ".join(others)), 1)


def _compared(quote: Sequence[str], passage: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The words that differ, and whether the meaning is unchanged."""
    differing: list[str] = []
    harmless = True
    for ours, theirs in _differences(quote, passage):
        differing += [*ours, *theirs]
        if any(word in DECISIVE or any(sign.isdigit() for sign in word) for word in (*ours, *theirs)):
            harmless = False
        if ours and theirs and "".join(ours) != "".join(theirs):
            harmless &= len(ours) == len(theirs) and all(map(_forms_of_one, ours, theirs))
    return tuple(differing), harmless


def _differences(quote: Sequence[str], passage: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Stretches of either that replace one another."""
    from rapidfuzz.distance import Levenshtein

    open_ = (0, 0)
    for step in Levenshtein.opcodes(quote, passage):
        if step.tag == "equal":
            if open_ != (step.src_start, step.dest_start):
                yield quote[open_[0] : step.src_start], passage[open_[1] : step.dest_start]
            open_ = step.src_end, step.dest_end
    if open_ != (len(quote), len(passage)):
        yield quote[open_[0] :], passage[open_[1] :]


def _forms_of_one(one: str, other: str) -> bool:
    """Whether two words are forms of one, or one of them is a typing error."""
    short, long = sorted((one, other), key=len)
    if any(long == turn + short for turn in _TURNS):
        return False
    return _alike([one], [other]) >= _FORMS
