"""Writing formulas.

The text has the fewest parentheses with which it reads back as the same tree: ``parse(to_text(f)) == f`` for
every ``f`` that came from :func:`gmcr.logic.parse`. Resolved formulas print with full option names.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gmcr.base.errors import FormulaError
from gmcr.logic.levels import is_graded
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
    Symbol,
)

__all__ = ["decimal", "to_text"]

# How tightly each form binds, and so what needs no parentheses inside what.
_IFF, _IMPLIES, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGNED, _ATOM = range(10)


def to_text(formula: Formula) -> str:
    """The formula as a text that reads back as the same tree.

    Raises :class:`~gmcr.base.errors.FormulaError` for a number without a finite decimal.
    """
    return _write(formula, _IFF)


def decimal(value: Fraction) -> str:
    """A fraction as an exact decimal without exponent: ``0.25``, ``-3``.

    Raises :class:`~gmcr.base.errors.FormulaError` where there is none (1/3).
    """
    twos, rest = _divide_out(value.denominator, 2)
    fives, rest = _divide_out(rest, 5)
    if rest != 1:
        raise FormulaError(f"{value} has no finite decimal and cannot be written in a formula")
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def _divide_out(number: int, prime: int) -> tuple[int, int]:
    times = 0
    while number % prime == 0:
        number //= prime
        times += 1
    return times, number


def _write(formula: Formula, needed: int) -> str:
    """*formula*, in parentheses where it binds less tightly than *needed*."""
    match formula:
        case Bool(value):
            return "true" if value else "false"
        case OptionAtom(name) if is_graded(name):  # a threshold, which is named as a comparison
            text, binds = name, _COMPARE
        case Symbol(name) | OptionAtom(name) | DriverAtom(name):
            return name
        case Number(value):
            text, binds = decimal(value), _SIGNED
        case Negative(Number(value)) if value >= 0:  # without parentheses it would read as a negative number
            text, binds = f"-({decimal(value)})", _SIGNED
        case Negative(of):
            text, binds = f"-{_write(of, _SIGNED)}", _SIGNED
        case Product(left, right):
            text, binds = f"{_write(left, _PRODUCT)} * {_write(right, _SIGNED)}", _PRODUCT
        case Sum(left, right):
            text, binds = f"{_write(left, _SUM)} + {_write(right, _PRODUCT)}", _SUM
        case Minus(left, right):
            text, binds = f"{_write(left, _SUM)} - {_write(right, _PRODUCT)}", _SUM
        case Compare(op, left, right):
            text, binds = f"{_write(left, _SUM)} {op} {_write(right, _SUM)}", _COMPARE
        case Not(of):
            text, binds = f"not {_write(of, _NOT)}", _NOT
        case And(items):
            return _write_many(items, "and", _AND, needed, empty="true")
        case Or(items):
            return _write_many(items, "or", _OR, needed, empty="false")
        case Implies(premise, conclusion):
            text, binds = f"{_write(premise, _OR)} implies {_write(conclusion, _IMPLIES)}", _IMPLIES
        case Iff(left, right):
            text, binds = f"{_write(left, _IFF)} iff {_write(right, _IMPLIES)}", _IFF
    return text if binds >= needed else f"({text})"


def _write_many(items: Sequence[Formula], word: str, binds: int, needed: int, *, empty: str) -> str:
    if not items:
        return empty
    if len(items) == 1:
        return _write(items[0], needed)
    parts = []
    for item in items:  # a loop: a comprehension would cost a second frame per level
        parts.append(_write(item, binds + 1))
    text = f" {word} ".join(parts)
    return text if binds >= needed else f"({text})"
