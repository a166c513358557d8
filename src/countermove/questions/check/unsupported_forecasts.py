"""unsupported_forecasts: forecasts that lean on what does not follow.

A forecast *leans* on the claim that it is drawn from if that claim is ``vacuous``, ``unsupported``, ``contradicted`` or
``depends``, if it ``restates`` a premise, ``holds_whatever`` anybody wants or sets a condition that is never met, and
the forecast is nevertheless *likely* or more (from 0.55), or *unlikely* or less (to 0.45). Its latest chance counts;
for an interval the end nearer to even odds, so that one that contains even odds says neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from countermove.likelihood import Chance, scale_of, span_of
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.classes import CLASS_WORDS, ClaimClass
from gmcr.base.record import INTERNAL, Key, derived
from gmcr.base.summary import Record

if TYPE_CHECKING:
    from countermove.assessment.schema import Document, Forecast

__all__ = ["UNFOUNDED", "UnsupportedForecast", "firm_forecasts", "latest_chance", "leaning"]

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
    """The claim that it is drawn from."""
    kind: Annotated[ClaimClass, Key("class")]
    """The claim's class."""
    stated: Annotated[Chance, INTERNAL]
    """The latest chance as the file states it."""
    verdict: Annotated[ClaimVerdict, INTERNAL]
    """The claim's verdict."""

    @derived
    def word(self) -> str:
        """The claim's class in English."""
        return CLASS_WORDS[self.kind]


def leaning(
    document: Document, verdicts: Sequence[ClaimVerdict], *, today: date | None = None
) -> tuple[UnsupportedForecast, ...]:
    """The forecasts of a file that lean on what does not follow, in file order, by verdicts on the claims that they are
    drawn from. *today*: ignore later updates of a chance; None: count all. A claim without a verdict or a class is
    ignored."""
    judged, leanings = {claim.id: claim for claim in verdicts}, []
    for name, source, chance in firm_forecasts(document, today=today):
        claim = judged.get(source)
        if claim is not None and claim.kind is not None and claim.kind in UNFOUNDED:
            says, span = document.forecasts[name].says, span_of(chance, scale_of(document.scale))
            leanings.append(UnsupportedForecast(name, says, span, source, claim.kind, chance, claim))
    return tuple(leanings)


def firm_forecasts(document: Document, *, today: date | None = None) -> Iterator[tuple[str, str, Chance]]:
    """The forecasts that are drawn from a claim and call something likely or unlikely: each with that claim and its
    chance."""
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
