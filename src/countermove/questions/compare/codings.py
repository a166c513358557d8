"""Several codings of one text under common names: those of the first, or of the earliest coding that has a name.

Things that two codings call by different names are matched as ``diff`` matches them. A later coding takes the names of
the first; anything that the first lacks takes the name that the earliest coding with it uses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from countermove.assessment import loads
from countermove.verdicts.alignment import Data, Key, aligned
from countermove.verdicts.lines.differences import ChangedLine, ComparedItem, compared, items_of
from countermove.verdicts.lines.patches import written
from gmcr.base.summary import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Coded", "coded", "labels_of", "related"]


@dataclass(frozen=True, eq=False)
class Coded(Record):
    """One coding. ``label``: what it is called; ``assessment``: as it was read; ``alike``: the same under the common
    names, and ``data``: its data, with full names of options; ``differences``: how it differs from the first;
    ``names``: its own key → the common name, where the two differ; ``items``: its items, under the common names."""

    label: str
    assessment: Assessment
    alike: Assessment
    data: Data
    differences: tuple[ChangedLine, ...]
    names: Mapping[Key, str]
    items: Mapping[Key, ComparedItem]

    def common(self, section: str, name: str, owner: str = "") -> str:
        """The common name of something; the owner of an answer by its common name."""
        return self.names.get((section, owner, name), name)

    def reading(self, reading: Mapping[str, str]) -> frozenset[tuple[str, str]]:
        """A reading in common names."""
        pairs = []
        for question, answer in reading.items():
            name = self.common("question", question)
            pairs.append((name, self.common("reading", answer, name)))
        return frozenset(pairs)


def labels_of(assessments: Sequence[Assessment]) -> tuple[str, ...]:
    """Labels of the codings: the names of their files, with as many folders as distinguish them, and numbers where
    nothing does."""
    names = [item.name for item in assessments]
    paths = [(*PurePath(item.file).parent.parts, item.name) for item in assessments]
    for length in range(2, max(map(len, paths), default=0) + 1):
        twice = {name for name in names if names.count(name) > 1}
        names = ["/".join(path[-length:]) if name in twice else name for name, path in zip(names, paths, strict=True)]
    return tuple(
        f"{name} ({names[: place + 1].count(name)})" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    )


def coded(label: str, assessment: Assessment, before: Sequence[Coded]) -> Coded:
    """A coding under the names of those *before* it."""
    if not before:
        data = aligned(assessment.data, {}, full=True)
        return Coded(label, assessment, assessment, data, (), {}, items_of(assessment, assessment.data))
    first = before[0]
    differences, names = compared(first.assessment, assessment)
    data = aligned(assessment.data, names, full=True)
    alike = _read(data, assessment)
    for other in before[1:]:
        more = _also(alike, other, first)
        if more:
            names = {**_followed(names, more), **{_there(key, names): name for key, name in more.items()}}
            data = aligned(data, more, full=True)
            alike = _read(data, assessment)
            renamed = [item for item in differences if item.kind == "renamed"]
            differences = (*renamed, *compared(first.assessment, alike)[0])
    return Coded(label, assessment, alike, data, differences, names, items_of(alike, aligned(assessment.data, names)))


def _read(data: Data, assessment: Assessment) -> Assessment:
    return loads(written(data), file=assessment.file)


def _also(alike: Assessment, other: Coded, first: Coded) -> dict[Key, str]:
    """Things that a coding and another, but not the first, have by different names: key in it → name in the other."""
    mine = {key for key in items_of(alike, alike.data) if key not in first.items}
    theirs = {key for key in other.items if key not in first.items}
    if not (mine - theirs and theirs - mine):
        return {}
    _, names = compared(other.alike, alike)
    return {
        key: name for key, name in names.items() if key not in first.items and (key[0], key[1], name) not in first.items
    }


def _there(key: Key, names: Mapping[Key, str]) -> Key:
    """A key in common names as the file has it; its owner is common already."""
    section, owner, name = key
    return next(
        (there for there, common in names.items() if there[:2] == key[:2] and common == name), (section, owner, name)
    )


def _followed(names: Mapping[Key, str], more: Mapping[Key, str]) -> dict[Key, str]:
    """The names whose owner has been renamed meanwhile."""
    owners = {(section, name): new for (section, _, name), new in more.items() if section in ("actor", "question")}
    kinds = {"option": "actor", "want": "actor", "reading": "question"}
    return {
        (section, owners.get((kinds.get(section, ""), owner), owner), name): new
        for (section, owner, name), new in names.items()
    }


def related(codings: Sequence[Coded]) -> tuple[int, ...]:
    """The indices of the codings that have something in common with the first, directly or through others, the first
    included."""
    connected, remaining = [0], list(range(1, len(codings)))
    for place in connected:  # grows while it is traversed
        near = [other for other in remaining if _in_common(codings[place], codings[other])]
        connected += near
        remaining = [other for other in remaining if other not in near]
    return tuple(sorted(connected))


def _in_common(one: Coded, other: Coded) -> bool:
    """Whether two codings share an option, or a claim or question of the same content or words: ids of claims are names
    that any two may share."""
    for key, item in one.items.items():
        there = other.items.get(key)
        if there is None:
            continue
        if key[0] == "option":
            return True
        words = {"claim": "says", "key question": "asks", "question": "asks"}.get(key[0])
        if words is not None and (
            item.written.get(words) == there.written.get(words) is not None or _same(item, there)
        ):
            return True
    return False


def _same(item: ComparedItem, other: ComparedItem) -> bool:
    return item.parts == other.parts and any(value is not None for value in item.parts.values())
