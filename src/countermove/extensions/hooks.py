"""The hooks: records in which a plugin declares its additions. A *place* is written like an entry point:
``package.module:name``.

The records that declare a question, its parameters and its pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

__all__ = [
    "HOOKS",
    "SERVICES",
    "Chapter",
    "Command",
    "Declaration",
    "FileFormat",
    "Kind",
    "PagePanel",
    "PanelGroup",
    "Parameter",
    "Picture",
    "Plugin",
    "RecordKind",
    "ReportSection",
    "Sweep",
    "Through",
]


Kind = Literal[
    "flag", "whole", "real", "text", "texts", "pairs", "holders", "weights",
    "state", "actors", "coalition", "coalitions", "partition", "claims", "drivers",
    "concept", "concepts", "any concepts", "coalition concepts",
]  # fmt: skip
"""The kind of value that an option takes. ``pairs``: NAME=VALUE, repeatable; ``holders``: ACTOR=VIEW, "author" being
the author's model; ``weights``: ACTOR=NUMBER; ``state``: a state as a person writes it; ``actors``: by id or name;
``coalition``: names separated by commas, ``partition``: blocks separated by slashes; plural kinds are repeatable."""


Through = Literal[
    "claims", "readings", "edits", "sets", "wants", "draws", "cells", "views", "scenarios", "acts", "questions",
    "coalitions", "codings",
]  # fmt: skip
"""What a question goes through. ``codings``: those that the choices of a file make, and its mechanical variants where they are
asked; ``sets``: of edits, up to its bound; ``cells``: the pieces into which comparisons cut drivers;
``acts``: options; ``questions``: those of the reader; ``coalitions``: in each state that some of them would rather have."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """One pass of a question over all combinations of some things. ``price``: of one look, that at a claim being 1.
    ``kept``: the share of its results about games that stays in memory until the end."""

    over: tuple[Through, ...] = ()
    price: float = 1.0
    kept: float = 1.0


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question. ``name``: the parameter of its function; ``form``: what a value looks like; ``flag``:
    its name on the command line, where that differs. ``place``: it is no option but an argument, ``needed`` or not.
    ``shown``: it sets how much of the answer is shown, and is no part of the question. ``unsaid``: the command's
    default, where that differs from the function's. ``default``: the function's default; a state written like it is
    left to the function."""

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
    """A picture of an answer. ``name``: of the figure, and of the function that draws it in the question's ``figure``;
    ``about``: what it shows. ``asks``: the question's arguments for it unless others are given; ``takes``: what else
    can be chosen: thing (that tips, or is uncertain), model (of a false premise), reading (that it marks). ``under``:
    whether the concepts that it was computed under are named beside it; not where it depends on none, or names them
    itself. ``one``: it is about one concept, the first that is asked for, otherwise the lead concept. ``game``: whether
    it is about the game selected rather than all readings; ``alone``: whether a bare conflict has it; ``why_not``: why
    not, where its question does not say so; ``width``: its own."""

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
    """A question. ``name``: of the command, and of the folder that answers it and puts the answer into words. ``home``:
    the package of that folder, where a plugin brings it. ``asks``, ``more``: its description, in a line and at length;
    ``typed``: additional help for the command line alone; ``work``: the description of its progress. ``of``: what it is
    put to: assessments alone, any game (so conflicts too), or the content of a ``.gmcr`` file; ``instead``: the
    question, without a command of its own, that such a file answers in its place. ``cases``: how many at once;
    ``begins``: whether it begins at the start. ``selects``: which parts of a game can be selected for it: without views
    it goes through all of them. ``swept``: whether it goes through all readings (with the selected answers).
    ``sweeps``: what it goes through (claims in all readings, then claims after all edits), from which its effort is
    estimated. ``pictures``: its own. ``csv``: help for --csv, where ``text`` has a ``q_table`` for spreadsheets.
    ``alone``: why a bare conflict does not answer it, where it is put to assessments. ``unlisted``: whether it can be
    answered where states are too many to list."""

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
    selects: tuple[str, ...] = ("coding", "reading", "scenario", "view", "drivers")
    swept: bool = False
    csv: str = ""
    alone: str = ""
    pictures: tuple[Picture, ...] = ()
    sweeps: tuple[Sweep, ...] = ()
    unlisted: bool = False
    home: str = ""

    def module(self, part: str) -> str:
        """The name of the module for one part of it: compute, text or figure."""
        return f"{self.home or f'countermove.questions.{self.name}'}.{part}"

    @property
    def help(self) -> str:
        """Its help on the command line: the line, and below it the rest."""
        return "\n\n".join(text for text in (self.asks, f"{self.more} {self.typed}".strip()) if text)


HOOKS = 1
"""The version of the hooks: plugins made for another version are ignored."""

Chapter = Literal["changed", "why", "follows", "change-it", "since-then", "annex"]
"""A chapter of a report, by its anchor; ``annex`` is for looking things up."""

SERVICES: Mapping[str, str] = MappingProxyType(
    {
        "passages": "quotes the passages of texts",
        "coverage": "tells what a case uses of a text",
        "cues": "looks for cues in sentences",
        "feeds": "reads indicators from data",
        "imprint": "adds to what a report says of itself",
        "explorable": "makes reports that argue back",
    }
)
"""Services that the product requests from plugins: name → what such a service does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command. ``help``: its first line, which help lists; the rest stands in the docstring of its function. ``function``: the
    place of a function with Typer's annotations. ``after``: the command behind which help lists it; otherwise at the end."""

    name: str
    help: str
    function: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record that a command shows: ``record``, the place of its type, which describes itself, and ``page``,
    the place of the function that lays it out."""

    record: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """A section at the end of a chapter of a report. ``function``: the place of a function that takes the results of
    the report (``countermove.reports.report.compute.ReportRecord``) and returns a ``Section``
    (``countermove.reports.report.blocks``) or None."""

    chapter: Chapter
    function: str


PanelGroup = Literal["why", "change", "eyes", "did"]
"""The groups of the page: Why, What would change it, Whose eyes, How it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePanel:
    """A panel of the page: the answer to a question, its pictures, and its record to download. ``question``: its name;
    ``title``: its label there; ``group``: the group that offers it."""

    question: str
    title: str
    group: PanelGroup = "why"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """A file format. ``suffixes``: the suffixes that identify it, with their dots. ``read``: the place of a function
    that takes a path and returns a conflict, or a ``countermove.interop.Opened`` with more; ``write``: of one that
    takes an ``Opened`` and returns the text or the bytes of the file. Either may be omitted. ``keeps``: what the format
    can hold, any of start, drivers, coalitions."""

    name: str
    suffixes: tuple[str, ...]
    read: str = ""
    write: str = ""
    keeps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """The additions of one plugin. ``hooks``: the version of the hooks that it was made for. ``questions``: declared as
    those of the product are, each with its ``home``, and a command each; ``figures``: questions without one, asked for
    their pictures alone. ``records``: kinds of record beside answers, by the name that ``--json`` writes. ``services``:
    those that it provides (``SERVICES``): name → place. ``beside``: suffixes of files that lie beside a case and that a
    report depends on."""

    name: str
    hooks: int
    commands: tuple[Command, ...] = ()
    records: Mapping[str, RecordKind] = field(default_factory=dict)
    questions: tuple[Declaration, ...] = ()
    figures: tuple[Declaration, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    panels: tuple[PagePanel, ...] = ()
    formats: tuple[FileFormat, ...] = ()
    services: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
