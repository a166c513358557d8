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

from countermove.questions.differences import Difference, Key

__all__ = ["Data", "aligned", "patched", "written"]

Data = dict[str, Any]

_SECTIONS: Mapping[str, str] = {
    "rule": "never",
    "term": "terms",
    "driver": "drivers",
    "scenario": "scenarios",
    "view": "views",
    "claim": "claims",
    "question": "open",
    "actor": "actors",
}
_ANCHORS = ("before", "after")


def aligned(data: Mapping[str, Any], names: Mapping[Key, str]) -> Data:
    """The data with some items (by key) under other names, wherever they are referred to."""
    by_section: dict[str, dict[str, str]] = {}
    for (section, _, name), new in names.items():
        by_section.setdefault(section, {})[name] = new
    whole: Data = deepcopy(dict(data))
    wants = by_section.get("want", {})
    for record in _values(whole, "actors"):
        for want in record.get("wants") or ():
            want["id"] = wants.get(want["id"], want["id"])
    for overlay in _overlays(whole):
        _rename_wants(overlay, wants)
    for record in _values(whole, "indicators"):
        if record.get("affects"):
            record["affects"] = [wants.get(name, name) for name in record["affects"]]
    for section, place in (("rule", "never"), ("scenario", "scenarios"), ("view", "views"), ("claim", "claims")):
        _rekey(whole, place, by_section.get(section, {}))
    for (section, owner, name), new in names.items():
        if section == "reading":
            _rekey(whole["open"][owner], "readings", {name: new})
    _refer(whole, by_section)
    return whole


def _refer(whole: Data, by_section: Mapping[str, Mapping[str, str]]) -> None:
    scenarios, views = by_section.get("scenario", {}), by_section.get("view", {})
    for claim in _values(whole, "claims"):
        if claim.get("in") is not None:
            claim["in"] = scenarios.get(claim["in"], claim["in"])
        if claim.get("under") is not None:
            claim["under"] = views.get(claim["under"], claim["under"])
        seen = claim.get("check", {}).get("stable_in_own_views")
        if seen:
            claim["check"]["stable_in_own_views"] = {actor: views.get(view, view) for actor, view in seen.items()}
    facts = whole.get("facts") or {}
    if facts.get("in") is not None:
        facts["in"] = scenarios.get(facts["in"], facts["in"])
    for forecast in _values(whole, "forecasts"):
        if forecast.get("from") is not None:
            forecast["from"] = by_section.get("claim", {}).get(forecast["from"], forecast["from"])


def _values(whole: Mapping[str, Any], section: str) -> list[Data]:
    return [record for record in (whole.get(section) or {}).values() if record]


def _overlays(whole: Data) -> list[Data]:
    answers = [overlay for question in _values(whole, "open") for overlay in question["readings"].values() if overlay]
    own = [claim["with"] for claim in _values(whole, "claims") if claim.get("with")]
    return [*answers, *_values(whole, "scenarios"), *_values(whole, "views"), *own]


def _rename_wants(overlay: Data, wants: Mapping[str, str]) -> None:
    if overlay.get("drop"):
        overlay["drop"] = [wants.get(name, name) for name in overlay["drop"]]
    for key in ("rewrite", "move"):
        _rekey(overlay, key, wants)
    for place in (overlay.get("move") or {}).values():
        for side in _ANCHORS:
            if side in place:
                place[side] = wants.get(place[side], place[side])


def _rekey(record: Data, key: str, names: Mapping[str, str]) -> None:
    if record.get(key) and names:
        record[key] = {names.get(name, name): value for name, value in record[key].items()}


# -- patching -----------------------------------------------------------------------------------------------------------


def patched(data: Mapping[str, Any], other: Mapping[str, Any], differences: Iterable[Difference]) -> Data:
    """*data* with these differences made as *other* (aligned) has them: removals first, then everything else in order."""
    whole: Data = deepcopy(dict(data))
    given = list(differences)
    for difference in sorted(given, key=lambda one: one.kind != "removed"):
        _make(whole, other, difference)
    return whole


def _make(whole: Data, other: Mapping[str, Any], difference: Difference) -> None:
    section, owner, name = difference.key
    if section in ("start", "target"):
        _take(whole, other, section)
    elif section == "want":
        _make_want(whole["actors"][owner], other["actors"][owner], difference)
    elif section == "option":
        _make_entry(whole["actors"][owner], other["actors"][owner], "options", difference)
    elif section == "reading":
        _make_entry(whole["open"][owner], other["open"][owner], "readings", difference)
    else:
        _make_entry(whole, other, _SECTIONS[section], difference)


def _take(record: Data, other: Mapping[str, Any], key: str) -> None:
    if other.get(key) is None:
        record.pop(key, None)
    else:
        record[key] = deepcopy(other[key])


def _make_entry(record: Data, other: Mapping[str, Any], place: str, difference: Difference) -> None:
    entries = record.setdefault(place, {})
    name = difference.name
    if difference.kind == "removed":
        entries.pop(name, None)
    elif difference.kind == "added" or difference.section == "term":
        entries[name] = deepcopy(other[place][name])
    else:
        entries[name] = entries.get(name) or {}
        for part in difference.parts:
            _take(entries[name], other[place][name] or {}, part.key)


def _make_want(record: Data, other: Mapping[str, Any], difference: Difference) -> None:
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
    """Plain data as text that reads back as the same: JSON, with numbers as they were written."""
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{json.dumps(str(k), ensure_ascii=False)}: {written(v)}" for k, v in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(map(written, data)) + "]"
    if isinstance(data, Decimal):
        return f"{data:f}"
    return json.dumps(data, ensure_ascii=False)
