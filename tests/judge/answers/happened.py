"""Observations: which cells what happened leaves."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.judge.answers.agreements import agreements
from tests.judge.answers.checks import Setting
from tests.judge.answers.games import Game
from tests.judge.answers.roads import outcomes, reached, world_of
from tests.judge.answers.tables import Cell
from tests.judge.assessment_files import Document, Invalid, exact

__all__ = ["FACTS", "Happened", "happened", "latest_values", "observations_known"]

FACTS = "facts"
"""The id under which the older ``facts`` are told."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What the observations used leave of the cells."""

    used: tuple[str, ...]
    """The observations that can refute and were used, in file order; ``facts`` is the older key."""
    refuted: Mapping[str, frozenset[Cell]]
    """The cells that each of them refutes by itself."""
    agreed: Mapping[str, frozenset[Cell]]
    """The cells that allow each of them by nobody's own step, but by an agreement."""
    agreements: Mapping[str, frozenset[tuple[str, ...]]]
    """Whose agreements allow it there."""
    surviving: frozenset[Cell]
    """The cells that all allow."""
    readings_out: tuple[int, ...]
    """Readings refuted under every concept, by number."""
    concepts_out: tuple[str, ...]
    """Concepts under which every reading is refuted."""
    base_out: bool
    """The base reading is out under every concept."""
    refusing: tuple[frozenset[str], ...]
    """Where no cell survives: the smallest sets of observations that together refute every cell."""


def observations_known(document: Document, as_of: str | None) -> dict[str, Mapping[str, Any]]:
    """The observations to use: all, or what was known on the day or before (undated facts are then left out)."""
    found: dict[str, Mapping[str, Any]] = {}
    for name, body in (document.get("observations") or {}).items():
        if sum(key in body for key in ("saw", "ended", "sets")) != 1:
            raise Invalid(f"{name} needs exactly one of saw, ended, sets")
        known = body.get("known") or body.get("date")  # what is told by its time in words has no day
        if as_of is None or (known is not None and str(known) <= as_of):
            found[name] = body
    facts = document.get("facts")
    if facts and as_of is None:
        found[FACTS] = {"in": facts.get("in"), "ended": facts["outcome"]}
    return found


def _refutes(body: Mapping[str, Any], game: Game, concept: str) -> bool:
    """Whether everybody's own steps do."""
    world = world_of(game)
    states = reached(world, concept, game.start)
    if "saw" in body:
        return not any(game.holds(body["saw"], state) for state in states)
    ends = outcomes(world, concept, game.start)
    return not any(game.holds(body["ended"], state) for state in ends or states)


def happened(setting: Setting, as_of: str | None) -> Happened:
    """What the file's observations leave."""
    readings = setting.readings
    every = {(r, c) for r in range(len(readings)) for c in range(len(setting.concepts))}
    refuted: dict[str, frozenset[Cell]] = {}
    agreed: dict[str, frozenset[Cell]] = {}
    whose: dict[str, frozenset[tuple[str, ...]]] = {}
    for name, body in observations_known(setting.document, as_of).items():
        if "sets" in body:
            continue
        kind = "saw" if "saw" in body else "ended"
        cells, allowed = set(), {}
        for r, reading in enumerate(readings):
            game = setting.game(reading, scenario=body.get("in"))
            for c, concept in enumerate(setting.concepts):
                if not _refutes(body, game, concept):
                    continue
                if by := agreements(game, kind, body[kind], concept):
                    allowed[r, c] = by
                else:
                    cells.add((r, c))
        refuted[name], agreed[name] = frozenset(cells), frozenset(allowed)
        whose[name] = frozenset[tuple[str, ...]]().union(*allowed.values())
    surviving = every.difference(*refuted.values())
    readings_out = [r for r in range(len(readings)) if not any(cell[0] == r for cell in surviving)]
    concepts_out = [name for c, name in enumerate(setting.concepts) if not any(cell[1] == c for cell in surviving)]
    return Happened(
        tuple(refuted),
        refuted,
        agreed,
        whose,
        frozenset(surviving),
        tuple(readings_out),
        tuple(concepts_out),
        0 in readings_out,
        () if surviving else _smallest(refuted, every),
    )


def _smallest(refuted: Mapping[str, frozenset[Cell]], every: set[Cell]) -> tuple[frozenset[str], ...]:
    """The sets of least size that together refute every cell."""
    for size in range(1, len(refuted) + 1):
        found = []
        for names in itertools.combinations(refuted, size):
            if set().union(*(refuted[name] for name in names)) == every:
                found.append(frozenset(names))
        if found:
            return tuple(found)
    raise AssertionError("all observations together refute every cell")


def latest_values(document: Document, as_of: str | None) -> dict[str, Fraction]:
    """The latest known value of every driver that an observation sets: latest date, last in the file on ties."""
    found: dict[str, tuple[str, Fraction]] = {}
    for body in observations_known(document, as_of).values():
        for driver, number in (body.get("sets") or {}).items():
            if driver not in (document.get("drivers") or {}):
                raise Invalid(f"unknown driver {driver}")
            date = str(body["date"])
            if driver not in found or date >= found[driver][0]:
                found[driver] = (date, exact(number))
    return {driver: value for driver, (_, value) in found.items()}
