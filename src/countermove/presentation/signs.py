"""Comparisons with the signs that people read."""

from __future__ import annotations

__all__ = ["signed"]

_OPS = {"<=": "≤", ">=": "≥", "!=": "≠", " - ": " − "}


def signed(text: str) -> str:
    """A text with its comparisons in one sign each, and true minus signs."""
    for written, sign in _OPS.items():
        text = text.replace(written, sign)
    return text
