"""Structural changes of a file: an option split, joined or left out, an actor left out, a rule dropped, a direction.

What is left out stays as at the start: *premises* (wants, terms, rules, overlays) are read with it as a constant. What
*concludes* (claims, key questions, observations and the rest) keeps its name, by which ``losses.swept`` leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from countermove.assessment.recoding import (
    GAP,
    NEXT,
    Data,
    Recoding,
    about,
    first_in,
    in_full,
    is_option,
    level_in,
    names_option,
    option_in,
    simple,
    symbols_in,
    tree_of,
)
from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.record import Mark
from gmcr.base.errors import ModelError, UnknownName
from gmcr.logic import And, Bool, Compare, Formula, Not, Symbol, parse, to_text

__all__ = [
    "add_option",
    "drop",
    "drop_rule",
    "join",
    "meant",
    "move",
    "one_way",
    "split",
    "without_actor",
    "without_option",
]

PREMISES = ("actors", "never", "terms", "drivers", "open", "scenarios", "views", "alternatives")
"""Sections that are read with what is left out as a constant."""

_JOINED = "\2"  # begins an act about an option that is joined
_ALONE = "\3"  # begins the name of one that is switched off

_HOLDS: Mapping[str, Callable[[int, int], bool]] = {
    "<": int.__lt__,
    "<=": int.__le__,
    "==": int.__eq__,
    "!=": int.__ne__,
    ">=": int.__ge__,
    ">": int.__gt__,
}


def split(recoding: Recoding, option: str, into: Sequence[str], meaning: str | None = None) -> None:
    """Several options of the same actor in place of one. Every formula that names it means what *meaning* says of the
    new ones (all of them, where None). Acts: off is all off; on is all on where the meaning is their conjunction, and
    a gap otherwise; so are a lever, `by`, levels, and its own direction and needs. Raises UnknownName, ModelError."""
    options, bare = recoding.option(option)
    full = recoding.names.option(option)
    actor = full.partition(".")[0]
    fresh = [f"{actor}.{name}" for name in into]
    for name in into:
        if name in options:
            raise ModelError(f"{actor}.{name} exists already: {full} is split into new options.")
    _spell_out(recoding, into)
    means = _qualified(parse(meaning), actor, into) if meaning else And(tuple(map(Symbol, fresh)))
    whole = isinstance(means, And) and sorted(getattr(item, "name", "") for item in means.items) == sorted(fresh)
    on = NEXT.join(fresh) if whole else f"{GAP}what switches {full} on"
    names = recoding.names

    def formula(node: Formula) -> Formula | None:
        return means if isinstance(node, Symbol) and is_option(names, node.name, full) else None

    def change(text: str, mark: Mark) -> str:
        tree = tree_of(text)
        if tree is None or not names_option(tree, names, full):
            return text
        compares = any(isinstance(node, Compare) and level_in(node, names, full) for node in tree.walk())
        if isinstance(mark, FormulaMark):
            return f"{GAP}a comparison of the levels of {full}" if compares else to_text(simple(tree.replaced(formula)))
        if compares:
            return f"{GAP}a level of {full}"
        if isinstance(tree, Not):
            return NEXT.join(f"not {name}" for name in fresh)
        return NEXT.join(fresh) if mark.kind == "option" else on

    old = options[bare] or {}
    recoding.rewrite(change)
    record: Data = {key: f"{GAP}the {key} of {full}" for key in ("needs", "one_way") if old.get(key)}
    record |= {"kind": old["kind"]} if old.get("kind") else {}
    _instead(recoding, full, {name: dict(record) for name in into})


def join(
    recoding: Recoding,
    option: str,
    of: Sequence[str],
    *,
    on: Sequence[str] | None = None,
    off: Sequence[str] = (),
    mixed: bool | None = None,
) -> None:
    """One option in place of several of the same actor. Where it is on those *on* hold (all, where None), where it is
    off those *off*; a list of acts, or a start, that is neither becomes what *mixed* says, and is a gap without it.
    Raises UnknownName, ModelError."""
    names = recoding.names
    parts = [names.option(name) for name in of]
    actor, _, bare = option.partition(".")
    if {part.partition(".")[0] for part in parts} != {actor} or len(set(parts)) < 2 or not bare:
        raise ModelError(f"{option} joins several options of {actor}: name them in full.")
    if any(part in names.levels for part in parts):
        raise ModelError(f"{option} joins options that are on or off, and not in degrees.")
    if option in names.options and option not in parts:
        raise ModelError(f"{option} exists already: several options are joined into a new one.")
    up = set(parts if on is None else map(names.option, on))
    down = set(map(names.option, off))
    _spell_out(recoding, [bare])
    joined: Formula = Symbol(option)
    means: dict[str, Formula] = {}
    for part in parts:
        on_, off_ = part in up, part in down
        means[part] = Bool(on_) if on_ == off_ else joined if on_ else Not(joined)
    start = {part for part in parts if recoding.at_start(part)}

    def formula(node: Formula) -> Formula | None:
        return means.get(option_in(names, node.name)) if isinstance(node, Symbol) else None

    def change(text: str, mark: Mark) -> str:
        tree = tree_of(text)
        if tree is None or not any(names_option(tree, names, part) for part in parts):
            return text
        if isinstance(mark, FormulaMark):
            return to_text(simple(tree.replaced(formula)))
        if mark.kind == "option":
            return f"{_ALONE}{option_in(names, text)}"
        return f"{_JOINED}{'not ' if isinstance(tree, Not) else ''}{option_in(names, next(symbols_in(tree)))}"

    def become(acts: Mapping[str, bool]) -> str:
        switched_on, switched_off = {part for part, to in acts.items() if to}, {p for p, to in acts.items() if not to}
        if set(acts) == set(parts):
            if switched_on == up:
                return option
            if switched_on == down:
                return f"not {option}"
        if mixed is None:
            return f"{GAP}what {' and '.join((*switched_on, *(f'not {p}' for p in switched_off)))} becomes"
        return option if mixed else f"not {option}"

    records = [recoding.data["actors"][actor]["options"][part.partition(".")[2]] or {} for part in parts]
    others = [text for text in recoding.data.get("start") or () if option_in(names, first_in(text)) not in parts]
    recoding.data["start"] = others
    recoding.rewrite(change)
    recoding.data = _joined(recoding.data, become, option)
    own: Data = {"kind": "strategic"} if any(record.get("kind") == "strategic" for record in records) else {}
    for key in ("needs", "one_way"):
        values = [record.get(key) for record in records]
        if any(values):
            own[key] = values[0] if all(v == values[0] for v in values) else f"{GAP}the {key} of {option}"
    _instead(recoding, parts[0], {bare: own})
    for part in parts[1:]:
        if part != option:
            recoding.data["actors"][actor]["options"].pop(part.partition(".")[2])
    begins = become(dict.fromkeys(parts, False) | dict.fromkeys(start, True))
    recoding.data["start"] = [*others, *([] if begins == f"not {option}" else [begins])]


def add_option(recoding: Recoding, option: str, record: Data) -> None:
    """An option, by its full name, that is off. Raises UnknownName, ModelError."""
    actor, _, bare = option.partition(".")
    recoding.names.need("actor", actor)
    if not bare or option in recoding.names.options:
        raise ModelError(f"{option} exists already." if bare else f"{option}: name the actor too, as in us.pay.")
    _spell_out(recoding, [bare])
    body = recoding.data["actors"][actor]
    body["options"] = {**(body.get("options") or {}), bare: record}


def without_option(recoding: Recoding, option: str, up: int | None = None) -> None:
    """An option that is none: it stays as at the start, or as *up* says (0 or 1, or its level). Raises UnknownName."""
    names = recoding.names
    full = names.option(option)
    actor, _, bare = full.partition(".")
    up = recoding.at_start(full) if up is None else up

    def constant(node: Formula) -> Formula | None:
        if isinstance(node, Compare) and (level := level_in(node, names, full)):
            op = (
                node.op if isinstance(node.left, Symbol) and is_option(names, node.left.name, full) else node.flipped.op
            )
            place = names.levels[full].index(level)
            return Bool(_HOLDS["==" if op == "=" else op](up, place))
        return Bool(up > 0) if isinstance(node, Symbol) and is_option(names, node.name, full) else None

    def premise(text: str, mark: Mark) -> str:
        tree = tree_of(text)
        if tree is None or not names_option(tree, names, full):
            return text
        return to_text(simple(tree.replaced(constant))) if isinstance(mark, FormulaMark) else in_full(text, tree, names)

    def conclusion(text: str, mark: Mark) -> str:
        tree = tree_of(text)
        return text if tree is None or not names_option(tree, names, full) else in_full(text, tree, names)

    for name, term in (recoding.data.get("terms") or {}).items():
        tree = tree_of(str(term.get("is") if isinstance(term, dict) else term))
        if tree is not None and names_option(tree, names, full):
            recoding.touched.setdefault(name, full)
    restated = _taken_restated(recoding.data)
    recoding.rewrite(premise, *PREMISES)
    _put_restated(recoding.data, restated)
    recoding.rewrite(conclusion, *(name for name in recoding.data if name not in PREMISES))
    recoding.gone.add(full)
    recoding.data["actors"][actor]["options"].pop(bare)
    recoding.data["start"] = [text for text in recoding.data.get("start") or () if not about(text, full)]


def without_actor(recoding: Recoding, actor: str) -> None:
    """An actor that is none: its options stay as at the start, and its wants go. Raises UnknownName."""
    recoding.names.need("actor", actor)
    for option in [name for name in recoding.names.options if name.startswith(f"{actor}.")]:
        without_option(recoding, option)
    del recoding.data["actors"][actor]


def one_way(recoding: Recoding, option: str, direction: str | bool) -> None:
    """An option with another direction: ``forward``, ``back``, or "" for both ways. Raises UnknownName."""
    options, bare = recoding.option(option)
    options[bare] = {key: value for key, value in (options[bare] or {}).items() if key != "one_way"}
    if direction:
        options[bare]["one_way"] = direction


# -- wants and rules -----------------------------------------------------------------------------------------------------


def drop(recoding: Recoding, want: str) -> None:
    """A want that is none. Where an overlay brings it back in new words, or puts another beside it, its place stays,
    and what it says there is `true`. Raises UnknownName."""
    own, place = recoding.wants(want)
    if want in _kept_in_place(recoding.data):
        line = {key: value for key, value in own[place].items() if key in ("id", "could_be", "certainty", "at")}
        own[place] = {**line, "want": True}
        return
    del own[place]

    def drops(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(listed := node.get("drop"), list):
                node["drop"] = [name for name in listed if name != want]
            for inner in node.values():
                drops(inner)

    for section in ("open", "scenarios", "views", "claims", "key_questions"):
        drops(recoding.data.get(section))


def _kept_in_place(data: Mapping[str, Any]) -> set[str]:
    """The wants that overlays rewrite, move, or put another beside."""
    kept: set[str] = set()
    waiting = [data.get(section) for section in ("open", "scenarios", "views", "claims", "key_questions")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            kept.update(node["rewrite"] if isinstance(node.get("rewrite"), dict) else ())
            for name, place in node["move"].items() if isinstance(node.get("move"), dict) else ():
                kept.add(name)
                kept.update((place or {}).values())
            waiting.extend(node.values())
    return kept


def move(recoding: Recoding, want: str, side: str, anchor: str) -> None:
    """A want right ``before``, or ``after``, another of the same actor. Raises UnknownName, ModelError."""
    own, place = recoding.wants(want)
    recoding.names.need("want", anchor)
    if want == anchor or all(line["id"] != anchor for line in own):
        raise ModelError(f"{want} can only move beside another want of the same actor, not {anchor}.")
    line = own.pop(place)
    own.insert(recoding.wants(anchor)[1] + (side == "after"), line)


def drop_rule(recoding: Recoding, rule: str) -> None:
    """What a `never` rule excludes can be. Raises UnknownName."""
    rules = recoding.section("never")
    if rule not in rules:
        raise UnknownName("rule", rule, rules)
    del rules[rule]


# -- parts ---------------------------------------------------------------------------------------------------------------


def _spell_out(recoding: Recoding, fresh: Sequence[str]) -> None:
    """Give options their full names wherever a new option will share the bare one."""
    names = recoding.names
    shared = {name for name in fresh if len(names.bare.get(name, ())) == 1}

    def change(text: str, mark: Mark) -> str:
        if not isinstance(mark, FormulaMark) and mark.kind not in ("option", "act"):
            return text
        tree = tree_of(text)
        return in_full(text, tree, names) if tree is not None and not shared.isdisjoint(symbols_in(tree)) else text

    if shared:
        recoding.rewrite(change)


def _qualified(tree: Formula, actor: str, own: Sequence[str]) -> Formula:
    def spelled(node: Formula) -> Formula | None:
        return Symbol(f"{actor}.{node.name}") if isinstance(node, Symbol) and node.name in own else None

    return tree.replaced(spelled)


def meant(text: str, actor: str, own: Sequence[str]) -> str:
    """A formula over new options of an actor (*own*, by bare name), with these in full; unchanged where it is no formula."""
    tree = tree_of(text)
    return text if tree is None else to_text(_qualified(tree, actor, own))


def _instead(recoding: Recoding, option: str, records: Mapping[str, Data]) -> None:
    """Put options in the place of another among those of its actor."""
    actor, _, bare = option.partition(".")
    own: Data = {}
    for name, record in recoding.data["actors"][actor]["options"].items():
        own |= records if name == bare else {name: record}
    recoding.data["actors"][actor]["options"] = own


def _joined(node: Any, become: Callable[[Mapping[str, bool]], str], option: str) -> Any:
    """The data with one act for all acts of a list about options that are joined; one by itself is a gap."""
    if isinstance(node, dict):  # what another coding says of a part by name stays about that
        return {str(key).lstrip(f"{_JOINED}{_ALONE}"): _joined(value, become, option) for key, value in node.items()}
    if isinstance(node, list):
        acts: dict[str, bool] = {}
        alone: list[str] = []
        kept: list[Any] = []
        for item in node:
            if isinstance(item, str) and item.startswith(_JOINED):
                name = item[1:].removeprefix("not ")
                acts[name] = name == item[1:]
            elif isinstance(item, str) and item.startswith(_ALONE):
                alone.append(item[1:])
            else:
                kept.append(_joined(item, become, option))
        if alone:  # a list of options that are switched off, by name
            text = become(dict.fromkeys(alone, False))
            kept.append(option if text == f"not {option}" else f"{GAP}what becomes without {' and '.join(alone)}")
        return [*kept, become(acts)] if acts else kept
    if isinstance(node, str) and node.startswith((_JOINED, _ALONE)):
        return f"{GAP}{node[1:]}, which is a part of {option} now"
    return node


def _codings(data: Mapping[str, Any]) -> Iterator[Data]:
    for alternative in (data.get("alternatives") or {}).values():
        yield from (coding for coding in ((alternative or {}).get("other") or {}).values() if isinstance(coding, dict))


def _taken_restated(data: Mapping[str, Any]) -> list[Any]:
    """What codings say anew, taken out: conclusions are not read with constants."""
    return [coding.pop("restated", None) for coding in _codings(data)]


def _put_restated(data: Mapping[str, Any], restated: Sequence[Any]) -> None:
    for coding, said in zip(_codings(data), restated, strict=True):
        if said is not None:
            coding["restated"] = said
