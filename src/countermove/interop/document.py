"""Writes a conflict as a conflict file of Countermove's own (``conflict: 1``), in YAML or in JSON.

Wants are written with drivers at their values, and a want with a condition as one formula. Rankings, and all states,
are written as ordered numbers, or as labels in graph form. Names that no formula can use are replaced by names that it
can use, and kept as words.

Plain data as YAML in the house style: in the given order, nothing anchored, text that would be read as something
else in quotes, and characters without a visible sign as escapes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from countermove.assessment.parser import LIMITS, is_assessment, read_bytes, resolve
from gmcr import Conflict, Ranking
from gmcr.base.characters import hidden_in, json_escaped, visible
from gmcr.base.errors import CountermoveError, SizeError
from gmcr.base.files import write_whole
from gmcr.formats import identifiers, settled
from gmcr.logic import Degrees, Formula, OptionAtom, to_text
from gmcr.model import GraphStructure, ModelWant, OptionForm, OptionStructure

__all__ = ["Beside", "Lines", "check_no_assessment", "conflict_data", "conflict_text", "write_conflict", "yaml_text"]


class Lines(list[Any]):
    """Items written one below the other."""


class Beside(dict[str, Any]):
    """Items written on one line."""


def yaml_text(data: Any, *, flow: bool | None = None) -> str:
    """The text. *flow*: what is written on one line: whatever holds nothing nested (None), everything (True), or only
    what is ``Beside`` (False)."""
    # Hidden characters need double quotes (`_represent_text`), where YAML has escapes for them.
    return visible(
        yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=flow)
    )


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = isinstance(resolve(text), str) and not any(hidden_in(text))
    style = None if plain else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_lines(dumper: yaml.SafeDumper, lines: Lines) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", lines, flow_style=False)


def _represent_beside(dumper: yaml.SafeDumper, items: Beside) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", items, flow_style=True)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Lines, _represent_lines)
_Dumper.add_representer(Beside, _represent_beside)


def write_conflict(
    conflict: Conflict,
    path: str | Path,
    *,
    force: bool = False,
    title: str = "",
    citation: Sequence[str | Mapping[str, Any]] = (),
    titles: Mapping[str, str] | None = None,
) -> None:
    """Write a conflict file, JSON where *path* ends in ``.json`` and YAML otherwise, whole or not at all. A conflict with edited
    arcs is written as the graph of its states and moves.

    Raises CountermoveError as `write_whole` and `conflict_text`, and where an assessment would be lost, also with *force*.
    """
    path = Path(path)
    check_no_assessment(path)
    kind = "json" if path.suffix == ".json" else "yaml"
    text = conflict_text(conflict, kind=kind, title=title, citation=citation, titles=titles)
    write_whole(path, text, force=force)


def check_no_assessment(path: Path) -> None:
    """Raise CountermoveError where the file is an assessment, which holds much that nothing made from it does (a conflict, a
    certificate); also where it is too broken to be read at present."""
    if path.is_file() and path.stat().st_size <= LIMITS.size and is_assessment(read_bytes(path)):
        raise CountermoveError(
            f"{path} is an assessment: its sources, readings and claims would be lost, so nothing else is ever written "
            "over it. Name another file."
        )


def conflict_text(
    conflict: Conflict,
    *,
    kind: str = "yaml",
    title: str = "",
    citation: Sequence[str | Mapping[str, Any]] = (),
    titles: Mapping[str, str] | None = None,
) -> str:
    """The text of the file. ``titles``: words for actors and options, by name (``actor``, ``actor.option``).

    Raises CountermoveError where the format cannot hold the conflict (an option that nobody owns), SizeError where the
    text would be larger than what is read back (1 MB, 100,000 values).
    """
    data = conflict_data(conflict, title=title, citation=citation, titles=titles)
    if (count := _count(data)) > LIMITS.values:
        raise SizeError(f"A conflict file holds at most {LIMITS.values:,} values; this one would need {count:,}.")
    as_json = kind == "json"
    text = json_escaped(json.dumps(data, ensure_ascii=False, indent=1)) + "\n" if as_json else yaml_text(data)
    if len(text.encode()) > LIMITS.size:
        raise SizeError(f"A conflict file is at most {LIMITS.size // 1_000_000} MB; this one would be larger.")
    return text


def conflict_data(
    conflict: Conflict,
    *,
    title: str = "",
    citation: Sequence[str | Mapping[str, Any]] = (),
    titles: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The file as plain data, keys in their usual order. Errors as `conflict_text`."""
    structure = conflict.structure
    data: dict[str, Any] = {"conflict": 1}
    if title:
        data["title"] = title
    if citation:
        data["citation"] = Lines(item if isinstance(item, str) else dict(item) for item in citation)
    if isinstance(structure, GraphStructure):
        return data | _graph(conflict, titles or {})
    assert isinstance(structure, OptionStructure)
    return data | _options(conflict, structure.form, titles or {})


