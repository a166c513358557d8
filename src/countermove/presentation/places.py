"""Places in sources, in words: the one teller of where a premise is from, for every surface.

The short form stands beside a premise ("¶ 3.2, 20.2": the second sentence of paragraphs 3 and 20), the long form where
there is room ("paragraph 3, sentence 2; paragraph 20, sentence 2"), with whose text it is and the address of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from countermove.assessment.references import counted_in, default_source
from countermove.assessment.schema import Document, Locator
from countermove.presentation.words import capital, listed, plural
from gmcr.base.record import Record

__all__ = ["Cited", "PlaceTold", "SourcePlace", "cited", "place_in", "place_told", "places_short", "places_words"]

_UNITS: Mapping[str, str] = {"para": "paragraph", "chapter": "chapter", "page": "page"}


@dataclass(frozen=True, slots=True)
class SourcePlace(Record):
    """The place in a source: ``what`` is para, chapter, page, time or "" (the source as a whole); ``source``: None for
    the default one; ``sentence``: its number there, None for all of it."""

    what: str
    value: str
    source: str | None
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Cited(Record):
    """What is taken from one source. ``whose``: its author, or what it is, and who reports it; ``where``: the places in
    words, "" for the source as a whole; ``url``: the address of the text, "" for none."""

    whose: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class PlaceTold(Record):
    """Where a premise is from. ``short``: beside it; ``told``: what is taken from there, in our words."""

    short: str
    told: str
    cites: tuple[Cited, ...]


def place_in(document: Document, locator: Locator) -> SourcePlace:
    """A locator as a place, with what its source counts."""
    for what in ("para", "page", "time"):
        value = getattr(locator, what)
        if value is not None:
            chapters = what == "para" and counted_in(document, locator.source) == "chapters"
            return SourcePlace("chapter" if chapters else what, str(value), locator.source, locator.sentence)
    return SourcePlace("", "", locator.source)


def places_short(places: Sequence[SourcePlace]) -> str:
    """The short form: places of the default source after one sign, others by name."""
    by_source: dict[tuple[str, str | None], list[str]] = {}
    for place in places:
        value = place.value if place.sentence is None else f"{place.value}.{place.sentence}"
        by_source.setdefault((place.what, place.source), []).append(value)
    parts = []
    for (what, source), values in by_source.items():
        sign = {"para": "¶ ", "chapter": "ch. ", "page": plural(len(values), "p. ", "pp. "), "time": "at "}.get(
            what, ""
        )
        parts.append(f"{f'{source} ' if source else ''}{sign}{', '.join(values)}".strip())
    return "; ".join(parts)


def places_words(places: Iterable[SourcePlace]) -> str:
    """The long form of places in one source: "paragraph 9, sentences 2 and 4"."""
    sentences: dict[tuple[str, str], list[int]] = {}
    for place in places:
        own = sentences.setdefault((place.what, place.value), [])
        if place.sentence is not None:
            own.append(place.sentence)
    return "; ".join(
        f"{_unit(what, value)}{_sentences(numbers)}" for (what, value), numbers in sentences.items() if what
    )


def _unit(what: str, value: str) -> str:
    return f"at {value}" if what == "time" else f"{_UNITS[what]} {value}"


def _sentences(numbers: Sequence[int]) -> str:
    own = [str(number) for number in dict.fromkeys(numbers)]
    return f", {plural(len(own), 'sentence')} {listed(own)}" if own else ""


def cited(document: Document, places: Iterable[SourcePlace]) -> tuple[Cited, ...]:
    """Places by source, each with whose it is and the address of its text: its own, or that of the source that reports
    it."""
    by_source: dict[str, list[SourcePlace]] = {}
    for place in places:
        by_source.setdefault(place.source or default_source(document) or "", []).append(place)
    return tuple(
        Cited(_whose(document, source), places_words(own), _address(document, source))
        for source, own in by_source.items()
    )


def place_told(document: Document, places: Sequence[SourcePlace], told: str) -> PlaceTold | None:
    """Where a premise is from that says *told*; None if it has no place."""
    return PlaceTold(places_short(places), told, cited(document, places)) if places else None


def _whose(document: Document, source: str) -> str:
    """A source in words, after those that report it."""
    return capital(", after ".join(document.sources[name].told or name for name in _chain(document, source)))


def _address(document: Document, source: str) -> str:
    return next((url for name in _chain(document, source) if (url := document.sources[name].url)), "")


def _chain(document: Document, source: str) -> list[str]:
    """A source and those through which it is known, without end-less circles: the file was validated."""
    names: list[str] = []
    name: str | None = source
    while name is not None and name in document.sources:
        names.append(name)
        name = document.sources[name].via
    return names or [source]
