"""Option prioritisation: an actor's ordered wants (Hipel et al. 1997; Fang, Hipel, Kilgour & Peng 2003).

A state satisfies want Ω_1, …, Ω_P or not; an earlier want outweighs all later ones, so states are compared as the words
(Ω_1, …, Ω_P) in lexicographic order. A want counts where its ``condition`` holds; elsewhere ``otherwise`` counts, and
without ``otherwise`` the want is met there (it says nothing).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from countermove.brief import Brief
from countermove.logic import Formula, truth

__all__ = ["Want", "want_truth"]


@dataclass(frozen=True, slots=True)
class Want(Brief):
    """One line of an actor's ordered preferences; formulas are resolved. ``strategic``: it names a strategic option."""

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


def want_truth(
    want: Want, options: Mapping[str, NDArray[np.bool_]], drivers: Mapping[str, Fraction]
) -> NDArray[np.bool_]:
    """Where the want is met: a bool array in the broadcast shape of the option columns that it mentions."""
    if want.condition is None:
        return truth(want.formula, options, drivers)
    condition = truth(want.condition, options, drivers)
    if condition.ndim == 0:
        if condition:
            return truth(want.formula, options, drivers)
        return np.array(True) if want.otherwise is None else truth(want.otherwise, options, drivers)
    met = truth(want.formula, options, drivers)
    if want.otherwise is None:
        return met | ~condition
    return np.where(condition, met, truth(want.otherwise, options, drivers))
