"""Inverse GMCR: the strict rankings under which a state is an equilibrium.

Given are a state s, a concept, and actors whose rankings are open (*varied*) while the others' preferences stay as
they are. The question is how many profiles of strict rankings of all m feasible states make s an equilibrium, what
each actor must prefer to what, and whom it is easiest to satisfy. After Kinsara, Kilgour & Hipel (2015) and Wang,
Hipel, Fang & Dang (2018).

Under Nash, GMR and SMR an actor's stability depends on its own ranking alone, so profiles need not be listed: the
shares of ``analysis.rankings.count`` are multiplied. Under SEQ and symmetric SEQ the sanctions are the opponents'
improvements. An actor that is Nash stable at s is stable whatever they are, and one that is not even GMR stable (SMR
stable, for symmetric SEQ) is never stable. If that settles everybody but one varied actor, its share is the answer;
otherwise profiles are enumerated (``analysis.rankings``).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import factorial, prod
from typing import Annotated, Literal

from gmcr.analysis.rankings.count import share_of_rankings
from gmcr.analysis.rankings.rankings import (
    MAX_PROFILES,
    RankingTally,
    rankings_meeting,
    relevant_states,
    tally_profiles,
)
from gmcr.analysis.rankings.requirements import Need, met, needs_of
from gmcr.base.arguments import as_names
from gmcr.base.errors import ModelError
from gmcr.base.record import DIGITS, INTERNAL, Record, derived
from gmcr.base.tasks import Task, map_task, task
from gmcr.model import Conflict
from gmcr.stability import concept as concept_named

__all__ = ["InverseOfActor", "InverseOfState", "inverse_of"]

Profile = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class InverseOfActor(Record):
    """What one actor needs, the others' preferences as they are.

    See Also
    --------
    inverse_of : The rankings under which a state is an equilibrium.

    References
    ----------
    * R. A. Kinsara, D. M. Kilgour & K. W. Hipel (2015). Inverse approach to the graph model for conflict resolution. *IEEE
      Transactions on Systems, Man, and Cybernetics: Systems* 45, 734–742.
    * J. Wang, K. W. Hipel, L. Fang & Y. Dang (2018). Matrix representations of the inverse problem in the graph model for
      conflict resolution. *European Journal of Operational Research* 270, 282–293.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> town = gmcr.inverse_of(ferry, 3, concept="gmr").actors[1]
    >>> town.satisfying, town.rankings, town.share
    (16, 24, Fraction(2, 3))
    """

    actor: str
    """The actor."""
    varied: bool
    """Whether its ranking is varied."""
    stable: bool
    """Whether its preference as it is satisfies its needs."""
    needs: tuple[Need, ...]
    """What it needs, for each move that it must not gain by."""
    satisfying: Annotated[int, DIGITS]
    """How many of its strict rankings satisfy its needs, a whole number as text."""
    rankings: Annotated[int, DIGITS]
    """How many strict rankings it has."""

    @derived
    def share(self) -> Fraction:
        """The share of its rankings that satisfies its needs, a fraction as text."""
        return Fraction(self.satisfying, self.rankings)


@dataclass(frozen=True, slots=True)
class InverseOfState(Record):
    """The answer under one concept.

    See Also
    --------
    inverse_of : The rankings under which a state is an equilibrium.

    References
    ----------
    * R. A. Kinsara, D. M. Kilgour & K. W. Hipel (2015). Inverse approach to the graph model for conflict resolution. *IEEE
      Transactions on Systems, Man, and Cybernetics: Systems* 45, 734–742.
    * J. Wang, K. W. Hipel, L. Fang & Y. Dang (2018). Matrix representations of the inverse problem in the graph model for
      conflict resolution. *European Journal of Operational Research* 270, 282–293.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> result = gmcr.inverse_of(ferry, 3)
    >>> result.count, result.profiles, result.how
    (144, 576, 'structure')
    """

    state: Annotated[int, INTERNAL]
    """The code of the state."""
    concept: str
    """The concept."""
    vary: tuple[str, ...]
    """Actors whose rankings are varied."""
    actors: tuple[InverseOfActor, ...]
    """Every actor, the others' preferences as they are."""
    profiles: Annotated[int, DIGITS]
    """How many profiles of strict rankings they have, a whole number as text."""
    count: Annotated[int | None, DIGITS]
    """How many of them make the state an equilibrium; null where they are too many."""
    how: Literal["structure", "enumeration", "not counted"]
    """Whether profiles were counted by structure, by enumeration, or not at all."""
    checked: int
    """The number of profiles enumerated, of the states that moves can reach."""
    complete: bool
    """Whether the count is final; after an interrupt it is a lower bound."""
    listed: tuple[Profile, ...]
    """Profiles that make it one: one ranking (codes, best first) for each varied actor."""

    @property
    def interrupted(self) -> bool:
        """Whether the enumeration was interrupted."""
        return self.how == "enumeration" and not self.complete

    @derived
    def easiest(self) -> tuple[str, ...]:
        """The varied actors with the largest share of rankings that satisfy their needs."""
        shares = {item.actor: item.share for item in self.actors if item.varied}
        return tuple(actor for actor, share in shares.items() if share == max(shares.values()))

    def gist(self) -> str:
        """Return how many profiles of rankings make the state an equilibrium, in a few words."""
        count = "an unknown number" if self.count is None else f"{self.count:,}" if self.count < 10**12 else "many"
        return f"state {self.state} under {self.concept}: {count} profiles of {', '.join(self.vary)} make it hold"


