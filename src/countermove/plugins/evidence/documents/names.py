"""Names in a text: possible actors, their other names there, and their positions.

A name is a run of words with capital letters, with *of* and *the* between them; words that open a sentence count as a
name only where the same words also stand inside one, or several of them do. Titles before a name, months, days and
headings do not count (``names.txt``). Countries are known by ``countries.txt``: by their names, the words for their
people, and their seats of government, unless the word is part of a longer name (*the Washington Post*). An abbreviation
in brackets after a name with these letters is another name for it, and so is the first or last word of a longer name
that no other name has.

Results are proposals: nothing here knows who makes decisions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from countermove.plugins.evidence.documents.cues import sections
from countermove.sources.sentences import OPENERS, Sentence
from countermove.sources.texts import words
from gmcr.base.record import Record

__all__ = ["Mention", "Named", "names_in"]


@dataclass(frozen=True, slots=True)
class Mention(Record):
    """An occurrence of a name."""

    sentence: int
    """The sentence, from 0 in the whole text."""
    start: int
    """The index of its first character in the sentence."""
    end: int
    """The index after its last character."""
    acts: bool
    """Whether the following words look like a verb, so that it may be an actor."""


@dataclass(frozen=True, slots=True)
class Named(Record):
    """A name."""

    name: str
    """The name."""
    article: str
    """"the" where it mostly stands after that; otherwise ""."""
    aka: tuple[str, ...]
    """Its other names in the text, the most frequent first."""
    country: bool
    """Whether it is in the table of countries."""
    mentions: tuple[Mention, ...]
    """Its occurrences, under any of its names."""

    @property
    def acting(self) -> int:
        """The number of occurrences as a possible actor."""
        return sum(mention.acts for mention in self.mentions)


# -- tables ------------------------------------------------------------------------------------------------------------

_SECTIONS = sections("names.txt")
_TITLES, _BODIES, _NO_NAMES = words(_SECTIONS["titles"]), words(_SECTIONS["bodies"]), words(_SECTIONS["none"])
_VERBS, _BETWEEN = words(_SECTIONS["verbs"]), words(_SECTIONS["between"])

_WORD = r"[A-ZÀ-ÖØ-Þ](?:[\w]|[.’'-](?=\w)|(?<=\b[A-Z])\.)*"
_NAME = re.compile(rf"(?<![\w.’'-]){_WORD}(?:(?: of(?: the)?| the)? {_WORD})*")
_PIECE = re.compile(_WORD)
_SHORT = re.compile(r" \(((?:the )?(?:[A-Z]\.?){2,8}s?|[A-Z][A-Za-z]{1,7})\)")
_NEXT = re.compile(r"(?: \([^)]{1,40}\))?,?((?: [a-z’'-]+){1,3})")
_POSSESSIVE = re.compile(r"[’']s?\Z")


_LONGEST = 60
"""The largest number of letters of a name."""


@cache
def _countries() -> Mapping[str, tuple[str, bool]]:
    """A country's name in texts → its usual name, and whether that is a word for its people."""
    known: dict[str, tuple[str, bool]] = {}
    for line in sections("countries.txt")[""]:
        name, others, people, seats = ([part.strip() for part in cell.split(",")] for cell in line.split(";"))
        for called, folk in (((*name, *others, *seats), False), (people, True)):
            for word in filter(None, called):
                known.setdefault(_folded(word), (name[0], folk))
                if folk:
                    known.setdefault(_folded(f"{word}s"), (name[0], True))
    return known


def _folded(name: str) -> str:
    return name.replace("'", "’")


# -- finding -----------------------------------------------------------------------------------------------------------


def names_in(sentences: Sequence[Sentence]) -> tuple[Named, ...]:
    """The names of a text, the most frequent actors first."""
    finding = _Finding(sentences)
    return tuple(sorted(finding.named(), key=lambda one: (-one.acting, -len(one.mentions), one.name)))


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """An occurrence of a name: its words, and the name assigned to it."""

    words: str
    sentence: int
    start: int
    first: bool
    after_the: bool
    country: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.words)


