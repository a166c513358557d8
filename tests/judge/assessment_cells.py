"""Exact cells over drivers.

Every comparison is linear in the varied drivers once the options are fixed (``tests.judge.answers.drivers`` collects them).
The distinct linear forms cut the box of the varied drivers into cells, one per vector of signs (-, 0, +); an exact point of
each non-empty cell is found by Fourier-Motzkin elimination over fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Constraint", "Linear", "cells", "solution"]

Linear = tuple[tuple[Fraction, ...], Fraction]  # coefficients of the varied drivers, constant


class Constraint(NamedTuple):
    """coefficients · x + constant  (>, >= or ==)  0."""

    coefficients: tuple[Fraction, ...]
    constant: Fraction
    sign: str


def cells(forms: Sequence[Linear], box: Sequence[tuple[Fraction, Fraction]]) -> list[tuple[Fraction, ...]]:
    """One point of each non-empty cell of the closed box."""
    size = len(box)
    walls = []
    for k, (low, high) in enumerate(box):
        axis = tuple(Fraction(int(k == other)) for other in range(size))
        walls.append(Constraint(axis, -low, ">="))
        walls.append(Constraint(tuple(-c for c in axis), high, ">="))
    partial = [tuple(walls)]
    for coefficients, constant in forms:
        sides = (
            Constraint(tuple(-c for c in coefficients), -constant, ">"),
            Constraint(coefficients, constant, "=="),
            Constraint(coefficients, constant, ">"),
        )
        partial = [(*cell, side) for cell in partial for side in sides if solution((*cell, side), size) is not None]
    found = [solution(cell, size) for cell in partial]
    return [point for point in found if point is not None]


def solution(constraints: Iterable[Constraint], size: int) -> tuple[Fraction, ...] | None:
    """A point that satisfies the constraints (bounded in every variable), or None: Fourier-Motzkin."""
    constraints = set(constraints)
    if size == 0:
        return () if all(_satisfied(c.constant, c.sign) for c in constraints) else None
    last = size - 1
    level = next((c for c in constraints if c.sign == "==" and c.coefficients[last]), None)
    if level is not None:
        rest = [_without(c, level, last) for c in constraints if c is not level]
        point = solution(rest, last)
        return None if point is None else (*point, -_at(level, point) / level.coefficients[last])
    lower = [c for c in constraints if c.coefficients[last] > 0]
    upper = [c for c in constraints if c.coefficients[last] < 0]
    rest = [Constraint(c.coefficients[:last], c.constant, c.sign) for c in constraints if not c.coefficients[last]]
    rest += [_without(low, high, last) for low in lower for high in upper]
    point = solution(rest, last)
    if point is None:
        return None
    least = max(-_at(c, point) / c.coefficients[last] for c in lower)
    most = min(-_at(c, point) / c.coefficients[last] for c in upper)
    return (*point, (least + most) / 2)


def _without(one: Constraint, other: Constraint, k: int) -> Constraint:
    """The combination in which variable k cancels; ``other`` is an equation or bounds from the other side."""
    a, b = one.coefficients[k], other.coefficients[k]
    if other.sign == "==":
        by, times = -a / b, Fraction(1)
        sign = one.sign
    else:
        by, times = abs(a), abs(b)
        sign = ">" if ">" in (one.sign, other.sign) else ">="
    mixed = tuple(times * x + by * y for x, y in zip(one.coefficients[:k], other.coefficients[:k], strict=True))
    return Constraint(mixed, times * one.constant + by * other.constant, sign)


def _at(constraint: Constraint, point: Sequence[Fraction]) -> Fraction:
    """The value of the constraint without its last variable."""
    terms = (c * x for c, x in zip(constraint.coefficients, point, strict=False))
    return sum(terms, constraint.constant)


def _satisfied(value: Fraction, sign: str) -> bool:
    return value > 0 if sign == ">" else value >= 0 if sign == ">=" else value == 0
