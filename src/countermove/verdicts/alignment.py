"""The plain data of an assessment with some items renamed, wherever they are referred to.

The schema (``assessment.schema.marks``) says what refers to what, and where formulas stand. Options get their full
names in formulas and lists, so that nothing is ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from countermove.assessment.schema import Document
from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.marks import Mark, rewritten

__all__ = ["Data", "Key", "aligned"]

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
_REFERRED: Mapping[str, str] = {"actor or source": "actor"}
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\.\w+)?")


def aligned(data: Mapping[str, Any], names: Mapping[Key, str], *, full: bool = False) -> Data:
    """The data with some items (by key) renamed, wherever they are referred to. ``full``: every option gets its
    full name, so that lines of several files can stand side by side."""
    by_section: dict[str, dict[str, str]] = {}
    for (section, _, name), new in names.items():
        by_section.setdefault(section, {})[name] = new
    in_formulas = _in_formulas(data, by_section, names, every=full)

    def change(text: str, mark: Mark) -> str:
        if isinstance(mark, FormulaMark) or mark.kind in ("option", "act"):
            return _NAME.sub(lambda match: in_formulas.get(match[0], match[0]), text)
        return by_section.get(_REFERRED.get(mark.kind, mark.kind), {}).get(text, text)

    whole: Data = rewritten(deepcopy(dict(data)), Document, change)
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
