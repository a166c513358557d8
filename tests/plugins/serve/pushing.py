"""Settings of a page by chance, what follows there by the meaning of the checks, and where it begins by the program of just
that."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from countermove.assessment import Assessment
from countermove.assessment.overlays import Selection
from countermove.assessment.rewrite import KINDS, Step, pushed, same_words
from countermove.inquiry.checks import StableStart
from countermove.plugins.serve.switches import Switches
from countermove.program import Asked as Made
from countermove.program import compiled
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.sides import cells_of
from gmcr import CONCEPTS
from gmcr.base.errors import ModelError
from gmcr.evaluator import Evaluator
from gmcr.evaluator.answers import Comparison

__all__ = ["PENNIES", "Asked", "again", "asked_of", "switches_of", "ways_in"]

PENNIES = """countermove: 1
title: Do both show the same side?
as_of: "2024-03-01"
target: same
sources: {talk: {what: a talk, default: true}}
actors:
  even:
    name: the even one
    options: {up: {does: shows heads}}
    wants:
      - {id: e1, want: same, while: luck >= 0.3, otherwise: even.up}
      - {id: e2, want: even.up, could_be: not even.up}
      - {id: e3, want: odd.up}
  odd:
    name: the odd one
    options: {up: {does: shows heads}}
    wants:
      - {id: o1, want: not same, while: spite >= 0.5, otherwise: same}
      - {id: o2, want: not odd.up}
      - {id: o3, want: even.up, could_be: not even.up}
terms: {same: {is: even.up iff odd.up, says: both show the same}}
drivers:
  spite: {now: 0.6, means: how much the odd one minds}
  luck: {now: 0.7, means: how far the even one trusts its luck}
open:
  Q1:
    asks: Does the odd one mind?
    readings: {minds: {means: it minds}, bears: {means: it bears it, set: {spite: 0.2}, drop: [o2]}}
  Q2:
    asks: What comes first?
    readings: {luck: {means: luck}, side: {means: the side, move: {e2: {before: e1}}, set: {luck: 0.2}}}
scenarios:
  calm: {why: it is calm, set: {spite: 0.1, luck: 0.9}}
  shown: {why: heads is shown, happens: [even.up], drop: [e2]}
views:
  odds: {holder: odd, about: the even one, rewrite: {e1: {want: not even.up}}, set: {luck: 0.1}}
  evens: {holder: even, about: the odd one, drop: [o1], set: {spite: 0}}
key_questions:
  K1: {asks: Is it the same?, answer_yes: {check: {every_outcome: same}}, answer_no: {check: {no_outcome: same}}}
  K2: {asks: Is it heads?, answer_yes: {check: {every_outcome: even.up}}}
  K3: {asks: Does it rest?, answer_yes: {check: {stable: start}}, answer_no: {check: {some_outcome: not same}}}
claims:
  P1: {says: Nobody moves, check: {stable: start}}
  P2: {says: All believe that nobody moves, check: {stable_in_own_views: {odd: odds}}}
  P3: {says: When heads is shown it ends there, in: shown, check: {every_outcome: even.up}}
  P4: {says: To the even one it rests, under: evens, check: {stable: start}}
  P5: {says: Otherwise it would be heads, with: {rewrite: {o3: {want: odd.up}}}, check: {some_outcome: odd.up}}
  P6: {says: It is up to the odd one, check: {more_responsible: odd, than: even}}
  P7: {says: The even one alone can change it, check: {single_changes_only_by: even}}
  P8: {says: In the calm the even one sees it so, in: calm, under: evens, check: {no_outcome: same}}
