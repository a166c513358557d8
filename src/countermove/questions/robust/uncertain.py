"""Games with uncertain premises: draws of which premises are true, all combinations, and products of factors."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from countermove.context.games import games_of
from countermove.inquiry.checks import GameCheck
from countermove.inquiry.draws import MODELS, Model, Sample
from countermove.questions.robust.subjects import (
    DrawTally,
    Plan,
    Side,
    Subject,
    counted,
    outcomes_counted,
    subjects_of,
    weighed,
)
from countermove.verdicts.evaluation import evaluate_in
from countermove.verdicts.premises import random_numbers, truths_of
from gmcr import Conflict
from gmcr.analysis import Games, Pool
from gmcr.model import OptionStructure, Structure

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["FACTOR_WANTS", "Sampler"]

FACTOR_WANTS = 12
"""The largest number of uncertain wants of an actor for which a factor is enumerated exactly."""

_FACTOR_CELLS = 1 << 25
"""The largest number of cells in all combinations for which a factor is enumerated."""

_COMBINED_CELLS = 1 << 17
"""The largest number of cells for which samples of combinations are cached."""

_BATCH_CELLS = 1 << 21
"""The approximate number of cells in a batch of draws."""

_CACHED_CELLS = 1 << 26
"""The number of cells up to which rank arrays are cached from one batch to the next."""


_COUNTED = 250
"""Draws by which it is estimated how many games differ."""


Factored = tuple[Fraction, dict[str, tuple[Fraction, Fraction]]]
"""A probability, and for each premise that it depends on the probability given that this is true and given that it is
false."""


class Sampler:
    """One assessment's games under uncertain premises."""

    def __init__(self, assessment: Assessment, plan: Plan, *, threads: int = 1) -> None:
        self.assessment, self.plan = assessment, plan
        self.threads = threads
        self._keep_in(Pool.of(games_of(assessment).arena, concepts=plan.concepts, threads=threads))
        self.subjects = subjects_of(assessment, plan)
        wants = (premise.want for subject in self.subjects for premise in subject.premises)
        every = {line.want.id: None for lines in assessment.calculus().lines.values() for line in lines}
        known = set(wants)
        self.wants = tuple(want for want in every if want in known)
        self.place = {want: k for k, want in enumerate(self.wants)}
        self._factors: dict[Hashable, Factored] = {}

    @property
    def batch(self) -> int:
        """The number of draws, or combinations, in a batch: small if there are many states."""
        return max(1, _BATCH_CELLS // self.pool.tables.lattice.rows)

    def _forget(self) -> None:
        """Clear the caches if they have grown large: with many states, rank arrays take more memory than the time they
        save is worth."""
        arena = self.pool.tables.arena
        if len(arena.ranks) * arena.structure.cells > _CACHED_CELLS:
            self._keep_in(self.pool.anew())

    def _keep_in(self, pool: Pool) -> None:
        self._combined: dict[Hashable, Sample] = {}
        self.pool = pool

    def moves(self, draws: int) -> int:
        """The number of moves to look at for that many draws: those of all actors in all states, in every different game
        of every subject. How many games differ is estimated from the first draws."""
        arena, some = self.pool.tables.arena, min(draws, _COUNTED)
        numbers = random_numbers(self.plan.seed, 0, some, len(self.wants))
        own = [truths_of(numbers, subject.premises, self.place).tobytes() for subject in self.subjects]
        rows = {raw: np.frombuffer(raw, dtype=np.bool_).reshape(some, -1) for raw in own}
        games = {raw: len(np.unique(truths, axis=0)) for raw, truths in rows.items()}
        return _moves(arena.structure) * sum(games[raw] for raw in own) * draws // some

    # -- draws -----------------------------------------------------------------------------------------------------

    def chunk(self, first: int, count: int) -> DrawTally:
        """The tally of the draws *first* to *first* + *count* - 1."""
        self._forget()
        numbers = random_numbers(self.plan.seed, first, count, len(self.wants))
        truths = [truths_of(numbers, subject.premises, self.place) for subject in self.subjects]
        return self._tally(count, truths, None)

    @property
    def uncertain(self) -> tuple[str, ...]:
        """The wants that can be true and can be false in some game."""
        open_ = {premise.want for subject in self.subjects for premise in subject.premises if premise.uncertain}
        return tuple(want for want in self.wants if want in open_)

    @property
    def combinations(self) -> int:
        """The number of combinations of true and false premises."""
        return 1 << len(self.uncertain)

    def exhaustive(self, first: int, count: int) -> DrawTally:
        """The tally of the combinations *first* to *first* + *count* - 1, each with its exact weight; tallies over all
        combinations add up."""
        self._forget()
        open_ = [self.place[want] for want in self.uncertain]
        combinations = _combinations(len(open_))[first : first + count]
        truths, weights = [], []
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
        return self._tally(total, truths, weights)

    def _tally(
        self, draws: int, truths: Sequence[NDArray[np.bool_]], weights: Sequence[NDArray[Any]] | None
    ) -> DrawTally:
        tally = DrawTally(draws)
        apart = Games(self.pool.tables.arena.structure)  # of these draws only: of all draws there may be too many
        samples = {model: self._samples(truths, model, apart) for model in MODELS}
        for model in MODELS:
            judged: dict[Sample, list[Side]] = {}
            for subject, sample in zip(self.subjects, samples[model], strict=True):
                judged.setdefault(sample, []).extend(subject.sides)
            for sample, sides in judged.items():
                evaluate_in(sides, sample)
        for model in MODELS:
            self._count(tally, model, samples.pop(model), truths, weights)
        return tally

    def _count(
        self,
        tally: DrawTally,
        model: Model,
        samples: Sequence[Sample],
        truths: Sequence[NDArray[np.bool_]],
        weights: Sequence[NDArray[Any]] | None,
    ) -> None:
        concepts = self.plan.concepts
        for number, (subject, sample) in enumerate(zip(self.subjects, samples, strict=True)):
            own = truths[number]
            values = subject.values_in(sample, concepts)
            known = {premise.want for premise in subject.premises}
            premised = np.array([want in known for want in self.wants], dtype=np.bool_)
            table = weighed(own & premised, None if weights is None else weights[number], tally.draws)
            for place in range(1 if subject.check.concept_free else len(concepts)):
                masks = np.stack([values[place] == value for value in (1, 0, -1)])
                tally.counts[model, number, place] = counted(masks, table)
            if subject.kind == "start":
                games, states = sample.games(subject.case.conflict), self.pool.tables.lattice.states
                row = self.pool.tables.row(subject.case.start())
                for place, concept in enumerate(concepts):
                    outcomes = games.crowd.roads(row, concept).outcomes
                    tally.outcomes[model, place] = outcomes_counted(outcomes, games, states, table)

    def _samples(self, truths: Sequence[NDArray[np.bool_]], model: Model, apart: Games) -> list[Sample]:
        """One sample for each subject; subjects with the same draws share it."""
        pool = self.pool.empty_copy()
        samples: dict[bytes, Sample] = {}
        return [samples.setdefault(own.tobytes(), Sample(pool, own, self.place, model, apart=apart)) for own in truths]

    # -- products --------------------------------------------------------------------------------------------------

    def product(self, subject: Subject, concept: str, model: Model) -> Factored | None:
        """If a subject factorizes: its probability, and for each uncertain premise of a factor the probability given
        that it is true and given that it is false. None if it does not, or if an actor's uncertain wants make too many
        combinations, with this many states."""
        factors = subject.check.factors(subject.case, concept)
        if factors is None:
            return None
        chances = {premise.want: premise.probability for premise in subject.premises}
        factored = []
        for actor, conflict, check in factors:
            own = [want.id for want in conflict.preferences[actor] if 0 < chances[want.id] < 1]  # type: ignore[union-attr]
            if len(own) > FACTOR_WANTS or self.pool.tables.lattice.rows << len(own) > _FACTOR_CELLS:
                return None
            key = (check, conflict, concept, model, tuple(chances.items()))
            if key not in self._factors:
                self._factors[key] = self._factor(_factor_of(subject, conflict, check), own, concept, model)
            factored.append(self._factors[key])
        whole = prod((chance for chance, _ in factored), start=Fraction(1))
        conditional: dict[str, tuple[Fraction, Fraction]] = {}
        for place, (_, own_given) in enumerate(factored):
            rest = prod((chance for k, (chance, _) in enumerate(factored) if k != place), start=Fraction(1))
            conditional |= {want: (rest * true, rest * false) for want, (true, false) in own_given.items()}
        return whole, conditional

    def _factor(self, subject: Subject, own: Sequence[str], concept: str, model: Model) -> Factored:
        chances = {premise.want: premise.probability for premise in subject.premises}
        combinations = _combinations(len(own))
        truths = np.ones((len(combinations), len(self.wants)), dtype=np.bool_)
        truths[:, [self.place[want] for want in own]] = combinations
        for want, chance in chances.items():
            if chance == 0:
                truths[:, self.place[want]] = False
        (values,) = subject.values_in(self._combining(truths, model), (concept,))
        weight: NDArray[Any] = np.full(len(combinations), 1, dtype=object)
        for column, want in enumerate(own):
            chance = chances[want]
            false = chance.denominator - chance.numerator
            weight = weight * np.where(combinations[:, column], chance.numerator, false).astype(object)
        total = prod(chances[want].denominator for want in own)
        held: NDArray[Any] = np.where(values == 1, weight, 0)
        whole = Fraction(int(held.sum()), total)
        conditional = {}
        for column, want in enumerate(own):
            true = Fraction(int(held[combinations[:, column]].sum()), total)
            conditional[want] = (true / chances[want], (whole - true) / (1 - chances[want]))
        return whole, conditional

    def _combining(self, truths: NDArray[np.bool_], model: Model) -> Sample:
        """A sample of combinations; small ones are cached, since concepts and subjects share them."""
        key = (truths.tobytes(), model)
        if key not in self._combined:
            self._forget()
            sample = Sample(self.pool.empty_copy(), truths, self.place, model)
            if len(truths) * self.pool.tables.lattice.rows > _COMBINED_CELLS:
                return sample
            self._combined[key] = sample
        return self._combined[key]


def _factor_of(subject: Subject, conflict: Conflict, check: GameCheck) -> Subject:
    """A factor of a subject, as a subject: the condition in the game of its actor."""
    assert subject.setting is not None, "an answer has no factors"
    case = subject.case if conflict is subject.case.conflict else subject.case.with_conflict(conflict)
    return replace(subject, check=check, case=case, setting=replace(subject.setting, check=check))


def _combinations(count: int) -> NDArray[np.bool_]:
    """All rows of *count* truth values: bool (2^count, count)."""
    numbers = np.arange(1 << count)
    return (numbers[:, None] >> np.arange(count) & 1).astype(np.bool_)


def _moves(structure: Structure) -> int:
    """The number of moves of all actors in all states, if all could be undone."""
    assert isinstance(structure, OptionStructure)  # an assessment has options
    total = 0
    for actor in structure.actors:
        others = structure.states & ~np.int64(structure.form.mask(actor))
        _, together = np.unique(others, return_counts=True)
        total += int((together * (together - 1)).sum())
    return total
