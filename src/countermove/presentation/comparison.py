"""Comparisons of numbers in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from countermove.presentation.numbers import driver_text
from gmcr.logic import Compare, Formula, Number

__all__ = ["compared_text"]

_WORDS: Mapping[str, str] = {
    "<": "below",
    "<=": "at most",
    ">": "above",
    ">=": "at least",
    "==": "exactly",
    "!=": "other than",
    "=": "exactly",
}


def compared_text(compared: Compare, bare: Callable[[Formula], str]) -> str:
    """A comparison as a clause: "window is at least 0.30". *bare* writes those sides that are not numbers."""
    left, right = (_side(item, bare) for item in (compared.left, compared.right))
    return f"{left} is {_WORDS[compared.op]} {right}"


def _side(formula: Formula, bare: Callable[[Formula], str]) -> str:
    """A side in words: "d1 minus 0.2 times d2". A line starting with a minus sign would read as a list item."""
    if isinstance(formula, Number):
        return driver_text(formula.value)
    text = bare(formula).replace("_", " ")
    for sign, word in ((" * ", " times "), (" + ", " plus "), (" - ", " minus ")):
        text = text.replace(sign, word)
    return text
