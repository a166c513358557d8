"""What is asked of games with uncertain premises, and the counts that answers are made from.

A *subject* is something that holds, does not hold, or is undefined in a draw: that the start is stable, for all or for
one actor, or a claim, in its own scenario and view and with its own overlay. Its *premises* are the wants of its game
(and of the games that actors see, where the check asks for them); a premise is true or false at once in all of these.

A *tally* holds whole numbers only (draws counted, or exact weights over a common denominator), so tallies can be added
up in any order with the same sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.checks import CONCEPT_FREE, Case, Check, Content, StableInOwnViews, StableStart, holds
from countermove.analysis.crowd import Tables
from countermove.analysis.crowd_checks import ABOUT_EDITS, crowd_values, factors_of
from countermove.analysis.games import Games
from countermove.analysis.sample import MODELS, Sample, drawn_conflict
from countermove.questions.games import games_of
from countermove.questions.premises import Premise, premises_of, random_numbers, truths_of
from countermove.questions.settings import setting_of

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["EVERY", "FACTOR_WANTS", "Counts", "Plan", "Sampler", "Subject", "Tally"]

EVERY = 20
"""Checks about edits search through the edits of every game anew: they are judged in every twentieth draw."""

FACTOR_WANTS = 12
"""A factor is gone through exactly up to so many uncertain wants of its actor."""

_TOGETHER = 64
"""Checks about edits: draws that share what is known of actors' edits."""

Counts = NDArray[Any]
"""(3, 1 + premises): draws in which it holds, does not hold, is undefined: all of them, and those where a premise is
true."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be sampled; plain data. ``claims``: ids."""

    reading: Mapping[str, str]
    scenario: str | None
    view: str | None
    drivers: Mapping[str, Any]
    claims: tuple[str, ...]
    concepts: tuple[str, ...]
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """``kind``: "start", "content" (``name``: the actor) or "claim" (its id). ``premises``: of its games."""

    kind: str
    name: str
    check: Check
    case: Case
    premises: tuple[Premise, ...]

    @property
    def concept_free(self) -> bool:
        """Whether it is the same under every concept."""
        return isinstance(self.check, CONCEPT_FREE)


@dataclass(slots=True)
class Tally:
    """``counts``: by (model, number of the subject, number of the concept). ``outcomes``: by (model, number of the
    concept) for each state's code, and None for no outcome, in how many draws it is one. ``draws``: how many, or the
    common denominator of the weights."""

    draws: int = 0
    counts: dict[tuple[str, int, int], Counts] = field(default_factory=dict)
    outcomes: dict[tuple[str, int], dict[int | None, int]] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.draws += other.draws
        for key, counts in other.counts.items():
            self.counts[key] = self.counts[key] + counts if key in self.counts else counts
        for place, found in other.outcomes.items():
            mine = self.outcomes.setdefault(place, {})
            for code, count in found.items():
                mine[code] = mine.get(code, 0) + count


