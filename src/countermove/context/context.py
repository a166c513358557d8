"""The context of a call, made once and handed down: what is asked about, how, and in which words.

Whatever is told of the base of an assessment is told from the context's game. What is computed in another game (a scenario that
is answered beside the base, a claim's own) carries the words of that game in its record.
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
from countermove.context.games import assessment_given, concepts_asked, games_of, selected, selected_in
from countermove.context.games import game_of as conflict_of
from countermove.context.glossary import Glossary
from countermove.context.selection import BASE, Selection
from gmcr import CONCEPTS, Conflict
from gmcr.base.numbers import GivenNumber
from gmcr.base.summary import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from gmcr.analysis import Games, Play

__all__ = ["Context", "GameContext", "context_of", "game_context"]


@dataclass(frozen=True, eq=False)
class Context(Record):
    """``assessment``: with what the call selects in the place of its base (``Assessment.selected``), the call's concepts too;
    ``as_of``: the day whose knowledge counts, None where everything does."""

    assessment: Assessment
    as_of: date | None = None

    @property
    def asked_concepts(self) -> bool:
        """Whether the concepts are others than the file's."""
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
        """What is worked out about the games."""
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
        """The game in a reading, a scenario and a view beside what is selected, made once."""
        return conflict_of(self.assessment, reading=reading, scenario=scenario, view=view)

    @property
    def set_apart(self) -> bool:
        """Whether the call asks about anything else than what the file says, with all that is known."""
        return self.selection != BASE or self.asked_concepts or self.as_of is not None

    def frame(self, *, bound: int | None = None, seed: int | None = None, over_readings: bool = False) -> Frame:
        """The frame of a result."""
        return frame_of(self.assessment, concepts=self.concepts, bound=bound, seed=seed, over_readings=over_readings)


@dataclass(frozen=True, eq=False)
class GameContext(Record):
    """The context of a call that asks about one game: of an assessment, or of a conflict alone, which has no readings, scenarios
    or views, no ranges of drivers and no target. ``of``: the assessment as the call selects it, or the conflict; ``concepts``:
    those of the call, otherwise those of the file, of a conflict all five."""

    of: Assessment | Conflict
    concepts: tuple[str, ...]

    @property
    def assessment(self) -> Assessment | None:
        """The assessment; None of a conflict alone."""
        return None if isinstance(self.of, Conflict) else self.of

    @cached_property
    def conflict(self) -> Conflict:
        """The game that is selected."""
        return self.of if isinstance(self.of, Conflict) else self.of.conflict()

    @cached_property
    def games(self) -> Games:
        """What is worked out about the games."""
        return games_of(self.of)

    @property
    def play(self) -> Play:
        """What is worked out about this game."""
        return self.games.play_of(self.conflict)

    @property
    def lead(self) -> str:
        """The concept whose roads and equilibria count where the call names none; Nash in a conflict alone."""
        return "nash" if self.assessment is None else self.assessment.lead

    @property
    def selection(self) -> Selection:
        """What is selected and set."""
        return BASE if self.assessment is None else self.assessment.selection

    @property
    def reading(self) -> Mapping[str, str]:
        """Question → the answer that is given here."""
        return {} if self.assessment is None else self.assessment.base_reading

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The names of all scenarios."""
        return () if self.assessment is None else tuple(self.assessment.scenarios)

    @property
    def ranges(self) -> Mapping[str, tuple[Fraction, Fraction]]:
        """Driver → from where to where it may be."""
        return {} if self.assessment is None else self.assessment.ranges

    @property
    def target(self) -> str | None:
        """What the file wants to come about, as it is written."""
        return None if self.assessment is None else self.assessment.document.target

    def elsewhere(self, *, reading: Mapping[str, str] | None = None, scenario: str | None = None) -> Conflict:
        """The game in a reading and a scenario beside what is selected; a conflict alone is the only one."""
        return self.of if isinstance(self.of, Conflict) else self.of.conflict(reading=reading, scenario=scenario)


def game_context(
    of: Assessment | Conflict,
    concepts: str | Sequence[str] | None = None,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
) -> GameContext:
    """The context of a call about the game that is selected of an assessment, or about a conflict. Raises UnknownName, and
    ModelError, also for what is neither, and where something is selected in a conflict."""
    chosen = selected(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    return GameContext(chosen, concepts_asked(chosen, concepts))


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
    """The context of a call that puts a *question*: *selection* (None: what is selected already) and *concepts* (None: those of
    the file) in the place of the base, and what else is chosen on top. Raises UnknownName, and ModelError, also for what is no
    assessment."""
    given = assessment_given(assessment, question)
    names = concepts_asked(given, concepts)
    chosen = given if selection is None else given.selected(selection, concepts=names)
    return Context(
        selected_in(chosen, reading=reading, scenario=scenario, view=view, drivers=drivers, concepts=names), as_of
    )
