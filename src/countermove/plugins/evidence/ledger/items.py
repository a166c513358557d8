"""What a case file says about its forecasts and their results, item by item, as a ledger records it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any
from unicodedata import normalize

from countermove.assessment import Assessment
from countermove.assessment.problems import Path
from countermove.assessment.schema import Entry, Forecast
from countermove.likelihood import Chance, scale_of, span_of
from countermove.plugins.evidence.ledger.chain import ZONES, Item, Kind, Said
from gmcr.base.errors import AssessmentError, CountermoveError, Problem

__all__ = ["chance_in", "check_days", "items_of"]

_EXACT = re.compile(r"[0-9]{1,80}(?:/[1-9][0-9]{0,79})?")


def items_of(assessment: Assessment) -> Mapping[Item, Said]:
    """The items of a case, in file order, each with its content: every key that is present, and the meaning of
    likelihood words. Raises CountermoveError where two names are one in NFC."""
    items: dict[Item, Said] = {}
    for kind, name, content in _items(assessment):
        item = kind, normalize("NFC", name)
        if item in items:
            raise CountermoveError(
                f"{assessment.file}: two names of {kind}s are both written {name} in NFC: rename one."
            )
        items[item] = content
    return items


def _items(assessment: Assessment) -> Iterator[tuple[Kind, str, Said]]:
    document = assessment.document
    scale = scale_of(document.scale)
    for name, forecast in document.forecasts.items():
        made = forecast.made or document.as_of
        dated = {} if made is None else {"made": made.isoformat()}
        yield "forecast", name, {**_without_updates(forecast), **dated, **_spans(forecast, scale)}
        for update in forecast.updates:
            yield "update", f"{name} {update.date}", {**_plain(update), **_spans(update, scale)}
    for name, observation in document.observations.items():
        yield "observation", name, _plain(observation)
    for name, resolution in document.resolutions.items():
        yield "resolution", name, _plain(resolution)


def _without_updates(forecast: Forecast) -> dict[str, Any]:
    return {key: value for key, value in _plain(forecast).items() if key != "updates"}


def _spans(record: Entry, scale: str) -> dict[str, Any]:
    """The intervals that words of likelihood stand for in this file: with another scale the word would be another
    chance.
    """
    words = {key: getattr(record, key, None) for key in ("chance", "base_rate")}
    return {f"{key}_span": _plain(span_of(word, scale)) for key, word in words.items() if isinstance(word, str)}


def _plain(value: Any) -> Any:
    """A value of a file as text, truth values, lists and mappings; of a record the keys that have a value."""
    if isinstance(value, Entry):
        fields = type(value).model_fields
        values = ((field.alias or name, getattr(value, name), field.default) for name, field in fields.items())
        return {key: _plain(item) for key, item, default in values if item != default}
    if isinstance(value, bool):
        return value
    if isinstance(value, Mapping):
        return {normalize("NFC", str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return normalize("NFC", value.isoformat() if isinstance(value, date) else str(value))


def chance_in(content: Said | None, key: str = "chance") -> Chance | None:
    """The chance that a line states; None where it states none."""
    value = None if content is None else content.get(f"{key}_span", content.get(key))
    written = [end for end in (value if isinstance(value, list) else [value]) if isinstance(end, str)]
    ends = [Fraction(end) for end in written if _EXACT.fullmatch(end)]
    if isinstance(value, list):
        return (ends[0], ends[1]) if len(ends) == len(value) == 2 else None
    return ends[0] if ends else None


def check_days(assessment: Assessment, *, today: date) -> None:
    """Raise AssessmentError for dates in the case that lie in the future."""
    latest = today + ZONES
    problems = []
    for path, day in _days(assessment):
        if day is not None and day > latest:
            place = assessment.positions.value(path)
            message = f"{day} is still to come (today is {today}): nobody can know of it yet."
            problems.append(Problem(assessment.file, place.line, place.column, "error", "date", message))
    if problems:
        raise AssessmentError(problems)


def _days(assessment: Assessment) -> Iterator[tuple[Path, date | None]]:
    """Every date on which the case says that something was said or had happened."""
    document = assessment.document
    for name, forecast in document.forecasts.items():
        yield ("forecasts", name, "made"), forecast.made
        for place, update in enumerate(forecast.updates):
            yield ("forecasts", name, "updates", place, "date"), update.date
    for name, resolution in document.resolutions.items():
        yield ("resolutions", name, "date"), resolution.date
    for name, observation in document.observations.items():
        yield ("observations", name, "date"), observation.date
        yield ("observations", name, "known"), observation.known
