"""inverse: the preference rankings that make a state an equilibrium (inverse GMCR).

The question of a mediator: which state is wanted is given, and which preferences would make it hold is asked. See
``analysis.inverse`` for what is counted and how, ``analysis.requirements`` for the conditions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from countermove.analysis.edits.search import Progress
from countermove.analysis.rankings.inverse import InverseOfActor, InverseOfState, inverse_of
from countermove.case.games import chosen_game
from countermove.logic.given import names_given
from countermove.logic.given_numbers import GivenNumber
from countermove.model import Conflict

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["InverseOfActor", "InverseOfState", "inverse"]


def inverse(
    of: Assessment | Conflict,
    state: int | str,
    *,
    vary: str | Sequence[str] = (),
    concept: str = "nash",
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    limit: int = 0,
    progress: Progress | None = None,
) -> InverseOfState:
    """Which strict rankings of the actors *vary* (all, where empty) make *state* an equilibrium.

    *of* is a conflict, or an assessment with the choice of one of its games; *state* a code, a label, or the options that
    are on. ``limit``: list up to so many profiles.
    Raises UnknownName, ModelError (an infeasible state; a reading, scenario, view or drivers for a conflict, which has
    none), SizeError.
    """
    conflict = chosen_game(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    varied, code = names_given(vary, "vary"), conflict.code(state)
    return inverse_of(conflict, code, vary=varied, concept=concept, limit=limit, progress=progress)
