"""Whether a passage is still there: the same, moved, altered, ambiguous or missing.

An *occurrence* of a passage is a stretch of the text with the same letters and digits: one to three whole paragraphs, a
chapter, page or time, or as many words as it has anywhere. A *lookalike* is a stretch of at most one and a half times its
words that has at least ``MOST`` of its numbers (``words``). Either is *at the hint* where it begins in the place that the
file names, or a quarter of its numbers, or the beginning of that place, are in it.

* *same*: an occurrence is at the hint.
* *moved*: there is one occurrence, elsewhere; no lookalike is at the hint; and there was no second one when it was locked.
* *altered*: there is no occurrence, and one lookalike at the hint that shares more than any other; or there is one
  lookalike at all, and nothing looked like the passage when it was locked.
* *ambiguous*: there are occurrences or lookalikes, and none of this holds. A passage of fewer than eight words is never
  moved: it is ambiguous.
* *missing*: there is neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from countermove.plugins.evidence.sources.sidecar import Locked, locked_of
from countermove.sources.texts import RUN, SHORT, SourceText, Stretch, digest_of, numbers_of
from gmcr.base.record import Record

__all__ = ["MOST", "State", "Traced", "Tracer"]

MOST = Fraction(1, 2)
"""The least share of a passage's numbers in a lookalike."""

_WIDER = Fraction(3, 2)
_AT_HINT = Fraction(1, 4)
_JOINED = 3
_COST = 2_000_000
"""The budget of words hashed, and places examined, to find occurrences of one passage."""

_COMMON = 2_000
"""The largest number of places of one number that are examined."""

_MOST_SPOTS = 6

State = Literal["same", "moved", "altered", "ambiguous", "missing"]


@dataclass(frozen=True, slots=True)
class Spot(Record):
    """A stretch of words that has a share of a passage's numbers."""

    start: int
    end: int
    share: Fraction
    at_hint: bool

    @property
    def words(self) -> Stretch:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Traced(Record):
    """The result for a passage. ``found``: the paragraphs that contain it, or something like it, the likeliest first;
    ``share``: of its numbers in the likeliest, None where none were recorded or needed; ``words``: the words that it is,
    where it is there as it was."""

    state: State
    found: tuple[Stretch, ...]
    share: Fraction | None = None
    words: Stretch | None = field(default=None, compare=False)


