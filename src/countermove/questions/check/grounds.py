"""grounds: what verdicts rest on, down to the sources and their grades.

A *grade* is an Admiralty grade: reliability of the source A to F, credibility of what it says 1 to 6 (F and 6: cannot
be judged). Grades are compared by reliability, then credibility; a *chain* of sources (``via``) is graded by the worst
of each along it, since a report is no better than whoever passes it on.

The *ground* of a premise is the best grade among the places where it is found (any one of them supports it), or why it
has none: "ungraded" (its sources have no grade), "assumed", "unsaid" (the modeller supplies it), "unsourced". A premise
that has a place and is marked ``unsaid`` is "unsaid": the place does not say it.

The grounds of a claim are those of the wants that it rests on (``verdicts.claims``), as its own game has them, and of
the drivers in their conditions. Its *weakest link* is the ground that comes last in the order: graded from A1 to F6,
then ungraded, unsaid, assumed, unsourced.

unsupported_forecasts: forecasts that lean on what does not follow.

A forecast *leans* on the claim that it is drawn from, or on what comes first (``verdicts.drawn``), if that is ``vacuous``,
``unsupported``, ``contradicted`` or ``depends``, if it ``restates`` a premise, ``holds_whatever`` anybody wants or sets a condition that is never met, and
the forecast is nevertheless *likely* or more (from 0.55), or *unlikely* or less (to 0.45). Its latest chance counts;
for an interval the end nearer to even odds, so that one that contains even odds says neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from countermove.assessment.names import DRIFT
from countermove.assessment.references import default_source
from countermove.assessment.schema import Founded, Locator
from countermove.likelihood import Chance, scale_of, span_of
from countermove.presentation.words import listed
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.values import CLASS_WORDS, ClaimClass
from gmcr.base.record import INTERNAL, Key, Record, derived
from gmcr.logic import Formula

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from countermove.assessment.overlays import Calculus, WantLine
    from countermove.assessment.schema import Document, Forecast

__all__ = [
    "UNFOUNDED",
    "ClaimGrounds",
    "Ground",
    "Grounds",
    "SourceGrade",
    "UnsupportedForecast",
    "firm_forecasts",
    "grade_name",
    "grade_text",
    "grounds",
    "grounds_of",
    "latest_chance",
    "leaning",
    "premise_counts",
    "weakest_of",
]


_NONE = ("ungraded", "unsaid", "assumed", "unsourced")


@dataclass(frozen=True, slots=True)
class SourceGrade(Record):
    """A source. ``chain``: the sources through which it is known, the nearest first; ``grade``: its own grade;
    ``graded``: the grade of the whole chain (None if ungraded)."""

    name: str
    what: str | None
    grade: str | None
    chain: tuple[str, ...]
    graded: str | None
    default: bool


@dataclass(frozen=True, slots=True)
class Ground(Record):
    """What one premise rests on."""

    kind: str
    """The kind of premise: want or driver."""
    name: str
    """Its name."""
    grade: str
    """The best grade among its places, or why it has none: ungraded, unsaid, assumed, unsourced."""
    sources: tuple[str, ...]
    """The sources of its places, best first."""

    @property
    def order(self) -> tuple[int, str]:
        """A sort key, the firmest ground first."""
        return (_NONE.index(self.grade) + 1, "") if self.grade in _NONE else (0, self.grade)


@dataclass(frozen=True, slots=True)
class ClaimGrounds(Record):
    """The grounds of one claim, wants in file order and then drivers; ``weakest``: those that share the last rank
    (empty if it rests on nothing)."""

    claim: str
    grounds: tuple[Ground, ...]
    weakest: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Grounds(Record):
    """``premises``: the numbers of wants, drivers, rules, scenarios and views by what they rest on: "sourced",
    "unsaid", "assumed", "unsourced"."""

    sources: tuple[SourceGrade, ...]
    claims: tuple[ClaimGrounds, ...]
    premises: Mapping[str, int]

    @property
    def graded(self) -> bool:
        """Whether there are sources and each has a grade."""
        return bool(self.sources) and all(source.grade for source in self.sources)


def grounds(assessment: Assessment, verdicts: Sequence[ClaimVerdict]) -> Grounds:
    """The grounds of verdicts on claims of an assessment."""
    graded = {name: _source(assessment, name) for name in assessment.document.sources}
    return Grounds(
        sources=tuple(graded.values()),
        claims=tuple(_of_claim(assessment, item, graded) for item in verdicts),
        premises=premise_counts(assessment),
    )


def premise_counts(assessment: Assessment) -> Mapping[str, int]:
    """The numbers of wants, drivers, rules, scenarios and views of a file by what they rest on, whatever a call
    selects."""
    counts = dict.fromkeys(("sourced", "unsaid", "assumed", "unsourced"), 0)
    for premise in _premises(assessment):
        counts[_kind(premise)] += 1
    return counts


def grade_name(grade: str) -> str:
    """A grade, or why there is none."""
    words = {
        "ungraded": "no grade",
        "assumed": "assumed",
        "unsaid": "supplied by the modeller, no source says it",
        "unsourced": "no source",
    }
    return words.get(grade, grade)


def grade_text(weakest: Sequence[Ground]) -> str:
    """A weakest link: "u2, reward (B2)"."""
    names = [item.name for item in weakest]
    shown = listed(names) if len(names) <= 6 else f"{', '.join(names[:5])} and {len(names) - 5} more"
    return f"{shown} ({grade_name(weakest[0].grade)})"


def _source(assessment: Assessment, name: str) -> SourceGrade:
    sources = assessment.document.sources
    chain: list[str] = []
    carrier = sources[name].via
    while carrier is not None:  # no circles: the file was validated
        chain.append(carrier)
        carrier = sources[carrier].via
    record = sources[name]
    grades = [record.grade, *(sources[item].grade for item in chain)]
    known = [grade for grade in grades if grade is not None]
    whole = None
    if len(known) == len(grades):
        whole = max(grade[0] for grade in known) + max(grade[1] for grade in known)
    return SourceGrade(
        name, record.told, record.grade, tuple(chain), whole, default_source(assessment.document) == name
    )


def _premises(assessment: Assessment) -> Iterable[Founded]:
    document = assessment.document
    for actor in document.actors.values():
        yield from actor.wants
    for table in (document.drivers, document.never, document.scenarios, document.views):
        yield from table.values()


def _kind(premise: Founded) -> str:
    if premise.assumed:
        return "assumed"
    if premise.unsaid:
        return "unsaid"
    return "sourced" if premise.at else "unsourced"


def _of_claim(assessment: Assessment, verdict: ClaimVerdict, graded: Mapping[str, SourceGrade]) -> ClaimGrounds:
    claim = assessment.claims[verdict.id]
    calculus = assessment.calculus(scenario=claim.in_, view=claim.under, with_=claim.with_)
    grounds = _of_wants(assessment, {support.edit.want for support in verdict.rests_on}, calculus, graded)
    return ClaimGrounds(verdict.id, grounds, weakest_of(grounds))


def grounds_of(
    assessment: Assessment, wants: Iterable[str], *, scenario: str | None = None, view: str | None = None
) -> tuple[Ground, ...]:
    """The grounds of some wants in a scenario and a view, and of the drivers in their conditions."""
    graded = {name: _source(assessment, name) for name in assessment.document.sources}
    return _of_wants(assessment, set(wants), assessment.calculus(scenario=scenario, view=view), graded)


def weakest_of(grounds: Sequence[Ground]) -> tuple[Ground, ...]:
    """The grounds that share the last rank."""
    last = max((item.order for item in grounds), default=None)
    return tuple(item for item in grounds if item.order == last)


def _of_wants(
    assessment: Assessment, resting: Collection[str], calculus: Calculus, graded: Mapping[str, SourceGrade]
) -> tuple[Ground, ...]:
    """The grounds of wants in file order, then of drivers."""
    marks = {want.id: want for actor in assessment.document.actors.values() for want in actor.wants}
    grounds: list[Ground] = []
    drivers: dict[str, None] = {}
    for lines in calculus.lines.values():
        for line in lines:
            if line.want.id in resting:
                grounds.append(_of_want(assessment, line, marks[line.want.id], graded))
                drivers |= dict.fromkeys(sorted(_drivers(line.want.condition)))
    for name in assessment.document.drivers:
        if name in drivers:
            record = assessment.document.drivers[name]
            grounds.append(_ground(assessment, "driver", name, record.at, _kind(record), graded))
    return tuple(grounds)


def _drivers(condition: Formula | None) -> frozenset[str]:
    return frozenset() if condition is None else condition.drivers


def _of_want(assessment: Assessment, line: WantLine, record: Founded, graded: Mapping[str, SourceGrade]) -> Ground:
    kind = "sourced" if line.at and line.at != record.at else _kind(record)
    return _ground(assessment, "want", line.want.id, line.at, kind, graded)


def _ground(
    assessment: Assessment,
    kind: str,
    name: str,
    places: Sequence[Locator],
    founded: str,
    graded: Mapping[str, SourceGrade],
) -> Ground:
    default = default_source(assessment.document)
    names = [place.source or default for place in places]
    sources = sorted(
        dict.fromkeys(item for item in names if item is not None and item in graded),
        key=lambda item: (graded[item].graded is None, graded[item].graded or ""),
    )
    if founded != "sourced":
        return Ground(kind, name, founded, tuple(sources))
    best = graded[sources[0]].graded if sources else None
    return Ground(kind, name, best or "ungraded", tuple(sources))


UNFOUNDED: frozenset[ClaimClass] = frozenset(
    {"vacuous", "unsupported", "contradicted", "restates", "depends", "condition_never_met", "holds_whatever"}
)
"""Classes of claims that support no forecast."""

_LIKELY, _UNLIKELY = Fraction(55, 100), Fraction(45, 100)


@dataclass(frozen=True, slots=True)
class UnsupportedForecast(Record):
    """A forecast that leans on what does not follow."""

    forecast: str
    """Its name."""
    says: str
    """Its text."""
    chance: tuple[Fraction, Fraction]
    """Its latest chance, as an interval."""
    claim: str
    """The claim that it is drawn from; `drift`: what comes first as drivers drift."""
    kind: Annotated[ClaimClass, Key("class")]
    """The claim's class; that of the values of its check if it is drawn from `drift`."""
    stated: Annotated[Chance, INTERNAL]
    """The latest chance as the file states it."""
    verdict: Annotated[ClaimVerdict, INTERNAL]
    """The verdict on the claim, or on its check."""

    @derived
    def word(self) -> str:
        """The claim's class in English."""
        return CLASS_WORDS[self.kind]


