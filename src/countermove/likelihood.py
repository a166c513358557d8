"""Likelihood words and the intervals of probability that they stand for.

Two published scales: ICD 203 (Intelligence Community Directive 203, *Analytic Standards*, 2015: seven steps, each with
two words, from two rows that are not to be mixed) and PHIA (the probability yardstick of the UK's Professional Head of
Intelligence Assessment: seven words with gaps between their intervals).

From a number to a word. ICD 203's steps share their ends: a shared end belongs to the step further from even odds (0.20
is "very unlikely", 0.80 "very likely", 0.45 "unlikely", 0.55 "likely"), so that the scale is symmetric: P and 1 - P get
mirrored words. Below 0.01 and above 0.99 it has no word. PHIA's gaps have no word of their own: a number in a gap gets
the nearest word, the one nearer to even odds where both are equally near, and is marked as lying in a gap.

Expressions outside the scales (``SAID``: *most likely*, *probably*) stand for a step of ICD 203, and on another scale
for the step at the middle of that interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from gmcr.base.errors import UnknownName

__all__ = [
    "ACCEPTED",
    "SAID",
    "SCALES",
    "WORDS",
    "Chance",
    "Naming",
    "Scale",
    "ScaleStep",
    "interval",
    "name_of",
    "scale",
    "scale_of",
    "span_of",
    "step_word",
]

Chance = str | Fraction | tuple[Fraction, Fraction]
"""A likelihood word, a probability, or a closed interval of probabilities."""


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One step of a scale: its words (one for each row of synonyms) and its closed interval of probability."""

    words: tuple[str, ...]
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of likelihood words, steps ascending. ``rows``: the number of rows of synonyms."""

    name: str
    title: str
    steps: tuple[ScaleStep, ...]
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Naming:
    """A word for a number. ``exact``: the number lies within the word's interval (in PHIA not true in a gap)."""

    word: str
    exact: bool


def _steps(*rows: tuple[tuple[str, ...], int, int]) -> tuple[ScaleStep, ...]:
    return tuple(ScaleStep(words, Fraction(low, 100), Fraction(high, 100)) for words, low, high in rows)


_SCALES = {
    "icd203": Scale(
        "icd203",
        "ICD 203 (2015)",
        _steps(
            (("almost no chance", "remote"), 1, 5),
            (("very unlikely", "highly improbable"), 5, 20),
            (("unlikely", "improbable"), 20, 45),
            (("roughly even chance", "roughly even odds"), 45, 55),
            (("likely", "probable"), 55, 80),
            (("very likely", "highly probable"), 80, 95),
            (("almost certain", "nearly certain"), 95, 99),
        ),
        rows=2,
    ),
    "phia": Scale(
        "phia",
        "PHIA probability yardstick",
        _steps(
            (("remote chance",), 0, 5),
            (("highly unlikely",), 10, 20),
            (("unlikely",), 25, 35),
            (("realistic possibility", "realistic probability"), 40, 50),
            (("likely", "probable", "likely or probable"), 55, 75),
            (("highly likely",), 80, 90),
            (("almost certain",), 95, 100),
        ),
    ),
}

SCALES: tuple[str, ...] = tuple(_SCALES)
"""Names of the scales."""

WORDS: frozenset[str] = frozenset(word for chosen in _SCALES.values() for step in chosen.steps for word in step.words)
"""Every word of any scale."""

SAID: Mapping[str, str] = MappingProxyType(
    {
        "almost certainly": "almost certain",
        "most certainly": "almost certain",
        "most likely": "very likely",
        "in all likelihood": "very likely",
        "very probably": "very likely",
        "most probably": "very likely",
        "in all probability": "very likely",
        "probably": "likely",
        "more likely than not": "likely",
        "even chance": "roughly even chance",
        "even chances": "roughly even chance",
        "not likely": "unlikely",
        "not very likely": "unlikely",
        "less likely": "unlikely",
        "most unlikely": "very unlikely",
        "little chance": "very unlikely",
        "next to no chance": "almost no chance",
    }
)
"""Expressions outside the scales → the word of ICD 203 that each stands for."""

ACCEPTED: tuple[str, ...] = (*sorted(WORDS), *(said for said in SAID if said not in WORDS))
"""Every likelihood that a file may write."""

_HALF = Fraction(1, 2)


def scale(name: str) -> Scale:
    """The scale of a name; raises UnknownName."""
    if name not in _SCALES:
        raise UnknownName("likelihood scale", name, SCALES)
    return _SCALES[name]


def scale_of(value: object) -> str:
    """The name of the scale from a file's ``scale``: the named scale, otherwise ICD 203."""
    return value if isinstance(value, str) and value in _SCALES else SCALES[0]


def interval(word: str, name: str = "icd203") -> tuple[Fraction, Fraction]:
    """The closed interval of probability that a word stands for; raises UnknownName."""
    chosen = scale(name)
    for step in chosen.steps:
        if word in step.words:
            return step.low, step.high
    raise UnknownName("likelihood word", word, [item for step in chosen.steps for item in step.words])


def span_of(chance: Chance, name: str = "icd203") -> tuple[Fraction, Fraction]:
    """The closed interval that a chance stands for; for a word unknown to the scale, that of the first scale that has
    it. Raises UnknownName."""
    if isinstance(chance, tuple):
        return chance
    if isinstance(chance, Fraction):
        return chance, chance
    if chance in SAID:
        return interval(step_word(chance, name), name)
    known = [item for item in (name, *SCALES) if any(chance in step.words for step in scale(item).steps)]
    return interval(chance, known[0] if known else name)


def step_word(said: str, name: str = "icd203") -> str:
    """The scale's word for an expression outside it (``SAID``): its own, or the one at the middle of the interval in
    ICD 203."""
    word = SAID[said]
    if any(word in step.words for step in scale(name).steps):
        return word
    low, high = interval(word)
    nearest = name_of((low + high) / 2, name)
    return word if nearest is None else nearest.word


def name_of(probability: Fraction, name: str = "icd203", *, row: int = 0) -> Naming | None:
    """The word for a probability from 0 to 1, from a row of synonyms; None where the scale has none (see above).

    Raises ValueError for a number outside [0, 1], UnknownName for a scale that does not exist.
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"{probability} is not a probability: it has to be between 0 and 1.")
    chosen = scale(name)
    holding = [step for step in chosen.steps if step.low <= probability <= step.high]
    if holding:
        step = max(holding, key=lambda item: abs((item.low + item.high) / 2 - _HALF))
        return Naming(step.words[min(row, len(step.words) - 1)], exact=True)
    if probability < chosen.steps[0].low or probability > chosen.steps[-1].high:
        return None

    def distance(step: ScaleStep) -> tuple[Fraction, Fraction]:
        gap = step.low - probability if probability < step.low else probability - step.high
        return gap, abs((step.low + step.high) / 2 - _HALF)

    step = min(chosen.steps, key=distance)
    return Naming(step.words[min(row, len(step.words) - 1)], exact=False)
