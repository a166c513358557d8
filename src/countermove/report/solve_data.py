"""solve as plain data, and what the data means."""

from __future__ import annotations

from typing import Any

from countermove.questions.solve.found import SolveRecord
from countermove.telling.describing import (
    CODE,
    CONCEPTS,
    NAMES,
    by_name,
    list_of,
    one_of,
    or_null,
    record,
    text,
    whole,
    yes,
)

__all__ = ["SOLVE", "solve_data"]


def solve_data(given: SolveRecord) -> dict[str, Any]:
    """The data of a solve record."""
    return {
        "layout": given.layout,
        "states": given.states,
        "start": given.start,
        "actors": list(given.glossary.actors),
        "options": list(given.glossary.options),
        "coalitions": [list(group) for group in given.coalitions],
        "partition": given.partition,
        "equilibria": {
            item.concept: {"count": item.count, "codes": list(item.codes), "start": item.holds_at_start}
            for item in given.equilibria
        },
        "rows": [
            {
                "code": row.code,
                "label": row.label,
                "on": list(row.on),
                "stable": {actor: list(names) for actor, names in row.stable.items()},
                "together": [
                    {"coalition": list(group), "concepts": list(names)} for group, names in row.together.items()
                ],
                "equilibrium": list(row.equilibrium),
            }
            for row in given.rows
        ],
        "left_out": given.left_out,
    }


SOLVE = record(
    "The stability of a game.",
    layout=one_of(
        "How the states are kept: one cell for each combination, one for each feasible state, or states and arcs.",
        "dense",
        "sparse",
        "graph",
    ),
    states=whole("How many states are feasible."),
    start=or_null(whole("The start's code; null where the file has none.")),
    actors=NAMES,
    options=list_of("Full names, in bit order.", {"type": "string"}),
    coalitions=list_of("Coalitions that were asked about; none: all of them.", NAMES),
    partition=yes("Whether these are a partition of the actors, whose blocks answer one another."),
    equilibria=by_name(
        "Concept: its equilibria; of coalitions, the states stable for all that were asked about.",
        record(
            "Equilibria under one concept.",
            count=whole("How many there are."),
            codes=list_of("Codes, ascending; all of them only with --all.", {"type": "integer"}),
            start=or_null(yes("Whether the start is one; null where there is none.")),
        ),
    ),
    rows=list_of(
        "States, ascending by code; all of them only with --all.",
        record(
            "A state and its stability.",
            code=CODE,
            label=text("The options that are on, or in graph form its name."),
            on=list_of("Full names of the options that are on.", {"type": "string"}),
            stable=by_name("Actor: the concepts of single actors under which it stays.", CONCEPTS),
            together=list_of(
                "The coalitions asked about.",
                record("A coalition.", coalition=NAMES, concepts=list_of("Where it stays.", {"type": "string"})),
            ),
            equilibrium=list_of("The concepts under which everybody stays.", {"type": "string"}),
        ),
    ),
    left_out=whole("How many states are not among the rows."),
)
