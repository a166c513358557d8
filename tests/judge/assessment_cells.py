"""Exact cells over drivers.

Every comparison is linear in the varied drivers once the options are fixed. The distinct linear forms cut the
box of the varied drivers into cells, one per vector of signs (-, 0, +); an exact point of each non-empty cell
is found by Fourier-Motzkin elimination over fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from tests.judge.assessment_formula import COMPARISONS, Tree, compare, parse
from tests.judge.assessment_games import Form, Game

__all__ = ["Linear", "cells", "linear_forms", "points_of", "solution"]

Linear = tuple[tuple[Fraction, ...], Fraction]  # coefficients of the varied drivers, constant


class Constraint(NamedTuple):
    """coefficients · x + constant  (>, >= or ==)  0."""

    coefficients: tuple[Fraction, ...]
    constant: Fraction
    sign: str


def linear_forms(form: Form, formula: str, drivers: Mapping[str, Fraction], vary: Sequence[str]) -> frozenset[Linear]:
    """Every form ``left - right`` that a comparison can take in some feasible state, normalised."""
    fixed = tuple(sorted((name, value) for name, value in drivers.items() if name not in vary))
    key = ("forms", formula, fixed, tuple(vary))
    if key not in form.kept:
        found: set[Linear] = set()
        for state in form.states:
            _walk(parse(formula), form, form.option_values(state), drivers, vary, found)
        form.kept[key] = frozenset(found)
    forms: frozenset[Linear] = form.kept[key]
    return forms


def _walk(
    tree: Tree,
    form: Form,
    options: Mapping[str, bool],
    drivers: Mapping[str, Fraction],
    vary: Sequence[str],
    found: set[Linear],
) -> frozenset[Linear]:
    """The linear forms a part can take, truth being 0 or 1; comparisons met are added to ``found``."""
    nothing = (Fraction(0),) * len(vary)

    def constant(value: Fraction | int) -> Linear:
        return nothing, Fraction(value)

    either = frozenset((constant(0), constant(1)))

    def part(inner: Tree) -> frozenset[Linear]:
        return _walk(inner, form, options, drivers, vary, found)

    word = tree[0]
    if word == "name":
        name = tree[1]
        if name in options:
            return frozenset((constant(int(options[name])),))
        if name in vary:
            return frozenset(((tuple(Fraction(int(name == other)) for other in vary), Fraction(0)),))
        if name in drivers:
            return frozenset((constant(drivers[name]),))
        return part(form.terms[name])
    if word == "number":
        return frozenset((constant(tree[1]),))
    if word in ("true", "false"):
        return frozenset((constant(int(word == "true")),))
    if word == "minus":
        return frozenset(_scaled(x, Fraction(-1)) for x in part(tree[1]))
    if word == "not":
        return frozenset(constant(1 - x[1]) for x in part(tree[1]))
    left, right = part(tree[1]), part(tree[2])
    if word in ("and", "or", "implies", "iff"):
        values = {_connective(word, bool(x[1]), bool(y[1])) for x in left for y in right}
        return frozenset(constant(int(value)) for value in values)
    if word == "+":
        return frozenset(_added(x, y) for x in left for y in right)
    if word == "-":
        return frozenset(_added(x, _scaled(y, Fraction(-1))) for x in left for y in right)
    if word == "*":
        return frozenset(_multiplied(x, y) for x in left for y in right)
    assert word in COMPARISONS
    differences = {_added(x, _scaled(y, Fraction(-1))) for x in left for y in right}
    varied = {_normalised(d) for d in differences if any(d[0])}
    found |= varied
    if varied:
        return either
    return frozenset(constant(int(compare(word, d[1], Fraction(0)))) for d in differences)


def _connective(word: str, left: bool, right: bool) -> bool:
    match word:
        case "and":
            return left and right
        case "or":
            return left or right
        case "implies":
            return not left or right
        case _:
            return left == right


def _scaled(form: Linear, by: Fraction) -> Linear:
    return tuple(c * by for c in form[0]), form[1] * by


def _added(left: Linear, right: Linear) -> Linear:
    return tuple(a + b for a, b in zip(left[0], right[0], strict=True)), left[1] + right[1]


def _multiplied(left: Linear, right: Linear) -> Linear:
    if not any(left[0]):
        return _scaled(right, left[1])
    if not any(right[0]):
        return _scaled(left, right[1])
    raise ValueError("drivers enter linearly: a product of two varied drivers")


def _normalised(form: Linear) -> Linear:
    leading = next(c for c in form[0] if c)
    return _scaled(form, 1 / leading)


# --- cells ---


def points_of(game: Game, formulas: Iterable[str], vary: Sequence[str]) -> list[dict[str, Fraction]]:
    """One exact point of every non-empty cell that the wants of the game and these formulas cut out."""
    written = list(formulas)
    for line in game.wants.values():
        for want in line:
            written += [text for text in (want.want, want.while_, want.otherwise) if text is not None]
    forms = {f for text in written for f in linear_forms(game.form, text, game.drivers, vary)}
    box = tuple(game.form.ranges[name] for name in vary)
    key = ("cells", frozenset(forms), box)
    if key not in game.form.kept:
        game.form.kept[key] = cells(sorted(forms), box)
    return [dict(zip(vary, point, strict=True)) for point in game.form.kept[key]]


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
