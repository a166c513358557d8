"""Things that formulas name (actors, options, drivers, terms) and that two assessments call by different names.

An author's name for such a thing runs through the whole file. Of the things that only one of the two has by name, two
count as *counterparts* if both are described in the same words (an actor's ``name``, an option's ``does``, what a
driver ``means``) and no others are; or else if lines that name the one in the first say the same as lines of the second
once the name is changed, and these are at least half of those that name nothing else without a counterpart. Options are
matched within one actor; the pair that makes most lines agree comes first. So an actor of whose options all have other
names too is matched by its words only.

The plain data of an assessment with some items renamed, wherever they are referred to.

The schema (``assessment.schema.record``) says what refers to what, and where formulas stand. Options get their full
names in formulas and lists, so that nothing is ambiguous.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from countermove.assessment.schema import Document
from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.record import Mark, rewritten

__all__ = ["Data", "Key", "Lines", "aligned", "next_counterpart"]


Data = dict[str, Any]

Key = tuple[str, str, str]
"""Section, owner (an actor, a question, or ""), name."""

_SECTIONS: Mapping[str, str] = {
    "rule": "never",
    "term": "terms",
    "driver": "drivers",
    "scenario": "scenarios",
    "view": "views",
    "claim": "claims",
    "key question": "key_questions",
    "question": "open",
    "actor": "actors",
}
_REFERRED: Mapping[str, str] = {"actor or source": "actor", "claim or drift": "claim"}
_APART = ("alternatives", "defended")
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\.\w+)?")


def aligned(data: Mapping[str, Any], names: Mapping[Key, str], *, full: bool = False) -> Data:
    """The data with some items (by key) renamed, wherever they are referred to; without what another coder might have
    written, which is no line of the case. ``full``: every option gets its
    full name, so that lines of several files can stand side by side."""
    by_section: dict[str, dict[str, str]] = {}
    for (section, _, name), new in names.items():
        by_section.setdefault(section, {})[name] = new
    in_formulas = _in_formulas(data, by_section, names, every=full)

    def change(text: str, mark: Mark) -> str:
        if isinstance(mark, FormulaMark) or mark.kind in ("option", "act"):
            return _NAME.sub(lambda match: in_formulas.get(match[0], match[0]), text)
        return by_section.get(_REFERRED.get(mark.kind, mark.kind), {}).get(text, text)

    lines = {section: value for section, value in data.items() if section not in _APART}
    whole: Data = rewritten(deepcopy(lines), Document, change)
    for actor, record in (whole.get("actors") or {}).items():
        own = by_section.get("actor", {}).get(actor, actor)
        options = {name: new for (section, owner, name), new in names.items() if (section, owner) == ("option", own)}
        _rekey(record, "options", options)
        for want in record.get("wants") or ():
            want["id"] = by_section.get("want", {}).get(want["id"], want["id"])
    for section, place in _SECTIONS.items():
        _rekey(whole, place, by_section.get(section, {}))
    for (section, owner, name), new in names.items():
        if section == "reading":  # the owner is already the question's new name
            _rekey(whole["open"][owner], "readings", {name: new})
    return whole


def _rekey(record: Data, key: str, names: Mapping[str, str]) -> None:
    if record.get(key) and names:
        record[key] = {names.get(name, name): value for name, value in record[key].items()}


def _in_formulas(
    data: Mapping[str, Any], by_section: Mapping[str, Mapping[str, str]], names: Mapping[Key, str], *, every: bool
) -> dict[str, str]:
    """The new names of everything that formulas and lists of options name; the options' owners are those of the new
    names. *every*: full names for all options."""
    actors = by_section.get("actor", {})
    options = {(owner, name): new for (section, owner, name), new in names.items() if section == "option"}
    full: dict[str, str] = {}
    bare: dict[str, list[str]] = {}
    for actor, record in (data.get("actors") or {}).items():
        own = actors.get(actor, actor)
        for option in (record or {}).get("options") or {}:
            new = f"{own}.{options.get((own, option), option)}"
            full[f"{actor}.{option}"] = new
            bare.setdefault(option, []).append(new)
    changed = {name: new for name, new in full.items() if name != new}
    changed |= {**by_section.get("driver", {}), **by_section.get("term", {})}
    changed |= {name: new[0] for name, new in bare.items() if len(new) == 1 and (every or new[0] in changed.values())}
    return changed


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
