"""Dated values of drivers, and which stops have been passed by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from countermove.verdicts.clocks.records import CrossedValue, SeenValue

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["passed_by", "seen_values"]


def seen_values(assessment: Assessment, drivers: Sequence[str], day: date | None) -> tuple[SeenValue, ...]:
    """The dated values of some drivers that are known by a day, the earliest first."""
    found = [
        SeenValue(driver, value, record.date, name)
        for name, record in assessment.document.observations.items()
        if record.date is not None and (day is None or (record.known or record.date) <= day)
        for driver, value in (record.sets or {}).items()
        if driver in drivers
    ]
    return tuple(sorted(found, key=lambda item: item.date))


def passed_by(
    crossed: Sequence[CrossedValue], seen: Sequence[SeenValue], now: Mapping[str, Fraction]
) -> SeenValue | None:
    """The first dated value by which everything that is crossed had been passed, each driver at what was seen of it last, or
    else at its value at the start; None if it was not."""
    values = dict(now)
    for item in seen:
        values[item.driver] = item.value
        about = any(own.driver == item.driver for crossing in crossed for own in crossing.terms)
        if about and all(_sides(crossed, values)):
            return item
    return None


def _sides(crossed: Sequence[CrossedValue], values: Mapping[str, Fraction]) -> Iterator[bool]:
    for crossing in crossed:
        total = sum((own.factor * values[own.driver] for own in crossing.terms), Fraction(0)) - crossing.value
        yield (total > 0) - (total < 0) == crossing.after
