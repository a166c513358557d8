"""The games in which one claim is judged: its readings, and the base reading's edited and stripped variants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from countermove.context.games import game_of, games_of
from countermove.inquiry.checks import CheckedGame, GameCheck, Variation
from countermove.verdicts.evaluation import can_evaluate, has_start
from gmcr import Conflict, Drift, Edit, edits_of
from gmcr.analysis import Games
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from countermove.assessment.schema import Overlay

__all__ = ["Setting", "setting_of", "setting_with"]


@dataclass(frozen=True, eq=False)
class Setting(Record):
    """A claim, or one side of a key question, with what is needed to judge it."""

    assessment: Assessment
    id: str
    check: GameCheck
    probe: bool
    by: str | None
    expect: str | None
    scenario: str | None
    view: str | None
    with_: Overlay | None = None

    @property
    def of_the_author(self) -> bool:
        """Whether it is neither a probe nor held by somebody else."""
        return not self.probe and self.by is None

    def case(self, reading: Mapping[str, str] | None = None, *, place: int | None = None) -> CheckedGame:
        """The game (and the games that actors see, if the check asks for them) in a reading, given by its answers or its
        place; base by default. Raises ModelError, naming the rule, if a start is infeasible."""
        assessment = self.assessment
        number = assessment.place_of(reading) if place is None else place
        case = CheckedGame(
            self._games,
            partial(self._made, number),
            target=assessment.target,
            ranges=assessment.ranges,
            lead=assessment.lead,
            variation=Variation(number),
            drifts=self._drifts(number) if self.check.about_drifts else {},
        )
        if not has_start(self, number):
            case.need()
        return case

    def _drifts(self, place: int) -> Mapping[str, tuple[Drift, ...]]:
        """How drivers drift in a reading."""
        assessment = self.assessment
        reading = assessment.readings[place] if place else None
        calculus = assessment.calculus(reading=reading, scenario=self.scenario, view=self.view, with_=self.with_)
        return calculus.drifts

    @cached_property
    def _games(self) -> Games:
        return games_of(self.assessment)

    def _made(self, place: int) -> tuple[Conflict, Mapping[str, Conflict]]:
        assessment = self.assessment
        reading = assessment.readings[place] if place else None
        conflict, own = self._conflict(reading, self.view), {}
        if (held := self.check.views) is not None:  # actors not listed see the author's model
            author = replace(self, assessment=assessment.of_the_author)
            own = {
                actor: self._conflict(reading, held[actor]) if actor in held else author._conflict(reading, None)
                for actor in assessment.actors
            }
        return conflict, own

    def _conflict(self, reading: Mapping[str, str] | None, view: str | None) -> Conflict:
        if self.with_ is not None:
            return self.assessment.conflict(reading=reading, scenario=self.scenario, view=view, with_=self.with_)
        return game_of(self.assessment, reading=reading, scenario=self.scenario, view=view)

    @cached_property
    def base(self) -> CheckedGame:
        """The game in the base reading."""
        return self.case()

    @cached_property
    def wants(self) -> tuple[str, ...]:
        """Ids of all wants in the base reading, in file order."""
        every = (want.id for conflict in self.base.conflicts for want in conflict.wants())
        return tuple(dict.fromkeys(every))

    @cached_property
    def edited(self) -> tuple[tuple[Edit, CheckedGame], ...]:
        """The base reading after each single edit."""
        return tuple((edit, self.after((edit,))) for edit in self.edits)

    @cached_property
    def turned(self) -> tuple[tuple[Edit, CheckedGame], ...]:
        """The base reading after reversing each single want."""
        turns = (edit for own in self.base.conflicts for edit in self._edits(own) if edit.kind == "turn")
        return tuple((edit, self.after((edit,))) for edit in dict.fromkeys(turns))

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit of the base reading, in the games that actors see too."""
        return self.edits_in(self.base)

    def edits_in(self, case: CheckedGame, *, turn: bool = False) -> tuple[Edit, ...]:
        """Every edit of a game, and of the games that actors see in it; *turn*: including reversed wants."""
        every = (edit for conflict in case.conflicts for edit in self._edits(conflict))
        return tuple(dict.fromkeys(edit for edit in every if turn or edit.kind != "turn"))

    def after(self, edits: Sequence[Edit], case: CheckedGame | None = None) -> CheckedGame:
        """A game, that of the base reading by default, after a set of edits (reversals too), each in the games that
        have it."""

        def edited(conflict: Conflict) -> Conflict:
            own = [edit for edit in edits if edit in self._edits(conflict)]
            return self.base.games.edited(conflict, own) if own else conflict

        whole = self.base if case is None else case
        return whole.each(edited, self._after(whole, edits))

    @staticmethod
    def _after(case: CheckedGame, edits: Sequence[Edit]) -> Variation | None:
        """Which game comes of edits; None where one is edited that is edited already, or a want twice."""
        before, once = case.variation, len({edit.want for edit in edits}) == len(edits)
        if before is None or before != Variation(before.reading) or not once:
            return None
        return Variation(before.reading, tuple(edits))

    def judged_after(self, edits: Sequence[Edit], case: CheckedGame) -> CheckedGame:
        """The same for judging the check and nothing else: one case for all equivalent sets of edits."""
        games = case.games
        structure = games.arena.structure
        if case.variation is not None and can_evaluate(self.assessment):
            return self.after(edits, case)
        if not self.check.plain or not structure.listed or structure.cells > games.FEW_CELLS:
            return self.after(edits, case)
        turn = any(edit.kind == "turn" for edit in edits)
        return case.with_profile(games.profile_after(case.conflict, edits, turn=turn))

    @cached_property
    def _possible(self) -> dict[Conflict, dict[Edit, None]]:
        """A cache of the edits of each game examined."""
        return {}

    def _edits(self, conflict: Conflict) -> dict[Edit, None]:
        if conflict not in self._possible:
            self._possible[conflict] = dict.fromkeys(edits_of(conflict, turn=True))
        return self._possible[conflict]

    @cached_property
    def bare(self) -> CheckedGame:
        """The base reading without any want."""
        return self._alone(None)

    @cached_property
    def alone(self) -> tuple[tuple[str, CheckedGame], ...]:
        """The base reading with only one want kept, for each want."""
        return tuple((want, self._alone(want)) for want in self.wants)

    def _alone(self, want: str | None) -> CheckedGame:
        which = self.base.variation
        variation = None if which is None else replace(which, alone=want or "")
        return self.base.each(lambda conflict: self.base.games.alone(conflict, want), variation)

    @property
    def variants(self) -> tuple[CheckedGame, ...]:
        """All games that verdicts examine besides the readings."""
        return (*(case for _, case in self.edited), self.bare, *(case for _, case in self.alone))


def setting_of(assessment: Assessment, claim: str) -> Setting:
    """The setting of a claim of an assessment."""
    record = assessment.claims[claim]
    return Setting(
        assessment=assessment,
        id=claim,
        check=record.check.compiled(assessment),
        probe=record.probe,
        by=record.by,
        expect=record.expect,
        scenario=record.in_,
        view=record.under,
        with_=record.with_,
    )


def setting_with(
    assessment: Assessment,
    name: str,
    check: GameCheck,
    *,
    scenario: str | None = None,
    view: str | None = None,
    with_: Overlay | None = None,
) -> Setting:
    """The setting of a check that no claim makes, or of a claim's check in another game."""
    return Setting(assessment, name, check, False, None, None, scenario, view, with_)
