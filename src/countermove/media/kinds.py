"""The kinds of record other than answers: for each its type, which describes itself, and the function that words it.

They are named, and imported when first used, so that no command pays for the records of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from importlib import import_module
from typing import Any

from countermove.extensions import Extended, RecordKind

__all__ = ["KINDS", "has_page", "kind_of", "named"]


def _own(record: str, page: str) -> RecordKind:
    return RecordKind(f"countermove.{record}", f"countermove.{page}")


_OWN: Mapping[str, RecordKind] = {
    "assess": _own("reports.assessing.compute:AssessRecord", "reports.assessing.text:assess_page"),
    "cases": _own("reports.cases.compute:CasesRecord", "reports.cases.text:cases_page"),
    "convert": _own("reports.convert.compute:ConvertRecord", "reports.convert.text:convert_page"),
    "figure": _own("reports.figure.compute:DrawnRecord", "reports.figure.text:drawn_page"),
    "games": _own("reports.cases.compute:GamesRecord", "reports.cases.text:games_page"),
    "lint": _own("reports.lint.compute:LintRecord", "reports.lint.text:lint_page"),
    "new": _own("reports.new.compute:NewRecord", "reports.new.text:new_page"),
    "published": _own("reports.cases.publication:PublishedRecord", "reports.cases.text:published_page"),
    "report": _own("media.output:WrittenReport", "media.output:write_page"),
}

KINDS: MutableMapping[str, RecordKind] = Extended(_OWN, lambda plugin: plugin.records.items(), "record")
"""Name of a kind, as in ``--json`` → the kind."""


def kind_of(record: object) -> str:
    """The name of a record's kind. Raises TypeError if it has none."""
    if (name := _kind(record)) is None:
        raise TypeError(f"{type(record).__name__} is not a record that can be told")
    return name


def has_page(record: object) -> bool:
    """Whether a record has a page."""
    return _kind(record) is not None


def _kind(record: object) -> str | None:
    form = type(record)
    place = f"{form.__module__}:{form.__qualname__}"
    names = (name for kinds in (_OWN, KINDS) for name, kind in kinds.items() if kind.record == place)
    return next(names, None)


def named(place: str) -> Any:
    """The object at a place, written as "package.module:name"."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
