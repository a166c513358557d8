"""One game as everybody sees it: what is stable in own views, where their roads lead, and what correcting a view
changes.

``views.compute`` defines the terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from countermove.context.games import games_of
from countermove.questions.views.beliefs import BeliefGames, Codes
from gmcr import Conflict, Stability, solve
from gmcr.analysis import OwnViews
from gmcr.base.record import Key, Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Corrected", "InEyes", "InOwnViews", "OwnStep", "ViewSetting"]


class OwnStep(NamedTuple):
    """A step."""

    source: Annotated[int, Key("from")]
    """The code that it leads from."""
    actor: str
    """The mover."""
    to: int
    """The code that it leads to."""


@dataclass(frozen=True, slots=True, eq=False)
class InEyes(Record):
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
class InOwnViews(Record):
    """The result under one concept."""

    concept: str
    """The concept."""
    holds: bool
    """Whether the start holds in own views."""
    author_holds: bool
    """Whether it holds in the author's model."""
    unstable: tuple[str, ...]
    """Actors that would leave it in the game that they see."""
    equilibria: InEyes
    """Equilibria, as codes."""
    reached: tuple[int, ...]
    """Codes of all states that steps in own views lead to, in the order of discovery."""
    outcomes: tuple[int, ...]
    """Codes of the equilibria in own views among them."""
    steps: tuple[OwnStep, ...]
    """Steps in own views."""
    author_outcomes: tuple[int, ...]
    """Codes of the outcomes in the author's model."""


@dataclass(frozen=True, slots=True, eq=False)
class Corrected(Record):
    """One correction."""

    actor: str
    """The actor whose view is corrected."""
    view: str
    """The view that it gives up."""
    concept: str
    """The concept."""
    holds: bool
    """Whether the start then holds in own views."""
    gained: Codes
    """Codes of equilibria in own views that appear."""
    lost: Codes
    """Codes of equilibria in own views that disappear."""
    outcomes: tuple[int, ...]
    """Codes of the outcomes in own views then."""


class ViewSetting:
    """One reading and scenario, with the games that everybody sees."""

    def __init__(
        self,
        assessment: Assessment,
        held: Mapping[str, str],
        concepts: tuple[str, ...],
        tables: dict[tuple[str, int], NDArray[np.bool_]],
        reading: Mapping[str, str] | None = None,
    ) -> None:
        self.assessment, self.held, self.names, self.tables = assessment, held, concepts, tables
        self.games = games_of(assessment)
        self.reading = reading
        self.author = assessment.conflict(reading=reading)
        self.whole = {view: assessment.conflict(reading=reading, view=view) for view in assessment.views}
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
        everybody: NDArray[np.bool_] = np.logical_and.reduce(stable)
        return everybody

    def leaving(self, seen: Mapping[str, Conflict], concept: str) -> tuple[str, ...]:
        """Actors that would leave the start that they see, in the game that they see."""
        actors = []
        for actor, game in seen.items():
            place = int(np.searchsorted(game.states, game.start))
            if not self.solved(game).stable(concept, actor)[place]:
                actors.append(actor)
        return tuple(actors)

    def play(self, seen: Mapping[str, Conflict]) -> OwnViews:
        """Roads in own views."""
        return OwnViews(self.games, [self.games.arena.profile(game) for game in seen.values()])

    def believing(self) -> BeliefGames:
        """The data by which beliefs are judged."""
        calculi = {view: self.assessment.calculus(reading=self.reading, view=view) for view in self.assessment.views}
        return BeliefGames(
            assessment=self.assessment,
            games=self.games,
            start=self.start,
            author=self.assessment.calculus(reading=self.reading),
            views=calculi,
            held=self.held,
            own=self.play(self.seen),
            concepts=self.names,
            tables=self.tables,
        )

    def concept(self, concept: str) -> InOwnViews:
        """The result in own views under one concept."""
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
        """What giving an actor the author's model in place of its view changes under one concept."""
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
