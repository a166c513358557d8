"""What a case uses of a document: paragraph by paragraph, and sentence by sentence.

A paragraph is *named* where something in the case points at it, by any unit (paragraphs, pages, chapters, times); a
pointer to a source as a whole names nothing in it. A sentence is *pointed at* where a premise names that sentence: by
its number (``sentence``), by words that stand in it (``print``), or because it is all of the paragraph that the premise
names. Where only its paragraph is named, it is unknown whether the sentence is meant: it may be modelled nowhere. The
premise of the paragraph that shares most words with it (``sources.alike``) is reported as a guess. A sentence that
repeats another has the state of that one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from countermove.assessment import Assessment
from countermove.assessment.usage import default_source
from countermove.context.cases import open_case
from countermove.context.frame import Frame, frame_of
from countermove.plugins.evidence.documents.annotations import annotate
from countermove.plugins.evidence.documents.reader import ReadDocument, document_in
from countermove.plugins.evidence.draft.pointers import Pointing
from countermove.plugins.evidence.draft.worksheet import source_named
from countermove.sources.coverage import NotThere, ParagraphCovered, Pointed, SentenceCovered
from countermove.sources.places import Place
from countermove.sources.texts import Stretch
from gmcr.base.errors import CountermoveError, UnknownName
from gmcr.base.record import INTERNAL, derived
from gmcr.base.summary import Record

__all__ = ["Coverage", "coverage", "coverage_of"]


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
    places: Mapping[Place, Stretch | None] | None = None,
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
