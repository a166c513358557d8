"""Differences made one at a time: an assessment with some of the lines of another.

Everything happens on plain data, and the result is read like any file, so what does not fit (an added want that names an
option that only the other has) is refused with its problems and not half done. An added or moved want stands after the
nearest want before it that both have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from countermove.verdicts.alignment import Data
from countermove.verdicts.lines.differences import ChangedLine

__all__ = ["patched", "written"]

_SECTIONS: Mapping[str, str] = {
    "rule": "never",
    "term": "terms",
    "driver": "drivers",
    "scenario": "scenarios",
    "view": "views",
    "claim": "claims",
    "key question": "key_questions",
    "observation": "observations",
    "question": "open",
    "actor": "actors",
}


def patched(data: Mapping[str, Any], other: Mapping[str, Any], differences: Iterable[ChangedLine]) -> Data:
    """*data* with these differences applied as *other* (aligned) has them: removals first, then everything else in
    order."""
    whole: Data = deepcopy(dict(data))
    pending = list(differences)
    for difference in sorted(pending, key=lambda one: one.kind != "removed"):
        _make(whole, other, difference)
    return whole


def _make(whole: Data, other: Mapping[str, Any], difference: ChangedLine) -> None:
    section, owner, _ = difference.key
    if section in ("start", "target", "concepts"):
        _take(whole, other, section)
    elif section == "want":
        _make_want(whole["actors"][owner], other["actors"][owner], difference)
    elif section == "question" and difference.kind == "changed":
        _begin(whole["open"][difference.name]["readings"], other["open"][difference.name]["readings"])
    elif section == "option":
        _make_entry(whole["actors"][owner], other["actors"][owner], "options", difference)
    elif section == "reading":
        _make_entry(whole["open"][owner], other["open"][owner], "readings", difference)
    else:
        _make_entry(whole, other, _SECTIONS[section], difference)


def _begin(readings: Data, other: Mapping[str, Any]) -> None:
    """Order the readings of a question so that the base is the other's, if the question has that one."""
    base = next(iter(other))
    if base in readings:
        rest = {name: value for name, value in readings.items() if name != base}
        first = {base: readings[base]}
        readings.clear()
        readings |= first | rest


def _take(record: Data, other: Mapping[str, Any], key: str) -> None:
    if other.get(key) is None:
        record.pop(key, None)
    else:
        record[key] = deepcopy(other[key])


def _make_entry(record: Data, other: Mapping[str, Any], place: str, difference: ChangedLine) -> None:
    entries = record.setdefault(place, {})
    name = difference.name
    if difference.kind == "removed" or name not in other.get(
        place, {}
    ):  # the data may lack sections that affect nothing
        entries.pop(name, None)
    elif difference.kind == "added" or difference.section == "term":
        entries[name] = deepcopy(other[place][name])
    else:
        entries[name] = entries.get(name) or {}
        for part in difference.parts:
            _take(entries[name], other[place][name] or {}, part.key)


def _make_want(record: Data, other: Mapping[str, Any], difference: ChangedLine) -> None:
    wants: list[Data] = record.setdefault("wants", [])
    place = next((k for k, want in enumerate(wants) if want["id"] == difference.name), None)
    if difference.kind == "removed":
        assert place is not None
        del wants[place]
        return
    order = [want["id"] for want in other.get("wants") or ()]
    new = (other.get("wants") or ())[order.index(difference.name)]
    if difference.kind == "changed":
        assert place is not None
        for part in difference.parts:
            _take(wants[place], new, part.key)
        return
    moving = deepcopy(new) if place is None else wants.pop(place)
    before = order[: order.index(difference.name)]
    present = [want["id"] for want in wants]
    anchor = next((name for name in reversed(before) if name in present), None)
    wants.insert(0 if anchor is None else present.index(anchor) + 1, moving)


def written(data: Any) -> str:
    """Plain data as text that reads back unchanged: JSON, with numbers as they were written."""
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{json.dumps(str(k), ensure_ascii=False)}: {written(v)}" for k, v in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(map(written, data)) + "]"
    if isinstance(data, Decimal):
        return f"{data:f}"
    return json.dumps(data, ensure_ascii=False)
