"""Mixtures of lines of two assessments: what is dropped because its object is gone, and which lines a line
depends on.

A mixture may name what it does not have: a want that was dropped while a scenario still rewrites it, an option that
only a line outside the mixture would add. If the meaning is clear the mixture is repaired: an overlay changes nothing
in a want, a driver or an act that is missing, and a want that it puts beside a missing one takes the place where that
one would stand; questions, conclusions and observations in a missing scenario or view, or of a missing act, are
dropped. Wants, rules and terms cannot do without what they name: these go only with the lines that add it, or that no
longer name it.

Differences made one at a time: an assessment with some of the lines of another.

Everything happens on plain data, and the result is read like any file, so what does not fit (an added want that names an
option that only the other has) is refused with its problems and not half done. An added or moved want stands after the
nearest want before it that both have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any

from countermove.assessment.schema import Claim, Document, Facts, KeyQuestion, Observation
from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.record import Mark, rewritten
from countermove.verdicts.lines.counterparts import Data
from countermove.verdicts.lines.differences import ChangedLine

__all__ = ["Places", "Present", "companions", "fitted", "patched", "places_in", "present_in", "written"]


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


_TOKEN = re.compile(r"(?<![\w.])[^\W\d]\w*(?:\.\w+)?")
_NAMED = ("actor", "option", "driver", "term")
"""Kinds of things that formulas name, or that own such things."""

Present = Mapping[str, frozenset[str]]
"""Kind of thing → the names of those present; options by their full names."""


def present_in(data: Mapping[str, Any]) -> Present:
    """What is present in the data of an assessment, with full names of options."""
    actors = _mapping(data.get("actors"))
    present: dict[str, frozenset[str]] = {
        "actor": frozenset(actors),
        "option": frozenset(
            f"{actor}.{option}" for actor, body in actors.items() for option in _mapping(body.get("options"))
        ),
        "want": frozenset(want["id"] for body in actors.values() for want in body.get("wants") or ()),
    }
    for kind, place in (
        ("driver", "drivers"),
        ("term", "terms"),
        ("scenario", "scenarios"),
        ("view", "views"),
        ("claim", "claims"),
    ):
        present[kind] = frozenset(_mapping(data.get(place)))
    return present


Places = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""Want → the wants of its actor above it and those below it, the nearest first."""


def places_in(data: Mapping[str, Any]) -> Places:
    """The place of each want."""
    orders = [[want["id"] for want in body.get("wants") or ()] for body in _mapping(data.get("actors")).values()]
    return {
        name: (tuple(reversed(order[:place])), tuple(order[place + 1 :]))
        for order in orders
        for place, name in enumerate(order)
    }


# -- dropped names -----------------------------------------------------------------------------------------------------


def fitted(data: Mapping[str, Any], known: Present, places: Places) -> Data:
    """The data without items whose objects are missing. *known*: what is present in either assessment; other names are
    left as they are. *places*: the places of wants that are in either."""
    whole: Data = deepcopy(dict(data))
    here = present_in(whole)

    def gone(kind: str, name: str) -> bool:
        return name in known[kind] and name not in here[kind]

    for overlay in _overlays(whole):
        _lighten(overlay, gone)
        _put_beside(overlay, here["want"], gone, places)
    if whole.get("start"):
        whole["start"] = [act for act in whole["start"] if not gone("option", _option(act))]
    for record in _mapping(whole.get("key_questions")).values():
        if record.get("across"):
            record["across"] = [name for name in record["across"] if not gone("scenario", name)]
    for place, kind in (("claims", Claim), ("key_questions", KeyQuestion), ("observations", Observation)):
        own = whole.get(place)
        if own:
            whole[place] = {name: record for name, record in own.items() if not _names_gone(record, kind, gone)}
            here = {**here, "claim": frozenset(_mapping(whole.get("claims")))}
    if whole.get("facts") and _names_gone(whole["facts"], Facts, gone):
        del whole["facts"]
    return whole


def _overlays(data: Mapping[str, Any]) -> list[Data]:
    overlays: list[Data] = []
    for question in _mapping(data.get("open")).values():
        overlays += [item for item in _mapping(question.get("readings")).values() if item]
    for place in ("scenarios", "views"):
        overlays += [item for item in _mapping(data.get(place)).values() if item]
    records = [*_mapping(data.get("claims")).values()]
    for question in _mapping(data.get("key_questions")).values():
        sides = [question.get(side) for side in ("answer_yes", "answer_no")]
        records += [question, *(side for side in sides if isinstance(side, dict))]
    return overlays + [record["with"] for record in records if record.get("with")]


