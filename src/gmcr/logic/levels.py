"""Options in degrees: levels L_0 < L_1 < … < L_n, of which each from L_1 on is a *threshold* that is passed or not.

The threshold L_k of an option o is an option by itself, named as the formula that says that it is passed: ``o >= L_k``.
Whatever a formula says of levels is a truth over thresholds; the bare name o means that the first one is passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gmcr.base.summary import Record
from gmcr.logic.tree import And, Bool, Formula, Not, OptionAtom

__all__ = ["Degrees", "at_level", "is_graded"]


@dataclass(frozen=True, slots=True)
class Degrees(Record):
    """An option in degrees, by its name, and its levels, lowest first."""

    option: str
    levels: Sequence[str]

    @staticmethod
    def option_of(name: str) -> str:
        """The option that a threshold, or a level, belongs to; a plain option itself, whatever blanks its name has."""
        return name.partition(" >= ")[0].partition(" = ")[0]

    @property
    def thresholds(self) -> tuple[str, ...]:
        """The names of all thresholds, lowest first."""
        return tuple(map(self.passed, self.levels[1:]))

    def passed(self, level: str) -> str:
        """The name of a threshold."""
        return f"{self.option} >= {level}"

    def at(self, level: str) -> str:
        """How it is said that the option is at a level."""
        return f"{self.option} = {level}"


def is_graded(name: str) -> bool:
    """Whether a name is that of a threshold, or of an option at a level, and not of a plain option."""
    return Degrees.option_of(name) != name


def at_level(option: str, levels: Sequence[str], op: str, level: str) -> Formula:
    """What a comparison of an option with one of its levels says of thresholds."""
    place = levels.index(level)
    match op:
        case ">=":
            return OptionAtom(Degrees(option, levels).passed(level)) if place else Bool(True)
        case ">":
            return at_level(option, levels, ">=", levels[place + 1]) if place + 1 < len(levels) else Bool(False)
        case "<" | "<=":
            return _negated(at_level(option, levels, ">=" if op == "<" else ">", level))
        case "!=":
            return Not(at_level(option, levels, "=", level))
    reached, beyond = at_level(option, levels, ">=", level), _negated(at_level(option, levels, ">", level))
    if beyond == Bool(True):
        return reached
    return beyond if reached == Bool(True) else And((reached, beyond))


def _negated(formula: Formula) -> Formula:
    return Bool(not formula.value) if isinstance(formula, Bool) else Not(formula)
