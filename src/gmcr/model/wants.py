"""Option prioritisation: an actor's ordered wants (Hipel et al. 1997; Fang, Hipel, Kilgour & Peng 2003).

A state satisfies want Ω_1, …, Ω_P or not; an earlier want outweighs all later ones, so states are compared as the words
(Ω_1, …, Ω_P) in lexicographic order. A want counts where its ``condition`` holds; elsewhere ``otherwise`` counts, and
without ``otherwise`` the want is met there (it says nothing).
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gmcr.base.summary import Record
from gmcr.logic import And, Bool, Formula, Implies, Not, to_text, truth

__all__ = ["SILENT", "Branch", "ModelWant"]

Branch = Literal["want", "otherwise"]
"""The part of a want that is in force: what counts where its condition holds, or what counts elsewhere."""


@dataclass(frozen=True, eq=False)
class ModelWant(Record):
    """One line of an actor's ordered preferences; formulas are resolved. ``strategic``: it names a strategic option.

    A want is itself alone, whatever others say, so that it is a cheap key of what is known of it; what can become of it is
    made once.
    """

    formula: Formula
    condition: Formula | None = None
    otherwise: Formula | None = None
    id: str = ""
    could_be: Formula | None = None
    strategic: bool = False

    @property
    def parts(self) -> tuple[Formula, ...]:
        """The formulas that say where it is met."""
        return tuple(part for part in (self.formula, self.condition, self.otherwise) if part is not None)

    @cached_property
    def measured(self) -> tuple[str, ...]:
        """The drivers that its condition compares, ascending."""
        return () if self.condition is None else tuple(sorted(self.condition.drivers))

    @cached_property
    def switch(self) -> str:
        """Its condition as text; "" where it has none."""
        return "" if self.condition is None else to_text(self.condition)

    @cached_property
    def changed(self) -> ModelWant | None:
        """The want as it could be, without condition or otherwise; None where no alternative is declared."""
        if self.could_be is None:
            return None
        return replace(self, formula=self.could_be, condition=None, otherwise=None)

    @cached_property
    def negated(self) -> ModelWant:
        """The want reversed: it counts exactly in the states where it did not."""
        return replace(self, formula=Not(self.whole), condition=None, otherwise=None)

    def kept_with(self, could_be: Formula | None) -> ModelWant:
        """The want with an alternative where it declares none."""
        if self.could_be is not None or could_be is None:
            return self
        return self._with.setdefault(could_be, replace(self, could_be=could_be))

    @cached_property
    def _with(self) -> dict[Formula, ModelWant]:
        return {}

    @cached_property
    def turned(self) -> ModelWant:
        """The want as it could be, with what it was as what it could be now, so that it can be turned back; negated where it
        declares no alternative, and no longer so where it was."""
        if self.could_be is not None:
            return replace(self, formula=self.could_be, condition=None, otherwise=None, could_be=self.whole)
        if self.condition is None and isinstance(self.formula, Not):
            return replace(self, formula=self.formula.of)
        return self.negated

    def branch(self, on: Container[str], drivers: Mapping[str, Fraction]) -> Branch:
        """The branch in force in a state, given as the options (and thresholds of degrees) that are on."""
        if self.condition is None:
            return "want"
        options = {name: name in on for name in self.condition.options}
        return "want" if truth(self.condition, options, drivers) else "otherwise"

    def turned_round(self, branch: Branch) -> ModelWant:
        """The want with one branch replaced by its negation; the other stays. The negation of a branch that says nothing is met
        nowhere, so that it says nothing either as long as the condition names no option."""
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
        """Where the want is met: a bool array in the broadcast shape of the option columns that it mentions."""
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
"""A want that says nothing, as if there were none."""
