"""Paragraphs of a source as the page shows them: sentence by sentence, with their uses.

What points at a text: the premises of a case as links of the page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from countermove.extensions import offered
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.premises import premise_text, premise_words
from countermove.sources.passages import TextCovered
from countermove.sources.sentences import SentenceMatcher, sentences_in
from countermove.sources.texts import SourceText
from gmcr.base.record import Record

__all__ = [
    "LONGEST",
    "Paragraphs",
    "Pointing",
    "SourceParagraph",
    "SourceSentence",
    "place_href",
    "pointing",
    "token_of",
]


_ROWS = {"key question": "answer"}
"""Kinds of premises whose rows on the page have another name."""


@dataclass(frozen=True, slots=True)
class Pointing(Record):
    """A premise. ``token``: the name of its row on the page; ``told``: its words, with its name; ``href``: a link to
    its mark in the text; ``current``: whether it is the current subject; ``near``: words that a sentence shares with
    it, if the list is about one sentence."""

    kind: str
    name: str
    token: str
    told: str
    href: str
    current: bool = False
    near: tuple[str, ...] = ()


def pointing(opened: Opened, kind: str, name: str) -> Pointing:
    """A premise as a link."""
    own = opened.switches
    href = own.but(ask="source", of=name).href()
    return Pointing(
        kind,
        name,
        token_of(kind, name),
        premise_text(opened.glossary, opened.assessment.document, kind, name),
        href,
        name == own.of,
    )


def token_of(kind: str, name: str) -> str:
    """The name of a premise's row: "claim:C1"."""
    return f"{_ROWS.get(kind, kind).replace(' ', '-')}:{name}"


LONGEST = 8_000
"""The most letters of one paragraph that are shown."""

_NEAR = 4
"""The most words that are listed of those that a sentence shares with a premise."""

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class SourceSentence(Record):
    """A sentence. ``place``: paragraph and number, "4.2"; ``pieces``: its text, each piece with its kind of cue ("" for
    none); ``href``: a link to its use, "" if it is unused; ``links``: the rows it belongs to; ``own``: those of them
    that mark it; ``marked``: whether it is the current subject; ``line``: whether it begins a line of its own;
    ``unused``: whether it is unused in a paragraph that is used."""

    place: str
    pieces: tuple[tuple[str, str], ...]
    href: str
    links: tuple[str, ...]
    own: tuple[str, ...]
    marked: bool
    line: bool
    unused: bool = False


@dataclass(frozen=True, slots=True)
class SourceParagraph(Record):
    """A paragraph. ``state``: used, again (it repeats another one that is used), cued (unused, though it contains
    cues), unused; ``cues``: kinds of cues in unused text; ``uses``: what points at it; ``again``: sentences that its
    own repeat, or are repeated by, as links; ``marked``: whether the current subject points at it, or is it or in it;
    ``told``: what points at it in words, if it or one of its sentences is the subject; ``near``: words by which one
    sentence of it is marked; ``exact``: whether the case names the sentence; ``cut``: the number of letters that are
    not shown."""

    number: int
    href: str
    state: str
    sentences: tuple[SourceSentence, ...]
    cues: tuple[str, ...]
    uses: tuple[Pointing, ...]
    marked: bool
    told: tuple[Pointing, ...] = ()
    near: tuple[str, ...] = ()
    exact: bool = False
    cut: int = 0
    again: tuple[tuple[str, str], ...] = ()


