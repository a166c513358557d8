"""Things that formulas name (actors, options, drivers, terms) and that two assessments call by different names.

An author's name for such a thing runs through the whole file. Of the things that only one of the two has by name, two
count as *counterparts* if both are described in the same words (an actor's ``name``, an option's ``does``, what a
driver ``means``) and no others are; or else if lines that name the one in the first say the same as lines of the second
once the name is changed, and these are at least half of those that name nothing else without a counterpart. Options are
matched within one actor; the pair that makes most lines agree comes first. So an actor of whose options all have other
names too is matched by its words only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from countermove.verdicts.alignment import Key

__all__ = ["Lines", "next_counterpart"]

Lines = Mapping[Key, tuple[Mapping[str, Any], Mapping[str, Any]]]
"""By key: what a line says, in a form that is equal if the meaning is, and as written."""

_CANDIDATES = 60
"""More pairs than this are compared by their words only."""


def next_counterpart(before: Lines, after: Lines, renamed: Callable[[Key, str], Lines]) -> dict[Key, str]:
    """One more counterpart: its key in the second → its name in the first; {} if there is none left.

    ``renamed(key, name)``: the lines of the second with one more of them under another name.
    """
    mine, theirs = _without(before, after), _without(after, before)
    pairs = [(old, new) for old in mine for new in theirs if old[:2] == new[:2]]
    here, there = Counter(_words(before, key) for key in mine), Counter(_words(after, key) for key in theirs)
    for old, new in pairs:
        words = _words(before, old)
        if words[2] is not None and words == _words(after, new) and here[words] == there[words] == 1:
            return {new: old[2]}
    if len(pairs) > _CANDIDATES:
        return {}
    known = _contents(before)
    agreed = (known & _contents(after)).total()
    best: tuple[int, Key, str] | None = None
    for old, new in pairs:
        more = (known & _contents(renamed(new, old[2]))).total() - agreed
        if more > 0 and 2 * more >= _mentions(known, old, mine) and (best is None or more > best[0]):
            best = (more, new, old[2])
    return {} if best is None else {best[1]: best[2]}


def _without(one: Lines, other: Lines) -> list[Key]:
    """Things that formulas name in one and that the other lacks by name; actors first. Options of such actors wait for
    these."""
    actors = [key for key in one if key[0] == "actor" and key not in other]
    known = {key[2] for key in one if key[0] == "actor"} & {key[2] for key in other if key[0] == "actor"}
    options = (key for key in one if key[0] == "option" and key not in other and key[1] in known)
    return [*actors, *options, *(key for key in one if key[0] in ("driver", "term") and key not in other)]


def _words(lines: Lines, key: Key) -> tuple[str, str, str | None]:
    """The words that describe something, with its kind and owner."""
    words = {"actor": "name", "option": "does", "driver": "means"}.get(key[0], "")
    text = lines[key][1].get(words)
    return (key[0], key[1], None if text is None else str(text))  # an option in degrees has words for each


def _contents(lines: Lines) -> Counter[tuple[str, str]]:
    """What lines say, whatever they are called: section and parts."""
    return Counter(
        (key[0], repr(sorted(parts.items(), key=str)))
        for key, (parts, _) in lines.items()
        if any(value is not None for value in parts.values())
    )


def _mentions(contents: Counter[tuple[str, str]], key: Key, without: list[Key]) -> int:
    """The number of lines that name one thing and nothing else that is without a counterpart."""
    others = [other for other in without if other != key]
    return sum(
        count
        for (_, content), count in contents.items()
        if _names(key, content) and not any(_names(other, content) for other in others)
    )


def _names(key: Key, content: str) -> bool:
    """Whether a line names something; an option by its full name."""
    section, owner, own = key
    name = {
        "actor": rf"{re.escape(own)}\.",
        "option": rf"{re.escape(owner)}\.{re.escape(own)}(?!\w)",
    }.get(section, rf"{re.escape(own)}(?![\w.])")
    return re.search(rf"(?<![\w.]){name}", content) is not None
