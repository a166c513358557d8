"""The passages that premises point at, from the reader's texts: shown beside the premises, and stored nowhere.

For a locked passage, the passage that was locked is shown, wherever it stands now; none where it is ambiguous or
missing, since another would be mistaken for it. A source as a whole is not shown. A plugin does the search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from countermove.assessment import Assessment
from countermove.extensions import needed
from countermove.sources.texts import SourceText
from gmcr.base.errors import CountermoveError
from gmcr.base.record import NULL_IF_EMPTY
from gmcr.base.summary import Record

__all__ = ["LONGEST", "Passage", "Passages", "PlaceFound", "State", "passages_of", "passages_or_why"]

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


@dataclass(frozen=True, slots=True)
class Passage(Record):
    """A passage to show. ``file``: the name of the reader's file, without its folder; ``paragraphs``: the text, none
    where no passage is shown; ``left``: the number of letters omitted after it: it ends with a whole sentence."""

    place: PlaceFound
    file: str
    paragraphs: tuple[str, ...]
    left: int = 0


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