class Sampler:
    """One assessment's games under uncertain premises."""

    def __init__(self, assessment: Assessment, plan: Plan, *, threads: int = 1) -> None:
        self.plan = plan
        self.threads = threads
        self.tables = Tables(games_of(assessment).arena)
        self.subjects = _subjects(assessment, plan)
        wants = (premise.want for subject in self.subjects for premise in subject.premises)
        every = {line.want.id: None for lines in assessment.calculus().lines.values() for line in lines}
        known = set(wants)
        self.wants = tuple(want for want in every if want in known)
        self.place = {want: k for k, want in enumerate(self.wants)}

    # -- draws -----------------------------------------------------------------------------------------------------

    def chunk(self, first: int, count: int) -> Tally:
        """The draws *first* to *first* + *count* - 1, counted."""
        numbers = random_numbers(self.plan.seed, first, count, len(self.wants))
        truths = [truths_of(numbers, subject.premises, self.place) for subject in self.subjects]
        picked = np.arange(first, first + count) % EVERY == 0
        return self._tally(count, truths, None, picked)

    @property
    def uncertain(self) -> tuple[str, ...]:
        """The wants that can be true and can be false in some game."""
        open_ = {premise.want for subject in self.subjects for premise in subject.premises if premise.uncertain}
        return tuple(want for want in self.wants if want in open_)

    def exhaustive(self) -> Tally:
        """Every combination of true and false premises with its exact weight."""
        open_ = [self.place[want] for want in self.uncertain]
        combinations = _combinations(len(open_))
        truths, weights, total = [], [], 1
        scale = {
            want: prod({p.probability.denominator for s in self.subjects for p in s.premises if p.want == want})
            for want in self.uncertain
        }
        total = prod(scale.values())
        for subject in self.subjects:
            own = np.ones((len(combinations), len(self.wants)), dtype=np.bool_)
            own[:, open_] = combinations
            weight: NDArray[Any] = np.full(len(combinations), 1, dtype=object)
            chances = {premise.want: premise.probability for premise in subject.premises}
            for want, column in zip(self.uncertain, open_, strict=True):
                chance = chances.get(want, Fraction(1))
                true, false = int(chance * scale[want]), int((1 - chance) * scale[want])
                weight = weight * np.where(own[:, column], true, false).astype(object)
            for premise in subject.premises:
                if premise.probability == 0:
                    own[:, self.place[premise.want]] = False
            truths.append(own)
            weights.append(weight)
        return self._tally(total, truths, weights, np.ones(len(combinations), dtype=np.bool_))

    def _tally(
        self,
        draws: int,
        truths: Sequence[NDArray[np.bool_]],
        weights: Sequence[NDArray[Any]] | None,
        picked: NDArray[np.bool_],
    ) -> Tally:
        tally = Tally(draws)
        concepts = self.plan.concepts
        for model in MODELS:
            samples: dict[bytes, Sample] = {}
            for number, subject in enumerate(self.subjects):
                own = truths[number]
                weight = None if weights is None else weights[number]
                kept = own
                if isinstance(subject.check, ABOUT_EDITS):
                    values = self._about_edits(subject, own[picked], self.place, model)
                    kept, weight = own[picked], None if weight is None else weight[picked]
                else:
                    sample = samples.setdefault(own.tobytes(), self._sample(own, model))
                    values = crowd_values(subject.check, subject.case, concepts, sample)
                premised = np.array([want in {p.want for p in subject.premises} for want in self.wants], dtype=np.bool_)
                for place in range(1 if subject.concept_free else len(concepts)):
                    tally.counts[model, number, place] = _counted(values[place], kept & premised, weight)
                if subject.kind == "start":
                    for place, concept in enumerate(concepts):
                        tally.outcomes[model, place] = self._outcomes(subject, concept, sample, weight)
        return tally

    def _sample(self, truths: NDArray[np.bool_], model: str) -> Sample:
        return Sample(self.tables, truths, self.place, model, concepts=self.plan.concepts, threads=self.threads)

    def _outcomes(
        self, subject: Subject, concept: str, sample: Sample, weight: NDArray[Any] | None
    ) -> dict[int | None, int]:
        games = sample.games(subject.case.conflict)
        outcomes = games.crowd.roads(self.tables.row(subject.case.start()), concept).outcomes
        of_game = np.zeros(games.crowd.games, dtype=object if weight is not None else np.int64)
        np.add.at(of_game, games.of_draw, 1 if weight is None else weight)
        found: dict[int | None, int] = {}
        for row in np.flatnonzero(outcomes.any(axis=1)).tolist():
            found[int(self.tables.lattice.states[row])] = int(of_game[outcomes[row]].sum())
        found[None] = int(of_game[~outcomes.any(axis=0)].sum())
        return found

    @staticmethod
    def _about_edits(
        subject: Subject, truths: NDArray[np.bool_], place: Mapping[str, int], model: str
    ) -> NDArray[np.int8]:
        """Draw by draw; what is known of an actor's edits serves some draws and is then forgotten."""
        values = np.empty((1, len(truths)), dtype=np.int8)
        case = subject.case
        wants = [premise.want for premise in subject.premises]
        columns = [place[want] for want in wants]
        for draw, row in enumerate(truths[:, columns].tolist()):
            false = frozenset(want for want, true in zip(wants, row, strict=True) if not true)
            conflict = drawn_conflict(case.conflict, false, model)
            if draw % _TOGETHER == 0:
                games = Games(conflict.structure)
            met = holds(subject.check, replace(case, games=games, conflict=conflict), "nash")
            values[0, draw] = bool(met)
        return values

    # -- products --------------------------------------------------------------------------------------------------

    def product(
        self, subject: Subject, concept: str, model: str
    ) -> tuple[Fraction, dict[str, tuple[Fraction, Fraction]]] | None:
        """Where a subject factorises: its probability, and for each uncertain premise of a factor the probability given
        that it is true and given that it is false. None where it does not, or an actor has too many uncertain wants."""
        factors = factors_of(subject.check, subject.case, concept)
        if factors is None:
            return None
        chances = {premise.want: premise.probability for premise in subject.premises}
        found = []
        for actor, conflict, check in factors:
            own = [want.id for want in conflict.preferences[actor] if 0 < chances[want.id] < 1]  # type: ignore[union-attr]
            if len(own) > FACTOR_WANTS:
                return None
            found.append(
                self._factor(
                    replace(subject, check=check, case=replace(subject.case, conflict=conflict)), own, concept, model
                )
            )
        whole = prod((chance for chance, _ in found), start=Fraction(1))
        given: dict[str, tuple[Fraction, Fraction]] = {}
        for place, (_, own_given) in enumerate(found):
            rest = prod((chance for k, (chance, _) in enumerate(found) if k != place), start=Fraction(1))
            given |= {want: (rest * true, rest * false) for want, (true, false) in own_given.items()}
        return whole, given

    def _factor(
        self, subject: Subject, own: Sequence[str], concept: str, model: str
    ) -> tuple[Fraction, dict[str, tuple[Fraction, Fraction]]]:
        chances = {premise.want: premise.probability for premise in subject.premises}
        combinations = _combinations(len(own))
        truths = np.ones((len(combinations), len(self.wants)), dtype=np.bool_)
        truths[:, [self.place[want] for want in own]] = combinations
        for want, chance in chances.items():
            if chance == 0:
                truths[:, self.place[want]] = False
        (values,) = crowd_values(subject.check, subject.case, (concept,), self._sample(truths, model))
        weight: NDArray[Any] = np.full(len(combinations), 1, dtype=object)
        for column, want in enumerate(own):
            chance = chances[want]
            false = chance.denominator - chance.numerator
            weight = weight * np.where(combinations[:, column], chance.numerator, false).astype(object)
        total = prod(chances[want].denominator for want in own)
        held: Counts = np.where(values == 1, weight, 0)
        whole = Fraction(int(held.sum()), total)
        given = {}
        for column, want in enumerate(own):
            true = Fraction(int(held[combinations[:, column]].sum()), total)
            given[want] = (true / chances[want], (whole - true) / (1 - chances[want]))
        return whole, given


