"""The passages that premises point at, out of the texts of a reader: to be shown beside the premises, and kept nowhere.

Of a passage that is locked what is shown is the one that was locked, wherever it stands now. Where it is ambiguous or
missing none is, since another would be taken for it. A source as a whole is not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from countermove.assessment import Assessment
from countermove.assessment.usage import default_source
from countermove.brief import Brief
from countermove.desk.sources.looking import Looking, PlaceFound, kept_of, opened_texts
from countermove.errors import CountermoveError
from countermove.evidence.folders import folder_of
from countermove.evidence.sources.places import places_used, premises, texts_of
from countermove.evidence.sources.texts import SourceText

__all__ = ["LONGEST", "Passage", "Passages", "passages_of", "passages_or_why"]

LONGEST = 6_000
"""Letters of a passage that are shown at most."""

_BESIDE = 600
"""Letters of what stands beside one."""


@dataclass(frozen=True, slots=True)
class Passage(Brief):
    """``file``: the name of the reader's file, without its folder; ``paragraphs``: the text, none where no passage is
    shown; ``cut``: whether it goes on; ``before``, ``after``: what stands beside it, or nothing."""

    place: PlaceFound
    file: str
    paragraphs: tuple[str, ...]
    cut: bool = False
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Passages(Brief):
    """``by_premise``: (kind, name) of a premise → the passages that it points at, of those sources that have a text;
    ``files``: the texts; ``places``: all places with what became of them; ``locked``: whether passages are; ``trouble``:
    why there are none; ``texts``: source → its text, or that of the source that reports it."""

    by_premise: Mapping[tuple[str, str], tuple[Passage, ...]]
    files: tuple[str, ...]
    places: tuple[PlaceFound, ...]
    locked: bool
    trouble: str = ""
    texts: Mapping[str, SourceText] = field(default_factory=dict, repr=False)

    def of(self, kind: str, name: str) -> tuple[Passage, ...]:
        """Those of one premise."""
        return self.by_premise.get((kind, name), ())


def passages_of(assessment: Assessment, texts: str | Path, *, file: Path | None = None) -> Passages:
    """The passages that the premises of a case point at, in a folder of texts. *file*: where the case is, if not
    where it says. Raises CountermoveError, AssessmentError."""
    found = premises(assessment.document)
    used = places_used(found)
    whole = _texts(assessment, texts) or opened_texts(assessment, texts, used)  # which says that there are none
    opened = {source: text for source, text in whole.items() if any(place.source == source for place in used)}
    kept = kept_of(assessment, file)
    looking = Looking(assessment.name, opened, used, None if kept is None else kept[1])
    places = dict(zip(used, looking.places(), strict=True))
    shown = {place: _passage(looking, item) for place, item in places.items() if place.what and place.source in opened}
    by_premise: dict[tuple[str, str], tuple[Passage, ...]] = {}
    for premise in found:
        own = tuple(shown[place] for place in premise.at if place in shown)
        if own:
            by_premise[premise.kind, premise.name] = (*by_premise.get((premise.kind, premise.name), ()), *own)
    files = tuple(dict.fromkeys(Path(text.file).name for text in whole.values()))
    return Passages(by_premise, files, tuple(places.values()), kept is not None, texts=whole)


def _texts(assessment: Assessment, texts: str | Path) -> Mapping[str, SourceText]:
    """The texts of all sources that something points at, and of the default one whether or not."""
    document = assessment.document
    pointed = (place.source for place in places_used(premises(document)))
    own = default_source(document)
    return texts_of(document, dict.fromkeys([*pointed, *([own] if own else [])]), folder_of(texts, "texts"))


def passages_or_why(assessment: Assessment, texts: str | Path, *, file: Path | None = None) -> Passages:
    """The same, or why there are none."""
    try:
        return passages_of(assessment, texts, file=file)
    except CountermoveError as error:
        return Passages({}, (), (), False, str(error))


def _passage(looking: Looking, place: PlaceFound) -> Passage:
    text = looking.opened[place.source]
    name = Path(text.file).name
    if place.state in ("ambiguous", "missing", "not looked for") or not place.found:
        return Passage(place, name, ())
    first, last = place.found[0]
    before = _beside(text.paragraphs[first - 2]) if first > 1 else ""
    after = _beside(text.paragraphs[last]) if last < len(text.paragraphs) else ""
    paragraphs: list[str] = []
    left = LONGEST
    for paragraph in text.paragraphs[first - 1 : last]:
        if len(paragraph) > left:
            return Passage(place, name, (*paragraphs, f"{paragraph[:left]} …"), True, before)
        paragraphs.append(paragraph)
        left -= len(paragraph)
    return Passage(place, name, tuple(paragraphs), False, before, after)


def _beside(paragraph: str) -> str:
    return paragraph if len(paragraph) <= _BESIDE else f"{paragraph[:_BESIDE]} …"
