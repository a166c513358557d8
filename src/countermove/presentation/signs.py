"""Comparisons with typographic signs."""

from __future__ import annotations

__all__ = ["signed"]

_OPS = {"<=": "≤", ">=": "≥", "!=": "≠", " - ": " − "}


def signed(text: str) -> str:
    """A text with each comparison as a single sign, and true minus signs."""
    for written, sign in _OPS.items():
        text = text.replace(written, sign)
    return text
