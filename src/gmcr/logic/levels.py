"""Options in degrees: levels L_0 < L_1 < … < L_n, of which each from L_1 on is a *threshold* that is passed or not.

The threshold L_k of an option o is an option of its own, named as the formula that says it is passed: ``o >= L_k``.
Every statement about levels becomes a truth over thresholds; the bare name o means that the first threshold is passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gmcr.base.summary import Record
from gmcr.logic.tree import And, Bool, Formula, Not, OptionAtom

__all__ = ["Degrees", "at_level", "is_graded"]


@dataclass(frozen=True, slots=True)
class Degrees(Record):
    """An option in degrees.

    Parameters
    ----------
    option : str
        The full name of the option.
    levels : sequence of str
        Its levels, lowest first.

    Examples
    --------
    >>> from gmcr.logic import Degrees
    >>> strike = Degrees("athens.strike", ["none", "some", "heavy"])
    >>> strike.thresholds
    ('athens.strike >= some', 'athens.strike >= heavy')
    >>> strike.at("some")
    'athens.strike = some'
    """

    option: str
    levels: Sequence[str]

    @staticmethod
    def option_of(name: str) -> str:
        """Return the option to which a threshold or a level belongs.

        Parameters
        ----------
        name : str
            The name of a threshold, of an option at a level, or of a plain option.

        Returns
        -------
        str
            The name of the option; a plain option's name is returned unchanged.
        """
        return name.partition(" >= ")[0].partition(" = ")[0]

    @property
    def thresholds(self) -> tuple[str, ...]:
        """The names of all thresholds, lowest first."""
        return tuple(map(self.passed, self.levels[1:]))

    def passed(self, level: str) -> str:
        """Return the name of a threshold.

        Parameters
        ----------
        level : str
            A level above the lowest.

        Returns
        -------
        str
            ``option >= level``.
        """
        return f"{self.option} >= {level}"

    def at(self, level: str) -> str:
        """Return the name of the option at a level.

        Parameters
        ----------
        level : str
            Any level.

        Returns
        -------
        str
            ``option = level``.
        """
        return f"{self.option} = {level}"


def is_graded(name: str) -> bool:
    """Whether a name is that of a threshold or of an option at a level, rather than of a plain option."""
    return Degrees.option_of(name) != name


def at_level(option: str, levels: Sequence[str], op: str, level: str) -> Formula:
    """A comparison of an option with one of its levels, as a formula over thresholds."""
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
