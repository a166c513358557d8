"""Sources: where premises, claims and published conflicts are taken from, in the detail of a reference list.

Each part has a field of its own where the file states it, so that a bibliography can be written without guessing.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from countermove.assessment.schema.kinds import (
    Flag,
    Grade,
    SourceName,
    Text,
    Texts,
    WholeNumber,
    WrittenAs,
    complain,
    one_of,
)
from countermove.assessment.schema.record import Entry

__all__ = ["Citation", "Source", "Work"]

_URL = r"^https?://[^\s<>\"]+$"
_COUNTED = ("paragraphs", "chapters")
_DOI = r"^10\.[0-9]{4,9}/\S+$"


def _url(value: str) -> str:
    if re.fullmatch(_URL, value) and value.isprintable():
        return value
    raise complain("value", "An address begins with https:// or http:// and has no blanks.")


def _doi(value: str) -> str:
    if re.fullmatch(_DOI, value) and value.isprintable():
        return value
    bare = re.search(r"10\.[0-9]{4,9}/\S+", value)
    raise complain("value", "A DOI is written from its 10. on, such as 10.1000/182.", bare.group() if bare else None)


def _year(value: int) -> int:
    if 1 <= value <= 9999:
        return value
    raise complain("range", f"A year lies between 1 and 9999; this is {value}.")


Year = Annotated[WholeNumber, AfterValidator(_year), WrittenAs({"type": "integer", "minimum": 1, "maximum": 9999})]
Url = Annotated[Text, AfterValidator(_url), WrittenAs({"type": "string", "format": "uri", "pattern": _URL})]
Doi = Annotated[Text, AfterValidator(_doi), WrittenAs({"type": "string", "pattern": _DOI})]


class Work(Entry):
    """Something published, or said."""

    what: Text | None = Field(None, description="What it is, in one line; otherwise: told from the keys below.")
    author: Texts = Field(
        (),
        description="Who wrote it: one or several. A person as `Family, Given`; without a comma a name is left as it is.",
    )
    title: Text | None = Field(None, description="Its title.")
    year: Year | None = Field(None, description="The year in which it was published.")
    in_: Text | None = Field(
        None, alias="in", description="Where it was published: journal with volume and pages, newspaper, institution."
    )
    doi: Doi | None = Field(None, description="Its DOI, from 10. on.")
    url: Url | None = Field(None, description="Its address, which begins with https:// or http://.")

    @property
    def told(self) -> str | None:
        """The work in one line: ``what``, or else author, year, title and place as far as the file states them."""
        if self.what:
            return self.what
        year = None if self.year is None else str(self.year)
        by = " and ".join(self.author)
        return (
            ", ".join(part for part in (f"{by} ({year})" if by and year else by or year, self.title, self.in_) if part)
            or None
        )


class Source(Work):
    """Something that premises and claims are taken from."""

    grade: Grade | None = Field(None, description="Its Admiralty grade: reliability A to F, credibility 1 to 6.")
    via: SourceName | None = Field(None, description="The source that reports it, where it is known at second hand.")
    default: Flag = Field(False, description="True for the source that bare paragraph numbers refer to.")
    counts: Annotated[str, one_of(_COUNTED, "counts"), WrittenAs({"enum": list(_COUNTED)})] | None = Field(
        None,
        description="What its numbers count, paragraphs or chapters. Where absent, what those of the source that reports it do; "
        "otherwise paragraphs.",
    )
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")


class Citation(Work):
    """Where a conflict was published. A text alone is its ``what``."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        if isinstance(data, str):
            return {"what": data}
        if not isinstance(data, (dict, Citation)):
            raise complain("kind", "A citation is a text, or {author: …, title: …, year: …}.")
        return data

    @property
    def written(self) -> str | dict[str, Any]:
        """The citation as a file writes it: a text where nothing else is known."""
        data = self.model_dump(by_alias=True, exclude_defaults=True)
        if "author" in data:
            data["author"] = list(self.author)
        return self.what if self.what and len(data) == 1 else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema["type"] = ["string", "object"]
        return schema