class _Finding:
    """Collects the names of some sentences."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.short: dict[str, str] = {}
        seen = [one for place in range(len(sentences)) for one in self._in_sentence(place)]
        inside = {one.words for one in seen if not one.first}
        seen = [_without_opener(one, inside) for one in seen]
        inside |= {one.words for one in seen if " " in one.words}
        self.seen = [one for one in seen if one.country or one.words in inside]
        self.whole = self._whole()

    def _in_sentence(self, place: int) -> Iterator[_Occurrence]:
        text = self.sentences[place].read
        if _is_heading(text):
            return
        for match in _NAME.finditer(text):
            yield from self._in_run(text, match.start(), match.group(), place)

    def _in_run(self, text: str, start: int, run: str, place: int) -> Iterator[_Occurrence]:
        """The names in a run of words with capitals: countries, and the names between them."""
        pieces = [(start + piece.start(), piece.group()) for piece in _PIECE.finditer(run)]
        pieces = [part for at, word in pieces for part in _parted(at, word)]
        rest: list[tuple[int, str]] = []
        at = 0
        while at < len(pieces):
            length, country = self._country_at(text, pieces, at)
            if country:
                yield from self._other(text, rest, place)
                rest = []
                first, last = pieces[at], pieces[at + length - 1]
                words = _bare(text[first[0] : last[0] + len(last[1])])
                yield _Occurrence(words, place, first[0], first[0] == 0, _after_the(text, first[0]), country)
                at += length
            else:
                rest.append(pieces[at])
                at += 1
        yield from self._other(text, rest, place)

    def _country_at(self, text: str, pieces: Sequence[tuple[int, str]], at: int) -> tuple[int, str]:
        """The number of words of a country's name at a position, and the country."""
        known = _countries()
        for length in range(min(6, len(pieces) - at), 0, -1):
            first, last = pieces[at], pieces[at + length - 1]
            words = _folded(_bare(text[first[0] : last[0] + len(last[1])]))
            if words in known:
                name, folk = known[words]
                before = _joined(text, pieces, at - 1) and pieces[at - 1][1].lower() not in (*_TITLES, *OPENERS)
                after = _joined(text, pieces, at + length - 1) and pieces[at + length][1].lower() not in _BODIES
                own = _folded(pieces[at + length - 1][1]).endswith("’s")
                return (length, name) if folk or own or not (before or (after and not folk)) else (0, "")
        return 0, ""

    def _other(self, text: str, pieces: list[tuple[int, str]], place: int) -> Iterator[_Occurrence]:
        """Other names, without the word that opens the sentence, titles and words that are no names."""
        named = [place for place, (_, word) in enumerate(pieces) if not _is_none(word)]
        pieces = pieces[named[0] : named[-1] + 1] if named else []
        if not pieces:
            return
        start, last = pieces[0][0], pieces[-1]
        words = _bare(text[start : last[0] + len(last[1])])
        spoken = words.isupper() and text[start + len(words) : start + len(words) + 1] == ":"
        if (
            not 2 <= len(words) <= _LONGEST
            or spoken
            or words.lower() in _BODIES
            or (words.isupper() and len(words) > 6)
        ):
            return
        if (short := _SHORT.match(text, start + len(words))) and _abbreviates(short[1], words):
            self.short[short[1].removeprefix("the ")] = words
        yield _Occurrence(words, place, start, start == 0, _after_the(text, start))

    def _whole(self) -> dict[str, str]:
        """A name → the longer one that it stands for: as an abbreviation, or as a first or last word that no other has."""
        longer: dict[str, set[str]] = defaultdict(set)
        known = {one.words for one in self.seen if not one.country}
        for name in known:
            words = name.split()
            if len(words) > 1:
                for end in {words[0], words[-1]}:
                    longer[end].add(name)
        whole = {name: next(iter(of)) for name, of in longer.items() if len(of) == 1 and name in known}
        return {**whole, **self.short}

    def named(self) -> Iterator[Named]:
        """The names, with their variants merged."""
        groups: dict[str, list[_Occurrence]] = defaultdict(list)
        countries: set[str] = set()
        for one in self.seen:
            key = one.country or self._named_whole(one.words)
            if known := _countries().get(_folded(key)):  # an abbreviation, or a long form, of a country
                key = known[0]
            groups[key].append(one)
            if known or one.country:
                countries.add(key)
        for key, seen in groups.items():
            counts: dict[str, int] = defaultdict(int)
            for one in seen:
                counts[one.words] += 1
            aka = [words for words in sorted(counts, key=lambda words: (-counts[words], words)) if words != key]
            mentions = tuple(Mention(one.sentence, one.start, one.end, self._acts(one)) for one in seen)
            nouns = [one for one in seen if not _countries().get(_folded(one.words), ("", False))[1]]
            the = bool(nouns) and 2 * sum(one.after_the for one in nouns) >= len(nouns)
            yield Named(key, "the" if the else "", tuple(aka), key in countries, mentions)

    def _named_whole(self, words: str) -> str:
        seen = {words}
        while words in self.whole and self.whole[words] not in seen:
            words = self.whole[words]
            seen.add(words)
        return words

    def _acts(self, one: _Occurrence) -> bool:
        """Whether the following words look like a verb. A word for a people does not act: *Chinese ministers do*."""
        if _countries().get(_folded(one.words), ("", False))[1] and not one.words.endswith("s"):
            return False
        follows = _NEXT.match(self.sentences[one.sentence].text, one.end)
        words = [
            word for word in (follows[1].split() if follows else ()) if word not in _BETWEEN and not word.endswith("ly")
        ]
        return bool(words) and (words[0] in _VERBS or words[0].endswith(("s", "ed")))


