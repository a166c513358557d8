"""The one way in which a question is put to a case, and the one record that comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from countermove.assessment import Assessment
from countermove.case.frame import Frame
from countermove.case.game import Game, game_of, on_in
from countermove.case.glossary import Glossary
from countermove.case.selection import BASE, Selection
from countermove.catalogue import question_named
from countermove.errors import CountermoveError

__all__ = ["Answer", "ask"]


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a question found in one case, with its frame and the words of its case. ``on``: code → the options that are on (in
    graph form the label), for every state that the record mentions."""

    question: str
    frame: Frame
    glossary: Glossary
    found: Any
    on: Mapping[int, tuple[str, ...]]

    @property
    def complete(self) -> bool:
        """Whether nothing interrupted it."""
        return bool(self.found.complete)


def ask(
    name: str,
    case: Assessment | Game,
    selection: Selection = BASE,
    *,
    progress: Callable[[int, int], None] | None = None,
    **given: Any,
) -> Answer:
    """Put a question to an assessment in a selected game, or to a game. *given*: its options by name, those that are None left
    to it. Raises UnknownName, CountermoveError (a view, where it goes through all), and whatever the question does."""
    question = question_named(name)
    game = case if isinstance(case, Game) else game_of(case, selection)
    chosen = game.selection
    selected: dict[str, Any] = {name: getattr(chosen, name) for name in ("reading", "scenario", "drivers")}
    if question.views:
        selected["view"] = chosen.view
    elif chosen.view is not None:
        raise CountermoveError(f"{name} goes through every view: name none.")
    given = {option: value for option, value in given.items() if value is not None}
    function = getattr(import_module(f"countermove.questions.{name}.found"), name)
    found = function(game.assessment, **selected, **given, progress=progress)
    frame = game.frame(getattr(found, "concepts", ()), getattr(found, "bound", None))
    return Answer(name, frame, game.glossary, found, on_in(game.conflict, getattr(found, "labels", {})))
