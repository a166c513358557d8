"""watch: what follows at the latest observed values of drivers, and how far each is from tipping it.

The *latest* value of a driver is that of the last observation, by its date, that sets it (the last in the file on
ties), as far as known by the chosen day, or the value that an indicator reads from *data* (``verdicts.feeds``), dated
by the last day of its period and preferred on ties; it replaces the driver's ``now``, so that readings, scenarios and
views still take precedence. It *tips* answers to key questions, verdicts and outcomes that differ from those at the
file's own values. An answer or a verdict that differs is a *tripwire*. A threshold is *passed* if it lies between the
file's own value of a driver and its latest, all others at the file's own.

A driver's *distance* is that of its nearest threshold from its latest value, as a share of its range, all others at
their latest values; indicators *point there* if they move the driver that way (``questions.tipping``). Where drivers drift, the
*next stops* are what may come first if nobody does anything (``verdicts.clocks``), from the latest values on. Observations and
endings refute readings as judged at the file's own values (``verdicts.observations``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from countermove.context.context import Context, context_of
from countermove.extensions import needed
from countermove.verdicts.answers.compute import answers_in
from countermove.verdicts.claims import verdicts_in
from countermove.verdicts.clocks.records import CrossedValue
from countermove.verdicts.clocks.story import FEW, story_of
from countermove.verdicts.feeds import FeedReading
from countermove.verdicts.observations import Observed, as_day, observed_in
from countermove.verdicts.tipping.tips import Tipping, tips_of, varied
from gmcr.base.record import INTERNAL, Record, derived
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Distance", "Latest", "NextStop", "Passed", "Tipped", "Watch", "latest_of", "watch"]


@dataclass(frozen=True, slots=True)
class Latest(Record):
    """The latest observed value of a driver."""

    driver: str
    """The driver."""
    before: Fraction
    """Its value in the file."""
    value: Fraction
    """Its latest value."""
    date: date
    """The day of that value."""
    observation: str | None
    """The observation that gives it; null if it is read from data."""
    indicator: str | None
    """The indicator of which it is a reading."""


@dataclass(frozen=True, slots=True)
class Tipped(Record):
    """Something that differs at the latest values."""

    kind: Literal["answer", "verdict", "outcomes"]
    """An answer to a key question, the verdict on a claim, or the outcomes of the base reading."""
    name: str
    """The key question, the claim, or the concept of the outcomes."""
    scenario: str | None
    """The scenario in which the question is answered, or the claim judged."""
    before: str
    """The result at the file's own values, for a claim its class in English; codes of outcomes separated by commas."""
    after: str
    """The result at the latest values."""


@dataclass(frozen=True, slots=True)
class Passed(Record):
    """A threshold between a driver's own value and its latest."""

    driver: str
    """The driver."""
    threshold: Fraction
    """The value at which, or beyond which, something differs."""
    way: Literal["up", "down"]
    """The direction in which it was passed."""
    tips: tuple[str, ...]
    """What it tips: start, outcomes, target, and claims by their names."""


@dataclass(frozen=True, slots=True)
class Distance(Record):
    """How far a driver is from its nearest threshold."""

    driver: str
    """The driver."""
    value: Fraction
    """Its latest value; that of the file if none was observed."""
    threshold: Fraction
    """The nearest value at which, or beyond which, something differs."""
    way: Literal["up", "down"]
    """The direction of the threshold."""
    share: Fraction
    """Its distance, as a share of the range."""
    tips: tuple[str, ...]
    """What it tips: start, outcomes, target, and claims by their names."""
    indicators: tuple[str, ...]
    """Indicators that move it that way."""


@dataclass(frozen=True, slots=True)
class NextStop(Record):
    """What may come first if nobody does anything, from the latest values on."""

    crossed: tuple[CrossedValue, ...]
    """What is crossed."""
    away: Fraction | None
    """How far the driver that crosses it has to go; null where several do."""
    share: Fraction | None
    """The same as a share of its range."""
    steps: tuple[str, ...]
    """Who steps then, one after the other."""
    changes: int
    """How many answers and verdicts are others then."""


