"""What an evaluator says of a game, in numbers of the program: who wants what where it begins, the ways out of its start, and
the minimal changes of wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import NamedTuple, TypeVar

__all__ = [
    "ActOut",
    "Comparison",
    "Countermove",
    "DealTold",
    "DealsFrom",
    "GameState",
    "Link",
    "MinimalEdits",
    "MoveOut",
    "StateAfter",
    "StepOn",
    "WantState",
    "WaysOut",
]

T = TypeVar("T")


class WantState(NamedTuple):
    """A want at its place. ``want``, ``could_be``: its words now, and what it could be (None: nothing), in the section
    ``wants``; ``against``, ``against_otherwise``: whether what it says, and what it says otherwise, is negated; ``branch``:
    what is in force at the start, 0 the want, 1 otherwise; ``met``: whether it is met there; both None where the start is
    not feasible.
    """

    line: int
    want: int
    could_be: int | None
    dropped: bool
    against: bool
    against_otherwise: bool
    branch: int | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class GameState:
    """A game. ``start``: the bits of the options that are on; ``wants``: of each actor, in its order, dropped ones too."""

    start: int
    feasible: bool
    drivers: tuple[Fraction, ...]
    wants: tuple[tuple[WantState, ...], ...]

    @classmethod
    def read(cls, numbers: Iterable[int], *, actors: int, drivers: int, scale: int) -> GameState:
        """Return the game that numbers of ``evaluator_game`` describe.

        Parameters
        ----------
        numbers : iterable of int
            The numbers.
        actors, drivers : int
            How many there are.
        scale : int
            Values of drivers are integers over this.

        Returns
        -------
        GameState
            The game.
        """
        sheet = _Sheet(numbers)
        start, feasible, per = sheet.several(3)
        values = tuple(Fraction(at, per * scale) for at in sheet.several(drivers))
        return cls(start, bool(feasible), values, tuple(sheet.list_of(_want) for _ in range(actors)))


class Link(NamedTuple):
    """A want that decides once those of the links before are left out. ``sign``: 1 for the act, -1 against it;
    ``here``, ``there``: its branch at the start and at the target, 0 the want, 1 otherwise."""

    line: int
    sign: int
    here: int
    there: int


class Comparison(NamedTuple):
    """The start and a target to an actor. ``now``, ``then``: the rank of each among ``of``, 1 being the best; ``links``:
    the wants that decide, one after another; ``end``: what the act comes to without them, 1 it pays, -1 it does not, 0
    nothing decides."""

    now: int
    then: int
    of: int
    end: int
    links: tuple[Link, ...]


class Countermove(NamedTuple):
    """A move of an opponent that follows an act."""

    actor: int
    state: int


class ActOut(NamedTuple):
    """One act that is open at the start. ``kind``: 1 it is better, 0 indifferent, -1 worse, -2 not ready, since what it
    needs does not hold (``comparison`` is then None); ``countermoves``: what deters one that is better."""

    actor: int
    bit: int
    on: bool
    kind: int
    target: int
    comparison: Comparison | None
    countermoves: tuple[Countermove, ...]


class MoveOut(NamedTuple):
    """The best move of an actor that leaves the start, but by no single act."""

    actor: int
    target: int
    comparison: Comparison


class StepOn(NamedTuple):
    """A step from a state. ``rank``: of where it leads to its actor, the best being the highest."""

    actor: int
    state: int
    rank: int


class StateAfter(NamedTuple):
    """A state, the terms that hold there, by their place among those that were asked, and the steps from it."""

    state: int
    terms: tuple[int, ...]
    steps: tuple[StepOn, ...]


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The ways out of the start of a game. ``stable``: whether nobody has a step from it; ``together``: moves of several
    acts; ``states``: all that steps lead to from the start and from where these lead, the start first."""

    stable: bool
    acts: tuple[ActOut, ...]
    together: tuple[MoveOut, ...]
    states: tuple[StateAfter, ...]

    @classmethod
    def read(cls, numbers: Iterable[int]) -> WaysOut:
        """Return the ways that numbers of ``evaluator_ways`` describe.

        Parameters
        ----------
        numbers : iterable of int
            The numbers.

        Returns
        -------
        WaysOut
            The ways.
        """
        sheet = _Sheet(numbers)
        return cls(bool(sheet.one()), sheet.list_of(_act), sheet.list_of(_together), sheet.list_of(_state))


