"""How long legs take at least and at most: linear programs over the conditions on a branch.

There is a longest time, as a driver of known rate comes to an end of its range.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from gmcr.analysis.clocks.legs import Inequality
from gmcr.analysis.drivers.geometry import maximise

__all__ = ["time_within"]


def time_within(conditions: Sequence[Inequality], legs: Iterable[int]) -> tuple[Fraction, Fraction] | None:
    """Return the bounds on how long some legs take together.

    Parameters
    ----------
    conditions : sequence of Inequality
        The conditions on the branch; strict ones count as their bounds do.
    legs : iterable of int
        The legs, those in which no time passes left out.

    Returns
    -------
    (Fraction, Fraction) or None
        The least and the largest; None if of some leg nothing is known.
    """
    variables = list(dict.fromkeys((leg, name) for own in conditions for leg, name, _ in own.terms))
    number = {variable: place for place, variable in enumerate(variables)}
    timed = [(leg, "") for leg in legs]
    if any(variable not in number for variable in timed):
        return None
    total = [Fraction(variable in timed) for variable in variables]
    table: list[list[Fraction]] = []
    bounds: list[Fraction] = []
    for own in conditions:
        row = [Fraction(0)] * len(variables)
        for leg, name, factor in own.terms:
            row[number[leg, name]] += factor
        table.append([-factor for factor in row])
        bounds.append(own.constant)
        if own.relation == "=":
            table.append(row)
            bounds.append(-own.constant)
    ends = []
    for way in (-1, 1):
        best = maximise([way * factor for factor in total], table, bounds)
        assert best is not None, "a branch is possible"
        ends.append(sum((factor * value for factor, value in zip(total, best, strict=True)), Fraction(0)))
    least, most = ends
    return least, most
