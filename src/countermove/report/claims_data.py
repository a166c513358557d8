"""Verdicts on claims as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from countermove.case.glossary import Glossary
from countermove.questions.check.asked import CheckRecord
from countermove.questions.check.found import ClaimVerdict
from countermove.questions.check.turning import Condition
from countermove.report.change_data import edit_data
from countermove.telling.describing import (
    CONCEPTS,
    CONDITION,
    EDIT,
    by_name,
    list_of,
    one_of,
    or_null,
    record,
    text,
    whole,
    yes,
)

__all__ = ["CHECK", "CLAIM", "check_data", "claim_data", "conditions_data"]


def check_data(records: CheckRecord | Sequence[CheckRecord]) -> dict[str, Any]:
    """The data of one or more checked cases."""
    given = (records,) if isinstance(records, CheckRecord) else records
    return {
        "as_expected": all(record.as_expected for record in given),
        "cases": [
            {
                "case": record.frame.case,
                "digest": record.frame.digest,
                "readings": record.readings,
                "rows": [dict(reading) for reading in record.rows],
                "columns": list(record.frame.assumptions.concepts),
            }
            for record in given
        ],
        "claims": [
            claim_data(claim, record.glossary, record.frame.case) for record in given for claim in record.claims
        ],
    }


def claim_data(claim: ClaimVerdict, glossary: Glossary, case: str) -> dict[str, Any]:
    """One claim and its verdict."""
    words = glossary.claims[claim.id]
    return {
        "case": case,
        "id": claim.id,
        "says": words.says,
        "by": claim.by,
        "probe": claim.probe,
        "scenario": words.scenario,
        "view": words.view,
        "verdict": claim.verdict,
        "expect": claim.expect,
        "as_expected": claim.as_expected,
        "unsupported": claim.unsupported,
        "restated": list(claim.restated),
        "values": claim.values.tolist(),
        "turns_on": conditions_data(claim.turns_on),
        "rests_on": [{**edit_data(item.edit), "concepts": list(item.concepts)} for item in claim.rests_on],
        "rests_on_nothing": not claim.rests_on,
        "by_inaction": claim.by_inaction,
    }


def conditions_data(conditions: Sequence[Condition]) -> list[dict[str, Any]]:
    """What a value turns on."""
    return [{"equations": dict(item.equations), "holds": item.holds} for item in conditions]


CLAIM = record(
    "A claim and its verdict.",
    case=text("The case that it belongs to."),
    id=text("Its name."),
    says=text("What it says."),
    by=or_null(text("Who holds it, where it is not the author.")),
    probe=yes("Whether the reader tries it, and it is not the author's."),
    scenario=or_null(text("The scenario in which it is judged.")),
    view=or_null(text("The view in which it is judged.")),
    verdict=one_of("The verdict.", "follows", "contradicted", "not determined", "vacuous"),
    expect=or_null(text("The verdict that the file expects.")),
    as_expected=or_null(yes("Whether it is as expected; null where nothing is.")),
    unsupported=yes("Whether it is contradicted and no single change of a want makes it true."),
    restated=list_of("Wants each of which alone gives it its value.", {"type": "string"}),
    values=list_of(
        "One row a reading, one value a concept: 1 true, 0 false, -1 undefined; `check` names both (`rows`, `columns`).",
        {"type": "array", "items": {"enum": [1, 0, -1]}},
    ),
    turns_on=list_of("What a verdict that is not determined turns on, simplest first.", CONDITION),
    rests_on=list_of(
        "Single changes of wants that alter it in the base reading.",
        record("A change, and the concepts under which it alters the claim.", **EDIT, concepts=CONCEPTS),
    ),
    rests_on_nothing=yes("Whether no single change of a want alters it."),
    by_inaction=yes("Whether no wants at all give it the values that it has in the base reading."),
)
CHECK = record(
    "Verdicts on claims.",
    as_expected=yes("Whether no claim differs from what its file expects."),
    cases=list_of(
        "The cases checked.",
        record(
            "A case.",
            case=text("Its name."),
            digest=text("SHA-256 of its text."),
            readings=whole("How many readings were gone through."),
            rows=list_of(
                "The rows of every claim's `values`: the reading of each, the base reading first.",
                by_name("Question: answer.", {"type": "string"}),
            ),
            columns=list_of("The columns of every claim's `values`: the concept of each.", {"type": "string"}),
        ),
    ),
    claims=list_of("The claims, by case in file order.", CLAIM),
)