class Tracer:
    """Finds passages in one text."""

    def __init__(self, text: SourceText, salt: str) -> None:
        self.text, self.salt = text, salt

    @cached_property
    def digest(self) -> str:
        """The digest of the whole text."""
        return digest_of(self.text.words, self.salt)

    def lock(self, stretch: Stretch, *, whole: bool = False) -> Locked:
        """The record of the passage in some paragraphs; for a *whole* text only its digest."""
        if whole:
            return Locked(self.digest, len(self.text.words), frozenset())
        start, end = self.text.words_in(stretch)
        kept = locked_of(self.text.words[start:end], self.salt)
        exact = _apart([Spot(start, end, Fraction(1), True), *self._occurrences(kept, (start, end))])
        alike = self._spots(kept, (start, end), exact)
        return replace(kept, copies=len(exact) - 1, lookalikes=len(alike) - len(exact))

    def trace(self, lock: Locked, hint: Stretch | None) -> Traced:
        """Look for a passage that was in the paragraphs *hint*; None where there are no such paragraphs any more."""
        words = (0, 0) if hint is None else self.text.words_in(hint)
        exact = self._occurrences(lock, words)
        if here := [spot for spot in exact if spot.at_hint]:
            return Traced("same", self._in(here[:1]), words=here[0].words)
        spots = self._spots(lock, words, exact)
        if not spots:
            return Traced("missing", ())
        if exact:
            doubtful = len(exact) > 1 or lock.copies or lock.words < SHORT or any(spot.at_hint for spot in spots)
            if doubtful:
                return Traced("ambiguous", self._in(spots))
            return Traced("moved", self._in(exact), words=exact[0].words)
        first, *others = spots
        more = not others or first.share > others[0].share
        altered = more and (first.at_hint or not (others or lock.copies or lock.lookalikes))
        return Traced("altered", self._in(spots[:1]), first.share) if altered else Traced("ambiguous", self._in(spots))

    def _in(self, spots: Sequence[Spot]) -> tuple[Stretch, ...]:
        return tuple(dict.fromkeys(self.text.paragraphs_in((spot.start, spot.end)) for spot in spots))

    # -- occurrences ---------------------------------------------------------------------------------------------------

    @cached_property
    def _whole(self) -> dict[str, list[Stretch]]:
        """Digest → the stretches of words that are paragraphs, up to three together, chapters, pages and times."""
        by_digest: dict[str, list[Stretch]] = {}
        count = len(self.text.paragraphs)
        stretches = [(first, first + size) for size in range(1, _JOINED + 1) for first in range(count - size + 1)]
        stretches += [*self.text.chapters.values(), *self.text.pages, *self.text.times.values()]
        for stretch in dict.fromkeys(stretches):
            start, end = self.text.words_in(stretch)
            if start < end:
                by_digest.setdefault(digest_of(self.text.words[start:end], self.salt), []).append((start, end))
        return by_digest

    def _occurrences(self, lock: Locked, hint: Stretch) -> list[Spot]:
        """The occurrences, one of whole paragraphs at the hint first."""
        known = self._whole.get(lock.sha256, ())
        whole = [Spot(start, end, Fraction(1), _begins(start, end, hint)) for start, end in known]
        whole.sort(key=lambda spot: not spot.at_hint)
        within = [Spot(start, end, Fraction(1), _begins(start, end, hint)) for start, end in self._within(lock)]
        return _apart([*whole, *within])

    def _within(self, lock: Locked) -> Iterator[Stretch]:
        """Occurrences anywhere, with as many words and all the numbers."""
        if not lock.runs or lock.words > len(self.text.words):
            return
        tried, left = set[int](), _COST
        for first, last in self._windows(lock.runs, lock.words - RUN):
            for start in range(max(last - (lock.words - RUN), 0), min(first, len(self.text.words) - lock.words) + 1):
                left -= 1 if start in tried else lock.words
                if left < 0:
                    return
                if start not in tried:
                    tried.add(start)
                    end = start + lock.words
                    if digest_of(self.text.words[start:end], self.salt) == lock.sha256:
                        yield start, end

    def _windows(self, runs: frozenset[int], span: int) -> Iterator[Stretch]:
        """The smallest stretches, from the first to the last run, with all of some numbers and no longer than *span*."""
        hits, inside, left = self._hits(runs), Counter[int](), 0
        for last, number in hits:
            inside[number] += 1
            while len(inside) == len(runs):
                first, leaving = hits[left]
                if last - first <= span:
                    yield first, last
                inside[leaving] -= 1
                left += 1
                if not inside[leaving]:
                    del inside[leaving]

    # -- lookalikes ----------------------------------------------------------------------------------------------------

    @cached_property
    def _numbers(self) -> dict[int, list[int]]:
        places: dict[int, list[int]] = {}
        for place, number in numbers_of(self.text.words, self.salt):
            places.setdefault(number, []).append(place)
        return places

    def _hits(self, runs: frozenset[int]) -> list[tuple[int, int]]:
        """The positions of runs with some numbers, in order."""
        return sorted((place, number) for number in runs for place in self._numbers.get(number, ())[:_COMMON])

    def _spots(self, lock: Locked, hint: Stretch, exact: Sequence[Spot]) -> list[Spot]:
        """Occurrences and lookalikes that do not overlap, the likeliest first."""
        spots = list(exact)
        if not lock.runs:
            return spots
        hits = [hit for hit in self._hits(lock.runs) if not any(spot.start <= hit[0] < spot.end for spot in spots)]
        span, least = int(lock.words * _WIDER), MOST * len(lock.runs)
        while len(spots) < len(exact) + _MOST_SPOTS:
            count, first, last = _densest(hits, span)
            if count == 0 or count < least:
                break
            start, end = hits[first][0], hits[last][0] + RUN
            inside = sum(hint[0] <= place < hint[1] for place, _ in hits[first : last + 1])
            here = inside >= _AT_HINT * (last - first + 1) and inside > 0
            spots.append(Spot(start, end, Fraction(count, len(lock.runs)), here or _begins(start, end, hint)))
            del hits[first : last + 1]
        return sorted(spots, key=lambda spot: (-spot.share, not spot.at_hint, spot.start))


def _densest(hits: Sequence[tuple[int, int]], span: int) -> tuple[int, int, int]:
    """The largest number of different numbers in a stretch of at most *span* words, and the first and last hit of the
    shortest such stretch."""
    best, inside, left = (0, 0, 0), Counter[int](), 0
    for right, (place, number) in enumerate(hits):
        inside[number] += 1
        while place - hits[left][0] > span or (left < right and inside[hits[left][1]] > 1):
            inside[hits[left][1]] -= 1
            if not inside[hits[left][1]]:
                del inside[hits[left][1]]
            left += 1
        length, most = place - hits[left][0], hits[best[2]][0] - hits[best[1]][0]
        if len(inside) > best[0] or (len(inside) == best[0] and length < most):
            best = (len(inside), left, right)
    return best


def _begins(start: int, end: int, hint: Stretch) -> bool:
    """Whether a stretch begins in the hint, or the hint in it."""
    return hint[0] < hint[1] and (hint[0] <= start < hint[1] or start <= hint[0] < end)


def _overlap(spot: Spot, stretch: Stretch) -> bool:
    return spot.start < stretch[1] and stretch[0] < spot.end


def _apart(spots: Sequence[Spot]) -> list[Spot]:
    """The spots that do not overlap an earlier one."""
    chosen: list[Spot] = []
    for spot in spots:
        if not any(_overlap(spot, (one.start, one.end)) for one in chosen):
            chosen.append(spot)
    return chosen
