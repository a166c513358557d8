"""A text to push: the assessment, the switches, and the selected game.

The texts of sources beside a page, as one case points at them: read when first needed.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from countermove.assessment import Assessment, loads
from countermove.assessment.rewrite import pushed
from countermove.catalogue import picture_named
from countermove.context.answer import Answer, put
from countermove.context.context import Context
from countermove.context.game import Game
from countermove.context.games import resolve_concepts
from countermove.context.glossary import Glossary
from countermove.extensions import offered
from countermove.plugins.serve.switches import Switches
from countermove.reports.live import Live
from countermove.reports.reading_screen import locked_in
from countermove.sources.passages import Passages, PlaceFound, TextCovered, passages_or_why
from countermove.sources.places import Place
from countermove.sources.sentences import SentenceMatcher
from countermove.sources.texts import SourceText
from gmcr import Conflict
from gmcr.base.record import Record
from gmcr.base.tasks import run_until_interrupted

T = TypeVar("T")

__all__ = ["WHOLE", "Opened", "Texts", "opened", "without_folders"]


WHOLE = 600_000
"""The most letters of a text that is searched as a whole for cues and repeats before any of it is shown."""


def without_folders(message: str, folders: Iterable[str | Path]) -> str:
    """A message that names files by their names alone, where it had the paths of files in these folders."""
    for folder in sorted(filter(os.path.isabs, map(str, folders)), key=len, reverse=True):
        message = message.replace(f"{folder}{os.sep}", "").replace(folder, "the folder")
    return message


@dataclass(frozen=True, eq=False)
class Texts(Record):
    """``folder``: of the texts; ``file``: the path of the case, None if it is bundled, or at the path that it names."""

    assessment: Assessment
    folder: str | Path
    file: Path | None = None

    @cached_property
    def passages(self) -> Passages:
        """The passages that the premises of the case point at, or why none are shown."""
        found = passages_or_why(self.assessment, self.folder, file=self.file)
        folders = (self.folder, *(() if self.file is None else (self.file.parent,)))
        return replace(found, trouble=without_folders(found.trouble, folders))

    def covered(self, text: SourceText) -> TextCovered | None:
        """What the case uses of a text, by its passages as they are now; None if it is too long for that, or no plugin
        computes it."""
        if text.source not in self._covered:
            self._covered[text.source] = self._coverage(text) if sum(map(len, text.paragraphs)) <= WHOLE else None
        return self._covered[text.source]

    @cached_property
    def _covered(self) -> dict[str, TextCovered | None]:
        return {}

    def _coverage(self, text: SourceText) -> TextCovered | None:
        places: dict[Place, PlaceFound | None] = {}
        for passages in self.passages.by_premise.values():
            for passage in passages:
                place = passage.place
                places[Place(place.source, place.what, place.value)] = place if passage.paragraphs else None
        return next((covered(self.assessment, text, places) for covered in offered("coverage")), None)

    @cached_property
    def alike(self) -> dict[str, SentenceMatcher]:
        """Name of a text → an index of what its sentences are about."""
        return {text.source: SentenceMatcher(text) for text in self.passages.texts.values()}


@dataclass(frozen=True, eq=False)
class Opened(Record):
    """An assessment under switches. ``written``: as its text has it, in the coding that is switched on; ``assessment``: as
    pushed; ``texts``: those of its sources, if any."""

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
    def links(self) -> dict[str, str]:
        """Id of the case → a link to its definition."""
        own = self.switches
        wants = self.glossary.games[None].wants
        links = {name: own.but(ask="document", of=name).href() for name in wants}
        return links | {name: own.but(ask="check", of=name).href() for name in self.glossary.claims}

    @cached_property
    def locked(self) -> frozenset[str]:
        """Drivers that cannot be set by hand."""
        return locked_in(self.assessment)

    @cached_property
    def unpushed(self) -> Opened:
        """The same switches without the pushes."""
        return _opened(self.written, self.switches.without(), self.texts)


def opened(text: str | bytes | Live, switches: Switches, *, file: str = "<text>", texts: Texts | None = None) -> Opened:
    """A text, or one that was read before, under some switches. Raises AssessmentError with every problem found, also of a
    coding that does not fit, UnknownName, and ModelError for what cannot be pushed or selected."""
    written = text.assessment if isinstance(text, Live) else loads(text, file=file)
    return _opened(written.coded(switches.coding), switches, texts)


def _opened(written: Assessment, switches: Switches, texts: Texts | None) -> Opened:
    def made() -> Opened:
        whole = switches.but(ask="", of="")
        assessment = _kept(written, "assessed", (whole.query(),), lambda: _assessed(written, switches))
        return Opened(written, assessment, switches, texts)

    return _kept(written, "opened", (switches.query(), id(texts)), made)


def _assessed(written: Assessment, switches: Switches) -> Assessment:
    """Steps apply as if the coded file said so; selections and settings apply after them."""
    changed = pushed(written, switches.steps) if switches.steps else written
    own = () if switches.concept is None else resolve_concepts(written, (switches.concept,))
    return changed.selected(switches.selection, concepts=own)


_MOST_KEPT = 6
"""States of a text that are kept: a page asks several times about what is seen, and each time about what it was pushed from."""


def _kept(written: Assessment, what: str, key: tuple[object, ...], made: Callable[[], T]) -> T:
    """What was made for this key lately, with all that is known of it. Where states are not listed it is made anew: what a proof
    was too slow for is tried again."""
    if not written.structure.listed:
        return made()
    kept: OrderedDict[tuple[object, ...], T] = written.kept.setdefault(what, OrderedDict())
    if key not in kept:
        kept[key] = made()
    kept.move_to_end(key)
    while len(kept) > _MOST_KEPT:
        kept.popitem(last=False)
    return kept[key]
