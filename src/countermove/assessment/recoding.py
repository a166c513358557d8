"""The plain data of a file while they are rewritten into those of another, which is then read like any file.

A formula is parsed, changed and printed where it names what changes, and stays as written elsewhere. What cannot be
said any more, such as a lever of an option that was split, is a *gap* until it is said anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from countermove.assessment.acts import parse_act, switched
from countermove.assessment.compile import named_in
from countermove.assessment.names import Names
from countermove.assessment.problems import Path
from countermove.assessment.schema.document import Document
from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.record import Mark, rewritten
from gmcr.base.errors import FormulaError
from gmcr.base.record import Record
from gmcr.logic import And, Bool, Compare, Degrees, Formula, Iff, Implies, Not, Or, Symbol, parse, to_text

__all__ = [
    "GAP",
    "NEXT",
    "Data",
    "Lost",
    "Recoding",
    "about",
    "first_in",
    "gaps",
    "in_full",
    "is_option",
    "level_in",
    "mentioned",
    "names_option",
    "option_in",
    "overlays_in",
    "simple",
    "symbols_in",
    "tree_of",
]

Data = dict[str, Any]

GAP = "\0"
"""Begins what has to be said anew; no text of a file has it."""

NEXT = "\1"
"""Stands between the acts that one act becomes."""


@dataclass(frozen=True, slots=True)
class Lost(Record):
    """What names something that is gone, and is left out for it."""

    kind: str
    """Claim, key question, forecast, resolution, observation, scenario, view, indicator, part, target or facts."""
    name: str
    """Its name; for a part of something the path to it, such as `scenarios.spring.happens`."""
    why: str
    """The reason, as a clause: it names china.press."""


class Recoding:
    """The plain data of a file while they are rewritten. ``gone``: the options that are left out, by full name;
    ``touched``: terms that named one; ``lost``: what was left out for it; ``written``: where in the file a part of the
    data is written, if elsewhere (wants by id)."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data: Data = _copied(dict(data))
        self.before = Names.of(self.data)
        self.gone: set[str] = set()
        self.touched: dict[str, str] = {}
        self.lost: list[Lost] = []
        self.written: dict[Path, Path] = {}

    def copy(self) -> Recoding:
        """Another that goes on from here."""
        other = copy(self)
        other.data, other.gone, other.touched = _copied(self.data), set(self.gone), dict(self.touched)
        other.lost, other.written = list(self.lost), dict(self.written)
        return other

    @property
    def names(self) -> Names:
        """The names of the data as they are now."""
        return Names.of(self.data)

    def section(self, name: str) -> Data:
        """A section, made if it is missing."""
        if not isinstance(self.data.get(name), dict):
            self.data[name] = {}
        section: Data = self.data[name]
        return section

    def option(self, name: str) -> tuple[Data, str]:
        """The options of an actor, and the bare name among them of the option. Raises UnknownName."""
        actor, _, bare = self.names.option(name).partition(".")
        options: Data = self.data["actors"][actor]["options"]
        return options, bare

    def wants(self, want: str) -> tuple[list[Data], int]:
        """The wants of the actor that has a want, and its place among them. Raises UnknownName."""
        own = self.data["actors"][self.names.wants[self.names.need("want", want)]]["wants"]
        return own, next(place for place, line in enumerate(own) if line["id"] == want)

    def at_start(self, option: str) -> int:
        """How far an option (its full name) is up at the start: 0 or 1, for one in degrees its level."""
        return self.begun()[option]

    def begun(self) -> dict[str, int]:
        """How far each option is up at the start."""
        names = self.names
        acts = [text for text in self.data.get("start") or () if not text.startswith(GAP)]
        on = switched(frozenset(), (parse_act(text, names) for text in acts))
        steps = {name: Degrees(name, names.levels[name]).thresholds for name in names.levels}
        return {option: sum(name in on for name in steps.get(option, (option,))) for option in names.options}

    def rewrite(self, change: Callable[[str, Mark], str], *sections: str) -> None:
        """Change every formula, act and name of an option, of some sections or of all."""

        def about_options(text: str, mark: Mark) -> str:
            return change(text, mark) if isinstance(mark, FormulaMark) or mark.kind in ("option", "act") else text

        part = {name: self.data[name] for name in sections or tuple(self.data) if name in self.data}
        self.data |= spread(rewritten(part, Document, about_options))


def _copied(node: Any) -> Any:
    """Plain data with mappings and lists of their own."""
    if isinstance(node, dict):
        return {key: _copied(value) if isinstance(value, (dict, list)) else value for key, value in node.items()}
    return [_copied(item) if isinstance(item, (dict, list)) else item for item in node]


