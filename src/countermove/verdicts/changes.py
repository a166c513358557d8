"""The smallest changes of calculus that bring something about, or end it where it already holds.

The ``goal`` may be: "road", that a road of a concept's steps leads from the start to an equilibrium with a formula (by
default the assessment's target); "hold", that a state is an equilibrium of the concept; "break", that the start is
none. A *minimal change* is a non-empty set of edits after which the truth value is reversed and no proper non-empty
subset reverses it; the list is complete up to ``bound`` edits. See ``analysis.edits.changes`` and
``analysis.edits.equilibrium_changes``.

A change *costs* the sum of its edits' costs: ``costs``. Costs are positive, so the changes of least cost are
among the minimal ones. No larger change costs less if that many edits cannot; otherwise, for "hold" and "break"
under Nash, GMR and SMR, a MaxSAT solver finds the cheapest change of any size (``analysis.edits.equilibrium_changes``),
if the extra ``sat`` is installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.context.context import GameContext
from countermove.inquiry.inducement import Inducement, leading_to
from countermove.inquiry.outcomes import Reach
from countermove.verdicts.costs import CostTable, cost_table
from countermove.verdicts.edit_search import GamePlace, search_changes
from gmcr import CONCEPTS, Conflict, Edit, MinimalChanges, Ranking
from gmcr.analysis import Games
from gmcr.base.arguments import GivenNumber, as_integer, known_concept
from gmcr.base.errors import MissingExtra, ModelError, SizeError
from gmcr.base.record import Record, cut, derived
from gmcr.base.tasks import Progress, Task, map_task, task
from gmcr.logic import Formula
from gmcr.stability import concepts_named

if TYPE_CHECKING:
    pass

__all__ = ["Changes", "changes_of"]


Goal = Literal["road", "hold", "break"]


@dataclass(frozen=True, slots=True)
class Changes(Record):
    """Minimal changes of calculus."""

    target: str
    """The target, a formula; "" if the goal is another."""
    concept: str
    """The concept whose roads and equilibria count."""
    bound: int
    """The largest number of edits."""
    holds: bool
    """Whether the goal is already met; then the changes end it."""
    reach: Reach | None
    """How far the roads lead to the target at present; null if the goal is another."""
    led: tuple[Inducement, ...]
    """Lean inducements at the start all of whose answers satisfy the target; empty if it ends there anyway."""
    changes: tuple[tuple[Edit, ...], ...]
    """Sets of edits, smallest first."""
    goal: Goal
    """The goal: a road to an equilibrium with the target, that a state holds, or that the start breaks."""
    state: int
    """The code of the state in question: the start, unless another is to hold."""
    stress: bool
    """Whether negations were tried too, a stress test."""
    searched: int
    """The number of edits up to which all sets were examined; less than the bound after an interrupt."""
    costs: tuple[Fraction, ...]
    """The cost of each change, a fraction as text."""
    beyond: tuple[Edit, ...]
    """A cheapest change of more edits, if it costs less than all of these or there are none; otherwise empty."""
    settled: bool
    """Whether no change of any size costs less than the cheapest one listed."""
    prices: CostTable
    """The costs of edits."""
    interrupted: bool
    """Whether an interrupt ended the search, or the search for a cheaper change of more edits."""

    @derived
    def complete(self) -> bool:
        """Whether the list is complete up to the bound."""
        return self.searched == self.bound

    @property
    def smallest(self) -> tuple[tuple[Edit, ...], ...]:
        """The changes of least size."""
        return tuple(item for item in self.changes if len(item) == len(self.changes[0]))

    @property
    def cheapest(self) -> tuple[tuple[Edit, ...], ...]:
        """The changes of least cost, smallest first."""
        return tuple(item for item, cost in zip(self.changes, self.costs, strict=True) if cost == min(self.costs))

    @property
    def by_actors(self) -> Mapping[tuple[str, ...], tuple[tuple[Edit, ...], ...]]:
        """The changes by the actors whose minds change, first those that one actor can make alone."""
        groups: dict[tuple[str, ...], list[tuple[Edit, ...]]] = {}
        for item in self.changes:
            groups.setdefault(tuple(dict.fromkeys(edit.actor for edit in item)), []).append(item)
        return {actors: tuple(groups[actors]) for actors in sorted(groups, key=len)}

    def gist(self) -> str:
        """The goal, whether it holds, and how many changes alter that."""
        what = {"road": f"road to {cut(self.target, 60)}", "hold": f"hold {self.state}", "break": "start"}[self.goal]
        now = "holds" if self.holds else "does not hold"
        return (
            f"{what} {now} under {self.concept}; {len(self.changes)} minimal changes of at most {self.searched} edits"
        )


@task
def changes_of(
    context: GameContext,
    *,
    to: str | None = None,
    hold: int | str | None = None,
    break_: bool = False,
    concept: str | None = None,
    reading: Mapping[str, str] | None = None,
    view: str | None = None,
    bound: int = MinimalChanges.BOUND,
    stress: bool = False,
    costs: Mapping[str, GivenNumber] | None = None,
) -> Task[Changes]:
    """Minimal changes in the game of a context (*reading*, *view*: in that of its assessment), under one concept, the lead
    one by default: see ``questions.change.changes_in``, also for the errors raised. Counts the sizes of sets."""
    concept = known_concept("concept", context.lead if concept is None else concept, CONCEPTS)
    bound = as_integer(bound, "The bound on edits", least=1)
    if (to is not None) + (hold is not None) + break_ > 1:
        raise ModelError("Ask for one thing at a time: a formula to reach, a state to hold, or the start to break.")
    assessment = context.assessment
    place = None if assessment is None else GamePlace(assessment, assessment.place_of(reading), view=view)
    conflict = context.conflict if reading is None and view is None else context.elsewhere(reading=reading, view=view)
    if all(isinstance(preferences, Ranking) for preferences in conflict.preferences.values()):
        raise ModelError(
            "Everybody's preferences are rankings here, and a change is one of wants, so there is none to show. "
            "inverse shows which rankings would make a state hold."
        )
    prices = cost_table(conflict, costs or {}, stress=stress)
    games = context.games
    state = conflict.start if hold is None else conflict.code(hold)
    goal: Goal = "break" if break_ else "road" if hold is None else "hold"
    far: Reach | None = None
    led: tuple[Inducement, ...] = ()
    if goal == "road":
        formula = _target(context, conflict, to)
        far, led = leading_to(games, conflict, formula, concept)
        search = search_changes(place, games, conflict, formula, bound, concept=concept, stress=stress)
    else:
        search = games.changes_of_equilibrium(conflict, state, bound, concept=concept, stress=stress)

    def record(minimal: MinimalChanges, beyond: tuple[Edit, ...], *, settled: bool, interrupted: bool) -> Changes:
        return Changes(
            target="" if goal != "road" else to or context.target or "",
            concept=concept,
            bound=bound,
            holds=minimal.holds != (goal == "break"),
            reach=far,
            led=led,
            changes=minimal.changes,
            goal=goal,
            state=state,
            stress=stress,
            searched=minimal.searched,
            costs=_costs_of(minimal, prices),
            beyond=beyond,
            settled=settled,
            prices=prices,
            interrupted=interrupted,
        )

    def so_far(minimal: MinimalChanges) -> Changes:
        return record(minimal, (), settled=_is_settled(minimal, prices), interrupted=True)

    minimal = yield from map_task(search, so_far)
    beyond: tuple[Edit, ...] = ()
    settled = _is_settled(minimal, prices)
    if goal != "road" and not settled:
        yield Progress(bound, bound, partial(so_far, minimal))
        beyond, settled = _of_any_size(games, conflict, state, concept, stress, prices, _costs_of(minimal, prices))
    return record(minimal, beyond, settled=settled, interrupted=False)


def _target(context: GameContext, conflict: Conflict, to: str | None) -> Formula:
    assessment = context.assessment
    if to is None:
        if assessment is None or assessment.target is None:
            what = "A bare conflict has no target" if assessment is None else "The assessment has no `target`"
            raise ModelError(f"{what}, so name a formula that is to come about.", argument="to")
        return assessment.target
    formula = context.of.formula(to)
    met = conflict.structure.at_states(context.games.arena.met(formula, conflict.drivers))
    if not np.any(met):
        raise ModelError(f"No feasible state satisfies {to}, so no change of mind can bring it about.")
    return formula


def _costs_of(minimal: MinimalChanges, prices: CostTable) -> tuple[Fraction, ...]:
    """The cost of each change."""
    return tuple(prices.total(item) for item in minimal.changes)


def _is_settled(minimal: MinimalChanges, prices: CostTable) -> bool:
    """Whether no set of more edits than were examined can cost less than the cheapest change found."""
    more, costs = prices.least(minimal.searched + 1), _costs_of(minimal, prices)
    return more is None or (bool(costs) and min(costs) <= more)


def _of_any_size(
    games: Games,
    conflict: Conflict,
    state: int,
    concept: str,
    stress: bool,
    prices: CostTable,
    costs: tuple[Fraction, ...],
) -> tuple[tuple[Edit, ...], bool]:
    """A cheapest change of all, if it costs less than those known, and whether it was sought: not under concepts for
    which actors cannot be examined one by one, nor without the solver, nor if the encoding for it is too large."""
    if not concepts_named(concept)[0].own_only:
        return (), False
    try:
        least = games.cheapest_of_equilibrium(conflict, state, prices.edits, concept=concept, stress=stress)
    except (MissingExtra, SizeError):
        return (), False
    if least.edits is None or (costs and min(costs) <= prices.total(least.edits)):
        return (), True
    return least.edits, True
