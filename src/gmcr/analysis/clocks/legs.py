"""What legs ask of durations and displacements, as a linear program over the rationals.

The variables of a leg are how far each driver moves in it and, where the rate of one is known, how long it takes; a driver
of known rate moves between its least and its largest rate times that. Where drivers are at the end of a leg is linear in
these, and so is everything that makes one crossing come before another. Conditions are strict, but for bounds on rates; these
are taken strictly too, which loses no order of crossings: where one holds at a bound it holds near it.

Programs fall into parts without common variables, and what was solved is kept while nothing is added to it. A part is solved
exactly by the simplex method of ``analysis.drivers.geometry``: equations are used up first, and then the least of all that
has to be above 0 is made as large as it can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, NamedTuple

from gmcr.analysis.drivers.geometry import Range, maximise
from gmcr.base.record import Record

__all__ = ["TIME", "Expression", "Inequality", "Program", "Variable", "plus"]

Relation = Literal["=", ">", ">="]

TIME = -1
"""In place of a driver: the duration of a leg."""


class Variable(NamedTuple):
    """How far a driver moves in a leg, or how long the leg takes."""

    leg: int
    driver: int


class Expression(NamedTuple):
    """A sum of variables, each by its number and with its factor, and a constant."""

    factors: Mapping[int, Fraction]
    constant: Fraction


@dataclass(frozen=True, slots=True)
class Inequality(Record):
    """A linear condition on how far drivers move in legs, and how long legs take.

    Attributes
    ----------
    terms : tuple of (int, str, Fraction)
        The leg (from 0), the driver, and the factor of how far it moves; "" in place of a driver is the leg's duration.
    constant : Fraction
        What is added.
    relation : {"=", ">", ">="}
        How the sum is to 0.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gmcr.analysis import Inequality
    >>> str(Inequality(((0, "hope", Fraction(-1)),), Fraction(3, 10), ">"))
    '3/10 - hope(0) > 0'
    """

    terms: tuple[tuple[int, str, Fraction], ...]
    constant: Fraction
    relation: Relation

    def __str__(self) -> str:
        text = str(self.constant) if self.constant else ""
        for leg, driver, factor in self.terms:
            size = "" if abs(factor) == 1 else f"{abs(factor)} "
            sign = "- " if factor < 0 else "+ " if text else ""
            text += f"{' ' if text else ''}{sign}{size}{driver or 'time'}({leg})"
        return f"{text or '0'} {self.relation} 0"


def plus(one: Expression, other: Expression, factor: Fraction) -> Expression:
    """Return a sum of expressions, the second times a factor."""
    factors = dict(one.factors)
    for variable, own in other.factors.items():
        if total := factors.get(variable, Fraction(0)) + factor * own:
            factors[variable] = total
        else:
            del factors[variable]
    return Expression(factors, one.constant + factor * other.constant)


def _times(one: Expression, factor: Fraction) -> Expression:
    return Expression({variable: factor * own for variable, own in one.factors.items()}, factor * one.constant)


Condition = tuple[Expression, Relation]


@dataclass(frozen=True, slots=True)
class Program:
    """The variables, all above 0, and conditions of the legs so far."""

    variables: tuple[Variable, ...] = ()
    rows: tuple[Condition, ...] = ()
    checked: int = 0
    """The number of conditions that hold of …"""
    values: Mapping[int, Fraction] = field(default_factory=dict)
    """… these values of variables."""

    def with_variable(self, variable: Variable) -> tuple[Program, Expression]:
        """Return the program with one more variable, and that variable."""
        new = Expression({len(self.variables): Fraction(1)}, Fraction(0))
        return replace(self, variables=(*self.variables, variable), rows=(*self.rows, (new, ">"))), new

    def with_rows(self, rows: Sequence[Condition]) -> Program:
        """Return the program with more conditions."""
        return replace(self, rows=(*self.rows, *rows))

    def rated(self, distance: Expression, time: Expression, rate: Range) -> Program:
        """Return the program in which a distance is covered in a time at a rate that may vary within an interval."""
        low, high = rate
        above, below = plus(distance, time, -low), plus(_times(distance, Fraction(-1)), time, high)
        return self.with_rows([(above, "=")] if low == high else [(above, ">="), (below, ">=")])

    def solved(self) -> Program | None:
        """Return the program with a value for every variable, or None if it has no solution."""
        values: dict[int, Fraction] = {}
        for rows in self._parts():
            if all(number < self.checked for number in rows):
                own = {variable: self.values[variable] for number in rows for variable in self.rows[number][0].factors}
            elif (found := _solution([self.rows[number] for number in rows])) is None:
                return None
            else:
                own = found
            values |= own
        return replace(self, checked=len(self.rows), values=values)

    def _parts(self) -> list[list[int]]:
        """The numbers of the conditions, those together that have variables in common; first those without any."""
        part: dict[int, set[int]] = {number: {number} for number in range(len(self.variables))}
        for (factors, _), _ in self.rows:
            merged = set().union(*(part[variable] for variable in factors))
            for variable in merged:
                part[variable] = merged
        rows: dict[int, list[int]] = {-1: []}
        for number, ((factors, _), _) in enumerate(self.rows):
            rows.setdefault(min(part[next(iter(factors))]) if factors else -1, []).append(number)
        return list(rows.values())

    def told(self, names: Sequence[str]) -> tuple[Inequality, ...]:
        """Return the conditions as records."""
        return tuple(
            Inequality(
                tuple(
                    (self.variables[number].leg, _name(self.variables[number], names), factor)
                    for number, factor in sorted(expression.factors.items())
                ),
                expression.constant,
                relation,
            )
            for expression, relation in self.rows
        )


def _name(variable: Variable, names: Sequence[str]) -> str:
    return "" if variable.driver == TIME else names[variable.driver]


def _solution(rows: Sequence[Condition]) -> dict[int, Fraction] | None:
    """A value for every variable of some conditions, each of which has to be above 0; None if there is none."""
    given: dict[int, Expression] = {}
    for expression, relation in rows:
        if relation == "=" and not _used_up(given, expression):
            return None
    above = [_in_terms_of(expression, given) for expression, relation in rows if relation != "="]
    variables = sorted({variable for expression in above for variable in expression.factors})
    # Each variable is its excess over the least, `least`, which is made as large as it can be, but at most 1.
    table: list[list[Fraction]] = [[*(Fraction(0) for _ in variables), Fraction(1)]]
    bounds = [Fraction(1)]
    for factors, constant in above:
        if len(factors) == 1 and not constant and next(iter(factors.values())) == 1:
            continue  # a variable is above 0
        own = [-factors.get(variable, Fraction(0)) for variable in variables]
        table.append([*own, 1 + sum(own, Fraction(0))])
        bounds.append(constant)
    best = maximise([*(Fraction(0) for _ in variables), Fraction(1)], table, bounds)
    if best is None or not best[-1]:
        return None
    values = {variable: excess + best[-1] for variable, excess in zip(variables, best, strict=False)}
    for variable, expression in given.items():
        values[variable] = expression.constant + sum(
            (factor * values[other] for other, factor in expression.factors.items()), Fraction(0)
        )
    return values


def _used_up(given: dict[int, Expression], equation: Expression) -> bool:
    """Express a variable by others, as an equation has it, everywhere; whether the equation can hold."""
    left = _in_terms_of(equation, given)
    if not left.factors:
        return not left.constant
    chosen = max(left.factors)
    factor = left.factors[chosen]
    rest = Expression({variable: own for variable, own in left.factors.items() if variable != chosen}, left.constant)
    own = _times(rest, -1 / factor)
    for variable, expression in given.items():
        given[variable] = _in_terms_of(expression, {chosen: own})
    given[chosen] = own
    return True


def _in_terms_of(expression: Expression, given: Mapping[int, Expression]) -> Expression:
    """An expression without the variables that are given by others."""
    for variable in [variable for variable in expression.factors if variable in given]:
        factor = expression.factors[variable]
        left = {other: own for other, own in expression.factors.items() if other != variable}
        expression = plus(Expression(left, expression.constant), given[variable], factor)
    return expression
