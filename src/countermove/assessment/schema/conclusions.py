"""The conclusions: claims, indicators, forecasts, resolutions, and what was seen of them: observations, facts.

What an indicator is read from: a series of numbers or events in files, and which driver that feeds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictStr, model_validator

from countermove.assessment.schema.checks import CheckOf
from countermove.assessment.schema.kinds import (
    Chance,
    DateText,
    DrawnFrom,
    DriverName,
    ExactNumber,
    Flag,
    ForecastName,
    IndicatorName,
    PartyName,
    ScenarioName,
    Text,
    Texts,
    Trend,
    Truth,
    ViewName,
    WantName,
    WholeNumber,
    WrittenAs,
    complain,
    one_of,
)
from countermove.assessment.schema.overlay import Overlay
from countermove.assessment.schema.record import Entry, Locator, Sketched
from gmcr.base.errors import quoted

__all__ = [
    "EVENTS",
    "MEASURES",
    "OUTCOMES",
    "PERIODS",
    "VERDICTS",
    "Claim",
    "Events",
    "Facts",
    "Feed",
    "Forecast",
    "GoldsteinTable",
    "Indicator",
    "Observation",
    "Period",
    "Resolution",
    "Scale",
    "Series",
    "Update",
]


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


VERDICTS = ("follows", "contradicted", "not determined", "vacuous")
OUTCOMES = ("came_true", "did_not", "void", "disputed")


_CONCLUDED = (
    "A claim is concluded, and what is assumed is a premise: write it as a want, a rule, a driver, a scenario or a view. "
    "A conclusion that the source does not draw has `probe: true`."
)


class Claim(Sketched):
    """A conclusion, checked against the premises in every reading and under every concept."""

    instead: ClassVar[Mapping[str, str]] = {
        "assumed": _CONCLUDED,
        "unsaid": _CONCLUDED,
        "certainty": "How firmly the source puts it is its `wording`; how sure a want is, its `certainty`.",
        "confidence": "How firmly the source puts it is its `wording`; on what it rests, its `note`.",
        "chance": "A claim follows or does not: a chance belongs to a forecast that is drawn `from` it.",
        "given": "What it supposes belongs in its `check`, in a scenario (`in`), or in `with`.",
    }

    says: Text = Field(description="The conclusion in words.")
    at: tuple[Locator, ...] = Field((), description="Where the source draws it.")
    by: PartyName | None = Field(None, description="Who holds it, where it is not the author.")
    wording: Text | None = Field(None, description="How firmly the source puts it.")
    in_: ScenarioName | None = Field(None, alias="in", description="The scenario that it is about; none where absent.")
    under: ViewName | None = Field(None, description="The view in which it is judged; the author's model where absent.")
    with_: Overlay | None = Field(None, alias="with", description="Changes to the model for this claim only.")
    check: CheckOf = Field(description="What has to be true in the game.")
    probe: Flag = Field(False, description="True for a stronger or implied conclusion that the reader tries.")
    expect: Annotated[str, one_of(VERDICTS, "expect"), WrittenAs({"enum": list(VERDICTS)})] | None = Field(
        None, description="The verdict that the modeller stands by; `check` exits with 1 when another comes out."
    )
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")


def _trends(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Trends = Annotated[
    tuple[Annotated[Trend, one_of(("up", "flat", "down"), "A direction")], ...],
    BeforeValidator(_trends),
    WrittenAs(
        {
            "anyOf": [
                {"enum": ["up", "flat", "down"]},
                {"type": "array", "items": {"enum": ["up", "flat", "down"]}},
            ]
        }
    ),
]


class Indicator(Sketched):
    """What to watch, and which driver or want it bears on."""

    watch: Text = Field(description="What to watch.")
    moves: dict[DriverName, Trends] = Field(
        {}, description="Drivers that it moves: up, flat, down, or a list of these."
    )
    affects: tuple[WantName, ...] = Field((), description="Wants that it bears on.")
    series: Series | None = Field(None, description="The numbers that it is read from by `watch --data`.")
    events: Events | None = Field(None, description="The events that it is read from by `watch --data`.")
    at: tuple[Locator, ...] = Field((), description="What in the source it goes back to.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")

    @model_validator(mode="after")
    def _one_query(self) -> Indicator:
        if self.series is not None and self.events is not None:
            raise complain("kind", "An indicator is read from a series or from events, not from both.")
        return self

    @property
    def feed(self) -> Series | Events | None:
        """The series or events that it is read from; None where it is not read automatically."""
        return self.series or self.events


class Update(Entry):
    """What the probability of a forecast was changed to, and when."""

    date: DateText = Field(description="The day from which it counts.")
    chance: Chance = Field(
        description="Its probability from then on: a number, a pair [low, high], or a likelihood word, also one "
        "that `draft` reads, such as most likely."
    )
    because: Text | None = Field(None, description="Why it was changed.")
    at: tuple[Locator, ...] = Field((), description="The source for it.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")


class Forecast(Sketched):
    """A dated probability."""

    instead: ClassVar[Mapping[str, str]] = {
        "assumed": "A forecast says its `chance`, and nothing of it is assumed; what it rests on belongs in its `note`.",
        "unsaid": "A forecast that its source does not make has no `at`; who makes it is `by`.",
        "certainty": "How probable it is, is its `chance`.",
        "probability": "How probable it is, is its `chance`.",
        "confidence": "How probable it is, is its `chance`; how firmly that rests is said in its `note`.",
    }

    says: Text = Field(description="What is forecast.")
    given: Text | None = Field(None, description="The condition under which it counts; it is void otherwise.")
    otherwise: ForecastName | None = Field(
        None, description="The forecast that counts where that condition fails: the two are a pair."
    )
    made: DateText | None = Field(None, description="The day on which it was made; `as_of` of the file where absent.")
    closes: DateText = Field(description="The day on which it closes.")
    rule: Text | None = Field(None, description="How it is decided whether it came true.")
    chance: Chance | None = Field(
        None,
        description="Its probability: a number, a pair [low, high], or a likelihood word, also one "
        "that `draft` reads, such as most likely.",
    )
    base_rate: Chance | None = Field(
        None, description="How often things of its kind come true, said beforehand: a yardstick for its score."
    )
    updates: tuple[Update, ...] = Field(
        (), description="What its probability was changed to, in the order of the days."
    )
    from_: DrawnFrom | None = Field(
        None,
        alias="from",
        description="The claim that it is drawn from; `drift`: what comes first as drivers drift, which its `check` asks.",
    )
    check: CheckOf | None = Field(
        None,
        description="What comes first if it is to come true, where it is drawn `from: drift`: drift_ends, drift_passes or "
        "before.",
    )
    by: PartyName | None = Field(None, description="Who makes it, where it is not the author.")
    at: tuple[Locator, ...] = Field((), description="Where the source makes it.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")

    @model_validator(mode="after")
    def _in_order(self) -> Forecast:
        days = [*([self.made] if self.made else []), *(item.date for item in self.updates)]
        for before, after in pairwise(days):
            if after <= before:
                raise complain("date", f"The update of {after} does not come after {before}, the day before it.")
        if days and days[-1] > self.closes:
            raise complain(
                "date",
                f"It closes on {self.closes}: what is said on {days[-1]} comes too late: let it close later, or leave that out.",
            )
        if self.updates and self.chance is None:
            raise complain("expected", "An update changes a chance: say what it was first.")
        if self.otherwise is not None and self.given is None:
            raise complain("expected", "`otherwise` needs `given`: the condition that may fail.")
        return self


def _no_truth_value(value: Any) -> Any:
    """A forecast that came true is not ``true``: it could have been void."""
    if isinstance(value, bool):
        word = "came_true" if value else "did_not"
        raise complain("value", f"outcome is one of {', '.join(OUTCOMES)}.", word)
    return value


class Resolution(Entry):
    """How a forecast came out."""

    outcome: Annotated[
        Literal["came_true", "did_not", "void", "disputed"],
        one_of(OUTCOMES, "outcome"),
        BeforeValidator(_no_truth_value),
        WrittenAs({"enum": list(OUTCOMES)}),
    ] = Field(description="came_true, did_not, void (the condition failed) or disputed.")
    date: DateText = Field(description="The day on which that was clear.")
    settled: bool = Field(
        False, description="Whether its rule settles it for good, so that it counts before the forecast closes."
    )
    because: Text | None = Field(None, description="Why it is resolved so.")
    at: tuple[Locator, ...] = Field((), description="The source for it.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")


class Observation(Entry):
    """What was seen, how it ended, or a dated value of drivers. The first two refute readings that do not allow it."""

    date: DateText | None = Field(None, description="The day on which it happened.")
    when: Text | None = Field(
        None,
        description="When it happened, in words, where no day is known, or for days before the year 1; told instead of `date`.",
    )
    known: DateText | None = Field(None, description="The day on which it could be known; `date` where absent.")
    in_: ScenarioName | None = Field(
        None, alias="in", description="The scenario that had come about; none where absent."
    )
    saw: Truth | None = Field(None, description="What was seen: refutes where no state that is reached has it.")
    ended: Truth | None = Field(None, description="How it ended: refutes where no outcome has it.")
    of_: IndicatorName | None = Field(None, alias="of", description="The indicator that it is a reading of.")
    sets: dict[DriverName, ExactNumber] | None = Field(
        None, description="Drivers and the values that they had; refutes nothing, and feeds `watch`."
    )
    at: tuple[Locator, ...] = Field((), description="The source for it.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")

    @property
    def day(self) -> DateText | None:
        """The day on which it could be known; None where only words say when, so that it counts unless a day is asked
        for.
        """
        return self.known or self.date

    @model_validator(mode="after")
    def _one_thing(self) -> Observation:
        keys = [key for key in ("saw", "ended", "sets") if getattr(self, key) is not None]
        if len(keys) != 1:
            raise complain("kind", "An observation has exactly one of saw, ended and sets.")
        if self.sets is not None and self.in_ is not None:
            raise complain("kind", "A value of drivers belongs to no scenario: leave `in` out.")
        if self.date is None and self.when is None:
            raise complain("date", "An observation says when: `date`, or `when` in words where no day is known.")
        if self.sets is not None and self.date is None:
            raise complain("date", "A value of drivers has a `date`, by which the latest is found.")
        if self.known is not None and self.date is not None and self.known < self.date:
            raise complain("date", f"It could be known on {self.known}, before it happened on {self.date}.")
        return self


class Facts(Entry):
    """How it ended, without a date: a reading survives if some outcome of that scenario satisfies it. `observations` say
    more."""

    in_: ScenarioName | None = Field(None, alias="in", description="The scenario that came about; none where absent.")
    outcome: Truth = Field(description="What was seen.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")
