"""What a call selects, and the games in which everything is then computed (`what-is-said-is-true` §2).

The order is: the file · the reading, scenario and view that are selected · what is set · readings that are not selected · what
a claim or question has of its own. A game has one scenario and one view: an own ``in`` or ``under`` stands in the place of the
selected one.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tests.judge.answers.checks import Setting, concepts_of
from tests.judge.answers.form import Form
from tests.judge.answers.games import Game, Reading, laid
from tests.judge.assessment_files import Invalid, loads_document

__all__ = ["Asked", "Selected", "Selection", "selected"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What selects a game for the whole screen."""

    reading: Mapping[str, str] = field(default_factory=dict)
    """Answers to some open questions."""
    scenario: str | None = None
    view: str | None = None
    drivers: Mapping[str, Fraction] = field(default_factory=dict)
    """What is set."""
    concepts: tuple[str, ...] = ()
    """The first is the lead concept; those of the file where none is named."""
    as_of: str | None = None
    steps: tuple[Mapping[str, Any], ...] = ()
    """What a reader does to the author's wants on a page: overlays that are laid on the file before all others."""

    @property
    def plain(self) -> bool:
        """Nothing is selected."""
        return self == Selection()


class Selected(Setting):
    """A file under a selection."""

    def __init__(self, document: Mapping[str, Any], form: Form, selection: Selection) -> None:
        concepts = selection.concepts or concepts_of(document)
        super().__init__(document, form, concepts, concepts[0])
        self.selection = selection
        for name, value in selection.drivers.items():
            low, high = form.ranges[name]
            if not low <= value <= high:
                raise Invalid(f"{name} = {value} is out of its range")

    @property
    def readings(self) -> Sequence[Reading]:
        """The readings in which the selected answers are given; the first answers of the other questions first."""
        questions = self.document.get("open") or {}
        answers = []
        for name, body in questions.items():
            chosen = self.selection.reading.get(name)
            answers.append(list(body["readings"]) if chosen is None else [chosen])
        return [dict(zip(questions, chosen, strict=True)) for chosen in itertools.product(*answers)]

    def game(
        self,
        reading: Reading,
        *,
        scenario: str | None = None,
        view: str | None = None,
        with_: Mapping[str, Any] | None = None,
    ) -> Game:
        """The game of a reading; ``scenario``, ``view`` and ``with_`` are what a claim or question has of its own."""
        document, chosen = self.document, self.selection
        overlays: list[Mapping[str, Any]] = [*chosen.steps]
        questions = document.get("open") or {}
        for name in questions:
            if name in chosen.reading:
                overlays.append(questions[name]["readings"][chosen.reading[name]] or {})
        if chosen.scenario is not None and scenario is None:
            overlays.append(document["scenarios"][chosen.scenario] or {})
        if chosen.view is not None and view is None:
            overlays.append(document["views"][chosen.view] or {})
        overlays.append({"set": chosen.drivers})
        for name in questions:
            if name not in chosen.reading:
                overlays.append(questions[name]["readings"][reading[name]] or {})
        if scenario is not None:
            overlays.append(document["scenarios"][scenario] or {})
        if view is not None:
            overlays.append(document["views"][view] or {})
        if with_:
            overlays.append(with_)
        return laid(document, self.form, overlays)

    @property
    def of_the_author(self) -> Selected:
        """The same where no view is selected."""
        return Selected(self.document, self.form, replace(self.selection, view=None))

    @property
    def base(self) -> Game:
        """The game looked at: the base reading (of those left), with nothing that a claim or question has of its own."""
        return self.game(self.readings[0])


@dataclass(frozen=True, slots=True)
class Asked:
    """A file with what is selected."""

    text: str
    selection: Selection = Selection()


def selected(asked: Asked) -> Selected:
    """The setting in which everything about a file and a selection is judged."""
    return Selected(*_read(asked.text), asked.selection)


@lru_cache(maxsize=2)
def _read(text: str) -> tuple[Mapping[str, Any], Form]:
    """A file with its form, which no selection touches: what is kept of it is shared by all of them."""
    document = loads_document(text)
    return document, Form(document)
