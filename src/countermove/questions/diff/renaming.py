"""Plain data of an assessment with some items under other names, wherever they are referred to.

Actors, options, drivers and terms occur in formulas and in lists; options get their full names there, so that nothing is
ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

__all__ = ["Data", "Key", "aligned"]

Data = dict[str, Any]

Key = tuple[str, str, str]
"""Section, owner (an actor, a question, or ""), name."""

_ANCHORS = ("before", "after")
_WANT_FORMULAS = ("want", "while", "otherwise", "could_be")
_ACTOR_KEYS = frozenset(("content", "moves", "prefers", "more_responsible", "than", "single_changes_only_by"))
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\.\w+)?")


def aligned(data: Mapping[str, Any], names: Mapping[Key, str], *, full: bool = False) -> Data:
    """The data with some items (by key) under other names, wherever they are referred to. ``full``: every option gets its
    full name, so that lines of several files can stand side by side."""
    by_section: dict[str, dict[str, str]] = {}
    for (section, _, name), new in names.items():
        by_section.setdefault(section, {})[name] = new
    whole: Data = deepcopy(dict(data))
    _rename_in_formulas(whole, by_section.get("actor", {}), names, every=full)
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
    _rekey(whole, "open", by_section.get("question", {}))
    for (section, owner, name), new in names.items():
        if section == "reading":  # the owner is already the question's new name
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


# -- what formulas name -------------------------------------------------------------------------------------------------


def _rename_in_formulas(whole: Data, actors: Mapping[str, str], names: Mapping[Key, str], *, every: bool) -> None:
    """Actors and options under other names; the options' owners are those of the new names. *every*: full names for all."""
    options = {(owner, name): new for (section, owner, name), new in names.items() if section == "option"}
    drivers = {name: new for (section, _, name), new in names.items() if section == "driver"}
    terms = {name: new for (section, _, name), new in names.items() if section == "term"}
    if not (actors or options or drivers or terms or every):
        return
    full: dict[str, str] = {}
    bare: dict[str, list[str]] = {}
    for actor, record in (whole.get("actors") or {}).items():
        own = actors.get(actor, actor)
        for option in record.get("options") or {}:
            new = f"{own}.{options.get((own, option), option)}"
            full[f"{actor}.{option}"] = new
            bare.setdefault(option, []).append(new)
    changed = {name: new for name, new in full.items() if name != new}
    changed |= drivers | terms
    changed |= {name: new[0] for name, new in bare.items() if len(new) == 1 and (every or new[0] in changed.values())}

    def text(given: Any) -> Any:
        return _NAME.sub(lambda found: changed.get(found[0], found[0]), given) if isinstance(given, str) else given

    for actor, record in (whole.get("actors") or {}).items():
        own = actors.get(actor, actor)
        _rekey(record, "options", {name: new for (owner, name), new in options.items() if owner == own})
        for want in record.get("wants") or ():
            _each(want, _WANT_FORMULAS, text)
        for option in _values(record, "options"):
            _each(option, ("needs",), text)
    _rekey(whole, "actors", actors)
    for record, keys in _places(whole):
        _each(record, keys, text)
    for claim in _values(whole, "claims"):
        if claim.get("by") is not None:
            claim["by"] = actors.get(claim["by"], claim["by"])
        if claim.get("check"):
            claim["check"] = _check(claim["check"], text, actors, drivers)
    for view in _values(whole, "views"):
        if view.get("holder") is not None:
            view["holder"] = actors.get(view["holder"], view["holder"])
    _rekey(whole, "drivers", drivers)
    _rekey(whole, "terms", terms)
    for overlay in _overlays(whole):
        _rekey(overlay, "set", drivers)
    for indicator in _values(whole, "indicators"):
        _rekey(indicator, "moves", drivers)


def _places(whole: Data) -> Iterator[tuple[Data, tuple[str, ...]]]:
    """Records outside actors, and their keys with formulas or options."""
    yield whole, ("start", "target")
    if whole.get("terms"):
        yield whole["terms"], tuple(whole["terms"])
    if whole.get("facts"):
        yield whole["facts"], ("outcome",)
    for rule in _values(whole, "never"):
        yield rule, ("never",)
    for overlay in _overlays(whole):
        yield overlay, ("happens",)
        for rewritten in (overlay.get("rewrite") or {}).values():
            yield rewritten, _WANT_FORMULAS


def _each(record: Data, keys: tuple[str, ...], text: Callable[[Any], Any]) -> None:
    for key in keys:
        if isinstance(record.get(key), list):
            record[key] = [text(item) for item in record[key]]
        elif key in record:
            record[key] = text(record[key])


def _check(check: Any, text: Callable[[Any], Any], actors: Mapping[str, str], drivers: Mapping[str, str]) -> Any:
    """A check with its formulas, options, actors and drivers under other names."""
    if isinstance(check, list):
        return [_check(item, text, actors, drivers) for item in check]
    if not isinstance(check, Mapping):
        return text(check)
    found: Data = {}
    for key, value in check.items():
        if key in _ACTOR_KEYS:
            found[key] = actors.get(value, value)
        elif key == "stable_in_own_views":
            found[key] = {actors.get(actor, actor): view for actor, view in value.items()}
        elif key == "vary":
            found[key] = [drivers.get(name, name) for name in value]
        else:
            found[key] = value if key == "stable" else _check(value, text, actors, drivers)
    return found
