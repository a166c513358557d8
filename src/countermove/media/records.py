"""Records as pages, and as plain data for ``--json`` and for other programs.

An envelope frames the data of every record: ``record`` (its kind), ``version`` (of that kind's data), ``case`` and
``digest`` (null without a case, lists for several), ``assumptions``, and ``data``. Fractions are written as text
("1/2", "0.1"), since no float is one tenth. A closed JSON Schema (Draft 2020-12) describes every field.
"""

from __future__ import annotations

from typing import Any

from countermove.catalogue import QUESTIONS
from countermove.context.answer import Answer
from countermove.context.frame import Frame
from countermove.media.kinds import KINDS, kind_of, named
from countermove.presentation.blocks import Page
from countermove.presentation.data import answer_schema, plain, schema_of
from countermove.presentation.pages import page_of_answer
from countermove.presentation.problems import errors_schema
from countermove.presentation.provenance import framed
from countermove.presentation.schema import (
    CONCEPTS,
    NAMES,
    VERSION,
    Schema,
    by_name,
    list_of,
    or_null,
    record,
    text,
    whole,
)
from gmcr.base.errors import UnknownName

__all__ = ["data_of", "envelope", "page_of", "record_kinds", "record_schema"]

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
