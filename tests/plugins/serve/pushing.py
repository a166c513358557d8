"""Settings of a page by chance, and what follows there by the meaning of the checks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from countermove.assessment import Assessment
from countermove.assessment.overlays import Selection
from countermove.assessment.rewrite import KINDS, Step, pushed
from countermove.inquiry.outcomes import RESTLESS, UNDECIDED
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.sides import cells_of
from gmcr.base.errors import ModelError

__all__ = ["Asked", "asked_of"]

UNKNOWN = 5


@dataclass(frozen=True)
class Asked:
    """What a reader asks of a case, all by number: ``answers`` of each question, 0 for the base's; ``scenario``, ``view``,
    ``concept``: 0 for none, or all."""

    case: Assessment
    answers: tuple[int, ...] = ()
    scenario: int = 0
    view: int = 0
    concept: int = 0
    numbers: tuple[tuple[int, str], ...] = ()
    steps: tuple[Step, ...] = field(default_factory=tuple)

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        own = {name: getattr(self, name) for name in ("answers", "scenario", "view", "concept", "numbers")}
        return {**own, "steps": [step.text for step in self.steps]}

    @property
    def selection(self) -> Selection:
        """What is selected and set."""
        case, drivers = self.case, [*self.case.document.drivers]
        reading = {
            question: own[answer]
            for (question, own), answer in zip(case.questions.items(), self.answers, strict=True)
            if answer
        }
        scenario = [None, *case.scenarios][self.scenario]
        view = [None, *case.views][self.view]
        return Selection(reading, scenario, view, {drivers[number]: text for number, text in self.numbers})

    @property
    def selected(self) -> Assessment:
        """The assessment where this is selected, set and changed. Raises ModelError."""
        concepts = (self.case.concepts[self.concept - 1],) if self.concept else self.case.concepts
        return pushed(self.case, self.steps).selected(self.selection, concepts=concepts)

    @property
    def rows(self) -> list[int]:
        """The readings with the answers that are selected."""
        reading = self.selection.reading
        return [k for k, own in enumerate(self.case.readings) if all(own[name] == reading[name] for name in reading)]

    @property
    def follows(self) -> dict[str, Any]:
        """What follows, by the meaning of each check; what cannot be, in a sentence."""
        try:
            here = self.selected
        except ModelError as error:
            return {"says": str(error)}
        claims = [np.where((table := self._truths(here, setting_of(here, name))) < 0, 4, table) for name in here.claims]
        answers = []
        for question in key_questions_of(here):
            yes, no = next(iter(question.sides.values()))
            cells = cells_of(self._truths(here, yes), None if no is None else self._truths(here, no))
            answers.append(np.where(cells < 0, 4, cells))
        return {"rows": self.rows, "claims": self._whole(claims), "answers": self._whole(answers)}

    def _truths(self, here: Assessment, item: Setting) -> np.ndarray[Any, np.dtype[np.int8]]:
        rows = []
        for reading in here.readings:
            try:
                own = item.check.truths(item.case(reading), self.case.concepts)
                assert UNDECIDED not in own or RESTLESS == UNDECIDED
            except ModelError:  # the start cannot be
                own = (-1,) * len(self.case.concepts)
            rows.append(own)
        return np.array(rows, dtype=np.int8)

    def _whole(self, tables: Sequence[Any]) -> list[list[int]]:
        """Cells of all readings, row by row."""
        found = []
        for table in tables:
            whole = np.full((len(self.case.readings), len(self.case.concepts)), UNKNOWN, dtype=np.int8)
            whole[self.rows] = table
            found.append(whole.ravel().tolist())
        return found


def asked_of(case: Assessment, rng: random.Random, *, most: int = 6) -> Asked:
    """Up to so many pushes, which are steps and numbers, with something selected."""
    count = rng.randint(0, most)
    drivers = [*case.document.drivers]
    numbers = dict(_number(case, drivers, rng) for _ in range(rng.randint(0, min(count, len(drivers)))))
    steps = tuple(_step(case, rng) for _ in range(count - len(numbers)))
    while not _taken(case, steps) and rng.random() < 0.95:
        steps = tuple(_step(case, rng) for _ in range(count - len(numbers)))
    return Asked(
        case,
        tuple(rng.randrange(len(own)) if rng.random() < 0.4 else 0 for own in case.questions.values()),
        rng.randint(0, len(case.scenarios)) if rng.random() < 0.5 else 0,
        rng.randint(0, len(case.views)) if rng.random() < 0.4 else 0,
        rng.randint(0, len(case.concepts)) if rng.random() < 0.4 else 0,
        tuple(numbers.items()),
        steps,
    )


def _number(case: Assessment, drivers: Sequence[str], rng: random.Random) -> tuple[int, str]:
    number = rng.randrange(len(drivers))
    low, high = map(float, case.ranges[drivers[number]])
    return number, f"{low + (high - low) * rng.random():.{rng.choice((1, 2, 6))}f}"


def _step(case: Assessment, rng: random.Random) -> Step:
    own = rng.choice([own for own in case.own_calculus.lines.values() if own])
    kind = rng.choice(KINDS)
    want, anchor = (rng.choice(own).want.id for _ in range(2))
    return Step(kind, want, anchor if kind in ("above", "below") else None)


def _taken(case: Assessment, steps: Sequence[Step]) -> bool:
    try:
        pushed(case, steps)
    except ModelError:
        return False
    return True
