"""views: the conflict through the eyes of those who take part in it.

A **first-level hypergame** (Bennett 1977; Wang, Hipel & Fraser 1988) gives each actor i the game G_i that it sees: the
author's model under its view, and the author's model itself where it holds none. Under a concept a state is

* an equilibrium *in the author's model*;
* an equilibrium *in own views* iff every actor i is stable there in G_i;
* *held up by misperception* iff it is one in own views and not in the author's model: it would not last if everybody
  saw what the author sees; *missed* iff the other way round;
* *in all eyes* iff it is an equilibrium of the author's model and of every view of the file, each taken as a whole
  game.

Roads in own views: every step is one of its mover in the game that it sees; outcomes are the states reached that are
equilibria in own views. Roads begin at the author's start, whatever start a view sees; whether *the start holds* asks
each actor about the start that it sees, as the check ``stable_in_own_views`` does.

*Correcting* a view gives its holder the author's model instead, all other views left alone. For beliefs that nothing
puts to the test see ``questions.beliefs``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.own_views import OwnViews
from countermove.brief import Brief
from countermove.case.games import assessment_given, games_of
from countermove.errors import ModelError
from countermove.model import Conflict
from countermove.questions.views.belief_readings import BeliefOverReadings, Tested, over_readings_of
from countermove.questions.views.beliefs import Belief, Believing, beliefs_in
from countermove.stability import CONCEPTS, Stability, concepts_named, solve

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["BeliefOverReadings", "Corrected", "InOwnViews", "Views", "views"]

Codes = NDArray[np.int64]

PARTS = ("concepts", "corrections", "beliefs", "readings")
"""What is looked at, one after another: each concept; each actor that holds a view, corrected; beliefs; beliefs in every
reading."""


@dataclass(frozen=True, slots=True, eq=False)
class InOwnViews(Brief):
    """One concept. ``holds``: the start, in own views and in the author's model; ``unstable``: actors that would leave
    it in the game that they see. Codes, ascending: ``author``, ``own``, ``held_up``, ``missed``, ``all_eyes`` (see the
    module). ``reached`` (in the order of discovery), ``outcomes`` and ``steps`` (from, actor, to): roads in own views;
    ``author_outcomes``: those of the author's model."""

    concept: str
    holds: bool
    author_holds: bool
    unstable: tuple[str, ...]
    author: Codes
    own: Codes
    held_up: Codes
    missed: Codes
    all_eyes: Codes
    reached: tuple[int, ...]
    outcomes: tuple[int, ...]
    steps: tuple[tuple[int, str, int], ...]
    author_outcomes: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Corrected(Brief):
    """One concept, one actor given the author's model. ``gained``, ``lost``: equilibria in own views that appear, and
    that go; ``holds``: whether the start then holds; ``outcomes``: of the roads in own views then."""

    actor: str
    view: str
    concept: str
    holds: bool
    gained: Codes
    lost: Codes
    outcomes: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Views(Brief):
    """``held``: actor → its view, for those that have one; ``passed_over``: views of the file that nobody who plays
    acts by. ``other_start``: actors that see another start. ``over_readings``: empty unless asked for. ``left_out``: what
    an interrupt left out, in whole or in part: PARTS. ``labels``: code → the options that are on, for the states of roads
    and beliefs."""

    reading: Mapping[str, str]
    scenario: str | None
    start: int
    held: Mapping[str, str]
    passed_over: tuple[str, ...]
    other_start: tuple[str, ...]
    concepts: tuple[InOwnViews, ...]
    corrections: tuple[Corrected, ...]
    beliefs: tuple[Belief, ...]
    over_readings: tuple[BeliefOverReadings, ...]
    left_out: tuple[str, ...]
    labels: Mapping[int, str]

    @property
    def complete(self) -> bool:
        """Whether nothing interrupted it."""
        return not self.left_out

    def gist(self) -> str:
        """Who holds which view, and where the start holds in own views."""
        held = ", ".join(f"{actor} {view}" for actor, view in self.held.items())
        holds = ", ".join(item.concept for item in self.concepts if item.holds)
        return f"{held or 'no views'}; the start holds under {holds or 'no concept'}"


