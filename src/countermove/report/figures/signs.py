"""Comparisons and numbers with the signs that people read."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["signed", "two_decimals"]

_OPS = {"<=": "≤", ">=": "≥", "!=": "≠"}


def signed(text: str) -> str:
    """A text with its comparisons in one sign each."""
    for written, sign in _OPS.items():
        text = text.replace(written, sign)
    return text


def two_decimals(value: Fraction, *, sign: bool = False) -> str:
    """A number with two decimals and a true minus; with its *sign* even where it is above 0."""
    return f"{float(value):{'+' if sign else ''}.2f}".replace("-", "−")