def _without_opener(one: _Occurrence, inside: set[str]) -> _Occurrence:
    """A name at the beginning of a sentence without a word that owes its capital letter to the position (*Telling
    Arvia*).
    """
    opener, blank, rest = one.words.partition(" ")
    if (
        one.first
        and blank
        and not one.country
        and (rest in inside or opener.lower() in _VERBS or opener.endswith("ing"))
    ):
        return replace(one, words=rest, start=one.start + len(opener) + 1, first=False)
    return one


def _is_heading(text: str) -> bool:
    """Whether most words of a short sentence without an end have capitals, or all letters do: then capitals mark no
    name.
    """
    words = [word for word in text.split() if word[:1].isalpha()]
    if text.endswith((".", "!", ":", "”", '"')) or not words:
        return False
    return 10 * sum(word[0].isupper() for word in words) >= 6 * len(words) and len(words) > 2


def _parted(at: int, word: str) -> Iterator[tuple[int, str]]:
    """A word, or two names that it joins with a hyphen, one of them a country (*China-DPRK*)."""
    known = _countries()
    first, hyphen, last = word.partition("-")
    if hyphen and first and last[:1].isupper() and (_folded(_bare(first)) in known or _folded(_bare(last)) in known):
        yield at, first
        yield at + len(first) + 1, last
    else:
        yield at, word


def _joined(text: str, pieces: Sequence[tuple[int, str]], at: int) -> bool:
    """Whether a piece and the next are separated by nothing but a blank."""
    if not 0 <= at < len(pieces) - 1:
        return False
    return text[pieces[at][0] + len(pieces[at][1]) : pieces[at + 1][0]] == " "


def _is_none(word: str) -> bool:
    small = re.split("[’']", word)[0].rstrip(".").lower()
    return small in OPENERS or small in _TITLES or small in _NO_NAMES


def _bare(words: str) -> str:
    return _POSSESSIVE.sub("", words)


def _after_the(text: str, start: int) -> bool:
    return text[max(0, start - 4) : start].lower() == "the "


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of an abbreviation are first letters of the name's words, in order."""
    letters = [sign.lower() for sign in short.removeprefix("the ") if sign.isupper()]
    initials: Iterable[str] = iter(word[0].lower() for word in re.split(r"[\s-]+", name))
    return len(letters) > 1 and all(letter in initials for letter in letters)
