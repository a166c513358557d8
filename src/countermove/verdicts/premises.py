"""premises: how sure it is that each want is really part of the calculus, and draws of which of them are.

``certainty`` is a word of the file's ``scale``, a likelihood word (the midpoint of its interval), or a number; by
default it is moderate. Without a ``scale`` in the file high is 0.9, moderate 0.8, low 0.55.

A draw gives every premise a number from 0 to 2^64 - 1, from the counter-based generator Philox with the seed as its key
and the draw's index as its counter: it depends on nothing else, so neither order nor number of workers matters. The
premise is true if the number is below its probability times 2^64: probabilities 0 and 1 are exact, others to 2^-64.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from countermove.assessment.schema import Document
from countermove.assessment.validate import DEFAULT_SCALE
from countermove.likelihood import scale_of, span_of
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment, Calculus

__all__ = ["UncertainWant", "premises_of", "probability_of", "random_numbers", "truths_of"]

_BLOCK = 4
"""The number of words that Philox generates for each value of its counter."""


@dataclass(frozen=True, slots=True)
class UncertainWant(Record):
    """A want as an uncertain premise."""

    want: str
    """The want's id."""
    actor: str
    """Its owner."""
    certainty: str | Fraction | None
    """The certainty in the file; null if it has none (moderate)."""
    probability: Fraction
    """The probability that it is really part of the calculus, an exact fraction as text."""

    @property
    def uncertain(self) -> bool:
        """Whether it can be true and can be false."""
        return 0 < self.probability < 1


def probability_of(document: Document, certainty: str | Fraction | None) -> Fraction:
    """The probability that a certainty stands for. The file has been validated, so every word is known."""
    if isinstance(certainty, Fraction):
        return certainty
    word = "moderate" if certainty is None else certainty
    own = document.scale
    for words in ({} if own is None or isinstance(own, str) else own, DEFAULT_SCALE):
        if word in words:
            return words[word]
    low, high = span_of(word, scale_of(own))
    return (low + high) / 2


def premises_of(assessment: Assessment, *calculi: Calculus) -> tuple[UncertainWant, ...]:
    """The wants of some calculi as premises, each once, with its certainty in the first calculus that has it."""
    premises: dict[str, UncertainWant] = {}
    for calculus in calculi:
        for actor, lines in calculus.lines.items():
            for line in lines:
                if not line.dropped and line.want.id not in premises:
                    chance = probability_of(assessment.document, line.certainty)
                    premises[line.want.id] = UncertainWant(line.want.id, actor, line.certainty, chance)
    return tuple(premises.values())


def random_numbers(seed: int, first: int, count: int, width: int) -> NDArray[np.uint64]:
    """The random numbers of draws *first* to *first* + *count* - 1: uint64 (count, width)."""
    blocks = max(1, -(-width // _BLOCK))
    generator = np.random.Philox(key=seed, counter=first * blocks)
    raw: NDArray[np.uint64] = generator.random_raw(count * blocks * _BLOCK)
    return raw.reshape(count, blocks * _BLOCK)[:, :width]


def truths_of(
    numbers: NDArray[np.uint64], premises: Sequence[UncertainWant], place: Mapping[str, int]
) -> NDArray[np.bool_]:
    """Which premises are true: bool, shaped as *numbers*; ``place``: the column of each want. Other columns are true."""
    truths = np.ones(numbers.shape, dtype=np.bool_)
    for premise in premises:
        limit = ceil(premise.probability * (1 << 64))
        if limit < 1 << 64:
            column = place[premise.want]
            truths[:, column] = numbers[:, column] < np.uint64(limit)
    return truths
