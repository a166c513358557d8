"""Cues: words that indicate what kind of thing a sentence says, by tables that anybody can read (``cues.txt``).

A line of a table is one pattern. Words match in upper and lower case, except those that the table itself writes with a
capital letter, which match only so; ``*`` is any ending, ``a/b`` one of several, ``#`` a number in digits or words,
``@`` a word with a capital letter, ``..`` up to four words (``.. ..`` up to eight), ``^`` the beginning of the sentence
or of a part of it that follows a comma, a semicolon, a colon or a dash. Entries under "not" are no cues even where a
pattern fits.

The tables are for English. They match words and understand nothing: a match is a place to look at.

Tables of words, in files beside this one: sections under ``[NAME]``; lines that begin with ``--`` are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from countermove.likelihood import SAID, SCALES, scale
from gmcr.base.record import Record

__all__ = ["KINDS", "LADDER", "NOT", "TABLES", "Cue", "Kind", "cues_in", "pattern_of", "sections", "step_of"]


def sections(file: str) -> Mapping[str, tuple[str, ...]]:
    """The lines of a file of tables by section, those before the first under ""."""
    lines_of: dict[str, list[str]] = {}
    own = lines_of.setdefault("", [])
    for line in resources.files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            own = lines_of.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("--"):
            own.append(line)
    return {name: tuple(lines) for name, lines in lines_of.items()}


Kind: TypeAlias = Literal[
    "question",
    "advice",
    "preference",
    "forecast",
    "risk",
    "conditional",
    "limit",
    "mechanism",
    "reported",
    "hedge",
    "date",
]
"""The kinds of cues."""

KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds, in the order in which they decide what a sentence becomes."""

_NO = "not "


_SECTIONS = sections("cues.txt")

LADDER: Mapping[str, str] = MappingProxyType(
    {**{word: word for name in SCALES for step in scale(name).steps for word in step.words}, **SAID}
)
"""Hedges that name a likelihood → the word of a scale (`countermove.likelihood`) that they stand for. A file may write
each.
"""

TABLES: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {kind: (*(LADDER if kind == "hedge" else ()), *_SECTIONS[kind]) for kind in KINDS}
)
"""The patterns of each kind."""

NOT: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {kind: _SECTIONS[_NO + kind] for kind in KINDS if _NO + kind in _SECTIONS}
)
"""Exceptions of each kind: no cues, though one of its patterns would fit."""


@dataclass(frozen=True, slots=True)
class Cue(Record):
    """A cue in a sentence."""

    kind: Kind
    """Its kind."""
    words: str
    """Its words, as they stand."""
    start: int
    """The index of its first character in the sentence, from 0."""
    step: str | None = None
    """The word of a ladder of likelihoods that it stands for; null for all others."""


def cues_in(sentence: str) -> tuple[Cue, ...]:
    """The cues in a sentence, by kind and place; where several of one kind overlap, the first, and among those the
    longest.
    """
    cues: list[Cue] = []
    hits = _hits(sentence)
    for kind in KINDS:
        barred = used = 0  # the ends of the earlier exceptions, and of the earlier cues
        own = [hit for hit in hits if hit[0] == kind]
        for _, start, end, bars in sorted(own, key=lambda hit: (hit[1], not hit[3])):
            if bars:
                barred = max(barred, end)
            elif start >= used and end > barred:
                used, words = end, sentence[start:end]
                cues.append(Cue(kind, words, start, step_of(words) if kind == "hedge" else None))
    if mark := _QUESTION_MARK.search(sentence):
        cues.insert(0, Cue("question", "?", mark.start()))
    return tuple(cues)


_QUESTION_MARK = re.compile(r"\?[\"'”’»)\]]*(?:\s|\Z)")


def step_of(words: str) -> str | None:
    """The step of a ladder that words stand for; None where they name no likelihood."""
    return next((step for pattern, step in LADDER.items() if _compiled(pattern).fullmatch(words)), None)


# -- finding -----------------------------------------------------------------------------------------------------------

_Hit: TypeAlias = tuple[Kind, int, int, bool]
_Entry: TypeAlias = tuple[Kind, str, bool]
_Entries: TypeAlias = dict[str, list[_Entry]]