def _want(want: ModelWant, text: str) -> str | dict[str, Any]:
    """A want: its formula, with what it says of strength or doubt."""
    match want.degree:
        case None:
            return {"want": text, "unknown": True}
        case 2:
            return {"want": text, "strength": "great"}
    return text


def _graph(conflict: Conflict, titles: Mapping[str, str]) -> dict[str, Any]:
    labels = list(conflict.labels)
    actors: dict[str, Any] = {}
    for actor, name in zip(conflict.actors, identifiers(conflict.actors, otherwise="actor"), strict=True):
        words = titles.get(actor, actor)
        actors[name] = {"name": words} if words != name else {}
        actors[name] |= {
            "moves": [
                [label, conflict.label(target)]
                for label, source in zip(labels, conflict.states.tolist(), strict=True)
                for target in conflict.structure.moves(source, actor).tolist()
            ],
            "ranking": _ranking(conflict, actor, labels),
        }
    return {"states": labels, "actors": actors, "start": conflict.label(conflict.start)}


def _options(conflict: Conflict, form: OptionForm, titles: Mapping[str, str]) -> dict[str, Any]:
    for option in form.options:
        if not option.actor:
            raise CountermoveError(
                f"{option.full_name} belongs to nobody, which a conflict file cannot say: "
                "give it to an actor of its own, or leave it out."
            )
    ordered = [option for actor in form.actors for option in form.options if option.actor == actor]
    if ordered != list(form.options):
        raise CountermoveError("A conflict file lists options by actor: put actors and options in the same order.")
    actors: dict[str, Any] = {}
    names: dict[str, str] = {}
    scales = dict(form.levels)
    for actor, name in zip(form.actors, identifiers(form.actors, otherwise="actor"), strict=True):
        own = {Degrees.option_of(option.full_name): option for option in form.options if option.actor == actor}
        bares = identifiers((Degrees.option_of(each.name) for each in own.values()), otherwise="option")
        options: dict[str, Any] = {}
        for (full, option), bare in zip(own.items(), bares, strict=True):
            names[full] = f"{name}.{bare}"
            options[bare] = _acts(full, names, bare, scales.get(full, ()), titles)
            options[bare] |= {"one_way": option.one_way} if option.one_way else {}
            options[bare] |= {"kind": option.kind} if option.kind != "tactical" else {}
        words = titles.get(actor, actor)
        actors[name] = ({"name": words} if words != name else {}) | {"options": options}
    for option in ordered:
        if option.needs is not None:
            actor, _, bare = names[Degrees.option_of(option.full_name)].partition(".")
            actors[actor]["options"][bare]["needs"] = _text(settled(option.needs, {}), names)
    numbers = range(1, conflict.states.size + 1)
    for actor, record in zip(form.actors, actors.values(), strict=True):
        preferences = conflict.preferences[actor]
        if isinstance(preferences, Ranking):
            record["ranking"] = _ranking(conflict, actor, numbers)
        else:
            record["wants"] = Lines(_want(want, _text(settled(want, conflict.drivers), names)) for want in preferences)
    data: dict[str, Any] = {"actors": actors}
    if form.stated:
        data["never"] = Lines(_text(rule.formula, names) for rule in form.stated)
    return data | {"start": [names[name] for name in form.on(conflict.start)]}


def _acts(
    full: str, names: dict[str, str], bare: str, levels: Sequence[str], titles: Mapping[str, str]
) -> dict[str, Any]:
    """An option's words for its acts, by level where it has *levels*; the names of its levels are added to *names*."""
    if not levels:
        words = titles.get(full, full.partition(".")[2])
        return {"does": words} if words != bare else {}
    identifiers_of = dict(zip(levels, identifiers(levels, otherwise="level"), strict=True))
    own, named = Degrees(full, levels), Degrees(names[full], tuple(identifiers_of.values()))
    does = {}
    for level in levels[1:]:
        names[own.passed(level)] = named.passed(identifiers_of[level])
        names[own.at(level)] = named.at(identifiers_of[level])
        if title := titles.get(own.at(level)):
            does[identifiers_of[level]] = title
    return ({"does": does} if does else {}) | {"levels": list(identifiers_of.values())}


def _ranking(conflict: Conflict, actor: str, names: Sequence[Any]) -> list[Any]:
    """Tiers, best first, of the states' entries in *names*."""
    ranks = conflict.ranks(actor)
    order = np.argsort(-ranks, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(ranks[order])) + 1)
    tiers = [[names[place] for place in part.tolist()] for part in parts]
    return [tier[0] if len(tier) == 1 else tier for tier in tiers]


def _text(formula: Formula, names: Mapping[str, str]) -> str:
    return to_text(
        formula.replaced(lambda part: OptionAtom(names[part.name]) if isinstance(part, OptionAtom) else None)
    )


def _count(data: Any) -> int:
    """The number of values that the reader will count: keys and values alike."""
    if isinstance(data, dict):
        return 1 + sum(1 + _count(value) for value in data.values())
    return 1 + sum(map(_count, data)) if isinstance(data, list) else 1
