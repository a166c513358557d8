"""The cases that ship with the program: their names, and their texts.

A case is a file of ``cases/``, a conflict one of ``cases/conflicts/SOURCE/``, where the folder is its citation; its name
is the file's without the suffix. Nothing of a conflict is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from countermove.assessment.parser import decode, parse
from countermove.assessment.problems import Report
from gmcr.base.record import Record

__all__ = ["Case", "cases", "conflict_content", "conflict_names", "conflict_source", "content", "names", "sidecar"]

_SUFFIX = ".yaml"


@dataclass(frozen=True, slots=True)
class Case(Record):
    """A bundled case: its ``name`` (what `load` takes) and the question that it answers."""

    name: str
    title: str


def names() -> tuple[str, ...]:
    """The names of all bundled cases, sorted."""
    folder = resources.files("countermove.assessment").joinpath("cases")
    return tuple(sorted(entry.name.removesuffix(_SUFFIX) for entry in folder.iterdir() if entry.name.endswith(_SUFFIX)))


def cases() -> tuple[Case, ...]:
    """All bundled cases, sorted by name."""
    return tuple(Case(name, _title(name)) for name in names())


def content(name: str) -> bytes:
    """The bytes of a bundled case. ``name`` must be one of `names`."""
    return resources.files("countermove.assessment").joinpath("cases", name + _SUFFIX).read_bytes()


def sidecar(name: str) -> bytes | None:
    """The passages recorded for a bundled case's pointers into its sources; None where there are none."""
    file = resources.files("countermove.assessment").joinpath("cases", f"{name}.sources.json")
    return file.read_bytes() if file.is_file() else None


def conflict_names() -> tuple[str, ...]:
    """The names of all bundled conflicts, sorted."""
    return tuple(_conflicts())


def conflict_source(name: str) -> str:
    """The folder of a bundled conflict, which is its citation. ``name`` must be one of `conflict_names`."""
    return _conflicts()[name][0]


def conflict_content(name: str) -> bytes:
    """The bytes of a bundled conflict. ``name`` must be one of `conflict_names`."""
    return _conflicts()[name][1].read_bytes()


@cache
def _conflicts() -> Mapping[str, tuple[str, Traversable]]:
    """Name → folder and file, by name."""
    folders = resources.files("countermove.assessment").joinpath("cases", "conflicts").iterdir()
    files = [(folder.name, file) for folder in folders if folder.is_dir() for file in folder.iterdir()]
    found = {file.name.removesuffix(_SUFFIX): (source, file) for source, file in files if file.name.endswith(_SUFFIX)}
    return dict(sorted(found.items()))


def _title(name: str) -> str:
    file = name + _SUFFIX
    return str(parse(decode(content(name), file), Report(file)).data.get("title", name))
