"""The cases that ship with the program: their names, and their texts.

A case is a file of ``cases/``, a conflict one of ``cases/conflicts/``; its name is the file's without the suffix.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from countermove.assessment.parser import decode, parse
from countermove.assessment.problems import Report
from gmcr.base.record import Record

__all__ = ["Case", "cases", "conflict_content", "conflict_names", "content", "names", "sidecar"]

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
    folder = _conflicts()
    return tuple(sorted(entry.name.removesuffix(_SUFFIX) for entry in folder.iterdir() if entry.name.endswith(_SUFFIX)))


def conflict_content(name: str) -> bytes:
    """The bytes of a bundled conflict. ``name`` must be one of `conflict_names`."""
    return _conflicts().joinpath(name + _SUFFIX).read_bytes()


def _conflicts() -> Traversable:
    return resources.files("countermove.assessment").joinpath("cases", "conflicts")


def _title(name: str) -> str:
    file = name + _SUFFIX
    return str(parse(decode(content(name), file), Report(file)).data.get("title", name))
