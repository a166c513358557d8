"""Formulas in a satisfiability solver, for whoever checks proofs: nothing of it is shared with what finds them.

Every part of a formula has a literal that is equivalent to it (Tseitin 1968), the same one for the same gate; what options
with a known value decide is folded away. A comparison is a polynomial over its 0/1 parts, taken apart part by part (Shannon's
expansion), with each rest taken apart once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from time import monotonic
from typing import Any, Final, TypeAlias

from gmcr.base.errors import FormulaError, MissingExtra
from gmcr.logic import (
    And,
    Bool,
    Compare,
    Formula,
    Iff,
    Implies,
    Minus,
    Negative,
    Not,
    Number,
    OptionAtom,
    Or,
    Product,
    Sum,
)

__all__ = ["Clauses", "NotChecked", "Seen"]

_BACK_END: Final = "glucose4"
"""Of python-sat; another one than the prover's."""

_CONFLICTS: Final = 2000
"""Between looks at the clock."""

_GATES: Final = 2_000_000
_TERMS: Final = 2000
_PARTS: Final = 200
"""Products, and variables, of one polynomial."""

Polynomial: TypeAlias = dict[frozenset[int], Fraction]
"""Products of 0/1 variables, each with its weight."""


class NotChecked(Exception):
    """It took too long ("time"), or is too large ("size")."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A state as a formula sees it: each option's literal, and those of formulas that are known there."""

    options: Mapping[str, int]
    known: dict[Formula, int] = field(default_factory=dict)


class Clauses:
    """Clauses that hold together. ``true``: a literal that holds. Until *deadline* (of the monotonic clock); free it by
    ``close``. Raises MissingExtra, and NotChecked wherever it is late or large."""

    def __init__(self, deadline: float) -> None:
        try:
            from pysat.solvers import Solver
        except ModuleNotFoundError:
            raise MissingExtra("sat", "Checking a proof") from None
        self._solver: Any = Solver(name=_BACK_END)
        self._deadline = deadline
        self._gates: dict[tuple[int, ...], int] = {}
        self._compared: dict[tuple[str, frozenset[tuple[frozenset[int], Fraction]]], int] = {}
        self._last = 0
        self.true = self.new()
        self.add(self.true)

    def close(self) -> None:
        """Give the solver's memory back."""
        self._solver.delete()

    def new(self) -> int:
        """A new variable."""
        self._last += 1
        if self._last > _GATES:
            raise NotChecked("size")
        if self._last % 1000 == 0:
            self.look()
        return self._last

    def look(self) -> None:
        """At the clock."""
        if monotonic() > self._deadline:
            raise NotChecked("time")

    def add(self, *literals: int) -> None:
        """One of these holds."""
        self._solver.add_clause(literals)

    def model(self, assumed: Sequence[int]) -> set[int] | None:
        """The literals that hold in some way for everything to hold, and what is assumed; None where there is no such way."""
        while True:
            self.look()
            self._solver.conf_budget(_CONFLICTS)
            # With expect_interrupt Ctrl-C ends the call as it ends any other: it is none of the solver.
            found = self._solver.solve_limited(assumptions=assumed, expect_interrupt=True)
            if found is not None:
                return set(self._solver.get_model()) if found else None

    # -- gates ---------------------------------------------------------------------------------------------------------

    def all(self, literals: Iterable[int]) -> int:
        """The literal of: all of these hold."""
        own = {literal for literal in literals if literal != self.true}
        if -self.true in own or any(-literal in own for literal in own):
            return -self.true
        if len(own) <= 1:
            return next(iter(own), self.true)
        key = tuple(sorted(own))
        if key not in self._gates:
            self._gates[key] = gate = self.new()
            for literal in key:
                self.add(-gate, literal)
            self.add(gate, *(-literal for literal in key))
        return self._gates[key]

    def any(self, literals: Iterable[int]) -> int:
        """The literal of: one of these holds."""
        return -self.all(-literal for literal in literals)

    def choice(self, of: int, high: int, low: int) -> int:
        """The literal of: *high* where *of* holds, *low* where it does not."""
        return high if high == low else self.all((self.any((-of, high)), self.any((of, low))))

    def better(self, here: Sequence[int], there: Sequence[int]) -> int:
        """The literal of: of two words of truths the first is larger, lexicographically."""
        found = -self.true
        for one, other in reversed(list(zip(here, there, strict=True))):
            found = self.choice(other, self.all((one, found)), self.any((one, found)))
        return found

    # -- formulas ------------------------------------------------------------------------------------------------------

    def literal(self, formula: Formula, seen: Seen) -> int:
        """The literal equivalent to a truth over options, where these are *seen* so."""
        if formula in seen.known:
            return seen.known[formula]
        match formula:
            case Bool(value):
                found = self.true if value else -self.true
            case OptionAtom(name):
                found = seen.options[name]
            case Not(of):
                found = -self.literal(of, seen)
            case And(items):
                found = self.all(self._literals(items, seen))
            case Or(items):
                found = self.any(self._literals(items, seen))
            case Implies(premise, conclusion):
                found = self.any((-self.literal(premise, seen), self.literal(conclusion, seen)))
            case Iff(left, right):
                one, other = self.literal(left, seen), self.literal(right, seen)
                found = self.choice(one, other, -other)
            case Compare(op, left, right):
                found = self._comparison(op, self._polynomial(Minus(left, right), seen))
            case _:
                raise FormulaError("a number where a truth value is needed")
        seen.known[formula] = found
        return found

    def _literals(self, items: Sequence[Formula], seen: Seen) -> list[int]:
        found = []
        for item in items:  # a loop: a comprehension would cost one more frame per level
            found.append(self.literal(item, seen))
        return found

    def _polynomial(self, number: Formula, seen: Seen) -> Polynomial:
        match number:
            case Number(value):
                return {frozenset(): value}
            case Negative(of):
                return _product({frozenset(): Fraction(-1)}, self._polynomial(of, seen))
            case Sum(left, right):
                return _sum(self._polynomial(left, seen), self._polynomial(right, seen))
            case Minus(left, right):
                return _sum(self._polynomial(left, seen), self._polynomial(Negative(right), seen))
            case Product(left, right):
                return _product(self._polynomial(left, seen), self._polynomial(right, seen))
        literal = self.literal(number, seen)
        if abs(literal) == self.true:
            return {frozenset(): Fraction(literal == self.true)}
        one = {frozenset((abs(literal),)): Fraction(1 if literal > 0 else -1)}
        return one if literal > 0 else _sum(one, {frozenset(): Fraction(1)})

    def _comparison(self, op: str, given: Polynomial) -> int:
        """The literal of: a polynomial compares so with 0."""
        known = {product: weight for product, weight in given.items() if weight}
        rest = {product: weight for product, weight in known.items() if product}
        fixed = known.get(frozenset(), Fraction(0))
        low = fixed + sum(weight for weight in rest.values() if weight < 0)
        high = fixed + sum(weight for weight in rest.values() if weight > 0)
        decided = _decided(op, low, high)
        if decided is not None:
            return self.true if decided else -self.true
        key = (op, frozenset(known.items()))
        if key not in self._compared:
            self.look()
            heaviest = max(rest, key=lambda product: (abs(rest[product]), sorted(product)))
            part = min(heaviest)
            self._compared[key] = self.choice(
                part, self._comparison(op, _given(known, part, True)), self._comparison(op, _given(known, part, False))
            )
            if len(self._compared) > _GATES // 10:
                raise NotChecked("size")
        return self._compared[key]


