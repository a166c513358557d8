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

from countermove.context.games import games_of
from countermove.inquiry.checks import CheckedGame
from countermove.inquiry.outcomes import UNDECIDED
from countermove.plugins.serve.explorable.cuts import Cut, Situation
from countermove.plugins.serve.explorable.places import PlacedGames
from countermove.verdicts.settings import Setting
from countermove.verdicts.tippable import Tippable
from countermove.verdicts.values import prepare, truths_in
from gmcr import Conflict
from gmcr.base.errors import ModelError
from gmcr.base.record import Record
from gmcr.logic import Formula

__all__ = ["UNCOMPUTED", "GroupJudged", "Tables", "groups_of"]

Tables: TypeAlias = NDArray[np.int8]
"""Of each setting its truths twice: as all concepts are looked at, and as each of them is alone, which makes it the lead concept;
one row a reading, one column a concept; 1 true, 0 false, -1 undefined, ``RESTLESS``, ``UNCOMPUTED``."""

UNCOMPUTED = np.int8(UNDECIDED)
"""Where it is not known: who could change what comes of it is asked with each concept alone only where nothing is pushed."""


@dataclass(eq=False)
class GroupJudged(Record):
    """Settings that are judged in the same games. ``places``: of each its place among all settings; ``known``: what was found,
    which the same settings in other places may share."""

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

    def cut(self, games: PlacedGames) -> Cut:
        """What pushes of drivers turn in their games, from those in which none is set."""
        item, target = self.first, self.first.assessment.target
        situated = list(self._situated(games))
        cases = dict.fromkeys(case for case, _, _ in situated)
        wants = dict.fromkeys(want for case in cases for conflict in case.conflicts for want in conflict.wants())
        formulas = [part for want in wants for part in (*want.parts, want.could_be) if part is not None]
        formulas += [*self.formulas, *([] if target is None else [target])]
        situations = (
            Situation(tuple(conflict.drivers.items()), locked) for _, seen, _ in situated for conflict, locked in seen
        )
        things = [
            (
                Tippable("claim", own.id, case, own, self.concepts),
                Situation(tuple(case.conflict.drivers.items()), locked),
            )
            for own in self.settings
            if own.check.varied
            for case, _, locked in situated
        ]
        return Cut(games_of(item.assessment), formulas, situations, things)

    def _situated(
        self, games: PlacedGames
    ) -> Iterator[tuple[CheckedGame, list[tuple[Conflict, frozenset[str]]], frozenset[str]]]:
        """The games that want and measure different things, or in which other drivers are locked: each with its conflicts and
        what is locked in them, and what is locked in its own."""
        item, held, known = self.first, self.first.check.views or {}, set()
        for place, case in self._cases(games):
            reading = games.readings[place]
            locked = games.locked(reading, item.scenario, item.view, item.with_)
            seen = [(case.conflict, locked)]
            for actor, conflict in case.own.items():
                seen.append((conflict, games.locked(reading, item.scenario, held.get(actor), item.with_)))
            key = tuple((tuple(own.preferences.items()), _numbers(own, ()), locks) for own, locks in seen)
            if key not in known:
                known.add(key)
                yield case, seen, locked

    def tables(self, games: PlacedGames) -> Tables:
        """The values of all of them: int8 (settings, 2, readings, concepts)."""
        nothing = np.full((len(self.settings), 2, len(self.concepts)), -1, dtype=np.int8)
        rows = [nothing] * len(games.readings)
        keys: dict[int, tuple[Hashable, bool]] = {}
        missing: dict[tuple[Hashable, bool], CheckedGame] = {}
        for place, case in self._cases(games):
            own = self._key(case)
            keys[place] = key = own, not games.pushed or (own, True) in self.known
            if key not in self.known and key not in missing:
                missing[key] = case
        led = {key: self._led(case, pushed=not key[1]) for key, case in missing.items()}
        every = [own for cases in led.values() for own in cases.values()]
        prepare(((item, own) for own in every for item in self.settings), self.concepts)
        for key, cases in led.items():
            self.known[key] = self._values(missing[key], cases)
        for place, key in keys.items():
            rows[place] = self.known[key]
        return np.stack(rows, axis=2)

    def _led(self, case: CheckedGame, *, pushed: bool) -> dict[str, CheckedGame]:
        """The game by lead concept: the file's, and others where that matters and nothing is pushed, since changes of wants are
        dear to look for."""
        if not self.first.check.about_edits:
            return dict.fromkeys(self.concepts, case)
        others = () if pushed else self.concepts
        return {case.lead: case} | {name: replace(case, lead=name) for name in others if name != case.lead}

    def _values(self, case: CheckedGame, led: Mapping[str, CheckedGame]) -> NDArray[np.int8]:
        """Those in one game: int8 (settings, 2, concepts)."""
        rows = []
        for item in self.settings:
            every = truths_in(item, case, self.concepts)
            alone = [
                UNCOMPUTED
                if name not in led
                else value
                if led[name] is case
                else truths_in(item, led[name], (name,))[0]
                for name, value in zip(self.concepts, every, strict=True)
            ]
            rows.append([every, alone])
        return np.array(rows, dtype=np.int8)

    def _cases(self, games: PlacedGames) -> Iterator[tuple[int, CheckedGame]]:
        """The game of each reading that has one, with its place."""
        item = self.first
        if item.with_ is not None or item.check.views is not None:
            for place, reading in enumerate(games.readings):
                try:
                    yield place, replace(item, assessment=games.selected(reading)).case(reading)
                except ModelError:
                    continue
            return
        assessment = games.base
        shared, target, ranges, lead = games_of(assessment), assessment.target, assessment.ranges, assessment.lead
        for place, conflict in enumerate(games.conflicts(item.scenario, item.view)):
            if conflict is not None:
                yield place, CheckedGame.of(games=shared, conflict=conflict, target=target, ranges=ranges, lead=lead)

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


def groups_of(
    settings: Sequence[Setting], concepts: tuple[str, ...], known: dict[Hashable, dict[Hashable, Tables]]
) -> list[GroupJudged]:
    """Settings by the games in which they are judged, and by what their checks look at there. *known*: what was found for the
    same settings in other places, to be added to."""
    groups: dict[Hashable, list[int]] = {}
    for place, item in enumerate(settings):
        seen = None if item.check.views is None else tuple(sorted(item.check.views.items()))
        with_ = None if item.with_ is None else id(item.with_)
        check = item.check
        key = (item.scenario, item.view, with_, check.plain, check.about_edits, check.varied, seen)
        groups.setdefault(key, []).append(place)
    return [
        GroupJudged(
            tuple(settings[place] for place in places), tuple(places), concepts, known.setdefault(tuple(places), {})
        )
        for places in groups.values()
    ]
