"""Small random assessments, as the judge's documents and as the engine reads them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import countermove as cm
from countermove.assessment import Assessment
from tests.judge.answers.checks import Setting, Values, setting_of
from tests.judge.answers.form import Form
from tests.judge.answers.games import Game, Reading, readings_of
from tests.judge.assessment_strategies import CHECKS, as_yaml, into_range, random_assessment

__all__ = ["CLOCKS", "Pair", "as_told", "games", "pair", "paper", "text_of", "written"]


@dataclass(frozen=True)
class Pair:
    """One document: as plain data for the judge, and loaded from its text."""

    document: Mapping[str, Any]
    setting: Setting
    assessment: Assessment

    @property
    def form(self) -> Form:
        """The options."""
        return self.setting.form

    def game(self, reading: Reading | None = None, **overlays: Any) -> Game:
        """A game of the judge, in the base reading unless another is given; *overlays*: scenario, view, what is laid on."""
        return self.setting.game(reading or self.setting.readings[0], **overlays)


def written(seed: int, *, claims: int = 6, checks: Sequence[str] = CHECKS, **more: float) -> Mapping[str, Any]:
    """A random document that the format allows; *more*: ``needs`` and ``undo`` (see ``random_assessment``)."""
    document = random_assessment(random.Random(seed), claims=claims, checks=checks, **more)
    into_range(document, document["drivers"])
    return drifting(document, random.Random(f"drifts {seed}")) if set(checks) <= set(CLOCKS) else document


CLOCKS = ("drift_ends", "drift_passes", "before")
"""Kinds of checks that say nothing of a file in which nothing drifts."""


def drifting(document: Mapping[str, Any], rng: random.Random) -> Mapping[str, Any]:
    """The document, with drivers that drift, at most two: in all states, or where an act is on or off."""
    options = [f"{actor}.{option}" for actor, body in document["actors"].items() for option in body["options"]]
    drivers = dict(document["drivers"])
    for name in list(drivers)[:2]:
        act, way = rng.choice(options), rng.choice(("rises", "falls"))
        line = {way: True} if rng.random() < 0.5 else {"while": rng.choice((act, f"not {act}")), way: True}
        drivers[name] = {**drivers[name], "drifts": [line]}
        low, high = drivers[name].get("range") or (Decimal(0), Decimal(1))
        now = Decimal(str(drivers[name]["now"]))
        passed = f"{name} < {(now + Decimal(low)) / 2}" if way == "falls" else f"{name} > {(now + Decimal(high)) / 2}"
        for claim in document["claims"].values():
            if "before" in claim["check"] and rng.random() < 0.7:  # formulas of acts alone seldom come to hold
                claim["check"]["before"] = [claim["check"]["before"][0], passed]
    return {**document, "drivers": drivers}


@cache
def pair(seed: int, *, claims: int = 6, checks: Sequence[str] = CHECKS, **more: float) -> Pair:
    """A random document and its assessment."""
    document = written(seed, claims=claims, checks=checks, **more)
    return Pair(document, setting_of(document), paper(document))


def paper(document: Mapping[str, Any]) -> Assessment:
    """The assessment of a document."""
    return cm.loads(text_of(document))


def text_of(document: Mapping[str, Any]) -> str:
    """The file of a document."""
    return as_yaml(document)


def as_told(values: Values) -> tuple[int, ...]:
    """The judge's values as the engine tells them: 1 true, 0 false, -1 undefined."""
    return tuple(-1 if value is None else int(value) for value in values)


def games(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The reading, scenario and view of some games of a document: each reading once, all pairs in the base one."""
    all_readings = readings_of(document)
    for scenario in (None, *document["scenarios"]):
        for view in (None, *document["views"]):
            yield {"reading": all_readings[0], "scenario": scenario, "view": view}
    for number, reading in enumerate(all_readings[1:]):
        yield {"reading": reading, "scenario": [None, *document["scenarios"]][number % 3], "view": None}
