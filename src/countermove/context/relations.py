"""Comparisons of drivers as the file writes them, and which of them differ between two points.

A formula's terms are written out when it is resolved (``shared_now > rivalry`` becomes ``shared + salience*dprk.test >
rivalry``); a *relation* goes back to the words of the file. Where a comparison mentions options, its truth at a point
of drivers depends on them: ``where`` names the options for which the relation holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Annotated

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import CountermoveError, FormulaError
from gmcr.base.record import BY_NAME, Record
from gmcr.logic import Compare, Formula, parse, to_text, truth

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Literal", "Relations", "WordedComparison", "comparisons_in", "holds_at"]

MOST_OPTIONS = 10
"""A comparison with more options than this is reported without naming the settings."""

Where = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, order=True)
class WordedComparison(Record):
    """A comparison that holds, in the words of the file."""

    text: str
    """As the file writes it, or its opposite."""
    where: Annotated[Where, BY_NAME] = ()
    """Options on (true) or off for which it is meant, as far as all those states agree; empty: whatever they are."""


@dataclass(frozen=True, slots=True)
class Literal(Record):
    """A comparison for one setting of the options that it mentions."""

    comparison: Compare
    where: Where


class Relations:
    """The comparisons of one assessment. ``written``: resolved comparison → the words of the file."""

    def __init__(self, assessment: Assessment) -> None:
        self.written: dict[Formula, Compare] = {}
        for text in _texts(assessment.data):
            for node in _comparisons(text):
                try:
                    self.written.setdefault(assessment.vocabulary.resolve(node), node)
                except CountermoveError:  # prose that only looks like a formula
                    continue

    def text(self, comparison: Compare, holds: bool) -> str:
        """A comparison, or its opposite, in the words of the file."""
        worded = self.written.get(comparison, comparison)
        return to_text(worded if holds else worded.opposite)

    def between(
        self, comparisons: Iterable[Compare], before: Mapping[str, Fraction], after: Mapping[str, Fraction]
    ) -> tuple[WordedComparison, ...]:
        """The relations that hold at *after* and not at *before* (values of all drivers), in order."""
        relations: dict[WordedComparison, None] = {}
        for comparison in comparisons:
            options = sorted(comparison.options)
            columns, settings = _columns(options)
            old = np.broadcast_to(truth(comparison, columns, before), (len(settings),))
            new = np.broadcast_to(truth(comparison, columns, after), (len(settings),))
            for holds in (True, False):
                changed = [where for where, a, b in zip(settings, old, new, strict=True) if a != b and b == holds]
                if changed:
                    relations[WordedComparison(self.text(comparison, holds), _common(changed, len(settings)))] = None
        return tuple(relations)

    def literals(self, comparisons: Iterable[Compare]) -> Iterator[Literal]:
        """Each comparison for each setting of its options."""
        for comparison in comparisons:
            for where in _columns(sorted(comparison.options))[1]:
                yield Literal(comparison, where)

    def told(self, literal: Literal, holds: bool) -> WordedComparison:
        """A literal, or its opposite, in the words of the file."""
        return WordedComparison(self.text(literal.comparison, holds), literal.where)


def holds_at(literal: Literal, drivers: Mapping[str, Fraction]) -> bool:
    """The truth of a literal at a point."""
    return bool(truth(literal.comparison, dict(literal.where), drivers))


def comparisons_in(formulas: Iterable[Formula], vary: Iterable[str]) -> tuple[Compare, ...]:
    """The comparisons in some formulas that mention a varied driver, in order."""
    names = set(vary)
    every = (node for formula in formulas for node in formula.walk() if isinstance(node, Compare))
    return tuple(dict.fromkeys(node for node in every if names & node.drivers))


def _texts(data: object) -> Iterator[str]:
    """All texts in plain data that hold a comparison."""
    if isinstance(data, str):
        if any(sign in data for sign in "<>=!"):
            yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)


def _comparisons(text: str) -> list[Compare]:
    try:
        return [node for node in parse(text).walk() if isinstance(node, Compare)]
    except FormulaError:
        return []


def _columns(options: list[str]) -> tuple[dict[str, NDArray[np.bool_]], list[Where]]:
    """Columns over all settings of some options, and the settings."""
    if len(options) > MOST_OPTIONS:
        return {name: np.zeros(1, dtype=np.bool_) for name in options}, [()]
    rows = list(product((False, True), repeat=len(options)))
    columns = {name: np.array([row[k] for row in rows], dtype=np.bool_) for k, name in enumerate(options)}
    return columns, [tuple(zip(options, row, strict=True)) for row in rows]


def _common(settings: list[Where], every: int) -> Where:
    """The options on which all of some settings agree; none if these are all settings."""
    if len(settings) == every:
        return ()
    agreed = set(settings[0]).intersection(*map(set, settings[1:]))
    return tuple(pair for pair in settings[0] if pair in agreed)
