"""An actor's gains and losses between two states, and the want that decides.

Wants are lexicographic: the *deciding* want is the first, in the actor's order, that is met in one of the two states
only, and it alone settles which of them the actor prefers. All other wants that differ are listed as gained or lost
too. An actor given by a ranking has no wants to name: only the ``sign`` is known (1 it gains, -1 it loses, 0 neither),
and the ``place`` of each state in its order, which is None where states are too many to list.

A reason is a record of one game: the branch of the deciding want in force at each of the two states, and its condition
with the values of the drivers there. It can be reported without another game.

The **chain** of an act that does not pay: the want that decides; without it the one that decides then, and so on, until
the act pays (its *end* is 1) or nothing speaks for or against it any more (0). For an act that pays, likewise towards
staying: -1, or 0.

Conditions that compare numbers, as switches: on which side drivers stand, and where a want is turned on or off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gmcr import Conflict, Ranking
from gmcr.base.errors import FormulaError
from gmcr.base.record import BY_NAME, INTERNAL, NULL_IF_EMPTY, Key, Record, derived
from gmcr.logic import Compare, Formula, number, to_text, truth
from gmcr.model import Branch, ModelWant

__all__ = [
    "NO_CHAIN",
    "Chain",
    "NumberSwitch",
    "Place",
    "Reason",
    "chain",
    "chain_of",
    "compared_drivers",
    "driver_switch",
    "reason",
    "switch_of",
]


class Place(NamedTuple):
    """How good two states are to an actor: the rank of each, 1 being the best, and the number of ranks; equally good
    states share one.
    """

    now: int
    then: int
    of: int


@dataclass(frozen=True, slots=True)
class Reason(Record):
    """An actor's comparison of two states."""

    actor: str
    """The actor."""
    before: Annotated[int, Key("from")]
    """The code of the first state."""
    after: Annotated[int, Key("to")]
    """The code of the second state."""
    sign: Annotated[int, INTERNAL]
    gained: tuple[str, ...]
    """Wants met in the second state only, most important first."""
    lost: tuple[str, ...]
    """Wants met in the first state only, most important first."""
    want: Annotated[str | None, Key("decides")]
    """The want that decides; null where none does, or the actor ranks states directly."""
    place: Annotated[Place | None, INTERNAL]
    branches: tuple[str, ...] = ()
    """The branch of it in force in the first state and in the second: "want" or "otherwise"; none where no want
    decides.
    """
    condition: Annotated[str, NULL_IF_EMPTY] = ""
    """The condition that decides which is in force; null where it always counts, or no want decides."""
    drivers: Annotated[tuple[tuple[str, Fraction], ...], BY_NAME] = ()
    """The drivers that the condition compares, with their values in that game."""

    @property
    def part(self) -> str:
        """The branch in force in both states, "" where it is not the same."""
        return self.branches[0] if len(set(self.branches)) == 1 else ""

    @derived
    def result(self) -> Literal["gains", "neither", "loses"]:
        """Whether it gains, loses, or neither."""
        return "gains" if self.sign > 0 else "loses" if self.sign < 0 else "neither"


def reason(conflict: Conflict, actor: str, before: int, after: int) -> Reason:
    """Why *actor* prefers one of two states (codes) to the other, or neither. Raises SizeError for a ranking of more
    states than can be listed."""
    conflict.actor(actor)
    return _reason(conflict, actor, before, after, _differing(conflict, actor, before, after))


def sign_at(conflict: Conflict, actor: str, before: int, after: int, drivers: Mapping[str, Fraction]) -> int:
    """The preference of an actor with wants between two states (codes) with the *drivers* at other values: 1 the second
    is better, -1 worse, 0 neither."""
    differing = _differing(conflict.with_drivers(drivers), actor, before, after)
    return differing[0].sign if differing else 0


@dataclass(frozen=True, slots=True)
class Chain(Record):
    """The complete explanation why an act does not pay, or why it does."""

    links: tuple[Reason, ...]
    """Each decides once the wants of those before it are left out."""
    end: int
    """What the act comes to without all of them: 1 it pays, -1 it does not, 0 nothing decides."""

    @property
    def told(self) -> bool:
        """Whether there is more than the deciding want to report: others behind it, or that the act then pays."""
        return len(self.links) > 1 or (bool(self.links) and self.end > 0)


NO_CHAIN: Final = Chain((), 0)
"""The chain where nothing decides, or an actor ranks states directly."""


def chain(conflict: Conflict, actor: str, before: int, after: int) -> Chain:
    """The chain of an act that leads from one state (a code) to the other. Raises as ``reason``."""
    conflict.actor(actor)
    return chain_of(conflict, actor, before, after)[1]


def chain_of(conflict: Conflict, actor: str, before: int, after: int) -> tuple[Reason, Chain]:
    """The reason for an act, which is known to be the actor's, and its chain."""
    differing = _differing(conflict, actor, before, after)
    first = _reason(conflict, actor, before, after, differing)
    if not differing:
        return first, NO_CHAIN
    length = next((k for k, item in enumerate(differing) if item.sign != first.sign), len(differing))
    links = (_reason(conflict, actor, before, after, differing[k:], whole=False) for k in range(1, length))
    return first, Chain((first, *links), 0 if length == len(differing) else -first.sign)


class _Differing(NamedTuple):
    """A want that is met in one of two states only: the second where ``sign`` is 1."""

    want: ModelWant
    sign: int
    branches: tuple[Branch, Branch]


