"""Numbers as people and programs give them, exactly: a float is its shortest decimal, a text a decimal or a fraction."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

__all__ = ["GivenNumber", "exactly"]

GivenNumber = int | float | str | Decimal | Fraction

_LONGEST = 40
"""Characters of a text."""

_LARGEST = 100
"""Decimal places before or behind the point: the exponent of a short text could ask for more memory than there is."""


def exactly(value: GivenNumber) -> Fraction:
    """The number. Raises ValueError for what is none (a truth value, NaN, infinity) or has no reasonable size."""
    if isinstance(value, bool) or not isinstance(value, GivenNumber):
        raise ValueError(f"{value!r} is not a number")
    given = repr(value) if isinstance(value, float) else value
    if isinstance(given, str):
        if len(given) > _LONGEST:
            raise ValueError("too long for a number")
        if "/" in given:
            return _fraction(given)
        try:
            given = Decimal(given.strip())
        except InvalidOperation:
            raise ValueError(f"{value!r} is not a number") from None
    if isinstance(given, Decimal) and (not given.is_finite() or abs(given.adjusted()) > _LARGEST):
        raise ValueError(f"{value!r} is not finite, or too large or small")
    return Fraction(given)


def _fraction(text: str) -> Fraction:
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r} is not a number") from None