_OPENED = re.compile(r"(?:[^\w\s,.’']|[0-9][.])[^\S\n]?\Z")
"""What precedes a capitalised word that is no name, inside a sentence."""
_TOKEN = re.compile(r"[’']?[^\W_]+")
_SHORTEST = 3
"""The least number of letters before a ``*`` at the beginning of a pattern."""


def _hits(sentence: str) -> list[_Hit]:
    """All matches: kind, range, and whether it is an exception; by beginning, for one beginning the longest first."""
    exact, opening = _index()
    hits: list[_Hit] = []
    for token in _TOKEN.finditer(sentence):
        word = token.group().lower().replace("'", "’")
        inside = (
            word != "i" and token.start() > 0 and not _OPENED.search(sentence, max(0, token.start() - 3), token.start())
        )
        entries = [*exact.get(word, ()), *exact.get("#", ())] if word[0].isdigit() else exact.get(word, ())
        stems = [entry for end in range(_SHORTEST, len(word) + 1) for entry in opening.get(word[:end], ())]
        for kind, pattern, bars in (*entries, *stems):
            fits = _compiled(pattern).match(sentence, token.start())
            if fits and not (inside and sentence[fits.start()].isupper() and pattern.removeprefix("^")[0].islower()):
                hits.append((kind, fits.start(), fits.end(), bars))
    return sorted(hits, key=lambda hit: (hit[1], -hit[2]))


@cache
def _index() -> tuple[_Entries, _Entries]:
    """The patterns by their first word, and by its stem; those that begin with a number in digits under "#"."""
    exact: _Entries = {}
    opening: _Entries = {}
    for tables, bars in ((TABLES, False), (NOT, True)):
        for kind, lines in tables.items():
            for line in lines:
                for word in line.removeprefix("^").split()[0].lower().split("/"):
                    for key, table in _keys(word, exact, opening):
                        table.setdefault(key, []).append((kind, line, bars))
    return exact, opening


def _keys(word: str, exact: _Entries, opening: _Entries) -> Iterator[tuple[str, _Entries]]:
    """The words under which a pattern that begins with *word* is indexed."""
    if word == "#":
        yield from ((number, exact) for number in ("#", *_NUMBERS))
    elif word[0].isdigit():
        yield "#", exact
    elif word.endswith("*"):
        yield word[:-1], opening
    else:
        yield _TOKEN.findall(word)[0], exact


# -- patterns ----------------------------------------------------------------------------------------------------------

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty"),
    *("thirty", "forty", "fifty", "hundred", "several", "few", "many"),
)
_NUMBER = rf"(?:[0-9][0-9,.]*|{'|'.join(_NUMBERS)})"
_BEGINNING = r"(?:(?<=\A)|(?<=[,;:–—] ))"
_SOME_WORDS = r"(?:[^\s.;!?]+ ){0,4}?"


@cache
def _compiled(line: str) -> re.Pattern[str]:
    return re.compile(pattern_of(line), re.IGNORECASE)


def pattern_of(line: str) -> str:
    """A line of a table as a regular expression."""
    written = _BEGINNING if line.startswith("^") else ""
    for word in line.removeprefix("^").split():
        if word == "..":
            written += _SOME_WORDS if written.endswith((" ", _SOME_WORDS)) else f" {_SOME_WORDS}"
        else:
            blank = " " if written and not written.endswith((_SOME_WORDS, _BEGINNING)) and word != "," else ""
            written += blank + _several(word)
    before = "" if line.startswith("’") else r"(?<!\w)"
    return before + written + ("" if line.endswith(",") else r"(?!\w)")


def _several(words: str) -> str:
    several = [_word(item) for item in words.split("/")]
    return several[0] if len(several) == 1 else f"(?:{'|'.join(several)})"


_SIGNS = {"*": r"\w*", "#": "[0-9]", "’": "[’']"}


def _word(word: str) -> str:
    if word == "#":
        return _NUMBER
    if word == "@":
        return r"(?-i:[A-Z][\w.’-]*)"
    written = "".join(_SIGNS.get(sign, re.escape(sign)) for sign in word)
    return f"(?-i:{written})" if word != word.lower() else written