def spread(node: Any) -> Any:
    """The data with one act for each that an act of a list becomes; elsewhere several are a gap."""
    if isinstance(node, dict):
        return {key: spread(value) for key, value in node.items()}
    if isinstance(node, list):
        return [
            part
            for item in node
            for part in (item.split(NEXT) if isinstance(item, str) and NEXT in item else [spread(item)])
        ]
    if isinstance(node, str) and NEXT in node:
        return f"{GAP}one act where there are now {node.replace(NEXT, ' and ')}"
    return node


# -- formulas and acts ---------------------------------------------------------------------------------------------------


def simple(formula: Formula) -> Formula:
    """A formula without the constants in it that decide nothing, and without brackets in brackets of its kind."""
    match formula:
        case Not(of):
            of = simple(of)
            return Bool(not of.value) if isinstance(of, Bool) else Not(of)
        case And(items) | Or(items):
            idle = isinstance(formula, And)
            parts = [part for item in map(simple, items) for part in _parts(item, type(formula))]
            kept = [item for item in parts if item != Bool(idle)]
            if Bool(not idle) in kept:
                return Bool(not idle)
            return type(formula)(tuple(kept)) if len(kept) > 1 else kept[0] if kept else Bool(idle)
        case Implies(premise, conclusion):
            premise, conclusion = simple(premise), simple(conclusion)
            if premise == Bool(False) or conclusion == Bool(True):
                return Bool(True)
            return conclusion if premise == Bool(True) else Implies(premise, conclusion)
        case Iff(left, right):
            left, right = simple(left), simple(right)
            for one, other in ((left, right), (right, left)):
                if isinstance(one, Bool):
                    return other if one.value else simple(Not(other))
            return Iff(left, right)
    return formula


def _parts(item: Formula, kind: type[And | Or]) -> tuple[Formula, ...]:
    return item.items if isinstance(item, kind) else (item,)


def mentioned(text: str, names: Names) -> frozenset[str]:
    """The names in a formula or an act, options in full, as far as *names* has them."""
    return frozenset(option_in(names, name) or name for name in named_in(text))


def gaps(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """What has to be said anew, with its place."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inner:
        if isinstance(value, str):
            if value.startswith(GAP):
                yield (*path, key), value[1:]
        elif isinstance(value, (dict, list)):
            yield from gaps(value, (*path, key))


def tree_of(text: str) -> Formula | None:
    """The formula that a text is; None where it is none."""
    try:
        return parse(text)
    except FormulaError:
        return None


def symbols_in(tree: Formula) -> Iterator[str]:
    """The names in a formula as parsed, from left to right."""
    return (node.name for node in tree.walk() if isinstance(node, Symbol))


def option_in(names: Names, name: str) -> str:
    """The full name of the option that a name in a formula means; "" for anything else."""
    return names.option(name) if names.has("option", name) else ""


def first_in(text: str) -> str:
    """The first name in an act; "" where there is none."""
    tree = tree_of(text)
    return next(symbols_in(tree), "") if tree is not None else ""


def is_option(names: Names, name: str, option: str) -> bool:
    """Whether a name means an option (its full name)."""
    return name == option or option_in(names, name) == option


def names_option(tree: Formula, names: Names, option: str) -> bool:
    """Whether a formula as parsed names an option (its full name)."""
    return any(is_option(names, name, option) for name in symbols_in(tree))


def level_in(node: Compare, names: Names, option: str) -> str:
    """The level with which a comparison compares an option; "" where it is about something else."""
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(one, Symbol) and isinstance(other, Symbol) and is_option(names, one.name, option):
            return other.name if other.name in names.levels.get(option, ()) else ""
    return ""


def in_full(text: str, tree: Formula, names: Names) -> str:
    """The text with options in full, unless they are already."""
    bare = {name for name in symbols_in(tree) if (full := option_in(names, name)) and full != name}

    def spelled(node: Formula) -> Formula | None:
        return Symbol(names.option(node.name)) if isinstance(node, Symbol) and node.name in bare else None

    return to_text(tree.replaced(spelled)) if bare else text


def about(text: Any, option: str) -> bool:
    """Whether an act is about an option (its full name)."""
    tree = tree_of(str(text))
    return tree is not None and option in symbols_in(tree)


def overlays_in(data: Mapping[str, Any]) -> Iterator[tuple[Path, Data]]:
    """Every overlay of the plain data, with its path."""
    for question, record in (data.get("open") or {}).items():
        for answer, reading in (record.get("readings") or {}).items():
            yield ("open", question, "readings", answer), reading or {}
    for section in ("scenarios", "views"):
        yield from (((section, name), overlay or {}) for name, overlay in (data.get(section) or {}).items())
    for section in ("claims", "key_questions"):
        for name, record in (data.get(section) or {}).items():
            for where in ((), ("answer_yes",), ("answer_no",)):
                holder = record.get(where[0]) if where else record
                if isinstance(holder, dict) and isinstance(holder.get("with"), dict):
                    yield (section, name, *where, "with"), holder["with"]
