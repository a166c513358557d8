"""The checks that a claim can make, and their truth in one game under one concept.

One record for each kind of check; formulas are resolved. ``holds`` gives True, False, or None where the check is
undefined. Definitions: each record's docstring. A changed start that is infeasible raises ModelError naming the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.arena import Profile
from countermove.analysis.drivers.cells import Range
from countermove.analysis.edits.changes import Parties
from countermove.analysis.games import Games
from countermove.analysis.roads.foresight import foresees
from countermove.analysis.roads.roads import Play
from countermove.brief import Brief
from countermove.logic import Formula, LinearForm
from countermove.model import Conflict, Ranking

__all__ = [
    "Case",
    "Check",
    "Content",
    "Everywhere",
    "Foresight",
    "Lever",
    "LeverExactly",
    "MoreResponsible",
    "Outcomes",
    "Passes",
    "Prefers",
    "SingleChangesOnlyBy",
    "StableInOwnViews",
    "StableStart",
    "Switch",
    "formulas_of",
    "holds",
    "holds_about_edits",
    "profiles_needed",
]


@dataclass(frozen=True, slots=True)
class Switch(Brief):
    """A changed start: options, and thresholds of those in degrees, switched on and off (full names)."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StableStart(Brief):
    """The start is an equilibrium."""


@dataclass(frozen=True, slots=True)
class Content(Brief):
    """The start is stable for the actor."""

    actor: str


@dataclass(frozen=True, slots=True)
class Outcomes(Brief):
    """The formula holds in "every", "some" or "no" outcome from the start with ``after`` on; undefined
    where there is no outcome."""

    quantifier: str
    formula: Formula
    after: Switch = Switch()


@dataclass(frozen=True, slots=True)
class Passes(Brief):
    """Some reached state satisfies the formula (``never``: none does)."""

    formula: Formula
    after: Switch = Switch()
    never: bool = False


@dataclass(frozen=True, slots=True)
class Foresight(Brief):
    """Some Nash state with the formula is foreseen from the start (``never``: none is); see ``analysis.foresight``."""

    formula: Formula
    never: bool = False


@dataclass(frozen=True, slots=True)
class Lever(Brief):
    """The switch moves the actor: its best replies at the start do not all satisfy the formula and from the start switched
    they all do. ``never``: from there no best reply satisfies it."""

    switch: Switch
    actor: str
    formula: Formula
    never: bool = False


@dataclass(frozen=True, slots=True)
class LeverExactly(Brief):
    """Over the varied drivers' ranges, the lever works exactly where ``where`` (free of options) holds."""

    lever: Lever
    where: Formula
    vary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefers(Brief):
    """The actor strictly prefers the start changed by ``this`` to the start changed by ``to``."""

    actor: str
    this: Switch
    to: Switch


@dataclass(frozen=True, slots=True)
class Everywhere(Brief):
    """The formula holds in every outcome, from the start changed by each switch, in every cell of the varied drivers
    where ``where`` holds; starts and cells without outcome are passed over, undefined if nothing is left."""

    formula: Formula
    where: Formula
    vary: tuple[str, ...]
    after_each: tuple[Switch, ...] = (Switch(),)


@dataclass(frozen=True, slots=True)
class MoreResponsible(Brief):
    """The actor's degree of responsibility for the target is higher than the other's."""

    actor: str
    than: str


@dataclass(frozen=True, slots=True)
class SingleChangesOnlyBy(Brief):
    """The target does not hold, and the actors owning a single edit that brings it about are exactly {actor}."""

    actor: str


@dataclass(frozen=True, slots=True)
class StableInOwnViews(Brief):
    """The start is stable for each actor in the game that it sees (``Case.own``); ``views``: actor → view."""

    views: tuple[tuple[str, str], ...]


Check = (
    StableStart
    | Content
    | Outcomes
    | Passes
    | Foresight
    | Lever
    | LeverExactly
    | Prefers
    | Everywhere
    | MoreResponsible
    | SingleChangesOnlyBy
    | StableInOwnViews
)

CONCEPT_FREE = (Foresight, Lever, LeverExactly, Prefers, MoreResponsible, SingleChangesOnlyBy)
"""Checks whose truth does not depend on the concept."""


