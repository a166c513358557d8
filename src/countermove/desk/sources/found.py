"""sources: the places that a case points at, in the texts that a reader has, against what was locked of them.

``--lock`` keeps what was locked before where it is the same or has moved, and adds what is new; where something was
altered, is ambiguous or missing, nothing is written, unless it is forced: then all is locked as it stands now. A passage
that was moved stays the one that was locked, whatever stands at its number now.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from countermove.assessment import Assessment, bundled
from countermove.assessment.usage import default_source
from countermove.brief import Brief
from countermove.case.frame import Frame, frame_of
from countermove.errors import CountermoveError, MissingExtra
from countermove.evidence.sources.finding import Traced, Tracer
from countermove.evidence.sources.places import Place, Premise, places_used, premises, texts_of
from countermove.evidence.sources.repeats import Repeat, Repeats, repeats_in
from countermove.evidence.sources.sidecar import Locked, Sidecar, read_sidecar, salt_of, sidecar_of, written
from countermove.evidence.sources.texts import SUFFIXES, SourceText, Stretch, folder_of_texts
from countermove.interop.writing import check_place, write_whole
from countermove.questions.answers.found import answers
from countermove.questions.check.grounds import Ground, grounds_of, weakest_of
from countermove.record import NULL_IF_EMPTY, UNTOLD, told

__all__ = [
    "AnswerLink",
    "PlaceFound",
    "SourcesRecord",
    "TextFound",
    "Unfounded",
    "opened_texts",
    "sidecar_file",
    "sources_of",
]

State: TypeAlias = Literal["same", "moved", "altered", "ambiguous", "missing", "there", "not locked", "not looked for"]
_NEEDING = ("want", "driver", "rule", "scenario", "view", "claim", "indicator", "forecast", "resolution", "observation")
_FAILING = ("altered", "ambiguous", "missing")


@dataclass(frozen=True, slots=True)
class TextFound(Brief):
    """A text that was read."""

    source: str
    """The source whose text it is."""
    file: str
    """The file."""
    paragraphs: int
    """How many paragraphs it has."""
    by_lines: bool
    """Whether its paragraphs are its lines, since no blank lines stand between any."""
    unchanged: bool | None
    """Whether its letters and digits are those that were locked; null where none were."""
    unused: tuple[tuple[int, int], ...]
    """Paragraphs that nothing points at, as first and last."""
    repeats: tuple[Repeat, ...] | None
    """Paragraphs that repeat others; null where they were not looked for."""
    all_compared: bool
    """Whether all paragraphs that could repeat others were compared."""


@dataclass(frozen=True, slots=True)
class PlaceFound(Brief):
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
class Unfounded(Brief):
    """What has no place in a source."""

    kind: str
    """What it is: want, driver, claim and so on."""
    name: str
    """Its name."""
    why: str
    """What the file says instead: assumed or unsaid; unsourced where it says nothing."""


@dataclass(frozen=True, slots=True)
class AnswerLink(Brief):
    """What the answer to a key question comes down to."""

    question: str
    """The key question."""
    scenario: str | None
    """The scenario; null for the base."""
    weakest: tuple[Ground, ...]
    """Of the wants that it rests on, and the drivers in their conditions, those with the weakest grounds; none where it
    rests on no single one."""


@dataclass(frozen=True, slots=True)
class SourcesRecord(Brief):
    """Where premises point, and whether it is still there."""

    frame: Annotated[Frame, UNTOLD]
    default: Annotated[str | None, UNTOLD]
    file: str | None
    """The file in which passages are locked; null where there is none."""
    wrote: bool
    """Whether it was written."""
    kept_back: bool
    """Whether it should have been, and was not, since passages are altered, ambiguous or missing."""
    texts: tuple[TextFound, ...]
    """The texts."""
    without_text: tuple[str, ...]
    """Sources that are pointed at and have no text here."""
    places: tuple[PlaceFound, ...]
    """The places, in the order of the texts."""
    unfounded: tuple[Unfounded, ...]
    """Premises and conclusions without a source."""
    answers: tuple[AnswerLink, ...]
    """What the answers to the key questions come down to."""
    lacking: str | None
    """Why paragraphs that repeat others were not looked for; null where they were."""

    @told
    def as_expected(self) -> bool:
        """Whether no passage is altered, ambiguous or missing."""
        return not any(place.state in _FAILING for place in self.places)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many places there are by state."""
        return Counter(place.state for place in self.places)

    def gist(self) -> str:
        """The states with their counts."""
        return ", ".join(f"{count} {state}" for state, count in self.counts.items())


# -- where -------------------------------------------------------------------------------------------------------------


def sidecar_file(assessment: Assessment) -> Path:
    """Where the passages of a case are locked, beside it."""
    return Path(assessment.file).with_name(f"{assessment.name}.sources.json")


def _is_bundled(assessment: Assessment) -> bool:
    return not Path(assessment.file).is_file() and assessment.name in bundled.names()


def kept_of(assessment: Assessment) -> tuple[str, Sidecar] | None:
    """What is locked of a case, and the file; None where there is none. Raises AssessmentError."""
    file = sidecar_file(assessment)
    if _is_bundled(assessment):
        content = bundled.sidecar(assessment.name)
        return None if content is None else (file.name, read_sidecar(file.name, assessment.name, content))
    return (str(file), read_sidecar(file, assessment.name)) if _there(file) else None


def _there(file: Path) -> bool:
    return file.is_symlink() or file.exists()


