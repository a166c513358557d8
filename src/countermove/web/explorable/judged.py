"""Claims and key questions under thousands of pushes: judged once in each game that is another one to them.

Settings in the same games are judged together. What a plain check depends on (``GameCheck.plain``) is where everybody ranks
what, the start, and where its formulas hold; other checks are asked once for each game that is another one as it stands.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.checks import CheckedGame
from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.games import games_of
from countermove.errors import ModelError
from countermove.logic import Formula
from countermove.model import Conflict, wants_of
from countermove.questions.check.settings import Setting
from countermove.questions.check.values import prepare, truths_in
from countermove.questions.tipping.watched import Watched
from countermove.web.explorable.cuts import Cut, Situation, locked_in

__all__ = ["GroupJudged", "PushedGames", "Tables", "groups_of"]

Tables: TypeAlias = NDArray[np.int8]
"""Of each setting its truths: one row a reading, one column a concept; 1 true, 0 false, -1 undefined, ``RESTLESS``."""


class PushedGames:
    """The games of one assessment as it was pushed, each made once."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self._of: dict[tuple[str | None, str | None], list[Conflict | None]] = {}

    def under(self, scenario: str | None, view: str | None) -> list[Conflict | None]:
        """The game of each reading; None where its start cannot be."""
        if (scenario, view) not in self._of:
            self._of[scenario, view] = [self._game(reading, scenario, view) for reading in self.assessment.readings]
        return self._of[scenario, view]

    def _game(self, reading: Mapping[str, str], scenario: str | None, view: str | None) -> Conflict | None:
        try:
            return self.assessment.conflict(reading=reading, scenario=scenario, view=view)
        except ModelError:
            return None


@dataclass(eq=False)
class GroupJudged(Brief):
    """Settings that are judged in the same games. ``places``: of each its place among all settings."""

    settings: tuple[Setting, ...]
    places: tuple[int, ...]
    concepts: tuple[str, ...]
    known: dict[Hashable, Tables] = field(default_factory=dict)

    @property
    def first(self) -> Setting:
        """One of them, whose games are those of all."""
        return self.settings[0]

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """What their checks compare."""
        return tuple(dict.fromkeys(part for item in self.settings for part in item.check.formulas))

    @cached_property
    def cut(self) -> Cut:
        """What pushes of drivers turn in their games."""
        assessment = self.first.assessment
        cases = list(_different(self._cases(PushedGames(assessment))))
        conflicts = [conflict for _, case in cases for conflict in case.conflicts]
        wants = dict.fromkeys(want for conflict in conflicts for want in wants_of(conflict))
        formulas = [part for want in wants for part in (*want.parts, want.could_be) if part is not None]
        formulas += [*self.formulas, *([] if assessment.target is None else [assessment.target])]
        item = self.first
        locks = {
            place: locked_in(assessment, assessment.readings[place], item.scenario, item.view, item.with_)
            for place, _ in cases
        }
        situations = (
            Situation(tuple(conflict.drivers.items()), locks[place])
            for place, case in cases
            for conflict in case.conflicts
        )
        things = [
            (Watched("claim", own.id, case, own, self.concepts), locks[place])
            for own in self.settings
            if own.check.varied
            for place, case in cases
        ]
        now = {name: driver.now for name, driver in assessment.document.drivers.items()}
        return Cut(games_of(assessment), formulas, situations, now, things)

    def tables(self, games: PushedGames) -> Tables:
        """The values of all of them: int8 (settings, readings, concepts)."""
        nothing = np.full((len(self.settings), len(self.concepts)), -1, dtype=np.int8)
        rows = [nothing] * len(games.assessment.readings)
        keys: dict[int, Hashable] = {}
        missing: dict[Hashable, CheckedGame] = {}
        for place, case in self._cases(games):
            keys[place] = key = self._key(case)
            if key not in self.known and key not in missing:
                missing[key] = case
        prepare(((item, case) for case in missing.values() for item in self.settings), self.concepts)
        for key, case in missing.items():
            values = [truths_in(item, case, self.concepts) for item in self.settings]
            self.known[key] = np.array(values, dtype=np.int8)
        for place, key in keys.items():
            rows[place] = self.known[key]
        return np.stack(rows, axis=1)

    def _cases(self, games: PushedGames) -> Iterator[tuple[int, CheckedGame]]:
        """The game of each reading that has one, with its place."""
        item, assessment = self.first, games.assessment
        if item.with_ is not None or item.check.views is not None:
            own = replace(item, assessment=assessment)
            for place, reading in enumerate(assessment.readings):
                try:
                    yield place, own.case(reading)
                except ModelError:
                    continue
            return
        for place, conflict in enumerate(games.under(item.scenario, item.view)):
            if conflict is not None:
                yield (
                    place,
                    CheckedGame(
                        games=games_of(assessment),
                        conflict=conflict,
                        target=assessment.target,
                        ranges=assessment.ranges,
                        lead=assessment.lead,
                    ),
                )

    def _key(self, case: CheckedGame) -> Hashable:
        conflict = case.conflict
        if self.first.check.plain:
            truth_of, drivers = case.games.arena.truth_of_formula, conflict.drivers
            return case.play.profile, conflict.start, tuple(truth_of(item, drivers) for item in self.formulas)
        varied = self.first.check.varied
        return tuple((item.start, tuple(item.preferences.values()), _numbers(item, varied)) for item in case.conflicts)


def _numbers(conflict: Conflict, varied: Sequence[str]) -> tuple[int, ...]:
    """The drivers but those that a claim varies itself, as whole numbers: those are hashed fast."""
    found: list[int] = []
    for name, value in conflict.drivers.items():
        if name not in varied:
            found += (value.numerator, value.denominator)
    return tuple(found)


def _different(cases: Iterator[tuple[int, CheckedGame]]) -> Iterator[tuple[int, CheckedGame]]:
    """The first of the games that want and measure the same."""
    seen = set()
    for place, case in cases:
        key = tuple((tuple(item.preferences.values()), _numbers(item, ())) for item in case.conflicts)
        if key not in seen:
            seen.add(key)
            yield place, case


def groups_of(settings: Sequence[Setting], concepts: tuple[str, ...]) -> list[GroupJudged]:
    """Settings by the games in which they are judged, and by what their checks look at there."""
    groups: dict[Hashable, list[int]] = {}
    for place, item in enumerate(settings):
        seen = None if item.check.views is None else tuple(sorted(item.check.views.items()))
        with_ = None if item.with_ is None else id(item.with_)
        key = (item.scenario, item.view, with_, item.check.plain, item.check.varied, seen)
        groups.setdefault(key, []).append(place)
    return [
        GroupJudged(tuple(settings[place] for place in places), tuple(places), concepts) for places in groups.values()
    ]
