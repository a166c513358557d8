"""From counted draws to shares: in how many of them each subject holds and each outcome is one, and on which premises
that depends.

Draws in which premises fail as often as their certainty says are a stress test: a share of them is no forecast. The
*importance* of a premise is the share if it is true minus the share if it is false; longest bars first, they make a
tornado.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Annotated, Literal

from countermove.inquiry.draws import MODELS, Chance, Model, share_of
from countermove.questions.robust.subjects import Counts, DrawTally, Place, Staying, Subject
from countermove.questions.robust.uncertain import Sampler
from countermove.verdicts.premises import UncertainWant
from countermove.verdicts.sides import CellWord
from gmcr.base.record import Key, Record, derived

__all__ = ["MOST_OUTCOMES", "Bar", "Finding", "OutcomeChance", "findings_of", "outcomes_of", "products_of"]

Kind = Literal["start", "content", "answer", "claim", "outcome"]
"""What a finding is about."""

MOST_OUTCOMES = 10
"""The number of outcomes, the most frequent under each concept and model, whose dependence on premises is given."""


@dataclass(frozen=True, slots=True)
class Bar(Record):
    """One bar of a tornado, for one premise."""

    want: str
    """The want's id."""
    given_true: Chance
    """The share of the draws in which the premise is true."""
    given_false: Chance
    """The share of the draws in which it is false."""

    @property
    def difference(self) -> Fraction | float:
        """The importance of the premise."""
        return self.given_true.value - self.given_false.value

    @property
    def error(self) -> float:
        """Standard error of the difference."""
        return sqrt(self.given_true.error**2 + self.given_false.error**2)

    @derived
    def importance(self) -> Annotated[str, Key("difference")]:
        """Its importance: the first share minus the second."""
        return str(self.difference)

    @derived
    def deviation(self) -> Annotated[str | None, Key("error")]:
        """Standard error of the difference; null if the shares are exact."""
        return repr(self.error) if self.error else None


@dataclass(frozen=True, slots=True)
class Finding(Record):
    """One subject under one concept and one model of a false premise."""

    kind: Kind
    """What holds: the start is stable, it is for one actor, the answer to a key question stays, or a claim; for a state
    that it is an outcome."""
    name: str
    """The actor, the question's or the claim's id, or the state's code; empty for the start, and for no outcome at all."""
    concept: str | None
    """The concept; null if it is the same under all."""
    model: Model
    """What happens to a false premise."""
    chance: Chance | None
    """The share of the draws in which it is defined in which it holds; null if it is undefined throughout."""
    undefined: Chance
    """How often it is undefined."""
    bars: tuple[Bar, ...]
    """A tornado: uncertain premises that make a difference, the longest bar first."""
    stays: CellWord | None = None
    """For an answer, what it is if no premise fails, and stays; null if that is undefined, and for all else."""


@dataclass(frozen=True, slots=True)
class OutcomeChance(Record):
    """In how many draws a state is an outcome of the selected game."""

    code: int | None
    """The state's code; null for no outcome at all: the roads only circle."""
    concept: str
    """The concept."""
    model: Model
    """What happens to a false premise."""
    chance: Chance
    """The share of draws in which the state is among the outcomes."""
    bars: tuple[Bar, ...] | None = None
    """What that depends on, as for findings; null for all but the ten most frequent outcomes under each concept and
    model."""

    @property
    def finding(self) -> Finding:
        """The same as a finding."""
        name = "" if self.code is None else str(self.code)
        return Finding("outcome", name, self.concept, self.model, self.chance, Chance(Fraction(0)), self.bars or ())


def findings_of(
    sampler: Sampler, tally: DrawTally, products: Mapping[Place, Finding], *, exhaustive: bool
) -> tuple[Finding, ...]:
    """Every subject under every concept and model: a product if it is one of these, otherwise from the counts, if any."""
    findings = []
    for place in _places(sampler):
        finding, counts = products.get(place), tally.counts.get(place)
        if finding is None and counts is not None:
            finding = _by_counts(sampler, place, counts, exhaustive)
        if finding is not None:
            findings.append(finding)
    return tuple(findings)


def products_of(sampler: Sampler) -> Iterator[tuple[Place, Finding]]:
    """The subjects that are products, each computed when it is requested."""
    for place in _places(sampler):
        finding = _by_product(sampler, place)
        if finding is not None:
            yield place, finding


def _places(sampler: Sampler) -> Iterator[Place]:
    concepts = sampler.plan.concepts
    for number, subject in enumerate(sampler.subjects):
        for place in range(1 if subject.check.concept_free else len(concepts)):
            for model in MODELS:
                yield model, number, place


def outcomes_of(sampler: Sampler, tally: DrawTally, *, exhaustive: bool) -> tuple[OutcomeChance, ...]:
    """The outcomes of the selected game, by concept and model, the most frequent first."""
    premises = sampler.subjects[0].premises
    chances = []
    for (model, place), counted in sorted(tally.outcomes.items(), key=lambda item: (item[0][1], item[0][0])):
        every: Counts = tally.counts[model, 0, place].sum(axis=0)
        order = sorted(counted.items(), key=lambda item: (-int(item[1][0]), item[0] is None, item[0] or 0))
        for rank, (code, counts) in enumerate(item for item in order if item[1][0]):
            bars = None
            if rank < MOST_OUTCOMES:
                bars = _longest(_bars(sampler, premises, counts, every - counts, exhaustive))
            chance = share_of(int(counts[0]), int(every[0]), exact=exhaustive)
            chances.append(OutcomeChance(code, sampler.plan.concepts[place], model, chance, bars))
    return tuple(chances)


def _by_product(sampler: Sampler, at: Place) -> Finding | None:
    model, number, place = at
    subject, concept = sampler.subjects[number], sampler.plan.concepts[place]
    product = sampler.product(subject, concept, model)
    if product is None:
        return None
    whole, conditional = product
    bars = [Bar(want, Chance(true), Chance(false)) for want, (true, false) in conditional.items()]
    return _finding(subject, concept, model, Chance(whole), Chance(Fraction(0)), bars)


def _by_counts(sampler: Sampler, at: Place, counts: Counts, exact: bool) -> Finding:
    model, number, place = at
    subject, concept = sampler.subjects[number], sampler.plan.concepts[place]
    held, failed, undefined = counts
    defined, void = int(held[0] + failed[0]), int(undefined[0])
    chance = share_of(int(held[0]), defined, exact=exact) if defined else None
    bars = _bars(sampler, subject.premises, held, failed, exact)
    return _finding(subject, concept, model, chance, share_of(void, defined + void, exact=exact), bars)


def _bars(sampler: Sampler, premises: Sequence[UncertainWant], held: Counts, failed: Counts, exact: bool) -> list[Bar]:
    """The bars from the draws in which something holds and does not hold; only of premises that were both true and
    false among them."""
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
    subject: Subject, concept: str, model: Model, chance: Chance | None, undefined: Chance, bars: Sequence[Bar]
) -> Finding:
    named = None if subject.check.concept_free else concept
    stays = subject.check.word(concept) if isinstance(subject.check, Staying) else None
    return Finding(subject.kind, subject.name, named, model, chance, undefined, _longest(bars), stays)


def _longest(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    return tuple(sorted((bar for bar in bars if bar.difference), key=_length, reverse=True))


def _length(bar: Bar) -> Fraction | float:
    difference = bar.difference
    return -difference if difference < 0 else difference
