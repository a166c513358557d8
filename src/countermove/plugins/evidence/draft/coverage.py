"""What a case uses of a document: paragraph by paragraph, and sentence by sentence.

A paragraph is *named* where something in the case points at it, by any unit (paragraphs, pages, chapters, times); a
pointer to a source as a whole names nothing in it. A sentence is *pointed at* where a premise names that sentence: by
its number (``sentence``), by words that stand in it (``print``), or because it is all of the paragraph that the premise
names. Where only its paragraph is named, it is unknown whether the sentence is meant: it may be modelled nowhere. The
premise of the paragraph that shares most words with it (``sources.sentences``) is reported as a guess. A sentence that
repeats another has the state of that one.

Pointers of a case into a document: to sentences, or to paragraphs as a whole without naming a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

from countermove.assessment import Assessment
from countermove.assessment.problems import Path as KeyPath
from countermove.assessment.references import default_source, locators
from countermove.assessment.schema import Document, Entry, Locator
from countermove.context.answer import open_case
from countermove.context.frame import Frame, frame_of
from countermove.context.glossary import Glossary, glossary_of
from countermove.plugins.evidence.documents.annotation import AnnotatedText, annotate
from countermove.plugins.evidence.documents.reader import ReadDocument, document_in
from countermove.plugins.evidence.draft.worksheet import source_named
from countermove.presentation.premises import premise_words
from countermove.sources.named import named_in, sentences_at
from countermove.sources.passages import (
    Closest,
    Covered,
    CueSeen,
    NotThere,
    ParagraphCovered,
    PlaceFound,
    Pointed,
    SentenceCovered,
)
from countermove.sources.places import Place, place_of, premise_named
from countermove.sources.sentences import Sentence, SentenceMatcher
from countermove.sources.texts import words_of
from gmcr.base.errors import CountermoveError, UnknownName
from gmcr.base.record import INTERNAL, Record, derived

__all__ = ["Coverage", "Pointing", "coverage", "coverage_of"]


_Spot = tuple[int, int]
"""Paragraph and number of a sentence, from 1."""

_WORDS = 4
"""The number of shared words that are reported."""


class Pointing:
    """Pointers of a case into a document. *places*: where passages are now (see ``coverage``)."""

    def __init__(
        self,
        assessment: Assessment,
        source: str,
        read: ReadDocument,
        found: AnnotatedText,
        places: Mapping[Place, PlaceFound | None] | None = None,
    ) -> None:
        self.assessment, self.document, self.source = assessment, assessment.document, source
        self.read, self.found, self.places = read, found, places
        self.not_there: list[NotThere] = []
        self.at_paragraph: dict[int, dict[str, tuple[str, str]]] = {}
        self.at_sentence: dict[_Spot, dict[str, None]] = {}
        self.sentences: dict[int, list[Sentence]] = {}
        for one in found.sentences:
            self.sentences.setdefault(one.paragraph, []).append(one)
        for path, locator in locators(self.document):
            if self._ours(locator):
                self._point(path, locator)
        self.earlier = {
            _spot(found.sentences[later]): _spot(found.sentences[first]) for later, first in found.first.items()
        }
        self.groups = self._groups()

    def _ours(self, locator: Locator) -> bool:
        """Whether a place is in the document: in its source, or in one that this reports."""
        name = locator.source or default_source(self.document)
        while name is not None and name != self.source:
            name = self.document.sources[name].via if name in self.document.sources else None
        return name is not None

    # -- pointing ------------------------------------------------------------------------------------------------------

    def _point(self, path: KeyPath, locator: Locator) -> None:
        place = place_of(self.document, locator)
        words = words_of(locator.print or "")
        if place.what == "" and not words:
            return
        text, premise = self.read.text, _key(self.document, path)
        stretch, within = text.place(place.what, place.value), None
        if self.places is not None and place.what:
            now = self.places.get(place)
            stretch, within = (None, None) if now is None else ((now.found[0][0] - 1, now.found[0][1]), now.words)
        called = f"{place.what} {place.value}".strip()
        if stretch is None:
            self.not_there.append(NotThere(premise, called))
            return
        paragraphs = range(stretch[0] + 1, stretch[1] + 1)
        spots, lacking = list[_Spot](), ""
        if words or locator.sentence is not None:
            passage = sentences_at(text, (paragraphs[0], paragraphs[-1]), within)
            meant = named_in(passage, locator.sentence, locator.print or "")
            spots = [_spot(one) for one in meant.sentences]
            lacking = f"{called}, “{locator.print}”".lstrip(", ") if words else f"{called}, sentence {locator.sentence}"
        for spot in spots:
            self.at_sentence.setdefault(spot, {})[premise] = None
        if lacking and not spots:
            self.not_there.append(NotThere(premise, lacking))
        if spots or (locator.sentence is not None and not words) or place.what == "":
            return
        named = premise_named(path[: path.index("at")], _value(self.document, path[: path.index("at")]))
        for paragraph in paragraphs:
            self.at_paragraph.setdefault(paragraph, {})[premise] = named
            own = self.sentences.get(paragraph, [])
            if len(own) == 1:
                self.at_sentence.setdefault(_spot(own[0]), {})[premise] = None

    # -- results -------------------------------------------------------------------------------------------------------

    def _groups(self) -> Mapping[_Spot, Pointed]:
        """For sentences that repeat one another, the best state among them."""
        groups: dict[_Spot, set[_Spot]] = {}
        for later, first in self.earlier.items():
            groups.setdefault(first, {first}).add(later)
        best: dict[_Spot, Pointed] = {}
        for group in groups.values():
            states = {self._own(spot) for spot in group}
            best |= dict.fromkeys(group, next(state for state in _BEST if state in states))
        return best

    def _own(self, spot: _Spot) -> Pointed:
        if spot in self.at_sentence:
            return "pointed at"
        return "paragraph named" if spot[0] in self.at_paragraph else "not named"

    def paragraphs(self) -> Iterator[ParagraphCovered]:
        """The paragraphs of the document with their sentences."""
        cues = {_spot(one): own for one, own in zip(self.found.sentences, self.found.cues, strict=True)}
        for number in range(1, len(self.read.text.paragraphs) + 1):
            closest = self._closest(number)
            sentences = tuple(
                SentenceCovered(
                    one.number,
                    one.start,
                    one.end,
                    self.groups.get(spot, self._own(spot)),
                    any(cue.kind != "date" for cue in cues[spot]),
                    tuple(CueSeen(cue.kind, cue.words) for cue in cues[spot]),
                    tuple(self.at_sentence.get(spot, ())),
                    tuple(closest.get(spot, ())),
                    self.earlier.get(spot),
                )
                for one in self.sentences.get(number, ())
                for spot in [_spot(one)]
            )
            premises = dict.fromkeys(self.at_paragraph.get(number, ()))
            premises |= dict.fromkeys(premise for one in sentences for premise in one.premises)
            named = premises or any(one.state != "not named" for one in sentences)
            state: Covered = "named" if named else "cued" if any(one.cued for one in sentences) else "nothing"
            yield ParagraphCovered(number, state, tuple(premises), sentences)

    def _closest(self, paragraph: int) -> Mapping[_Spot, list[Closest]]:
        """For each premise that names a paragraph alone, the sentence that shares most words with it, where one stands
        out.
        """
        closest: dict[_Spot, list[Closest]] = {}
        own = self.sentences.get(paragraph, [])
        if len(own) < 2:
            return closest
        texts = [one.text for one in own]
        for premise, (kind, name) in self.at_paragraph.get(paragraph, {}).items():
            words = premise_words(self.glossary, self.document, kind, name)
            if (single := self.alike.singled(words, texts)) is not None:
                place, shared = single
                closest.setdefault(_spot(own[place]), []).append(Closest(premise, shared[:_WORDS]))
        return closest

    @cached_property
    def glossary(self) -> Glossary:
        """The words of the case."""
        return glossary_of(self.assessment)

    @cached_property
    def alike(self) -> SentenceMatcher:
        """Finds the sentence that words are about."""
        return SentenceMatcher(self.read.text)


_BEST: tuple[Pointed, ...] = ("pointed at", "paragraph named", "not named")


def _spot(one: Sentence) -> _Spot:
    return one.paragraph, one.number


def _key(document: Document, path: KeyPath) -> str:
    """The path of the record that a place belongs to, wants by their ids: "actors.us.wants.u2"."""
    own = path[: path.index("at")]
    if own[0] == "actors" and len(own) > 3 and own[2] == "wants" and isinstance(own[3], int):
        own = (*own[:3], document.actors[str(own[1])].wants[own[3]].id, *own[4:])
    return ".".join(map(str, own))


def _value(document: Document, path: KeyPath) -> object:
    """The value at a path of a document."""
    value: object = document
    for part in path:
        if isinstance(value, Entry):
            fields = type(value).model_fields
            name = next(name for name, field in fields.items() if part in (field.alias, name))
            value = getattr(value, name)
        else:
            value = value[part]  # type: ignore[index]
    return value


@dataclass(frozen=True, slots=True)
class Coverage(Record):
    """What a case uses of a document."""

    frame: Annotated[Frame, INTERNAL]
    file: str
    """The document."""
    sha256: str
    """The digest of its bytes."""
    source: str
    """The source of the case whose document it is."""
    cues_off: bool
    """Whether cues were not looked for, since the tables do not fit the script or the language."""
    paragraphs: tuple[ParagraphCovered, ...]
    """Its paragraphs."""
    not_there: tuple[NotThere, ...]
    """Places of the case that the document does not have."""
    notes: tuple[str, ...]
    """Losses and problems when reading the document."""
    texts: Annotated[tuple[str, ...], INTERNAL]
    """The paragraphs themselves."""

    @derived
    def named(self) -> int:
        """The number of paragraphs named."""
        return sum(one.state == "named" for one in self.paragraphs)

    @derived
    def cued(self) -> int:
        """The number of unnamed paragraphs that have a sentence with a cue."""
        return sum(one.state == "cued" for one in self.paragraphs)

    @derived
    def sentences_pointed_at(self) -> int:
        """The number of sentences with a cue that are pointed at."""
        return len(self.of("pointed at"))

    @derived
    def sentences_in_named(self) -> int:
        """The number of sentences with a cue in a named paragraph at which no premise points."""
        return len(self.of("paragraph named"))

    @derived
    def sentences_not_named(self) -> int:
        """The number of sentences with a cue in unnamed paragraphs."""
        return len(self.of("not named"))

    def of(self, state: Pointed) -> list[tuple[ParagraphCovered, SentenceCovered]]:
        """The sentences with a cue in one state, each with its paragraph."""
        return [
            (paragraph, one)
            for paragraph in self.paragraphs
            for one in paragraph.sentences
            if one.cued and one.state == state
        ]

    def gist(self) -> str:
        """How much of it is named, and pointed at."""
        cued = self.sentences_pointed_at + self.sentences_in_named + self.sentences_not_named
        return (
            f"{self.named} of {len(self.paragraphs)} paragraphs named, {self.sentences_pointed_at} of {cued} sentences with "
            "cues pointed at"
        )


def coverage_of(document: str | Path, case: str, *, source: str | None = None) -> Coverage:
    """What the case in a file, or a bundled one by its name, uses of a document. *source*: which of its sources that
    is; by default the one with the name of the file, or else the default source.

    Raises AssessmentError for an unusable case or document, UnknownName for a source that the case does not have,
    CountermoveError where the source is undetermined."""
    assessment = open_case(case, "draft")
    own = _source(assessment, str(document), source)
    return coverage(assessment, document_in(document, source=own), source=own)


def coverage(
    assessment: Assessment,
    read: ReadDocument,
    *,
    source: str | None = None,
    places: Mapping[Place, PlaceFound | None] | None = None,
) -> Coverage:
    """Like `coverage_of`, for a document that was read. *places*: the present places of passages that were looked for;
    by default where the case counts them."""
    own = _source(assessment, read.file, source)
    annotated = annotate(read)
    pointing = Pointing(assessment, own, read, annotated, places)
    return Coverage(
        frame=frame_of(assessment),
        file=read.file,
        sha256=read.sha256,
        source=own,
        cues_off=not annotated.fits,
        paragraphs=tuple(pointing.paragraphs()),
        not_there=tuple(pointing.not_there),
        notes=(*read.notes, *filter(None, (annotated.note,))),
        texts=read.text.paragraphs,
    )


def _source(assessment: Assessment, file: str, name: str | None) -> str:
    known = assessment.document.sources
    if name is not None:
        if name not in known:
            raise UnknownName("source", name, known)
        return name
    named = source_named(file)
    own = named if named in known else default_source(assessment.document)
    if own is None:
        listed = f"its sources are {', '.join(known)}" if known else "it has none"
        raise CountermoveError(
            f"Which source of {assessment.name} is {Path(file).name}? Name it: {listed}.", argument="source"
        )
    return own
