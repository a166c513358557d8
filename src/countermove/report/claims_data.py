"""Verdicts on claims as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from countermove.questions.check.asked import CheckRecord
from countermove.questions.check.found import ClaimVerdict
from countermove.telling.data import plain, schema_of
from countermove.telling.describing import (
    by_name,
    list_of,
    record,
    text,
    whole,
    yes,
)

__all__ = ["CHECK", "CLAIM", "check_data", "claim_data"]


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
        "claims": [claim_data(claim, record.frame.case) for record in given for claim in record.claims],
    }


def claim_data(claim: ClaimVerdict, case: str) -> dict[str, Any]:
    """One claim and its verdict."""
    return {"case": case, **plain(claim)}


CLAIM = schema_of(ClaimVerdict)
CLAIM["properties"] = {"case": text("The case that it belongs to."), **CLAIM["properties"]}
CLAIM["required"] = ["case", *CLAIM["required"]]

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
