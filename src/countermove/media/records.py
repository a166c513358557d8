"""Records as pages, and as plain data for ``--json`` and for other programs.

An envelope frames the data of every record: ``record`` (its kind), ``version`` (of that kind's data), ``case`` and
``digest`` (null without a case, lists for several), ``assumptions``, and ``data``. Fractions are written as text
("1/2", "0.1"), since no float is one tenth. A closed JSON Schema (Draft 2020-12) describes every field.

The kinds of record other than answers: for each its type, which describes itself, and the function that words it.

They are named, and imported when first used, so that no command pays for the records of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from importlib import import_module
from typing import Any

from countermove.catalogue import QUESTIONS
from countermove.context.answer import Answer
from countermove.context.frame import Frame
from countermove.extensions import Extended, RecordKind
from countermove.presentation.blocks import Page
from countermove.presentation.data import (
    CONCEPTS,
    NAMES,
    VERSION,
    Schema,
    answer_schema,
    by_name,
    errors_schema,
    framed,
    list_of,
    or_null,
    plain,
    record,
    schema_of,
    text,
    whole,
)
from countermove.presentation.pages import page_of_answer
from gmcr.base.errors import UnknownName

__all__ = ["KINDS", "data_of", "envelope", "has_page", "kind_of", "named", "page_of", "record_kinds", "record_schema"]


def _own(record: str, page: str) -> RecordKind:
    return RecordKind(f"countermove.{record}", f"countermove.{page}")


_OWN: Mapping[str, RecordKind] = {
    "assess": _own("reports.assessing.compute:AssessRecord", "reports.assessing.text:assess_page"),
    "cases": _own("reports.cases.compute:CasesRecord", "reports.cases.text:cases_page"),
    "convert": _own("reports.convert:ConvertRecord", "reports.convert:convert_page"),
    "figure": _own("reports.figure:DrawnRecord", "reports.figure:drawn_page"),
    "games": _own("reports.cases.compute:GamesRecord", "reports.cases.text:games_page"),
    "lint": _own("reports.lint:LintRecord", "reports.lint:lint_page"),
    "new": _own("reports.new:NewRecord", "reports.new:new_page"),
    "published": _own("reports.cases.compute:PublishedRecord", "reports.cases.text:published_page"),
    "suite": _own("reports.cases.suite:SuiteRecord", "reports.cases.text:suite_page"),
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


Data = dict[str, Any]


def record_kinds() -> tuple[str, ...]:
    """The kinds of record that have data."""
    return tuple(sorted((*KINDS, *QUESTIONS)))


def page_of(record: object, **shown: Any) -> Page:
    """The page of a record; *shown*: how much of an answer. Raises TypeError for anything else."""
    if isinstance(record, Answer):
        return page_of_answer(record, **shown)
    page: Page = named(KINDS[kind_of(record)].page)(record, **shown)
    return page


def data_of(record: object) -> tuple[str, Data]:
    """The kind of a record, and its data. Raises TypeError for anything else."""
    return record.question if isinstance(record, Answer) else kind_of(record), plain(record)


def envelope(record: object) -> Data:
    """A record with its frame, as plain data."""
    kind, data = data_of(record)
    return framed(kind, _frames(record), data)


def _frames(record: object) -> tuple[Frame, ...]:
    several = getattr(record, "frames", None)
    if several is not None:
        return tuple(several)
    frame = getattr(record, "frame", None)
    return (frame,) if isinstance(frame, Frame) else ()


# -- schemas -----------------------------------------------------------------------------------------------------------

_ASSUMPTIONS = record(
    "What the result assumes.",
    reading=or_null(by_name("Question: answer; null where all readings were gone through.", {"type": "string"})),
    scenario=or_null(text("The scenario.")),
    view=or_null(text("The view.")),
    drivers=by_name("Drivers set by hand: value, an exact decimal.", {"type": "string"}),
    concepts=CONCEPTS,
    bound=or_null(whole("Edits at most.")),
    seed=or_null(whole("The seed of random numbers.")),
    apart=list_of("Coalitions that the file has and whose members stand alone here.", NAMES),
    unlisted=or_null(
        whole(
            "Options whose combinations are too many to be listed, so that verdicts are proved; null where states are listed."
        )
    ),
    coding=by_name("Alternative: coding, of what is coded otherwise than the file has it.", {"type": "string"}),
)


def record_schema(kind: str) -> Schema:
    """The JSON Schema of one kind of record, envelope included, or of ``errors``. Raises UnknownName."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Countermove record: {kind}"}
    if kind == "errors":
        return {**head, **errors_schema()}
    if kind not in KINDS and kind not in QUESTIONS:
        raise UnknownName("record", kind, (*record_kinds(), "errors"))
    data = answer_schema(kind) if kind in QUESTIONS else schema_of(named(KINDS[kind].record))
    framed = record(
        data["description"],
        record={"const": kind, "description": "The kind of record."},
        version={"const": VERSION, "description": "The version of this kind's data."},
        case=_names_or_null("The case; a list where there are several, null where there is none."),
        digest=_names_or_null("SHA-256 of the case's text; a list where there are several."),
        assumptions=_ASSUMPTIONS,
        data=data,
    )
    return {**head, **framed}


def _names_or_null(description: str) -> Schema:
    kinds = [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}]
    return {"anyOf": kinds, "description": description}
