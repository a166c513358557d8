"""Option prioritisation: an actor's ordered wants (Hipel et al. 1997; Fang, Hipel, Kilgour & Peng 2003).

A state satisfies each want Ω_1, …, Ω_P or not; an earlier want outweighs all later ones, so states are compared as
words (Ω_1, …, Ω_P) in lexicographic order. A want counts where its ``condition`` holds; elsewhere ``otherwise`` counts,
and without ``otherwise`` the want is met there (it says nothing).
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gmcr.base.record import Record
from gmcr.logic import And, Bool, Formula, Implies, Not, to_text, truth

__all__ = ["SILENT", "Branch", "ModelWant"]

Branch = Literal["want", "otherwise"]
"""The part of a want that is in force: "want" where its condition holds, "otherwise" elsewhere."""


@dataclass(frozen=True, eq=False)
class ModelWant(Record):
    """One line of an actor's ordered preferences.

    Wants compare by identity, so that a want is a cheap key of what is known of it; its variants (``changed``,
    ``negated``, …) are made once.

    Parameters
    ----------
    formula : Formula
        The resolved formula that the actor wants to hold.
    condition : Formula, optional
        Where the want counts; by default everywhere.
    otherwise : Formula, optional
        The formula that counts where the condition does not hold; without it the want is met there.
    id : str, optional
        The want's name.
    could_be : Formula, optional
        The alternative that is declared for it.
    strategic : bool, default False
        Whether it names a strategic option.
    degree : int or None, default 1
        By how much one state is preferred to another where this want decides between them: 1 mildly, 2 strongly, None where
        that is not known (see ``Relation.from_wants``). The order of the states, and all that rests on it, does without.

    References
    ----------
    * Hipel et al. (1997) and Fang, Hipel, Kilgour & Peng (2003), on option prioritisation.

    Examples
    --------
    >>> from gmcr.logic import OptionAtom, to_text
    >>> from gmcr.model import ModelWant
    >>> want = ModelWant(OptionAtom("line.run"), condition=OptionAtom("town.pay"))
    >>> to_text(want.whole)
    'town.pay implies line.run'
    """

    formula: Formula
    condition: Formula | None = None
    otherwise: Formula | None = None
    id: str = ""
    could_be: Formula | None = None
    strategic: bool = False
    degree: int | None = 1

    @property
    def parts(self) -> tuple[Formula, ...]:
        """The formulas that determine where it is met."""
        return tuple(part for part in (self.formula, self.condition, self.otherwise) if part is not None)

    @cached_property
    def measured(self) -> tuple[str, ...]:
        """The drivers that its condition mentions, ascending."""
        return () if self.condition is None else tuple(sorted(self.condition.drivers))

    @cached_property
    def switch(self) -> str:
        """Its condition as text; "" where it has none."""
        return "" if self.condition is None else to_text(self.condition)

    @cached_property
    def changed(self) -> ModelWant | None:
        """The want with its declared alternative as its formula, without condition or otherwise; None where none is
        declared."""
        if self.could_be is None:
            return None
        return replace(self, formula=self.could_be, condition=None, otherwise=None)

    @cached_property
    def negated(self) -> ModelWant:
        """The want reversed: it is met exactly in the states where it was not."""
        return replace(self, formula=Not(self.whole), condition=None, otherwise=None)

    def with_alternative(self, could_be: Formula | None) -> ModelWant:
        """Return the want with an alternative, unless it declares one.

        Parameters
        ----------
        could_be : Formula or None
            The alternative; None changes nothing.

        Returns
        -------
        ModelWant
            The want itself, or a copy that is made once for each alternative.
        """
        if self.could_be is not None or could_be is None:
            return self
        return self._with.setdefault(could_be, replace(self, could_be=could_be))

    @cached_property
    def _with(self) -> dict[Formula, ModelWant]:
        return {}

    def with_degree(self, degree: int | None) -> ModelWant:
        """Return the want with another degree.

        Parameters
        ----------
        degree : int or None
            The degree.

        Returns
        -------
        ModelWant
            The want itself if that is its degree, otherwise a copy that is made once for each degree.
        """
        if degree == self.degree:
            return self
        return self._graded.setdefault(degree, replace(self, degree=degree))

    @cached_property
    def _graded(self) -> dict[int | None, ModelWant]:
        return {}

    @cached_property
    def turned(self) -> ModelWant:
        """The want replaced by its declared alternative, which in turn has the original as its alternative, so that
        turning it twice restores it. Without a declared alternative the want is negated, or its negation removed."""
        if self.could_be is not None:
            return replace(self, formula=self.could_be, condition=None, otherwise=None, could_be=self.whole)
        if self.condition is None and isinstance(self.formula, Not):
            return replace(self, formula=self.formula.of)
        return self.negated

    def branch(self, on: Container[str], drivers: Mapping[str, Fraction]) -> Branch:
        """Return which branch is in force in a state.

        Parameters
        ----------
        on : container of str
            The options (and thresholds of options in degrees) that are on, by full name.
        drivers : mapping of str to Fraction
            The values of the drivers that the condition mentions.

        Returns
        -------
        {"want", "otherwise"}
            The branch.
        """
        if self.condition is None:
            return "want"
        options = {name: name in on for name in self.condition.options}
        return "want" if truth(self.condition, options, drivers) else "otherwise"

    def with_branch_negated(self, branch: Branch) -> ModelWant:
        """Return the want with one branch negated; the other stays.

        The negation of a branch that says nothing is met nowhere, so that it says nothing either as long as the
        condition names no option.

        Parameters
        ----------
        branch : {"want", "otherwise"}
            The branch to negate.

        Returns
        -------
        ModelWant
            The want, which is made once for each branch.
        """
        return self._want_turned if branch == "want" else self._otherwise_turned

    @cached_property
    def _want_turned(self) -> ModelWant:
        return replace(self, formula=Not(self.formula))

    @cached_property
    def _otherwise_turned(self) -> ModelWant:
        return replace(self, otherwise=Not(Bool(True) if self.otherwise is None else self.otherwise))

    @property
    def whole(self) -> Formula:
        """The want with its condition as one formula."""
        if self.condition is None:
            return self.formula
        met: Formula = Implies(self.condition, self.formula)
        return met if self.otherwise is None else And((met, Implies(Not(self.condition), self.otherwise)))

    def truth(
        self, options: Mapping[str, bool | NDArray[np.bool_]], drivers: Mapping[str, Fraction]
    ) -> NDArray[np.bool_]:
        """Return where the want is met.

        Parameters
        ----------
        options : mapping of str to bool or ndarray of bool
            Full option name → where the option is on, in arrays that broadcast against each other.
        drivers : mapping of str to Fraction
            The values of the drivers that the want mentions.

        Returns
        -------
        ndarray of bool
            Whether the want is met, in the broadcast shape of the options that it mentions.
        """
        if self.condition is None:
            return truth(self.formula, options, drivers)
        condition = truth(self.condition, options, drivers)
        if condition.ndim == 0:
            if condition:
                return truth(self.formula, options, drivers)
            return np.array(True) if self.otherwise is None else truth(self.otherwise, options, drivers)
        met = truth(self.formula, options, drivers)
        if self.otherwise is None:
            return met | ~condition
        return np.where(condition, met, truth(self.otherwise, options, drivers))


SILENT = ModelWant(Bool(True))
"""A want that says nothing: it is met everywhere."""
