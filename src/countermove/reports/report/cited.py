"""Where premises are from, to show beside them: in words, and with the sentences themselves where their texts are given.

The project holds no sentence of anybody else's: those that are shown come from the reader's texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from countermove.assessment.references import default_source
from countermove.assessment.schema import Document
from countermove.context.glossary import Glossary
from countermove.presentation.places import PlaceTold, SourcePlace, place_told
from countermove.presentation.premises import premise_said
from countermove.reports.passages import passage_text
from countermove.reports.report.blocks import Quote
from countermove.sources.passages import Passage, Passages
from countermove.sources.places import Premise, premises
from gmcr.base.record import Record

__all__ = ["PlaceShown", "places_shown", "places_told", "quote_of"]


@dataclass(frozen=True, slots=True)
class PlaceShown(Record):
    """Where a premise is from, for a popover. ``quotes``: the sentences that it names, as the reader's texts have
    them."""

    told: PlaceTold
    quotes: tuple[Quote, ...] = ()


def places_told(document: Document, glossary: Glossary) -> Mapping[tuple[str, str], PlaceTold]:
    """Kind and name of everything with a place → where it is from."""
    told: dict[tuple[str, str], PlaceTold] = {}
    for item in premises(document):
        said = premise_said(glossary, document, item.kind, item.name)
        if place := place_told(document, tuple(_places(document, item)), said):
            told.setdefault((item.kind, item.name), place)
    return told


def places_shown(
    told: Mapping[tuple[str, str], PlaceTold], passages: Passages | None
) -> Mapping[tuple[str, str], PlaceShown]:
    """The same, with the sentences that are named, if there are texts."""

    own = {} if passages is None else passages.by_premise
    return {key: PlaceShown(place, tuple(_quotes(own.get(key, ())))) for key, place in told.items()}


def _quotes(passages: Iterable[Passage]) -> Iterator[Quote]:
    """The sentences that are named; what a text says twice is shown once, with both places."""
    where: dict[tuple[tuple[str, str, str], ...], list[str]] = {}
    for passage in passages:
        if passage.marked:
            where.setdefault(tuple(one.pieces for one in passage.marked), []).append(passage_text(passage))
    for marked, places in where.items():
        yield Quote("; ".join(places), (), marked)


def quote_of(passage: Passage) -> Quote:
    """A passage with its place: the sentences that are named, marked, or else all of it."""
    if passage.marked:
        return Quote(passage_text(passage), (), tuple(one.pieces for one in passage.marked))
    return Quote(passage_text(passage), passage.paragraphs)


def _places(document: Document, premise: Premise) -> Iterator[SourcePlace]:
    """The places of a premise, with the numbers of the sentences that it names."""
    own = default_source(document)
    for place in premise.at:
        source = None if place.source == own else place.source
        numbers: list[int | None] = [
            item.number for item in premise.sentences if item.place == place and item.number is not None
        ]
        for number in numbers or [None]:
            yield SourcePlace(place.what, place.value, source, number)
