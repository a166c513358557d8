"""Decisions as a certificate holds them: moves by the options that they switch on and off, so that no code is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gmcr import CONCEPTS
from gmcr.analysis import Decision
from gmcr.base.errors import CountermoveError, UnknownName, quoted
from gmcr.base.summary import Record
from gmcr.model import OptionForm

__all__ = ["Countered", "Counters", "Decided", "Leaves", "Moved", "Stays", "Whole", "decided", "decision_in"]


Whole: TypeAlias = Literal["listed", "proved", "carried"]
"""The argument that the paths given deter every improvement; as in the engine's ``Decision``."""


@dataclass(frozen=True, slots=True)
class Moved(Record):
    """An improvement by the actor in question."""

    on: tuple[str, ...]
    """The options that it switches on; for options in degrees the levels passed on the way up, as in ``a.x >= mid``."""
    off: tuple[str, ...]
    """The options that it switches off."""


@dataclass(frozen=True, slots=True)
class Counters(Record):
    """One countermove on a path."""

    actor: str
    """The mover."""
    on: tuple[str, ...]
    """The options that it switches on."""
    off: tuple[str, ...]
    """The options that it switches off."""


@dataclass(frozen=True, slots=True)
class Countered(Record):
    """An improvement with the countermoves that deter it."""

    move: Moved
    """The improvement, from the state of the certificate."""
    path: tuple[Counters, ...]
    """The countermoves, each from where the one before it led."""


@dataclass(frozen=True, slots=True)
class Stays(Record):
    """Why an actor stays: every improvement is deterred."""

    whole: Whole
    """How the listed improvements cover all: there are no others ("listed", "proved"), or one of these paths, carried
    over, deters every other one too ("carried")."""
    improvements: tuple[Countered, ...]
    """Improvements with the countermoves that deter them."""


@dataclass(frozen=True, slots=True)
class Leaves(Record):
    """Why an actor leaves: an improvement that nothing deters."""

    move: Moved
    """The improvement, from the state of the certificate."""
    invariant: tuple[tuple[str, ...], ...]
    """Clauses that hold wherever countermoves lead: in each at least one literal is true, "us.engage" or "not
    us.engage". Empty under Nash."""


@dataclass(frozen=True, slots=True)
class Decided(Record):
    """One decision."""

    actor: str
    """The actor."""
    concept: str
    """The concept."""
    stable: bool | None
    """Whether the actor stays; null where unknown."""
    stays: Stays | None
    """Why it stays; null where it does not."""
    leaves: Leaves | None
    """Why it leaves; null where it does not."""


# -- from decisions ----------------------------------------------------------------------------------------------------


def decided(form: OptionForm, decision: Decision) -> Decided:
    """A decision as a certificate holds it."""
    stays = leaves = None
    if (stay := decision.deterrence) is not None:
        each = tuple(_countered(form, decision.state, item.target, item.path) for item in stay.improvements)
        stays = Stays(stay.whole, each)
    if (leave := decision.undeterred) is not None:
        leaves = Leaves(Moved(*_changes(form, decision.state, leave.improvement)), leave.invariant)
    return Decided(decision.actor, decision.concept, decision.stable, stays, leaves)


def _countered(form: OptionForm, state: int, target: int, countermoves: Sequence[tuple[str, int]]) -> Countered:
    here, path = target, []
    for mover, to in countermoves:
        path.append(Counters(mover, *_changes(form, here, to)))
        here = to
    return Countered(Moved(*_changes(form, state, target)), tuple(path))


def _changes(form: OptionForm, here: int, to: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The options that are switched on between two states, and off."""
    on = tuple(name for bit, name in enumerate(form.names) if (to & ~here) >> bit & 1)
    return on, tuple(name for bit, name in enumerate(form.names) if (here & ~to) >> bit & 1)


# -- to decisions ------------------------------------------------------------------------------------------------------


def decision_in(form: OptionForm, state: int, entry: Decided, place: str) -> Decision:
    """The decision that a certificate holds. Raises CountermoveError with the place of the fault: a name that is
    unknown, or occurs twice in one move, an option that is already on switched on, or off switched off, two proofs of
    one decision."""
    _need("actor", entry.actor, form.actors, f"{place}.actor")
    _need("concept", entry.concept, CONCEPTS, f"{place}.concept")
    if entry.stays is not None and entry.leaves is not None:
        raise CountermoveError(f"{place}: it proves both that the actor stays and that it leaves: it can do one.")
    deterred = undeterred = None
    if entry.stays is not None:
        items = enumerate(entry.stays.improvements)
        each = tuple(_sanctioned(form, state, item, f"{place}.stays.improvements.{k}") for k, item in items)
        deterred = entry.stays.whole, each
    if entry.leaves is not None:
        to = _changed(form, state, entry.leaves.move, f"{place}.leaves.move")
        for number, clause in enumerate(entry.leaves.invariant):
            if not all(text.removeprefix("not ") in form.bit for text in clause):
                for text in clause:
                    _need("option", text.removeprefix("not "), form.bit, f"{place}.leaves.invariant.{number}")
        undeterred = to, entry.leaves.invariant
    return Decision.given(state, entry.actor, entry.concept, entry.stable, deterred=deterred, undeterred=undeterred)


def _sanctioned(form: OptionForm, state: int, item: Countered, place: str) -> tuple[int, tuple[tuple[str, int], ...]]:
    """An improvement and its countermoves, by codes."""
    target = here = _changed(form, state, item.move, f"{place}.move")
    path = []
    for number, step in enumerate(item.path):
        _need("actor", step.actor, form.actors, f"{place}.path.{number}.actor")
        here = _changed(form, here, step, f"{place}.path.{number}")
        path.append((step.actor, here))
    return target, tuple(path)


def _changed(form: OptionForm, here: int, move: Moved | Counters, place: str) -> int:
    """The state that a move leads to."""
    to, counts = here, Counter((*move.on, *move.off))
    if len(counts) < len(move.on) + len(move.off):
        twice = next(name for name, times in counts.items() if times > 1)
        raise CountermoveError(
            f"{place}: {quoted(twice)} appears there twice; what a move switches appears once, under on or under off."
        )
    for names, value in ((move.on, 1), (move.off, 0)):
        for name in names:
            bit = _bit(form, name, f"{place}.{'on' if value else 'off'}")
            if to >> bit & 1 == value:
                raise CountermoveError(f"{place}: {quoted(name)} is {'on' if value else 'off'} already.")
            to ^= 1 << bit
    return to


def _bit(form: OptionForm, name: str, place: str) -> int:
    _need("option", name, form.bit, place)
    return form.bit[name]


def _need(kind: str, name: str, known: Collection[str], place: str) -> None:
    if name not in known:
        raise CountermoveError(f"{place}: {UnknownName(kind, name, known)}")