def opened_texts(assessment: Assessment, texts: str | Path, used: Iterable[Place]) -> dict[str, SourceText]:
    """The texts of the sources of some places in a folder. Raises CountermoveError where there are none, AssessmentError."""
    names = list(dict.fromkeys(place.source for place in used))
    found = texts_of(assessment.document, names, folder_of_texts(texts))
    if not found:
        own = default_source(assessment.document) or (names[0] if names else assessment.name)
        raise CountermoveError(
            f"{texts} has no text of a source of {assessment.name}: the text of {own} would be {own}{SUFFIXES[0]} "
            f"or {own}{SUFFIXES[1]} there.",
            argument="texts",
        )
    return found


# -- looking -----------------------------------------------------------------------------------------------------------


def sources_of(assessment: Assessment, texts: str | Path, *, lock: bool = False, force: bool = False) -> SourcesRecord:
    """The places of a case in a folder of texts. ``lock``: keep what the passages are now (see above), with ``force`` in
    any case.

    Raises CountermoveError, and AssessmentError for a text or a file of locks that cannot be used."""
    if lock and _is_bundled(assessment):
        raise CountermoveError(
            f"{assessment.name} is a bundled case, beside which nothing is written: copy it with "
            f"countermove new FILE --from {assessment.name}."
        )
    found = premises(assessment.document)
    used = places_used(found)
    opened = opened_texts(assessment, texts, used)
    kept = None if lock and force else kept_of(assessment)
    if lock:
        check_place(sidecar_file(assessment), force=True)
    looking = _Looking(assessment.name, opened, used, None if kept is None else kept[1])
    places, back, wrote = looking.places(), False, False
    if lock:
        back = any(place.state in _FAILING for place in places if kept is not None)
        if not back:
            wrote = looking.lock(sidecar_file(assessment), force=force)
            places = looking.places()
    return SourcesRecord(
        frame=frame_of(assessment),
        default=default_source(assessment.document),
        file=kept[0] if kept is not None else str(sidecar_file(assessment)) if wrote else None,
        wrote=wrote,
        kept_back=back,
        texts=tuple(looking.texts(places)),
        without_text=tuple(dict.fromkeys(place.source for place in used if place.source not in opened)),
        places=places,
        unfounded=tuple(_unfounded(assessment, found)),
        answers=tuple(_links(assessment)),
        lacking=looking.lacking,
    )


class _Looking:
    """The places of a case, looked for in its texts."""

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
        """All of them."""
        return tuple(self._place(place, premises) for place, premises in self.used.items())

    def _place(self, place: Place, pointing: tuple[Premise, ...]) -> PlaceFound:
        traced, state = None, None
        text, kept = self.opened.get(place.source), self.kept.places.get(place) if self.kept else None
        if text is None:
            state = "not looked for" if kept is None else "missing"
        elif kept is not None:
            traced = self._traced(place, kept)
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

    def _traced(self, place: Place, kept: Locked) -> Traced:
        text = self.opened[place.source]
        if place.what == "":  # a text as a whole is no passage: it is the same or it is not
            now = self.tracers[place.source].digest
            return Traced("same" if now == kept.sha256 else "altered", ((0, len(text.paragraphs)),))
        return self.tracers[place.source].trace(kept, text.place(place.what, place.value))

    def lock(self, file: Path, *, force: bool) -> bool:
        """Write what the passages are now, with those kept before as they were; whether anything is new."""
        before = self.kept
        places: dict[Place, Locked] = {}
        for place in self.used:
            kept = self._now(place) if before is None or place not in before.places else before.places[place]
            if kept is not None:
                places[place] = kept
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
        """What is kept of the passage that stands at a place now; None where there is none."""
        text = self.opened.get(place.source)
        stretch = text.place(place.what, place.value) if text and text.looks_for(place.what, place.value) else None
        if text is None or stretch is None or not _has_words(text, stretch):
            return None
        return self.tracers[place.source].lock(stretch, whole=place.what == "")

    # -- texts ---------------------------------------------------------------------------------------------------------

    def texts(self, places: Iterable[PlaceFound]) -> Iterator[TextFound]:
        """Each text once, with what nothing points at and what repeats."""
        pointed: dict[str, set[int]] = {}
        for place in places:
            if place.source in self.opened:
                known = pointed.setdefault(self.opened[place.source].file, set())
                if place.what:  # a source as a whole points at no paragraph
                    for first, last in place.found[:1]:
                        known.update(range(first, last + 1))
        for text in self.own.values():
            known, repeats = pointed[text.file], self._repeats(text)
            kept = self.kept.texts.get(text.source) if self.kept else None
            yield TextFound(
                text.source,
                text.file,
                len(text.paragraphs),
                text.by_lines,
                None if kept is None else kept.letters == self.tracers[text.source].digest,
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
    """Numbers as first and last of those that follow one another."""
    start = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield numbers[start], number
            start = place + 1


# -- what rests on it --------------------------------------------------------------------------------------------------


def _unfounded(assessment: Assessment, found: Iterable[Premise]) -> Iterator[Unfounded]:
    """What the source leaves open, and the reader's own questions and probes, have none."""
    probes = {name for name, claim in assessment.claims.items() if claim.probe}
    for premise in found:
        probe = premise.kind == "claim" and premise.name in probes
        if premise.why_none and premise.kind in _NEEDING and not probe:
            yield Unfounded(premise.kind, premise.name, premise.why_none)


def _links(assessment: Assessment) -> Iterator[AnswerLink]:
    for question in answers(assessment, bound=1).questions:
        for answer in question.answers:
            wants = {support.edit.want for support in answer.rests_on or ()}
            found = grounds_of(assessment, wants, scenario=answer.scenario, view=question.view)
            yield AnswerLink(question.id, answer.scenario, weakest_of(found))
