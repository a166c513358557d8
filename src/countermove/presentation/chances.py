"""Shares of draws in words: exact ones plainly, sampled ones with their standard error. Never likelihood words."""

from __future__ import annotations

from collections.abc import Iterable

from countermove.inquiry.draws import Chance
from countermove.presentation.blocks import Number
from countermove.presentation.numbers import percent_text, signed_text

__all__ = ["chance_number", "chance_words", "difference_words", "range_words", "share_phrase"]


def chance_words(chance: Chance | None) -> str:
    """A share in words: "55%"; "54.7 ± 1.1%" if sampled; "every draw" and "no draw" if the draws show nothing
    else."""
    if chance is None:
        return "undefined"
    if chance.draws and chance.value in (0, 1):
        return "every draw" if chance.value == 1 else "no draw"
    return percent_text(chance.value, errors=[chance.error])


def chance_number(chance: Chance) -> Number:
    """A chance as a cell: a percentage in words, the number itself for a spreadsheet."""
    return Number(chance.value, chance_words(chance), chance.error)


def difference_words(difference: float, error: float, places: int = 0) -> str:
    """A difference of two chances in percentage points: "+80", "-12 ± 3"."""
    points = signed_text(100 * difference, places)
    return f"{points} ± {100 * error:.{places}f}" if error else points


def range_words(chances: Iterable[Chance | None]) -> str:
    """Several chances in one cell: the least and the greatest where they differ, each with its own error."""
    every = list(chances)
    defined = sorted((chance for chance in every if chance is not None), key=lambda chance: chance.value)
    if not defined:
        return "undefined"
    low, high = defined[0], defined[-1]
    if low.value == high.value:
        return chance_words(next((chance for chance in defined if chance.exact), low))
    if percent_text(low.value) == percent_text(high.value):  # they differ only in later decimals
        low = high = max(low, high, key=lambda chance: chance.error)
    return percent_text(low.value, high.value, errors=[low.error, high.error])


def share_phrase(chance: Chance | None) -> str:
    """A share of draws, read on from what happens in them: "in 84% of draws", "in every draw", "in no draw"."""
    words = chance_words(chance)
    return {
        "undefined": "in no draw in which it is defined",
        "every draw": "in every draw",
        "no draw": "in no draw",
    }.get(words, f"in {words} of draws")