@dataclass(frozen=True, slots=True)
class MinimalEdits:
    """The minimal changes of a game. ``holds``: whether the target comes about without any; ``changes``: those that reverse
    that, smaller ones first, each as edits (`Program.Operation`) of a kind and a want, in the order of the game."""

    holds: bool
    changes: tuple[tuple[tuple[int, int], ...], ...]

    @classmethod
    def read(cls, numbers: Iterable[int]) -> MinimalEdits:
        """Return the minimal changes that numbers of ``evaluator_changes`` describe.

        Parameters
        ----------
        numbers : iterable of int
            The numbers.

        Returns
        -------
        MinimalEdits
            The changes.
        """
        sheet = _Sheet(numbers)
        return cls(bool(sheet.one()), sheet.list_of(lambda own: own.list_of(_edit)))


class DealTold(NamedTuple):
    """A deal that is told. ``state``, ``target``: where it is made, and where it leads to; ``participants``: positions;
    ``fate``: kept, overtaken, broken, or goes round; ``again``: the options agreed on that are switched again; ``answered``:
    participants whose part alone is answered; ``broken_by``: actor, and the states that its step leaves and leads to."""

    state: int
    target: int
    participants: tuple[int, ...]
    fate: str
    again: tuple[int, ...]
    answered: tuple[int, ...]
    broken_by: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class DealsFrom:
    """A state in which a game comes to rest, and the deals from there that are told."""

    state: int
    deals: tuple[DealTold, ...]

    @classmethod
    def read(cls, numbers: Iterable[int]) -> tuple[DealsFrom, ...]:
        """Return what numbers of ``evaluator_deals`` describe.

        Parameters
        ----------
        numbers : iterable of int
            The numbers.

        Returns
        -------
        tuple of DealsFrom
            The resting states and their deals.
        """
        return _Sheet(numbers).list_of(lambda own: cls(own.one(), own.list_of(_deal)))


class _Sheet:
    """Numbers, read one after another."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = iter(numbers)

    def one(self) -> int:
        return next(self._numbers)

    def several(self, count: int) -> list[int]:
        return list(islice(self._numbers, count))

    def list_of(self, item: Callable[[_Sheet], T]) -> tuple[T, ...]:
        return tuple(item(self) for _ in range(self.one()))


_NOT_READY = -2
_FATES = ("kept", "overtaken", "broken", "goes round")


def _bits(mask: int) -> tuple[int, ...]:
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)


def _deal(sheet: _Sheet) -> DealTold:
    state, target, who, fate, again, answered = sheet.several(6)
    broken = _FATES[fate] == "broken"
    return DealTold(
        state, target, _bits(who), _FATES[fate], _bits(again), _bits(answered), _breach(sheet) if broken else None
    )


def _breach(sheet: _Sheet) -> tuple[int, int, int]:
    actor, before, after = sheet.several(3)
    return actor, before, after


def _edit(sheet: _Sheet) -> tuple[int, int]:
    kind, line = sheet.several(2)
    return kind, line


def _want(sheet: _Sheet) -> WantState:
    line, want, could_be, dropped, against, otherwise, branch, met = sheet.several(8)
    return WantState(
        line,
        want,
        None if could_be < 0 else could_be,
        bool(dropped),
        bool(against),
        bool(otherwise),
        None if branch < 0 else branch,
        None if met < 0 else bool(met),
    )


def _comparison(sheet: _Sheet) -> Comparison:
    now, then, of, end = sheet.several(4)
    return Comparison(now, then, of, end, sheet.list_of(lambda own: Link(*own.several(4))))


def _act(sheet: _Sheet) -> ActOut:
    actor, bit, on, kind, target = sheet.several(5)
    comparison = None if kind == _NOT_READY else _comparison(sheet)
    return ActOut(
        actor, bit, bool(on), kind, target, comparison, sheet.list_of(lambda own: Countermove(*own.several(2)))
    )


def _together(sheet: _Sheet) -> MoveOut:
    actor, target = sheet.several(2)
    return MoveOut(actor, target, _comparison(sheet))


def _state(sheet: _Sheet) -> StateAfter:
    state, mask = sheet.several(2)
    return StateAfter(state, _bits(mask), sheet.list_of(lambda own: StepOn(*own.several(3))))
