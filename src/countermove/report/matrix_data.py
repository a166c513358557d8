"""matrix as plain data, and what the data means."""

from __future__ import annotations

from typing import Any

from countermove.questions.matrix.asked import MatrixRecord
from countermove.telling.describing import CONCEPTS, NAMES, list_of, one_of, record, text, whole, yes

__all__ = ["MATRIX", "matrix_data"]


def matrix_data(given: MatrixRecord) -> dict[str, Any]:
    """The data of a matrix record."""
    found = given.found
    return {
        "claims": list(found.claims),
        "values": [list(own) for own in found.values],
        "premises": [
            {
                "kind": premise.kind,
                "name": premise.name,
                "actor": premise.actor,
                "value": premise.value,
                "bears_on": premise.bears_on,
                "among": premise.among,
                "diagnosticity": str(premise.diagnosticity),
                "bearings": [
                    {
                        "supports": list(item.supports),
                        "against": list(item.against),
                        "by": list(item.by),
                        "value": str(item.value),
                        "occurs": item.occurs,
                    }
                    for item in bearings
                ],
            }
            for premise, bearings in zip(found.premises, found.bearings, strict=True)
        ],
        "complete": found.complete,
    }


MATRIX = record(
    "Which premise bears on which claim.",
    claims=NAMES,
    values=list_of(
        "Of each claim, its values in the base reading: one a concept, 1 true, 0 false, -1 undefined.",
        {"type": "array", "items": {"enum": [1, 0, -1]}},
    ),
    premises=list_of(
        "Wants, first answers and drivers, in file order; a driver once for each value that it has in the games of the claims.",
        record(
            "A premise.",
            kind=one_of("What it is.", "want", "answer", "driver"),
            name=text("The want's id, the question or the driver."),
            actor=text('Whose want; "" otherwise.'),
            value=text('The answer, or the driver\'s value; "" of wants.'),
            bears_on=whole("On how many claims it bears."),
            among=whole("In the games of how many it occurs."),
            diagnosticity=text("The variance of its bearings over these; an exact fraction as text."),
            bearings=list_of(
                "One for each claim.",
                record(
                    "How it bears on a claim.",
                    supports=CONCEPTS,
                    against=CONCEPTS,
                    by=list_of("Edits, answers or values that show it.", {"type": "string"}),
                    value=text("Supports less against, as a share of the concepts; an exact fraction as text."),
                    occurs=yes("Whether it is part of the claim's game."),
                ),
            ),
        ),
    ),
    complete=yes("Whether all claims were looked at."),
)
