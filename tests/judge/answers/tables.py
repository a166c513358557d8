"""Tables of cells (reading x concept), whatever stands in them: what a table turns on."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.judge.assessment_files import Document

__all__ = ["Cell", "Table", "Turn", "everywhere", "kept", "turns_on"]

Cell = tuple[int, int]
"""A reading and a concept, by number."""

Table = Sequence[Sequence[Any]]
"""Values by reading, then by concept."""


@dataclass(frozen=True, slots=True)
class Turn:
    """All defined cells that meet these equations have this value, and there are some."""

    conditions: tuple[tuple[str, str], ...]
    """(question, answer) in file order, then ("concept", name)."""
    value: Any
    """``True``/``False`` for a claim; ``yes``/``no``/``either way``/``unsettled`` for a question."""


def everywhere(table: Table) -> set[Cell]:
    """Every cell of a table."""
    return {(r, c) for r, row in enumerate(table) for c in range(len(row))}


def kept(table: Table, cells: Collection[Cell]) -> list[Any]:
    """The values in these cells."""
    return [value for r, row in enumerate(table) for c, value in enumerate(row) if (r, c) in cells]


def turns_on(
    document: Document,
    readings: Sequence[Mapping[str, str]],
    concepts: Sequence[str],
    table: Table,
    undefined: Any,
    cells: Collection[Cell],
) -> tuple[Turn, ...]:
    """All conditions of at most three equations, minimal by inclusion, that fix the value of the defined cells.

    Empty where the cells have fewer than two different values: nothing turns them.
    """
    defined = {cell: table[cell[0]][cell[1]] for cell in cells if table[cell[0]][cell[1]] != undefined}
    if len(set(defined.values())) < 2:
        return ()
    variables = [[(q, answer) for answer in body["readings"]] for q, body in (document.get("open") or {}).items()]
    variables.append([("concept", concept) for concept in concepts])
    found: list[Turn] = []
    for size in (1, 2, 3):
        for chosen in itertools.combinations(variables, size):
            for equations in itertools.product(*chosen):
                conditions = set(equations)
                if any(set(known.conditions) < conditions for known in found):
                    continue
                values = set()
                for (r, c), value in defined.items():
                    if conditions <= {*readings[r].items(), ("concept", concepts[c])}:
                        values.add(value)
                if len(values) == 1:
                    found.append(Turn(equations, values.pop()))
    return tuple(found)
