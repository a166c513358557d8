"""robust as plain data, and what the data means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from countermove.questions.robust.asked import RobustRecord
from countermove.questions.robust.findings import MOST_OUTCOMES, Bar, Finding
from countermove.telling.chances import CHANCE, chance_data
from countermove.telling.describing import STATE, list_of, one_of, or_null, record, text, whole, yes

__all__ = ["ROBUST", "robust_data"]


def robust_data(given: RobustRecord) -> dict[str, Any]:
    """The data of a robust record."""
    found = given.found
    return {
        "asked": found.asked,
        "draws": found.draws,
        "complete": found.complete,
        "exhaustive": found.exhaustive,
        "start": found.start,
        "premises": [
            {
                "want": premise.want,
                "actor": premise.actor,
                "certainty": None if premise.certainty is None else str(premise.certainty),
                "probability": str(premise.probability),
            }
            for premise in found.premises
        ],
        "findings": [_finding(finding) for finding in found.findings],
        "outcomes": [
            {
                "code": item.code,
                "concept": item.concept,
                "model": item.model,
                "chance": chance_data(item.chance),
                "bars": None if item.bars is None else _bars(item.bars),
            }
            for item in found.outcomes
        ],
        "states": [{"code": code, "on": list(on)} for code, on in given.on.items()],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "name": finding.name,
        "concept": finding.concept,
        "model": finding.model,
        "chance": chance_data(finding.chance),
        "undefined": chance_data(finding.undefined),
        "bars": _bars(finding.bars),
    }


def _bars(bars: Sequence[Bar]) -> list[dict[str, Any]]:
    return [
        {
            "want": bar.want,
            "given_true": chance_data(bar.given_true),
            "given_false": chance_data(bar.given_false),
            "difference": str(bar.difference),
            "error": repr(bar.error) if bar.error else None,
        }
        for bar in bars
    ]


_MODEL = one_of("What becomes of a false premise.", "dropped", "reversed")
_BARS = list_of(
    "A tornado: uncertain premises that make a difference, the longest bar first.",
    record(
        "A premise.",
        want=text("The want's id."),
        given_true={**CHANCE, "description": "The chance given that the premise is true."},
        given_false={**CHANCE, "description": "The chance given that it is false."},
        difference=text("Its importance: the first minus the second."),
        error=or_null(text("Standard error of the difference; null where it was computed.")),
    ),
)
_FINDING = record(
    "One subject under one concept and one model of a false premise.",
    kind=one_of("What holds: the start is stable, it is for one actor, or a claim.", "start", "content", "claim"),
    name=text("The actor, or the claim's id; empty for the start."),
    concept=or_null(text("The concept; null where it is the same under all.")),
    model=_MODEL,
    chance={**or_null(CHANCE), "description": "P(it holds | it is defined); null where it is undefined throughout."},
    undefined={**CHANCE, "description": "How often it is undefined."},
    bars=_BARS,
)

ROBUST = record(
    "How the conclusions fare if premises are false.",
    asked=whole("How many draws were asked for; 0 where all combinations were gone through."),
    draws=whole("How many were made."),
    complete=yes("Whether nothing interrupted it."),
    exhaustive=yes("Whether all combinations of premises were gone through, so that everything is exact."),
    start=whole("The start's code."),
    premises=list_of(
        "The wants of the selected game, in file order.",
        record(
            "A premise.",
            want=text("The want's id."),
            actor=text("Whose want it is."),
            certainty=or_null(text("As the file has it; null where it says nothing (moderate).")),
            probability=text("The probability that it is really part of the calculus, an exact fraction as text."),
        ),
    ),
    findings=list_of("The start, each actor's content with it, then the claims.", _FINDING),
    outcomes=list_of(
        "Outcomes of the selected game, the likeliest first under each concept and model.",
        record(
            "An outcome.",
            code=or_null(whole("The state's code; null for no outcome at all: the roads only circle.")),
            concept=text("The concept."),
            model=_MODEL,
            chance={**CHANCE, "description": "The probability that the state is among the outcomes."},
            bars={
                **or_null(_BARS),
                "description": "What that depends on, as for findings; null for all but the "
                f"{MOST_OUTCOMES} likeliest outcomes under each concept and model.",
            },
        ),
    ),
    states=list_of("Every state mentioned.", STATE),
)
