"""The numbers behind wants as lines: from what a page without a server finds where each driver is and tips its want.

Under a start a condition that compares drivers is a sum: so much of each driver and a constant, of which the sign counts.
Each driver in it tips it at one number, all others as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from countermove.inquiry.reasons import NumberSwitch
from countermove.questions.lanes.text import switch_text
from gmcr import Conflict
from gmcr.base.record import Record
from gmcr.logic import Compare, Formula, number
from gmcr.model import ModelWant

__all__ = ["OPS", "Dial", "dial_of", "dials_of", "tips_texts"]

OPS = ("<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Dial(Record):
    """A condition as a sum that is compared with nothing. ``terms``: driver and factor, in the order in which they are shown."""

    op: str
    terms: tuple[tuple[str, Fraction], ...]
    constant: Fraction


def dials_of(conflict: Conflict, known: dict[tuple[ModelWant, int], Dial | None]) -> dict[str, Dial]:
    """Want → its dial at the start of a game, of those that have one. *known*: those found before, to be added to."""
    found = {}
    for wants in conflict.preferences.values():
        for want in wants if isinstance(wants, tuple) else ():
            if want.condition is None:
                continue
            if (key := (want, conflict.start)) not in known:
                bits = enumerate(conflict.structure.options)
                options = {name: bool(conflict.start >> bit & 1) for bit, name in bits}
                known[key] = dial_of(want.condition, options, tuple(conflict.drivers))
            if dial := known[key]:
                found[want.id] = dial
    return found


def dial_of(condition: Formula, options: Mapping[str, bool], drivers: tuple[str, ...]) -> Dial | None:
    """A condition as a dial under some options; None where it is no sum of drivers."""
    if not isinstance(condition, Compare) or condition.op in ("==", "!="):
        return None
    left, right = condition.left.drivers, condition.right.drivers
    names = [*(name for name in drivers if name in left), *(name for name in drivers if name in right - left)]

    def gap(values: Mapping[str, Fraction]) -> Fraction:
        at = dict.fromkeys(drivers, Fraction(0)) | dict(values)
        return number(condition.left, options, at) - number(condition.right, options, at)

    constant = gap({})
    terms = tuple((name, gap({name: Fraction(1)}) - constant) for name in names)
    test = {name: Fraction(place + 2, 3) for place, name in enumerate(names)}  # a sum is one everywhere
    if gap(test) != constant + sum(factor * test[name] for name, factor in terms):
        return None
    kept = tuple((name, factor) for name, factor in terms if factor)
    return Dial(str(condition.op), kept, constant) if kept else None


def tips_texts() -> tuple[str, ...]:
    """Where a number stands and tips, by comparison and whether it is below the threshold, at it or above; its two numbers
    stand as {0} and {1}."""
    found = []
    for op in OPS:
        for now in (1, 2, 3):
            told = switch_text(NumberSwitch(op, Fraction(now, 4), Fraction(2, 4), True))
            first, _, rest = told.partition(", ")
            found.append(f"{first.replace(f'0.{25 * now}', '{0}')}, {rest.replace('0.50', '{1}')}")
    return tuple(found)
