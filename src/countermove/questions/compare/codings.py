"""Several codings of one text under common names: those of the first, or of the earliest coding that has a name.

Things that two codings call by different names are matched as ``diff`` matches them. A later coding takes the names of
the first; anything that the first lacks takes the name that the earliest coding with it uses.

Lines that split codings: which codings have which form of a line, where not all have the same.

Lines are the items that ``diff`` compares. A line *splits* codings if it can affect an answer or a verdict and not all
have it in one form; a coding without it is a form too. Codings that have it in one form share one *variant* of it. The
place of a want is a line of its own: its variants are places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from countermove.assessment import loads
from countermove.verdicts.lines.counterparts import Data, Key, aligned
from countermove.verdicts.lines.differences import ChangedLine, ComparedItem, compared, items_of, part_text
from countermove.verdicts.lines.mixture import written
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Coded", "Split", "SplitForm", "bears", "coded", "labels_of", "related", "splits_of"]


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
    names = [item.label for item in assessments]
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


@dataclass(frozen=True, eq=False)
class SplitForm(Record):
    """``codings``: their indices; ``text``: the line as the first of them has it, None if they lack it; ``change``: the
    change of the first coding to it, and ``source`` the index of the coding that supplies it; None if the first has
    this form."""

    codings: tuple[int, ...]
    text: str | None
    change: ChangedLine | None
    source: int | None


@dataclass(frozen=True, eq=False)
class Split(Record):
    """``key``: of the line; ``moved``: whether it is about its place; ``forms``: the first coding's, then others in
    order."""

    key: Key
    moved: bool
    forms: tuple[SplitForm, ...]

    @property
    def missing(self) -> bool:
        """Whether some codings lack it."""
        return any(form.text is None for form in self.forms)


def bears(item: ChangedLine) -> bool:
    """Whether a difference can affect an answer, over all readings or in the base reading, or a verdict."""
    return item.answering


def splits_of(codings: Sequence[Coded]) -> tuple[Split, ...]:
    """The lines that split some codings, in the order of the first file, then of the others."""
    changed: dict[tuple[Key, bool], dict[int, ChangedLine]] = {}
    for place, coding in enumerate(codings):
        for item in coding.differences:
            if bears(item):
                changed.setdefault((item.key, item.kind == "moved"), {})[place] = item
    order = {key: place for place, key in enumerate(codings[0].items)}
    rows = sorted(changed.items(), key=lambda row: order.get(row[0][0], len(order)))
    return tuple(Split(key, moved, tuple(_forms(codings, key, moved, changes))) for (key, moved), changes in rows)


def _forms(codings: Sequence[Coded], key: Key, moved: bool, changes: dict[int, ChangedLine]) -> Iterator[SplitForm]:
    groups: list[tuple[Any, list[int]]] = []
    for place, coding in enumerate(codings):
        form = _place(place, changes) if moved else _parts(coding, key)
        own = next((members for known, members in groups if known == form), None)
        if own is None:
            groups.append((form, [place]))
        else:
            own.append(place)
    named = dict.fromkeys(part.key for item in changes.values() for part in item.parts)
    for _, members in groups:
        source = next((place for place in members if place in changes), None)
        change = None if source is None else changes[source]
        if moved:
            text = next(iter(changes.values())).parts[0].before if change is None else change.parts[0].after
        else:
            text = _text(codings[members[0]], key, tuple(named))
        yield SplitForm(tuple(members), text, change, source)


def _parts(coding: Coded, key: Key) -> Any:
    item = coding.items.get(key)
    return None if item is None else item.parts


def _place(place: int, changes: dict[int, ChangedLine]) -> str | None:
    change = changes.get(place)
    return None if change is None else change.parts[0].after


def _text(coding: Coded, key: Key, parts: Sequence[str]) -> str | None:
    """Some parts of a coding's line as written; None if it lacks the line."""
    item = coding.items.get(key)
    if item is None:
        return None
    texts = [f"{part}: {text}" for part in parts if (text := part_text(item, part)) is not None]
    return "; ".join(texts) or "nothing of it"
