"""Comparisons with the signs that people read."""

from __future__ import annotations

import re

from countermove.case.glossary import WantText
from countermove.telling.phrases import Teller

__all__ = ["signed", "wanted"]

_OPS = {"<=": "≤", ">=": "≥", "!=": "≠", " - ": " − "}


_COMPARED = re.compile(r" ([<>≤≥=≠]) ")
_KEPT = "\u00a0\\1\u00a0"


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
