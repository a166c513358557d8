"""From counted draws to chances: how likely each subject and each outcome is, and on which premises that depends.

The *importance* of a premise is the chance given that it is true minus the chance given that it is false; the longest bars
first they make a tornado.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from countermove.analysis.draws.chance import Chance, share_of
from countermove.analysis.draws.sample import MODELS
from countermove.brief import Brief
from countermove.questions.robust.premises import Premise
from countermove.questions.robust.subjects import Subject
from countermove.questions.robust.tally import Counts, Tally
from countermove.questions.robust.uncertain import Sampler

__all__ = ["MOST_OUTCOMES", "Bar", "Finding", "OutcomeChance", "findings_of", "outcomes_of"]

MOST_OUTCOMES = 10
"""Of so many outcomes, the likeliest under each concept and model, it is told what they depend on."""


@dataclass(frozen=True, slots=True)
class Bar(Brief):
    """One bar of a tornado: the chance given that the premise is true, and given that it is false."""

    want: str
    given_true: Chance
    given_false: Chance

    @property
    def difference(self) -> Fraction | float:
        """The importance of the premise."""
        return self.given_true.value - self.given_false.value

    @property
    def error(self) -> float:
        """Standard error of the difference."""
        return sqrt(self.given_true.error**2 + self.given_false.error**2)


@dataclass(frozen=True, slots=True)
class Finding(Brief):
    """One subject under one concept (None: the same under all) and one model of a false premise.

    ``kind``: "start", "content" (``name``: the actor), "claim" (its id) or "outcome" (the state's code; "" for no outcome
    at all). ``chance``: None where it is undefined throughout. ``bars``: of the uncertain premises that make a difference,
    the longest first.
    """

    kind: str
    name: str
    concept: str | None
    model: str
    chance: Chance | None
    undefined: Chance
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class OutcomeChance(Brief):
    """The chance that a state (None: no state at all, the roads only circle) is an outcome of the selected game.
    ``bars``: what that depends on, for the MOST_OUTCOMES likeliest under each concept and model; else None."""

    code: int | None
    concept: str
    model: str
    chance: Chance
    bars: tuple[Bar, ...] | None = None

    @property
    def finding(self) -> Finding:
        """The same as a finding."""
        name = "" if self.code is None else str(self.code)
        return Finding("outcome", name, self.concept, self.model, self.chance, Chance(Fraction(0)), self.bars or ())


def findings_of(sampler: Sampler, tally: Tally, *, exhaustive: bool) -> tuple[tuple[Finding, ...], bool]:
    """Every subject under every concept and model: a product where it is one, else by what was counted, if anything. And
    whether no interrupt came, after which what is a product goes by what was counted too."""
    concepts, complete = sampler.plan.concepts, True
    found = []
    for number, subject in enumerate(sampler.subjects):
        for place, concept in enumerate(concepts[:1] if subject.concept_free else concepts):
            for model in MODELS:
                counts, finding = tally.counts.get((model, number, place)), None
                try:
                    if complete and not exhaustive:
                        finding = _by_product(sampler, subject, concept, model)
                except KeyboardInterrupt:
                    complete = False
                if finding is None and counts is not None:
                    finding = _by_counts(sampler, subject, concept, model, counts, exhaustive)
                if finding is not None:
                    found.append(finding)
    return tuple(found), complete


def outcomes_of(sampler: Sampler, tally: Tally, *, exhaustive: bool) -> tuple[OutcomeChance, ...]:
    """The outcomes of the selected game, by concept and model, the likeliest first."""
    premises = sampler.subjects[0].premises
    found = []
    for (model, place), counted in sorted(tally.outcomes.items(), key=lambda item: (item[0][1], item[0][0])):
        every: Counts = tally.counts[model, 0, place].sum(axis=0)
        order = sorted(counted.items(), key=lambda item: (-int(item[1][0]), item[0] is None, item[0] or 0))
        for rank, (code, counts) in enumerate(item for item in order if item[1][0]):
            bars = None
            if rank < MOST_OUTCOMES:
                bars = _longest(_bars(sampler, premises, counts, every - counts, exhaustive))
            chance = share_of(int(counts[0]), int(every[0]), exact=exhaustive)
            found.append(OutcomeChance(code, sampler.plan.concepts[place], model, chance, bars))
    return tuple(found)


def _by_product(sampler: Sampler, subject: Subject, concept: str, model: str) -> Finding | None:
    found = sampler.product(subject, concept, model)
    if found is None:
        return None
    whole, given = found
    bars = [Bar(want, Chance(true), Chance(false)) for want, (true, false) in given.items()]
    return _finding(subject, concept, model, Chance(whole), Chance(Fraction(0)), bars)


def _by_counts(sampler: Sampler, subject: Subject, concept: str, model: str, counts: Counts, exact: bool) -> Finding:
    held, failed, undefined = counts
    defined, void = int(held[0] + failed[0]), int(undefined[0])
    chance = share_of(int(held[0]), defined, exact=exact) if defined else None
    bars = _bars(sampler, subject.premises, held, failed, exact)
    return _finding(subject, concept, model, chance, share_of(void, defined + void, exact=exact), bars)


def _bars(sampler: Sampler, premises: Sequence[Premise], held: Counts, failed: Counts, exact: bool) -> list[Bar]:
    """By draws in which something holds and does not hold; of premises that were both true and false among them."""
    bars = []
    for premise in premises:
        column = 1 + sampler.place[premise.want]
        true = int(held[column] + failed[column])
        false = int(held[0] + failed[0]) - true
        if premise.uncertain and true and false:
            given_true = share_of(int(held[column]), true, exact=exact)
            given_false = share_of(int(held[0] - held[column]), false, exact=exact)
            bars.append(Bar(premise.want, given_true, given_false))
    return bars


def _finding(
    subject: Subject, concept: str, model: str, chance: Chance | None, undefined: Chance, bars: Sequence[Bar]
) -> Finding:
    named = None if subject.concept_free else concept
    return Finding(subject.kind, subject.name, named, model, chance, undefined, _longest(bars))


def _longest(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    return tuple(sorted((bar for bar in bars if bar.difference), key=_length, reverse=True))


def _length(bar: Bar) -> Fraction | float:
    difference = bar.difference
    return -difference if difference < 0 else difference