def _lighten(overlay: Data, gone: Callable[[str, str], bool]) -> None:
    """Remove from an overlay what it does to missing wants, drivers and acts."""
    if overlay.get("drop"):
        overlay["drop"] = [want for want in overlay["drop"] if not gone("want", want)]
    for key, kind in (("rewrite", "want"), ("move", "want"), ("set", "driver"), ("drifts", "driver")):
        if overlay.get(key):
            overlay[key] = {name: value for name, value in overlay[key].items() if not gone(kind, name)}
    if overlay.get("happens"):
        acts = overlay["happens"]
        listed = [acts] if isinstance(acts, str) else acts
        overlay["happens"] = [act for act in listed if not gone("option", _option(act))]


def _put_beside(overlay: Data, here: Collection[str], gone: Callable[[str, str], bool], places: Places) -> None:
    """Move wants that an overlay puts beside a missing one to where that one would stand: beside its nearest neighbour
    that is present and is not moved itself; leave them if there is none."""
    moves = overlay.get("move") or {}
    for want, move in list(moves.items()):
        (anchor,) = move.values()
        if not gone("want", anchor):
            continue
        above, below = (
            [one for one in side if one in here and one not in moves] for side in places.get(anchor, ((), ()))
        )
        if above or below:
            moves[want] = {"after": above[0]} if above else {"before": below[0]}
        else:
            del moves[want]


def _names_gone(record: Any, kind: Any, gone: Callable[[str, str], bool]) -> bool:
    """Whether a record names anything that is missing."""
    hits: list[bool] = []

    def look(text: str, mark: Mark) -> str:
        if isinstance(mark, FormulaMark) or mark.kind in ("option", "act"):
            hits.extend(gone(what, name) for name in _TOKEN.findall(text) for what in ("option", "driver", "term"))
        elif mark.kind in ("actor", "want", "driver", "scenario", "view", "claim"):
            hits.append(gone(mark.kind, text))
        return text

    rewritten(record, kind, look)
    return any(hits)


def _option(act: str) -> str:
    """The option of an act: "not a.x" and "a.x = some" are about a.x."""
    return act.removeprefix("not ").partition(" = ")[0].strip()


# -- companions of a line ----------------------------------------------------------------------------------------------


def companions(
    place: int,
    differences: Sequence[ChangedLine],
    bearing: Collection[int],
    mix: Callable[[Sequence[int]], Data],
    known: Present,
) -> tuple[int, ...]:
    """The lines, in order, with which a line that does not fit by itself is applied: those that add what it names, and
    those that no longer name what it removes; itself too. *mix*: the data with some lines, fitted."""
    chosen = {place}
    while True:
        data = mix(sorted(chosen))
        missing = _missing(data, known)
        more = {
            other
            for other in bearing
            if other not in chosen and any(_settles(differences[other], kind, name) for kind, name in missing)
        }
        if not more:
            return tuple(sorted(chosen))
        chosen |= more


def _missing(data: Mapping[str, Any], known: Present) -> set[tuple[str, str]]:
    """The names in the data whose objects are missing."""
    here = present_in(data)
    missing: set[tuple[str, str]] = set()

    def look(text: str, mark: Mark) -> str:
        kinds: tuple[str, ...]
        if isinstance(mark, FormulaMark) or mark.kind in ("option", "act"):
            kinds, names = ("option", "driver", "term"), _TOKEN.findall(text)
        else:
            kinds, names = ((mark.kind,) if mark.kind in known else ()), [text]
        for kind in kinds:
            missing.update((kind, name) for name in names if name in known[kind] and name not in here[kind])
        return text

    rewritten(dict(data), Document, look)
    return missing


def _settles(item: ChangedLine, kind: str, name: str) -> bool:
    """Whether a line adds something, or no longer names it."""
    own = f"{item.owner}.{item.name}" if item.section == "option" else item.name
    if item.kind == "added":
        return (item.section, own) == (kind, name) or (
            item.section == "actor" and kind == "option" and name.startswith(f"{item.name}.")
        )
    if item.kind == "removed":
        if item.section == "actor":
            return kind in ("actor", "option") and (name == item.name or name.startswith(f"{item.name}."))
        texts = [part.before or "" for part in item.parts]
    else:
        texts = [part.before or "" for part in item.parts if not _mentions(part.after or "", kind, name)]
    return any(_mentions(text, kind, name) for text in texts)


def _mentions(text: str, kind: str, name: str) -> bool:
    own = name.rpartition(".")[2] if kind == "option" else name
    return bool({name, own} & set(_TOKEN.findall(text)))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