def _decided(op: str, low: Fraction, high: Fraction) -> bool | None:
    """Whether every number from *low* to *high* compares so with 0, or none does; None where it is open."""
    match op:
        case "<":
            yes, no = high < 0, low >= 0
        case "<=":
            yes, no = high <= 0, low > 0
        case ">":
            yes, no = low > 0, high <= 0
        case ">=":
            yes, no = low >= 0, high < 0
        case "==":
            yes, no = low == high == 0, low > 0 or high < 0
        case _:
            yes, no = low > 0 or high < 0, low == high == 0
    return True if yes else False if no else None


def _sum(one: Polynomial, other: Polynomial) -> Polynomial:
    found = dict(one)
    for product, weight in other.items():
        found[product] = found.get(product, Fraction(0)) + weight
    return _bounded(found)


def _product(one: Polynomial, other: Polynomial) -> Polynomial:
    if len(one) * len(other) > _TERMS * 10:
        raise NotChecked("size")
    found: Polynomial = {}
    for left, weight in one.items():
        for right, factor in other.items():
            found[left | right] = found.get(left | right, Fraction(0)) + weight * factor
    return _bounded(found)


def _given(polynomial: Polynomial, part: int, value: bool) -> Polynomial:
    """What a polynomial becomes where the value of one variable is known."""
    found: Polynomial = {}
    for product, weight in polynomial.items():
        if value or part not in product:
            found[product - {part}] = found.get(product - {part}, Fraction(0)) + weight
    return found


def _bounded(polynomial: Polynomial) -> Polynomial:
    if len(polynomial) > _TERMS or len(frozenset().union(*polynomial)) > _PARTS:
        raise NotChecked("size")
    return polynomial
