"""Plain data of an assessment with some items under other names, wherever they are referred to."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

__all__ = ["Data", "Key", "aligned"]

Data = dict[str, Any]

Key = tuple[str, str, str]
"""Section, owner (an actor, a question, or ""), name."""

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
