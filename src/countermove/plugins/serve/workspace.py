"""A text to push: the assessment, the switches, and the selected game."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from countermove.assessment import Assessment, loads
from countermove.assessment.schema import Overlay
from countermove.assessment.steps import pushed
from countermove.catalogue import picture_named
from countermove.context.answer import Answer, put
from countermove.context.context import Context
from countermove.context.game import Game
from countermove.context.games import resolve_concepts
from countermove.context.glossary import Glossary
from countermove.plugins.serve.switches import Switches
from countermove.reports.live import Live
from gmcr import Conflict
from gmcr.base.summary import Record
from gmcr.base.tasks import run_until_interrupted

if TYPE_CHECKING:
    from countermove.plugins.serve.texts import Texts

__all__ = ["Opened", "opened"]


@dataclass(frozen=True, eq=False)
class Opened(Record):
    """An assessment under switches. ``written``: as its text has it; ``assessment``: as pushed; ``texts``: those of its
    sources, if any."""

    written: Assessment
    assessment: Assessment
    switches: Switches
    texts: Texts | None = None

    @cached_property
    def concepts(self) -> tuple[str, ...]:
        """The concepts, the lead one first."""
        return self.assessment.concepts

    @cached_property
    def context(self) -> Context:
        """The context of the call, made once."""
        return Context(self.assessment)

    @property
    def game(self) -> Game:
        """The selected game, with its words."""
        return self.context.game

    @property
    def conflict(self) -> Conflict:
        """The selected game as a conflict."""
        return self.game.conflict

    @property
    def glossary(self) -> Glossary:
        """The words of the selected game."""
        return self.game.glossary

    @cached_property
    def lanes(self) -> Answer:
        """The ways out of its start under the lead concept."""
        return run_until_interrupted(put(picture_named("lanes")[0], self.game, concepts=self.concepts[:1]))

    @property
    def everywhere(self) -> Sequence[int]:
        """The places of all readings, the current one first."""
        return range(len(self.assessment.readings))

    @cached_property
    def locked(self) -> frozenset[str]:
        """Drivers that an unselected base answer sets: setting them by hand has no effect in this game."""
        document, chosen = self.assessment.document, self.assessment.selection.reading
        answers = {name: answer for name, answer in self.assessment.base_reading.items() if name not in chosen}
        overlays: list[Overlay] = [document.open[name].readings[answer] for name, answer in answers.items()]
        return frozenset(name for overlay in overlays for name in overlay.set)

    @cached_property
    def unpushed(self) -> Opened:
        """The same switches without the pushes."""
        return _opened(self.written, self.switches.without(), self.texts)


def opened(text: str | bytes | Live, switches: Switches, *, file: str = "<text>", texts: Texts | None = None) -> Opened:
    """A text, or one that was read before, under some switches. Raises AssessmentError with every problem found,
    UnknownName, and ModelError for what cannot be pushed or selected."""
    written = text.assessment if isinstance(text, Live) else loads(text, file=file)
    return _opened(written, switches, texts)


def _opened(written: Assessment, switches: Switches, texts: Texts | None) -> Opened:
    """Steps apply as if the file said so; selections and settings apply after them."""
    changed = pushed(written, switches.steps) if switches.steps else written
    own = () if switches.concept is None else resolve_concepts(written, (switches.concept,))
    return Opened(written, changed.selected(switches.selection, concepts=own), switches, texts)
