"""Looks for the passages that premises point at in the reader's texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from countermove.assessment import Assessment
from countermove.assessment.usage import default_source
from countermove.plugins.evidence.sources.locate import PlaceFinder, locks_of, opened_texts
from countermove.sources.folders import folder_of
from countermove.sources.passages import LONGEST, Passage, Passages, PlaceFound
from countermove.sources.places import places_used, premises, texts_of
from countermove.sources.sentences import sentences_in
from countermove.sources.texts import SourceText

__all__ = ["passages_in"]


def passages_in(assessment: Assessment, texts: str | Path, *, file: Path | None = None) -> Passages:
    """The passages that the premises of a case point at, in a folder of texts. *file*: the location of the case, if not
    its own. Raises CountermoveError, AssessmentError."""
    pointing = premises(assessment.document)
    used = places_used(pointing)
    whole = _texts(assessment, texts) or opened_texts(assessment, texts, used)  # raises that there are none
    opened = {source: text for source, text in whole.items() if any(place.source == source for place in used)}
    locks = locks_of(assessment, file)
    looking = PlaceFinder(assessment.name, opened, used, None if locks is None else locks[1])
    places = dict(zip(used, looking.places(), strict=True))
    shown = {place: _passage(looking, item) for place, item in places.items() if place.what and place.source in opened}
    by_premise: dict[tuple[str, str], tuple[Passage, ...]] = {}
    for premise in pointing:
        own = tuple(shown[place] for place in premise.at if place in shown)
        if own:
            by_premise[premise.kind, premise.name] = (*by_premise.get((premise.kind, premise.name), ()), *own)
    files = tuple(dict.fromkeys(Path(text.file).name for text in whole.values()))
    return Passages(by_premise, files, tuple(places.values()), locks is not None, texts=whole)


def _texts(assessment: Assessment, texts: str | Path) -> Mapping[str, SourceText]:
    """The texts of all sources that something points at, and of the default one in any case."""
    document = assessment.document
    pointed = (place.source for place in places_used(premises(document)))
    own = default_source(document)
    return texts_of(document, dict.fromkeys([*pointed, *([own] if own else [])]), folder_of(texts, "texts"))


def _passage(looking: PlaceFinder, place: PlaceFound) -> Passage:
    text = looking.opened[place.source]
    name = Path(text.file).name
    if place.state in ("ambiguous", "missing", "not looked for") or not place.found:
        return Passage(place, name, ())
    first, last = place.found[0]
    whole = text.paragraphs[first - 1 : last]
    shown = tuple(_beginning(whole))
    return Passage(place, name, shown, sum(map(len, whole)) - sum(map(len, shown)))


def _beginning(whole: Sequence[str]) -> Iterator[str]:
    """Paragraphs as far as they may be shown, the last up to the end of a sentence."""
    room = LONGEST
    for paragraph in whole:
        if len(paragraph) > room:
            *ended, _ = [0, *(end for _, end in sentences_in(paragraph[:room]))]  # the last sentence may continue
            if ended and ended[-1]:
                yield paragraph[: ended[-1]]
            return
        yield paragraph
        room -= len(paragraph)
