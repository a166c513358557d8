"""Probabilities in words and numbers: always both, since readers interpret the words very differently.

An interval gets a word only if one step of the scale contains all of it; otherwise the text says that none does.
"""

from __future__ import annotations

from fractions import Fraction

from countermove.likelihood import SAID, WORDS, Chance, name_of, scale, span_of, step_word
from countermove.presentation.numbers import percent_text

__all__ = ["chance_text", "word_text"]


def chance_text(chance: Chance | None, name: str) -> str:
    """A chance in numbers, with a word of the scale if there is one: "80 to 95% (very likely)"; a phrase outside the
    scale with the word that it counts as: "80 to 95% (most likely, counted as very likely)"."""
    if chance is None:
        return "no chance stated"
    low, high = span_of(chance, name)
    numbers = percent_text(low, high)
    if isinstance(chance, str) and chance in SAID:
        return f"{numbers} ({chance}, counted as {step_word(chance, name)})"
    if isinstance(chance, str) and chance in WORDS:
        return f"{numbers} ({chance})"
    if low == high:
        return f"{numbers} ({word_text(low, name)})"
    step = next((item for item in scale(name).steps if item.low <= low and high <= item.high), None)
    return f"{numbers} ({step.words[0]})" if step else f"{numbers} (wider than any word of the scale)"


def word_text(value: Fraction, name: str) -> str:
    """The scale's word for a probability; in its gaps the nearest word, beyond its ends the side."""
    naming = name_of(value, name)
    if naming is None:
        return "below the scale" if value < scale(name).steps[0].low else "above the scale"
    return naming.word if naming.exact else f"nearest word: {naming.word}"