def leaning(
    document: Document,
    verdicts: Sequence[ClaimVerdict],
    drawn: Sequence[ClaimVerdict] = (),
    *,
    today: date | None = None,
) -> tuple[UnsupportedForecast, ...]:
    """The forecasts of a file that lean on what does not follow, in file order, by verdicts on the claims that they are
    drawn from, and by those on the checks of forecasts that are *drawn* from what comes first. *today*: ignore later
    updates of a chance; None: count all. A claim without a verdict or a class is ignored."""
    judged, own, leanings = {claim.id: claim for claim in verdicts}, {item.id: item for item in drawn}, []
    for name, source, chance in firm_forecasts(document, today=today):
        claim = own.get(name) if source == DRIFT else judged.get(source)
        if claim is not None and claim.kind is not None and claim.kind in UNFOUNDED:
            says, span = document.forecasts[name].says, span_of(chance, scale_of(document.scale))
            leanings.append(UnsupportedForecast(name, says, span, source, claim.kind, chance, claim))
    return tuple(leanings)


def firm_forecasts(document: Document, *, today: date | None = None) -> Iterator[tuple[str, str, Chance]]:
    """The forecasts that are drawn from something and call something likely or unlikely: each with the claim that it is drawn
    from (`drift`: what comes first) and its chance."""
    for name, forecast in document.forecasts.items():
        chance = latest_chance(forecast, today=today)
        if forecast.from_ is not None and chance is not None and _firm(*span_of(chance, scale_of(document.scale))):
            yield name, forecast.from_, chance


def latest_chance(forecast: Forecast, *, today: date | None = None) -> Chance | None:
    """The latest chance of a forecast as known on a day; None if it states none."""
    known = [item.chance for item in forecast.updates if today is None or item.date <= today]
    return known[-1] if known else forecast.chance


def _firm(low: Fraction, high: Fraction) -> bool:
    """Whether an interval lies entirely on one side of even odds, and away from them."""
    return low >= _LIKELY or high <= _UNLIKELY
