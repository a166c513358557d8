"""What the line about drifts on a first screen means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.judge.answers.clocks import Ways
from tests.judge.answers.games import Game
from tests.judge.answers.happened import observations_known
from tests.judge.answers.roads import outcomes, steps, world_of
from tests.judge.sentences.acts import actor_of
from tests.judge.sentences.grammar import DRIVER, Reader, form

__all__: list[str] = []

Complaints = Iterator[str]
First = tuple[str, Fraction, int]
"""What is crossed when somebody first steps: a driver, the value, and the side on which it is then."""

SIDES = {"below": -1, "at": 0, "above": 1}
PART = re.compile(
    rf"(?P<who>.+?), once (?P<driver>{DRIVER}) is (?P<side>below|at|above) (?P<value>\d+\.\d+) \(now (?P<now>\d+\.\d+)"
    r"(?:; seen (?P<seen>\d+\.\d+) on (?P<day>\d+ \w+ \d+))?\)"
)


@form("screen", "drift", r"If nobody does anything, the first to step (?P<are>is|are) (?P<parts>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    firsts, nobody = _firsts(reader)
    told: set[First] = set()
    for text in re.split(r", or (?![^“]*”)", match["parts"]):
        part = PART.fullmatch(text)
        if part is None:
            if text != "nobody":
                yield f"{text!r} cannot be read"
            elif not nobody:
                yield "somebody steps in any case"
            continue
        actor, _ = actor_of(reader, f"{part['who']} ")
        driver = reader.driver(part["driver"])
        first = (driver, Fraction(part["value"]), SIDES[part["side"]])
        if actor not in firsts.get(first, set()):
            yield f"{actor} does not step at {first}: {firsts}"
        if reader.world.base.drivers[driver] != Fraction(part["now"]):
            yield f"{driver} is {reader.world.base.drivers[driver]}"
        latest = _seen(reader, driver)
        if latest != (None if part["seen"] is None else (Fraction(part["seen"]), part["day"])):
            yield f"{driver} was last seen {latest}"
        told.add(first)
    if told != set(firsts):
        yield f"somebody steps first at {firsts}"
    if nobody and "nobody" not in match["parts"]:
        yield "it may be that nobody steps"


@form("screen", "drift.nobody", r"If nobody does anything, drivers drift, and still nobody steps\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    firsts, _ = _firsts(reader)
    if firsts:
        yield f"somebody steps at {firsts}"


@form(
    "screen",
    "drift.unasked",
    r"Who steps first if nobody does anything was not worked out here: there are too many drivers\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    lines = Ways(reader.world.document, reader.world.base, reader.world.lead, ()).lines
    if sum(map(bool, lines.values())) <= 3:
        yield "few drivers drift"


def _seen(reader: Reader, driver: str) -> tuple[Fraction, str] | None:
    """What was seen last of a driver that is not set here, and on which day."""
    chosen = reader.world.selection
    if driver in chosen.drivers:
        return None
    dated = [own for own in observations_known(reader.world.document, chosen.as_of).values() if own.get("date")]
    seen = sorted((str(own["date"]), own["sets"][driver]) for own in dated if driver in (own.get("sets") or {}))
    if not seen:
        return None
    day, value = date.fromisoformat(seen[-1][0]), Fraction(str(seen[-1][1]))
    return value, f"{day.day} {day:%B} {day.year}"


def _firsts(reader: Reader) -> tuple[dict[First, set[str]], bool]:
    """What may be crossed when somebody first steps, with those who have a step there; and whether perhaps nobody ever does."""
    world = reader.world
    ways = Ways(world.document, world.base, world.lead, ())
    firsts: dict[First, set[str]] = {}
    waiting, seen, nobody = [world.base], list[Game](), False
    while waiting:
        game = waiting.pop()
        if any(game.drivers == other.drivers for other in seen):
            continue
        seen.append(game)
        moving = ways.crossed(game)
        nobody |= not moving
        for name, mark, side, value in moving:
            beyond = replace(game, drivers={**game.drivers, name: value})
            if outcomes(world_of(beyond), world.lead, game.start) == [game.start]:
                waiting.append(beyond)
                continue
            able = {actor for actor in beyond.form.actors if steps(world_of(beyond), world.lead, actor, game.start)}
            firsts.setdefault((name, mark, side), set()).update(able)
    return firsts, nobody
