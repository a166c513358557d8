"""The places that a case points at, each with the premises that point there, and the premises that point nowhere.

A *premise* here is anything that the file gives an ``at``, including claims, key questions, indicators, forecasts,
resolutions and observations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from countermove.assessment.problems import Path
from countermove.assessment.references import counted_in, default_source
from countermove.assessment.schema import Document, Entry, Locator
from countermove.sources.texts import SourceText, text_in
from gmcr.base.record import Record

__all__ = ["NamedSentence", "Place", "Premise", "place_of", "places_used", "premise_named", "premises", "texts_of"]

_KINDS = {
    "key_questions": "key question",
    "never": "rule",
    "drivers": "driver",
    "open": "open question",
    "scenarios": "scenario",
    "views": "view",
    "claims": "claim",
    "indicators": "indicator",
    "forecasts": "forecast",
    "resolutions": "resolution",
    "observations": "observation",
}


@dataclass(frozen=True, slots=True)
class Place(Record):
    """A place in a source."""

    source: str
    """The source."""
    what: str
    """Its unit: para, chapter, page, time; empty for the source as a whole."""
    value: str
    """Its number, or its time; empty for the source as a whole."""


@dataclass(frozen=True, slots=True)
class NamedSentence(Record):
    """A sentence that the case names. ``number``: its number in the place, from 1, None where words alone name it;
    ``words``: a few words of it, which are the judge where both are given; "" for none."""

    place: Place
    number: int | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Premise(Record):
    """Something that the file gives a place, or could. ``why_none``: for one without a place what it says instead
    ("assumed", "unsaid"), or "unsourced"; "" for one that has places. ``sentences``: what it names of the places of
    which it means only some sentences."""

    kind: str
    name: str
    at: tuple[Place, ...]
    why_none: str = ""
    sentences: tuple[NamedSentence, ...] = ()


def premises(document: Document) -> tuple[Premise, ...]:
    """Everything that has places, or could have them, in file order."""
    return tuple(_premises(document, document, ()))


def _premises(document: Document, value: object, path: Path) -> Iterator[Premise]:
    if isinstance(value, Entry) and not isinstance(value, Locator):
        at = getattr(value, "at", None)
        if "at" in type(value).model_fields and isinstance(at, tuple):  # that of a rate is a number
            kind, name = premise_named(path, value)
            places = tuple(dict.fromkeys(place_of(document, item) for item in at))
            named = [NamedSentence(place_of(document, item), item.sentence, item.print or "") for item in at]
            whole = {item.place for item in named if item.number is None and not item.words}
            sentences = tuple(dict.fromkeys(item for item in named if item.place not in whole))
            yield Premise(kind, name, places, "" if places else _without(value), sentences)
        fields = type(value).model_fields
        inner = (((*path, field.alias or name), getattr(value, name)) for name, field in fields.items() if name != "at")
    elif isinstance(value, dict):
        inner = (((*path, key), item) for key, item in value.items())
    elif isinstance(value, tuple):
        inner = (((*path, place), item) for place, item in enumerate(value))
    else:
        return
    for where, item in inner:
        yield from _premises(document, item, where)


def premise_named(path: Path, value: object) -> tuple[str, str]:
    """Kind and name of the record at a path."""
    own = getattr(value, "id", None)
    top, names = path[0] if path else "", [str(part) for part in path[1:] if isinstance(part, str)]
    if top == "actors":
        return ("want", own) if isinstance(own, str) else ("actor", ".".join(names))
    if top == "facts":
        return "facts", "facts"
    kind = _KINDS.get(str(top), str(top))
    if len(names) > 1:
        return {"open question": "reading"}.get(kind, kind), ".".join(part for part in names if part not in _STEPS)
    return kind, names[0] if names else kind


_STEPS = {"readings", "rewrite", "with", "move"}


def _without(value: Entry) -> str:
    if getattr(value, "assumed", False):
        return "assumed"
    return "unsaid" if getattr(value, "unsaid", False) else "unsourced"


def place_of(document: Document, locator: Locator) -> Place:
    """A locator with its source by name."""
    source = locator.source or default_source(document) or ""  # never empty: the file was validated
    if locator.para is not None:
        return Place(
            source,
            counted_in(document, locator.source).removesuffix("s").replace("paragraph", "para"),
            str(locator.para),
        )
    if locator.page is not None:
        return Place(source, "page", str(locator.page))
    return Place(source, "", "") if locator.time is None else Place(source, "time", locator.time)


def places_used(pointing: Iterable[Premise]) -> dict[Place, tuple[Premise, ...]]:
    """Each place once, in the order of first use of its source and then of the text, with the premises that point
    there.
    """
    used: dict[Place, dict[Premise, None]] = {}
    for premise in pointing:
        for place in premise.at:
            used.setdefault(place, {})[premise] = None
    sources = list(dict.fromkeys(place.source for place in used))

    def order(place: Place) -> tuple[int, str, int, str]:
        number = int(place.value) if place.value.isdecimal() else 0
        return sources.index(place.source), place.what, number, place.value

    return {place: tuple(used[place]) for place in sorted(used, key=order)}


def texts_of(document: Document, sources: Iterable[str], folder: FilePath) -> dict[str, SourceText]:
    """The texts of sources in a folder: a source's own, or else that of the source that reports it. Raises
    AssessmentError for an unusable text."""
    read: dict[str, SourceText | None] = {}

    def own(name: str) -> SourceText | None:
        if name not in read:
            read[name] = text_in(folder, name)
        return read[name]

    texts: dict[str, SourceText] = {}
    for source in sources:
        name: str | None = source
        while name is not None:  # no circles: the file was validated
            if text := own(name):
                texts[source] = text
                break
            name = document.sources[name].via if name in document.sources else None
    return texts