@dataclass(frozen=True, slots=True, eq=False)
class Watch(Record):
    """What to watch, and what has tipped."""

    concepts: Annotated[tuple[str, ...], INTERNAL]
    as_of: date | None
    """The day whose knowledge counts; null if everything counts."""
    latest: tuple[Latest, ...]
    """The observed drivers, in file order."""
    tipped: tuple[Tipped, ...]
    """Answers, verdicts and outcomes that differ."""
    passed: tuple[Passed, ...]
    """Thresholds passed, drivers in file order."""
    data: tuple[FeedReading, ...]
    """What indicators read from data; empty if no data were given."""
    distances: tuple[Distance, ...]
    """Drivers with a threshold, the nearest first."""
    next_stops: tuple[NextStop, ...]
    """What may come first if nobody does anything, the nearest first; empty where nothing drifts, or more than four drivers do."""
    observed: Observed | None
    """What happened, and what it refutes; null if nothing was observed."""
    complete: bool
    """Whether the computation ran to its end."""
    labels: Annotated[Mapping[int, str], INTERNAL]

    @derived
    def tripped(self) -> bool:
        """Whether an answer or a verdict differs: a tripwire."""
        return any(item.kind != "outcomes" for item in self.tipped)

    @property
    def as_expected(self) -> bool:
        """Whether no tripwire was tripped."""
        return not self.tripped

    def gist(self) -> str:
        """The number of things that tipped."""
        return f"{len(self.latest)} drivers seen, {len(self.tipped)} things tipped"


@task
def watch(
    assessment: Assessment,
    *,
    as_of: date | str | None = None,
    data: str | Path | None = None,
    concepts: str | Sequence[str] | None = None,
) -> Task[Watch]:
    """What the latest values of drivers tip, by the knowledge of ``as_of`` (everything if None). ``data``: the folder
    from which indicators are read. Counts the comparisons: the answers, the verdicts, the outcomes, the thresholds
    passed, the distances. Raises UnknownName, CountermoveError for an invalid day or folder, and AssessmentError for
    data that cannot be used."""
    day = as_day(as_of)
    context = context_of(assessment, "watch", concepts=concepts, as_of=day)
    assessment = context.assessment
    read: tuple[FeedReading, ...] = () if data is None else needed("feeds")(assessment, data, day)
    seen = latest_of(assessment, day, read)
    before, later = Context(assessment), Context(assessment.at({item.driver: item.value for item in seen}))
    tipped: list[Tipped] = []
    passed: tuple[Passed, ...] = ()
    distances: tuple[Distance, ...] = ()
    nexts: tuple[NextStop, ...] = ()

    def known(*, complete: bool = False) -> Watch:
        labels = assessment.conflict().structure.label
        codes = {int(code) for item in tipped if item.kind == "outcomes" for code in _codes(item)}
        return Watch(
            concepts=context.concepts,
            as_of=day,
            latest=seen,
            tipped=tuple(tipped),
            passed=passed,
            data=read,
            distances=distances,
            next_stops=nexts,
            observed=observed_in(context),
            complete=complete,
            labels={code: labels(code) for code in sorted(codes)},
        )

    compared = (_answers, _verdicts, _outcomes) if seen else ()
    many = len(compared) + 1 + bool(seen)
    for place, differ in enumerate(compared):
        yield Progress(place, many, known if place else None)
        tipped += differ(before, later)
    if seen:
        yield Progress(len(compared), many, known)
        passed = tuple(_passed(before, seen))
    yield Progress(many - 1, many, known if compared else None)
    if assessment.ranges:
        distances = _distances(later.assessment, tips_of(later, varied(later.assessment, ())))
    if later.assessment.structure.listed and 0 < sum(map(bool, later.assessment.calculus().drifts.values())) <= FEW:
        nexts = tuple(_next_stops(later))
    return known(complete=True)


def latest_of(assessment: Assessment, day: date | None, read: Sequence[FeedReading] = ()) -> tuple[Latest, ...]:
    """The latest value of every driver that an observation sets or that data feed, drivers in file order; without those
    that the call sets."""
    latest: dict[str, Latest] = {}
    by_hand = assessment.selection.drivers
    for name, record in assessment.document.observations.items():
        if record.date is None or (day is not None and (record.known or record.date) > day):
            continue
        for driver, value in (record.sets or {}).items():
            if driver not in latest or record.date >= latest[driver].date:
                before = assessment.document.drivers[driver].now
                latest[driver] = Latest(driver, before, value, record.date, name, record.of_)
    for item in read:
        if item.value is None or item.ended is None:
            continue
        if item.driver not in latest or item.ended >= latest[item.driver].date:
            before = assessment.document.drivers[item.driver].now
            latest[item.driver] = Latest(item.driver, before, item.value, item.ended, None, item.indicator)
    return tuple(latest[driver] for driver in assessment.ranges if driver in latest and driver not in by_hand)


