"""longrun as plain data, and what the data means."""

from __future__ import annotations

from typing import Any

from countermove.questions.longrun.asked import LongRunRecord
from countermove.questions.longrun.found import InConcept
from countermove.telling.chances import CHANCE, chance_data
from countermove.telling.describing import STATE, by_name, list_of, one_of, or_null, record, text, whole, yes

__all__ = ["LONGRUN", "longrun_data"]


def longrun_data(given: LongRunRecord) -> dict[str, Any]:
    """The data of a longrun record."""
    found = given.found
    return {
        "start": found.start,
        "choice": found.choice,
        "weights": {actor: str(weight) for actor, weight in found.weights.items()},
        "noise": None if found.noise is None else str(found.noise),
        "precision": repr(found.precision),
        "runs": found.runs,
        "horizon": found.horizon,
        "complete": found.complete,
        "concepts": [_in_concept(item) for item in found.concepts],
        "states": [{"code": code, "on": list(on)} for code, on in given.on.items()],
    }


def _in_concept(item: InConcept) -> dict[str, Any]:
    return {
        "concept": item.concept,
        "method": item.method,
        "reached": item.reached,
        "runs": item.runs,
        "ends": [
            {
                "states": list(end.states),
                "chance": chance_data(end.chance),
                "shares": [chance_data(share) for share in end.shares],
            }
            for end in item.ends
        ],
        "time": chance_data(item.time),
        "unended": chance_data(item.unended),
        "noisy": None
        if item.noisy is None
        else [{"code": code, "share": chance_data(share)} for code, share in item.noisy],
        "lasting": None
        if item.lasting is None
        else [
            {
                "states": part.states,
                "with_start": part.with_start,
                "classes": part.classes,
                "stable": list(part.stable),
            }
            for part in item.lasting
        ],
    }


_CODES = {"type": "integer"}
_IN_CONCEPT = record(
    "The long run under one concept.",
    concept=or_null(text("The concept; null for logit, which knows none.")),
    method=one_of("How it was found.", "fractions", "floats", "simulated"),
    reached=whole("How many states the chain can be in; in a simulation, how many were looked at."),
    runs=whole("Runs made of a simulation; 0 without one."),
    ends=list_of(
        "Where it can end, the likeliest first: an outcome, or a circle that is never left.",
        record(
            "An end.",
            states=list_of("Codes, ascending.", _CODES),
            chance={**CHANCE, "description": "The probability to end there."},
            shares=list_of("The long-run share of time in each of its states; empty for a very large circle.", CHANCE),
        ),
    ),
    time={**or_null(CHANCE), "description": "Expected steps until an end is entered; null where no run ended."},
    unended={**CHANCE, "description": "The share of simulated runs that had not ended, as far as is known."},
    noisy={
        **or_null(
            list_of(
                "",
                record(
                    "A state.", code=whole("Its code."), share={**CHANCE, "description": "Its long-run share of time."}
                ),
            )
        ),
        "description": "Shares of time with mistakes, the largest first; null where no noise was asked for, or too large.",
    },
    lasting={
        **or_null(
            list_of(
                "",
                record(
                    "A set of states that noise never leads out of.",
                    states=whole("How many states it has."),
                    with_start=yes("Whether the start is one of them."),
                    classes=whole("How many recurrent classes there are in it without noise."),
                    stable=list_of("Codes of the stochastically stable states.", _CODES),
                ),
            )
        ),
        "description": "What stays as noise vanishes; null where there are too many states.",
    },
)

LONGRUN = record(
    "Where a game ends in the long run.",
    start=whole("The start's code."),
    choice=one_of("How the next step is chosen.", "uniform", "actors", "logit"),
    weights=by_name("Actor: its weight, an exact fraction as text.", {"type": "string"}),
    noise=or_null(text("The probability of a mistake, an exact fraction as text.")),
    precision=text("The precision of logit, a decimal."),
    runs=whole("Runs of a simulation."),
    horizon=whole("Steps of a run at most."),
    complete=yes("Whether nothing interrupted it; otherwise concepts are missing, or runs of the last one."),
    concepts=list_of("One for each concept.", _IN_CONCEPT),
    states=list_of("Every state mentioned.", STATE),
)
