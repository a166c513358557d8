"""What a number or a want stands for: its words, where in which source that is said, and the sentence where its text is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.context.glossary import Glossary
from countermove.presentation.words import capital
from countermove.questions.wants.compute import SourcePlace
from countermove.questions.wants.ladder_rungs import places_text
from countermove.reports.reading import Deciding, Reading, WantBehind
from countermove.sources.passages import Passages
from countermove.sources.places import Place, premises
from gmcr.base.record import Record

__all__ = ["Cited", "Stand", "stands_of"]


@dataclass(frozen=True, slots=True)
class Cited(Record):
    """A source with the places in it, as text; ``url``: of the source, "" for none; ``passages``: the words there, where
    the reader gave the text."""

    places: str
    source: str
    url: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand(Record):
    """``key``: of the row or the want; ``id``: in the file; ``note``: the file's remark; ``why_none``: said in place of
    sources where it has none."""

    key: str
    id: str
    words: str
    note: str
    cited: tuple[Cited, ...]
    why_none: str


_NONE: Mapping[str, str] = {
    "assumed": "An assumption: no source says it.",
    "unsaid": "Supplied by the modeller: the source does not say it.",
    "unsourced": "The file names no source for it.",
}


def stands_of(
    assessment: Assessment, glossary: Glossary, reading: Reading, passages: Passages | None = None
) -> tuple[Stand, ...]:
    """What every row of a screen stands for, and every want behind one."""
    sources = _Sources(assessment, passages)
    rows: dict[str, Stand] = {}
    for row in reading.rows:
        if row.driver:
            rows[row.key] = _number(row, sources, assessment)
        for want in row.wants:
            rows.setdefault(f"want:{want.id}", _want(want, sources, glossary, assessment))
    return tuple(rows.values())


def _number(row: Deciding, sources: _Sources, assessment: Assessment) -> Stand:
    driver = assessment.document.drivers[row.driver]
    own = sources.of("driver", row.driver)
    cited = own or tuple(one for want in row.wants for one in sources.of("want", want.id))
    return Stand(
        row.key,
        row.driver,
        row.words,
        driver.note or "",
        cited,
        "" if cited else sources.why_none("driver", row.driver),
    )


def _want(want: WantBehind, sources: _Sources, glossary: Glossary, assessment: Assessment) -> Stand:
    words = f"{capital(glossary.actors[want.actor])} {want.words}"
    cited = sources.of("want", want.id)
    note = next((own.note for own in assessment.document.actors[want.actor].wants if own.id == want.id), None) or ""
    return Stand(f"want:{want.id}", want.id, words, note, cited, "" if cited else sources.why_none("want", want.id))


class _Sources:
    """The sources of one case, and what points at them."""

    def __init__(self, assessment: Assessment, passages: Passages | None) -> None:
        self._document = assessment.document
        self._premises = {(item.kind, item.name): item for item in premises(assessment.document)}
        self._passages = passages

    def why_none(self, kind: str, name: str) -> str:
        """What is said of something without places."""
        item = self._premises.get((kind, name))
        return _NONE["unsourced" if item is None else item.why_none or "unsourced"]

    def of(self, kind: str, name: str) -> tuple[Cited, ...]:
        """The sources of something, in the order of the file."""
        item = self._premises.get((kind, name))
        by: dict[str, list[Place]] = {}
        for place in () if item is None else item.at:
            by.setdefault(place.source, []).append(place)
        return tuple(self._cited(kind, name, source, places) for source, places in by.items())

    def _cited(self, kind: str, name: str, source: str, places: list[Place]) -> Cited:
        own = self._document.sources[source]
        # A source that another reports has its paragraphs in that one's text.
        text = self._document.sources[own.via] if own.via else own
        told = places_text([SourcePlace(at.what, at.value, None) for at in places if at.what])
        what = own.told or source
        if own.via:
            what = f"{what}, in {text.told or own.via}"
        return Cited(told, what, own.url or text.url or "", tuple(self._words(kind, name, source)))

    def _words(self, kind: str, name: str, source: str) -> Iterator[str]:
        for passage in () if self._passages is None else self._passages.of(kind, name):
            if passage.place.source == source:
                yield from passage.paragraphs