def _answers(before: Context, after: Context) -> Iterator[Tipped]:
    was, now = (answers_in(case, observed_in(case), bound=0) for case in (before, after))
    for old, new in zip(was.questions, now.questions, strict=True):
        for one, other in zip(old.answers, new.answers, strict=True):
            if one.answer != other.answer:
                yield Tipped("answer", old.id, one.scenario, one.answer, other.answer)


def _verdicts(before: Context, after: Context) -> Iterator[Tipped]:
    """Claims whose class differs; if states are not listed, those whose values differ."""
    was, now = (verdicts_in(case, observed_in(case), search=False) for case in (before, after))
    for old, new in zip(was, now, strict=True):
        if old.word != new.word:
            yield Tipped("verdict", old.id, old.scenario, old.word, new.word)


def _outcomes(before: Context, after: Context) -> Iterator[Tipped]:
    for name, old, new in zip(before.concepts, _ends(before), _ends(after), strict=True):
        if old != new:
            yield Tipped("outcomes", name, None, old, new)


def _ends(context: Context) -> list[str]:
    """The codes of the outcomes of the base reading, for each concept."""
    conflict = context.conflict()
    play, structure = context.games.play_of(conflict), conflict.structure
    start = structure.cell(conflict.start)
    ends = (sorted(structure.code_of(cell) for cell in play.roads(start, name).outcomes) for name in context.concepts)
    return [",".join(map(str, codes)) for codes in ends]


def _codes(item: Tipped) -> list[str]:
    return [code for side in (item.before, item.after) for code in side.split(",") if code]


def _passed(context: Context, seen: Sequence[Latest]) -> Iterator[Passed]:
    """The thresholds between the file's own value of each driver and its latest, in the order in which they are passed."""
    for item in seen:
        if item.value == item.before:
            continue
        way: Literal["up", "down"] = "up" if item.value > item.before else "down"
        tips: dict[Fraction, dict[str, None]] = {}
        for tip in tips_of(context, (item.driver,)).tips:
            [line] = tip.lines
            place = next(k for k, part in enumerate(line.intervals) if item.value in part)
            between = line.thresholds[line.place : place] if way == "up" else line.thresholds[place : line.place]
            for threshold in () if tip.apart else between:
                tips.setdefault(threshold.at, {})[tip.claim or tip.kind] = None
        for at in sorted(tips, reverse=way == "down"):
            yield Passed(item.driver, at, way, tuple(tips[at]))


def _distances(later: Assessment, result: Tipping) -> tuple[Distance, ...]:
    """For each driver its nearest threshold, and everything that has one there."""
    distances = []
    for place, driver in enumerate(result.drivers):
        low, high = result.ranges[driver]
        near: dict[tuple[Fraction, Literal["up", "down"]], dict[str, None]] = {}
        for tip in result.tips:
            line = tip.lines[place]
            for way, threshold in (("up", line.up), ("down", line.down)):
                if threshold is not None and not tip.apart:
                    near.setdefault((threshold.at, "up" if way == "up" else "down"), {})[tip.claim or tip.kind] = None
        now = later.document.drivers[driver].now
        if near and high > low:
            (at, way), tips = min(near.items(), key=lambda pair: abs(pair[0][0] - now))
            share = abs(at - now) / (high - low)
            distances.append(Distance(driver, now, at, way, share, tuple(tips), _pointing(later, driver, way)))
    return tuple(sorted(distances, key=lambda item: item.share))


def _next_stops(later: Context) -> list[NextStop]:
    """What may be crossed first from the latest values on."""
    story = story_of(later, stops=1)
    firsts = {branch.stops[1].crossed: branch.stops[1] for branch in story.branches if branch.stops[1:]}
    found = []
    for crossed, stop in firsts.items():
        away, share = None, None
        if len(crossed) == 1 and len(crossed[0].terms) == 1:
            [(name, factor)] = [(own.driver, own.factor) for own in crossed[0].terms]
            low, high = later.assessment.ranges[name]
            away = abs(crossed[0].value / factor - story.now[name])
            share = away / (high - low)
        found.append(NextStop(crossed, away, share, tuple(step.actor for step in stop.steps), len(stop.changed)))
    return sorted(found, key=lambda item: (item.share is None, item.share))


def _pointing(assessment: Assessment, driver: str, way: str) -> tuple[str, ...]:
    indicators = assessment.document.indicators.items()
    return tuple(name for name, indicator in indicators if way in indicator.moves.get(driver, ()))