@task
def inverse_of(
    conflict: Conflict,
    state: int,
    *,
    vary: str | Sequence[str] = (),
    concept: str = "nash",
    limit: int = 0,
) -> Task[InverseOfState]:
    """Return which strict rankings of some actors make a state an equilibrium, and how many.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : int
        The code of the state.
    vary : str or sequence of str, default ()
        The actors whose rankings are open; all if it is empty. The other actors' preferences stay as they are.
    concept : str, default "nash"
        The name of the concept, one of ``CONCEPTS``.
    limit : int, default 0
        The number of profiles of rankings that are listed at most.

    Returns
    -------
    InverseOfState
        How many profiles of strict rankings of all feasible states make the state an equilibrium, the first of them, what
        each actor must prefer to what, and whom it is easiest to satisfy.

    Raises
    ------
    UnknownName
        If an actor or the concept does not exist.
    ModelError
        If the state is infeasible, or *limit* is negative.
    SizeError
        If there are too many states or comparisons, or a listing is asked for and there are too many profiles to enumerate.

    See Also
    --------
    needs_of : What one actor needs, with the definitions.
    changes_of_equilibrium : The edits of wants after which a state becomes an equilibrium.

    Notes
    -----
    Under Nash, GMR and SMR an actor's stability depends on its own ranking alone, so profiles need not be listed: the shares
    of each actor's rankings are multiplied. Under SEQ and symmetric SEQ profiles are enumerated, unless one
    actor's share decides. Progress counts the profiles enumerated. ``inverse_of.work`` takes the same arguments
    and does it part by part.

    References
    ----------
    * R. A. Kinsara, D. M. Kilgour & K. W. Hipel (2015). Inverse approach to the graph model for conflict resolution. *IEEE
      Transactions on Systems, Man, and Cybernetics: Systems* 45, 734–742.
    * J. Wang, K. W. Hipel, L. Fang & Y. Dang (2018). Matrix representations of the inverse problem in the graph model for
      conflict resolution. *European Journal of Operational Research* 270, 282–293.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> result = gmcr.inverse_of(ferry, 3, vary=["town"], limit=1)
    >>> result.count, result.listed
    (12, (((0, 2, 3, 1),),))
    """
    concept = concept_named(concept).name
    state = conflict.code(state)
    vary = as_names(vary, "vary")
    for actor in vary:
        conflict.actor(actor)
    if limit < 0:
        raise ModelError("The number of profiles to list cannot be negative.")
    varied = tuple(actor for actor in conflict.actors if not vary or actor in vary)
    actors = tuple(_actor(conflict, state, actor, actor in varied, concept) for actor in conflict.actors)
    rankings = factorial(conflict.states.size)
    whole = rankings ** len(varied)
    if not _separable(conflict, state, varied, concept):
        return (yield from _tallied(conflict, state, varied, concept, actors, limit))
    if _refused(conflict, state, varied, concept, actors):
        return InverseOfState(state, concept, varied, actors, whole, 0, "structure", 0, True, ())
    own = [item for item in actors if item.varied]
    limit = min(limit, sys.maxsize)  # no count is larger
    choices = (islice(rankings_meeting(item.needs, state, conflict.states.tolist()), limit) for item in own)
    listed = tuple(islice(product(*choices), limit)) if limit else ()
    count = prod(item.satisfying for item in own)
    return InverseOfState(state, concept, varied, actors, whole, count, "structure", 0, True, listed)


