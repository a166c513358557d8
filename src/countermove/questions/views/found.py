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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.own_views import OwnViews
from countermove.brief import Brief
from countermove.case.games import assessment_given, concepts_asked, games_of
from countermove.errors import ModelError
from countermove.model import Conflict
from countermove.questions.views.belief_readings import BeliefOverReadings, Tested, over_readings_of
from countermove.questions.views.beliefs import Belief, Believing, Codes, beliefs_in
from countermove.record import UNTOLD, Key, told
from countermove.stability import Stability, solve
from countermove.work import Done, Work, counted

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["BeliefOverReadings", "Corrected", "InEyes", "InOwnViews", "OwnStep", "Views", "views"]

Part = Literal["concepts", "corrections", "beliefs", "readings"]
PARTS: tuple[Part, ...] = ("concepts", "corrections", "beliefs", "readings")
"""What is looked at, one after another: each concept; each actor that holds a view, corrected; beliefs; beliefs in every
reading."""

MOST_READINGS = 1024
"""Beliefs are judged in all readings where there are no more than this, unless it is said."""


class OwnStep(NamedTuple):
    """A step."""

    source: Annotated[int, Key("from")]
    """From this code."""
    actor: str
    """Who."""
    to: int
    """To this code."""


@dataclass(frozen=True, slots=True, eq=False)
class InEyes(Brief):
    """Equilibria, as codes, ascending."""

    author: Codes
    """In the author's model."""
    own: Codes
    """In own views."""
    held_up: Codes
    """In own views and not in the author's model: held up by misperception."""
    missed: Codes
    """In the author's model and not in own views."""
    all_eyes: Codes
    """In the author's model and in every view taken as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class InOwnViews(Brief):
    """One concept."""

    concept: str
    """The concept."""
    holds: bool
    """Whether the start holds in own views."""
    author_holds: bool
    """Whether it does in the author's model."""
    unstable: tuple[str, ...]
    """Actors that would leave it in the game that they see."""
    equilibria: InEyes
    """Equilibria, as codes."""
    reached: tuple[int, ...]
    """Codes of all that steps in own views lead to, in the order of discovery."""
    outcomes: tuple[int, ...]
    """Codes of the equilibria in own views among them."""
    steps: tuple[OwnStep, ...]
    """Steps in own views."""
    author_outcomes: tuple[int, ...]
    """Codes of the outcomes in the author's model."""


@dataclass(frozen=True, slots=True, eq=False)
class Corrected(Brief):
    """One correction."""

    actor: str
    """The actor."""
    view: str
    """The view that it gives up."""
    concept: str
    """The concept."""
    holds: bool
    """Whether the start then holds in own views."""
    gained: Codes
    """Codes of equilibria in own views that appear."""
    lost: Codes
    """Codes of equilibria in own views that go."""
    outcomes: tuple[int, ...]
    """Codes of the outcomes in own views then."""