@dataclass(frozen=True, eq=False)
class Case(Brief):
    """One game in which checks are evaluated. ``target``: what changes are about; ``ranges``: the drivers' closed
    ranges; ``own``: the games that actors see (for ``StableInOwnViews``); ``kept``: what has been found out already."""

    games: Games
    conflict: Conflict
    target: Formula | None = None
    ranges: Mapping[str, Range] = field(default_factory=dict)
    own: Mapping[str, Conflict] = field(default_factory=dict)
    bound: int = 3
    kept: dict[Check, tuple[tuple[Profile, int], ...]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def play(self) -> Play:
        """The game in cells and positions."""
        return self.games.play_of(self.conflict)

    def start(self, switch: Switch = Switch()) -> int:
        """The cell of the start, switched."""
        structure = self.conflict.structure
        code = self.conflict.start
        if switch.on:
            code |= structure.code(switch.on)
        if switch.off:
            code &= ~structure.code(switch.off)
        return structure.cell(code)

    def at(self, point: Mapping[str, Fraction]) -> Case:
        """The same with some drivers at other values, in the games that actors see too."""

        def moved(conflict: Conflict) -> Conflict:
            return conflict.with_drivers({**conflict.drivers, **point})

        return replace(
            self, conflict=moved(self.conflict), own={actor: moved(seen) for actor, seen in self.own.items()}
        )

    def cells(self, vary: tuple[str, ...], *formulas: Formula) -> list[Case]:
        """The case at one exact point of every cell that the comparisons of all wants and of *formulas* cut out of the
        ranges of the varied drivers."""
        return [self.at(point) for point in self.points(vary, *formulas)]

    def points(self, vary: tuple[str, ...], *formulas: Formula) -> tuple[Mapping[str, Fraction], ...]:
        """Those points: values of the varied drivers."""
        ranges = {name: self.ranges.get(name, (Fraction(0), Fraction(1))) for name in vary}
        forms: dict[LinearForm, None] = {}
        for conflict in (self.conflict, *self.own.values()):
            for part in (*formulas, *_parts(conflict)):
                forms |= dict.fromkeys(self.games.comparisons(part, conflict.drivers, vary))
        return tuple(self.games.points(tuple(forms), ranges))

    def allows(self, formula: Formula) -> bool:
        """Truth of a formula free of options at this game's drivers."""
        return bool(self.where(formula)[0])

    def where(self, formula: Formula) -> NDArray[np.bool_]:
        """Truth of a formula in every cell at this game's drivers."""
        return self.games.arena.met(formula, self.conflict.drivers)


def holds(check: Check, case: Case, concept: str) -> bool | None:
    """The truth of a check in a game under a concept; None where it is undefined."""
    match check:
        case StableStart():
            return case.play.stable(case.start(), concept)
        case Content(actor):
            return case.play.stable(case.start(), concept, case.conflict.actor(actor))
        case Outcomes(quantifier, formula, after):
            met = case.where(formula)[list(case.play.roads(case.start(after), concept).outcomes)]
            return _quantified(quantifier, met)
        case Passes(formula, after, never):
            reached = case.play.roads(case.start(after), concept).reached
            return bool(case.where(formula)[list(reached)].any()) != never
        case Foresight(formula, never):
            return foresees(case.play, case.start(), case.where(formula)) != never
        case Lever():
            return _lever(check, case)
        case LeverExactly(lever, where, vary):
            points = case.cells(vary, where, lever.formula)
            return all(_lever(lever, point) == point.allows(where) for point in points)
        case Prefers(actor, this, to):
            ranks = case.play.ranks(case.conflict.actor(actor))
            return bool(ranks[case.start(this)] > ranks[case.start(to)])
        case Everywhere():
            return _everywhere(check, case, concept)
        case MoreResponsible() | SingleChangesOnlyBy():
            return holds_about_edits(check, case.games.parties(case.conflict, _target(case)), case.bound)
        case StableInOwnViews():
            return all(
                replace(case, conflict=seen).play.stable(replace(case, conflict=seen).start(), concept, k)
                for k, seen in enumerate(_seen(case))
            )


def holds_about_edits(check: MoreResponsible | SingleChangesOnlyBy, parties: Parties, bound: int) -> bool:
    """The truth of a check about edits, by who takes part in minimal changes of at most *bound* edits."""
    if isinstance(check, SingleChangesOnlyBy):
        return not parties.holds and next(parties.by_size(1)) == {check.actor}
    for taking_part in parties.by_size(bound):
        if taking_part & {check.actor, check.than}:
            return check.actor in taking_part and check.than not in taking_part
    return False


def formulas_of(check: Check) -> tuple[Formula, ...]:
    """The formulas that a check itself makes comparisons in."""
    match check:
        case Outcomes() | Passes() | Foresight() | Lever():
            return (check.formula,)
        case LeverExactly(lever, where, _):
            return (lever.formula, where)
        case Everywhere():
            return (check.formula, check.where)
        case _:
            return ()


def profiles_needed(check: Check, case: Case) -> Iterator[Profile]:
    """The profiles whose guarantees ``holds`` will ask for, so that they can be prepared in one batch."""
    if isinstance(check, CONCEPT_FREE):
        return
    if isinstance(check, Everywhere):
        starts = [case.start(switch) for switch in check.after_each]
        plays = [case.games.play(profile) for profile, _ in _games_where(check, case)]
    elif isinstance(check, StableInOwnViews):
        starts = [case.start()]
        plays = [case.games.play_of(seen) for seen in _seen(case)]
    else:
        starts = [case.start(check.after) if isinstance(check, (Outcomes, Passes)) else case.start()]
        plays = [case.play]
    # Where nobody has an improvement, no guarantee is looked at.
    yield from (play.profile for play in plays if not all(play.stable(start, "nash") for start in starts))


def _quantified(quantifier: str, met: NDArray[np.bool_]) -> bool | None:
    if not met.size:
        return None
    if quantifier == "every":
        return bool(met.all())
    return bool(met.any()) == (quantifier == "some")


def _lever(lever: Lever, case: Case) -> bool:
    """A lever that is already on works nowhere; its ``never`` form is then judged at the start."""
    play, actor = case.play, case.conflict.actor(lever.actor)
    met = case.where(lever.formula)
    on = case.start(lever.switch)
    with_it = met[list(play.best_replies(on, actor))]
    if lever.never:
        return not with_it.any()
    start = case.start()
    if on == start:
        return False
    return bool(with_it.all()) and not met[list(play.best_replies(start, actor))].all()


def _everywhere(check: Everywhere, case: Case, concept: str) -> bool | None:
    starts = [case.start(switch) for switch in check.after_each]
    judged = False
    for profile, number in _games_where(check, case):
        met = case.games.arena.truth(number)
        for start in starts:
            outcomes = case.games.play(profile).roads(start, concept).outcomes
            judged = judged or bool(outcomes)
            if not met[list(outcomes)].all():
                return False
    return True if judged else None


def _games_where(check: Everywhere, case: Case) -> tuple[tuple[Profile, int], ...]:
    """The different games in the cells of the varied drivers where the check's condition holds: the profile, and the
    number of the truth array of the check's formula."""
    if check not in case.kept:
        arena, conflict = case.games.arena, case.conflict
        found: dict[tuple[Profile, int], None] = {}
        for point in case.points(check.vary, check.where, check.formula):
            drivers = {**conflict.drivers, **point}
            if arena.met(check.where, drivers)[0]:  # free of options: the same in every cell, and kept
                found[arena.profile(conflict, drivers), arena.truth_of_formula(check.formula, drivers)] = None
        case.kept[check] = tuple(found)
    return case.kept[check]


def _parts(conflict: Conflict) -> Iterator[Formula]:
    """All formulas of all wants."""
    for wants in conflict.preferences.values():
        if not isinstance(wants, Ranking):
            for want in wants:
                yield from (part for part in (want.formula, want.condition, want.otherwise) if part is not None)


def _target(case: Case) -> Formula:
    assert case.target is not None, "a check about changes needs the assessment's target"
    return case.target


def _seen(case: Case) -> Iterator[Conflict]:
    """The game that each actor sees, in the order of actors."""
    for actor in case.conflict.actors:
        yield case.own.get(actor, case.conflict)
