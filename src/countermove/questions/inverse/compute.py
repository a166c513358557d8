"""inverse: the preference rankings that make a state an equilibrium (inverse GMCR).

This is a mediator's question: the desired state is given, and the preferences that would make it hold are sought. See
``analysis.rankings.inverse`` for what is counted and how, ``analysis.rankings.requirements`` for the conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

from countermove.context.context import game_context
from gmcr import Conflict, InverseOfState, inverse_of
from gmcr.base.arguments import GivenNumber, as_names
from gmcr.base.record import INTERNAL, Key, Record
from gmcr.base.tasks import Task, one_after_another, task
from gmcr.stability import concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Inverse", "InverseOfState", "inverse"]


@dataclass(frozen=True, slots=True)
class Inverse(Record):
    """The strict rankings that make a state an equilibrium."""

    state: int
    """A state's code: the sum of 2^k over the options that are on."""
    start: int | None
    """The start's code; null if the file has none."""
    feasible: int
    """The number of feasible states, which are ranked."""
    by_concept: Annotated[tuple[InverseOfState, ...], Key("concepts")]
    """One answer for each concept."""
    left_out: tuple[str, ...]
    """Concepts that an interrupt left unanswered."""
    labels: Annotated[Mapping[int, str], INTERNAL]
    """Code → the options that are on (in graph form the label), for every state mentioned."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that are answered."""
        return tuple(item.concept for item in self.by_concept)

    @property
    def complete(self) -> bool:
        """Whether the computation ran to its end."""
        return not (self.left_out or any(item.interrupted for item in self.by_concept))

    def gist(self) -> str:
        """One line for each concept."""
        return "; ".join(item.gist() for item in self.by_concept)


@task
def inverse(
    of: Assessment | Conflict,
    state: int | str,
    *,
    vary: str | Sequence[str] = (),
    concepts: str | Sequence[str] = ("nash",),
    limit: int = 0,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    begins: bool = True,
) -> Task[Inverse]:
    """The strict rankings of the actors *vary* (all, if empty) that make *state* an equilibrium, under each of some
    concepts.

    *of* is a conflict, or an assessment with the choice of one of its games; *state* a code, a label, or the options that
    are on. ``limit``: the largest number of profiles listed; ``begins``: whether the game's start is a status quo.
    Counts profiles if they are enumerated. Raises UnknownName, ModelError (an infeasible state; a reading, scenario,
    view or drivers for a conflict, which has none), SizeError.
    """
    conflict = game_context(of, reading=reading, scenario=scenario, view=view, drivers=drivers).conflict
    varied, code = as_names(vary, "vary"), conflict.code(state)
    names = tuple(item.name for item in concepts_named(concepts))

    def joined(answers: tuple[InverseOfState, ...]) -> Inverse:
        return Inverse(
            state=code,
            start=conflict.start if begins else None,
            feasible=int(conflict.states.size),
            by_concept=answers,
            left_out=names[len(answers) :],
            labels={other: conflict.label(other) for other in sorted({code, *_states_mentioned(answers)})},
        )

    ask = partial(inverse_of.work, conflict, code, vary=varied, limit=limit)
    return (yield from one_after_another([partial(ask, concept=name) for name in names], joined))


def _states_mentioned(answers: Sequence[InverseOfState]) -> Iterator[int]:
    """The states that conditions and listed rankings mention."""
    for item in answers:
        for need in (need for actor in item.actors for need in actor.needs):
            yield need.move
            yield from (state for states in need.alternatives for state in states)
        yield from (state for profile in item.listed for order in profile for state in order)
