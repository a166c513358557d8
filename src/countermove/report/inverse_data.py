"""inverse as plain data, and what the data means."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from countermove.questions.inverse.asked import InverseRecord
from countermove.questions.inverse.found import InverseOfActor, InverseOfState
from countermove.telling.describing import CODE, NAMES, STATE, list_of, one_of, or_null, record, text, whole, yes

__all__ = ["INVERSE", "inverse_data"]


def inverse_data(given: InverseRecord) -> dict[str, Any]:
    """The data of an inverse record. Counts are text: they outgrow every number that JSON readers keep exactly."""
    return {
        "state": given.found[0].state,
        "start": given.start,
        "feasible": given.states,
        "concepts": [_concept(item) for item in given.found],
        "left_out": list(given.left_out),
        "states": [{"code": code, "on": list(on)} for code, on in given.on.items()],
    }


def _concept(found: InverseOfState) -> dict[str, Any]:
    return {
        "concept": found.concept,
        "vary": list(found.vary),
        "profiles": _digits(found.profiles),
        "count": None if found.count is None else _digits(found.count),
        "how": found.how,
        "checked": found.checked,
        "complete": found.complete,
        "easiest": list(found.easiest),
        "actors": [_actor(item) for item in found.actors],
        "listed": [[list(order) for order in profile] for profile in found.listed],
    }


def _actor(item: InverseOfActor) -> dict[str, Any]:
    return {
        "actor": item.actor,
        "varied": item.varied,
        "stable": item.stable,
        "satisfying": _digits(item.satisfying),
        "rankings": _digits(item.rankings),
        "share": _digits(item.share.numerator)
        + (f"/{_digits(item.share.denominator)}" if item.share.denominator > 1 else ""),
        "needs": [
            {"move": need.move, "alternatives": [list(states) for states in need.alternatives]} for need in item.needs
        ],
    }


def _digits(value: int) -> str:
    """A whole number in digits, however many: ``str`` stops at 4,300."""
    return str(Decimal(value))


_CODES = {"type": "array", "items": {"type": "integer"}}

INVERSE = record(
    "The strict rankings that make a state an equilibrium.",
    state=CODE,
    start=or_null(whole("The start's code; null where the file has none.")),
    feasible=whole("How many states are feasible and so ranked."),
    concepts=list_of(
        "One answer a concept.",
        record(
            "The answer under one concept.",
            concept=text("The concept."),
            vary=list_of("Actors whose rankings are varied.", {"type": "string"}),
            profiles=text("How many profiles of strict rankings they have, a whole number as text."),
            count=or_null(text("How many of them make the state an equilibrium; null where they are too many.")),
            how=one_of(
                "Whether that was counted by structure, by going through them, or not at all.",
                "structure",
                "enumeration",
                "not counted",
            ),
            checked=whole("Profiles gone through one by one, of the states that moves can reach."),
            complete=yes("Whether the count is final; after an interrupt it is a lower bound."),
            easiest=NAMES,
            actors=list_of(
                "Every actor, the others' preferences as they are.",
                record(
                    "What one actor needs.",
                    actor=text("The actor."),
                    varied=yes("Whether its ranking is varied."),
                    stable=yes("Whether its preference as it is satisfies it."),
                    satisfying=text("How many of its strict rankings satisfy it, a whole number as text."),
                    rankings=text("How many strict rankings it has."),
                    share=text("The share that satisfies it, a fraction as text."),
                    needs=list_of(
                        "For each move that it must not gain by.",
                        record(
                            "A need.",
                            move=whole("The code that the move leads to."),
                            alternatives=list_of(
                                "Sets of codes: all states of one of them must be no better than the state.", _CODES
                            ),
                        ),
                    ),
                ),
            ),
            listed=list_of(
                "Profiles that do it: one ranking (codes, best first) for each varied actor.",
                {"type": "array", "items": _CODES},
            ),
        ),
    ),
    left_out=list_of("Concepts asked for that an interrupt came before.", {"type": "string"}),
    states=list_of("Every state mentioned.", STATE),
)
