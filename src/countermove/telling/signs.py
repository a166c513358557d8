"""Comparisons and numbers with the signs that people read."""

from __future__ import annotations

import re
from fractions import Fraction

from countermove.case.glossary import WantText
from countermove.telling.phrases import Teller

__all__ = ["decimal", "signed", "two_decimals", "wanted"]

_OPS = {"<=": "≤", ">=": "≥", "!=": "≠", " - ": " − "}


_COMPARED = re.compile(r" ([<>≤≥=≠]) ")
_KEPT = "\u00a0\\1\u00a0"


def decimal(value: Fraction, *, sign: bool = False) -> str:
    """A number as ``two_decimals`` writes it where that is all of it, else with three or four; "about" two where it has more."""
    places = next((count for count in (2, 3, 4) if (value * 10**count).denominator == 1), 0)
    told = f"{float(value):{'+' if sign else ''}.{places or 2}f}".replace("-", "−")
    return told if places else f"about {told}"


def signed(text: str) -> str:
    """A text with its comparisons in one sign each, and true minus signs."""
    for written, sign in _OPS.items():
        text = text.replace(written, sign)
    return text


def wanted(want: WantText, teller: Teller) -> tuple[str, ...]:
    """A want, read on from "<actor> wants", and its condition where it has one, in which no comparison is broken."""
    told = teller.wish(want.want, want.actor)
    if want.condition is None:
        return (told,)
    return f"{told},", f"while {_COMPARED.sub(_KEPT, signed(teller.glossary.bare(want.condition)))}"


def two_decimals(value: Fraction, *, sign: bool = False) -> str:
    """A number with two decimals and a true minus; with its *sign* even where it is above 0."""
    return f"{float(value):{'+' if sign else ''}.2f}".replace("-", "−")
