"""Looks for the passages that a case points at in the reader's texts, and compares them with the locks beside the case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from countermove.assessment import Assessment, bundle
from countermove.assessment.usage import default_source
from countermove.plugins.evidence.sources.repeats import Repeat, Repeats, repeats_in
from countermove.plugins.evidence.sources.sidecar import Locked, Sidecar, read_sidecar, salt_of, sidecar_of, written
from countermove.plugins.evidence.sources.tracer import Traced, Tracer
from countermove.sources.folders import folder_of
from countermove.sources.passages import PlaceFound, State
from countermove.sources.places import Place, Premise, texts_of
from countermove.sources.texts import SUFFIXES, SourceText, Stretch
from gmcr.base.errors import CountermoveError, MissingExtra
from gmcr.base.summary import Record
from gmcr.base.write import write_whole

__all__ = [
    "FAILING",
    "PlaceFinder",
    "TextFound",
    "is_bundled",
    "locks_of",
    "opened_texts",
    "sidecar_file",
]

FAILING = ("altered", "ambiguous", "missing")
"""The states for which the command ends with 1."""


@dataclass(frozen=True, slots=True)
class TextFound(Record):
    """A text that was read."""

    source: str
    """The source whose text it is."""
    file: str
    """The file."""
    paragraphs: int
    """Its number of paragraphs."""
    by_lines: bool
    """Whether its paragraphs are its lines, since no blank lines stand between any."""
    unchanged: bool | None
    """Whether its letters and digits are those that were locked; null where none were."""
    unused: tuple[tuple[int, int], ...]
    """Paragraphs at which nothing points, as first and last."""
    repeats: tuple[Repeat, ...] | None
    """Paragraphs that repeat others; null where they were not looked for."""
    all_compared: bool
    """Whether all paragraphs that could repeat others were compared."""


# -- locations ---------------------------------------------------------------------------------------------------------


def sidecar_file(assessment: Assessment) -> Path:
    """The file beside a case in which its passages are locked."""
    return Path(assessment.file).with_name(f"{assessment.name}.sources.json")


def is_bundled(assessment: Assessment) -> bool:
    """Whether it is a bundled case rather than a file."""
    return not Path(assessment.file).is_file() and assessment.name in bundle.names()


def locks_of(assessment: Assessment, case: Path | None = None) -> tuple[str, Sidecar] | None:
    """The name and content of a case's file of locks; None where there is none. *case*: its location, if not its own.
    Raises AssessmentError."""
    file = sidecar_file(assessment) if case is None else case.with_name(f"{assessment.name}.sources.json")
    if case is not None:
        return (file.name, read_sidecar(file, assessment.name)) if _there(file) else None
    if is_bundled(assessment):
        content = bundle.sidecar(assessment.name)
        return None if content is None else (file.name, read_sidecar(file.name, assessment.name, content))
    return (str(file), read_sidecar(file, assessment.name)) if _there(file) else None


def _there(file: Path) -> bool:
    return file.is_symlink() or file.exists()


def opened_texts(assessment: Assessment, texts: str | Path, used: Iterable[Place]) -> dict[str, SourceText]:
    """The texts of the sources of some places in a folder. Raises CountermoveError where there are none,
    AssessmentError.
    """
    names = list(dict.fromkeys(place.source for place in used))
    opened = texts_of(assessment.document, names, folder_of(texts, "texts"))
    if not opened:
        own = default_source(assessment.document) or (names[0] if names else assessment.name)
        raise CountermoveError(
            f"{texts} has no text of a source of {assessment.name}: the text of {own} would be {own}{SUFFIXES[0]} "
            f"or {own}{SUFFIXES[1]} there.",
            argument="texts",
        )
    return opened


# -- looking -----------------------------------------------------------------------------------------------------------


class PlaceFinder:
    """Looks for the places of a case in its texts."""

    def __init__(
        self,
        case: str,
        texts: dict[str, SourceText],
        used: Mapping[Place, tuple[Premise, ...]],
        kept: Sidecar | None,
    ) -> None:
        self.case, self.opened, self.used, self.kept = case, texts, used, kept
        self.own = {text.source: text for text in texts.values()}
        self.salt = salt_of(case, self.own) if kept is None else kept.salt
        tracers = {text.file: Tracer(text, self.salt) for text in texts.values()}
        self.tracers = {source: tracers[text.file] for source, text in texts.items()}
        self.lacking: str | None = None

    def places(self) -> tuple[PlaceFound, ...]:
        """All places."""
        return tuple(self._place(place, premises) for place, premises in self.used.items())

    def _place(self, place: Place, pointing: tuple[Premise, ...]) -> PlaceFound:
        traced, state = None, None
        text, lock = self.opened.get(place.source), self.kept.places.get(place) if self.kept else None
        if text is None:
            state = "not looked for" if lock is None else "missing"
        elif lock is not None:
            traced = self._traced(place, lock)
        elif not text.looks_for(place.what, place.value):
            state = "not looked for"
        else:
            stretch = text.place(place.what, place.value)
            state = "missing" if stretch is None else "there" if self.kept is None else "not locked"
            traced = Traced("same", () if stretch is None else (stretch,))
        names = tuple(dict.fromkeys(premise.name for premise in pointing))
        stretches = () if traced is None else tuple(_counted(stretch) for stretch in traced.found)
        share = None if traced is None else traced.share
        now: State = state or (traced.state if traced else "missing")  # type: ignore[assignment]
        return PlaceFound(place.source, place.what, place.value, now, stretches, share, names)

    def _traced(self, place: Place, lock: Locked) -> Traced:
        text = self.opened[place.source]
        if place.what == "":  # a text as a whole is no passage: it is unchanged or not
            now = self.tracers[place.source].digest
            return Traced("same" if now == lock.sha256 else "altered", ((0, len(text.paragraphs)),))
        return self.tracers[place.source].trace(lock, text.place(place.what, place.value))

    def lock(self, file: Path, *, force: bool) -> bool:
        """Write the locks of the passages as they are now, leaving earlier ones unchanged. Returns whether anything is
        new.
        """
        before = self.kept
        places: dict[Place, Locked] = {}
        for place in self.used:
            locked = self._now(place) if before is None or place not in before.places else before.places[place]
            if locked is not None:
                places[place] = locked
        self.kept = sidecar_of(self.case, self.salt, self.own, places)
        content = written(self.kept)
        if before is None:
            write_whole(file, content, force=force)
            return True
        if before.digest == hashlib.sha256(content.encode()).hexdigest():
            return False
        write_whole(file, content, replacing=before.digest)
        return True

    def _now(self, place: Place) -> Locked | None:
        """The lock of the passage that stands at a place now; None where there is none."""
        text = self.opened.get(place.source)
        stretch = text.place(place.what, place.value) if text and text.looks_for(place.what, place.value) else None
        if text is None or stretch is None or not _has_words(text, stretch):
            return None
        return self.tracers[place.source].lock(stretch, whole=place.what == "")

    # -- texts ---------------------------------------------------------------------------------------------------------

    def texts(self, places: Iterable[PlaceFound]) -> Iterator[TextFound]:
        """Each text once, with its unused and its repeated paragraphs."""
        pointed: dict[str, set[int]] = {}
        for place in places:
            if place.source in self.opened:
                known = pointed.setdefault(self.opened[place.source].file, set())
                if place.what:  # a source as a whole points at no paragraph
                    for first, last in place.found[:1]:
                        known.update(range(first, last + 1))
        for text in self.own.values():
            known, repeats = pointed[text.file], self._repeats(text)
            lock = self.kept.texts.get(text.source) if self.kept else None
            yield TextFound(
                text.source,
                text.file,
                len(text.paragraphs),
                text.by_lines,
                None if lock is None else lock.letters == self.tracers[text.source].digest,
                tuple(_runs([number for number in range(1, len(text.paragraphs) + 1) if number not in known])),
                None if repeats is None else repeats.pairs,
                repeats is None or repeats.complete,
            )

    def _repeats(self, text: SourceText) -> Repeats | None:
        try:
            return repeats_in(text)
        except MissingExtra as error:
            self.lacking = str(error)
            return None


def _has_words(text: SourceText, stretch: Stretch) -> bool:
    start, end = text.words_in(stretch)
    return start < end


def _counted(stretch: Stretch) -> tuple[int, int]:
    """First and last, from 1."""
    return stretch[0] + 1, stretch[1]


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Numbers as first and last of consecutive ones."""
    start = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield numbers[start], number
            start = place + 1
