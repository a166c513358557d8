"""The hooks: records in which a plugin declares its additions. A *place* is written like an entry point:
``package.module:name``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from countermove.extensions.declarations import Declaration

__all__ = [
    "HOOKS",
    "SERVICES",
    "Chapter",
    "Command",
    "FileFormat",
    "PagePanel",
    "Plugin",
    "RecordKind",
    "ReportSection",
]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePanel:
    """A panel of the page: the answer to a question, its pictures, and its record to download. ``question``: its name;
    ``title``: its label in the bar."""

    question: str
    title: str


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
