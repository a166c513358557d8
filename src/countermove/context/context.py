"""The context of a call, made once and handed down: what is asked about, how, and in which words.

Everything about the base of an assessment is worded by the context's game. What is computed in another game (a scenario
answered beside the base, a claim's own) carries the words of that game in its record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from countermove.context.frame import Frame, frame_of
from countermove.context.game import Game, game_of
from countermove.context.games import game_of as conflict_of
from countermove.context.games import games_of, require_assessment, resolve_concepts, select_in, selected
from countermove.context.glossary import Glossary
from countermove.context.selection import BASE, Selection
from gmcr import CONCEPTS, Conflict
from gmcr.base.arguments import GivenNumber
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from gmcr.analysis import Games, Play

__all__ = ["Context", "GameContext", "context_of", "game_context"]


@dataclass(frozen=True, eq=False)
class Context(Record):
    """The context of a call about an assessment. ``assessment``: with the call's selection and concepts in place of its
    base (``Assessment.selected``); ``as_of``: the day whose knowledge counts, None for all knowledge."""

    assessment: Assessment
    as_of: date | None = None

    @property
    def asked_concepts(self) -> bool:
        """Whether the concepts differ from the file's."""
        return self.concepts != tuple(self.assessment.document.concepts or CONCEPTS)

    @property
    def selection(self) -> Selection:
        """What the call selects and sets."""
        return self.assessment.selection

    @property
    def concepts(self) -> tuple[str, ...]:
        """How far the actors look, the lead concept first."""
        return self.assessment.concepts

    @property
    def games(self) -> Games:
        """The games with their cached results."""
        return games_of(self.assessment)

    @cached_property
    def game(self) -> Game:
        """The game asked about, with its words."""
        return game_of(self.assessment)

    @property
    def glossary(self) -> Glossary:
        """The words of the game asked about."""
        return self.game.glossary

    def conflict(
        self, *, reading: Mapping[str, str] | None = None, scenario: str | None = None, view: str | None = None
    ) -> Conflict:
        """The game in a reading, a scenario and a view on top of the selection, made once."""
        return conflict_of(self.assessment, reading=reading, scenario=scenario, view=view)

    @property
    def set_apart(self) -> bool:
        """Whether the call departs from the file as it stands, by a selection, concepts or a day."""
        return self.selection != BASE or bool(self.assessment.coding) or self.asked_concepts or self.as_of is not None

    def frame(self, *, bound: int | None = None, seed: int | None = None, over_readings: bool = False) -> Frame:
        """The frame of a result."""
        return frame_of(self.assessment, concepts=self.concepts, bound=bound, seed=seed, over_readings=over_readings)


@dataclass(frozen=True, eq=False)
class GameContext(Record):
    """The context of a call that asks about one game: of an assessment, or of a bare conflict, which has no readings,
    scenarios or views, no ranges of drivers and no target. ``of``: the assessment as the call selects it, or the
    conflict; ``concepts``: those of the call, otherwise those of the file, all five for a conflict."""

    of: Assessment | Conflict
    concepts: tuple[str, ...]

    @property
    def assessment(self) -> Assessment | None:
        """The assessment; None for a bare conflict."""
        return None if isinstance(self.of, Conflict) else self.of

    @cached_property
    def conflict(self) -> Conflict:
        """The game that is selected."""
        return self.of if isinstance(self.of, Conflict) else self.of.conflict()

    @cached_property
    def games(self) -> Games:
        """The games with their cached results."""
        return games_of(self.of)

    @property
    def play(self) -> Play:
        """The cached results of this game."""
        return self.games.play_of(self.conflict)

    @property
    def lead(self) -> str:
        """The concept whose roads and equilibria count if the call names none; Nash in a bare conflict."""
        return "nash" if self.assessment is None else self.assessment.lead

    @property
    def selection(self) -> Selection:
        """What is selected and set."""
        return BASE if self.assessment is None else self.assessment.selection

    @property
    def reading(self) -> Mapping[str, str]:
        """Question → its answer in this game."""
        return {} if self.assessment is None else self.assessment.base_reading

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The names of all scenarios."""
        return () if self.assessment is None else tuple(self.assessment.scenarios)

    @property
    def ranges(self) -> Mapping[str, tuple[Fraction, Fraction]]:
        """Driver → the ends of its range."""
        return {} if self.assessment is None else self.assessment.ranges

    @property
    def target(self) -> str | None:
        """The file's target, as it is written."""
        return None if self.assessment is None else self.assessment.document.target

    def elsewhere(
        self, *, reading: Mapping[str, str] | None = None, scenario: str | None = None, view: str | None = None
    ) -> Conflict:
        """The game in a reading, a scenario and a view on top of the selection; a bare conflict itself."""
        of = self.of
        return of if isinstance(of, Conflict) else of.conflict(reading=reading, scenario=scenario, view=view)


def game_context(
    of: Assessment | Conflict,
    concepts: str | Sequence[str] | None = None,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
) -> GameContext:
    """The context of a call about the selected game of an assessment, or about a conflict. Raises UnknownName, and
    ModelError, also for anything else, and where something is selected in a conflict."""
    chosen = selected(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    return GameContext(chosen, resolve_concepts(chosen, concepts))


def context_of(
    assessment: Assessment,
    question: str,
    selection: Selection | None = None,
    *,
    concepts: str | Sequence[str] | None = None,
    as_of: date | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
) -> Context:
    """The context of a call that puts a *question*: *selection* (None: the current one) and *concepts* (None: the
    file's) in place of the base, and further choices on top. Raises UnknownName, and ModelError, also for anything but
    an assessment."""
    base = require_assessment(assessment, question)
    names = resolve_concepts(base, concepts)
    chosen = base if selection is None else base.selected(selection, concepts=names)
    return Context(
        select_in(chosen, reading=reading, scenario=scenario, view=view, drivers=drivers, concepts=names), as_of
    )
