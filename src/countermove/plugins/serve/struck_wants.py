"""Wants that a push turned: the words of each in the file, to be struck through, and the numbers that turned it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from countermove.plugins.serve.workspace import Opened
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.wants import want_in_force
from gmcr.base.summary import Record

__all__ = ["Struck", "Turned", "WantWords", "measured_by", "turned_wants", "worded"]


@dataclass(frozen=True, slots=True)
class WantWords(Record):
    """A want by the branch in force at the start of one game. ``says``: its words in the file, "" if it has none;
    ``told``: what is wanted, read on from "wants"; ``words``: its name as a reason."""

    says: str
    told: str
    words: str


@dataclass(frozen=True, slots=True)
class Turned(Record):
    """A want that a push turned. ``was``: as the file has it; ``by``: the numbers behind it that moved, from where to
    where ("" if none did: it was turned by hand)."""

    was: WantWords
    by: str


@dataclass(frozen=True, slots=True)
class Struck(Record):
    """The reason that no longer decides a way out, in words, and the numbers that turned it."""

    was: str
    by: str


def worded(phrasing: Phrasing, want: str) -> WantWords:
    """A want in the game that is worded."""
    says, wanted = phrasing.says(want, phrasing.branch(want)), want_in_force(phrasing, want).wish
    wants = phrasing.agree(phrasing.game.wants[want].actor, "wants", "want")
    return WantWords(says, wanted, says or f"{wants} {wanted}")


def measured_by(phrasing: Phrasing, want: str) -> Iterator[str]:
    """The drivers that a want's condition compares, through terms too, in the order of the file."""
    condition = phrasing.game.wants[want].condition
    if condition is not None:
        mentioned = phrasing.glossary.vocabulary.resolve(condition).drivers
        yield from (name for name in phrasing.game.drivers if name in mentioned)


def turned_wants(opened: Opened) -> Mapping[str, Turned]:
    """The wants of the current game that differ from the same game according to the file."""
    if not opened.switches.pushed:
        return {}
    view = opened.switches.view
    now, before = Phrasing(opened.glossary, view), Phrasing(opened.unpushed.glossary, view)
    turned = {}
    for want in now.game.wants:
        was = worded(before, want)
        if was != worded(now, want):
            turned[want] = Turned(was, ", ".join(_moved(want, before, now)))
    return turned


def _moved(want: str, before: Phrasing, now: Phrasing) -> Iterator[str]:
    for name in measured_by(now, want):
        old, new = before.game.drivers[name], now.game.drivers[name]
        if old != new:
            yield f"{name.replace('_', ' ')} {driver_text(old)} → {driver_text(new)}"
