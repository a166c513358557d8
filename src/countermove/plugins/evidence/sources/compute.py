"""sources: the places that a case points at, looked for in the reader's texts and compared with their locks.

``--lock`` preserves earlier locks of passages that are the same or have moved, and adds new ones; where a passage was
altered, is ambiguous or missing, nothing is written, unless forced: then everything is locked as it stands now. A
passage that was moved remains the one that was locked, whatever stands at its number now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from countermove.assessment import Assessment
from countermove.context.frame import Frame, frame_of
from countermove.plugins.evidence.sources.locate import (
    FAILING,
    PlaceFinder,
    TextFound,
    is_bundled,
    locks_of,
    opened_texts,
    sidecar_file,
)
from countermove.questions.check.grounds import Ground, grounds_of, weakest_of
from countermove.sources.passages import PlaceFound, SentenceFound
from countermove.sources.places import NamedSentence, Place, Premise, places_used, premises
from countermove.verdicts.answers.compute import answers
from gmcr.base.errors import CountermoveError
from gmcr.base.files import check_place
from gmcr.base.record import INTERNAL, Record, derived

__all__ = ["AnswerLink", "SourcesRecord", "Unfounded", "sources_of"]

_NEEDING = ("want", "driver", "rule", "scenario", "view", "claim", "indicator", "forecast", "resolution", "observation")


@dataclass(frozen=True, slots=True)
class Unfounded(Record):
    """A premise or conclusion without a place in a source."""

    kind: str
    """Its kind: want, driver, claim and so on."""
    name: str
    """Its name."""
    why: str
    """What the file says instead: assumed or unsaid; unsourced where it says nothing."""


@dataclass(frozen=True, slots=True)
class AnswerLink(Record):
    """What the answer to a key question rests on."""

    question: str
    """The key question."""
    scenario: str | None
    """The scenario; null for the base."""
    weakest: tuple[Ground, ...]
    """The wants that it rests on, and the drivers in their conditions, with the weakest grounds; none where it rests on
    no single one."""


@dataclass(frozen=True, slots=True)
class SourcesRecord(Record):
    """Where premises point, and whether it is still there."""

    frame: Annotated[Frame, INTERNAL]
    file: str | None
    """The file in which passages are locked; null where there is none."""
    wrote: bool
    """Whether it was written."""
    kept_back: bool
    """Whether writing was withheld, since passages are altered, ambiguous or missing."""
    texts: tuple[TextFound, ...]
    """The texts."""
    without_text: tuple[str, ...]
    """Sources that are pointed at and have no text here."""
    places: tuple[PlaceFound, ...]
    """The places, in the order of the texts."""
    sentences: tuple[SentenceFound, ...]
    """The sentences that premises name in these places, in the order of the places."""
    unfounded: tuple[Unfounded, ...]
    """Premises and conclusions without a source."""
    answers: tuple[AnswerLink, ...]
    """What the answers to the key questions rest on."""
    lacking: str | None
    """Why paragraphs that repeat others were not looked for; null where they were."""

    @derived
    def as_expected(self) -> bool:
        """Whether no passage is altered, ambiguous or missing, and no named sentence is missing."""
        return not (
            any(place.state in FAILING for place in self.places)
            or any(sentence.state == "missing" for sentence in self.sentences)
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of places by state."""
        return Counter(place.state for place in self.places)

    def gist(self) -> str:
        """The states with their counts."""
        return ", ".join(f"{count} {state}" for state, count in self.counts.items())


# -- looking -----------------------------------------------------------------------------------------------------------


def sources_of(assessment: Assessment, texts: str | Path, *, lock: bool = False, force: bool = False) -> SourcesRecord:
    """The places of a case in a folder of texts. ``lock``: lock the passages as they are now (see above), with
    ``force`` in any case.

    Raises CountermoveError, and AssessmentError for an unusable text or file of locks."""
    if lock and is_bundled(assessment):
        raise CountermoveError(
            f"{assessment.name} is a bundled case, beside which nothing is written: copy it with "
            f"countermove new FILE --from {assessment.name}."
        )
    pointing = premises(assessment.document)
    used = places_used(pointing)
    opened = opened_texts(assessment, texts, used)
    locks = None if lock and force else locks_of(assessment)
    if lock:
        check_place(sidecar_file(assessment), force=True)
    looking = PlaceFinder(assessment.name, opened, used, None if locks is None else locks[1])
    places, back, wrote = looking.places(), False, False
    if lock:
        back = any(place.state in FAILING for place in places if locks is not None)
        if not back:
            wrote = looking.lock(sidecar_file(assessment), force=force)
            places = looking.places()
    return SourcesRecord(
        frame=frame_of(assessment),
        file=locks[0] if locks is not None else str(sidecar_file(assessment)) if wrote else None,
        wrote=wrote,
        kept_back=back,
        texts=tuple(looking.texts(places)),
        without_text=tuple(dict.fromkeys(place.source for place in used if place.source not in opened)),
        places=places,
        sentences=tuple(_sentences(looking, dict(zip(used, places, strict=True)), pointing)),
        unfounded=tuple(_unfounded(assessment, pointing)),
        answers=tuple(_links(assessment)),
        lacking=looking.lacking,
    )


def _sentences(
    looking: PlaceFinder, places: Mapping[Place, PlaceFound], pointing: Iterable[Premise]
) -> Iterator[SentenceFound]:
    """Each sentence that is named once, with the premises that name it."""
    naming: dict[NamedSentence, list[str]] = {}
    for premise in pointing:
        for named in premise.sentences:
            naming.setdefault(named, []).append(premise.name)
    order = {place: number for number, place in enumerate(places)}
    for named in sorted(naming, key=lambda item: (order[item.place], item.number or 0, item.words)):
        yield looking.sentence(named, places[named.place], naming[named])


# -- premises and answers ----------------------------------------------------------------------------------------------


def _unfounded(assessment: Assessment, pointing: Iterable[Premise]) -> Iterator[Unfounded]:
    """Premises without a source; what the source leaves open, and the reader's own questions and probes, need none."""
    probes = {name for name, claim in assessment.claims.items() if claim.probe}
    for premise in pointing:
        probe = premise.kind == "claim" and premise.name in probes
        if premise.why_none and premise.kind in _NEEDING and not probe:
            yield Unfounded(premise.kind, premise.name, premise.why_none)


def _links(assessment: Assessment) -> Iterator[AnswerLink]:
    for question in answers(assessment, bound=1).questions:
        for answer in question.answers:
            wants = {support.edit.want for support in answer.rests_on or ()}
            grounds = grounds_of(assessment, wants, scenario=answer.scenario, view=question.view)
            yield AnswerLink(question.id, answer.scenario, weakest_of(grounds))
