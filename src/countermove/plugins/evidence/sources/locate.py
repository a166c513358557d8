"""Looks for the passages that a case points at in the reader's texts, and compares them with the locks beside the case.

Paragraphs of one text that repeat one another, whole or as a part of a longer one.

Two are compared where they share a quarter of the three-word runs of the shorter one; runs in more than ``_COMMON``
paragraphs do not count. RapidFuzz then measures the similarity of the shorter one, or its first 2,000 letters, and the
best-fitting stretch of the longer one: 100 are the same words. Pairs that share most are compared first, within the
budget.

Looks for the passages that premises point at in the reader's texts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from countermove.assessment import Assessment, bundle
from countermove.assessment.references import default_source
from countermove.plugins.evidence.sources.sidecar import Locked, Sidecar, read_sidecar, salt_of, sidecar_of, written
from countermove.plugins.evidence.sources.tracer import Traced, Tracer
from countermove.sources.named import MarkedSentence, marked_in, named_in, sentences_at
from countermove.sources.passages import LONGEST, Passage, Passages, PlaceFound, SentenceFound, State
from countermove.sources.places import NamedSentence, Place, Premise, places_used, premises, texts_of
from countermove.sources.sentences import sentences_in
from countermove.sources.texts import RUN, SHORT, SUFFIXES, SourceText, Stretch, folder_of
from gmcr.base.errors import CountermoveError, MissingExtra
from gmcr.base.files import write_whole
from gmcr.base.record import Record

__all__ = [
    "ALIKE",
    "FAILING",
    "PlaceFinder",
    "Repeat",
    "Repeats",
    "TextFound",
    "is_bundled",
    "locks_of",
    "opened_texts",
    "passages_in",
    "repeats_in",
    "sidecar_file",
]


ALIKE = 85.0
"""The least similarity of two paragraphs of which one repeats the other."""

_COMMON, _SHARED = 20, 0.25
_LONGEST, _COST = 2_000, 200_000_000
"""The number of letters compared, and the budget of all comparisons: letters of one times letters of the other."""


@dataclass(frozen=True, slots=True)
class Repeat(Record):
    """Two similar paragraphs."""

    shorter: int
    """The shorter one, from 1."""
    longer: int
    """The one that contains it, whole or as a part."""
    alike: float
    """Their similarity: 100 are the same words."""


@dataclass(frozen=True, slots=True)
class Repeats(Record):
    """Paragraphs that repeat others. ``complete``: whether all candidates were compared."""

    pairs: tuple[Repeat, ...]
    complete: bool


def repeats_in(text: SourceText) -> Repeats:
    """The paragraphs that repeat others, of eight words at least. Raises MissingExtra."""
    try:
        from rapidfuzz import fuzz
    except ImportError:
        raise MissingExtra("sources", "To find paragraphs that repeat one another") from None
    own = [text.words[start:end] for start, end in zip(text.starts, text.starts[1:], strict=False)]
    budget, repeats = _COST, list[Repeat]()
    for shorter, longer in _candidates(own):
        one, other = " ".join(own[shorter])[:_LONGEST], " ".join(own[longer])
        budget -= len(one) * len(other)
        if budget < 0:
            return Repeats(tuple(sorted(repeats, key=_order)), False)
        alike = fuzz.partial_ratio(one, other, score_cutoff=ALIKE)
        if alike >= ALIKE:
            repeats.append(Repeat(shorter + 1, longer + 1, round(alike, 1)))
    return Repeats(tuple(sorted(repeats, key=_order)), True)


def _order(repeat: Repeat) -> tuple[int, int]:
    return repeat.shorter, repeat.longer


def _candidates(own: list[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Pairs that share enough, the shorter paragraph first; those that share most first."""
    having: dict[tuple[str, ...], list[int]] = {}
    for paragraph, words in enumerate(own):
        if len(words) >= SHORT:
            for run in dict.fromkeys(words[place : place + RUN] for place in range(len(words) - RUN + 1)):
                having.setdefault(run, []).append(paragraph)
    shared = Counter[tuple[int, int]]()
    for paragraphs in having.values():
        if 1 < len(paragraphs) <= _COMMON:
            shared.update(combinations(paragraphs, 2))
    ranked: list[tuple[float, int, int]] = []
    for (first, second), count in shared.items():
        shorter, longer = sorted((first, second), key=lambda place: (len(own[place]), place))
        share = count / (len(own[shorter]) - RUN + 1)
        if share >= _SHARED:
            ranked.append((-share, shorter, longer))
    return [(shorter, longer) for _, shorter, longer in sorted(ranked)]


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
        words = None if traced is None else traced.words
        return PlaceFound(place.source, place.what, place.value, now, stretches, share, names, words)

    def sentence(self, named: NamedSentence, place: PlaceFound, pointing: Iterable[str]) -> SentenceFound:
        """A sentence that the case names in a place that was looked for."""
        where, text = named.place, self.opened.get(named.place.source)
        names = tuple(dict.fromkeys(pointing))
        known = (where.source, where.what, where.value, named.number, named.words)
        if text is None or not _is_shown(place):
            return SentenceFound(*known, "not looked for", (), 0, names)
        passage = sentences_at(text, place.found[0], place.words)
        found = named_in(passage, named.number, named.words)
        spots = tuple((one.paragraph, one.number) for one in found.sentences)
        return SentenceFound(*known, found.state, spots, len(passage), names)

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


