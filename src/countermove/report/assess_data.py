"""assess as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from countermove.analysis.inducement import Inducement
from countermove.analysis.obstacles import Obstacle
from countermove.analysis.roads.reach import Reach
from countermove.desk.assess.found import AssessRecord
from countermove.desk.assess.parts import Parts
from countermove.questions.change.found import Changes
from countermove.questions.facts.found import FactsFit
from countermove.questions.statusquo.found import StatusQuo
from countermove.questions.statusquo.over_readings import OverReadings
from countermove.report.answers_data import answer_data, answer_schema
from countermove.report.claims_data import CLAIM, claim_data
from countermove.report.coalitions_data import COALITIONS, coalitions_data
from countermove.report.longrun_data import LONGRUN, longrun_data
from countermove.telling.data import plain, schema_of
from countermove.telling.describing import (
    CONDITION,
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

__all__ = ["ASSESS", "assess_data"]


def assess_data(record: AssessRecord) -> dict[str, Any]:
    """The data of an assessment."""
    return {
        "title": record.glossary.title,
        "states": record.states,
        "status_quo": _statusquo(record.statusquo, record.on),
        "over_readings": _over_readings(record.over_readings),
        "acts": plain(record.acts),
        "claims": [claim_data(claim, record.frame.case) for claim in record.claims],
        "changes": None if record.changes is None else plain(record.changes.found.found[0]),
        "responsibility": None if record.responsibility is None else plain(record.responsibility.found),
        "facts": None if record.facts is None else _facts(record.facts),
        "parts": _parts(record.parts),
    }


def _parts(parts: Parts) -> dict[str, Any]:
    return {
        **{name: None if (part := getattr(parts, name)) is None else data(part) for name, data in _PARTS.items()},
        "weights": [{"want": item.want, "claims": list(item.claims)} for item in parts.weights],
        "skipped": [{"part": name, "why": why} for name, why in parts.skipped],
    }


def _statusquo(found: StatusQuo, on: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    return {
        "start": _state(found.start, on[found.start]),
        "target_now": found.target_now,
        "holds_bare": found.holds_bare,
        "foreseen": None if found.foreseen is None else [_state(code, on[code]) for code in found.foreseen],
        "concepts": [
            {
                "concept": view.concept,
                "holds": view.holds,
                "unstable": list(view.unstable),
                "reached": [_state(code, on[code]) for code in view.reached],
                "outcomes": list(view.outcomes),
                "steps": [{"from": source, "actor": actor, "to": goal} for source, actor, goal in view.steps],
                "reach": plain(view.reach),
                "inducements": plain(view.inducements),
            }
            for view in found.concepts
        ],
    }


def _state(code: int, on: Sequence[str]) -> dict[str, Any]:
    return {"code": code, "on": list(on)}


def _over_readings(over: OverReadings) -> dict[str, Any]:
    return {
        "readings": over.readings,
        "left_out": over.left_out,
        "holds": over.holds.tolist(),
        "leaves": {actor: dict(counts) for actor, counts in over.leaves.items()},
        "turns_on": plain(over.turns_on),
        "foreseen": over.foreseen,
        "foresight_turns_on": plain(over.foresight_turns_on),
    }


def _facts(fit: FactsFit) -> dict[str, Any]:
    return {
        "scenario": fit.scenario,
        "outcome": fit.outcome,
        "survives": fit.survives.astype(int).tolist(),
        "left": {question: list(answers) for question, answers in fit.left},
    }


_STATUS_QUO = record(
    "The start of the selected game.",
    start=STATE,
    target_now=or_null(yes("Whether it satisfies the target; null without a target.")),
    holds_bare=yes("Whether it would hold under every concept with no wants at all."),
    foreseen=or_null(list_of("Nash states with the target to which far-sighted movers lead.", STATE)),
    concepts=list_of(
        "The start under each concept.",
        record(
            "The start under one concept.",
            concept=text("The concept."),
            holds=yes("Whether it is an equilibrium."),
            unstable=list_of("Actors that would leave it.", {"type": "string"}),
            reached=list_of("All that steps lead to, in the order of discovery.", STATE),
            outcomes=list_of("Codes of the equilibria among them.", {"type": "integer"}),
            steps=list_of(
                "Steps between them.",
                record("A step.", from_=whole("From this code."), actor=text("Who."), to=whole("To this code.")),
            ),
            reach=or_null(one_of("How far they lead to the target; null without one.", *Reach)),
            inducements=list_of("Lean moves at the start that pay by their answer.", schema_of(Inducement)),
        ),
    ),
)
_OVER_READINGS = record(
    "The start in all readings.",
    readings=whole("How many there are, those left out not counted."),
    left_out=whole("How many an interrupt came before: 0 unless it was interrupted."),
    holds=list_of(
        "One row a reading, one value a concept: 1 where the start is an equilibrium.",
        {"type": "array", "items": {"enum": [1, 0]}},
    ),
    leaves=by_name(
        "Actor: concept: in how many readings it would leave.",
        {"type": "object", "additionalProperties": {"type": "integer"}},
    ),
    turns_on=list_of("What it turns on; empty where it has one value throughout.", CONDITION),
    foreseen=or_null(whole("In how many readings far-sighted movers lead to the target.")),
    foresight_turns_on=list_of("What that turns on.", CONDITION),
)
_FACTS = record(
    "Which readings survive what happened.",
    scenario=or_null(text("The scenario that came about.")),
    outcome=text("What was seen, a formula."),
    survives=list_of(
        "One row a reading, one value a concept: 1 where some outcome is what was seen.",
        {"type": "array", "items": {"enum": [1, 0]}},
    ),
    left=by_name("Question: the answers that some survivor gives.", {"type": "array", "items": {"type": "string"}}),
)

_PARTS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "together": answer_data,
    "inverse": answer_data,
    "tipping": answer_data,
    "robust": answer_data,
    "levers": answer_data,
    "roads": answer_data,
    "views": answer_data,
    "coalitions": coalitions_data,
    "longrun": longrun_data,
}
_PARTS_SCHEMA = record(
    "What the other questions answer; each as the command of that name prints it, null where the case gives no reason for it "
    "or it is skipped.",
    together=or_null(answer_schema("together")),
    inverse=or_null(answer_schema("inverse")),
    tipping=or_null(answer_schema("tipping")),
    robust=or_null(answer_schema("robust")),
    levers=or_null(answer_schema("levers")),
    roads=or_null(answer_schema("roads")),
    views=or_null(answer_schema("views")),
    coalitions=or_null(COALITIONS),
    longrun=or_null(LONGRUN),
    weights=list_of(
        "Wants that conclusions of the author rest on, those of most conclusions first.",
        record(
            "A want and the claims that a single change of it alters in the base reading.",
            want=text("The want's id."),
            claims=NAMES,
        ),
    ),
    skipped=list_of(
        "What was not computed.",
        record("A part and the reason.", part=text("The part's name."), why=text("Why.")),
    ),
)

ASSESS = record(
    "An assessment.",
    title=text("The question that it answers."),
    states=whole("How many states are feasible."),
    status_quo=_STATUS_QUO,
    over_readings=_OVER_READINGS,
    acts=list_of("Every single act from the start.", schema_of(Obstacle)),
    claims=list_of("The claims, in file order.", CLAIM),
    changes=or_null(schema_of(Changes)),
    responsibility=or_null(answer_schema("responsibility")),
    facts=or_null(_FACTS),
    parts=_PARTS_SCHEMA,
)
