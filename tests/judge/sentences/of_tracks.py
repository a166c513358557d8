"""What tracks say: what happens first where a number has a value, by the steps of the game in which it is set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from tests.judge.sentences.acts import act_meant
from tests.judge.sentences.english import Unknown, listed_items, number_of
from tests.judge.sentences.grammar import Reader, form
from tests.judge.sentences.marked import Element
from tests.judge.sentences.of_screens import value_told

__all__ = ["tracks"]

Complaints = Iterator[str]

NEAR = Fraction(1, 10_000)
"""Positions are told in thousandths of a percent."""

TIPS = Fraction(1, 100)
"""Where it tips is told in two decimals at least."""


@form("track", "track.nobody", r"nobody moves")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    for actor, there in _steps(reader):
        yield f"{actor} steps to {there}"


@form("track", "track.moves", r"(?!nobody moves)(?P<move>.+?)(?P<others> \(or others move\))?")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    known = [*_steps(reader)]
    if act_meant(reader, match["move"]) not in known:
        yield f"the steps are {known}"
    if (match["others"] is not None) != (len(known) > 1):
        yield f"there are {len(known)} steps"


def _steps(reader: Reader) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The steps from the start under the lead concept."""
    for actor in reader.world.base.wants:
        for there in reader.world.steps(actor):
            yield actor, there


@dataclass(frozen=True, slots=True)
class _Zone:
    """A part of a track as it is drawn, in numbers of the driver; ``stops``: two numbers in it."""

    words: str
    begin: Fraction
    end: Fraction
    moves: bool
    here: bool
    stops: tuple[Fraction, Fraction]


def tracks(reader: Reader, root: Element) -> None:
    """Read the rows that decide: what each part of a track says is so where the number is set to what lies in it, and where it
    is."""
    for row in root.all(having="data-decides"):
        line = row.first(tag="input")
        if line is None:
            continue
        low, high, now = (Fraction(line.attributes[name]) for name in ("min", "max", "value"))
        driver, name = line.attributes["data-set"], row.attributes["data-decides"]
        zones = [*_zones(row, low, high, line.attributes["data-stops"])]
        told = list(_drawn(row, zones, low, high, now, reader.world.base.drivers[driver]))
        for zone in zones:
            for value in {*zone.stops, sum(zone.stops, Fraction(0)) / 2}:
                if zone.begin < value < zone.end or value in (low, high, *zone.stops):
                    _read(reader, driver, value, zone.words)
        reader.seen["page.track"] = reader.seen.get("page.track", 0) + 1
        reader.complaints += [f"[page.track] {one} <<{name}>>" for one in told]


def _read(reader: Reader, driver: str, value: Fraction, words: str) -> None:
    """Read what happens where a number is set."""
    drivers = {**reader.world.selection.drivers, driver: value}
    own = Reader(reader.world.at(drivers=drivers))
    if own.world.base.drivers[driver] != value:
        own.complaints.append(f"[page.track] {driver} cannot be set here")
    try:
        own.read("track", words)
    except Unknown as unknown:
        own.complaints.append(f"[page.track] not known: {unknown}")
    for label, many in own.seen.items():
        reader.seen[label] = reader.seen.get(label, 0) + many
    reader.complaints += [f"{one} where {driver} is {value}" for one in own.complaints]


def _zones(row: Element, low: Fraction, high: Fraction, stops: str) -> Iterator[_Zone]:
    drawn = [own for own in row.all(tag="rect") if own.classes & {"moves", "rests"}]
    for label, part, pair in zip(row.all(cls="zone"), drawn, stops.split(" "), strict=True):
        begin, width = (Fraction(part.attributes[name].removesuffix("%")) / 100 for name in ("x", "width"))
        first, last = (Fraction(end) for end in pair.split(":"))
        own = (low + begin * (high - low), low + (begin + width) * (high - low))
        assert ("moves" in label.classes) == ("moves" in part.classes)
        yield _Zone(label.text(), *own, "moves" in label.classes, "lies" in label.classes, (first, last))


def _drawn(
    row: Element, zones: list[_Zone], low: Fraction, high: Fraction, now: Fraction, known: Fraction
) -> Complaints:
    """What is wrong with how a track is drawn."""
    if abs(now - known) > Fraction(1, 1_000_000):
        yield f"it is {known}"
    near = NEAR * (high - low)
    for one, other in pairwise(zones):
        if abs(one.end - other.begin) > near or (one.words == other.words and not one.moves):
            yield f"{one} and {other} are one"
    here = [zone for zone in zones if zone.here]
    if len(here) != 1 or not here[0].begin - near <= now <= here[0].end + near:
        yield f"{here} are where {now} is"
    for zone in zones:
        if zone.moves == (zone.words == "nobody moves"):
            yield f"{zone} is drawn otherwise"
        if not zone.begin - near <= zone.stops[0] <= zone.stops[1] <= zone.end + near:
            yield f"{zone} stops elsewhere"
    ticks = sorted({zone.begin for zone in zones[1:]})
    if not _tips([own.text() for own in row.all(tag="text")], ticks):
        yield f"it tips at {ticks}"


def _tips(labels: list[str], ticks: list[Fraction]) -> bool:
    """Whether labels tell all ticks in their order: each number of one, or the first and the last of many."""
    left = list(ticks)
    for label in labels:
        match = re.fullmatch(
            r"tips at (?:(?P<many>\S+) numbers from (?P<first>\S+) to (?P<last>\S+)|(?P<each>.+))", label
        )
        if match is None:
            return False
        told = listed_items(match["each"]) if match["each"] else [match["first"], match["last"]]
        some = left[: len(told) if match["each"] else number_of(match["many"]) or 0]
        left = left[len(some) :]
        ends = some if match["each"] else some[:1] + some[-1:]
        if len(ends) != len(told) or any(abs(value_told(a) - b) > TIPS for a, b in zip(told, ends, strict=True)):
            return False
    return not left
