"""Conditions that compare numbers, as switches: on which side drivers stand, and where a want is turned on or off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gmcr.base.errors import FormulaError
from gmcr.base.summary import Record
from gmcr.logic import Compare, Formula, number, to_text

__all__ = ["NumberSwitch", "compared_drivers", "driver_switch", "switch_of"]

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
