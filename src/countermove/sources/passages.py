"""The passages that premises point at, out of the texts of a reader: to be shown beside the premises, and kept nowhere.

Of a passage that is locked what is shown is the one that was locked, wherever it stands now. Where it is ambiguous or
missing none is, since another would be taken for it. A source as a whole is not shown. Looking for them is up to a plugin."""

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
"""Letters of a passage that are shown at most, in whole sentences."""


State: TypeAlias = Literal["same", "moved", "altered", "ambiguous", "missing", "there", "not locked", "not looked for"]


@dataclass(frozen=True, slots=True)
class PlaceFound(Record):
    """A place that the case points at."""

    source: str
    """The source."""
    what: Annotated[str, NULL_IF_EMPTY]
    """What is counted: para, chapter, page or time; null for the source as a whole."""
    value: Annotated[str, NULL_IF_EMPTY]
    """Its number, or its time."""
    state: State
    """What became of the passage; "there" where nothing is locked, "not looked for" where the text has no such places."""
    found: tuple[tuple[int, int], ...]
    """Paragraphs in which the passage is, or what looks like it, as first and last; the likeliest first."""
    share: Fraction | None
    """Of an altered passage the share of the kept runs that is still there."""
    premises: tuple[str, ...]
    """What points there: names of wants, claims, drivers and so on."""


@dataclass(frozen=True, slots=True)
class Passage(Record):
    """``file``: the name of the reader's file, without its folder; ``paragraphs``: the text, none where no passage is
    shown; ``left``: how many further letters it has, which are not shown: it ends with a whole sentence."""

    place: PlaceFound
    file: str
    paragraphs: tuple[str, ...]
    left: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Passages(Record):
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
    found: Passages = needed("passages")(assessment, texts, file=file)
    return found


def passages_or_why(assessment: Assessment, texts: str | Path, *, file: Path | None = None) -> Passages:
    """The same, or why there are none."""
    try:
        return passages_of(assessment, texts, file=file)
    except CountermoveError as error:
        return Passages({}, (), (), False, str(error))