def _actor(conflict: Conflict, state: int, actor: str, varied: bool, concept: str) -> InverseOfActor:
    needs = needs_of(conflict, state, actor=actor, concept=concept)
    rankings = factorial(conflict.states.size)
    satisfying = share_of_rankings(needs) * rankings
    assert satisfying.denominator == 1, "a share that is no number of rankings"
    return InverseOfActor(actor, varied, _meets(conflict, state, actor, needs), needs, satisfying.numerator, rankings)


def _meets(conflict: Conflict, state: int, actor: str, needs: Sequence[Need]) -> bool:
    """Whether the actor's preference as it is meets the needs."""
    ranks, structure = conflict.cell_ranks[conflict.actor(actor)], conflict.structure
    floor = ranks[structure.cell(state)]
    return met(needs, lambda code: bool(ranks[structure.cell(code)] > floor))


def _stable(conflict: Conflict, state: int, actor: str, concept: str) -> bool:
    return _meets(conflict, state, actor, needs_of(conflict, state, actor=actor, concept=concept))


def _separable(conflict: Conflict, state: int, varied: Sequence[str], concept: str) -> bool:
    """Whether each varied actor's ranking can be judged by itself, since the fixed actors are stable, or not, for
    good."""
    if concept_named(concept).own_only or any(
        _hopeless(conflict, state, actor, concept) for actor in _fixed(conflict, varied)
    ):
        return True
    settled = all(_stable(conflict, state, actor, "nash") for actor in _fixed(conflict, varied))
    return settled and len(varied) == 1


def _refused(
    conflict: Conflict, state: int, varied: Sequence[str], concept: str, actors: Sequence[InverseOfActor]
) -> bool:
    """Whether some fixed actor leaves the state whatever the varied ones prefer; called only if that is settled."""
    if concept_named(concept).own_only:
        return any(not item.stable for item in actors if not item.varied)
    return any(_hopeless(conflict, state, actor, concept) for actor in _fixed(conflict, varied))


def _hopeless(conflict: Conflict, state: int, actor: str, concept: str) -> bool:
    """Whether even the opponents' moves would not keep the actor, hence their improvements would not either."""
    weakest = "smr" if concept_named(concept).reply else "gmr"
    return not _stable(conflict, state, actor, weakest)


def _fixed(conflict: Conflict, varied: Sequence[str]) -> list[str]:
    return [actor for actor in conflict.actors if actor not in varied]


def _tallied(
    conflict: Conflict,
    state: int,
    varied: tuple[str, ...],
    concept: str,
    actors: tuple[InverseOfActor, ...],
    limit: int,
) -> Task[InverseOfState]:
    """The answer by enumerating profiles of the states that matter."""
    rankings = factorial(conflict.states.size)
    whole = rankings ** len(varied)
    relevant = factorial(len(relevant_states(conflict, state)))
    if relevant ** len(varied) > MAX_PROFILES and not limit:
        return InverseOfState(state, concept, varied, actors, whole, None, "not counted", 0, False, ())

    def answer(tally: RankingTally) -> InverseOfState:
        count = tally.count * (rankings // relevant) ** len(varied)
        return InverseOfState(
            state, concept, varied, actors, whole, count, "enumeration", tally.checked, tally.complete, tally.listed
        )

    tallied = tally_profiles.work(conflict, state, vary=varied, concept=concept, limit=limit)
    return answer((yield from map_task(tallied, answer)))
