"""Checks about where roads from the start lead."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from countermove.inquiry.checks.case import AS_IT_IS, CheckedGame, SwitchedStart
from countermove.inquiry.checks.check import GameCheck, premise_of
from gmcr.analysis import Play, Profile
from gmcr.base.errors import Undecided
from gmcr.logic import Formula, Not

__all__ = ["EverywhereCheck", "FromStart", "OutcomesCheck", "PassesCheck"]


class FromStart(GameCheck):
    """A check of whether a ``formula`` holds along the roads from the start with ``after`` on."""

    __slots__ = ()

    plain: ClassVar[bool] = True

    formula: Formula
    after: SwitchedStart

    def plays(self, case: CheckedGame) -> Iterator[tuple[Play, Sequence[int]]]:
        yield case.play, (case.start(self.after),)

    @property
    def denies(self) -> bool:
        return self.formula.only_denies == self.settled(True)

    @abstractmethod
    def settled(self, value: bool) -> bool:
        """The check's truth where the formula has this value in every state that roads could pass."""


@dataclass(frozen=True, slots=True)
class OutcomesCheck(FromStart):
    """The formula holds in "every", "some" or "no" outcome from the start with ``after`` on; undefined where there is no
    outcome."""

    quantifier: str
    formula: Formula
    after: SwitchedStart = AS_IT_IS

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        roads = case.play.roads(case.start(self.after), concept)
        met = case.where(self.formula)[list(roads.outcomes)]
        settled = met.size > met.sum() if self.quantifier == "every" else met.any()
        if not roads.whole and not settled:
            raise Undecided("Where it ends")
        if not met.size:
            return None
        return bool(met.all()) if self.quantifier == "every" else bool(met.any()) == (self.quantifier == "some")

    def asks_for_outcomes(self, case: CheckedGame) -> bool:
        return True

    def condition_met(self, case: CheckedGame, concept: str) -> bool | None:
        premise = premise_of(self.formula)
        return None if premise is None else bool(OutcomesCheck("some", premise, self.after).holds(case, concept))

    def settled(self, value: bool) -> bool:
        return value == (self.quantifier != "no")


@dataclass(frozen=True, slots=True)
class PassesCheck(FromStart):
    """Some reached state satisfies the formula (``never``: none does)."""

    formula: Formula
    after: SwitchedStart = AS_IT_IS
    never: bool = False

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        roads = case.play.roads(case.start(self.after), concept)
        passed = bool(case.where(self.formula)[list(roads.reached)].any())
        if not roads.whole and not passed:
            raise Undecided("What roads pass")
        return passed != self.never

    def condition_met(self, case: CheckedGame, concept: str) -> bool | None:
        premise = premise_of(self.formula)
        return None if premise is None else PassesCheck(premise, self.after).holds(case, concept)

    def settled(self, value: bool) -> bool:
        return value != self.never


@dataclass(frozen=True, slots=True)
class EverywhereCheck(GameCheck):
    """The formula holds in every outcome, from the start changed by each switch, in every cell of the varied drivers
    where ``where`` holds; starts and cells without outcome are skipped, undefined if nothing remains."""

    formula: Formula
    where: Formula
    vary: tuple[str, ...]
    after_each: tuple[SwitchedStart, ...] = (AS_IT_IS,)

    @property
    def varied(self) -> tuple[str, ...]:
        return self.vary

    @property
    def denies(self) -> bool:
        return self.formula.only_denies

    def depends_on(self, case: CheckedGame) -> Hashable:
        return self._games(case), case.conflict.start

    def plays(self, case: CheckedGame) -> Iterator[tuple[Play, Sequence[int]]]:
        starts = [case.start(switch) for switch in self.after_each]
        return ((case.games.play(profile), starts) for profile, _ in self._games(case))

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        starts = [case.start(switch) for switch in self.after_each]
        judged, whole = False, True
        for profile, number in self._games(case):
            met = case.games.arena.truth(number)
            for start in starts:
                roads = case.games.play(profile).roads(start, concept)
                judged, whole = judged or bool(roads.outcomes), whole and roads.whole
                if not met[list(roads.outcomes)].all():
                    return False
        if not whole:
            raise Undecided("Where it ends")
        return True if judged else None

    def asks_for_outcomes(self, case: CheckedGame) -> bool:
        return bool(self._games(case))

    def condition_met(self, case: CheckedGame, concept: str) -> bool | None:
        premise = premise_of(self.formula)
        if premise is None:
            return bool(self._games(case))
        # Some outcome has it where not every one has its negation.
        return replace(self, formula=Not(premise)).holds(case, concept) is False

    def _games(self, case: CheckedGame) -> tuple[tuple[Profile, int], ...]:
        """The different games in the cells of the varied drivers where the condition holds: the profile, and the number
        of the formula's truth array."""
        if self not in case.kept:
            games, conflict, points = case.games, case.conflict, self.points(case)
            pairs: dict[tuple[Profile, int], None] = {}
            for profile, allowed, met in zip(
                games.profiles_along(conflict, points),
                games.truths_along(self.where, conflict, points),
                games.truths_along(self.formula, conflict, points),
                strict=True,
            ):
                if games.arena.truth(allowed)[0]:  # free of options: the same in every cell
                    pairs[profile, met] = None
            case.kept[self] = tuple(pairs)
        looked_at: tuple[tuple[Profile, int], ...] = case.kept[self]
        return looked_at
