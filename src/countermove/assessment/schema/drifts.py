"""How drivers drift: which way, in which states, and how fast where that is known."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, GetJsonSchemaHandler, PlainValidator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from countermove.assessment.schema.kinds import DriverName, Text, Timeless, WrittenAs, complain, exact, one_of
from countermove.assessment.schema.record import Entry, Locator

__all__ = ["FORMS", "UNITS", "DriftLine", "Drifts", "Rate"]

UNITS = ("day", "week", "month", "year")
"""What rates may be per."""


def _above_0(value: object) -> Fraction:
    number = exact(value)
    if number <= 0:
        raise complain("range", f"A rate is above 0, and this is {value}; `rises` and `falls` say which way it drifts.")
    return number


def _interval(value: object) -> tuple[Fraction, Fraction]:
    if not isinstance(value, list) or len(value) != 2:
        raise complain("kind", "An interval of rates is a pair [least, largest].")
    low, high = map(_above_0, value)
    if low > high:
        raise complain("range", f"The least rate {value[0]} is above the largest {value[1]}.")
    return low, high


FORMS = "{between: [0.05, 0.2], per: year} or {at: 0.1, per: year}"
"""How a rate is written."""

_PACE = {"type": "number", "exclusiveMinimum": 0}


class Rate(Entry):
    """How fast a driver drifts. `true` alone: at any rate above 0."""

    between: (
        Annotated[
            tuple[Fraction, Fraction],
            PlainValidator(_interval),
            WrittenAs({"type": "array", "items": _PACE, "minItems": 2, "maxItems": 2}),
        ]
        | None
    ) = Field(None, description="The least and the largest rate; it may vary between them at any time.")
    at: Annotated[Fraction, PlainValidator(_above_0), WrittenAs(_PACE)] | None = Field(
        None, description="The rate, where it is known exactly."
    )
    per: Annotated[str, one_of(UNITS, "per"), WrittenAs({"enum": list(UNITS)})] | None = Field(
        None, description="The unit of time, one in a file: day, week, month or year."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_true(cls, data: Any) -> Any:
        if data is True:
            return {}
        if not isinstance(data, (dict, Rate)):
            raise complain("kind", f"Which way it drifts is said by `true`, or by how fast: {FORMS}.")
        return data

    @property
    def known(self) -> bool:
        """Whether anything is said of it."""
        return any(item is not None for item in (self.between, self.at, self.per))

    @property
    def interval(self) -> tuple[Fraction, Fraction] | None:
        """The least and the largest rate; None where any above 0 is possible."""
        return self.between if self.at is None else (self.at, self.at)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema["type"] = ["boolean", "object"]
        schema["not"] = {"const": False}
        schema["if"] = {"type": "object"}
        schema["then"] = {"required": ["per"], "oneOf": [{"required": ["between"]}, {"required": ["at"]}]}
        return schema


class DriftLine(Entry):
    """How a driver drifts in some states: the first line counts that is true there."""

    while_: Timeless | None = Field(
        None, alias="while", description="Where: a formula over options, free of drivers; absent: everywhere."
    )
    rises: Rate | None = Field(None, description="It rises: `true`, or how fast.")
    falls: Rate | None = Field(None, description="It falls: `true`, or how fast.")
    at: tuple[Locator, ...] = Field((), description="Where the source says so.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")

    @property
    def rate(self) -> Rate:
        """How fast it is."""
        return self.rises or self.falls or Rate.model_construct()


Drifts = dict[DriverName, tuple[DriftLine, ...]]
"""Drivers and how they drift."""
