"""Check that the chances of forecasts are words of likelihood, and suggest words for those that are not."""

from __future__ import annotations

import re
from fractions import Fraction

from countermove.assessment.problems import Report
from countermove.assessment.schema import Document
from countermove.assessment.usage import chances_said
from countermove.likelihood import ACCEPTED, scale, scale_of
from gmcr.base.errors import quoted

__all__ = ["check_chances"]

_NUMBER = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*(%|per ?cent)?\s*", re.IGNORECASE)
_SURE = ("high", "moderate", "medium", "low")


def check_chances(document: Document, report: Report) -> None:
    """Report every chance whose words stand for no likelihood."""
    for name, forecast in document.forecasts.items():
        for path, chance in chances_said(name, forecast):
            if isinstance(chance, str) and chance not in ACCEPTED:
                message = f"{quoted(chance)} is not a likelihood word: {_remedy(chance, document)}"
                report.add(path, "value", message, suggestion=_nearest_word(chance, report))


def _remedy(chance: str, document: Document) -> str:
    """What to write instead of words that stand for no likelihood."""
    if (number := _NUMBER.fullmatch(chance)) and (value := Fraction(number[1]) / (100 if number[2] else 1)) <= 1:
        return f"write the number, without quotes and signs: {float(value):g}."
    words = ", ".join(step.words[0] for step in scale(scale_of(document.scale)).steps)
    sure = " How firmly it rests is said in `note`." if chance.lower().removesuffix(" confidence") in _SURE else ""
    return f"write one ({words}), a number from 0 to 1, or a pair such as [0.55, 0.8].{sure}"


def _nearest_word(chance: str, report: Report) -> str | None:
    """The likelihood word that is meant: one among the words, or the nearest; None if it could be the opposite."""
    small = " ".join(chance.lower().split())
    if small in ACCEPTED:
        return small
    if re.search(r"\b(?:not|no|never|hardly)\b", small):
        return None
    inside = [word for word in ACCEPTED if re.search(rf"\b{re.escape(word)}\b", small)]
    meant = max(inside, key=len) if inside else report.suggest(small, ACCEPTED)
    return meant if meant and _denied(meant) == _denied(small) else None


def _denied(words: str) -> bool:
    return re.search(r"\b(?:un|im)(?:like|prob)|\b(?:no|not|little|remote)\b", words) is not None
