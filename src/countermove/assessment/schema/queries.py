"""What an indicator is read from: a series of numbers in a file, and which driver it feeds."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictStr

from countermove.assessment.schema.kinds import DriverName, ExactNumber, Text, WholeNumber, complain, one_of
from countermove.assessment.schema.record import Record
from countermove.assessment.schema.written import WrittenAs
from countermove.errors import quoted

__all__ = ["PERIODS", "Feed", "Period", "Scale", "Series"]

PERIODS = ("day", "month", "quarter", "year")
_PART = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]+")


def _inside(value: str) -> str:
    parts = value.split("/")
    if not all(_PART.fullmatch(part) for part in parts) or {".", ".."} & set(parts):
        raise complain(
            "value", f"{quoted(value)} does not name a file below the folder of data: write it as events/2021.csv."
        )
    return value


def _ends(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 2:
        raise complain("kind", "A scale is a pair: the number that means the low end of the driver, and the high end.")
    return value


def _apart(value: tuple[Any, Any]) -> tuple[Any, Any]:
    if value[0] == value[1]:
        raise complain("range", f"A scale has two different ends; both are {value[0]}.")
    return value


def _from_zero(value: int) -> int:
    if value < 0:
        raise complain("range", "lag_days counts the days after the end of a period: it is 0 or more.")
    return value


FileName = Annotated[StrictStr, AfterValidator(_inside)]
Lag = Annotated[WholeNumber, AfterValidator(_from_zero), WrittenAs({"type": "integer", "minimum": 0})]
Scale = Annotated[
    tuple[ExactNumber, ExactNumber],
    BeforeValidator(_ends),
    AfterValidator(_apart),
    WrittenAs({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
]
Period = Annotated[
    Literal["day", "month", "quarter", "year"], one_of(PERIODS, "period"), WrittenAs({"enum": list(PERIODS)})
]


class Feed(Record):
    """Numbers of a file that a driver takes its value from."""

    file: FileName = Field(description="The file, in the folder that `watch --data` names.")
    feeds: DriverName = Field(description="The driver that takes its value from it.")
    lag_days: Lag = Field(
        0, description="So many days after the end of a period its value can be known; 0 where absent."
    )
    scale: Scale | None = Field(
        None,
        description="The numbers that mean the low and the high end of the driver's range, in this order; what lies beyond "
        "counts as the end. As it stands where absent.",
    )


class Series(Feed):
    """A series of dated values in a CSV file."""

    date: Text = Field("date", description="The header of the column of dates: YYYY, YYYY-MM or YYYY-MM-DD.")
    value: Text = Field("value", description="The header of the column of values.")
    where: dict[Text, Text] = Field({}, description="Only rows that have these texts in these columns.")
    period: Period | None = Field(
        None, description="What a date stands for: day, month, quarter or year; as it is written where absent."
    )
