"""What a compiled assessment comes to, and what the checks mean: the same values in the same games."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from countermove.assessment import Assessment
from countermove.assessment.overlays import Selection
from countermove.inquiry.checks import CheckedGame
from countermove.program import Asked, Compiled, compiled
from countermove.verdicts.settings import Setting, setting_of
from gmcr import CONCEPTS, Edit, edits_of
from gmcr.base.errors import ModelError
from gmcr.evaluator import Evaluator

__all__ = ["Cell", "Twin", "cells_of", "twin_of", "variants_of"]

_KNOWN = (0, 1, -1)


class Cell(NamedTuple):
    """A check in a game."""

    request: Evaluator.Request
    setting: Setting
    case: Callable[[], CheckedGame]

    @property
    def literal(self) -> tuple[int, ...]:
        """Its values, a concept each, by the meaning of the check; -4 where nothing comes to rest, -3 where a start that it
        looks at is not feasible."""
        try:
            return tuple(v if v in _KNOWN else -4 for v in self.setting.check.truths(self.case(), CONCEPTS))
        except ModelError:
            return (-3,) * len(CONCEPTS)

    def __str__(self) -> str:
        return f"{self.setting.id} ({type(self.setting.check).__name__}) {self.request}"


@dataclass(frozen=True)
class Twin:
    """An assessment, and what it is compiled to."""

    assessment: Assessment
    settings: Sequence[Setting]
    compiled: Compiled


def twin_of(assessment: Assessment) -> Twin:
    """All claims of an assessment."""
    settings = [setting_of(assessment, name) for name in assessment.claims]
    asked = [Asked(item.check, item.scenario, item.view, item.with_) for item in settings]
    return Twin(assessment, settings, compiled(assessment, asked))


def variants_of(assessment: Assessment, rng: random.Random, count: int) -> Iterator[Assessment]:
    """An assessment as it is, and so many times with something selected, set and changed."""
    yield assessment
    for _ in range(count - 1):
        document = assessment.document
        names = {
            kind: rng.choice([None, *table])
            for kind, table in (("scenario", document.scenarios), ("view", document.views))
        }
        answers = {name: rng.choice(own) for name, own in assessment.questions.items() if rng.random() < 0.3}
        values = {name: _value(rng, *assessment.ranges[name]) for name in document.drivers if rng.random() < 0.5}
        drivers, moved = (
            {name: str(own) for name, own in values.items() if rng.random() < half} for half in (0.5, 1.0)
        )
        edits = _several(rng, edits_of(assessment.conflict())) if rng.random() < 0.5 else ()
        selection = Selection(reading=answers, drivers=drivers, **names)
        try:
            yield assessment.changed({"set": moved}, edits=edits).selected(selection)
        except ModelError:  # what is selected has no feasible start
            yield assessment


def _value(rng: random.Random, low: Fraction, high: Fraction) -> Decimal:
    return Decimal(round(float(low + (high - low) * rng.randint(0, 20) / 20) * 1000)) / 1000


def cells_of(twin: Twin, rng: random.Random, *, edited: int = 4) -> Iterator[Cell]:
    """Every claim in every reading; in the base reading without wants, with one alone, after single edits, and after some
    together."""
    readings = twin.assessment.readings
    for number, item in enumerate(twin.settings):
        for place in rng.sample(range(len(readings)), min(len(readings), 2)):
            yield Cell(Evaluator.Request(number, place), item, partial(item.case, readings[place]))
        try:
            changed = [*item.edited, *item.turned]
        except ModelError:  # the base reading has no feasible start, whatever is wanted
            continue
        for want, case in [(None, item.bare), *rng.sample(item.alone, min(1, len(item.alone)))]:
            yield Cell(Evaluator.Request(number, 0, twin.compiled.alone(want)), item, partial(_same, case))
        for edit, case in rng.sample(changed, min(len(changed), edited)):
            yield Cell(Evaluator.Request(number, 0, twin.compiled.edits((edit,))), item, partial(_same, case))
        several = _several(rng, [edit for edit, _ in item.edited])
        yield Cell(Evaluator.Request(number, 0, twin.compiled.edits(several)), item, partial(item.after, several))


def _same(case: CheckedGame) -> CheckedGame:
    return case


def _several(rng: random.Random, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Some edits, at most one a want."""
    chosen: dict[str, Edit] = {}
    for edit in rng.sample(list(edits), min(len(edits), rng.randint(2, 4))):
        chosen.setdefault(edit.want, edit)
    return tuple(chosen.values())
