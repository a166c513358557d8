"""coalitions as plain data, and what the data means."""

from __future__ import annotations

from typing import Any

from countermove.questions.coalitions.asked import CoalitionsRecord
from countermove.questions.coalitions.found import Pact
from countermove.telling.describing import (
    CODE,
    CONCEPTS,
    CONDITION,
    NAMES,
    STATE,
    by_name,
    list_of,
    or_null,
    record,
    text,
    whole,
    yes,
)
from countermove.telling.reasons import REASON, reason_data

__all__ = ["COALITIONS", "coalitions_data"]


def coalitions_data(given: CoalitionsRecord) -> dict[str, Any]:
    """The data of a coalitions record."""
    found = given.found
    return {
        "state": found.state,
        "start": found.start,
        "largest": found.largest,
        "target": found.target,
        "target_now": found.target_now,
        "leaving": [list(group) for group in found.leaving],
        "reaching": [list(group) for group in found.reaching],
        "able": [
            {
                "members": list(item.members),
                "state": item.state,
                "gains": [reason_data(gain) for gain in item.gains],
                "unwilling": list(item.unwilling),
            }
            for item in found.able
        ],
        "coalitions": [
            {
                "members": list(item.members),
                "stable": list(item.stable),
                "pacts": [_pact(pact) for pact in item.pacts],
            }
            for item in found.coalitions
        ],
        "complete": found.complete,
        "readings": given.readings,
        "readings_gone_through": found.readings,
        "over_readings": [
            {
                "members": list(item.members),
                "leaves": item.leaves.tolist(),
                "reaches": item.reaches.tolist(),
                "turns_on": [
                    {"equations": dict(part.equations), "holds": part.holds}
                    for part in given.turns_on.get(item.members, ())
                ],
            }
            for item in found.over_readings
        ],
        "states": [{"code": code, "on": list(on)} for code, on in given.on.items()],
    }


def _pact(pact: Pact) -> dict[str, Any]:
    return {
        "state": pact.state,
        "gains": [reason_data(gain) for gain in pact.gains],
        "lean": pact.lean,
        "undeterred": list(pact.undeterred),
        "answers": {
            name: None if answer is None else [{"movers": list(movers), "to": code} for movers, code in answer]
            for name, answer in pact.answers.items()
        },
        "target": pact.target,
        "holds": list(pact.holds),
        "self_enforcing": pact.self_enforcing,
        "defecting": [list(group) for group in pact.defecting],
        "upset": [list(group) for group in pact.upset],
        "outcomes": {name: list(codes) for name, codes in pact.outcomes.items()},
    }


_COALITION_CONCEPTS = list_of("Names of concepts: cnash, cgmr, csmr, cseq.", {"type": "string"})
_PACT = record(
    "A state that all members prefer and that their moves lead to.",
    state=CODE,
    gains=list_of("What each member makes of it.", REASON),
    lean=yes("Whether nothing in it is idle."),
    undeterred=_COALITION_CONCEPTS,
    answers=by_name(
        "Concept: the countermoves that deter it; null where nothing does.",
        or_null(list_of("Countermoves.", record("A countermove.", movers=NAMES, to=CODE))),
    ),
    target=or_null(yes("Whether it satisfies the target; null without one.")),
    holds=CONCEPTS,
    self_enforcing=yes("Whether no smaller coalition of its members would go on from there."),
    defecting=list_of("Smaller coalitions of its members that would.", NAMES),
    upset=list_of("Coalitions of any actors that would improve on it.", NAMES),
    outcomes=by_name("Concept: where steps of single actors lead from there.", {"type": "array", "items": CODE}),
)

COALITIONS = record(
    "What coalitions can do in one state.",
    state=CODE,
    start=or_null(whole("The start's code; null where the file has none.")),
    largest=whole("Members at most."),
    target=or_null(text("The target, a formula.")),
    target_now=or_null(yes("Whether the state satisfies it.")),
    leaving=list_of("Minimal coalitions that could leave the state to the gain of all their members.", NAMES),
    reaching=list_of("Minimal ones that reach the target so.", NAMES),
    able=list_of(
        "Minimal coalitions whose moves alone could reach the target, willing or not.",
        record(
            "A coalition.",
            members=NAMES,
            state=CODE,
            gains=list_of("What each member makes of it.", REASON),
            unwilling=list_of("Members that do not gain.", {"type": "string"}),
        ),
    ),
    coalitions=list_of(
        "All that were asked about, small ones first.",
        record("A coalition.", members=NAMES, stable=_COALITION_CONCEPTS, pacts=list_of("Its improvements.", _PACT)),
    ),
    complete=yes("Whether nothing interrupted it; otherwise coalitions or readings are missing."),
    readings=whole("How many readings there are."),
    readings_gone_through=whole("In how many of them, from the first, every coalition was looked at; 0 where in none."),
    over_readings=list_of(
        "Coalitions that could leave the state in some reading.",
        record(
            "A coalition in every reading.",
            members=NAMES,
            leaves=list_of("One value for each reading gone through: 1 where it could.", {"enum": [1, 0]}),
            reaches=list_of("The same for the target.", {"enum": [1, 0]}),
            turns_on=list_of("What that turns on, simplest first.", CONDITION),
        ),
    ),
    states=list_of("Every state mentioned.", STATE),
)
