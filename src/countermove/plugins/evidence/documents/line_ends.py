"""Joins lines to paragraphs: treats hyphens, dashes and spaces where a line ends.

A hyphen at the end of a line divides a word, or belongs to one. It stays before a capital or a digit; otherwise the
document's own spelling elsewhere decides, with or without; otherwise it stays after words such as *self*, before such
as *making*, and between two words that both stand alone elsewhere, unless the first is one of those that begin longer
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["joined", "vocabulary"]

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"(?:(?P<word>[^\W_]+(?:[-\u2010][^\W_]+)*)|\S)[-\u2010\u00ad]\Z")
_FIRST = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_BEGINNINGS = frozenset(
    {
        "a",
        "an",
        "after",
        "all",
        "any",
        "be",
        "by",
        "con",
        "contra",
        "co",
        "counter",
        "down",
        "ever",
        "every",
        "for",
        "fore",
    }
    | {
        "in",
        "inter",
        "intra",
        "is",
        "into",
        "mis",
        "more",
        "never",
        "no",
        "non",
        "not",
        "on",
        "out",
        "over",
        "per",
        "pre",
    }
    | {"pro", "re", "some", "sub", "super", "there", "through", "to", "trans", "un", "under", "up", "where", "with"}
)
_COMPOUNDS = frozenset({"ex", "half", "ill", "quasi", "self", "well"})
_SECOND = frozenset(
    {"based", "building", "called", "focused", "friendly", "level", "like", "making", "minded", "named", "related"}
)
_SECOND |= {"range", "scale", "style", "term", "tier", "wide"}
_BETWEEN = ("and", "or", "to")  # as in "pre- and post-war"
_HYPHENS = "-\u2010\u00ad"
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60—/]")
_LONGEST = 80
"""The largest number of letters of a word that are examined."""


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words within lines, except those that a line's end may have divided."""
    known: set[str] = set()
    divided = False
    for line in lines:
        words = _WORD.findall(line.replace("\u00ad", "-").casefold())[divided:]
        divided = line.rstrip().endswith(("-", "\u2010", "\u00ad"))
        if words and divided:
            words.pop()
        known.update(words)
        known.update(part for word in words for part in re.split("[-\u2010]", word))
    return frozenset(known)


def joined(lines: Sequence[str], known: frozenset[str]) -> str:
    """The lines as one text."""
    text = ""
    for line in lines:
        text = _after(text, line.strip(), known) if text else line.strip()
    return " ".join(text.replace("\u00ad", "-").split())


def _after(text: str, line: str, known: frozenset[str]) -> str:
    if text[-1] in _HYPHENS:
        last, first = _LAST.search(text[-_LONGEST:]), _FIRST.match(line)
        if last and first and first[0] not in _BETWEEN:
            keeps = last["word"] is None or _keeps(last["word"], first[0], known)
            return f"{text[:-1]}{'-' if keeps else ''}{line}"
    unspaced = (_UNSPACED.match(text[-1]) and text[-2:-1] != " ") or (_UNSPACED.match(line) and line[1:2] != " ")
    return f"{text}{'' if unspaced else ' '}{line}"


def _keeps(last: str, first: str, known: frozenset[str]) -> bool:
    """Whether the hyphen between two parts belongs to the word."""
    if not first[0].islower() or last[-1].isdigit():
        return True
    left, right = last.casefold(), first.casefold()
    tail, head = re.split("[-\u2010]", left)[-1], re.split("[-\u2010]", right)[0]
    if tail + head in known or left + right in known:
        return False
    if f"{tail}-{head}" in known or f"{left}-{right}" in known:
        return True
    if tail in _COMPOUNDS or (head in _SECOND and tail not in _BEGINNINGS):
        return len(head) > 3
    return tail in known and head in known and tail not in _BEGINNINGS and len(tail) > 1