def _differing(conflict: Conflict, actor: str, before: int, after: int) -> list[_Differing]:
    preference = conflict.preferences[actor]
    columns = _columns(conflict, before, after)
    differing = []
    for want in () if isinstance(preference, Ranking) else preference:
        here, there = np.broadcast_to(want.truth(columns, conflict.drivers), (2,)).tolist()
        if here != there:
            differing.append(_Differing(want, 1 if there else -1, _branches(want, columns, conflict.drivers)))
    return differing


def _reason(
    conflict: Conflict, actor: str, before: int, after: int, differing: Sequence[_Differing], *, whole: bool = True
) -> Reason:
    """The reason formed by some wants, all of an actor's where *whole*."""
    sign, place = differing[0].sign if differing else 0, None
    if whole and (isinstance(conflict.preferences[actor], Ranking) or conflict.structure.listed):
        place = _place(conflict, actor, before, after)
        sign = (place.then < place.now) - (place.then > place.now)
    want = differing[0].want if differing else None
    return Reason(
        actor=actor,
        before=before,
        after=after,
        sign=sign,
        gained=tuple(item.want.id for item in differing if item.sign > 0),
        lost=tuple(item.want.id for item in differing if item.sign < 0),
        want=None if want is None else want.id,
        place=place,
        branches=differing[0].branches if differing else (),
        condition="" if want is None else want.switch,
        drivers=() if want is None else tuple((name, conflict.drivers[name]) for name in want.measured),
    )


def _place(conflict: Conflict, actor: str, before: int, after: int) -> Place:
    ranks, cell = conflict.cell_ranks[conflict.actor(actor)], conflict.structure.cell
    most = int(ranks.max())
    return Place(most - int(ranks[cell(before)]) + 1, most - int(ranks[cell(after)]) + 1, most)


def _columns(conflict: Conflict, *codes: int) -> Mapping[str, NDArray[np.bool_]]:
    return {name: np.array([code >> k & 1 == 1 for code in codes]) for k, name in enumerate(conflict.structure.options)}


def _branches(
    want: ModelWant, columns: Mapping[str, NDArray[np.bool_]], drivers: Mapping[str, Fraction]
) -> tuple[Branch, Branch]:
    if want.condition is None:
        return "want", "want"
    here, there = np.broadcast_to(truth(want.condition, columns, drivers), (2,)).tolist()
    return "want" if here else "otherwise", "want" if there else "otherwise"


_JUST = Fraction(1, 10**12)
"""Smaller than the difference of any two numbers of a file."""


@dataclass(frozen=True, slots=True)
class NumberSwitch(Record):
    """A condition that compares two numbers. ``op``: as read from ``now`` to ``threshold``; ``fixed``: the threshold
    does not depend on the drivers. ``of``: the quantity compared with it, in words."""

    op: str
    now: Fraction
    threshold: Fraction
    fixed: bool
    of: str = field(default="", compare=False)

    @property
    def above(self) -> bool:
        """Whether the want is on above the threshold."""
        return self.op in (">", ">=")

    @property
    def beyond(self) -> Fraction:
        """The first number beyond the threshold, seen from ``now``: the threshold itself where the want turns there."""
        at = ("=" in self.op) is not self.on
        return self.threshold if at else self.threshold + (_JUST if self.above is not self.on else -_JUST)

    @property
    def before(self) -> Fraction:
        """The last number on this side of the threshold: the threshold itself where the want does not turn there."""
        at = ("=" in self.op) is not self.on
        if not at or self.now == self.threshold:
            return self.threshold
        return self.threshold - (_JUST if self.above is not self.on else -_JUST)

    @property
    def on(self) -> bool:
        """Whether the want is on now."""
        if self.now == self.threshold:
            return "=" in self.op
        return (self.now > self.threshold) is self.above


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def switch_of(condition: Formula, options: Mapping[str, bool], drivers: Mapping[str, Fraction]) -> NumberSwitch | None:
    """The switch that a condition is under some options; None where it is no comparison with a driver."""
    if not isinstance(condition, Compare) or condition.op in ("==", "!="):
        return None
    left, right, op = condition.left, condition.right, str(condition.op)
    if not left.drivers:
        left, right, op = right, left, _TURNED[op]
    if not left.drivers:
        return None
    now, threshold = (number(side, options, drivers) for side in (left, right))
    return NumberSwitch(op, now, threshold, not right.drivers, _compared(left))


def compared_drivers(condition: Compare, drivers: Mapping[str, Fraction]) -> list[str]:
    """The drivers of a comparison, those on its left side first, each side in the order of *drivers*."""
    left, right = condition.left.drivers, condition.right.drivers
    return [*(name for name in drivers if name in left), *(name for name in drivers if name in right - left)]


def driver_switch(
    condition: Compare,
    name: str,
    options: Mapping[str, bool],
    drivers: Mapping[str, Fraction],
    within: tuple[Fraction, Fraction],
) -> NumberSwitch | None:
    """Where one driver alone turns a comparison, all else unchanged; None where it does not within its range, or is not
    linear in it."""

    def gap(value: Fraction) -> Fraction:
        at = {**drivers, name: value}
        return number(condition.left, options, at) - number(condition.right, options, at)

    low, high = within
    first, last = gap(low), gap(high)
    slope = last - first
    if slope == 0 or gap((low + high) / 2) != (first + last) / 2:
        return None
    threshold = low - first * (high - low) / slope
    if not low <= threshold <= high:
        return None
    op = str(condition.op) if slope > 0 else _TURNED[str(condition.op)]
    return NumberSwitch(op, drivers[name], threshold, fixed=False, of=name.replace("_", " "))


def _compared(formula: Formula) -> str:
    """A number in words; "" where it cannot be written as a decimal."""
    try:
        return to_text(formula).replace("_", " ")
    except FormulaError:
        return ""