"""
"""A case of four states in which nothing may rest, and each claim has something of its own."""

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
        return {"rows": self.rows, "wants": self.wants, "claims": self._whole(claims), "answers": self._whole(answers)}

    @property
    def wants(self) -> list[list[list[str | bool]]]:
        """Of each actor its wants after the steps: id, whether it is dropped, and whether it is turned."""
        first = {line.want.id: line.shown for own in self.case.own_calculus.lines.values() for line in own}
        return [
            [[line.want.id, line.dropped, not same_words(first[line.want.id], line.shown)] for line in own]
            for own in pushed(self.case, self.steps).own_calculus.lines.values()
        ]

    @property
    def begins(self) -> dict[str, Any]:
        """The game of the first reading, and the ways out of its start under the lead concept, with wants by their ids."""
        here = self.selected
        own = compiled(here, [Made(StableStart())])
        evaluator, name = Evaluator(own.program), list(own.lines)
        game = evaluator.game(0)
        wants = [[[name[w.line], w.dropped, _number(w.branch), _number(w.met)] for w in mine] for mine in game.wants]
        drivers = [float(value) for value in game.drivers]
        told = {"start": game.start, "feasible": game.feasible, "drivers": drivers, "wants": wants}
        return {"game": told, "ways": ways_in(evaluator, 0, CONCEPTS.index(here.lead), name) if game.feasible else None}

    def _truths(self, here: Assessment, item: Setting) -> np.ndarray[Any, np.dtype[np.int8]]:
        rows = []
        for reading in here.readings:
            try:
                own = item.check.truths(item.case(reading), self.case.concepts)
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


def ways_in(evaluator: Evaluator, setting: int, concept: int, name: Sequence[str], terms: Sequence[int] = ()) -> Any:
    """The ways out of the start of a game in the base reading, as lists; *name*: the wants' ids."""

    def compared(own: Comparison | None) -> Any:
        return own and [*own[:4], [[name[link.line], *link[1:]] for link in own.links]]

    ways = evaluator.ways(setting, 0, concept, terms=terms)
    return [
        ways.stable,
        [[*act[:5], compared(act.comparison), [[*move] for move in act.countermoves]] for act in ways.acts],
        [[move.actor, move.target, compared(move.comparison)] for move in ways.together],
        [[s.state, [n in s.terms for n in range(len(terms))], [[*step] for step in s.steps]] for s in ways.states],
    ]


def _number(value: int | None) -> int:
    return -1 if value is None else int(value)


def asked_of(case: Assessment, rng: random.Random, *, most: int = 6) -> Asked:
    """Up to so many pushes, which are steps and numbers, with something selected."""
    count = rng.randint(0, most)
    drivers = [*case.document.drivers]
    numbers = dict(_set(case, drivers, rng) for _ in range(rng.randint(0, min(count, len(drivers)))))
    steps = _steps(case, rng, count - len(numbers))
    while not _taken(case, steps) and rng.random() < 0.95:
        steps = _steps(case, rng, count - len(numbers))
    return Asked(
        case,
        tuple(rng.randrange(len(own)) if rng.random() < 0.4 else 0 for own in case.questions.values()),
        rng.randint(0, len(case.scenarios)) if rng.random() < 0.5 else 0,
        rng.randint(0, len(case.views)) if rng.random() < 0.4 else 0,
        rng.randint(0, len(case.concepts)) if rng.random() < 0.4 else 0,
        tuple(numbers.items()),
        steps,
    )


def again(own: Asked, rng: random.Random) -> Asked:
    """The same pushes where something else is selected."""
    return replace(asked_of(own.case, rng, most=0), steps=own.steps, numbers=own.numbers)


def switches_of(case: Assessment, settings: int, seed: int = 13, *, most: int = 6) -> list[Switches]:
    """The file as it is, and random settings that can be brought about."""
    rng, found = random.Random(seed), [Switches()]
    while len(found) < settings:
        asked = asked_of(case, rng, most=most)
        own = asked.selection
        try:
            pushed(case, asked.steps).selected(own).conflict()
        except ModelError:
            continue
        concept = [None, *case.concepts][asked.concept]
        found.append(Switches(own.scenario, own.view, concept, own.reading, own.drivers, asked.steps))
    return found


def _set(case: Assessment, drivers: Sequence[str], rng: random.Random) -> tuple[int, str]:
    number = rng.randrange(len(drivers))
    low, high = map(float, case.ranges[drivers[number]])
    return number, f"{low + (high - low) * rng.random():.{rng.choice((1, 2, 6))}f}"


def _steps(case: Assessment, rng: random.Random, count: int) -> tuple[Step, ...]:
    """Steps, some of which are about the want that the one before is about."""
    steps: list[Step] = []
    for _ in range(count):
        own = rng.choice([own for own in case.own_calculus.lines.values() if own])
        kind = rng.choice(KINDS)
        want, anchor = (rng.choice(own).want.id for _ in range(2))
        if kind in ("drop", "turn") and steps and rng.random() < 0.3:
            want = steps[-1].want
        steps.append(Step(kind, want, anchor if kind in ("above", "below") else None))
    return tuple(steps)


def _taken(case: Assessment, steps: Sequence[Step]) -> bool:
    try:
        pushed(case, steps)
    except ModelError:
        return False
    return True
