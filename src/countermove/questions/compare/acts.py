"""One act where another coder has two: which options of a coding are one option of another.

An option is *split* in the other coding if there are options of the same actor that only that one has, and at least half of
the lines that name it say there the same of one of the parts, or of all of them. The option itself may be one of the parts,
where the other coding has it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from countermove.assessment.recoding import simple, tree_of
from countermove.questions.compare.codings import Coded
from countermove.verdicts.lines.counterparts import Key
from countermove.verdicts.lines.differences import ComparedItem, items_of
from gmcr.base.record import Record
from gmcr.logic import And, Formula, Or, Symbol, to_text

__all__ = ["SplitAct", "in_full", "named_there", "naming", "split_acts"]


@dataclass(frozen=True, slots=True)
class SplitAct(Record):
    """An option by its full name, and the options of the other coding that it is there, by full name."""

    option: str
    parts: tuple[str, ...]


def named_there(coding: Coded, option: str) -> str:
    """An option, by its common full name, as the file of a coding calls it; its actor by the common name."""
    actor, _, bare = option.partition(".")
    own = next((key[2] for key, name in coding.names.items() if key[:2] == ("option", actor) and name == bare), bare)
    return f"{actor}.{own}"


def in_full(coding: Coded) -> dict[Key, ComparedItem]:
    """The items of a coding, with the full names of options in what is written."""
    return items_of(coding.alike, coding.data)


def naming(items: Mapping[Key, ComparedItem], options: Sequence[str]) -> set[Key]:
    """The lines that name one of these options (their full names)."""
    names = "|".join(map(re.escape, options))
    found = re.compile(rf"(?<![\w.])({names})(?![\w.])")
    return {key for key, item in items.items() if options and found.search(repr(item.written))}


def split_acts(one: Coded, other: Coded) -> Iterator[SplitAct]:
    """The options of the first that are several in the other, in file order; no part belongs to two of them."""
    before, after = in_full(one), in_full(other)
    taken: set[str] = set()
    for actor in one.alike.actors:
        own, theirs = _options(before, actor), _options(after, actor)
        fresh = [name for name in theirs if name not in own]
        for option in own if fresh else ():
            keys = sorted(naming(before, (option,)) & after.keys())
            pairs = [(before[key], after[key]) for key in keys if _formulas(before[key].parts)]
            group = [name for name in fresh if name not in taken and any(_names(now, name) for _, now in pairs)]
            parts = [name for name in theirs if name == option or name in group]
            if len(parts) > 1 and _mostly(pairs, option, parts):
                taken.update(group)
                yield SplitAct(option, tuple(parts))


def _options(items: Mapping[Key, ComparedItem], actor: str) -> list[str]:
    return [f"{actor}.{name}" for section, owner, name in items if (section, owner) == ("option", actor)]


def _mostly(pairs: Sequence[tuple[ComparedItem, ComparedItem]], option: str, parts: Sequence[str]) -> bool:
    """Whether at least half of the lines that name the option say the same of the parts, and one of them of one that is new."""
    same = [now for was, now in pairs if _same(was, now, option, parts)]
    new = any(_names(now, part) for now in same for part in parts if part != option)
    return new and 2 * len(same) >= len(pairs)


def _names(item: ComparedItem, option: str) -> bool:
    return any(
        isinstance(node, Symbol) and node.name == option for tree in _formulas(item.parts) for node in tree.walk()
    )


def _formulas(parts: Any) -> list[Formula]:
    """All formulas in the parts of a line, in their order."""
    if isinstance(parts, str):
        tree = tree_of(parts)
        return [] if tree is None else [tree]
    if isinstance(parts, Mapping):
        return [formula for value in parts.values() for formula in _formulas(value)]
    if isinstance(parts, tuple | frozenset):
        return [
            formula
            for value in (sorted(parts) if isinstance(parts, frozenset) else parts)
            for formula in _formulas(value)
        ]
    return []


def _same(was: ComparedItem, now: ComparedItem, option: str, parts: Sequence[str]) -> bool:
    """Whether a line says the same there of a part, or of all: formula by formula."""
    meanings: list[Formula] = [And(tuple(map(Symbol, parts))), *map(Symbol, parts)]
    before, after = _formulas(was.parts), _formulas(now.parts)
    return len(before) == len(after) and all(
        any(_normal(_with(tree, option, meaning)) == _normal(there) for meaning in meanings)
        for tree, there in zip(before, after, strict=True)
    )


def _with(tree: Formula, option: str, meaning: Formula) -> Formula:
    return tree.replaced(lambda node: meaning if isinstance(node, Symbol) and node.name == option else None)


def _normal(tree: Formula) -> Formula:
    """A formula without brackets in brackets of its kind, and what is joined by *and* or *or* in one order."""

    def ordered(node: Formula) -> Formula | None:
        if not isinstance(node, And | Or):
            return None
        return type(node)(tuple(sorted((item.replaced(ordered) for item in node.items), key=to_text)))

    return simple(tree).replaced(ordered)
