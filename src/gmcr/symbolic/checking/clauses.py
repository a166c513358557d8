"""Formulas in a satisfiability solver, for checking proofs; nothing is shared with the code that finds them.

Every part of a formula has a literal that is equivalent to it (Tseitin 1968), the same one for the same gate; options
with a known value are folded away. A comparison is a polynomial over its 0/1 parts, decomposed part by part (Shannon
expansion), with each remainder decomposed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from time import thread_time
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

__all__ = ["Clauses", "NotChecked", "StateLiterals"]

_BACK_END: Final = "glucose4"
"""A solver of python-sat, different from the prover's."""

_CONFLICTS: Final = 2000
"""The number of conflicts between two checks of the clock."""

_GATES: Final = 2_000_000
_TERMS: Final = 2000
_PARTS: Final = 200
"""The maximum number of terms, and of variables, of one polynomial."""

Polynomial: TypeAlias = dict[frozenset[int], Fraction]
"""Products of 0/1 variables, each with its weight."""


class NotChecked(Exception):
    """Raised when checking takes too long ("time") or the proof is too large ("size")."""


@dataclass(frozen=True, slots=True, eq=False)
class StateLiterals:
    """A state as formulas see it: each option's literal, and the literals of formulas that are known there."""

    options: Mapping[str, int]
    known: dict[Formula, int] = field(default_factory=dict)


class Clauses:
    """Clauses that hold together. ``true``: a literal that holds. *deadline* is on the clock of this thread
    (``thread_time``); release with ``close``. Raises MissingExtra, and NotChecked where the deadline has passed or a
    limit of size is exceeded."""

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
        """Release the solver's memory."""
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
        """Raise NotChecked if the deadline has passed."""
        if thread_time() > self._deadline:
            raise NotChecked("time")

    def add(self, *literals: int) -> None:
        """Add the clause that at least one of these literals holds."""
        self._solver.add_clause(literals)

    def model(self, assumed: Sequence[int]) -> set[int] | None:
        """The literals of an assignment that satisfies all clauses and the assumptions; None where there is none."""
        while True:
            self.look()
            self._solver.conf_budget(_CONFLICTS)
            # With expect_interrupt Ctrl-C ends the call; the solver does not handle it itself.
            satisfiable = self._solver.solve_limited(assumptions=assumed, expect_interrupt=True)
            if satisfiable is not None:
                return set(self._solver.get_model()) if satisfiable else None

    # -- gates ---------------------------------------------------------------------------------------------------------

    def all(self, literals: Iterable[int]) -> int:
        """The literal for: all of these hold."""
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
        """The literal for: at least one of these holds."""
        return -self.all(-literal for literal in literals)

    def choice(self, of: int, high: int, low: int) -> int:
        """The literal for: *high* where *of* holds, *low* where it does not."""
        return high if high == low else self.all((self.any((-of, high)), self.any((of, low))))

    def better(self, here: Sequence[int], there: Sequence[int]) -> int:
        """The literal for: the first of two words of truths is lexicographically larger."""
        larger = -self.true
        for one, other in reversed(list(zip(here, there, strict=True))):
            larger = self.choice(other, self.all((one, larger)), self.any((one, larger)))
        return larger

    # -- formulas ------------------------------------------------------------------------------------------------------

    def literal(self, formula: Formula, seen: StateLiterals) -> int:
        """The literal equivalent to a truth over options, in the state *seen*."""
        if formula in seen.known:
            return seen.known[formula]
        match formula:
            case Bool(value):
                literal = self.true if value else -self.true
            case OptionAtom(name):
                literal = seen.options[name]
            case Not(of):
                literal = -self.literal(of, seen)
            case And(items):
                literal = self.all(self._literals(items, seen))
            case Or(items):
                literal = self.any(self._literals(items, seen))
            case Implies(premise, conclusion):
                literal = self.any((-self.literal(premise, seen), self.literal(conclusion, seen)))
            case Iff(left, right):
                one, other = self.literal(left, seen), self.literal(right, seen)
                literal = self.choice(one, other, -other)
            case Compare(op, left, right):
                literal = self._comparison(op, self._polynomial(Minus(left, right), seen))
            case _:
                raise FormulaError("a number where a truth value is needed")
        seen.known[formula] = literal
        return literal

    def _literals(self, items: Sequence[Formula], seen: StateLiterals) -> list[int]:
        literals = []
        for item in items:  # a loop, since a comprehension would cost one more frame per level
            literals.append(self.literal(item, seen))
        return literals

    def _polynomial(self, number: Formula, seen: StateLiterals) -> Polynomial:
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

    def _comparison(self, op: str, polynomial: Polynomial) -> int:
        """The literal for a comparison of a polynomial with 0."""
        known = {product: weight for product, weight in polynomial.items() if weight}
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
                part,
                self._comparison(op, _substituted(known, part, True)),
                self._comparison(op, _substituted(known, part, False)),
            )
            if len(self._compared) > _GATES // 10:
                raise NotChecked("size")
        return self._compared[key]


def _decided(op: str, low: Fraction, high: Fraction) -> bool | None:
    """True if every number from *low* to *high* compares so with 0, False if none does, None otherwise."""
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
    total = dict(one)
    for product, weight in other.items():
        total[product] = total.get(product, Fraction(0)) + weight
    return _bounded(total)


def _product(one: Polynomial, other: Polynomial) -> Polynomial:
    if len(one) * len(other) > _TERMS * 10:
        raise NotChecked("size")
    result: Polynomial = {}
    for left, weight in one.items():
        for right, factor in other.items():
            result[left | right] = result.get(left | right, Fraction(0)) + weight * factor
    return _bounded(result)


def _substituted(polynomial: Polynomial, part: int, value: bool) -> Polynomial:
    """The polynomial with one variable replaced by its value."""
    result: Polynomial = {}
    for product, weight in polynomial.items():
        if value or part not in product:
            result[product - {part}] = result.get(product - {part}, Fraction(0)) + weight
    return result


def _bounded(polynomial: Polynomial) -> Polynomial:
    if len(polynomial) > _TERMS or len(frozenset().union(*polynomial)) > _PARTS:
        raise NotChecked("size")
    return polynomial
