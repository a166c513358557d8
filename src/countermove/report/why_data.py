"""why as plain data, and what becomes of single acts."""

from __future__ import annotations

from typing import Any

from countermove.analysis.obstacles import Obstacle
from countermove.questions.why.found import WhyRecord
from countermove.stability import Witness
from countermove.telling.describing import CODE, STATE, list_of, one_of, or_null, record, text, whole, yes

__all__ = ["ACT", "WHY", "act_data", "why_data"]


def why_data(record: WhyRecord) -> dict[str, Any]:
    """The data of why a state is stable, or is not."""
    return {
        "state": record.state,
        "start": record.start,
        "states": [{"code": code, "on": list(on)} for code, on in record.on.items()],
        "witnesses": [_witness(witness) for witness in record.witnesses],
        "acts": [act_data(act) for act in record.acts],
    }


def act_data(act: Obstacle) -> dict[str, Any]:
    """One option turned over, alone."""
    return {
        "actor": act.actor,
        "option": act.option,
        "on": act.on,
        "result": act.result,
        "target": act.target,
        "want": act.want,
        "rule": act.rule,
    }


def _witness(witness: Witness) -> dict[str, Any]:
    return {
        "actor": witness.actor,
        "concept": witness.concept,
        "stable": witness.stable,
        "improvement": witness.improvement,
        "deterred": [
            {"improvement": improvement, "path": [{"actor": actor, "to": target} for actor, target in path]}
            for improvement, path in witness.deterred
        ],
    }


ACT = record(
    "One option turned over, alone.",
    actor=text("Who would do it."),
    option=text("The option's full name."),
    on=yes("Whether it would be switched on."),
    result=one_of(
        "What its actor makes of it; infeasible where a rule excludes it, settled where it cannot be taken back.",
        "worse",
        "better",
        "indifferent",
        "infeasible",
        "settled",
    ),
    target=or_null(whole("The code of the state it would lead to.")),
    want=or_null(text("The want that decides: the first that is met in one of the two states only.")),
    rule=or_null(text("The rule that excludes it.")),
)
WHY = record(
    "Why a state is stable, or is not.",
    state=CODE,
    start=or_null(whole("The start's code; null where the file has none.")),
    states=list_of("Every state mentioned.", STATE),
    witnesses=list_of(
        "One for each actor and concept.",
        record(
            "A witness.",
            actor=text("The actor."),
            concept=text("The concept."),
            stable=yes("Whether the actor stays."),
            improvement=or_null(whole("The best improvement that nothing deters; null where there is none.")),
            deterred=list_of(
                "Improvements that something deters.",
                record(
                    "An improvement and the countermoves that deter it.",
                    improvement=whole("The code that it leads to."),
                    path=list_of(
                        "Countermoves, one after another.",
                        record("A countermove.", actor=text("Who."), to=whole("The code that it leads to.")),
                    ),
                ),
            ),
        ),
    ),
    acts=list_of("Every single act of these actors.", ACT),
)
