"""A check about the moves that far-sighted actors foresee.

A check about moves made for their answer.

Checks about levers: acts that move another actor.

A check about what an actor prefers.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks.case import CheckedGame, SwitchedStart
from countermove.inquiry.checks.check import Factor, GameCheck, premise_of
from countermove.inquiry.inducement import Inducing
from gmcr.analysis import Play, Profile, UnlistedPlay, foresees
from gmcr.logic import Formula
from gmcr.model import OptionForm

__all__ = ["ForesightCheck", "InducesCheck", "LeverCheck", "LeverExactly", "PrefersCheck"]


@dataclass(frozen=True, slots=True)
class ForesightCheck(GameCheck):
    """Some Nash state with the formula is foreseen from the start (``never``: none is); see ``analysis.roads.foresight``."""

    formula: Formula
    never: bool = False

    plain: ClassVar[bool] = True
    concept_free: ClassVar[bool] = True

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        return foresees(case.play, case.start(), case.where(self.formula)) != self.never

    @property
    def denies(self) -> bool:
        return self.formula.only_denies != self.never

    def condition_met(self, case: CheckedGame, concept: str) -> bool | None:
        premise = premise_of(self.formula)
        return None if premise is None else foresees(case.play, case.start(), case.where(premise))

    def lists(self, form: OptionForm) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class InducesCheck(GameCheck):
    """The actor has an inducement at the start all of whose answers satisfy the formula (``credible``: a credible one
    all of whose outcomes do so too). ``by``: a minimal one that switches one of these on, an option or thresholds of
    one in degrees. See ``inquiry.inducement``."""

    actor: str
    formula: Formula
    credible: bool = False
    by: tuple[str, ...] = ()

    def lists(self, form: OptionForm) -> bool:
        return True

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        conflict = case.conflict
        by = conflict.structure.code(self.by) if self.by else None
        inducing = Inducing(case.games, conflict, concept)
        actor, met = conflict.actor(self.actor), case.where(self.formula)
        return inducing.induces(case.start(), actor, met, credible=self.credible, by=by)


@dataclass(frozen=True, slots=True)
class LeverCheck(GameCheck):
    """The switch moves the actor: its best replies at the start do not all satisfy the formula and from the start switched
    they all do. ``never``: from there no best reply satisfies it.

    A lever that is already on works nowhere; its ``never`` form is then judged at the start.
    """

    switch: SwitchedStart
    actor: str
    formula: Formula
    never: bool = False

    plain: ClassVar[bool] = True
    concept_free: ClassVar[bool] = True

    def holds(self, case: CheckedGame, concept: str) -> bool:
        return self.works(case, case.play, case.where(self.formula))

    def lists(self, form: OptionForm) -> bool:
        low, high = form.span[self.actor]
        return high - low > UnlistedPlay.LISTED

    @property
    def denies(self) -> bool:
        return self.formula.only_denies != self.never

    def condition_met(self, case: CheckedGame, concept: str) -> bool | None:
        premise = premise_of(self.formula)
        if premise is None:
            return None
        with_it = case.play.best_replies(case.start(self.switch), case.conflict.actor(self.actor))
        return bool(case.where(premise)[list(with_it)].any())

    def works(self, case: CheckedGame, play: Play, met: NDArray[np.bool_]) -> bool:
        """Its truth in a game from the start of a case, given where the formula holds: *met* is bool (cells,)."""
        actor = case.conflict.actor(self.actor)
        start, on = case.start(), case.start(self.switch)
        with_it = met[list(play.best_replies(on, actor))]
        if self.never:
            return not with_it.any()
        if on == start:
            return False
        return bool(with_it.all()) and not met[list(play.best_replies(start, actor))].all()

    def factors(self, case: CheckedGame, concept: str) -> tuple[Factor, ...]:
        return ((self.actor, case.conflict, self),)


@dataclass(frozen=True, slots=True)
class LeverExactly(GameCheck):
    """Over the varied drivers' ranges, the lever works exactly where ``where`` (free of options) holds."""

    lever: LeverCheck
    where: Formula
    vary: tuple[str, ...]

    concept_free: ClassVar[bool] = True

    @property
    def varied(self) -> tuple[str, ...]:
        return self.vary

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        play, truth = case.games.play, case.games.arena.truth
        return all(
            self.lever.works(case, play(profile), truth(met)) == truth(allowed)[0]
            for profile, met, allowed in self._games(case)
        )

    def lists(self, form: OptionForm) -> bool:
        return self.lever.lists(form)

    def condition_met(self, case: CheckedGame, concept: str) -> bool | None:
        truth = case.games.arena.truth
        return any(bool(truth(allowed)[0]) for _, _, allowed in self._games(case))

    def depends_on(self, case: CheckedGame) -> Hashable:
        return self._games(case), case.conflict.start

    def factors(self, case: CheckedGame, concept: str) -> tuple[Factor, ...]:
        return ((self.lever.actor, case.conflict, self),)

    def _games(self, case: CheckedGame) -> tuple[tuple[Profile, int, int], ...]:
        """The different games in the cells of the varied drivers: the profile, and the numbers of the truth arrays of the
        formula and of the condition."""
        if self not in case.kept:
            games, conflict, points = case.games, case.conflict, self.points(case)
            case.kept[self] = tuple(
                dict.fromkeys(
                    zip(
                        games.profiles_along(conflict, points),
                        games.truths_along(self.lever.formula, conflict, points),
                        games.truths_along(self.where, conflict, points),
                        strict=True,
                    )
                )
            )
        looked_at: tuple[tuple[Profile, int, int], ...] = case.kept[self]
        return looked_at


@dataclass(frozen=True, slots=True)
class PrefersCheck(GameCheck):
    """The actor strictly prefers the start changed by ``this`` to the start changed by ``to``."""

    actor: str
    this: SwitchedStart
    to: SwitchedStart

    plain: ClassVar[bool] = True
    concept_free: ClassVar[bool] = True

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        ranks = case.play.ranks(case.conflict.actor(self.actor))
        return bool(ranks[case.start(self.this)] > ranks[case.start(self.to)])

    def factors(self, case: CheckedGame, concept: str) -> tuple[Factor, ...]:
        return ((self.actor, case.conflict, self),)
