"""The choices that make codings, and on which of them an answer or a verdict turns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from countermove.assessment.schema import AS_IS
from countermove.questions.multiverse.records import Alternative, Choice, SameWhere
from countermove.verdicts.turning_points import Factor, turning_points

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Choices", "alternatives_of", "deciding", "every_coding", "same_where"]

_TABLE = 1 << 16
"""The largest number of codings among which it is sought what an answer turns on."""

Choices: TypeAlias = tuple[tuple[str, str], ...]
"""A coding: alternative and choice."""


def alternatives_of(assessment: Assessment) -> tuple[Alternative, ...]:
    """What another coder could have coded in another way, in the order of the file."""
    return tuple(
        Alternative(
            name,
            item.asks,
            (Choice(AS_IS, item.as_is or ""), *(Choice(own, coding.means or "") for own, coding in item.other.items())),
        )
        for name, item in assessment.document.alternatives.items()
    )


def every_coding(alternatives: Sequence[Alternative]) -> product[Choices]:
    """All codings, in the order of the choices: the file's own first."""
    return product(*([(item.id, own.name) for own in item.choices] for item in alternatives))


def same_where(
    told: Sequence[str | None], codings: Sequence[Choices], alternatives: Sequence[Alternative]
) -> tuple[SameWhere, ...]:
    """The smallest sets of choices under which something is the same wherever it is asked. *told*: what it is in each of the
    codings; None where it is not asked."""
    possible = prod(len(item.choices) for item in alternatives)
    values = dict.fromkeys(value for value in told if value is not None)
    if len(values) < 2 or possible > _TABLE:
        return ()
    factors: list[Factor] = [(item.id, tuple(own.name for own in item.choices)) for item in alternatives]
    places = {choices: place for place, choices in enumerate(every_coding(alternatives))}
    rows = [places[choices] for choices in codings]
    found: list[SameWhere] = []
    for value in values:
        table = np.full(possible, -1, dtype=np.int8)
        table[rows] = [-1 if own is None else own == value for own in told]
        found += [SameWhere(own.equations, value) for own in turning_points(table, factors) if own.holds]
    return tuple(sorted(found, key=lambda own: len(own.choices)))


def deciding(conditions: Sequence[SameWhere], alternatives: Sequence[Alternative]) -> dict[str, list[SameWhere]]:
    """The alternatives of which every choice decides by itself, with what each decides."""
    alone = [item for item in conditions if len(item.choices) == 1]
    decided = {item.id: [own for own in alone if own.choices[0][0] == item.id] for item in alternatives}
    return {item.id: decided[item.id] for item in alternatives if len(decided[item.id]) == len(item.choices)}
