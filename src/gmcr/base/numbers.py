"""Exact numbers from what people and programs write: a float is its shortest decimal, a text a decimal or a
fraction."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

__all__ = ["GivenNumber", "exactly"]

GivenNumber = int | float | str | Decimal | Fraction

_LONGEST = 40
"""The number of characters in a text, at most."""

_LARGEST = 100
"""The number of decimal places before or after the point, at most: the exponent of a short text could demand more
memory than there is."""


def exactly(value: GivenNumber) -> Fraction:
    """Return the exact number. Raises ValueError if *value* is not a number (a truth value, NaN, infinity) or has no
    reasonable size."""
    if isinstance(value, bool) or not isinstance(value, GivenNumber):
        raise ValueError(f"{value!r} is not a number")
    number = repr(value) if isinstance(value, float) else value
    if isinstance(number, str):
        if len(number) > _LONGEST:
            raise ValueError("too long for a number")
        if "/" in number:
            return _fraction(number)
        try:
            number = Decimal(number.strip())
        except InvalidOperation:
            raise ValueError(f"{value!r} is not a number") from None
    if isinstance(number, Decimal) and (not number.is_finite() or abs(number.adjusted()) > _LARGEST):
        raise ValueError(f"{value!r} is not finite, or too large or small")
    return Fraction(number)


def _fraction(text: str) -> Fraction:
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r} is not a number") from None
