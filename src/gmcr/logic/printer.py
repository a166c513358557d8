"""The printer of formulas.

The text has the fewest parentheses with which it reads back as the same tree: ``parse(to_text(f)) == f`` for every
``f`` returned by :func:`gmcr.logic.parse`. Resolved formulas print with full option names.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gmcr.base.errors import FormulaError
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
    is_graded,
)

__all__ = ["decimal", "to_text"]

# How tightly each form binds, which decides where parentheses are needed.
_IFF, _IMPLIES, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGNED, _ATOM = range(10)


def to_text(formula: Formula) -> str:
    """Return a formula as text.

    Parameters
    ----------
    formula : Formula
        The formula, resolved or not.

    Returns
    -------
    str
        The text with the fewest parentheses that ``parse`` reads back as the same tree.

    Raises
    ------
    FormulaError
        If a number has no finite decimal.

    Examples
    --------
    >>> from gmcr.logic import parse, to_text
    >>> to_text(parse("(run and (not pay)) -> go"))
    'run and not pay implies go'
    """
    return _write(formula, _IFF)


def decimal(value: Fraction) -> str:
    """Return a fraction as an exact decimal without exponent.

    Parameters
    ----------
    value : Fraction
        The fraction.

    Returns
    -------
    str
        The decimal.

    Raises
    ------
    FormulaError
        If there is no finite decimal, as for 1/3.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gmcr.logic import decimal
    >>> decimal(Fraction(1, 4)), decimal(Fraction(-3))
    ('0.25', '-3')
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
        case OptionAtom(name) if is_graded(name):  # a threshold, which is named like a comparison
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
    for item in items:  # a loop, since a comprehension would cost a second frame per level
        parts.append(_write(item, binds + 1))
    text = f" {word} ".join(parts)
    return text if binds >= needed else f"({text})"
