"""change: the smallest changes of calculus that bring something about, or end it where it already holds.

What may be asked about (``goal``): "road", that a road of a concept's steps leads from the start to an equilibrium with
a formula (the assessment's target unless another is named); "hold", that a state is an equilibrium of the concept;
"break", that the start is none. A *minimal change* is a non-empty set of edits after which the truth value is the other
one and no proper non-empty subset does that; complete up to ``bound`` edits. See ``analysis.changes`` and
``analysis.holding``.

A change *costs* the sum of its edits' costs: ``questions.costs``. Costs are positive, so the changes of least cost are
among the minimal ones. That no larger change costs less follows where so many edits cannot; otherwise, for "hold" and "break"
under Nash, GMR and SMR, a MaxSAT solver finds the cheapest change of whatever size (``analysis.holding``), if the extra
``sat`` is installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.edits.edits import Edit
from countermove.analysis.edits.holding import cheapest_of_equilibrium
from countermove.analysis.edits.search import BOUND, MinimalChanges, Progress
from countermove.analysis.games import Games
from countermove.brief import Brief, cut
from countermove.case.games import chosen_game, games_of
from countermove.errors import MissingExtra, ModelError, SizeError
from countermove.logic import Formula
from countermove.logic.given import whole_given
from countermove.logic.given_numbers import GivenNumber
from countermove.model import Conflict, Ranking
from countermove.questions.change.costs import CostTable, cost_table
from countermove.stability import concept as concept_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Changes", "change"]


@dataclass(frozen=True, slots=True)
class Changes(Brief):
    """``goal``: "road", "hold" or "break"; ``target``: the formula's text ("" where the goal is another); ``state``:
    the code of the state in question (the start, for "road" and "break").

    ``holds``: whether what is asked about holds already; then ``changes`` end it, else they bring it about.
    ``changes``: all minimal ones of at most ``searched`` edits, smallest first; ``costs``: theirs. ``searched`` is
    less than ``bound`` only where the search was interrupted. ``beyond``: a cheapest change of more edits than that, where
    it costs less than all of ``changes`` or there are none; () otherwise. ``settled``: no change of whatever size costs
    less than the cheapest told (none does it, where none is told). ``prices``: what edits cost. ``interrupted``: whether
    the search, or that for the cheapest change of all, was.
    """

    target: str
    concept: str
    bound: int
    holds: bool
    changes: tuple[tuple[Edit, ...], ...]
    goal: str
    state: int
    stress: bool
    searched: int
    costs: tuple[Fraction, ...]
    beyond: tuple[Edit, ...]
    settled: bool
    prices: CostTable
    interrupted: bool

    @property
    def complete(self) -> bool:
        """Whether all sets of up to ``bound`` edits have been looked at."""
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
        """The changes by the actors whose minds change, those that one actor can make alone first."""
        groups: dict[tuple[str, ...], list[tuple[Edit, ...]]] = {}
        for item in self.changes:
            groups.setdefault(tuple(dict.fromkeys(edit.actor for edit in item)), []).append(item)
        return {actors: tuple(groups[actors]) for actors in sorted(groups, key=len)}

    def gist(self) -> str:
        """What is asked about, whether it holds, and how many changes alter that."""
        what = {"road": f"road to {cut(self.target, 60)}", "hold": f"hold {self.state}", "break": "start"}[self.goal]
        now = "holds" if self.holds else "does not hold"
        return (
            f"{what} {now} under {self.concept}; {len(self.changes)} minimal changes of at most {self.searched} edits"
        )


def change(
    of: Assessment | Conflict,
    *,
    to: str | None = None,
    hold: int | str | None = None,
    break_: bool = False,
    concept: str = "nash",
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    bound: int = BOUND,
    stress: bool = False,
    costs: Mapping[str, GivenNumber] | None = None,
    progress: Progress | None = None,
) -> Changes:
    """Minimal changes in a conflict, or in one game of an assessment, under one concept.

    One of *to* (a formula; default: the assessment's target), *hold* (a state) and *break_*. ``stress``:
    look at negated wants too, a stress test that gives absurd results where wants are conditional. ``costs``: see
    ``questions.costs``. ``progress(size, bound)`` is called as sizes are through; an interrupt ends the search with
    what it has. Raises ModelError (two goals, no target, nobody with wants to change, a target that nothing can satisfy,
    an infeasible state, a cost that is not positive), FormulaError, UnknownName, SizeError, and MissingExtra (only for
    *hold* and *break_* with more edits than can be listed).
    """
    concept_named(concept)
    bound = whole_given(bound, "The bound on edits", least=1)
    if (to is not None) + (hold is not None) + break_ > 1:
        raise ModelError("Ask for one thing at a time: a formula to reach, a state to hold, or the start to break.")
    conflict = chosen_game(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    if all(isinstance(given, Ranking) for given in conflict.preferences.values()):
        raise ModelError(
            "Everybody's preferences are rankings here, and a change is one of wants, so there is none to tell. "
            "inverse tells which rankings would make a state hold."
        )
    prices = cost_table(conflict, costs or {}, stress=stress)
    games = games_of(of)
    if hold is None and not break_:
        formula = _target(of, conflict, games, to)
        found = games.changes(conflict, formula, bound, concept=concept, stress=stress, progress=progress)
        goal, state, holds = "road", conflict.start, found.holds
    else:
        state = conflict.start if hold is None else conflict.code(hold)
        found = games.changes_of_equilibrium(conflict, state, bound, concept=concept, stress=stress, progress=progress)
        goal, holds = ("break", not found.holds) if break_ else ("hold", found.holds)
    target = "" if goal != "road" else to or _written_target(of)
    paid = tuple(prices.total(item) for item in found.changes)
    beyond: tuple[Edit, ...] = ()
    settled, interrupted = _settled(found, paid, prices), not found.complete
    if goal != "road" and not settled and not interrupted:
        try:
            beyond, settled = _of_any_size(games, conflict, state, concept, stress, prices, paid)
        except KeyboardInterrupt:
            interrupted = True
    return Changes(
        target=target,
        concept=concept,
        bound=bound,
        holds=holds,
        changes=found.changes,
        goal=goal,
        state=state,
        stress=stress,
        searched=found.searched,
        costs=paid,
        beyond=beyond,
        settled=settled,
        prices=prices,
        interrupted=interrupted,
    )


def _written_target(of: Assessment | Conflict) -> str:
    return "" if isinstance(of, Conflict) else of.document.target or ""


def _target(of: Assessment | Conflict, conflict: Conflict, games: Games, to: str | None) -> Formula:
    if to is None:
        if isinstance(of, Conflict) or of.target is None:
            what = "A conflict alone has no target" if isinstance(of, Conflict) else "The assessment has no `target`"
            raise ModelError(f"{what}, so name a formula that is to come about.", argument="to")
        return of.target
    formula = of.formula(to)
    met = conflict.structure.at_states(games.arena.met(formula, conflict.drivers))
    if not np.any(met):
        raise ModelError(f"No feasible state satisfies {to}, so no change of mind can bring it about.")
    return formula


def _settled(found: MinimalChanges, costs: tuple[Fraction, ...], prices: CostTable) -> bool:
    """Whether no set of more edits than were looked at can cost less than the cheapest change found."""
    more = prices.least(found.searched + 1)
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
    """A cheapest change of all, where it costs less than those known, and whether it was looked for: not under concepts where
    actors cannot be taken one by one, nor without the solver, nor where there is too much to write out for it."""
    if not concept_named(concept).own_only:
        return (), False
    try:
        least = cheapest_of_equilibrium(
            conflict, state, prices.edits, concept=concept, arena=games.arena, stress=stress
        )
    except (MissingExtra, SizeError):
        return (), False
    if least.edits is None or (costs and min(costs) <= prices.total(least.edits)):
        return (), True
    return least.edits, True
