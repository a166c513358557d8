"""together as plain data, and what the data means."""

from __future__ import annotations

from typing import Any

from countermove.questions.together.asked import TogetherRecord
from countermove.questions.together.found import Nearly
from countermove.telling.describing import CONCEPTS, NAMES, by_name, list_of, record, text, whole, yes

__all__ = ["TOGETHER", "together_data"]


def together_data(given: TogetherRecord) -> dict[str, Any]:
    """The data of a together record."""
    found = given.found
    return {
        "claims": list(found.claims),
        "left_out": list(found.left_out),
        "complete": found.complete,
        "readings": found.readings,
        "possible": bool(found.holding),
        "holding": [_nearly(item) for item in found.holding],
        "exclusions": [{"claims": list(item.claims), "undefined": list(item.undefined)} for item in found.exclusions],
        "listed": found.listed,
        "closest": [_nearly(item) for item in found.closest],
        "largest": [list(item) for item in found.largest],
        "determined": list(found.determined),
        "settles": [
            {
                "factor": item.factor,
                "determined": str(item.determined),
                "by_answer": {answer: list(own) for answer, own in item.by_answer},
                "bits": round(item.bits, 12),
            }
            for item in found.settles
        ],
    }


def _nearly(item: Nearly) -> dict[str, Any]:
    return {
        "reading": dict(item.reading),
        "concepts": list(item.concepts),
        "false": list(item.false),
        "undefined": list(item.undefined),
    }


_NEARLY = record(
    "A reading.",
    reading=by_name("Question: answer.", {"type": "string"}),
    concepts=CONCEPTS,
    false=list_of("Claims that are false there.", {"type": "string"}),
    undefined=list_of("Claims that are undefined there.", {"type": "string"}),
)

TOGETHER = record(
    "Whether claims can be true together.",
    claims=list_of("The claims put together.", {"type": "string"}),
    left_out=list_of("Claims asked for that an interrupt came before.", {"type": "string"}),
    complete=yes("Whether no claim was left out and all exclusions are listed."),
    readings=whole("How many readings were gone through."),
    possible=yes("Whether some reading makes all of them true under some concept."),
    holding=list_of("The readings that do, with the concepts.", _NEARLY),
    exclusions=list_of(
        "Sets of claims that are nowhere true together, no smaller part being so; smallest first.",
        record("A set.", claims=NAMES, undefined=list_of("Those undefined everywhere.", {"type": "string"})),
    ),
    listed=yes("Whether these are all exclusions among the claims put together."),
    closest=list_of("The readings with the fewest claims that are not true.", _NEARLY),
    largest=list_of("The largest sets of claims that are true together somewhere.", NAMES),
    determined=list_of("Claims with one value throughout.", {"type": "string"}),
    settles=list_of(
        "What an answer would settle, most first; the concept last.",
        record(
            "An open question, or the concept.",
            factor=text('The question\'s name, or "concept".'),
            determined=text("Claims determined by an answer, on average; an exact fraction as text."),
            by_answer=by_name("Answer: the claims that it determines.", NAMES),
            bits={"type": "number", "description": "Information about the claims, in bits."},
        ),
    ),
)
