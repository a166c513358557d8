"""Formulas as trees.

A formula is a *truth* (options, ``true``, ``not``, ``and``, ``or``, ``implies``, ``iff``, comparisons) or a
*number* (decimals, drivers, ``+ - *``). A truth counts as 0 or 1 where a number is needed; a number never
counts as a truth.

:class:`Symbol` is a name as it was written; :class:`Option` and :class:`Driver` are what it turns out to
mean, and occur only after :func:`countermove.logic.resolve`. Nodes are immutable, hashable, and equal when
they say the same: the place where something was written does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

__all__ = [
    "And",
    "Bool",
    "Compare",
    "Comparison",
    "Difference",
    "Driver",
    "Formula",
    "Iff",
    "Implies",
    "Negative",
    "Not",
    "Number",
    "Option",
    "Or",
    "Product",
    "Sum",
    "Symbol",
    "children",
    "column_of",
    "is_truth",
    "walk",
]

Comparison: TypeAlias = Literal["<", "<=", "==", "!=", ">=", ">", "="]


@dataclass(frozen=True, slots=True)
class Bool:
    """``true`` or ``false``."""

    value: bool


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number. ``column`` is where it was written (from 1; 0: nowhere)."""

    value: Fraction
    column: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name as written: an option (full or bare), a term or a driver. ``column`` counts from 1 (0:
    nowhere)."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Option:
    """An option by its full name, ``actor.option``: true in the states where it is on."""

    name: str


@dataclass(frozen=True, slots=True)
class Driver:
    """A number that the model leaves open."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """``not of``."""

    of: Formula


@dataclass(frozen=True, slots=True)
class And:
    """All of ``items``; none: true."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of ``items``; none: false."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """``premise implies conclusion``: false only where the premise holds and the conclusion does not."""

    premise: Formula
    conclusion: Formula


@dataclass(frozen=True, slots=True)
class Iff:
    """``left iff right``: both or neither."""

    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Compare:
    """``left op right`` over numbers; of an option and one of its levels, and then ``=`` too, before it is resolved."""

    op: Comparison
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Sum:
    """``left + right``."""

    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Difference:
    """``left - right``."""

    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Product:
    """``left * right``."""

    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Negative:
    """``-of``."""

    of: Formula


Formula: TypeAlias = (
    Bool
    | Number
    | Symbol
    | Option
    | Driver
    | Not
    | And
    | Or
    | Implies
    | Iff
    | Compare
    | Sum
    | Difference
    | Product
    | Negative
)


def children(formula: Formula) -> tuple[Formula, ...]:
    """The parts directly below, from left to right."""
    match formula:
        case And(items) | Or(items):
            return items
        case Not(of) | Negative(of):
            return (of,)
        case (
            Implies(left, right) | Iff(left, right) | Sum(left, right) | Difference(left, right) | Product(left, right)
        ):
            return (left, right)
        case Compare(_, left, right):
            return (left, right)
        case _:
            return ()


def walk(formula: Formula) -> Iterator[Formula]:
    """The formula and all its parts, each before its own parts, from left to right (without recursion)."""
    waiting = [formula]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def is_truth(formula: Formula) -> bool:
    """Whether a resolved formula is a truth rather than a number."""
    return isinstance(formula, (Bool, Option, Not, And, Or, Implies, Iff, Compare))


def column_of(formula: Formula) -> int:
    """The leftmost column known in a formula (from 1; 1 where none is known)."""
    return next((n.column for n in walk(formula) if isinstance(n, (Symbol, Number)) and n.column), 1)
