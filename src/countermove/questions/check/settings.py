"""The games in which one claim is judged: its readings, and the base reading's edited and stripped variants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from countermove.analysis.checks import Case, Check, StableInOwnViews
from countermove.analysis.edits.edits import Edit, edits_of
from countermove.assessment.checks import compile_check
from countermove.brief import Brief
from countermove.case.games import game_of, games_of
from countermove.model import Conflict, Ranking

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Setting", "setting_of"]


@dataclass(frozen=True, eq=False)
class Setting(Brief):
    """A claim with what it takes to judge it."""

    assessment: Assessment
    id: str
    check: Check
    probe: bool
    by: str | None
    expect: str | None
    scenario: str | None
    view: str | None

    @property
    def of_the_author(self) -> bool:
        """Neither a probe nor held by somebody else."""
        return not self.probe and self.by is None

    def case(self, reading: Mapping[str, str] | None = None) -> Case:
        """The game (and the games that actors see, where the check asks for them) in a reading; base by default."""
        assessment = self.assessment
        conflict = self._conflict(reading, self.view)
        own = {}
        if isinstance(self.check, StableInOwnViews):
            held = dict(self.check.views)  # whoever is not listed sees the author's model
            own = {actor: self._conflict(reading, held.get(actor)) for actor in assessment.actors}
        return Case(
            games=games_of(assessment), conflict=conflict, target=assessment.target, ranges=assessment.ranges, own=own
        )

    def _conflict(self, reading: Mapping[str, str] | None, view: str | None) -> Conflict:
        with_ = self.assessment.claims[self.id].with_
        if with_ is not None:
            return self.assessment.conflict(reading=reading, scenario=self.scenario, view=view, with_=with_)
        return game_of(self.assessment, reading=reading, scenario=self.scenario, view=view)

    @cached_property
    def base(self) -> Case:
        """The game in the base reading."""
        return self.case()

    @cached_property
    def wants(self) -> tuple[str, ...]:
        """Ids of all wants in the base reading, in file order."""
        every = (wants for conflict in _all(self.base) for wants in conflict.preferences.values())
        return tuple(dict.fromkeys(want.id for wants in every if not isinstance(wants, Ranking) for want in wants))

    @cached_property
    def edited(self) -> tuple[tuple[Edit, Case], ...]:
        """The base reading after each single edit."""
        return tuple((edit, self.after((edit,))) for edit in self.edits)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit of the base reading, in the games that actors see too."""
        return self.edits_in(self.base)

    def edits_in(self, case: Case) -> tuple[Edit, ...]:
        """Every edit of a game, and of the games that actors see in it."""
        return tuple(dict.fromkeys(edit for conflict in _all(case) for edit in self._edits(conflict)))

    def after(self, edits: Sequence[Edit], case: Case | None = None) -> Case:
        """A game, that of the base reading by default, after a set of edits, each in the games that have it."""

        def edited(conflict: Conflict) -> Conflict:
            own = [edit for edit in edits if edit in self._edits(conflict)]
            return self.base.games.edited(conflict, own) if own else conflict

        return _each(self.base if case is None else case, edited)

    @cached_property
    def _possible(self) -> dict[int, tuple[Conflict, dict[Edit, None]]]:
        """By the identity of a game that is kept alive here: its edits."""
        return {}

    def _edits(self, conflict: Conflict) -> dict[Edit, None]:
        if id(conflict) not in self._possible:
            self._possible[id(conflict)] = (conflict, dict.fromkeys(edits_of(conflict)))
        return self._possible[id(conflict)][1]

    @cached_property
    def bare(self) -> Case:
        """The base reading without any want."""
        return self._alone(None)

    @cached_property
    def alone(self) -> tuple[tuple[str, Case], ...]:
        """The base reading with each single want kept."""
        return tuple((want, self._alone(want)) for want in self.wants)

    def _alone(self, want: str | None) -> Case:
        return _each(self.base, lambda conflict: self.base.games.alone(conflict, want))

    @property
    def variants(self) -> tuple[Case, ...]:
        """Everything that verdicts look at besides the readings."""
        return (*(case for _, case in self.edited), self.bare, *(case for _, case in self.alone))


def setting_of(assessment: Assessment, claim: str) -> Setting:
    """The setting of a claim of an assessment."""
    record = assessment.claims[claim]
    return Setting(
        assessment=assessment,
        id=claim,
        check=compile_check(record.check, assessment.formula, assessment.act),
        probe=record.probe,
        by=record.by,
        expect=record.expect,
        scenario=record.in_,
        view=record.under,
    )


def _all(case: Case) -> tuple[Conflict, ...]:
    return (case.conflict, *case.own.values())


def _each(case: Case, change: Callable[[Conflict], Conflict]) -> Case:
    return replace(case, conflict=change(case.conflict), own={actor: change(seen) for actor, seen in case.own.items()})
