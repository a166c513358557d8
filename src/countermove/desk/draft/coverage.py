"""What a case uses of a document: paragraph by paragraph, and sentence by sentence.

A paragraph is *used* where something in the case points at it, by whatever it counts (paragraphs, pages, chapters, times):
what points at a source as a whole uses nothing of it. A sentence is used where that points at it or at its whole paragraph, or
where it repeats a sentence that is. What is not used and has a cue other than a date is *cued*; in all else *nothing* was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from countermove.assessment import Assessment
from countermove.assessment.problems import Path as KeyPath
from countermove.assessment.schema import Document, Locator
from countermove.assessment.usage import default_source, locators
from countermove.brief import Brief
from countermove.case.frame import Frame, frame_of
from countermove.case.opening import open_case
from countermove.desk.draft.written import source_named
from countermove.errors import CountermoveError, UnknownName
from countermove.evidence.documents.marked import Marked, marked
from countermove.evidence.documents.reading import Read, document_in
from countermove.evidence.sources.places import Place, place_of
from countermove.evidence.sources.texts import Stretch
from countermove.record import UNTOLD, told

__all__ = ["Coverage", "Covered", "CueSeen", "ParagraphCovered", "SentenceCovered", "coverage", "coverage_of"]

Covered: TypeAlias = Literal["used", "cued", "nothing"]
"""What became of a paragraph or a sentence."""


@dataclass(frozen=True, slots=True)
class CueSeen(Brief):
    """A cue of a sentence."""

    kind: str
    """What it tells."""
    words: str
    """The words, as they stand."""


@dataclass(frozen=True, slots=True)
class SentenceCovered(Brief):
    """A sentence."""

    number: int
    """Which of its paragraph it is, from 1."""
    start: int
    """At which character of the paragraph it begins, from 0."""
    end: int
    """Up to which, without it, it goes."""
    state: Covered
    """Whether it is used, or has a cue and is not, or neither."""
    cues: tuple[CueSeen, ...]
    """Its cues."""
    premises: tuple[str, ...]
    """What points at it alone: key paths of the case."""
    repeats: tuple[int, int] | None
    """Paragraph and number of the earlier sentence that it repeats; null where it repeats none."""


@dataclass(frozen=True, slots=True)
class ParagraphCovered(Brief):
    """A paragraph."""

    number: int
    """Which it is, from 1."""
    state: Covered
    """Whether it is used, or has a sentence with a cue and is not, or neither."""
    premises: tuple[str, ...]
    """What points at it or at one of its sentences: key paths of the case, such as ``actors.us.wants.u2`` and ``claims.C1``."""
    sentences: tuple[SentenceCovered, ...]
    """Its sentences."""


@dataclass(frozen=True, slots=True)
class NotThere(Brief):
    """A place that the document does not have."""

    premise: str
    """What points there: its key path."""
    place: str
    """The place, as the case counts it."""


@dataclass(frozen=True, slots=True)
class Coverage(Brief):
    """What a case uses of a document."""

    frame: Annotated[Frame, UNTOLD]
    file: str
    """The document."""
    sha256: str
    """The digest of its bytes."""
    source: str
    """The source of the case whose document it is."""
    cues_off: bool
    """Whether no cue was looked for, since the tables do not fit the script or the language."""
    paragraphs: tuple[ParagraphCovered, ...]
    """Its paragraphs."""
    not_there: tuple[NotThere, ...]
    """Places of the case that it does not have."""
    notes: tuple[str, ...]
    """What reading the document lost or met."""
    texts: Annotated[tuple[str, ...], UNTOLD]
    """The paragraphs themselves."""

    @told
    def used(self) -> int:
        """How many paragraphs are used."""
        return sum(one.state == "used" for one in self.paragraphs)

    @told
    def cued(self) -> int:
        """How many have a cue and are not used."""
        return sum(one.state == "cued" for one in self.paragraphs)

    @told
    def sentences_cued(self) -> int:
        """How many sentences have a cue and are not used, also in paragraphs that are."""
        return sum(one.state == "cued" for paragraph in self.paragraphs for one in paragraph.sentences)

    def gist(self) -> str:
        """How much of it is used."""
        return f"{self.used} of {len(self.paragraphs)} paragraphs used, {self.cued} cued and unused"


def coverage_of(document: str | Path, case: str, *, source: str | None = None) -> Coverage:
    """What the case in a file, or a bundled one by its name, uses of a document. *source*: which of its sources that is; the one
    with the name of the file, or else the default source, where none is named.

    Raises AssessmentError for a case or a document that cannot be used, UnknownName for a source that the case does not have,
    CountermoveError where nobody says which it is."""
    assessment = open_case(case, "draft")
    own = _source(assessment, str(document), source)
    return coverage(assessment, document_in(document, source=own), source=own)


def coverage(
    assessment: Assessment,
    read: Read,
    *,
    source: str | None = None,
    places: Mapping[Place, Stretch | None] | None = None,
) -> Coverage:
    """The same of a document that was read. *places*: where passages of the case are now, of one whose passages were looked for;
    where it counts them otherwise."""
    own = _source(assessment, read.file, source)
    found = marked(read)
    pointing = _Pointing(assessment.document, own, read, found, places)
    return Coverage(
        frame=frame_of(assessment),
        file=read.file,
        sha256=read.sha256,
        source=own,
        cues_off=not found.fits,
        paragraphs=tuple(pointing.paragraphs()),
        not_there=tuple(pointing.not_there),
        notes=(*read.notes, *filter(None, (found.note,))),
        texts=read.text.paragraphs,
    )


def _source(assessment: Assessment, file: str, given: str | None) -> str:
    known = assessment.document.sources
    if given is not None:
        if given not in known:
            raise UnknownName("source", given, known)
        return given
    named = source_named(file)
    own = named if named in known else default_source(assessment.document)
    if own is None:
        listed = f"its sources are {', '.join(known)}" if known else "it has none"
        raise CountermoveError(
            f"Which source of {assessment.name} is {Path(file).name}? Name it: {listed}.", argument="source"
        )
    return own


class _Pointing:
    """What of a case points where in a document."""

    def __init__(
        self,
        document: Document,
        source: str,
        read: Read,
        found: Marked,
        places: Mapping[Place, Stretch | None] | None = None,
    ) -> None:
        self.document, self.source, self.read, self.found, self.places = document, source, read, found, places
        self.not_there: list[NotThere] = []
        self.at_paragraph: dict[int, dict[str, None]] = {}
        self.at_sentence: dict[tuple[int, int], dict[str, None]] = {}
        self.known = {(one.paragraph, one.number) for one in found.sentences}
        for path, locator in locators(document):
            if self._ours(locator):
                self._point(_key(document, path), locator)
        self.earlier = {
            (found.sentences[later].paragraph, found.sentences[later].number): found.sentences[first]
            for later, first in found.first.items()
        }
        self.said_again = self._groups()

    def _ours(self, locator: Locator) -> bool:
        """Whether a place is in the document: in its source, or in one that this reports."""
        name = locator.source or default_source(self.document)
        while name is not None and name != self.source:
            name = self.document.sources[name].via if name in self.document.sources else None
        return name is not None

    def _point(self, premise: str, locator: Locator) -> None:
        place = place_of(self.document, locator)
        if place.what == "":
            return
        text = self.read.text
        stretch = text.place(place.what, place.value) if self.places is None else self.places.get(place)
        if stretch is None:
            self.not_there.append(NotThere(premise, f"{place.what} {place.value}"))
        elif locator.sentence is None:
            for paragraph in range(stretch[0] + 1, stretch[1] + 1):
                self.at_paragraph.setdefault(paragraph, {})[premise] = None
        elif (stretch[0] + 1, locator.sentence) in self.known:
            self.at_sentence.setdefault((stretch[0] + 1, locator.sentence), {})[premise] = None
        else:
            self.not_there.append(NotThere(premise, f"{place.what} {place.value}, sentence {locator.sentence}"))

    def _groups(self) -> frozenset[tuple[int, int]]:
        """The sentences of which one that says the same is used."""
        groups: dict[tuple[int, int], set[tuple[int, int]]] = {}
        for later, one in self.earlier.items():
            groups.setdefault((one.paragraph, one.number), {(one.paragraph, one.number)}).add(later)
        used = (group for group in groups.values() if any(self._points_at(place) for place in group))
        return frozenset(place for group in used for place in group)

    def _points_at(self, place: tuple[int, int]) -> bool:
        return place in self.at_sentence or place[0] in self.at_paragraph

    def paragraphs(self) -> Iterator[ParagraphCovered]:
        by_paragraph: dict[int, list[SentenceCovered]] = {}
        for one, cues in zip(self.found.sentences, self.found.cues, strict=True):
            place = (one.paragraph, one.number)
            seen = tuple(CueSeen(cue.kind, cue.words) for cue in cues)
            state: Covered = "cued" if any(cue.kind != "date" for cue in cues) else "nothing"
            if self._points_at(place) or place in self.said_again:
                state = "used"
            earlier = self.earlier.get(place)
            by_paragraph.setdefault(one.paragraph, []).append(
                SentenceCovered(
                    one.number,
                    one.start,
                    one.end,
                    state,
                    seen,
                    tuple(self.at_sentence.get(place, ())),
                    None if earlier is None else (earlier.paragraph, earlier.number),
                )
            )
        for number in range(1, len(self.read.text.paragraphs) + 1):
            sentences = tuple(by_paragraph.get(number, ()))
            premises = dict.fromkeys(self.at_paragraph.get(number, ()))
            premises |= dict.fromkeys(premise for one in sentences for premise in one.premises)
            states = {one.state for one in sentences}
            used = premises or "used" in states
            yield ParagraphCovered(
                number, "used" if used else "cued" if "cued" in states else "nothing", tuple(premises), sentences
            )


def _key(document: Document, path: KeyPath) -> str:
    """The path of what a place belongs to, wants by their ids: "actors.us.wants.u2"."""
    own = path[: path.index("at")]
    if own[0] == "actors" and len(own) > 3 and own[2] == "wants" and isinstance(own[3], int):
        own = (*own[:3], document.actors[str(own[1])].wants[own[3]].id, *own[4:])
    return ".".join(map(str, own))
