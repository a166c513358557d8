"""Lines that split codings: which codings have which form of a line, where not all have the same.

Lines are the items that ``diff`` compares. A line *splits* codings if it can affect an answer or a verdict and not all
have it in one form; a coding without it is a form too. Codings that have it in one form share one *variant* of it. The
place of a want is a line of its own: its variants are places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from countermove.questions.compare.codings import Coded
from countermove.verdicts.alignment import Key
from countermove.verdicts.lines.differences import ChangedLine, part_text
from gmcr.base.summary import Record

__all__ = ["Split", "SplitForm", "bears", "splits_of"]


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
