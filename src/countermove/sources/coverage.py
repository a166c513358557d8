"""What a case uses of the paragraphs and sentences of a document, as records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from gmcr.base.summary import Record

__all__ = ["Closest", "Covered", "CueSeen", "NotThere", "ParagraphCovered", "Pointed", "SentenceCovered", "TextCovered"]

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
