"""What is said of a question, of what can be asked along with it, and of its pictures: records, no declarations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["Declaration", "Kind", "Parameter", "Picture", "Sweep", "Through"]

Kind = Literal[
    "flag", "whole", "real", "text", "texts", "pairs", "holders", "weights",
    "state", "actors", "coalition", "coalitions", "partition", "claims", "drivers",
    "concept", "concepts", "any concepts", "coalition concepts",
]  # fmt: skip
"""What an option takes. ``pairs``: NAME=VALUE, repeatable; ``holders``: ACTOR=VIEW,
"author" being the author's model; ``weights``: ACTOR=NUMBER; ``state``: a state as a person writes it; ``actors``: by id or name;
``coalition``: names with commas between them, ``partition``: blocks
with slashes between them; plural kinds are repeatable."""


Through = Literal[
    "claims", "readings", "edits", "sets", "wants", "draws", "cells", "views", "scenarios", "acts", "questions",
]  # fmt: skip
"""What a question goes through. ``sets``: of edits, up to its bound; ``cells``: the pieces into which comparisons cut drivers;
``acts``: options; ``questions``: those of the reader."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a question goes through once: so many things, each with each. ``price``: of one look, that at a claim being 1.
    ``kept``: how much of what it finds out about games is kept until the end."""

    over: tuple[Through, ...] = ()
    price: float = 1.0
    kept: float = 1.0


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that may be asked along with a question. ``name``: the parameter of its function; ``form``: what a value looks
    like; ``flag``: its name on the command line, where that is another. ``place``: it is no option but an argument, ``needed`` or
    not. ``shown``: it says how much of the answer is shown, and is no part of the question. ``unsaid``: what a command asks for
    where nothing is said, if that is not what the function takes it to be. ``default``: what the function takes it to be; a state
    that is written so is left to it."""

    name: str
    kind: Kind
    help: str
    form: str = ""
    default: Any = None
    least: int | None = None
    most: int | None = None
    flag: str = ""
    place: bool = False
    needed: bool = False
    shown: bool = False
    unsaid: Any = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of what was found. ``name``: of the figure, and of what draws it in the question's ``figure``; ``about``: what it
    shows. ``asks``: what its question is asked with for it where nothing else is said; ``takes``: what it can be told besides:
    thing (that tips, or is uncertain), model (of a false premise), reading (that it marks). ``under``: whether the concepts that
    it was computed under are named beside it; not where it depends on none, or says itself under which. ``one``: it is about one
    concept, the first that is asked for, otherwise the lead concept. ``game``: whether it is about the game selected rather than
    all readings; ``alone``: whether a conflict alone has it; ``why_not``: why not, where its question does not say so; ``width``:
    its own."""

    name: str
    about: str
    asks: Mapping[str, Any] = field(default_factory=dict)
    takes: tuple[str, ...] = ()
    under: bool = False
    one: bool = False
    game: bool = True
    alone: bool = False
    why_not: str = ""
    width: float = 760


@dataclass(frozen=True, slots=True)
class Declaration:
    """``name``: of the command, and of the folder that answers and tells it. ``home``: the package of that folder, where a plugin
    brings it. ``asks``, ``more``: what it says, in a line and at
    length; ``typed``: and what only a command line does; ``work``: what is going on while it is worked on. ``of``: what it is
    asked of, assessments alone, any game (so conflicts too), or all that a ``.gmcr`` file says; ``instead``: the question,
    without a command of its own, that such a file answers in its place. ``cases``: how many at once; ``begins``: whether it
    begins at the start. ``selects``: which parts of a game can be selected for it: without views it goes through all of them.
    ``swept``: whether it goes through all readings (that give the selected answers). ``sweeps``: what it goes through (claims
    in all readings, then claims after all edits), by which its effort is estimated. ``pictures``: its own. ``csv``: help
    for --csv, where ``text`` has a ``q_table`` for spreadsheets. ``alone``: why a conflict alone does not answer it, where it is
    asked of assessments. ``unlisted``: whether it can be answered where states are too many to be listed."""

    name: str
    asks: str
    more: str
    work: str
    typed: str = ""
    options: tuple[Parameter, ...] = ()
    of: Literal["assessment", "game", "gmcr"] = "assessment"
    instead: str = ""
    cases: Literal["one", "two", "several"] = "one"
    begins: bool = True
    selects: tuple[str, ...] = ("reading", "scenario", "view", "drivers")
    swept: bool = False
    csv: str = ""
    alone: str = ""
    pictures: tuple[Picture, ...] = ()
    sweeps: tuple[Sweep, ...] = ()
    unlisted: bool = False
    home: str = ""

    def module(self, part: str) -> str:
        """The name of the module that has one part of it: found, told or drawn."""
        return f"{self.home or f'countermove.questions.{self.name}'}.{part}"

    @property
    def help(self) -> str:
        """What a command line says of it: the line, and below it the rest."""
        return "\n\n".join(text for text in (self.asks, f"{self.more} {self.typed}".strip()) if text)
