"""Where a document refers to its sources, and which chances its forecasts state."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.assessment.problems import Path
from countermove.assessment.schema import Document, Entry, Forecast, Locator
from countermove.likelihood import Chance

__all__ = ["chances_said", "counted_in", "default_source", "locators", "sources_used"]


def default_source(document: Document) -> str | None:
    """The source that bare numbers refer to: the one marked so, or the only one."""
    sources = document.sources
    marked = [name for name, source in sources.items() if source.default]
    if marked:
        return marked[0]
    return next(iter(sources)) if len(sources) == 1 else None


def counted_in(document: Document, source: str | None) -> str:
    """What the numbers of a source (None: the default one) count: "paragraphs" or "chapters"."""
    name = default_source(document) if source is None else source
    while name is not None and name in document.sources:
        if counts := document.sources[name].counts:
            return counts
        name = document.sources[name].via
    return "paragraphs"


def locators(document: Document) -> Iterator[tuple[Path, Locator]]:
    """Every place in a source that the document names, with its path."""
    waiting: list[tuple[Path, object]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Locator):
            yield path, value
        else:
            waiting.extend(reversed(list(_below(path, value))))


def _below(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        yield from (((*path, key), inner) for key, inner in value.items())
    elif isinstance(value, tuple):
        yield from (((*path, place), inner) for place, inner in enumerate(value))
    elif isinstance(value, Entry):
        fields = type(value).model_fields
        yield from (((*path, field.alias or name), getattr(value, name)) for name, field in fields.items())


def sources_used(document: Document) -> frozenset[str]:
    """The sources that premises, claims, holders or other sources refer to."""
    used: set[str | None] = {place.source or default_source(document) for _, place in locators(document)}
    used.update(source.via for source in document.sources.values())
    used.update(claim.by for claim in document.claims.values())
    used.update(forecast.by for forecast in document.forecasts.values())
    used.update(view.holder for view in document.views.values())
    return frozenset(name for name in used if name in document.sources)


def chances_said(name: str, forecast: Forecast) -> Iterator[tuple[Path, Chance]]:
    """Every chance that a forecast states, with its place: its own, its base rate and its updates."""
    for key, chance in (("chance", forecast.chance), ("base_rate", forecast.base_rate)):
        if chance is not None:
            yield ("forecasts", name, key), chance
    for place, update in enumerate(forecast.updates):
        yield ("forecasts", name, "updates", place, "chance"), update.chance
