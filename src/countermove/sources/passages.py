"""The passages that premises point at, from the reader's texts: shown beside the premises, and stored nowhere.

For a locked passage, the passage that was locked is shown, wherever it stands now; none where it is ambiguous or
missing, since another would be mistaken for it. A source as a whole is not shown. A plugin does the search.

What a case uses of the paragraphs and sentences of a document, as records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from countermove.assessment import Assessment
from countermove.extensions import needed
from countermove.sources.named import MarkedSentence, NamedState
from countermove.sources.texts import SourceText, Stretch
from gmcr.base.errors import CountermoveError
from gmcr.base.record import INTERNAL, NULL_IF_EMPTY, Record

__all__ = [
    "LONGEST",
    "Closest",
    "Covered",
    "CueSeen",
    "NotThere",
    "ParagraphCovered",
    "Passage",
    "Passages",
    "PlaceFound",
    "Pointed",
    "SentenceCovered",
    "SentenceFound",
    "State",
    "TextCovered",
    "passages_of",
    "passages_or_why",
]


LONGEST = 6_000
"""The largest number of letters of a passage that are shown, in whole sentences."""


State: TypeAlias = Literal["same", "moved", "altered", "ambiguous", "missing", "there", "not locked", "not looked for"]


@dataclass(frozen=True, slots=True)
class PlaceFound(Record):
    """A place that the case points at."""

    source: str
    """The source."""
    what: Annotated[str, NULL_IF_EMPTY]
    """Its unit: para, chapter, page or time; null for the source as a whole."""
    value: Annotated[str, NULL_IF_EMPTY]
    """Its number, or its time."""
    state: State
    """The state of the passage; "there" where nothing is locked, "not looked for" where the text has no such places."""
    found: tuple[tuple[int, int], ...]
    """Paragraphs that contain the passage, or something like it, as first and last; the likeliest first."""
    share: Fraction | None
    """For an altered passage the share of the recorded runs that is still there."""
    premises: tuple[str, ...]
    """What points there: names of wants, claims, drivers and so on."""
    words: Annotated[Stretch | None, INTERNAL] = None
    """The words of the text that the passage is, where they need not be those of whole paragraphs."""


@dataclass(frozen=True, slots=True)
class SentenceFound(Record):
    """A sentence that the case names."""

    source: str
    """The source."""
    what: Annotated[str, NULL_IF_EMPTY]
    """The unit of its place: para, chapter, page or time; null for the source as a whole."""
    value: Annotated[str, NULL_IF_EMPTY]
    """The number of its place, or its time."""
    sentence: int | None
    """Its number there, from 1; null where words alone name it."""
    print: Annotated[str, NULL_IF_EMPTY]
    """The words by which the case names it; null where there are none."""
    state: NamedState | Literal["not looked for"]
    """Whether it is there; "elsewhere" where its words are in another sentence of the passage, "not looked for" where the
    passage is not there or is in doubt."""
    found: tuple[tuple[int, int], ...]
    """Where it is in the text: paragraph and sentence."""
    of: int
    """The number of sentences of the passage; 0 where they were not counted."""
    premises: tuple[str, ...]
    """What names it: wants, claims, drivers and so on."""


@dataclass(frozen=True, slots=True)
class Passage(Record):
    """A passage to show. ``file``: the name of the reader's file, without its folder; ``paragraphs``: the text, none
    where no passage is shown; ``left``: the number of letters omitted after it: it ends with a whole sentence;
    ``sentences``: those that the premise names in it, none where it means all of it; ``marked``: these, to show instead
    of the paragraphs."""

    place: PlaceFound
    file: str
    paragraphs: tuple[str, ...]
    left: int = 0
    sentences: tuple[SentenceFound, ...] = ()
    marked: tuple[MarkedSentence, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Passages(Record):
    """The passages of a case. ``by_premise``: (kind, name) of a premise → the passages that it points at, in sources
    that have a text; ``files``: the texts; ``places``: all places with their states; ``locked``: whether passages are
    locked; ``trouble``: why there are none; ``texts``: source → its text, or that of the source that reports it."""

    by_premise: Mapping[tuple[str, str], tuple[Passage, ...]]
    files: tuple[str, ...]
    places: tuple[PlaceFound, ...]
    locked: bool
    trouble: str = ""
    texts: Mapping[str, SourceText] = field(default_factory=dict, repr=False)

    def of(self, kind: str, name: str) -> tuple[Passage, ...]:
        """The passages of one premise."""
        return self.by_premise.get((kind, name), ())


def passages_of(assessment: Assessment, texts: str | Path, *, file: Path | None = None) -> Passages:
    """The passages that the premises of a case point at, in a folder of texts. *file*: the location of the case, if not
    its own. Raises CountermoveError, AssessmentError."""
    passages: Passages = needed("passages")(assessment, texts, file=file)
    return passages


def passages_or_why(assessment: Assessment, texts: str | Path, *, file: Path | None = None) -> Passages:
    """Like `passages_of`; on an error, a record that says why there are none."""
    try:
        return passages_of(assessment, texts, file=file)
    except CountermoveError as error:
        return Passages({}, (), (), False, str(error))


Covered: TypeAlias = Literal["named", "cued", "nothing"]
"""How a case uses a paragraph."""

Pointed: TypeAlias = Literal["pointed at", "paragraph named", "not named"]
"""How a case uses a sentence."""


@dataclass(frozen=True, slots=True)
class Closest(Record):
    """A premise that names the paragraph and shares more words with this sentence than with any other of it."""

    premise: str
    """Its key path."""
    words: tuple[str, ...]
    """The words that they share, those first that few paragraphs have."""


@dataclass(frozen=True, slots=True)
class CueSeen(Record):
    """A cue of a sentence."""

    kind: str
    """Its kind."""
    words: str
    """Its words, as they stand."""


@dataclass(frozen=True, slots=True)
class SentenceCovered(Record):
    """A sentence."""

    number: int
    """Its number in its paragraph, from 1."""
    start: int
    """The index of its first character in the paragraph, from 0."""
    end: int
    """The index after its last character."""
    state: Pointed
    """Whether a premise points at it, or only names its paragraph, or neither."""
    cued: bool
    """Whether it has a cue other than a date."""
    cues: tuple[CueSeen, ...]
    """Its cues."""
    premises: tuple[str, ...]
    """What points at it: key paths of the case; none where it only repeats a sentence that is pointed at."""
    closest: tuple[Closest, ...]
    """Premises that name its paragraph alone and are closest to it: a guess by the words that they share."""
    repeats: tuple[int, int] | None
    """Paragraph and number of the earlier sentence that it repeats; null where it repeats none."""


@dataclass(frozen=True, slots=True)
class ParagraphCovered(Record):
    """A paragraph."""

    number: int
    """Its number, from 1."""
    state: Covered
    """Whether something points at it, at a sentence of it or at a repetition of one; or a sentence of it has a cue; or
    neither."""
    premises: tuple[str, ...]
    """What points at it or at one of its sentences: key paths of the case, such as ``actors.us.wants.u2`` and ``claims.C1``."""
    sentences: tuple[SentenceCovered, ...]
    """Its sentences."""


@dataclass(frozen=True, slots=True)
class NotThere(Record):
    """A place that the document does not have."""

    premise: str
    """The key path of the premise that points there."""
    place: str
    """The place, as the case counts it."""


@dataclass(frozen=True, slots=True)
class TextCovered(Record):
    """What a case uses of a text: paragraph by paragraph, and all of it in words."""

    paragraphs: tuple[ParagraphCovered, ...]
    told: str
