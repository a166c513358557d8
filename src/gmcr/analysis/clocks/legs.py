"""What legs ask of durations and displacements, as a linear program over the rationals.

The variables of a leg are how far each driver moves in it and, where the rate of one is known, how long it takes; a driver
of known rate moves between its least and its largest rate times that. Where drivers are at the end of a leg is linear in
these, and so is everything that makes one crossing come before another. Conditions are strict, but for bounds on rates; these
are taken strictly too, which loses no order of crossings: where one holds at a bound it holds near it.

Programs fall into parts without common variables, and what was solved is kept while nothing is added to it. A part is solved
exactly by the simplex method of ``analysis.drivers.geometry``: equations are used up as they come, and the least of all that has
to be above 0 is made as large as it can be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, NamedTuple

from gmcr.analysis.drivers.geometry import Range, maximise
from gmcr.base.record import Record

__all__ = ["TIME", "Condition", "Expression", "Inequality", "Program", "Variable", "plus"]

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
class Program(Record):
    """The variables, all above 0, and conditions of the legs so far."""

    variables: tuple[Variable, ...] = ()
    rows: tuple[Condition, ...] = ()
    given: Mapping[int, Expression] = field(default_factory=dict)
    """Variables that equations give by others."""
    above: tuple[Expression, ...] = ()
    """What has to be above 0, in terms of the others."""
    possible: bool = True
    """Whether no equation is wrong to the number."""
    checked: int = 0
    """How many of the first of these are above 0 for …"""
    values: Mapping[int, Fraction] = field(default_factory=dict)
    """… these values of variables."""

    def with_variable(self, variable: Variable) -> tuple[Program, Expression]:
        """Return the program with one more variable, and that variable."""
        new = Expression({len(self.variables): Fraction(1)}, Fraction(0))
        return replace(self, variables=(*self.variables, variable)).with_rows([(new, ">")]), new

    def with_rows(self, rows: Sequence[Condition]) -> Program:
        """Return the program with more conditions."""
        after = replace(self, rows=(*self.rows, *rows))
        for expression, relation in rows:
            left = after.reduced(expression)
            after = replace(after, above=(*after.above, left)) if relation != "=" else after._with_equation(left)
        return after

    def _with_equation(self, left: Expression) -> Program:
        """The program where something is 0: the latest variable in it is given by the others."""
        if not left.factors:
            return replace(self, possible=self.possible and not left.constant)
        chosen = max(left.factors)
        rest = Expression(
            {variable: own for variable, own in left.factors.items() if variable != chosen}, left.constant
        )
        own = _times(rest, -1 / left.factors[chosen])
        valued = chosen in self.values  # its value need not be that which the equation gives it
        return replace(
            self,
            given={variable: _replaced(expression, chosen, own) for variable, expression in self.given.items()}
            | {chosen: own},
            above=tuple(_replaced(expression, chosen, own) for expression in self.above),
            checked=0 if valued else self.checked,
            values={} if valued else self.values,
        )

    def reduced(self, expression: Expression) -> Expression:
        """Return an expression in terms of variables that no equation gives."""
        for variable in [variable for variable in expression.factors if variable in self.given]:
            expression = _replaced(expression, variable, self.given[variable])
        return expression

    def rated(self, distance: Expression, time: Expression, rate: Range) -> Program:
        """Return the program in which a distance is covered in a time at a rate that may vary within an interval."""
        low, high = rate
        above, below = plus(distance, time, -low), plus(_times(distance, Fraction(-1)), time, high)
        return self.with_rows([(above, "=")] if low == high else [(above, ">="), (below, ">=")])

    def solved(self) -> Program | None:
        """Return the program with a value for every variable that no equation gives, or None if it has no solution."""
        if not self.possible:
            return None
        values: dict[int, Fraction] = {}
        for rows in self._parts():
            if all(number < self.checked for number in rows):
                values |= {
                    variable: self.values[variable] for number in rows for variable in self.above[number].factors
                }
            elif (found := self._onward(rows) or _solution([self.above[number] for number in rows])) is not None:
                values |= found
            else:
                return None
        return replace(self, checked=len(self.above), values=values)

    def has_solution(self, drivers: Collection[int]) -> bool:
        """Return whether what concerns some drivers has a solution."""
        concerned = {*drivers, TIME}
        return self.possible and all(
            _solution([self.above[number] for number in rows]) is not None
            for rows in self._parts()
            if not all(self.above[number].factors for number in rows)
            or any(
                self.variables[variable].driver in concerned
                for number in rows
                for variable in self.above[number].factors
            )
        )

    def _onward(self, rows: Sequence[int]) -> dict[int, Fraction] | None:
        """Values of the variables in some conditions where those that have a value keep it, if there are any."""
        known = {
            variable: self.values[variable]
            for number in rows
            for variable in self.above[number].factors
            if variable in self.values
        }
        new = [_valued(self.above[number], known) for number in rows if number >= self.checked]
        found = _solution(new)
        return None if found is None else {**found, **known}

    def _parts(self) -> list[list[int]]:
        """The numbers of the conditions, those together that have variables in common; first those without any."""
        part: dict[int, set[int]] = {}
        for factors, _ in self.above:
            merged = set(factors).union(*(part.get(variable, ()) for variable in factors))
            for variable in merged:
                part[variable] = merged
        rows: dict[int, list[int]] = {TIME: []}
        for number, (factors, _) in enumerate(self.above):
            rows.setdefault(min(part[next(iter(factors))]) if factors else TIME, []).append(number)
        return list(rows.values())

    def point(self) -> list[Fraction]:
        """Return the values of all variables, once it is solved."""
        own = {**self.values}
        for variable, expression in self.given.items():
            own[variable] = _valued(expression, self.values).constant
        return [own[variable] for variable in range(len(self.variables))]

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


def _solution(above: Sequence[Expression]) -> dict[int, Fraction] | None:
    """A value for every variable of what has to be above 0, the variables themselves among it; None if there is none."""
    variables = sorted({variable for expression in above for variable in expression.factors})
    # Each variable is its excess over the least of all, which is made as large as it can be, but at most 1.
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
    return {variable: excess + best[-1] for variable, excess in zip(variables, best, strict=False)}


def _replaced(expression: Expression, variable: int, by: Expression) -> Expression:
    """An expression with another one in place of a variable."""
    if (factor := expression.factors.get(variable)) is None:
        return expression
    left = {other: own for other, own in expression.factors.items() if other != variable}
    return plus(Expression(left, expression.constant), by, factor)


def _valued(expression: Expression, values: Mapping[int, Fraction]) -> Expression:
    """An expression where some variables have values."""
    left = {variable: factor for variable, factor in expression.factors.items() if variable not in values}
    constant = sum(
        (factor * values[variable] for variable, factor in expression.factors.items() if variable in values),
        expression.constant,
    )
    return Expression(left, constant)
