"""Formulas as clauses (conjunctive normal form) for satisfiability solvers.

Literals are non-zero integers as in DIMACS: k is the k-th variable, −k its negation. Every part of a formula
gets a variable that is equivalent to it (Tseitin 1968), so that each assignment of the options extends to the
new variables in exactly one way: models can be counted and blocked on the options alone. Comparisons over
options become decision diagrams over their partial sums (Eén & Sörensson 2006), with the largest weights
first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate
from math import lcm
from typing import Final, TypeAlias

from gmcr.base.errors import FormulaError, SizeError, UnknownName
from gmcr.logic.tree import (
    And,
    Bool,
    Compare,
    DriverAtom,
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

__all__ = ["clauses"]

Literal: TypeAlias = int
Value: TypeAlias = bool | Literal  # distinguished by `is True` and `is False`, since 1 is also a literal

_MOST_TERMS: Final = 10_000
_MOST_SUMS: Final = 200_000


def clauses(formula: Formula, variables: Mapping[str, int], *, first_free: int) -> tuple[list[list[int]], int]:
    """Return clauses that hold together exactly where a formula holds.

    Parameters
    ----------
    formula : Formula
        A resolved truth without drivers.
    variables : mapping of str to int
        Full option name → its variable, 1 or more.
    first_free : int
        The first new variable, above every variable in use.

    Returns
    -------
    list of list of int
        The clauses, none of them empty: ``false`` is a new variable that is asserted both ways.
    int
        The next free variable.

    Raises
    ------
    FormulaError
        If a driver occurs, or the formula is a number or is not resolved.
    UnknownName
        If an option has no variable.
    SizeError
        If a comparison has too many different partial sums.
    ValueError
        If *first_free* is a variable in use.

    References
    ----------
    * G. S. Tseitin (1968). On the complexity of derivation in propositional calculus.
    * N. Eén & N. Sörensson (2006). Translating pseudo-Boolean constraints into SAT. *Journal on Satisfiability, Boolean
      Modeling and Computation* 2, 1–26.

    Examples
    --------
    >>> from gmcr.logic import Vocabulary, clauses, parse
    >>> formula = Vocabulary(["line.run", "town.pay"]).resolve(parse("run implies pay"))
    >>> clauses(formula, {"line.run": 1, "town.pay": 2}, first_free=3)
    ([[-1, 2]], 3)
    """
    if first_free <= max(variables.values(), default=0):
        raise ValueError(f"first_free={first_free} is not above every variable in use")
    encoder = _Encoder(variables, first_free)
    encoder.require(formula)
    return encoder.clauses, encoder.next_free


@dataclass(slots=True)
class _Encoder:
    variables: Mapping[str, int]
    next_free: int
    clauses: list[list[int]] = field(default_factory=list)
    known: dict[tuple[object, ...], int] = field(default_factory=dict)

    # --- asserting

    def require(self, formula: Formula) -> None:
        """Assert a formula. Conjunctions are split and disjunctions become clauses, neither with new variables."""
        waiting = [formula]
        while waiting:
            match waiting.pop():
                case And(items):
                    waiting.extend(reversed(items))
                case Not(Or(items)):
                    waiting.extend(Not(item) for item in reversed(items))
                case Not(Implies(premise, conclusion)):
                    waiting += [Not(conclusion), premise]
                case Or(items):
                    self.clause([self.value(item) for item in items])
                case Not(And(items)):
                    self.clause([_negated(self.value(item)) for item in items])
                case Implies(premise, conclusion):
                    self.clause([_negated(self.value(premise)), self.value(conclusion)])
                case node:
                    self.clause([self.value(node)])

    def clause(self, values: Iterable[Value]) -> None:
        literals = _disjunction(values)
        if literals is True:
            return
        if not literals:
            impossible = self.new()
            self.clauses += [[impossible], [-impossible]]
            return
        self.clauses.append(literals)

    def new(self) -> int:
        self.next_free += 1
        return self.next_free - 1

    def defined(self, key: tuple[object, ...], definition: Callable[[int], list[list[int]]]) -> int:
        """The variable of a gate; equal gates share one."""
        if key not in self.known:
            self.known[key] = variable = self.new()
            self.clauses += definition(variable)
        return self.known[key]

    # --- truths

    def value(self, node: Formula) -> Value:
        """The literal (or constant) equivalent to a truth."""
        match node:
            case Bool(value):
                return value
            case OptionAtom(name):
                if name not in self.variables:
                    raise UnknownName("option", name, self.variables)
                return self.variables[name]
            case Not(of):
                return _negated(self.value(of))
            case Or(items):
                return self.any(self.values(items))
            case And(items):
                return self.all(self.values(items))
            case Implies(premise, conclusion):
                return self.any((_negated(self.value(premise)), self.value(conclusion)))
            case Iff(left, right):
                a, b = self.value(left), self.value(right)
                return self.choice(a, b, _negated(b))
            case Compare():
                return self.comparison(node)
            case _:
                raise FormulaError("only truths over options become clauses: resolve the formula first")

    def values(self, items: Sequence[Formula]) -> list[Value]:
        values = []
        for item in items:
            values.append(self.value(item))
        return values

    def any(self, values: Iterable[Value]) -> Value:
        literals = _disjunction(values)
        if literals is True:
            return True
        if not literals:
            return False
        if len(literals) == 1:
            return literals[0]
        key = ("or", *sorted(literals))
        return self.defined(key, lambda v: [[-v, *literals], *([v, -literal] for literal in literals)])

    def all(self, values: Iterable[Value]) -> Value:
        return _negated(self.any([_negated(value) for value in values]))

    def choice(self, of: Value, high: Value, low: Value) -> Value:
        """``high`` if ``of`` else ``low``."""
        if of is True or _same(high, low):
            return high
        if of is False:
            return low
        if high is True or high is False:
            return self.any((of, low)) if high else self.all((_negated(of), low))
        if low is True or low is False:
            return self.any((_negated(of), high)) if low else self.all((of, high))
        if of < 0:
            of, high, low = -of, low, high
        if of in (abs(high), abs(low)):  # the condition is known within its own branches
            high = (high > 0) if abs(high) == of else high
            low = (low < 0) if abs(low) == of else low
            return self.choice(of, high, low)
        c, h, k = of, high, low
        return self.defined(
            ("if", c, h, k),
            lambda v: [[-v, -c, h], [v, -c, -h], [-v, c, k], [v, c, -k], [v, -h, -k], [-v, h, k]],
        )

    # --- comparisons

    def comparison(self, node: Compare) -> Value:
        terms = _minus(self.polynomial(node.left), self.polynomial(node.right))
        constant = terms.pop(frozenset(), Fraction(0))
        scale = lcm(constant.denominator, *(weight.denominator for weight in terms.values()))
        weighted: list[tuple[int, Literal]] = []
        limit = -int(constant * scale)
        for literals, weight in terms.items():
            product = self.all(literals)
            if product is True:
                limit -= int(weight * scale)
            elif product is not False:
                weighted.append((int(weight * scale), product))
        weighted.sort(key=lambda term: (-abs(term[0]), abs(term[1])))
        return self.threshold(node.op, weighted, limit)

    def polynomial(self, node: Formula) -> dict[frozenset[Literal], Fraction]:
        """A number as a sum of products of literals with weights."""
        match node:
            case Number(number):
                return {frozenset(): number} if number else {}
            case Sum(left, right):
                return _minus(self.polynomial(left), _minus({}, self.polynomial(right)))
            case Minus(left, right):
                return _minus(self.polynomial(left), self.polynomial(right))
            case Negative(of):
                return _minus({}, self.polynomial(of))
            case Product(left, right):
                return _product(self.polynomial(left), self.polynomial(right))
            case DriverAtom(name):
                raise FormulaError(f"the driver {name!r} has no place in clauses: put its value there first")
            case _:
                value = self.value(node)
                if value is False:
                    return {}
                return {frozenset() if value is True else frozenset((value,)): Fraction(1)}

    def threshold(self, op: str, terms: Sequence[tuple[int, Literal]], limit: int) -> Value:
        """``Σ weight × literal  op  limit`` as a decision diagram: one node per position and partial sum
        still undecided."""
        least = [*accumulate((min(w, 0) for w, _ in reversed(terms)), initial=0)][::-1]
        most = [*accumulate((max(w, 0) for w, _ in reversed(terms)), initial=0)][::-1]

        def decided(k: int, total: int) -> bool | None:
            return _decided(op, total + least[k], total + most[k], limit)

        layers: list[list[int]] = [[0]]
        size = 1
        for k, (weight, _) in enumerate(terms):
            open_sums = [total for total in layers[k] if decided(k, total) is None]
            layers.append(list(dict.fromkeys(t for total in open_sums for t in (total, total + weight))))
            size += len(layers[-1])
            if size > _MOST_SUMS:
                raise SizeError(
                    f"a comparison over {len(terms)} options has more than {_MOST_SUMS} partial sums: "
                    "use fewer different factors"
                )
        below: dict[int, Value] = {}
        for k in range(len(terms), -1, -1):
            here: dict[int, Value] = {}
            for total in layers[k]:
                known = decided(k, total)
                if known is None:
                    weight, literal = terms[k]
                    here[total] = self.choice(literal, below[total + weight], below[total])
                else:
                    here[total] = known
            below = here
        return below[0]


def _decided(op: str, low: int, high: int, limit: int) -> bool | None:
    """Whether every number from ``low`` to ``high`` compares so with ``limit`` (True), none does (False), or
    it is open."""
    match op:
        case "<":
            yes, no = high < limit, low >= limit
        case "<=":
            yes, no = high <= limit, low > limit
        case ">":
            yes, no = low > limit, high <= limit
        case ">=":
            yes, no = low >= limit, high < limit
        case "==":
            yes, no = low == high == limit, limit < low or high < limit
        case _:
            yes, no = limit < low or high < limit, low == high == limit
    return True if yes else False if no else None


def _negated(value: Value) -> Value:
    return (not value) if value is True or value is False else -value


def _same(a: Value, b: Value) -> bool:
    return a is b or (a == b and not isinstance(a, bool) and not isinstance(b, bool))


def _disjunction(values: Iterable[Value]) -> list[Literal] | bool:
    """The distinct literals of a disjunction in order (none: it is false); True where it always holds."""
    literals: dict[Literal, None] = {}
    for value in values:
        if value is True or (value is not False and -value in literals):
            return True
        if value is not False:
            literals[value] = None
    return list(literals)


def _minus(
    a: Mapping[frozenset[Literal], Fraction], b: Mapping[frozenset[Literal], Fraction]
) -> dict[frozenset[Literal], Fraction]:
    result = dict(a)
    for literals, weight in b.items():
        result[literals] = result.get(literals, Fraction(0)) - weight
    return {literals: weight for literals, weight in result.items() if weight}


def _product(
    a: Mapping[frozenset[Literal], Fraction], b: Mapping[frozenset[Literal], Fraction]
) -> dict[frozenset[Literal], Fraction]:
    if len(a) * len(b) > _MOST_TERMS:
        raise SizeError(f"a product in a comparison has more than {_MOST_TERMS} terms when multiplied out")
    result: dict[frozenset[Literal], Fraction] = {}
    for left, x in a.items():
        for right, y in b.items():
            literals = left | right
            if not any(-literal in literals for literal in literals):
                result[literals] = result.get(literals, Fraction(0)) + x * y
    return {literals: weight for literals, weight in result.items() if weight}
