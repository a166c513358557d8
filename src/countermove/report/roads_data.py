"""roads as plain data, and what the data means."""

from __future__ import annotations

from typing import Any

from countermove.questions.roads.asked import RoadsRecord
from countermove.questions.roads.found import Equilibrium, Goal, Return, Road
from countermove.telling.describing import (
    CODE,
    CONCEPTS,
    NAMES,
    STATE,
    by_name,
    list_of,
    one_of,
    or_null,
    record,
    text,
    whole,
    yes,
)
from countermove.telling.reasons import PATH, REASON, WAY, path_data, reason_data

__all__ = ["ROADS", "roads_data"]

_STATUSES = ("nothing", "cannot", "infeasible", "loses", "no gain", "deterred")


def roads_data(given: RoadsRecord) -> dict[str, Any]:
    """The data of a roads record."""
    found = given.found
    return {
        "start": found.start,
        "states": found.states,
        "reached": [
            {
                "way": way.mode,
                "codes": way.codes.tolist(),
                "lengths": way.lengths.tolist(),
                "outcomes": list(way.outcomes),
            }
            for way in found.reached
        ],
        "equilibria": [_equilibrium(row) for row in found.equilibria],
        "left_out": found.left_out,
        "roads": [_road(road) for road in found.roads],
        "untold": found.untold,
        "complete": found.complete,
        "unfollowed": list(found.unfollowed),
        "goal": None if found.goal is None else _goal(found.goal),
        "largest": found.largest,
        "mentioned": [{"code": code, "on": list(on)} for code, on in given.on.items()],
    }


def _equilibrium(row: Equilibrium) -> dict[str, Any]:
    return {
        "code": row.code,
        "concepts": list(row.concepts),
        "ways": {mode: path_data(path) for mode, path in row.ways.items()},
        "alone": list(row.alone),
        "jumps": [
            {
                "from": jump.origin,
                "coalition": list(jump.coalition),
                "gains": [reason_data(gain) for gain in jump.gains],
            }
            for jump in row.jumps
        ],
    }


def _road(road: Road) -> dict[str, Any]:
    return {
        "concept": road.concept,
        "outcome": road.outcome,
        "steps": [reason_data(step) for step in road.steps],
        "returns": [_return(back) for back in road.returns],
        "settled": [
            {
                "actor": witness.actor,
                "deterred": [{"improvement": target, "path": path_data(path)} for target, path in witness.deterred],
            }
            for witness in road.settled
        ],
    }


def _return(back: Return) -> dict[str, Any]:
    return {
        "actor": back.actor,
        "status": back.status,
        "target": back.target,
        "reason": None if back.reason is None else reason_data(back.reason),
        "path": path_data(back.path),
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "formula": goal.text,
        "count": goal.count,
        "now": goal.now,
        "ways": {
            mode: None if steps is None else [reason_data(step) for step in steps] for mode, steps in goal.ways.items()
        },
    }


ROADS = record(
    "Where the conflict can get from the start.",
    start=CODE,
    states=whole("How many states are feasible."),
    reached=list_of(
        "One row a way of getting about: moves, improvements, then the steps of each concept.",
        record(
            "What one way leads to.",
            way=text("moves, improvements, or a concept."),
            codes=list_of("Codes, ascending.", {"type": "integer"}),
            lengths=list_of("The moves of a shortest path to each.", {"type": "integer"}),
            outcomes=list_of("Of a concept, the outcomes: codes, ascending.", {"type": "integer"}),
        ),
    ),
    equilibria=list_of(
        "Equilibria under some concept, by code.",
        record(
            "An equilibrium.",
            code=CODE,
            concepts=CONCEPTS,
            ways=by_name("Way: a shortest path; null where there is none.", WAY),
            alone=list_of("Actors that get there by one improvement.", {"type": "string"}),
            jumps=list_of(
                "Coalitions that get there at once, where no improvements of single actors do.",
                record("A jump.", from_=CODE, coalition=NAMES, gains=list_of("What each member makes of it.", REASON)),
            ),
        ),
    ),
    left_out=whole("How many equilibria are not listed."),
    roads=list_of(
        "Shortest roads to outcomes, told.",
        record(
            "A road.",
            concept=text("The concept whose steps it takes."),
            outcome=CODE,
            steps=list_of("Its steps; none where the start is the outcome.", REASON),
            returns=list_of(
                "What becomes of turning back at the outcome.",
                record(
                    "One mover undoes its acts.",
                    actor=text("The actor."),
                    status=one_of("What becomes of it.", *_STATUSES),
                    target=or_null(whole("Where that leads.")),
                    reason=or_null(REASON),
                    path=PATH,
                ),
            ),
            settled=list_of(
                "For every actor, the improvements at the outcome that something deters.",
                record(
                    "An actor.",
                    actor=text("The actor."),
                    deterred=list_of(
                        "Improvements.",
                        record("An improvement.", improvement=CODE, path=PATH),
                    ),
                ),
            ),
        ),
    ),
    untold=whole("How many outcomes have no road told."),
    complete=yes("Whether nothing interrupted it; otherwise roads, jumps and concepts may be missing."),
    unfollowed=list_of("Concepts whose roads an interrupt left out.", {"type": "string"}),
    goal=or_null(
        record(
            "The states with a formula.",
            formula=text("The formula."),
            count=whole("How many there are."),
            now=yes("Whether the start is one."),
            ways=by_name(
                "Way: the moves of a shortest path to the nearest; null where there is none.",
                or_null(list_of("Moves; null where there is no path.", REASON)),
            ),
        )
    ),
    largest=whole("Members of a coalition at most."),
    mentioned=list_of("Every state mentioned.", STATE),
)