@dataclass(frozen=True, slots=True, eq=False)
class Views(Brief):
    """The conflict in own views."""

    reading: Annotated[Mapping[str, str], UNTOLD]
    scenario: Annotated[str | None, UNTOLD]
    start: int
    """The code of the author's start."""
    held: Mapping[str, str]
    """Actor: the view by which it acts."""
    passed_over: tuple[str, ...]
    """Views that nobody who plays acts by."""
    other_start: tuple[str, ...]
    """Actors that see another start."""
    by_concept: Annotated[tuple[InOwnViews, ...], Key("concepts")]
    """One row a concept."""
    corrections: tuple[Corrected, ...]
    """One actor at a time given the author's model, by concept."""
    beliefs: tuple[Belief, ...]
    """Beliefs, by view."""
    over_readings: tuple[BeliefOverReadings, ...]
    """The same beliefs, and those of other readings, in every reading; empty where these were not gone through."""
    left_out: tuple[Part, ...]
    """What an interrupt left out, in whole or in part, each with all after it."""
    labels: Annotated[Mapping[int, str], UNTOLD]

    @told
    def complete(self) -> bool:
        """Whether nothing interrupted it."""
        return not self.left_out

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that were looked at."""
        return tuple(row.concept for row in self.by_concept)

    def gist(self) -> str:
        """Who holds which view, and where the start holds in own views."""
        held = ", ".join(f"{actor} {view}" for actor, view in self.held.items())
        holds = ", ".join(item.concept for item in self.by_concept if item.holds)
        return f"{held or 'no views'}; the start holds under {holds or 'no concept'}"


@counted
def views(
    assessment: Assessment,
    *,
    held: Mapping[str, str | None] | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    drivers: Mapping[str, object] | None = None,
    concepts: Sequence[str] | None = None,
    over_readings: bool | None = None,
) -> Work[Views]:
    """The conflict in own views, in one reading and scenario.

    ``held``: actor → view, instead of the views that the file gives an actor (any view may be tried on any actor; None: the
    author's model).
    ``over_readings``: judge every belief in every reading too; None: where there are at most ``MOST_READINGS``. Counts concepts,
    corrections, pairs of a view and another actor, and readings. Raises UnknownName, ModelError (an actor holds several views
    and ``held`` does not choose).
    """
    assessment = assessment_given(assessment, "views")
    names = concepts_asked(assessment, concepts)
    setting = _Setting(assessment, _held(assessment, held), reading, scenario, drivers, names, {})
    many = len(assessment.readings) > MOST_READINGS
    readings = assessment.readings if (not many if over_readings is None else over_readings) else ()
    return (yield from _Looking(setting, readings).work())


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
        self._solved: dict[Conflict, Stability] = {}
        profile = self.games.arena.profile
        self.games.arena.prepare([profile(game) for game in (self.author, *self.whole.values())], concepts)

    @property
    def start(self) -> int:
        """The cell of the author's start."""
        return self.author.structure.cell(self.author.start)

    def solved(self, game: Conflict) -> Stability:
        """The stability table of one of the games."""
        if game not in self._solved:
            self._solved[game] = solve(game, concepts=self.names)
        return self._solved[game]

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
            equilibria=InEyes(
                author=states[author],
                own=states[own],
                held_up=states[own & ~author],
                missed=states[author & ~own],
                all_eyes=states[eyes],
            ),
            reached=tuple(map(code, roads.reached)),
            outcomes=tuple(map(code, roads.outcomes)),
            steps=tuple(OwnStep(code(s), self.author.actors[who], code(t)) for s, who, t in roads.steps),
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


class _Looking:
    """What is found, one thing after another."""

    def __init__(self, setting: _Setting, readings: Sequence[Mapping[str, str]]) -> None:
        self.setting, self.readings, self.believing = setting, readings, setting.believing()
        self.rows: list[InOwnViews] = []
        self.corrections: list[Corrected] = []
        self.beliefs: list[Belief] = []
        self.in_readings: list[Tested] = []
        self._done = 0
        self._of = (len(setting.names), len(setting.held), len(self.believing.pairs), len(readings))

    def work(self) -> Work[Views]:
        setting = self.setting
        yield Done(0, sum(self._of), self.known)
        for name in setting.names:
            self.rows.append(setting.concept(name))
            yield self._one_more()
        for actor in setting.held:
            self.corrections += [setting.corrected(actor, name) for name in setting.names]
            yield self._one_more()
        for pair in self.believing.pairs:
            self.beliefs += beliefs_in(self.believing, (pair,))
            yield self._one_more()
        for reading in self.readings:
            self.in_readings.append(self._believed(reading))
            yield self._one_more()
        return self.known()

    def _one_more(self) -> Done[Views]:
        self._done += 1
        return Done(self._done, sum(self._of), self.known)

    def known(self) -> Views:
        """What is found so far."""
        setting, assessment = self.setting, self.setting.assessment
        start, structure = setting.author.start, setting.author.structure
        mentioned = {start}
        mentioned |= {code for row in self.rows for code in (*row.reached, *row.author_outcomes)}
        mentioned |= {code for row in self.corrections for code in row.outcomes}
        for belief in self.beliefs:
            mentioned |= {belief.nearest, *belief.believed, *belief.modelled, *(move.to for move in belief.road)}
        return Views(
            reading=dict(assessment.base_reading) | dict(setting.options["reading"] or {}),
            scenario=setting.options["scenario"],
            start=start,
            held=dict(setting.held),
            passed_over=tuple(view for view in assessment.views if view not in setting.held.values()),
            other_start=tuple(actor for actor, seen in setting.seen.items() if seen.start != start),
            by_concept=tuple(self.rows),
            corrections=tuple(self.corrections),
            beliefs=tuple(self.beliefs),
            over_readings=over_readings_of(assessment, setting.names, self.in_readings),
            left_out=tuple(part for part, end in zip(PARTS, accumulate(self._of), strict=True) if self._done < end),
            labels={code: structure.label(code) for code in sorted(mentioned)},
        )

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
            (belief.view, belief.actor, belief.want): [int(name in belief.self_confirming) for name in setting.names]
            for belief in beliefs_in(here.believing(), road=False)
        }