def _combinations(count: int) -> NDArray[np.bool_]:
    """All rows of so many truth values: bool (2^count, count)."""
    numbers = np.arange(1 << count)
    return (numbers[:, None] >> np.arange(count) & 1).astype(np.bool_)


def _counted(values: NDArray[np.int8], truths: NDArray[np.bool_], weight: NDArray[Any] | None) -> Counts:
    if weight is None:
        cases = np.stack([values == 1, values == 0, values == -1]).astype(np.float64)  # exact below 2^53
        table = np.ones((len(truths), 1 + truths.shape[1]))
        table[:, 1:] = truths
        counts: Counts = np.rint(np.matmul(cases, table)).astype(np.int64)
        return counts
    rows = []
    for value in (1, 0, -1):
        met = values == value
        own = weight[met]
        rows.append([own.sum() if own.size else 0, *(own[column].sum() for column in truths[met].T)])
    return np.array(rows, dtype=object)


def _subjects(assessment: Assessment, plan: Plan) -> tuple[Subject, ...]:
    """The start, each actor's content with it, and the claims."""
    chosen: dict[str, Any] = {
        "reading": plan.reading,
        "scenario": plan.scenario,
        "view": plan.view,
        "drivers": plan.drivers,
    }
    calculus = assessment.calculus(**chosen)
    case = Case(
        games=games_of(assessment),
        conflict=assessment.game(calculus),
        target=assessment.target,
        ranges=assessment.ranges,
    )
    premises = premises_of(assessment, calculus)
    found = [Subject("start", "", StableStart(), case, premises)]
    found += [Subject("content", actor, Content(actor), case, premises) for actor in assessment.actors]
    for name in plan.claims:
        setting = setting_of(assessment, name)
        views = [setting.view]
        if isinstance(setting.check, StableInOwnViews):
            held = dict(setting.check.views)
            views += [held.get(actor) for actor in assessment.actors]
        calculi = [
            assessment.calculus(
                reading=plan.reading, scenario=setting.scenario, view=view, with_=assessment.claims[name].with_
            )
            for view in views
        ]
        found.append(
            Subject("claim", name, setting.check, setting.case(plan.reading), premises_of(assessment, *calculi))
        )
    return tuple(found)