def _is_shown(place: PlaceFound) -> bool:
    """Whether it is known where a passage is."""
    return bool(place.found) and place.state not in ("ambiguous", "missing", "not looked for")


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


def passages_in(assessment: Assessment, texts: str | Path, *, file: Path | None = None) -> Passages:
    """The passages that the premises of a case point at, in a folder of texts. *file*: the location of the case, if not
    its own. Raises CountermoveError, AssessmentError."""
    pointing = premises(assessment.document)
    used = places_used(pointing)
    whole = _texts(assessment, texts) or opened_texts(assessment, texts, used)  # raises that there are none
    opened = {source: text for source, text in whole.items() if any(place.source == source for place in used)}
    locks = locks_of(assessment, file)
    looking = PlaceFinder(assessment.name, opened, used, None if locks is None else locks[1])
    places = dict(zip(used, looking.places(), strict=True))
    shown = {place: _passage(looking, item) for place, item in places.items() if place.what and place.source in opened}
    by_premise: dict[tuple[str, str], tuple[Passage, ...]] = {}
    for premise in pointing:
        own = tuple(_named(looking, shown[place], premise) for place in premise.at if place in shown)
        if own:
            by_premise[premise.kind, premise.name] = (*by_premise.get((premise.kind, premise.name), ()), *own)
    files = tuple(dict.fromkeys(Path(text.file).name for text in whole.values()))
    return Passages(by_premise, files, tuple(places.values()), locks is not None, texts=whole)


def _texts(assessment: Assessment, texts: str | Path) -> Mapping[str, SourceText]:
    """The texts of all sources that something points at, and of the default one in any case."""
    document = assessment.document
    pointed = (place.source for place in places_used(premises(document)))
    own = default_source(document)
    return texts_of(document, dict.fromkeys([*pointed, *([own] if own else [])]), folder_of(texts, "texts"))


def _passage(looking: PlaceFinder, place: PlaceFound) -> Passage:
    text = looking.opened[place.source]
    name = Path(text.file).name
    if not _is_shown(place):
        return Passage(place, name, ())
    first, last = place.found[0]
    whole = text.paragraphs[first - 1 : last]
    shown = tuple(_beginning(whole))
    return Passage(place, name, shown, sum(map(len, whole)) - sum(map(len, shown)))


def _named(looking: PlaceFinder, passage: Passage, premise: Premise) -> Passage:
    """A passage with the sentences that a premise names in it."""
    place = passage.place
    named = [item for item in premise.sentences if item.place == Place(place.source, place.what, place.value)]
    if not named or not _is_shown(place):
        return passage
    text = looking.opened[place.source]
    within = sentences_at(text, place.found[0], place.words)
    marked: dict[tuple[int, int], MarkedSentence] = {}
    for item in named:
        for one in marked_in(named_in(within, item.number, item.words).sentences, item.words):
            marked.setdefault((one.paragraph, one.number), one)
    sentences = tuple(looking.sentence(item, place, [premise.name]) for item in named)
    return replace(passage, sentences=sentences, marked=tuple(marked[spot] for spot in sorted(marked)))


def _beginning(whole: Sequence[str]) -> Iterator[str]:
    """Paragraphs as far as they may be shown, the last up to the end of a sentence."""
    room = LONGEST
    for paragraph in whole:
        if len(paragraph) > room:
            *ended, _ = [0, *(end for _, end in sentences_in(paragraph[:room]))]  # the last sentence may continue
            if ended and ended[-1]:
                yield paragraph[: ended[-1]]
            return
        yield paragraph
        room -= len(paragraph)
