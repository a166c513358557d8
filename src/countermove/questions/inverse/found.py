"""inverse: the preference rankings that make a state an equilibrium (inverse GMCR).

The question of a mediator: which state is wanted is given, and which preferences would make it hold is asked. See
``analysis.inverse`` for what is counted and how, ``analysis.requirements`` for the conditions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from countermove.analysis.edits.search import Progress
from countermove.analysis.rankings.inverse import InverseOfActor, InverseOfState, inverse_of
from countermove.errors import ModelError
from countermove.logic.given_numbers import GivenNumber
from countermove.model import Conflict

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["InverseOfActor", "InverseOfState", "inverse"]


def inverse(
    of: Assessment | Conflict,
    state: int,
    *,
    vary: Sequence[str] = (),
    concept: str = "nash",
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    limit: int = 0,
    progress: Progress | None = None,
) -> InverseOfState:
    """Which strict rankings of the actors *vary* (all, where empty) make *state* (a code) an equilibrium.

    *of* is a conflict, or an assessment with the choice of one of its games. ``limit``: list up to so many profiles.
    Raises UnknownName, ModelError (an infeasible state; a reading, scenario, view or drivers for a conflict, which has
    none), SizeError.
    """
    if isinstance(of, Conflict):
        if reading or scenario or view or drivers:
            raise ModelError("A conflict has no readings, scenarios, views or drivers to choose: leave them out.")
        conflict = of
    else:
        conflict = of.conflict(reading=reading, scenario=scenario, view=view, drivers=drivers)
    return inverse_of(conflict, state, vary=vary, concept=concept, limit=limit, progress=progress)