class Cue(Protocol):
    """A cue in a sentence: its kind, its words, and the position of its first character."""

    @property
    def kind(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def start(self) -> int: ...


class _Mark(NamedTuple):
    """Sentences of a paragraph that a premise marks, by place: those that the case names (``exact``), one that shares
    *words* with it, or all."""

    places: Collection[int]
    words: tuple[str, ...] = ()
    exact: bool = False


def place_href(opened: Opened, text: SourceText, place: object, *, paragraph: int | None = None) -> str:
    """A link to a place of a text."""
    href = opened.switches.but(ask="source", of=f"{text.source}:{place}").href()
    return href if paragraph is None else f"{href}#para-{paragraph}"


@dataclass(frozen=True, eq=False, slots=True)
class Paragraphs:
    """The paragraphs of one text. ``used``: paragraph → the premises, as kind and name, that point at it, each with the
    sentences that it names (none: all of it); ``held``: the row that is the current subject; ``covered``: what the case
    uses of it, if known."""

    opened: Opened
    text: SourceText
    alike: SentenceMatcher
    used: Mapping[int, Mapping[tuple[str, str], Collection[int]]]
    held: str
    covered: TextCovered | None = None

    def shown(self, number: int) -> SourceParagraph:
        """The paragraph of a number, from 1."""
        whole = self.text.paragraphs[number - 1]
        places = list(sentences_in(whole[:LONGEST]))
        if len(whole) > LONGEST:  # the last one may continue
            places.pop()
        text = whole[: places[-1][1] if places else 0] if len(whole) > LONGEST else whole
        texts = [" ".join(text[start:end].split()) for start, end in places]
        uses = self.used.get(number, {})
        marks = {premise: self._mark(premise, texts, named) for premise, named in uses.items()}
        loose = {place for place in range(len(texts)) if not any(_links(mark, place) for mark in marks.values())}
        looked = offered("cues")
        cues: list[tuple[Cue, ...]] = [
            tuple(cue for look in looked for cue in look(sentence)) if place in loose else ()
            for place, sentence in enumerate(texts)
        ]
        kinds = tuple(dict.fromkeys(cue.kind for own in cues for cue in own if cue.kind != "date"))
        again = () if uses else tuple(self._again(number))
        sentences = tuple(
            self._sentence(number, place, texts[place], cues[place], marks, _begins_line(text, places, place))
            for place in range(len(texts))
        )
        subject = self._subject(number)
        pointed = [pointing(self.opened, *premise) for premise in uses]
        held = [mark for premise, mark in marks.items() if token_of(*premise) == self.held]
        return SourceParagraph(
            number,
            place_href(self.opened, self.text, number) if uses else "",
            "used" if uses else "again" if again else "cued" if kinds else "unused",
            sentences,
            () if again else kinds,
            tuple(pointed),
            bool(held) or subject is not None,
            () if subject is None else tuple(_ordered(pointed, marks, subject - 1)),
            held[0].words[:_NEAR] if held else (),
            bool(held) and held[0].exact,
            len(whole) - len(text),
            again,
        )

    def _again(self, number: int) -> Iterator[tuple[str, str]]:
        """Sentences in used paragraphs elsewhere that say the same as a paragraph."""
        if self.covered is None or self.covered.paragraphs[number - 1].state != "named":
            return
        own = [one for one in self.covered.paragraphs[number - 1].sentences if one.state != "not named"]
        first = {one.repeats or (number, one.number) for one in own}
        for paragraph in self.covered.paragraphs:
            for one in paragraph.sentences:
                place = (paragraph.number, one.number)
                if paragraph.number != number and paragraph.number in self.used and {place, one.repeats} & first:
                    name = f"{paragraph.number}.{one.number}"
                    yield name, place_href(self.opened, self.text, name, paragraph=paragraph.number)

    def _subject(self, number: int) -> int | None:
        """The sentence of a paragraph that is the subject, 0 for the paragraph itself; None for neither."""
        if self.held == f"para:{number}":
            return 0
        start = f"sentence:{number}."
        return int(self.held.removeprefix(start)) if self.held.startswith(start) else None

    def _mark(self, premise: tuple[str, str], texts: Sequence[str], named: Collection[int]) -> _Mark:
        if places := [place - 1 for place in named if 1 <= place <= len(texts)]:
            return _Mark(places, exact=True)
        if named:
            return _Mark(range(len(texts)))  # the named sentence does not exist: guess none
        opened = self.opened
        single = self.alike.singled(premise_words(opened.glossary, opened.assessment.document, *premise), texts)
        return _Mark(range(len(texts))) if single is None else _Mark([single[0]], single[1])

    def _sentence(
        self,
        number: int,
        place: int,
        text: str,
        cues: Sequence[Cue],
        marks: Mapping[tuple[str, str], _Mark],
        line: bool,
    ) -> SourceSentence:
        name = f"{number}.{place + 1}"
        own = tuple(token_of(*premise) for premise, mark in marks.items() if place in mark.places)
        links = tuple(token_of(*premise) for premise, mark in marks.items() if _links(mark, place))
        return SourceSentence(
            name,
            tuple(_pieces(text, cues)),
            place_href(self.opened, self.text, name, paragraph=number) if links else "",
            links,
            own,
            bool(self.held) and (self.held == f"sentence:{name}" or self.held in own),
            line,
            bool(marks) and not links,
        )


def _links(mark: _Mark, place: int) -> bool:
    """Whether a premise points at a sentence, or at its whole paragraph."""
    return not mark.exact or place in mark.places


def _ordered(named: Sequence[Pointing], marks: Mapping[tuple[str, str], _Mark], place: int) -> Iterator[Pointing]:
    """What points at a paragraph, first what shares words with the sentence that is the subject."""
    own = [item for item in named if place < 0 or _links(marks[item.kind, item.name], place)]
    near = {premise: mark.words[:_NEAR] for premise, mark in marks.items() if place in mark.places}
    items = [replace(item, near=near.get((item.kind, item.name), ())) for item in own]
    exact = {premise for premise, mark in marks.items() if mark.exact}
    yield from sorted(items, key=lambda item: not (item.near or (item.kind, item.name) in exact))


def _begins_line(text: str, places: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a sentence is a list item, which begins a line of its own."""
    between = text[places[place - 1][1] : places[place][0]] if place else ""
    return "\n" in between and not _LETTER.match(text[places[place][0]])


def _pieces(sentence: str, cues: Sequence[Cue]) -> Iterator[tuple[str, str]]:
    """A sentence divided into cues and other text; of overlapping cues the first counts."""
    at = 0
    for cue in sorted(cues, key=lambda cue: cue.start):
        if cue.start >= at:
            if cue.start > at:
                yield sentence[at : cue.start], ""
            at = cue.start + len(cue.words)
            yield sentence[cue.start : at], cue.kind
    if at < len(sentence):
        yield sentence[at:], ""