def views(
    assessment: Assessment,
    *,
    held: Mapping[str, str | None] | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    drivers: Mapping[str, object] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    over_readings: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Views:
    """The conflict in own views, in one reading and scenario.

    ``held``: actor → view, instead of the views that the file gives an actor (any view may be tried on any actor; None: the
    author's model).
    ``over_readings``: judge every belief in every reading too. ``progress`` is told how many concepts, corrections, pairs
    of a view and another actor, and readings are done, of how many; an interrupt ends it with those. Raises UnknownName,
    ModelError (an actor holds several views and ``held`` does not choose).
    """
    assessment = assessment_given(assessment, "views")
    names = tuple(item.name for item in concepts_named(concepts))
    chosen = _held(assessment, held)
    setting = _Setting(assessment, chosen, reading, scenario, drivers, names, {})
    work = _Work(setting, progress)
    work.go(over_readings=over_readings)
    rows, corrections, beliefs = tuple(work.rows), tuple(work.corrections), tuple(work.beliefs)
    mentioned = {setting.author.start}
    mentioned |= {code for row in rows for code in (*row.reached, *row.author_outcomes)}
    mentioned |= {code for row in corrections for code in row.outcomes}
    for belief in beliefs:
        mentioned |= {belief.nearest, *belief.believed, *belief.modelled, *(code for _, code in belief.road)}
    return Views(
        reading=dict(assessment.base_reading) | dict(reading or {}),
        scenario=scenario,
        start=setting.author.start,
        held=chosen,
        passed_over=tuple(view for view in assessment.views if view not in chosen.values()),
        other_start=tuple(actor for actor, seen in setting.seen.items() if seen.start != setting.author.start),
        concepts=rows,
        corrections=corrections,
        beliefs=beliefs,
        over_readings=over_readings_of(assessment, names, work.in_readings),
        left_out=work.left_out,
        labels={code: setting.author.structure.label(code) for code in sorted(mentioned)},
    )


def _held(assessment: Assessment, held: Mapping[str, str | None] | None) -> dict[str, str]:
    """Who holds which view, by actor in file order."""
    given = dict(held or {})
    for actor, view in given.items():
        assessment.names.need("actor", actor)
        if view is not None:
            assessment.names.need("view", view)
    found = {}
    for actor in assessment.actors:
        own = [name for name, view in assessment.views.items() if view.holder == actor]
        if actor in given:
            if (view := given[actor]) is not None:
                found[actor] = view
        elif len(own) > 1:
            raise ModelError(
                f"{actor} holds {len(own)} views, {', '.join(own)}: say by which it acts, as in {actor}={own[0]}.",
                actor=actor,
                argument="held",
            )
        elif own:
            found[actor] = own[0]
    return found


class _Setting:
    """One reading and scenario, with the games that everybody sees."""

    def __init__(
        self,
        assessment: Assessment,
        held: Mapping[str, str],
        reading: Mapping[str, str] | None,
        scenario: str | None,
        drivers: Mapping[str, object] | None,
        concepts: tuple[str, ...],
        tables: dict[tuple[str, int], NDArray[np.bool_]],
    ) -> None:
        self.assessment, self.held, self.names, self.tables = assessment, held, concepts, tables
        self.options: dict[str, Any] = {"reading": reading, "scenario": scenario, "drivers": drivers}
        self.games = games_of(assessment)
        self.author = assessment.conflict(**self.options)
        self.whole = {view: assessment.conflict(view=view, **self.options) for view in assessment.views}
        self.seen = {actor: self.whole[held[actor]] if actor in held else self.author for actor in assessment.actors}
        self._solved: dict[int, Stability] = {}
        profile = self.games.arena.profile
        self.games.arena.prepare([profile(game) for game in (self.author, *self.whole.values())], concepts)

    @property
    def start(self) -> int:
        """The cell of the author's start."""
        return self.author.structure.cell(self.author.start)

    def solved(self, game: Conflict) -> Stability:
        """The stability table of one of the games."""
        if id(game) not in self._solved:
            self._solved[id(game)] = solve(game, self.names)
        return self._solved[id(game)]

    def own(self, seen: Mapping[str, Conflict], concept: str) -> NDArray[np.bool_]:
        """Where everybody is stable in the game that it sees: bool (states,)."""
        stable = [self.solved(game).stable(concept, actor) for actor, game in seen.items()]
        found: NDArray[np.bool_] = np.logical_and.reduce(stable)
        return found

    def leaving(self, seen: Mapping[str, Conflict], concept: str) -> tuple[str, ...]:
        """Actors that would leave the start that they see, in the game that they see."""
        found = []
        for actor, game in seen.items():
            place = int(np.searchsorted(game.states, game.start))
            if not self.solved(game).stable(concept, actor)[place]:
                found.append(actor)
        return tuple(found)

    def play(self, seen: Mapping[str, Conflict]) -> OwnViews:
        """Roads in own views."""
        return OwnViews(self.games, [self.games.arena.profile(game) for game in seen.values()])

    def believing(self) -> Believing:
        """What beliefs are judged in."""
        calculi = {view: self.assessment.calculus(view=view, **self.options) for view in self.assessment.views}
        return Believing(
            assessment=self.assessment,
            games=self.games,
            start=self.start,
            author=self.assessment.calculus(**self.options),
            views=calculi,
            held=self.held,
            own=self.play(self.seen),
            concepts=self.names,
            tables=self.tables,
        )

    def concept(self, concept: str) -> InOwnViews:
        states, code = self.author.states, self.author.structure.code_of
        author, own = self.solved(self.author).equilibrium(concept), self.own(self.seen, concept)
        eyes = np.logical_and.reduce(
            [self.solved(game).equilibrium(concept) for game in (self.author, *self.whole.values())]
        )
        roads = self.play(self.seen).roads(self.start, concept)
        leaving = self.leaving(self.seen, concept)
        author_roads = self.games.play_of(self.author).roads(self.start, concept)
        return InOwnViews(
            concept=concept,
            holds=not leaving,
            author_holds=bool(author[np.searchsorted(states, self.author.start)]),
            unstable=leaving,
            author=states[author],
            own=states[own],
            held_up=states[own & ~author],
            missed=states[author & ~own],
            all_eyes=states[eyes],
            reached=tuple(map(code, roads.reached)),
            outcomes=tuple(map(code, roads.outcomes)),
            steps=tuple((code(s), self.author.actors[who], code(t)) for s, who, t in roads.steps),
            author_outcomes=tuple(map(code, author_roads.outcomes)),
        )

    def corrected(self, actor: str, concept: str) -> Corrected:
        seen = {**self.seen, actor: self.author}
        before, after = self.own(self.seen, concept), self.own(seen, concept)
        states, code = self.author.states, self.author.structure.code_of
        return Corrected(
            actor=actor,
            view=self.held[actor],
            concept=concept,
            holds=not self.leaving(seen, concept),
            gained=states[after & ~before],
            lost=states[before & ~after],
            outcomes=tuple(map(code, self.play(seen).roads(self.start, concept).outcomes)),
        )


class _Work:
    """What is found, one thing after another, until an interrupt comes."""

    def __init__(self, setting: _Setting, progress: Callable[[int, int], None] | None) -> None:
        self.setting, self.progress = setting, progress
        self.rows: list[InOwnViews] = []
        self.corrections: list[Corrected] = []
        self.beliefs: list[Belief] = []
        self.left_out: tuple[str, ...] = ()
        self.in_readings: list[Tested] = []
        self._done = self._of = 0

    def go(self, *, over_readings: bool) -> None:
        setting = self.setting
        readings = setting.assessment.readings if over_readings else ()
        believing = setting.believing()
        of = (len(setting.names), len(setting.held), len(believing.pairs), len(readings))
        self._of = sum(of)
        try:
            for name in setting.names:
                self.rows.append(setting.concept(name))
                self._tell()
            for actor in setting.held:
                self.corrections += [setting.corrected(actor, name) for name in setting.names]
                self._tell()
            for pair in believing.pairs:
                self.beliefs += beliefs_in(believing, (pair,))
                self._tell()
            for reading in readings:
                self.in_readings.append(self._believed(reading))
                self._tell()
        except KeyboardInterrupt:
            ends = zip(PARTS, accumulate(of), strict=True)
            self.left_out = tuple(part for part, end in ends if self._done < end)

    def _tell(self) -> None:
        self._done += 1
        if self.progress is not None:
            self.progress(self._done, self._of)

    def _believed(self, reading: Mapping[str, str]) -> Tested:
        """The beliefs of one reading, and whether nothing tests them, by concept."""
        setting, given = self.setting, self.setting.options
        here = _Setting(
            setting.assessment,
            setting.held,
            reading,
            given["scenario"],
            given["drivers"],
            setting.names,
            setting.tables,
        )
        return {
            (belief.view, belief.actor, belief.want): [int(belief.self_confirming(name)) for name in setting.names]
            for belief in beliefs_in(here.believing(), road=False)
        }
