"""Acts as the file lists them: an option, ``not option``, or ``option = level``.

An option by itself is switched on; an option in degrees rises to the first level above its lowest, and stays where it
is higher. ``not`` switches off, or goes down to the lowest level; ``option = level`` goes to that level, downwards too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from countermove.assessment.names import Names
from gmcr.base.errors import FormulaError
from gmcr.base.summary import Record
from gmcr.logic import Compare, Degrees, Not, Symbol, parse

__all__ = ["Act", "NotAnAct", "parse_act", "switched"]


class NotAnAct(FormulaError):
    """Raised for a text that names no act."""


@dataclass(frozen=True, slots=True)
class Act(Record):
    """A change of one option (its full name): the names that it switches on, and off."""

    option: str
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


def parse_act(text: str, names: Names) -> Act:
    """Read the act that a text names. Raises NotAnAct, and UnknownName for an unknown option or level."""
    try:
        tree = parse(text)
    except FormulaError:
        tree = None
    match tree:
        case Symbol(name):
            option = names.option(name)
            own = names.levels.get(option)
            return Act(option, on=(option,) if own is None else Degrees(option, own).thresholds[:1])
        case Not(Symbol(name)):
            option = names.option(name)
            own = names.levels.get(option)
            return Act(option, off=(option,) if own is None else Degrees(option, own).thresholds)
        case Compare("=" | "==", Symbol(name), Symbol(level)):
            option = names.option(name)
            place, passed = names.level(option, level), Degrees(option, names.levels[option]).thresholds
            return Act(option, passed[:place], passed[place:])
    raise NotAnAct("an act is an option, `not option`, or `option = level`")


def switched(on: frozenset[str], acts: Iterable[Act]) -> frozenset[str]:
    """The names that are on after the acts, done one after another."""
    for act in acts:
        on = (on | frozenset(act.on)) - frozenset(act.off)
    return on
