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
"""How it is said that what is given deters every improvement; the engine means the same by it (``Decision``)."""


@dataclass(frozen=True, slots=True)
class Moved(Record):
    """A move of the actor in question: an improvement."""

    on: tuple[str, ...]
    """What it switches on; of options in degrees the levels passed on the way up, as in ``a.x >= mid``."""
    off: tuple[str, ...]
    """What it switches off."""


@dataclass(frozen=True, slots=True)
class Counters(Record):
    """A countermove."""

    actor: str
    """Who moves."""
    on: tuple[str, ...]
    """What it switches on."""
    off: tuple[str, ...]
    """What it switches off."""


@dataclass(frozen=True, slots=True)
class Countered(Record):
    """An improvement and countermoves that deter it."""

    move: Moved
    """The improvement, from the state of the certificate."""
    path: tuple[Counters, ...]
    """The countermoves, each from where the one before it led to."""


@dataclass(frozen=True, slots=True)
class Stays(Record):
    """Why an actor stays: every improvement is deterred."""

    whole: Whole
    """How the improvements given stand for all: there are no others ("listed", "proved"), or from every other one of these paths
    deters too when carried over ("carried")."""
    improvements: tuple[Countered, ...]
    """Improvements with what deters them."""


@dataclass(frozen=True, slots=True)
class Leaves(Record):
    """Why an actor leaves: an improvement that nothing deters."""

    move: Moved
    """The improvement, from the state of the certificate."""
    invariant: tuple[tuple[str, ...], ...]
    """Clauses that hold wherever countermoves lead: of each one literal at least is true, "us.engage" or "not us.engage". Under
    Nash none."""


@dataclass(frozen=True, slots=True)
class Decided(Record):
    """A decision."""

    actor: str
    """The actor."""
    concept: str
    """The concept."""
    stable: bool | None
    """Whether the actor stays; null where it is not known."""
    stays: Stays | None
    """Why it stays; null where it does not."""
    leaves: Leaves | None
    """Why it leaves; null where it does not."""


# -- from decisions ----------------------------------------------------------------------------------------------------


def decided(form: OptionForm, given: Decision) -> Decided:
    """A decision as a certificate holds it."""
    stays = leaves = None
    if (stay := given.deterrence) is not None:
        each = tuple(_countered(form, given.state, item.target, item.path) for item in stay.improvements)
        stays = Stays(stay.whole, each)
    if (leave := given.undeterred) is not None:
        leaves = Leaves(Moved(*_changes(form, given.state, leave.improvement)), leave.invariant)
    return Decided(given.actor, given.concept, given.stable, stays, leaves)


def _countered(form: OptionForm, state: int, target: int, countermoves: Sequence[tuple[str, int]]) -> Countered:
    here, path = target, []
    for mover, to in countermoves:
        path.append(Counters(mover, *_changes(form, here, to)))
        here = to
    return Countered(Moved(*_changes(form, state, target)), tuple(path))


def _changes(form: OptionForm, here: int, to: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is switched on between two states, and off."""
    on = tuple(name for bit, name in enumerate(form.names) if (to & ~here) >> bit & 1)
    return on, tuple(name for bit, name in enumerate(form.names) if (here & ~to) >> bit & 1)


# -- to decisions ------------------------------------------------------------------------------------------------------


def decision_in(form: OptionForm, state: int, given: Decided, place: str) -> Decision:
    """The decision that a certificate holds. Raises CountermoveError with where it is wrong: a name that there is not, or is
    twice in one move, what is on already switched on, or off already switched off, two proofs of one decision."""
    _need("actor", given.actor, form.actors, f"{place}.actor")
    _need("concept", given.concept, CONCEPTS, f"{place}.concept")
    if given.stays is not None and given.leaves is not None:
        raise CountermoveError(f"{place}: it proves both that the actor stays and that it leaves: it can do one.")
    deterred = undeterred = None
    if given.stays is not None:
        items = enumerate(given.stays.improvements)
        each = tuple(_sanctioned(form, state, item, f"{place}.stays.improvements.{k}") for k, item in items)
        deterred = given.stays.whole, each
    if given.leaves is not None:
        to = _changed(form, state, given.leaves.move, f"{place}.leaves.move")
        for number, clause in enumerate(given.leaves.invariant):
            if not all(text.removeprefix("not ") in form.bit for text in clause):
                for text in clause:
                    _need("option", text.removeprefix("not "), form.bit, f"{place}.leaves.invariant.{number}")
        undeterred = to, given.leaves.invariant
    return Decision.given(state, given.actor, given.concept, given.stable, deterred=deterred, undeterred=undeterred)


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
    to, said = here, Counter((*move.on, *move.off))
    if len(said) < len(move.on) + len(move.off):
        twice = next(name for name, times in said.items() if times > 1)
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
