"""What an indicator is read from: a series of numbers or events in files, and which driver that feeds."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictStr, model_validator

from countermove.assessment.schema.kinds import DriverName, ExactNumber, Text, Texts, WholeNumber, complain, one_of
from countermove.assessment.schema.notation import WrittenAs
from countermove.assessment.schema.record import Entry
from gmcr.base.errors import quoted

__all__ = ["EVENTS", "MEASURES", "PERIODS", "Events", "Feed", "GoldsteinTable", "Period", "Scale", "Series"]

PERIODS = ("day", "month", "quarter", "year")
EVENTS = ("gdelt", "icews", "polecat", "acled")
MEASURES = ("count", "mean_goldstein", "share")
_PART = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]+")


def _pattern(value: str) -> str:
    """A file pattern, where * stands for anything but a slash."""
    if "**" in value or "*" in "/".join(value.split("/")[:-1]):
        raise complain("value", f"{quoted(value)}: * stands for part of the name of a file, once or several times.")
    _inside(value.replace("*", "x"))
    return value


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


class Feed(Entry):
    """Numbers that a driver takes its value from."""

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

    file: FileName = Field(description="The file, in the folder that `watch --data` names.")
    date: Text = Field("date", description="The header of the column of dates: YYYY, YYYY-MM or YYYY-MM-DD.")
    value: Text = Field("value", description="The header of the column of values.")
    where: dict[Text, Text] = Field({}, description="Only rows that have these texts in these columns.")
    period: Period | None = Field(
        None, description="What a date stands for: day, month, quarter or year; as it is written where absent."
    )


class GoldsteinTable(Entry):
    """What each code of an event scores, in a CSV file."""

    file: FileName = Field(description="The file, in the folder that `watch --data` names.")
    code: Text = Field("code", description="The header of the column of codes.")
    value: Text = Field("goldstein", description="The header of the column of scores.")


class Events(Feed):
    """Events of others, month by month."""

    format: Annotated[str, one_of(EVENTS, "format"), WrittenAs({"enum": list(EVENTS)})] = Field(
        description="How the files are laid out: gdelt (2.0 exports), icews, polecat or acled."
    )
    file: Annotated[StrictStr, AfterValidator(_pattern)] = Field(
        description="The file in the folder that `watch --data` names, also compressed (.gz); * in its name stands for anything."
    )
    source: Text | None = Field(None, description="Whose events, as the files call it; all where absent.")
    target: Text | None = Field(None, description="At whom they are directed, as the files call it; all where absent.")
    codes: Texts = Field(
        (),
        description="Kinds of events: beginnings of CAMEO codes (gdelt, icews), else types or subtypes. All where absent.",
    )
    measure: Annotated[str, one_of(MEASURES, "measure"), WrittenAs({"enum": list(MEASURES)})] = Field(
        description="What is made of a month: count, mean_goldstein, or share (of those with these codes)."
    )
    goldstein: GoldsteinTable | None = Field(
        None, description="The table by which events are scored; the scores of the files where absent."
    )

    @model_validator(mode="after")
    def _fitting(self) -> Events:
        if self.measure == "share" and not self.codes:
            raise complain("expected", "A share is that of some kinds of events: give `codes`.")
        if self.goldstein is not None and self.measure != "mean_goldstein":
            raise complain("kind", "A table of scores goes with `measure: mean_goldstein`.")
        if self.goldstein is not None and self.format not in ("gdelt", "icews"):
            raise complain("kind", f"A Goldstein table scores CAMEO codes, which {self.format} has not.")
        if self.measure == "mean_goldstein" and self.format == "acled":
            raise complain("kind", "Events of acled have no scores: take count or share.")
        return self
